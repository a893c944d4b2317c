"""A planned route becomes a road that the simulated car can drive. Pure; asks nobody.

The map says neither how wide a road is nor how it is banked: the car drives on the line that the map draws.
"""

import math
import random
from typing import Final

from headunit.kernel.geodesy import LatLon, LocalFrame
from headunit.kernel.units import KMH_PER_MPS
from headunit.routing.state import Route, Turn
from headunit.simulator.road import Road, RoadPoint

#: Points closer together than this are one (m).
SAME_M: Final = 0.2
#: No map of ours has heights; this is above all seas (m).
ALT_M: Final = 50.0
#: Where the map knows no limit: what the law sets in towns, or, on roads that are driven faster than this, what is
#: driven there (km/h).
TOWN_KMH, FAST_KMH, MOST_KMH = 50.0, 80.0, 130.0
#: Share of turns and of roundabouts where somebody else goes first; how long one waits (s) and how far before (m).
TURN_SHARE, ROUNDABOUT_SHARE = 0.3, 0.2
WAIT_S, STOP_BEFORE_M = (3.0, 10.0), 7.0
#: At its end one stands until there is another road.
FOR_EVER_S: Final = math.inf

LEFT: Final = frozenset({Turn.LEFT, Turn.SHARP_LEFT, Turn.UTURN_LEFT, Turn.EXIT_LEFT, Turn.RAMP_LEFT, Turn.MERGE_LEFT})
RIGHT: Final = frozenset(
    {Turn.RIGHT, Turn.SHARP_RIGHT, Turn.UTURN_RIGHT, Turn.EXIT_RIGHT, Turn.RAMP_RIGHT, Turn.MERGE_RIGHT}
)
#: Turns at which there may be somebody who goes first.
YIELDS: Final = frozenset({Turn.LEFT, Turn.RIGHT, Turn.SHARP_LEFT, Turn.SHARP_RIGHT})


def road_of(
    route: Route, seed: int, frame: LocalFrame | None = None, *, closed: bool = False, ends: bool = True
) -> Road:
    """`closed`: the route comes back to its start, and the road goes round. `ends`: an open one is stopped at its end;
    else another one follows. `seed`: of the crossings where one waits: the same route and seed, the same road."""
    waits = _waits(route, seed)
    signals = _signals(route)
    points: list[RoadPoint] = []
    last = len(route.points) - 1
    for index, place in enumerate(route.points):
        if points and route.at_m[index] - route.at_m[index - 1] < SAME_M and index < last:
            if index in signals:
                signals[index + 1] = signals[index]  # the point is left out, its turn is not
            continue
        final = index == last
        piece = min(index, last - 1)
        stop_s = FOR_EVER_S if final and ends and not closed else 0.0
        points.append(_point(route, piece, place, signals.get(index, ""), stop_s))
        if not final and index in waits:
            at_m, wait_s = waits[index]
            part = (at_m - route.at_m[index]) / (route.at_m[index + 1] - route.at_m[index])
            there = route.points[index + 1]
            between = LatLon(
                place.lat_deg + (there.lat_deg - place.lat_deg) * part,
                place.lon_deg + (there.lon_deg - place.lon_deg) * part,
            )
            points.append(_point(route, piece, between, "", wait_s))
    if closed:
        points.pop()
    return Road(route.via_text, points, "route", closed=closed, drawn=False, frame=frame)


def _point(route: Route, piece: int, place: LatLon, signal: str, stop_s: float) -> RoadPoint:
    tunnel = piece < len(route.tunnel) and route.tunnel[piece]
    return RoadPoint(*place, ALT_M, limit_kmh(route, piece), 0.0, signal, stop_s, tunnel)


def limit_kmh(route: Route, piece: int) -> float:
    """What one may drive after a point: the limit, or where the map knows none what is usual."""
    limit = route.limit_kmh[piece] if piece < len(route.limit_kmh) else None
    if limit is not None:
        return min(MOST_KMH, limit)
    time_s = route.time_s[piece + 1] - route.time_s[piece]
    usual_kmh = (route.at_m[piece + 1] - route.at_m[piece]) / time_s * KMH_PER_MPS if time_s > 0 else TOWN_KMH
    return TOWN_KMH if usual_kmh <= FAST_KMH else min(MOST_KMH, round(usual_kmh / 10) * 10.0)


def _signals(route: Route) -> dict[int, str]:
    """By the index of the point: the side that a driver signals for there."""
    out = "left" if route.left_hand else "right"
    sides = {Turn.ROUNDABOUT_EXIT: out} | dict.fromkeys(LEFT, "left") | dict.fromkeys(RIGHT, "right")
    return {maneuver.begin: sides[maneuver.turn] for maneuver in route.maneuvers if maneuver.turn in sides}


def _waits(route: Route, seed: int) -> dict[int, tuple[float, float]]:
    """By the index of the point before: where somebody else goes first, in metres, and for how many seconds."""
    dice = random.Random(f"{seed}/crossings")
    found: dict[int, tuple[float, float]] = {}
    for maneuver in route.maneuvers:
        share = TURN_SHARE if maneuver.turn in YIELDS else ROUNDABOUT_SHARE if maneuver.turn is Turn.ROUNDABOUT else 0.0
        chance, wait_s = dice.random(), dice.uniform(*WAIT_S)
        if chance >= share:
            continue
        at_m = maneuver.at_m - STOP_BEFORE_M
        index = maneuver.begin
        while index > 0 and route.at_m[index] >= at_m:
            index -= 1
        tunnel = index < len(route.tunnel) and route.tunnel[index]
        if at_m > STOP_BEFORE_M and not tunnel and route.at_m[index + 1] - route.at_m[index] >= SAME_M:
            found[index] = (at_m, wait_s)
    return found
