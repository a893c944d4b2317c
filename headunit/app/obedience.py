"""The simulated driver obeys the navigator: leaves his loop for the route that guidance is on, and arrives.

Told not to, he goes back to his own loop; told to miss a turn, he takes another road there. He knows what is on the
house's board and asks the house's router; the car he moves through the simulation alone. One thread, ten times a
second.
"""

import logging
from collections.abc import Iterator
from typing import Final

from headunit.app import House
from headunit.app.route_road import road_of
from headunit.app.wrong_turn import joined, leads_away, other_roads
from headunit.guidance.state import GuidanceState, Phase
from headunit.kernel.geodesy import LatLon
from headunit.routing.ports import Router
from headunit.routing.state import NoRoute, Route, RouteRequest, Stop
from headunit.simulator.scenario import Scenario
from headunit.simulator.simulation import Simulation
from headunit.simulator.world import World

log = logging.getLogger(__name__)

GUIDING: Final = frozenset({Phase.STARTING, Phase.ON_ROUTE, Phase.OFF_ROUTE, Phase.NO_POSITION})


class Obedience:
    """A part of `house`. Wishes come by the simulation's commands `follow_navigator` and `miss_turn`."""

    def __init__(self, house: House, simulation: Simulation, scenario: Scenario, seed: int) -> None:
        self._house, self._simulation, self._scenario, self._seed = house, simulation, scenario, seed
        self._route: Route | None = None  # the one that was followed last
        self._follows, self._misses = True, 0

    def flush(self) -> None:
        """Nothing is hurried."""

    def end(self) -> None:
        """Nothing is held."""

    def tick(self) -> None:
        """Compare what guidance says with what is driven."""
        wishes = self._simulation.snapshot()
        guidance = self._house.board.latest(GuidanceState) or GuidanceState()
        route = guidance.route if guidance.phase in GUIDING else None
        if not wishes.follows_navigator:
            if self._follows and self._route is not None:
                self._go_home()
            self._route = None
        elif route is not None and not _same(route, self._route):
            self._follow(route, guidance.at_m)
        elif route is None and self._route is not None:
            if guidance.phase is not Phase.ARRIVED:
                self._go_home()
            self._route = None
        self._follows = wishes.follows_navigator
        if wishes.misses != self._misses:
            self._misses = wishes.misses
            if self._route is not None and self._follows:
                self._miss(self._route, guidance.at_m)

    def _follow(self, route: Route, at_m: float) -> None:
        self._route = route

        def take(world: World) -> None:
            if not world.take(road_of(route, self._seed, world.frame), at_m=at_m):
                log.info("the route is not here: the simulated driver keeps to his road")

        self._simulation.lead(take)

    def _go_home(self) -> None:
        """Back to the loop by a road that ends where it begins, in its direction."""
        router, via = self._house.port(Router), self._scenario.via
        if router is None or not via:
            self._simulation.lead(lambda world: world.take(world.home))
            return
        car = self._simulation.snapshot()
        here = Stop(LatLon(car.lat_deg, car.lon_deg), heading_deg=car.course_deg)

        def heard(routes: tuple[Route, ...], _why: NoRoute) -> None:
            if routes and self._route is None:
                found = routes[0]
                self._simulation.lead(
                    lambda world: world.take(road_of(found, self._seed, world.frame, ends=False), world.home)
                )

        router.route(RouteRequest((here, Stop(via[-1]), Stop(via[0]))), heard)

    def _miss(self, route: Route, at_m: float) -> None:
        """Take the first road that leads elsewhere at one of the next turns."""
        router = self._house.port(Router)
        if router is not None:
            self._try_next(router, route, at_m, other_roads(route, at_m))

    def _try_next(self, router: Router, route: Route, at_m: float, others: Iterator[tuple[int, Stop]]) -> None:
        begin, start = next(others, (0, None))
        if start is None:
            log.warning("there is no other road at the next turns: none is missed")
            return

        def heard(routes: tuple[Route, ...], _why: NoRoute) -> None:
            if self._route is not route:
                return
            if routes and leads_away(routes[0], start, route):
                log.info("the turn at %.0f m is missed", route.at_m[begin])
                wrong = joined(route, begin, routes[0])
                self._simulation.lead(lambda world: world.take(road_of(wrong, self._seed, world.frame), at_m=at_m))
            else:
                self._try_next(router, route, at_m, others)

        router.route(RouteRequest((start, route.request.stops[-1])), heard)


def _same(route: Route, other: Route | None) -> bool:
    return other is not None and (route is other or route.points == other.points)
