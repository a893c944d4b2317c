"""Keeps the car on the road, or holds the wheel where a hand holds it. Curvature is 1/m, positive to the left."""

import math
from dataclasses import dataclass

from headunit.simulator.motion import GRAVITY_MPS2, Motion
from headunit.simulator.road import Road
from headunit.vehicle.state import Value

WHEELBASE_M = 2.75
#: Turns of the steering wheel per turn of the front wheels.
RATIO = 15.0
WHEEL_LIMIT_DEG = 540.0
#: Nobody turns the wheel faster, in degrees a second.
HAND_DEG_PER_S = 700.0
#: Deviations from the road die out over about this length, in metres.
SETTLING_M = 6.0
#: Further off than this the car has left the road, and looks for the nearest piece of it.
OFF_ROAD_M = 25.0
#: A deviation counts for no more than this, so that the car does not drive straight at a far road.
LARGEST_PULL_M = 5.0
SLOWEST_MPS = 0.5


def curvature_of(wheel_deg: float) -> float:
    """Curvature that a steering wheel angle makes."""
    return math.tan(math.radians(wheel_deg / RATIO)) / WHEELBASE_M


def wheel_of(curvature: float) -> float:
    """Steering wheel angle in degrees for a curvature."""
    return math.degrees(math.atan(curvature * WHEELBASE_M)) * RATIO


@dataclass(slots=True)
class Steering:
    """`road_m`: where along the road the car is. `hand_deg`: None while the wheel follows the road.

    `astray_rad`: from the road's direction to the car's.
    """

    road: Road
    road_m: float
    wheel_deg: float = 0.0
    astray_rad: float = 0.0
    hand_deg: float | None = None
    slipping: bool = False
    yaw_dps: float = 0.0

    def _goal(self, motion: Motion) -> float:
        """Curvature that brings the car back to the middle of its lane, well damped in both directions of travel."""
        place = self.road.at(self.road_m)
        east_m, north_m = motion.east_m - place.east_m, motion.north_m - place.north_m
        cosine, sine = math.cos(place.heading_rad), math.sin(place.heading_rad)
        self.road_m = self.road.along(self.road_m + east_m * cosine + north_m * sine)
        aside_m = north_m * cosine - east_m * sine
        if abs(aside_m) > OFF_ROAD_M:
            self.road_m = self.road.nearest_m(motion.east_m, motion.north_m)
        pull_m = min(LARGEST_PULL_M, max(-LARGEST_PULL_M, aside_m))
        self.astray_rad = math.remainder(motion.heading_rad - place.heading_rad, math.tau)
        way = math.copysign(1.0, motion.speed_mps)
        return place.curvature - pull_m / SETTLING_M**2 - way * 2 * self.astray_rad / SETTLING_M

    def step(self, dt_s: float, motion: Motion, grip: float) -> float:
        """The curvature the car drives now; less than the wheel asks for where the tyres cannot hold it."""
        follow_deg = wheel_of(self._goal(motion))
        goal_deg = follow_deg if self.hand_deg is None else self.hand_deg
        goal_deg = min(WHEEL_LIMIT_DEG, max(-WHEEL_LIMIT_DEG, goal_deg))
        if abs(motion.speed_mps) > SLOWEST_MPS or self.hand_deg is not None:
            reach_deg = HAND_DEG_PER_S * dt_s
            self.wheel_deg += min(reach_deg, max(-reach_deg, goal_deg - self.wheel_deg))
        wish = curvature_of(self.wheel_deg)
        limit = grip * GRAVITY_MPS2 / max(1.0, motion.speed_mps**2)
        self.slipping = abs(wish) > limit
        driven = min(limit, max(-limit, wish))
        self.yaw_dps = math.degrees(driven * motion.speed_mps)
        return driven

    def tell(self, values: dict[str, Value]) -> None:
        """Add what the car's bus says."""
        values["Vehicle.Chassis.SteeringWheel.Angle"] = round(self.wheel_deg)
        values["Vehicle.AngularVelocity.Yaw"] = round(self.yaw_dps, 2)
