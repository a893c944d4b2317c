"""The place carried on by speed and turning: what is learned of a car while the fix is good, and how far that holds."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headunit.kernel.geodesy import LocalFrame, distance_m
from headunit.kernel.reading import Reading
from headunit.position.dead_reckoning import GEAR, SPEED, STEERING, YAW, DeadReckoner
from headunit.position.state import Fix, Mode, PositionState, Quality
from headunit.vehicle.state import VehicleState

FRAME = LocalFrame(47.14, 9.52)


class Car:
    """Drives as it is steered. `ratio`, `wheelbase_m`, `offset_deg`: its own; `scale`: truth over the speedometer."""

    def __init__(
        self, *, ratio=15.0, wheelbase_m=2.7, offset_deg=0.0, scale=1.0, yaw_bias=0.0, sensor=STEERING
    ) -> None:
        self.reckoner = DeadReckoner()
        self.x = self.y = self.course_deg = self.now = 0.0
        self.ratio, self.wheelbase_m, self.offset_deg = ratio, wheelbase_m, offset_deg
        self.scale, self.yaw_bias, self.sensor = scale, yaw_bias, sensor
        self.driven_m = 0.0

    def drive(self, seconds: float, speed_mps: float, wheel_deg, *, fix: bool = True, gear: int = 127) -> None:
        """`wheel_deg`: a function of the time."""
        way = -1 if gear < 0 else 1
        for _ in range(round(seconds * 20)):
            wheel = wheel_deg(self.now)
            curvature = math.tan(math.radians(wheel / self.ratio)) / self.wheelbase_m
            step_m = way * speed_mps * 0.05
            turn_deg = -math.degrees(step_m * curvature)
            middle = math.radians(self.course_deg + turn_deg / 2)
            self.x, self.y = self.x + step_m * math.sin(middle), self.y + step_m * math.cos(middle)
            self.course_deg = (self.course_deg + turn_deg) % 360
            self.driven_m += step_m
            self.now += 0.05
            said = {SPEED: speed_mps / self.scale * 3.6, GEAR: gear}
            if self.sensor == YAW:
                said[YAW] = -turn_deg / 0.05 + self.yaw_bias
            else:
                said[STEERING] = wheel + self.offset_deg
            readings = {path: Reading(value, self.now, "car") for path, value in said.items()}
            self.reckoner.on_vehicle(VehicleState(self.now, "car", readings, dict.fromkeys(said, 1.0)))
            if fix and round(self.now * 20) % 4 == 0:
                self._fix(speed_mps, way)

    def _fix(self, speed_mps: float, way: int) -> None:
        lat, lon = FRAME.to_degrees(self.x, self.y)
        track = (self.course_deg + (180 if way < 0 else 0)) % 360 if speed_mps > 1 else None
        fix = Fix(Mode.FIX_3D, None, lat, lon, 450.0, speed_mps, track, 4.0, 10)
        self.reckoner.on_position(PositionState(self.now, Quality.FIX_3D, Reading(fix, self.now, "gps")))

    @property
    def error_m(self) -> float:
        told = self.reckoner.state(self.now)
        return distance_m(told.lat_deg, told.lon_deg, *FRAME.to_degrees(self.x, self.y))


def winding(now: float) -> float:
    return 25 * math.sin(now / 5) + 8


@given(
    ratio=st.floats(13, 18),
    wheelbase_m=st.floats(2.4, 3.1),
    offset_deg=st.floats(-3, 3),
    scale=st.floats(0.93, 1.05),
)
@settings(max_examples=12)
def test_a_kilometre_by_steering_of_any_car(ratio, wheelbase_m, offset_deg, scale) -> None:
    car = Car(ratio=ratio, wheelbase_m=wheelbase_m, offset_deg=offset_deg, scale=scale)
    car.drive(90, 20, winding)
    car.drive(50, 20, lambda now: 10 * math.sin(now / 10), fix=False)
    assert car.error_m <= 30
    assert car.reckoner.scale == pytest.approx(scale, rel=0.01)


@pytest.mark.parametrize("bias", [-0.5, 0.0, 0.8])
def test_a_kilometre_by_yaw_rate(bias: float) -> None:
    car = Car(sensor=YAW, yaw_bias=bias)
    car.drive(5, 0, winding)
    car.drive(90, 20, winding)
    car.drive(50, 20, winding, fix=False)
    assert car.error_m <= 30


def test_the_error_that_is_told_holds_and_ends_in_disbelief() -> None:
    car = Car()
    car.drive(60, 20, winding)
    for _ in range(10):
        car.drive(10, 20, winding, fix=False)
        told = car.reckoner.state(car.now)
        assert car.error_m <= 3 * told.sigma_m
        assert told.believed
    assert told.since_fix_s == pytest.approx(100, abs=0.3)
    car.drive(200, 25, winding, fix=False)
    assert not car.reckoner.state(car.now).believed


def test_backing_up_goes_back() -> None:
    car = Car()
    car.drive(30, 10, winding)
    before = car.reckoner.state(car.now)
    car.drive(10, 2, lambda _: 0.0, fix=False, gear=-1)
    after = car.reckoner.state(car.now)
    assert after.driven_m - before.driven_m == pytest.approx(-20, abs=1)
    assert car.error_m < 5


def test_without_speed_nothing_is_believed() -> None:
    reckoner = DeadReckoner()
    fix = Reading(Fix(Mode.FIX_3D, None, 47.14, 9.52, 450.0, 10.0, 0.0, 4.0, 10), 0.0, "gps")
    reckoner.on_position(PositionState(0.0, Quality.FIX_3D, fix))
    assert reckoner.state(1.0).believed
    later = reckoner.state(10.0)
    assert (later.believed, later.speed_mps) == (False, None)
    assert later.driven_m <= 40  # the last speed is carried on for seconds, not for ever
    assert not DeadReckoner().state(1.0).believed


def test_a_poor_fix_does_not_move_the_place() -> None:
    car = Car()
    car.drive(30, 10, winding)
    far = Fix(Mode.FIX_3D, None, 47.20, 9.60, 450.0, 10.0, 0.0, 200.0, 4)
    car.reckoner.on_position(PositionState(car.now, Quality.FIX_3D, Reading(far, car.now, "gps")))
    assert car.error_m < 5


def test_in_the_simulator_a_tunnel_ends_within_thirty_metres(record_property) -> None:
    from headunit.app.tunnel import tunnel_error

    error = tunnel_error(begin_m=4000.0, learning_s=25.0)  # on the motorway, to be quick
    record_property("tunnel_error_m", error.along_route_m)
    assert error.way_m >= 1000
    assert error.along_route_m <= 30
    assert error.worst_m <= 30
    assert error.free_m <= 250  # without a route, by a wheel that is told in whole degrees
