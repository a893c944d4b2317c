"""Where the car is and how it moves, as guidance believes it: fixes, dead reckoning, and what to do without both.

Knows no route; whoever drives along one says whether it leads through a tunnel here.
"""

from typing import Final

from headunit.guidance.state import Source
from headunit.guidance.track import MOST_SIGMA_M, Sighting, sigma_m
from headunit.kernel.board import Board
from headunit.kernel.clock import Clock
from headunit.kernel.geodesy import LatLon
from headunit.position.state import PositionState, Reckoning

#: Without a fix for so long (s), and without dead reckoning to believe, there is no position.
LOST_S: Final = 4.0
#: Along a route the error of dead reckoning is that of the way driven alone; believed over so long a way (m).
BLIND_M: Final = 8000.0


class Motion:
    """`driven_m`: since the start of the program. `speed_mps`: the last one that was known. `seen`: the last fix."""

    def __init__(self, clock: Clock, board: Board) -> None:
        self._clock = clock
        self.driven_m, self.speed_mps = 0.0, 0.0
        self.seen: Sighting | None = None
        self._seen_driven_m = 0.0
        self._reckoning = Reckoning()
        self._position = PositionState()
        self._heard: object = None
        self._moved_at: float | None = None
        board.watch(Reckoning, self._on_reckoning)

    def _on_reckoning(self, reckoning: Reckoning) -> None:
        self._reckoning = reckoning

    def hear(self, position: PositionState) -> bool:
        """Take the receiver's state. Whether there is a fix in it that was not heard yet: then `see` it."""
        self._position = position
        fix = position.usable
        new = fix is not None and position.fix is not self._heard and fix.lat_deg is not None
        self._heard = position.fix if new else self._heard
        return new

    def see(self) -> Sighting | None:
        """The fix that was heard just now, as a sighting of now."""
        fix = self._position.usable
        if fix is None or fix.lat_deg is None or fix.lon_deg is None:
            return None
        speed = fix.speed_mps if self._reckoning.speed_mps is None else self._reckoning.speed_mps
        place = LatLon(fix.lat_deg, fix.lon_deg)
        self.seen = Sighting(self._clock.now(), place, speed or 0.0, fix.track_deg, sigma_m(fix.eph_m))
        self._seen_driven_m, self.speed_mps = self.driven_m, self.seen.speed_mps
        return self.seen

    def believed(self, source: Source) -> Sighting | None:
        """The car as of now by the fix, or without one (in a tunnel) as it was carried on; None where nobody knows."""
        if source is not Source.DEAD_RECKONING:
            return self.seen if source is Source.GNSS else None
        place = self.place
        if place is None:
            return None
        return Sighting(self._clock.now(), place, self.speed_mps, self.course_deg, MOST_SIGMA_M)

    def move(self, *, tunnel: bool) -> tuple[float, float]:
        """Seconds since the last call, and how far the car has driven in them (m)."""
        now = self._clock.now()
        dt_s = 0.0 if self._moved_at is None else now - self._moved_at
        self._moved_at = now
        speed_mps = self._reckoning.speed_mps
        if speed_mps is not None:
            self.speed_mps = speed_mps
        elif tunnel:
            speed_mps = self.speed_mps  # a car that tells no speed goes on through a tunnel as it came
        way_m = (speed_mps or 0.0) * dt_s
        self.driven_m += way_m
        return dt_s, way_m

    def source(self, *, along_route: bool, tunnel: bool) -> Source:
        """What the place stands on now. `along_route`: the car is on a route, which keeps dead reckoning straight."""
        if self._position.usable is not None:
            return Source.GNSS
        if self.seen is None:
            return Source.NONE
        if self._clock.now() - self.seen.at < LOST_S:
            return Source.DEAD_RECKONING
        believed = self._reckoning.believed
        if along_route:
            told = self._reckoning.speed_mps is not None or tunnel
            believed = told and self.driven_m - self._seen_driven_m <= BLIND_M
        return Source.DEAD_RECKONING if believed else Source.NONE

    @property
    def course_deg(self) -> float | None:
        """Where the car heads; None unknown."""
        course = None if self._position.usable is None or self.seen is None else self.seen.course_deg
        return self._reckoning.course_deg if course is None else course

    @property
    def place(self) -> LatLon | None:
        """Where the car is without a road: the fix, else carried on from it."""
        if self._position.usable is not None and self.seen is not None:
            return self.seen.place
        lat, lon = self._reckoning.lat_deg, self._reckoning.lon_deg
        if lat is not None and lon is not None:
            return LatLon(lat, lon)
        return None if self.seen is None else self.seen.place
