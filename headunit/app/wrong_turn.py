"""Ways to miss a turn: other roads that begin where a route turns off. Pure; the engine is asked by whoever uses it."""

import dataclasses
import math
from collections.abc import Iterator
from typing import Final

from headunit.guidance.line import RouteLine
from headunit.kernel.geodesy import LatLon, LocalFrame, distance_m
from headunit.routing.state import Route, Stop, Turn

#: Turns that can be missed by going on: at a roundabout one would only go round again.
MISSABLE: Final = frozenset(
    {Turn.LEFT, Turn.RIGHT, Turn.SLIGHT_LEFT, Turn.SLIGHT_RIGHT, Turn.SHARP_LEFT, Turn.SHARP_RIGHT}
    | {Turn.EXIT_LEFT, Turn.EXIT_RIGHT, Turn.RAMP_LEFT, Turn.RAMP_RIGHT, Turn.STAY_LEFT, Turn.STAY_RIGHT}
)
#: A turn nearer than this (m) is taken already; so many of those ahead are tried.
AHEAD_M, TURNS = 40.0, 6
#: Another road is looked for so far behind the turn (m), straight on and to both sides of that (degrees).
BEHIND_M: Final = 45.0
SIDES_DEG: Final = (0.0, 45.0, -45.0, 90.0, -90.0)
#: It begins within so many metres of where it was looked for, and so far from the route.
NEAR_M, BESIDE_M = 15.0, 15.0
#: How fast one drives over from the one road to the other (m/s).
OVER_MPS = 8.0


def other_roads(route: Route, at_m: float) -> Iterator[tuple[int, Stop]]:
    """Where another road may begin: the point of the route where it is left, and a place behind that."""
    turns = [one for one in route.maneuvers if one.turn in MISSABLE and one.at_m > at_m + AHEAD_M]
    for maneuver in turns[:TURNS]:
        corner = route.points[maneuver.begin]
        straight_deg = maneuver.bearing_before_deg
        if straight_deg is None:
            continue
        for side_deg in SIDES_DEG:
            course_deg = (straight_deg + side_deg) % 360.0
            yield maneuver.begin, Stop(_moved(corner, course_deg, BEHIND_M), heading_deg=course_deg)


def _moved(place: LatLon, course_deg: float, way_m: float) -> LatLon:
    east, north = way_m * math.sin(math.radians(course_deg)), way_m * math.cos(math.radians(course_deg))
    return LatLon(*LocalFrame(*place).to_degrees(east, north))


def leads_away(found: Route, start: Stop, route: Route) -> bool:
    """Whether a road that was looked for at `start` is there, and is another than `route`."""
    begin = found.points[0]
    line = RouteLine(route)
    beside_m = min(foot.gap_m for foot in line.feet(begin, 0.0, line.length_m))
    return distance_m(*begin, *start.at) <= NEAR_M and beside_m >= BESIDE_M


def joined(first: Route, until: int, second: Route) -> Route:
    """`first` as far as its point `until`, then straight over to the start of `second` and along it."""
    gap_m = distance_m(*first.points[until], *second.points[0])
    from_m, from_s = first.at_m[until] + gap_m, first.time_s[until] + gap_m / OVER_MPS
    kept, shift = until + 1, until + 1
    return dataclasses.replace(
        second,
        points=first.points[:kept] + second.points,
        at_m=first.at_m[:kept] + tuple(from_m + at for at in second.at_m),
        time_s=first.time_s[:kept] + tuple(from_s + at for at in second.time_s),
        limit_kmh=(*first.limit_kmh[:until], None, *second.limit_kmh),
        tunnel=(*first.tunnel[:until], False, *second.tunnel),
        flow=(),
        maneuvers=tuple(one for one in first.maneuvers if one.begin < until)
        + tuple(dataclasses.replace(one, at_m=from_m + one.at_m, begin=shift + one.begin) for one in second.maneuvers),
        stops_at=tuple(shift + at for at in second.stops_at),
    )
