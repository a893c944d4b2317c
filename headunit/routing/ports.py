"""What one can ask of routing. Every call returns at once. Qt's thread, or the only one in virtual time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from headunit.kernel.geodesy import LatLon
from headunit.routing.better import better, remaining_s
from headunit.routing.state import NoRoute, RoadHere, Route, RouteRequest

#: `better` and `remaining_s`: guidance asks them whether a new route is worth a word.
__all__ = ["Charger", "ChargerSource", "Router", "Routes", "better", "remaining_s"]


class Routes(Protocol):
    """The driver's wishes. RoutingState on the board answers."""

    def plan(self, request: RouteRequest) -> None:
        """Find routes. The newest request wins."""
        ...

    def clear(self) -> None:
        """Forget them."""
        ...


class Router(Protocol):
    """The engine, for guidance (a new route after leaving the old one) and for anyone who needs an answer of his own.

    `answer` is called once, on the thread that called, from a later flush: routes, or why there are none.
    """

    def route(self, request: RouteRequest, answer: Callable[[tuple[Route, ...], NoRoute], None]) -> None:
        """Up to 1 + `request.alternatives` routes, the best first."""
        ...

    def renew(self, route: Route, at_m: float, answer: Callable[[Route | None], None]) -> None:
        """The same route with the times and the traffic of now from `at_m` on; None where it cannot be told."""
        ...

    def match(self, trace: tuple[tuple[LatLon, float], ...], answer: Callable[[RoadHere | None], None]) -> None:
        """The road under the last of these places (with the times they were passed, s), or None where there is none
        near."""
        ...

    def times(
        self, origin: LatLon, places: tuple[LatLon, ...], answer: Callable[[tuple[float | None, ...]], None]
    ) -> None:
        """Driving time in seconds from one place to each; None where there is no way."""
        ...


@dataclass(frozen=True, slots=True)
class Charger:
    """A charging station. `power_w`: of its strongest socket, None where the map does not say."""

    name: str
    at: LatLon
    power_w: float | None = None


class ChargerSource(Protocol):
    """Who knows where chargers are: the region's search index, by way of the app."""

    def along(self, line: tuple[LatLon, ...], within_m: float, answer: Callable[[tuple[Charger, ...]], None]) -> None:
        """Chargers within `within_m` of a line. `answer` is called once, on the calling thread, now or later."""
        ...
