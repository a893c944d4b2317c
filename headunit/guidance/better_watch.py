"""While driving: the route's times by the traffic of now, and whether another route would be faster.

Asks routing only where there is live traffic: without it nothing has changed since the route was made.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from headunit.routing.ports import Router, better, remaining_s
from headunit.routing.state import NoRoute, Route, RouteRequest, TrafficState

#: Asked at least this often while there is traffic (s), and soon after news of it, but not more often than that.
EVERY_S, NEWS_S = 120.0, 15.0
#: A better route that was waved away is not offered again for so long (s).
REST_S: Final = 600.0
#: So near to the end nobody changes his mind (m).
LEAST_LEFT_M: Final = 2000.0
#: A way that begins elsewhere at once, such as a U-turn, can be taken for so long (m).
SOON_M: Final = 200.0


class Offer(NamedTuple):
    """A faster way, what it saves, and until where along the present route it can be taken."""

    route: Route
    saves_s: float
    until_m: float


def fork_m(route: Route, other: Route) -> float | None:
    """How far along `route` the way of `other`, which begins on it, leaves it. None: at once."""
    at_m = dict(zip(route.points, route.at_m, strict=True))
    fork = None
    for point in other.points[1:]:
        if point not in at_m:
            break
        fork = at_m[point]
    return fork


class BetterWatch:
    """`renewed` hears the present route with new times, `found` a better one, or that there is none any more."""

    def __init__(self, renewed: Callable[[Route], None], found: Callable[[Offer | None], None]) -> None:
        self._renewed, self._found = renewed, found
        self._asked_at = float("-inf")
        self._quiet_until = float("-inf")
        self._traffic: float | None = None  # `at` of the traffic that was counted last
        self._number = 0

    def reset(self) -> None:
        """Another route is driven, or none: what is asked is not wanted any more."""
        self._number += 1

    def wave_away(self, now: float) -> None:
        """The driver does not want it."""
        self._quiet_until = now + REST_S

    def tick(
        self,
        now: float,
        router: Router | None,
        traffic: TrafficState | None,
        route: Route,
        at_m: float,
        request: Callable[[], RouteRequest],
    ) -> None:
        """Ask if it is time to."""
        if router is None or traffic is None or traffic.at is None or route.length_m - at_m < LEAST_LEFT_M:
            return
        waited_s = now - self._asked_at
        if waited_s < NEWS_S or (traffic.at == self._traffic and waited_s < EVERY_S):
            return
        self._asked_at, self._traffic = now, traffic.at
        self._number += 1
        number = self._number

        def hear_times(told: Route | None) -> None:
            if told is None or number != self._number:
                return
            self._renewed(told)
            if now >= self._quiet_until:
                router.route(request(), lambda routes, _why: hear_routes(remaining_s(told, at_m), routes))

        def hear_routes(left_s: float, routes: tuple[Route, ...], _why: NoRoute = NoRoute.NONE) -> None:
            if number != self._number:
                return
            if (best := better(left_s, routes)) is None:
                self._found(None)
                return
            fork = fork_m(route, best[0])
            self._found(Offer(*best, at_m + SOON_M if fork is None else fork))

        router.renew(route, at_m, hear_times)
