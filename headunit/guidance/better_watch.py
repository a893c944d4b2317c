"""While driving: the route's times by the traffic of now, and whether another route would be faster.

Asks routing only where there is live traffic: without it nothing has changed since the route was made.
"""

from collections.abc import Callable
from typing import Final

from headunit.routing.ports import Router, better, remaining_s
from headunit.routing.state import NoRoute, Route, RouteRequest, TrafficState

#: Asked at least this often while there is traffic (s), and soon after news of it, but not more often than that.
EVERY_S, NEWS_S = 120.0, 15.0
#: A better route that was waved away is not offered again for so long (s).
REST_S: Final = 600.0
#: So near to the end nobody changes his mind (m).
LEAST_LEFT_M: Final = 2000.0


class BetterWatch:
    """`renewed` hears the present route with new times, `found` a better one and the seconds it saves."""

    def __init__(self, renewed: Callable[[Route], None], found: Callable[[Route, float], None]) -> None:
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
            if number == self._number and (offer := better(left_s, routes)) is not None:
                self._found(*offer)

        router.renew(route, at_m, hear_times)
