"""Places of some kinds beside a line: what lies along the route, in the order of coming by, and how far off it.

Straight geometry; knows no roads.
"""

import bisect
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from headunit.kernel.geodesy import EARTH_RADIUS_M, Bounds, LatLon, LocalFrame, distance_m
from headunit.places.catalogue import Catalogue, Entry

#: The line is looked at in stretches of about this length (m): the R*Tree is asked for a box around each.
STRETCH_M = 5_000.0
#: Points of the line nearer than this to each other say nothing new here (m).
THIN_M = 30.0
#: A road that leads off the route is longer than the straight line, and slow.
WINDING, OFF_ROUTE_MPS = 1.4, 11.0
_METRES_PER_DEGREE = math.radians(EARTH_RADIUS_M)


@dataclass(frozen=True, slots=True)
class Beside:
    """`at_m`: where along the line one is nearest, from its beginning. `off_m`: how far it is then."""

    entry: Entry
    at_m: float
    off_m: float

    @property
    def detour_s(self) -> float:
        """There and back, by guess."""
        return 2 * self.off_m * WINDING / OFF_ROUTE_MPS


def along(
    catalogue: Catalogue,
    kinds: tuple[str, ...],
    line: Sequence[LatLon],
    within_m: float,
    limit: int,
    from_m: float = 0.0,
) -> list[Beside]:
    """Up to `limit` places within `within_m` of the line from `from_m` on, in the order of coming by."""
    found: dict[int, Beside] = {}
    points, at_m = _thinned(line)
    for first, last in _stretches(at_m, from_m):
        stretch = points[first : last + 1]
        for entry in catalogue.inside(kinds, _around(stretch, within_m)):
            near = _nearest(entry.at, stretch, at_m[first])
            known = found.get(entry.id)
            if near[0] <= within_m and (known is None or near[0] < known.off_m):
                found[entry.id] = Beside(entry, near[1], near[0])
        # One that the next stretch comes nearer to may still move on, so a few more than wanted are looked for.
        if sum(one.at_m >= from_m for one in found.values()) >= limit * 2:
            break
    # What has been passed is not offered again where the road comes by at some distance.
    ahead = [one for one in found.values() if one.at_m >= from_m]
    return sorted(ahead, key=lambda one: (one.at_m, one.entry.id))[:limit]


def _thinned(line: Sequence[LatLon]) -> tuple[list[LatLon], list[float]]:
    """The points worth looking at, and where along the line each of them is."""
    points, at_m, walked = [line[0]], [0.0], 0.0
    for here, there in itertools.pairwise(line):
        walked += distance_m(*here, *there)
        if walked - at_m[-1] >= THIN_M:
            points.append(there)
            at_m.append(walked)
    if points[-1] != line[-1]:
        points.append(line[-1])
        at_m.append(walked)
    return points, at_m


def _stretches(at_m: list[float], from_m: float) -> Iterator[tuple[int, int]]:
    first = max(0, bisect.bisect_right(at_m, from_m) - 1)
    while True:
        last = min(len(at_m) - 1, max(first + 1, bisect.bisect_right(at_m, at_m[first] + STRETCH_M)))
        yield first, last
        if last >= len(at_m) - 1:
            return
        first = last


def _around(points: list[LatLon], margin_m: float) -> Bounds:
    south, north = min(lat for lat, _ in points), max(lat for lat, _ in points)
    west, east = min(lon for _, lon in points), max(lon for _, lon in points)
    tall = margin_m / _METRES_PER_DEGREE
    wide = tall / max(0.01, math.cos(math.radians(max(abs(south), abs(north)))))
    return Bounds(south - tall, west - wide, north + tall, east + wide)


def _nearest(at: LatLon, points: list[LatLon], begin_m: float) -> tuple[float, float]:
    """How far `at` is from the line, and where along it."""
    frame = LocalFrame(*at)
    flat = [frame.to_metres(*point) for point in points]
    best, walked = (math.hypot(*flat[0]), begin_m), begin_m
    for (x1, y1), (x2, y2) in itertools.pairwise(flat):
        length = math.hypot(x2 - x1, y2 - y1)
        if length > 0:
            share = min(1.0, max(0.0, -(x1 * (x2 - x1) + y1 * (y2 - y1)) / length**2))
            off = math.hypot(x1 + share * (x2 - x1), y1 + share * (y2 - y1))
            best = min(best, (off, walked + share * length))
            walked += length
    return best
