"""One who drives: keeps to limits, slows for curves, waits where one waits; or does what a person's hands say.

Feels the car only through speed and road; works it only through pedals, selector and parking brake.
"""

import enum
import math
import random
from dataclasses import dataclass

from headunit.kernel.units import KMH_PER_MPS
from headunit.simulator.motion import GRAVITY_MPS2, MASS_KG, resistance_n
from headunit.simulator.powertrain import COAST_MPS2, FULL_BRAKE_MPS2, Powertrain
from headunit.simulator.road import Road

#: Sideways and braking acceleration that passengers like, in m/s2; less on a slippery road.
SIDEWAYS_MPS2, BRAKING_MPS2 = 2.2, 1.3
SIDEWAYS_GRIP, BRAKING_GRIP = 0.25, 0.20
#: Getting under way, and how much less at speed.
LEAVING_MPS2, LEAVING_LESS_PER_MPS = 1.7, 0.03
HARDEST_BRAKING_MPS2 = 3.5
#: Speed error to acceleration, in 1/s; looking ahead by its inverse cancels the lag.
KEENNESS = 0.9
#: Pedals move from end to end in about this time, in seconds.
FOOT_S = 0.5
#: Where the nose stands before a line, and how near to it counts as arrived, in metres.
STOP_GAP_M, ARRIVED_M, HORIZON_M = 1.0, 3.0, 400.0
STANDING_MPS = 0.05
CRAWL_MPS = 0.4
HOLD_BRAKE = 0.25
#: Below this speed lifting off hardly slows the car, in m/s.
COASTS_FROM_MPS = 5.0
#: Cruise control is for fast roads, and not for speeds that change, in m/s.
CRUISE_MPS, CRUISE_SLACK_MPS = 26.0, 1.5
#: How unsteady a foot is: share of the speed, per root of a second.
MOOD = 0.012
#: Pointing away from the road by more than this (rad) one turns round slowly (m/s).
ASTRAY_RAD, TURNING_MPS = 0.7, 3.0
#: A stop counts as served until the car has left it this far behind, in metres.
PASSED_M = 30.0


class Mode(enum.Enum):
    """What the driver is about."""

    DRIVE = "drive"
    HOLD = "hold"
    REVERSE = "reverse"
    HAND = "hand"


@dataclass(slots=True)
class Pedals:
    """Both from 0 to 1. `cruise`: what cruise control asks for instead of the foot."""

    accelerator: float = 0.0
    brake: float = 0.0
    cruise: float = 0.0


def speed_profile(road: Road, grip: float) -> list[float]:
    """For each sample of the road the highest speed (m/s) from which everything ahead can still be taken calmly."""
    sideways = min(SIDEWAYS_MPS2, SIDEWAYS_GRIP * grip * GRAVITY_MPS2)
    braking = min(BRAKING_MPS2, BRAKING_GRIP * grip * GRAVITY_MPS2)
    speeds = [
        min(limit, math.sqrt(sideways / max(1e-6, abs(bend))))
        for limit, bend in zip(road.limit_mps, road.curvature, strict=True)
    ]
    # Round a loop twice: what comes after its end is its beginning.
    for i in reversed(range(2 * road.samples if road.closed else road.samples - 1)):
        here, ahead = i % road.samples, (i + 1) % road.samples
        speeds[here] = min(speeds[here], math.sqrt(speeds[ahead] ** 2 + 2 * braking * road.step_m))
    return speeds


