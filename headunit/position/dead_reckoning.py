"""Carries the place on where satellites are not seen: from the last good fix, by the car's own speed and turning.

Pure: states of position and vehicle in, Reckoning out; time is theirs. Speedometers and steering differ from car to
car, so what they are worth is learned while the fix is good. It does not know roads: a route makes it better still
(guidance/).

Course: clockwise from north. VSS (ISO 8855) counts yaw rate and steering angle positive to the left.
"""

import math
from typing import Final

from headunit.kernel.geodesy import LocalFrame
from headunit.kernel.reading import Reading
from headunit.kernel.units import KMH_PER_MPS
from headunit.position.state import Fix, PositionState, Reckoning
from headunit.position.turning import Turning
from headunit.vehicle.state import Value, VehicleState

SPEED: Final = "Vehicle.Speed"
YAW: Final = "Vehicle.AngularVelocity.Yaw"
STEERING: Final = "Vehicle.Chassis.SteeringWheel.Angle"
GEAR: Final = "Vehicle.Powertrain.Transmission.SelectedGear"
#: A speed is carried on for so long after it was told last (s).
HOLD_S = 3.0
#: A fix no better than this (95 %, m) is no good one to start from; nor is one that is older (s).
GOOD_EPH_M, GOOD_AGE_S = 30.0, 1.5
#: Course of a receiver is taken from this speed on; the speedometer is compared from that one on (m/s).
COURSE_FROM_MPS, COMPARE_FROM_MPS = 3.0, 6.0
#: How far a speedometer may be from the truth, and how fast the factor is learned (share of a comparison).
SCALE_RANGE = (0.85, 1.15)
LEAST_LEARNING = 0.004
#: Growth of the error: share of the way by the speed, and of the way by the course (3.5 degrees: VSS tells the steering
#: wheel in whole degrees, half of which is 12 degrees of course after a kilometre).
WAY_SHARE, COURSE_SHARE = 0.01, 0.06
START_SIGMA_M = 3.0
#: Believed up to this error and this long (s) after the last good fix.
MOST_SIGMA_M, MOST_S = 150.0, 900.0


class DeadReckoner:
    """One car. Feed it each PositionState and VehicleState as they come; ask `state` when it is needed."""

    def __init__(self) -> None:
        self._now = 0.0
        self._driven_m = 0.0
        self._car: Reading[Value] | None = None  # the speedometer's last word
        self._backward = False
        self._fix: Reading[Fix] | None = None  # the last good one
        self._heard_fix: Reading[Fix] | None = None
        self._east_north = (0.0, 0.0)  # since the last good fix
        self._way_m = 0.0  # without a sign, since the last good fix
        self._course_deg: float | None = None
        self._scale, self._compared = 1.0, 0
        self._yaw, self._steering = Turning(-1.0), Turning(-1 / (15 * 2.7))
        self._yaw_seen = False

    @property
    def scale(self) -> float:
        """What the car's own speed is multiplied with: learned."""
        return self._scale

    def on_vehicle(self, vehicle: VehicleState) -> None:
        """Take what the car says."""
        self._advance(vehicle.at)
        reading = vehicle.readings.get(SPEED)
        self._car = reading if vehicle.number(SPEED) is not None else None
        gear = vehicle.number(GEAR)
        self._backward = gear is not None and gear < 0
        yaw, steering = vehicle.number(YAW), vehicle.number(STEERING)
        self._yaw_seen = yaw is not None
        self._yaw.rate = yaw
        self._steering.rate = steering
        if self._car is not None and self._car_mps() == 0 and yaw is not None:
            self._yaw.rest(yaw)

    def on_position(self, position: PositionState) -> None:
        """Take what the receiver says."""
        self._advance(position.at)
        reading, fix = position.fix, position.usable
        if fix is None or reading is None or reading is self._heard_fix:
            return
        self._heard_fix = reading
        if not _good(reading, position.at):
            return
        self._fix = reading
        self._east_north, self._way_m = (0.0, 0.0), 0.0
        self._compare(fix)
        if fix.track_deg is not None and (fix.speed_mps or 0.0) >= COURSE_FROM_MPS:
            course_deg = (fix.track_deg + 180.0) % 360.0 if self._backward else fix.track_deg
            self._yaw.learn(position.at, course_deg)
            self._steering.learn(position.at, course_deg)
            self._course_deg = course_deg
        else:
            self._yaw.forget()
            self._steering.forget()

    def state(self, now: float) -> Reckoning:
        """What is believed now."""
        self._advance(now)
        fix = None if self._fix is None else self._fix.value
        if fix is None or self._fix is None or fix.lat_deg is None or fix.lon_deg is None:
            return Reckoning(now, self._driven_m, self._mps())
        lat_deg, lon_deg = LocalFrame(fix.lat_deg, fix.lon_deg).to_degrees(*self._east_north)
        since_s = max(0.0, now - self._fix.at)
        sigma_m = math.hypot(START_SIGMA_M, self._way_m * math.hypot(WAY_SHARE, COURSE_SHARE))
        believed = since_s <= MOST_S and sigma_m <= MOST_SIGMA_M and self._mps() is not None
        return Reckoning(
            now, self._driven_m, self._mps(), lat_deg, lon_deg, self._course_deg, since_s, sigma_m, believed
        )

    def _car_mps(self) -> float:
        value = None if self._car is None else self._car.value
        return 0.0 if value is None or isinstance(value, bool | str) else abs(float(value)) / KMH_PER_MPS

    def _mps(self) -> float | None:
        """The speed, without a sign."""
        if self._car is not None and self._now - self._car.at <= HOLD_S:
            return self._car_mps() * self._scale
        heard = self._heard_fix
        if heard is not None and heard.value is not None and self._now - heard.at <= HOLD_S:
            return heard.value.speed_mps
        return None

    def _advance(self, now: float) -> None:
        dt_s, self._now = now - self._now, max(now, self._now)
        speed_mps = self._mps()
        if dt_s <= 0 or speed_mps is None:
            return
        # A pause of the whole program is not a drive.
        dt_s = min(dt_s, HOLD_S)
        way_m = speed_mps * dt_s
        signed_m = -way_m if self._backward else way_m
        self._driven_m += signed_m
        self._way_m += way_m
        yaw_deg = self._yaw.turned(dt_s)
        steering_deg = self._steering.turned(signed_m)
        if self._course_deg is None:
            return
        turn_deg = yaw_deg if self._yaw_seen else steering_deg
        middle = math.radians(self._course_deg + turn_deg / 2)
        self._course_deg = (self._course_deg + turn_deg) % 360.0
        east, north = self._east_north
        self._east_north = (east + signed_m * math.sin(middle), north + signed_m * math.cos(middle))

    def _compare(self, fix: Fix) -> None:
        """What the speedometer says beside what the receiver measures (Doppler: good to 0.1 m/s)."""
        car_mps = self._car_mps()
        if fix.speed_mps is None or min(car_mps, fix.speed_mps) < COMPARE_FROM_MPS or self._car is None:
            return
        self._compared += 1
        ratio = fix.speed_mps / car_mps
        low, high = SCALE_RANGE
        if low <= ratio <= high:
            self._scale += (ratio - self._scale) * max(LEAST_LEARNING, 1 / (self._compared + 4))


def _good(reading: Reading[Fix], now: float) -> bool:
    fix = reading.value
    return (
        fix is not None
        and fix.lat_deg is not None
        and fix.lon_deg is not None
        and reading.age_s(now) <= GOOD_AGE_S
        and (fix.eph_m is None or fix.eph_m <= GOOD_EPH_M)
    )
