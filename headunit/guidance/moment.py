"""What the banner shows at one place of a route: next and next but one, lanes, remaining way and time, limit. Pure."""

from typing import Final, TypedDict

from headunit.guidance.line import RouteLine
from headunit.guidance.maneuvers import last_passed, next_index, time_at, together
from headunit.routing.state import Lane, Maneuver, Route, Turn

#: Lanes are shown from so many seconds before the maneuver on, within these distances (m).
LANES_S, LEAST_LANES_M, MOST_LANES_M = 20.0, 150.0, 1500.0
#: A stop counts as passed so near before it (m).
STOP_M: Final = 15.0


class Moment(TypedDict):
    """Fields of GuidanceState that follow from the place alone."""

    next: Maneuver | None
    to_next_m: float
    then: Maneuver | None
    lanes: tuple[Lane, ...]
    remaining_m: float
    remaining_s: float
    stop_index: int
    street: str
    limit_kmh: float | None


def street_at(route: Route, at_m: float) -> str:
    """The name of the road at a distance; the number where it has no name; "" unknown."""
    passed = last_passed(route, at_m)
    return " / ".join(passed.streets[:2]) if passed is not None else ""


def stop_index(route: Route, at_m: float) -> int:
    """Index in `route.request.stops` of the next stop; the last one is the destination and never passed."""
    for number, point in enumerate(route.stops_at[:-1], start=1):
        if at_m < route.at_m[point] - STOP_M:
            return number
    return max(1, len(route.stops_at))


def limit_at(route: Route, line: RouteLine, at_m: float) -> float | None:
    """The limit of the piece at a distance (km/h); None unknown."""
    piece = line.piece(at_m)
    return route.limit_kmh[piece] if piece < len(route.limit_kmh) else None


def tunnel_at(route: Route, line: RouteLine, at_m: float) -> bool:
    """Whether the road there is in a tunnel."""
    piece = line.piece(at_m)
    return piece < len(route.tunnel) and route.tunnel[piece]


def moment(route: Route, line: RouteLine, at_m: float, speed_mps: float) -> Moment:
    """The banner `at_m` along the route, for a car of that speed."""
    index = next_index(route, at_m)
    following = None if index is None else route.maneuvers[index]
    after = None if index is None else together(route, index)
    if after is not None and route.maneuvers[after].turn is Turn.ROUNDABOUT_EXIT:
        after = together(route, after)  # entering tells where to leave
    to_next_m = 0.0 if following is None else following.at_m - at_m
    reach_m = min(MOST_LANES_M, max(LEAST_LANES_M, LANES_S * speed_mps))
    return Moment(
        next=following,
        to_next_m=to_next_m,
        then=None if after is None else route.maneuvers[after],
        lanes=following.lanes if following is not None and to_next_m <= reach_m else (),
        remaining_m=max(0.0, route.length_m - at_m),
        remaining_s=max(0.0, route.duration_s - time_at(route, at_m, line.piece(at_m))),
        stop_index=stop_index(route, at_m),
        street=street_at(route, at_m),
        limit_kmh=limit_at(route, line, at_m),
    )
