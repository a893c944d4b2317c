import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.kernel.reading import Reading
from headunit.safety.service import PARK, STANDING_BELOW_KMH, judge
from headunit.safety.state import Driving, SafetyState
from headunit.vehicle.state import VehicleState

SPEED = "Vehicle.Speed"
GEAR = "Vehicle.Powertrain.Transmission.SelectedGear"
BRAKE = "Vehicle.Chassis.ParkingBrake.IsEngaged"
PARKED, IDLING, MOVING = Driving.PARKED, Driving.IDLING, Driving.MOVING
NOW = 100.0


def a_car(ages_s: dict[str, float] | None = None, **values: object) -> VehicleState:
    """`values` by the names above (SPEED=0.0), each stale after one second and `ages_s` old."""
    readings = {
        globals()[name]: Reading(value, NOW - (ages_s or {}).get(name, 0.0), "can0") for name, value in values.items()
    }
    return VehicleState(NOW, "demo", readings, dict.fromkeys((SPEED, GEAR, BRAKE), 1.0))


@pytest.mark.parametrize(
    ("values", "driving"),
    [
        ({}, MOVING),
        ({"SPEED": None, "GEAR": PARK, "BRAKE": True}, MOVING),
        ({"SPEED": math.nan, "GEAR": PARK, "BRAKE": True}, MOVING),
        ({"SPEED": math.inf, "GEAR": PARK, "BRAKE": True}, MOVING),
        ({"SPEED": "0", "GEAR": PARK}, MOVING),
        ({"SPEED": False, "GEAR": PARK}, MOVING),
        ({"SPEED": 50.0, "GEAR": 127, "BRAKE": False}, MOVING),
        ({"SPEED": -5.0, "GEAR": -1, "BRAKE": False}, MOVING),
        ({"SPEED": 30.0, "GEAR": PARK, "BRAKE": True}, MOVING),  # speed wins over what the lever says
        ({"SPEED": 0.5, "GEAR": PARK}, MOVING),
        ({"SPEED": -0.5, "GEAR": PARK}, MOVING),
        ({"SPEED": 0.49, "GEAR": PARK}, PARKED),
        ({"SPEED": -0.49, "GEAR": PARK}, PARKED),
        ({"SPEED": 0, "GEAR": PARK, "BRAKE": False}, PARKED),
        ({"SPEED": 0.0, "GEAR": 127, "BRAKE": True}, PARKED),
        ({"SPEED": 0.0, "GEAR": None, "BRAKE": True}, PARKED),
        ({"SPEED": 0.0, "GEAR": 127, "BRAKE": False}, IDLING),
        ({"SPEED": 0.0, "GEAR": 0, "BRAKE": None}, IDLING),
        ({"SPEED": 0.0}, IDLING),
        ({"SPEED": 0.0, "GEAR": "PARK", "BRAKE": "yes"}, IDLING),
    ],
)
def test_what_is_known_decides(values: dict[str, object], driving: Driving) -> None:
    assert judge(a_car(**values)).driving is driving


@pytest.mark.parametrize(
    ("ages_s", "driving"),
    [
        ({}, PARKED),
        ({"SPEED": 0.9, "GEAR": 0.9, "BRAKE": 0.9}, PARKED),
        ({"SPEED": 1.1}, MOVING),
        ({"GEAR": 1.1}, PARKED),
        ({"BRAKE": 1.1}, PARKED),
        ({"GEAR": 1.1, "BRAKE": 1.1}, IDLING),
    ],
)
def test_what_is_stale_is_not_known(ages_s: dict[str, float], driving: Driving) -> None:
    assert judge(a_car(ages_s, SPEED=0.0, GEAR=PARK, BRAKE=True)).driving is driving


@pytest.mark.parametrize(
    ("driving", "configure", "typing"), [(PARKED, True, True), (IDLING, True, False), (MOVING, False, False)]
)
def test_what_may_be_asked_of_the_driver(driving: Driving, configure: bool, typing: bool) -> None:
    state = SafetyState(driving)
    assert (state.may_configure, state.may_type) == (configure, typing)


def test_in_doubt_it_moves() -> None:
    assert SafetyState().driving is MOVING
    assert judge(VehicleState()).driving is MOVING


ANYTHING = st.one_of(st.none(), st.booleans(), st.integers(-300, 300), st.floats(), st.sampled_from(["", "0", "PARK"]))


@given(speed=ANYTHING, age_s=st.floats(0, 10), gear=st.one_of(ANYTHING, st.just(PARK)), brake=ANYTHING)
def test_only_a_fresh_and_small_speed_is_standing(
    speed: float | str | None, age_s: float, gear: float | str | None, brake: float | str | None
) -> None:
    driving = judge(a_car({"SPEED": age_s}, SPEED=speed, GEAR=gear, BRAKE=brake)).driving
    number = isinstance(speed, int | float) and not isinstance(speed, bool)
    known = number and NOW - (NOW - age_s) <= 1.0
    stands = known and abs(speed) < STANDING_BELOW_KMH
    assert (driving is MOVING) == (not stands)
    if driving is PARKED:
        assert gear == PARK or brake is True
