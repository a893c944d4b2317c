"""How much of the phone a driver may read on the road. Pure.

Source: Android Automotive, CarUxRestrictions: a moving car limits a list to getMaxCumulativeContentItems() = 21 rows
(the default of car_ux_restrictions_map.xml), locks the keyboard and the text of messages (UX_RESTRICTIONS_NO_KEYBOARD,
UX_RESTRICTIONS_NO_TEXT_MESSAGE).
"""

from typing import Final

from headunit.safety.state import Driving

MAX_ROWS_MOVING: Final = 21


def rows_within(driving: Driving, count: int) -> int:
    """How many of `count` rows may be listed now."""
    return min(count, MAX_ROWS_MOVING) if driving is Driving.MOVING else count


def shows_text(driving: Driving) -> bool:
    """Whether the words of a message may stand on the screen: only when parked."""
    return driving is Driving.PARKED
