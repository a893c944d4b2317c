"""Whether the car stands, and so what may be asked of the driver."""

import enum
from dataclasses import dataclass


class Driving(enum.Enum):
    """The three states of Android Automotive's CarDrivingState, by which UX restrictions are chosen."""

    PARKED = "parked"  # stands, secured: everything
    IDLING = "idling"  # stands, in gear: short tasks
    MOVING = "moving"  # glances only. Also whenever it is not known that the car stands


@dataclass(frozen=True, slots=True)
class SafetyState:
    """`may_configure`: lists, units, languages. `may_type`: a keyboard. One-tap controls are always allowed."""

    driving: Driving = Driving.MOVING

    @property
    def may_configure(self) -> bool:
        return self.driving is not Driving.MOVING

    @property
    def may_type(self) -> bool:
        return self.driving is Driving.PARKED
