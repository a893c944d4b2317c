"""A car that drives a planned route, for a run in virtual time: its place, its speed, and what a receiver makes of it.

The same route and seed give the same drive.
"""

import dataclasses
import datetime as dt
import math
import random
from typing import Final

from headunit.guidance.line import RouteLine
from headunit.kernel.geodesy import LatLon, LocalFrame
from headunit.kernel.reading import Reading
from headunit.kernel.units import KMH_PER_MPS
from headunit.position.state import Fix, Mode
from headunit.routing.state import Route
from headunit.vehicle.state import VehicleState

#: Acceleration and braking of an ordinary driver (m/s2); how far ahead he looks (s); the slowest he creeps (m/s).
GOES_MPS2, BRAKES_MPS2, LOOKS_S, CREEPS_MPS = 1.8, 2.2, 3.0, 2.0
#: Sideways acceleration that he takes a bend with (m/s2), seen over so many metres.
SIDEWAYS_MPS2, BEND_M = 2.5, 12.0
#: A receiver's error: slow wandering with this memory (s), and jitter (m).
MEMORY_S, JITTER_M = 30.0, 0.3
#: A receiver reports so often (s).
FIX_EVERY_S: Final = 1.0


@dataclasses.dataclass
class RouteCar:
    """`noise_m`: standard deviation of the receiver's error. `scale`: true speed over the speedometer's."""

    route: Route
    seed: int = 1
    noise_m: float = 3.0
    scale: float = 1.0

    def __post_init__(self) -> None:
        self._line = RouteLine(self.route)
        self._rng = random.Random(self.seed)
        self._wander = [self._rng.gauss(0, self.noise_m), self._rng.gauss(0, self.noise_m)]
        self.at_m, self.speed_mps = 0.0, 0.0
        self._due_s, self._t_s = 0.0, 0.0

    @property
    def arrived(self) -> bool:
        """Whether it stands at the end."""
        return self.at_m >= self.route.length_m - 0.5

    @property
    def place(self) -> LatLon:
        """Where it truly is."""
        return self._line.place(self.at_m)

    def step(self, dt_s: float) -> None:
        """Drive on."""
        self._t_s += dt_s
        wish = self._wish_mps()
        self.speed_mps += min(GOES_MPS2 * dt_s, max(-BRAKES_MPS2 * dt_s, wish - self.speed_mps))
        self.at_m = min(self.route.length_m, self.at_m + self.speed_mps * dt_s)
        if self.arrived:
            self.speed_mps = 0.0

    def _wish_mps(self) -> float:
        """The road's speed, less before a bend and the end."""
        wish = math.inf
        reach_m = self.speed_mps * LOOKS_S + BEND_M
        for ahead_m in (0.0, reach_m / 3, 2 * reach_m / 3, reach_m):
            at_m = self.at_m + ahead_m
            piece = self._line.piece(at_m)
            length_m = self.route.at_m[piece + 1] - self.route.at_m[piece]
            time_s = self.route.time_s[piece + 1] - self.route.time_s[piece]
            road_mps = length_m / time_s if time_s > 0 else CREEPS_MPS
            turn = math.remainder(self._line.course(at_m + BEND_M) - self._line.course(at_m - BEND_M), 360.0)
            bend_mps = math.sqrt(SIDEWAYS_MPS2 * 2 * BEND_M / max(1e-3, abs(math.radians(turn))))
            wish = min(wish, math.hypot(min(road_mps, bend_mps), math.sqrt(2 * BRAKES_MPS2 * ahead_m)))
        left_m = max(0.0, self.route.length_m - self.at_m)
        return max(CREEPS_MPS, min(wish, math.sqrt(2 * BRAKES_MPS2 * left_m)))

    def fix(self, start: dt.datetime) -> Fix | None:
        """The receiver's report, where one is due; in a tunnel it has none to give."""
        if self._t_s < self._due_s:
            return None
        self._due_s += FIX_EVERY_S
        keep = math.exp(-FIX_EVERY_S / MEMORY_S)
        self._wander = [
            axis * keep + self._rng.gauss(0, self.noise_m * math.sqrt(1 - keep**2)) for axis in self._wander
        ]
        utc = (start + dt.timedelta(seconds=self._t_s)).astimezone(dt.UTC)
        piece = self._line.piece(self.at_m)
        if piece < len(self.route.tunnel) and self.route.tunnel[piece]:
            return Fix(Mode.NO_FIX, utc)
        east, north = (axis + self._rng.gauss(0, JITTER_M) for axis in self._wander)
        lat, lon = LocalFrame(*self.place).to_degrees(east, north)
        speed = max(0.0, self.speed_mps + self._rng.gauss(0, 0.05))
        course = (self._line.course(self.at_m) + self._rng.gauss(0, 0.5)) % 360 if speed > 1 else None
        return Fix(Mode.FIX_3D, utc, lat, lon, None, speed, course, 2.45 * self.noise_m, 12)

    def vehicle(self, now: float) -> VehicleState:
        """What its bus says: the speed."""
        kmh = self.speed_mps / self.scale * KMH_PER_MPS
        return VehicleState(now, "route", {"Vehicle.Speed": Reading(kmh, now, "route")}, {"Vehicle.Speed": 1.0})