class Driver:
    """The driver model. `wants_gear`, `wants_parking_brake`: moves of the hand, None where it rests."""

    def __init__(self, road: Road, rng: random.Random, mode: Mode, grip: float) -> None:
        self.road = road
        self.mode = mode
        self.cap_mps = math.inf
        self.reverse_mps = 0.0
        self.park = False
        self.pedals = Pedals()
        self.hand = Pedals()
        self.cruise_mps = 0.0
        self.wants_gear: str | None = None
        self.wants_parking_brake: bool | None = None
        self._rng = rng
        self._style = rng.uniform(0.93, 0.99)
        self._mood = 0.0
        self._served_m = -math.inf
        self._wait_s = 0.0
        self.set_grip(grip)

    def take(self, road: Road) -> None:
        """Another road from now on."""
        self.road, self._served_m, self._wait_s = road, -math.inf, 0.0
        self.set_grip(self._grip)

    def set_grip(self, grip: float) -> None:
        """Drive as the surface allows (1: dry)."""
        self._grip = grip
        self._braking = min(BRAKING_MPS2, BRAKING_GRIP * grip * GRAVITY_MPS2)
        self._leaving = min(LEAVING_MPS2, 0.35 * grip * GRAVITY_MPS2)
        self._profile = speed_profile(self.road, grip)

    def step(
        self, dt_s: float, speed_mps: float, road_m: float, slope: float, selected: str, astray_rad: float = 0.0
    ) -> Pedals:
        """Work the pedals for one step. `slope`: in the direction the car points. `astray_rad`: from the road's."""
        self.wants_gear, self.wants_parking_brake = None, None
        if self.mode is Mode.HAND:
            return self._by_hand(speed_mps, slope)
        goal_mps = self._goal(dt_s, speed_mps, road_m)
        if self.mode is Mode.DRIVE and abs(astray_rad) > ASTRAY_RAD:
            goal_mps = min(goal_mps, TURNING_MPS)
        gear = {Mode.DRIVE: "D", Mode.REVERSE: "R"}.get(self.mode, selected)
        if self.mode is Mode.HOLD and self.park and abs(speed_mps) < STANDING_MPS:
            gear = "P"
        if gear != selected:
            goal_mps = 0.0
            if abs(speed_mps) < STANDING_MPS:
                self.wants_gear, self.wants_parking_brake = gear, gear == "P"
        self._press(dt_s, goal_mps, speed_mps, slope, selected)
        return self.pedals

    def _goal(self, dt_s: float, speed_mps: float, road_m: float) -> float:
        """The speed to aim at, without a sign."""
        if self.mode is Mode.HOLD:
            return 0.0
        if self.mode is Mode.REVERSE:
            return self.reverse_mps
        if not self.cruise_mps:
            self._mood += -self._mood * dt_s / 8.0 + self._rng.gauss(0.0, MOOD * math.sqrt(dt_s))
        ahead_m = road_m + max(0.0, speed_mps) / KEENNESS
        calm_mps = min(self._profile[self.road.index(ahead_m)], self._profile[self.road.index(road_m)])
        calm_mps *= min(1.0, self._style * (1 + min(0.05, max(-0.05, self._mood))))
        return min(calm_mps, self.cap_mps, self._stop_mps(dt_s, speed_mps, road_m))

    def _stop_mps(self, dt_s: float, speed_mps: float, road_m: float) -> float:
        """Speed that still lets the car halt at the next line; waits there once."""
        for stop_m, wait_s in self.road.stops:
            gap_m = self.road.gap_m(road_m, stop_m)
            if stop_m == self._served_m:
                if abs(gap_m) > PASSED_M:
                    self._served_m = -math.inf
                continue
            if not -ARRIVED_M < gap_m < HORIZON_M:
                continue
            if gap_m < ARRIVED_M and speed_mps < STANDING_MPS:
                if self._wait_s <= 0:
                    self._wait_s = wait_s * self._rng.uniform(0.7, 1.3)
                self._wait_s -= dt_s
                if self._wait_s <= 0:
                    self._served_m = stop_m
            left_m = max(0.0, gap_m - STOP_GAP_M - max(0.0, speed_mps) * 0.3)
            return math.sqrt(2 * self._braking * 0.8 * left_m)
        return math.inf

    def _press(self, dt_s: float, goal_mps: float, speed_mps: float, slope: float, selected: str) -> None:
        way = -1.0 if selected == "R" else 1.0
        pace_mps = speed_mps * way
        self._rule_cruise(pace_mps, goal_mps)
        if self.cruise_mps > 0:
            goal_mps = self.cruise_mps
        force_n = self._force_n(goal_mps, pace_mps, slope * way)
        accelerator = brake = cruise = 0.0
        if goal_mps < CRAWL_MPS and pace_mps < 2 * CRAWL_MPS:
            brake = 0.0 if selected == "P" and self.mode is Mode.HOLD else HOLD_BRAKE
        elif force_n >= 0:
            accelerator = force_n / Powertrain.full_force_n(speed_mps)
        else:
            coast_n = COAST_MPS2 * MASS_KG if pace_mps > COASTS_FROM_MPS else 0.0
            brake = max(0.0, -force_n - coast_n) / (FULL_BRAKE_MPS2 * MASS_KG)
        if self.cruise_mps > 0:
            accelerator, cruise = 0.0, accelerator
        reach = dt_s / FOOT_S
        pedals = self.pedals
        pedals.cruise += min(reach, max(-reach, min(1.0, cruise) - pedals.cruise))
        pedals.brake += min(reach, max(-reach, min(1.0, brake) - pedals.brake))
        pedals.accelerator += min(reach, max(-reach, min(1.0, accelerator) - pedals.accelerator))
        if brake > 0:
            pedals.accelerator = 0.0

    def _force_n(self, goal_mps: float, pace_mps: float, slope: float) -> float:
        leaving = max(0.5, self._leaving - LEAVING_LESS_PER_MPS * max(0.0, pace_mps))
        wish_mps2 = min(leaving, max(-HARDEST_BRAKING_MPS2, KEENNESS * (goal_mps - pace_mps)))
        return MASS_KG * wish_mps2 + resistance_n(pace_mps, slope)

    def _rule_cruise(self, pace_mps: float, goal_mps: float) -> None:
        """Set cruise control on a fast road once up to speed, to whole km/h; a lower goal ends it."""
        steady = abs(goal_mps - (self.cruise_mps or pace_mps)) < CRUISE_SLACK_MPS
        if self.mode is not Mode.DRIVE or goal_mps < CRUISE_MPS or not steady:
            self.cruise_mps = 0.0
        elif not self.cruise_mps:
            self.cruise_mps = math.floor(goal_mps * KMH_PER_MPS) / KMH_PER_MPS

    def _by_hand(self, speed_mps: float, slope: float) -> Pedals:
        """Feet as they are held; cruise control in between until the brake ends it."""
        if self.hand.brake > 0:
            self.cruise_mps = 0.0
        cruise = 0.0
        if self.cruise_mps > 0:
            force_n = self._force_n(self.cruise_mps, speed_mps, slope)
            cruise = min(1.0, max(0.0, force_n / Powertrain.full_force_n(speed_mps)))
        self.pedals = Pedals(self.hand.accelerator, self.hand.brake, cruise)
        return self.pedals
