"""From places on the Earth to places along the route, and whether the car is still on it. Pure.

The route comes first: among its pieces in a window around where the car must be by now, the one is taken that lies
near, runs in the car's direction and asks for no leap. So a loop, a bridge over the own road, a U-turn and a noisy
receiver do not confuse it. Knows no maneuver and no screen.
"""

import enum
from dataclasses import dataclass

from headunit.guidance.line import Foot, RouteLine, turn_deg
from headunit.kernel.geodesy import LatLon

#: Half of a lane to the side of a line that is drawn in the middle, and the map's own error (m).
ROAD_M = 12.0
#: Standard deviations that a receiver's error may have (m): what a receiver claims is bounded to this.
LEAST_SIGMA_M, USUAL_SIGMA_M, MOST_SIGMA_M = 2.0, 5.0, 20.0
#: The receiver's 95 % error in standard deviations of one axis (Rayleigh distribution, 2.45).
SIGMAS_95 = 2.45
#: Beyond so many standard deviations and the road's own width the car is not on the line.
GATE_SIGMAS = 2.5
#: Below this speed a course says nothing (m/s).
COURSE_FROM_MPS = 2.5
#: What weighs as much as one standard deviation of the place: so many degrees of course, so many metres of leap.
COURSE_SIGMA_DEG, LEAP_SIGMA_M, LEAP_SHARE = 30.0, 20.0, 0.15
#: How far around the expected place the route is looked at (m).
BACK_M, AHEAD_M, AHEAD_S = 60.0, 150.0, 4.0
#: A course that differs by more is another road, if the car is also beside the line; one that differs by more than
#: that is the wrong way.
OTHER_DEG, WRONG_DEG = 50.0, 120.0
BESIDE_M = 6.0
#: How long each of the two must hold (s). Together with a fix a second: noticed within 3 s of being beside it.
BEYOND_S, ELSEWHERE_S, BACKWARDS_S = 1.0, 1.0, 2.0
#: Starting: the car has driven away from a route that it never reached by so much (m).
ESTRANGED_M = 80.0
#: Looking for the car along the whole route: nothing further off would be taken for the road under it (m).
FIND_M = ROAD_M + GATE_SIGMAS * MOST_SIGMA_M


class Verdict(enum.Enum):
    """What the last place says."""

    ON = "on"
    DOUBT = "doubt"  # beside the line, not for long enough
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place as it was heard. `sigma_m`: standard deviation of one axis. `course_deg`: None where unknown."""

    at: float
    place: LatLon
    speed_mps: float
    course_deg: float | None
    sigma_m: float


def sigma_m(eph_m: float | None) -> float:
    """Standard deviation of one axis from a receiver's 95 % error."""
    return USUAL_SIGMA_M if eph_m is None else min(MOST_SIGMA_M, max(LEAST_SIGMA_M, eph_m / SIGMAS_95))


class Track:
    """One route being driven. `at_m`: where along it, as of the last sighting that was ON."""

    def __init__(self, line: RouteLine, at_m: float = 0.0) -> None:
        self._line = line
        self.at_m = at_m
        self.gap_m = 0.0
        self._seen: Sighting | None = None
        self._beyond_since: float | None = None
        self._elsewhere_since: float | None = None
        self._backwards_since: float | None = None
        self._nearest_m = float("inf")  # since the start, for a car that never came to the route

    def see(self, sighting: Sighting, expected_m: float) -> Verdict:
        """Take a place. `expected_m`: where dead reckoning has the car by now."""
        foot = self._best(sighting, expected_m)
        self._seen = sighting
        gate_m = ROAD_M + GATE_SIGMAS * sighting.sigma_m
        away_deg = self._away_deg(sighting, foot)
        self.gap_m = foot.gap_m
        self._beyond_since = self._since(self._beyond_since, sighting.at, foot.gap_m > gate_m)
        elsewhere = away_deg > OTHER_DEG and foot.gap_m > max(BESIDE_M, 1.5 * sighting.sigma_m)
        self._elsewhere_since = self._since(self._elsewhere_since, sighting.at, elsewhere)
        self._backwards_since = self._since(self._backwards_since, sighting.at, away_deg > WRONG_DEG)
        if (
            self._lasted(self._beyond_since, sighting.at, BEYOND_S)
            or self._lasted(self._elsewhere_since, sighting.at, ELSEWHERE_S)
            or self._lasted(self._backwards_since, sighting.at, BACKWARDS_S)
        ):
            return Verdict.OFF
        if self._beyond_since is not None or elsewhere or self._backwards_since is not None:
            return Verdict.DOUBT
        self.at_m = foot.at_m
        return Verdict.ON

    def find(self, sighting: Sighting) -> bool:
        """Look for the car along the whole route: at the start, and after a hole. Whether it is on it."""
        foot = min(
            self._line.near(sighting.place, FIND_M),
            key=lambda one: self._cost(one, sighting, None),
            default=None,
        )
        if foot is None:
            return False
        self.gap_m = foot.gap_m
        self._nearest_m = min(self._nearest_m, foot.gap_m)
        # One who stands or creeps beside the road is not on it yet.
        moving = sighting.course_deg is not None and sighting.speed_mps >= COURSE_FROM_MPS
        near = foot.gap_m <= ROAD_M + (GATE_SIGMAS * sighting.sigma_m if moving else 0.0)
        if near and self._away_deg(sighting, foot) <= OTHER_DEG:
            self.at_m = foot.at_m
            self._beyond_since = self._elsewhere_since = self._backwards_since = None
            return True
        return False

    @property
    def estranged(self) -> bool:
        """A car that never came to the route drives away from it: not the way out of a car park."""
        return self.gap_m > self._nearest_m + ESTRANGED_M

    def _best(self, sighting: Sighting, expected_m: float) -> Foot:
        first = max(0.0, expected_m - BACK_M - sighting.sigma_m)
        last = min(self._line.length_m, expected_m + AHEAD_M + AHEAD_S * sighting.speed_mps)
        return min(
            self._line.feet(sighting.place, first, last),
            key=lambda one: self._cost(one, sighting, expected_m),
            default=Foot(expected_m, float("inf"), 0.0),
        )

    def _cost(self, foot: Foot, sighting: Sighting, expected_m: float | None) -> float:
        cost = (foot.gap_m / sighting.sigma_m) ** 2 + (self._away_deg(sighting, foot) / COURSE_SIGMA_DEG) ** 2
        if expected_m is not None and self._seen is not None:
            passed_s = max(0.0, sighting.at - self._seen.at)
            sigma = LEAP_SIGMA_M + LEAP_SHARE * passed_s * sighting.speed_mps + sighting.sigma_m
            cost += ((foot.at_m - expected_m) / sigma) ** 2
        return cost

    @staticmethod
    def _away_deg(sighting: Sighting, foot: Foot) -> float:
        if sighting.course_deg is None or sighting.speed_mps < COURSE_FROM_MPS:
            return 0.0
        return turn_deg(sighting.course_deg, foot.course_deg)

    @staticmethod
    def _since(since: float | None, at: float, holds: bool) -> float | None:
        if not holds:
            return None
        return at if since is None else since

    @staticmethod
    def _lasted(since: float | None, at: float, seconds: float) -> bool:
        # A fix a second may come a few milliseconds early.
        return since is not None and at - since >= seconds - 0.05
