"""Routing as the house sees it: plans for the driver, answers for other rooms, the road under the car.

Knows neither Valhalla nor processes; where the car is and which region is in use it hears from the board.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import override

from headunit.kernel.board import Board
from headunit.kernel.clock import Clock
from headunit.kernel.geodesy import LatLon
from headunit.regions.state import Region, RegionsState
from headunit.routing.desk import Desk
from headunit.routing.electric import Electric
from headunit.routing.engine import Engine
from headunit.routing.learned_speed import LearnedSpeed
from headunit.routing.ports import ChargerSource, Router, Routes
from headunit.routing.questions import (
    AskRenewed,
    AskRoad,
    AskRoutes,
    AskTimes,
    RenewedFound,
    RoadFound,
    RoutesFound,
    TimesFound,
)
from headunit.routing.road_watch import RoadWatch
from headunit.routing.state import (
    Charge,
    NoRoute,
    Planning,
    RoadHere,
    Route,
    RouteRequest,
    RoutingState,
    Stop,
    TrafficState,
)

type RoutesAnswer = Callable[[tuple[Route, ...], NoRoute], None]


class Routing(Routes, Router):
    """Call `flush` in each flush of the house and `tick` ten times a second. `wake`: any thread, has `flush` called.

    `patient`: virtual time: `flush` waits for the answers. `pace_file`: where learned speeds are kept, or None.
    """

    def __init__(
        self,
        clock: Clock,
        board: Board,
        wake: Callable[[], None],
        *,
        patient: bool = False,
        pace_file: Path | None = None,
        engine: Engine | None = None,
        chargers: ChargerSource | None = None,
    ) -> None:
        self._board = board
        self._desk = Desk(engine or Engine(), wake, patient=patient)
        self._region: Region | None = None
        self._pace = LearnedSpeed(pace_file, later=not patient)
        self._roads = RoadWatch(clock, board, self._desk, self._pace)
        self._electric = Electric(clock, board, self._desk, chargers)
        self._plan = 0
        self._shown = RoutingState(Planning.NO_REGION)
        board.publish(self._shown)
        board.watch(RegionsState, self._on_regions)

    def _on_regions(self, state: RegionsState) -> None:
        old, new = self._region, state.active
        if (old and (old.build, old.folder)) == (new and (new.build, new.folder)):
            return
        self._region = new
        self._desk.use(None if new is None else new.routing)
        self._roads.forget()
        self._electric.forget()
        if new is None:
            self._show(RoutingState(Planning.NO_REGION))
        elif self._shown.planning is Planning.NO_REGION:
            self._show(RoutingState())
        elif self._shown.request is not None:
            self.plan(self._shown.request)  # the roads are other ones now

    def _show(self, state: RoutingState) -> None:
        self._shown = state
        self._board.publish(state)

    @override
    def plan(self, request: RouteRequest) -> None:
        self._plan += 1
        number = self._plan
        if self._region is None:
            self._show(RoutingState(Planning.NO_REGION, request, why=NoRoute.NO_REGION))
            return
        self._show(RoutingState(Planning.ASKED, request))

        def heard(found: RoutesFound) -> None:
            if number != self._plan:
                return
            if not found.routes:
                self._show(RoutingState(Planning.FAILED, request, why=found.why, detail=found.detail))
                return
            charges = self._electric.charges(found.routes)
            self._show(RoutingState(Planning.READY, request, found.routes, charges=charges))
            self._electric.stops(found.routes, lambda better: self._recharge(number, better))

        self._routes(request, heard, lambda: number == self._plan)

    def _recharge(self, number: int, charges: tuple[Charge, ...]) -> None:
        """Chargers have been found for the plan `number`."""
        if number == self._plan:
            self._show(replace(self._shown, charges=charges))

    @override
    def clear(self) -> None:
        self._plan += 1
        self._show(RoutingState(Planning.IDLE if self._region is not None else Planning.NO_REGION))

    @override
    def route(self, request: RouteRequest, answer: RoutesAnswer) -> None:
        self._routes(request, lambda found: answer(found.routes, found.why))

    def _routes(
        self, request: RouteRequest, heard: Callable[[RoutesFound], None], wanted: Callable[[], bool] = lambda: True
    ) -> None:
        outside = self._outside(request)
        # Also what is known at once is answered later: nobody is called back in the middle of his question.
        question = AskRoutes(request, self._live(), self._pace.ratios())

        def reply(answer: object) -> None:
            if isinstance(answer, RoutesFound):
                heard(answer)
            else:
                heard(RoutesFound((), NoRoute.ENGINE if self._region else NoRoute.NO_REGION, str(answer)))

        if self._region is None:
            self._desk.say(reply, RoutesFound((), NoRoute.NO_REGION))
        elif outside is not None:
            self._desk.say(reply, RoutesFound((), NoRoute.OUTSIDE, outside.name))
        else:
            self._desk.ask(question, reply, wanted)

    def _outside(self, request: RouteRequest) -> Stop | None:
        """The first stop that the region does not hold."""
        region = self._region
        return next((stop for stop in request.stops if region is not None and stop.at not in region.bounds), None)

    def _live(self) -> bool:
        traffic = self._board.latest(TrafficState)
        return traffic is not None and traffic.at is not None

    @override
    def renew(self, route: Route, at_m: float, answer: Callable[[Route | None], None]) -> None:
        self._desk.ask(
            AskRenewed(route, at_m, self._pace.ratios()),
            lambda told: answer(told.route if isinstance(told, RenewedFound) else None),
        )

    @override
    def match(self, trace: tuple[tuple[LatLon, float], ...], answer: Callable[[RoadHere | None], None]) -> None:
        self._desk.ask(AskRoad(trace), lambda told: answer(told.road if isinstance(told, RoadFound) else None))

    @override
    def times(
        self, origin: LatLon, places: tuple[LatLon, ...], answer: Callable[[tuple[float | None, ...]], None]
    ) -> None:
        def reply(told: object) -> None:
            answer(told.times_s if isinstance(told, TimesFound) else (None,) * len(places))

        self._desk.ask(AskTimes(origin, places, self._live()), reply)

    def flush(self) -> bool:
        """Bring the answers to those who asked. True when there was anything."""
        return self._desk.deliver()

    def warm(self) -> None:
        """The first picture is there: start the worker, where `engine` was told not to be eager."""
        self._desk.warm()

    def tick(self) -> None:
        """Ten times a second: the road under the car, the range of an electric one."""
        self.flush()
        self._roads.tick()
        self._electric.tick()

    def end(self) -> None:
        """Keep what was learned; end the worker. Within a second."""
        self._pace.end()
        self._desk.end()
