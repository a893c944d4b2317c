"""Which maneuvers need a driver's hand, and which follow each other so closely that they are told together. Pure."""

from typing import Final

from headunit.routing.state import Maneuver, Route, Turn

#: Nothing to do: the road goes on or gets another name, the ferry lands, a leg begins.
UNCALLED: Final = frozenset({Turn.DEPART, Turn.CONTINUE, Turn.STRAIGHT, Turn.FERRY_EXIT})
ARRIVALS: Final = frozenset({Turn.ARRIVE, Turn.ARRIVE_LEFT, Turn.ARRIVE_RIGHT})
#: The next maneuver is told together with this one when it comes within so many seconds or metres.
TOGETHER_S: Final = 8.0
TOGETHER_M: Final = 60.0


def is_called(maneuver: Maneuver) -> bool:
    """Whether the driver must do something."""
    return maneuver.turn not in UNCALLED


def next_index(route: Route, at_m: float) -> int | None:
    """Index of the first maneuver ahead of `at_m` that needs a call; None beyond the last."""
    for index, maneuver in enumerate(route.maneuvers):
        if maneuver.at_m > at_m and is_called(maneuver):
            return index
    return None


def last_passed(route: Route, at_m: float) -> Maneuver | None:
    """The maneuver whose road the car is on."""
    passed = None
    for maneuver in route.maneuvers:
        if maneuver.at_m > at_m:
            break
        passed = maneuver
    return passed


def follower(route: Route, index: int) -> int | None:
    """Index of the next maneuver after `index` that needs a call."""
    for later in range(index + 1, len(route.maneuvers)):
        if is_called(route.maneuvers[later]):
            return later
    return None


def time_at(route: Route, at_m: float, piece: int) -> float:
    """Expected driving time from the start to a distance in a piece of the route (s)."""
    here_m, there_m = route.at_m[piece], route.at_m[piece + 1]
    part = min(1.0, max(0.0, (at_m - here_m) / (there_m - here_m))) if there_m > here_m else 0.0
    return route.time_s[piece] + (route.time_s[piece + 1] - route.time_s[piece]) * part


def together(route: Route, index: int) -> int | None:
    """Index of the maneuver that must be told together with maneuver `index`; None where there is time to tell it."""
    later = follower(route, index)
    if later is None or route.maneuvers[index].turn in ARRIVALS:
        return None  # what comes after a stop is told after it
    here, there = route.maneuvers[index], route.maneuvers[later]
    gap_m = there.at_m - here.at_m
    gap_s = route.time_s[there.begin] - route.time_s[here.begin]
    if here.turn is Turn.ROUNDABOUT and there.turn is Turn.ROUNDABOUT_EXIT:
        return later
    return later if gap_m <= TOGETHER_M or gap_s <= TOGETHER_S else None
