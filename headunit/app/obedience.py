"""The simulated driver obeys the navigator: leaves his loop for the route that guidance is on, and arrives.

Told not to, he goes back to his own loop; told to miss a turn, he takes another road there. He knows what is on the
house's board and asks the house's router; the car he moves through the simulation alone. One thread, ten times a
second.
"""

import dataclasses
import logging
import math
from collections.abc import Iterator
from typing import Final

from headunit.app import House
from headunit.app.route_road import road_of
from headunit.guidance.line import RouteLine
from headunit.guidance.state import GuidanceState, Phase
from headunit.kernel.geodesy import LatLon, LocalFrame, distance_m
from headunit.routing.ports import Router
from headunit.routing.state import NoRoute, Route, RouteRequest, Stop, Turn
from headunit.simulator.scenario import Scenario
from headunit.simulator.simulation import Simulation
from headunit.simulator.world import World

log = logging.getLogger(__name__)

GUIDING: Final = frozenset({Phase.STARTING, Phase.ON_ROUTE, Phase.OFF_ROUTE, Phase.NO_POSITION})
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
            self._follow(route)
        elif route is None and self._route is not None:
            if guidance.phase is not Phase.ARRIVED:
                self._go_home()
            self._route = None
        self._follows = wishes.follows_navigator
        if wishes.misses != self._misses:
            self._misses = wishes.misses
            if self._route is not None and self._follows:
                self._miss(self._route, guidance.at_m)

    def _follow(self, route: Route) -> None:
        self._route = route

        def take(world: World) -> None:
            if not world.take(road_of(route, self._seed, world.frame)):
                log.info("the route begins elsewhere: the simulated driver keeps to his road")

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
            self._try_next(router, route, _others(route, at_m))

    def _try_next(self, router: Router, route: Route, others: Iterator[tuple[int, Stop]]) -> None:
        begin, start = next(others, (0, None))
        if start is None:
            log.warning("there is no other road at the next turns: none is missed")
            return

        def heard(routes: tuple[Route, ...], _why: NoRoute) -> None:
            if self._route is not route:
                return
            if routes and _leads_away(routes[0], start, route):
                log.info("the turn at %.0f m is missed", route.at_m[begin])
                wrong = joined(route, begin, routes[0])
                self._simulation.lead(lambda world: world.take(road_of(wrong, self._seed, world.frame)))
            else:
                self._try_next(router, route, others)

        router.route(RouteRequest((start, route.request.stops[-1])), heard)


def _same(route: Route, other: Route | None) -> bool:
    return other is not None and (route is other or route.points == other.points)


def _others(route: Route, at_m: float) -> Iterator[tuple[int, Stop]]:
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


def _leads_away(found: Route, start: Stop, route: Route) -> bool:
    begin = found.points[0]
    line = RouteLine(route)
    beside_m = min(foot.gap_m for foot in line.feet(begin, 0.0, line.length_m))
    return distance_m(*begin, *start.at) <= NEAR_M and beside_m >= BESIDE_M


def joined(first: Route, until: int, second: Route) -> Route:
    """`first` as far as its point `until`, then straight over to the start of `second` and along it."""
    gap_m = distance_m(*first.points[until], *second.points[0])
    from_m, from_s = first.at_m[until] + gap_m, first.time_s[until] + gap_m / 8.0
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
