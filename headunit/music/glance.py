"""How much of a list a driver may read on the road. Pure.

Source: Android Automotive, CarUxRestrictions: a moving car limits content to getMaxCumulativeContentItems() = 21 rows
and getMaxContentDepth() = 3 levels (the defaults of car_ux_restrictions_map.xml), and locks the keyboard.
"""

from typing import Final

from headunit.safety.state import Driving

MAX_ROWS_MOVING: Final = 21
MAX_DEPTH_MOVING: Final = 3


def rows_within(driving: Driving, count: int) -> int:
    """How many of `count` rows may be listed now."""
    return min(count, MAX_ROWS_MOVING) if driving is Driving.MOVING else count


def may_open(driving: Driving, depth: int) -> bool:
    """Whether a row that lies `depth` levels deep (the source's top is 1) may be opened; else it is played whole."""
    return driving is not Driving.MOVING or depth < MAX_DEPTH_MOVING


def reads(driving: Driving) -> bool:
    """Whether there is time to read: lyrics, long texts, rows that are moved about."""
    return driving is not Driving.MOVING
