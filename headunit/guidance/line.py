"""A route as a line that can be asked for the place at any distance, and for the distance at any place. Pure geometry.

Angles in degrees clockwise from north, lengths in metres. Knows no car and no maneuver.
"""

import bisect
import math
from collections.abc import Iterator
from dataclasses import dataclass

from headunit.kernel.geodesy import LatLon, LocalFrame, bearing_deg
from headunit.routing.state import Route

#: A course is taken over this length before and behind a place (m): a line drawn by hand bends in small steps.
COURSE_OVER_M = 4.0
#: A long route is looked through by boxes around so many pieces: 500 km take a millisecond, not fifty.
BLOCK = 64


def turn_deg(course_deg: float, other_deg: float) -> float:
    """The angle between two courses, 0..180."""
    return abs(math.remainder(course_deg - other_deg, 360.0))


@dataclass(frozen=True, slots=True)
class Foot:
    """The point of one piece of the line that is nearest to a place.

    `at_m`: along the line. `gap_m`: to the place. `course_deg`: of the piece, in the direction of travel.
    """

    at_m: float
    gap_m: float
    course_deg: float


class RouteLine:
    """Asks `route`'s geometry. Pieces without a length are never an answer."""

    def __init__(self, route: Route) -> None:
        self._points, self._at_m = route.points, route.at_m
        self.length_m = route.length_m
        self._blocks: list[tuple[float, float, float, float]] | None = None

    def piece(self, at_m: float) -> int:
        """Index of the piece that holds a distance; the first and the last one beyond the ends."""
        return max(0, min(bisect.bisect_right(self._at_m, at_m) - 1, len(self._points) - 2))

    def place(self, at_m: float) -> LatLon:
        """The place at a distance; the ends beyond the ends."""
        index = self.piece(at_m)
        here, there = self._points[index], self._points[index + 1]
        length_m = self._at_m[index + 1] - self._at_m[index]
        part = min(1.0, max(0.0, (at_m - self._at_m[index]) / length_m)) if length_m > 0 else 0.0
        return LatLon(
            here.lat_deg + (there.lat_deg - here.lat_deg) * part, here.lon_deg + (there.lon_deg - here.lon_deg) * part
        )

    def course(self, at_m: float) -> float:
        """The direction of travel at a distance, smoothed over a few metres so that a picture turns evenly."""
        back, ahead = self.place(at_m - COURSE_OVER_M), self.place(at_m + COURSE_OVER_M)
        return bearing_deg(back, ahead) if back != ahead else self._course_of(self.piece(at_m))

    def _course_of(self, index: int) -> float:
        return bearing_deg(self._points[index], self._points[index + 1])

    def near(self, place: LatLon, within_m: float) -> Iterator[Foot]:
        """The nearest point of each piece of the whole line that lies within a distance (and of some that do not);
        where none does those around the nearest."""
        per_lon, per_lat = LocalFrame(*place).to_metres(place.lat_deg + 1, place.lon_deg + 1)
        away = []
        for number, (south, west, north, east) in enumerate(self._boxes()):
            dx = max(west - place.lon_deg, 0.0, place.lon_deg - east) * per_lon
            dy = max(south - place.lat_deg, 0.0, place.lat_deg - north) * per_lat
            away.append((math.hypot(dx, dy), number))
        nearest_m = math.inf
        for least_m, number in sorted(away):
            if least_m > max(within_m, nearest_m):
                return
            last = min((number + 1) * BLOCK, len(self._points) - 1)
            for foot in self.feet(place, self._at_m[number * BLOCK], self._at_m[last]):
                nearest_m = min(nearest_m, foot.gap_m)
                yield foot

    def _boxes(self) -> list[tuple[float, float, float, float]]:
        """South, west, north, east of each BLOCK of pieces."""
        if self._blocks is None:
            self._blocks = []
            for first in range(0, len(self._points) - 1, BLOCK):
                lats, lons = zip(*self._points[first : first + BLOCK + 1], strict=True)
                self._blocks.append((min(lats), min(lons), max(lats), max(lons)))
        return self._blocks

    def feet(self, place: LatLon, first_m: float, last_m: float) -> Iterator[Foot]:
        """The nearest point of each piece between two distances."""
        frame = LocalFrame(place.lat_deg, place.lon_deg)
        # The flat map is linear: a degree's worth of it serves all points.
        per_lon, per_lat = frame.to_metres(place.lat_deg + 1, place.lon_deg + 1)
        first, last = self.piece(first_m), self.piece(last_m)
        points, at_m = self._points, self._at_m
        x0, y0 = self._flat(first, place, per_lon, per_lat)
        for index in range(first, last + 1):
            x1, y1 = self._flat(index + 1, place, per_lon, per_lat)
            dx, dy = x1 - x0, y1 - y0
            square = dx * dx + dy * dy
            if square > 0 and points[index] != points[index + 1]:
                length_m = at_m[index + 1] - at_m[index]
                part = min(1.0, max(0.0, -(x0 * dx + y0 * dy) / square))
                if length_m > 0:
                    # The window may begin or end inside this piece.
                    part = min(max(part, (first_m - at_m[index]) / length_m), (last_m - at_m[index]) / length_m)
                    part = min(1.0, max(0.0, part))
                yield Foot(
                    at_m[index] + length_m * part,
                    math.hypot(x0 + dx * part, y0 + dy * part),
                    math.degrees(math.atan2(dx, dy)) % 360,
                )
            x0, y0 = x1, y1

    def _flat(self, index: int, origin: LatLon, per_lon: float, per_lat: float) -> tuple[float, float]:
        point = self._points[index]
        return (point.lon_deg - origin.lon_deg) * per_lon, (point.lat_deg - origin.lat_deg) * per_lat
