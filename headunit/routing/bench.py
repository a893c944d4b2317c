"""How fast routes are found through the room's own door, beside bare Valhalla on the same region in the same run."""

import random
import threading
from dataclasses import dataclass
from typing import Final

from headunit.kernel.board import Board
from headunit.kernel.clock import SystemClock
from headunit.kernel.geodesy import LatLon
from headunit.regions.state import Region, RegionsState
from headunit.routing import valhalla_question
from headunit.routing.questions import AskRoutes
from headunit.routing.service import Routing
from headunit.routing.state import NoRoute, Route, RouteRequest, Stop
from headunit.routing.valhalla_actor import ValhallaActor

#: An answer that takes longer is a failure (s).
_PATIENCE_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class RouteTimes:
    """Milliseconds for each pair: from the question to the Route in hand, and Valhalla's own answer in JSON alone."""

    ours: tuple[float, ...]
    bare: tuple[float, ...]
    mean_km: float


def requests(region: Region, pairs: int, seed: int = 1) -> list[RouteRequest]:
    """Random pairs of places that a road joins."""
    dice, bounds = random.Random(seed), region.bounds
    actor = ValhallaActor(region.routing)
    found: list[RouteRequest] = []
    for _ in range(100 * pairs):
        stops = tuple(
            Stop(LatLon(dice.uniform(bounds.south, bounds.north), dice.uniform(bounds.west, bounds.east)))
            for _ in range(2)
        )
        request = RouteRequest(stops)
        if actor.routes(AskRoutes(request)).routes:
            found.append(request)
            if len(found) == pairs:
                break
    return found


def route_times(region: Region, pairs: int = 100, seed: int = 1) -> RouteTimes:
    """Measure. The two take turns, so that both meet the same moments of a busy machine."""
    asked = requests(region, pairs, seed)
    actor = ValhallaActor(region.routing)
    clock, news, board = SystemClock(), threading.Event(), Board()
    routing = Routing(clock, board, news.set)
    board.publish(RegionsState((region,), region))
    ours: list[float] = []
    bare: list[float] = []
    length_m = 0.0
    try:
        _ask(routing, asked[0], news)  # the worker has started
        for request in asked:
            began = clock.now()
            route = _ask(routing, request, news)
            ours.append((clock.now() - began) * 1000)
            length_m += route.length_m
            question = valhalla_question.route(AskRoutes(request), "en")
            began = clock.now()
            actor.ask("route", question)
            bare.append((clock.now() - began) * 1000)
    finally:
        routing.end()
    return RouteTimes(tuple(ours), tuple(bare), length_m / 1000 / len(asked))


def _ask(routing: Routing, request: RouteRequest, news: threading.Event) -> Route:
    heard: list[tuple[tuple[Route, ...], NoRoute]] = []
    routing.route(request, lambda routes, why: heard.append((routes, why)))
    while not heard:
        if not news.wait(_PATIENCE_S):
            raise TimeoutError
        news.clear()
        routing.flush()
    routes, why = heard[0]
    if not routes:
        raise LookupError(why.value)
    return routes[0]
