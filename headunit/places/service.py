"""Search as the house sees it: questions go to a thread of their own, answers come by the inbox, the newest counts.

Knows no SQL. Where the car is, which region is in use and what is driven along it hears from the board.
"""

import bisect
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, override

from headunit.guidance.state import GuidanceState, Phase
from headunit.kernel.board import Board
from headunit.kernel.geodesy import LatLon
from headunit.kernel.inbox import Inbox
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.map.state import Camera
from headunit.places.inquiry import Ahead, Answer, Question, Where
from headunit.places.ports import Search
from headunit.places.search_thread import AtOnce, Desk, SearchThread
from headunit.places.state import Hit, Nearby, Place, SearchState
from headunit.position.state import PositionState
from headunit.preferences.state import Preferences
from headunit.regions.state import Region, RegionsState
from headunit.routing.ports import Router
from headunit.routing.state import RoutingState

#: What answers are posted under: House.hear(TOPIC, search.take).
TOPIC: Final = "places"
NO_REGION: Final = QT_TRANSLATE_NOOP("places", "There is no map yet: add a region to search in.")
#: Of one line. Routing weighs fewer.
MOST_ALONG = 200
_DRIVING = frozenset({Phase.ON_ROUTE, Phase.STARTING, Phase.OFF_ROUTE, Phase.NO_POSITION})


class PlaceSearch(Search):
    """`at_once`: virtual time: answered in the flush after the question, by the same code without a thread.

    `router`: who knows driving times, or None; asked anew each time, because ports come late.
    """

    def __init__(
        self,
        board: Board,
        inbox: Inbox,
        *,
        at_once: bool = False,
        router: Callable[[], Router | None] = lambda: None,
    ) -> None:
        self._board, self._router = board, router
        self._desk: Desk = (AtOnce if at_once else SearchThread)(lambda: inbox.post(TOPIC, None))
        self._region: Region | None = None
        self._question: Question | None = None
        self._warm = False
        self._state = SearchState()
        board.publish(self._state)
        board.watch(RegionsState, self._on_regions)

    def _on_regions(self, state: RegionsState) -> None:
        old, new = self._region, state.active
        if (old and (old.build, old.search)) == (new and (new.build, new.search)):
            return
        self._region = new
        asked = self._question
        if asked is not None:
            self._ask(replace(asked, index=self._index(), where=self._where()))
        elif new is not None and self._warm:
            self._desk.ask(Question(self._index(), self._where()), lambda _: None)

    def warm(self) -> None:
        """From now on be ready before the first letter. Not before the first picture, which would wait."""
        self._warm = True
        if self._region is not None and self._question is None:
            self._desk.ask(Question(self._index(), self._where()), lambda _: None)

    def _index(self) -> Path | None:
        return None if self._region is None else self._region.search

    @override
    def type(self, text: str) -> None:
        if not text.strip():
            self._question = None
            self._desk.drop()
            self._show(SearchState())
            return
        self._ask(replace(self._blank(), text=text))

    @override
    def kind(self, kind: str, nearby: Nearby) -> None:
        self._ask(replace(self._blank(), kinds=(kind,), nearby=nearby))

    @override
    def at(self, place: LatLon) -> None:
        self._ask(replace(self._blank(), at=place))

    def _blank(self) -> Question:
        camera = self._board.latest(Camera)
        return Question(
            self._index(), self._where(), middle=None if camera is None else camera.centre, ahead=self._ahead()
        )

    def _ask(self, question: Question) -> None:
        self._question = question
        if question.index is None and question.at is None:
            self._desk.drop()
            self._show(SearchState(question.asked, fault=NO_REGION))
            return
        self._show(replace(self._state, pending=True))
        self._desk.ask(question, lambda answer: self._hear(question, answer))

    def _hear(self, question: Question, answer: Answer) -> None:
        if question is not self._question:
            return
        self._show(SearchState(question.asked, answer.hits, fault=answer.fault))
        router, ahead, car = self._router(), question.ahead, question.where.car
        if answer.along_m and router is not None and ahead is not None and car is not None:
            places = tuple(hit.place.at for hit in answer.hits)
            router.times(car, places, lambda times: self._refine(question, answer, ahead, times))

    def _refine(self, question: Question, answer: Answer, ahead: Ahead, times: tuple[float | None, ...]) -> None:
        """The detour by road: as far off the route as it takes longer to get there than to the place next to it."""
        if question is not self._question or len(times) != len(answer.hits):
            return
        start_s = _time_at(ahead, ahead.from_m)
        hits: list[Hit] = []
        for hit, along_m, time_s in zip(answer.hits, answer.along_m, times, strict=True):
            off_s = None if time_s is None else max(0.0, time_s - (_time_at(ahead, along_m) - start_s))
            hits.append(hit if off_s is None else replace(hit, detour_s=2 * off_s))
        self._show(replace(self._state, hits=tuple(hits)))

    def _show(self, state: SearchState) -> None:
        self._state = state
        self._board.publish(state)

    def _where(self) -> Where:
        position, camera = self._board.latest(PositionState), self._board.latest(Camera)
        preferences = self._board.latest(Preferences)
        fix = None if position is None else position.usable
        car = LatLon(fix.lat_deg, fix.lon_deg) if fix and fix.lat_deg is not None and fix.lon_deg is not None else None
        sight = None if camera is None else camera.centre
        region = None if self._region is None else self._region.bounds.middle
        return Where(car or sight or region, car, "en" if preferences is None else preferences.language)

    def _ahead(self) -> Ahead | None:
        guidance, routing = self._board.latest(GuidanceState), self._board.latest(RoutingState)
        if guidance is not None and guidance.route is not None and guidance.phase in _DRIVING:
            route, from_m = guidance.route, guidance.at_m
        elif routing is not None and routing.routes:
            route, from_m = routing.routes[0], 0.0
        else:
            return None
        return Ahead(route.points, route.at_m, route.time_s, from_m)

    def along(
        self,
        kinds: tuple[str, ...],
        line: tuple[LatLon, ...],
        within_m: float,
        answer: Callable[[tuple[Place, ...]], None],
    ) -> None:
        """All places of some kinds beside a line, for another room; `answer` is called once, from a later flush."""
        ahead = Ahead(line, within_m=within_m)
        question = Question(
            self._index(), self._where(), kinds=kinds, nearby=Nearby.ROUTE, ahead=ahead, limit=MOST_ALONG
        )
        self._desk.ask(question, lambda found: answer(tuple(hit.place for hit in found.hits)), keep=True)

    def take(self, _: object) -> None:
        """Something has been answered. On the house's thread, from its flush."""
        self._desk.deliver()

    def end(self) -> None:
        """End the thread, within a second."""
        self._desk.end()


def _time_at(ahead: Ahead, at_m: float) -> float:
    number = min(len(ahead.at_m) - 1, max(1, bisect.bisect_left(ahead.at_m, at_m)))
    low, high = ahead.at_m[number - 1], ahead.at_m[number]
    share = (at_m - low) / (high - low) if high > low else 0.0
    return ahead.time_s[number - 1] + min(1.0, max(0.0, share)) * (ahead.time_s[number] - ahead.time_s[number - 1])
