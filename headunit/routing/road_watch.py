"""Once a second: which road is the car on, and how fast is it driven there. Knows nothing of processes."""

import collections
from typing import Final

from headunit.guidance.state import GuidanceState, Phase
from headunit.kernel.board import Board
from headunit.kernel.clock import Clock
from headunit.kernel.geodesy import LatLon, distance_m
from headunit.position.state import PositionState
from headunit.routing.desk import Desk
from headunit.routing.learned_speed import LearnedSpeed
from headunit.routing.questions import AskRoad, RoadFound
from headunit.routing.state import RoadHere

#: The road is looked up so often (s).
EVERY_S: Final = 1.0
#: So many places are remembered: at 1 Hz and 10 m/s they reach 400 m back.
_TRACE: Final = 40
#: Closer to the last place than this the car has not moved (m).
_MOVED_M: Final = 3.0
#: A gap in the trace longer than this breaks it (s).
_GAP_S: Final = 10.0
#: What was learned is written down after so many lessons.
_SAVE_AFTER: Final = 20
#: In these phases guidance does not know the road under the car better.
_UNGUIDED: Final = {Phase.OFF, Phase.ARRIVED, Phase.RESUMABLE}


class RoadWatch:
    """Publishes RoadHere while no guidance runs, and teaches `pace` always."""

    def __init__(self, clock: Clock, board: Board, desk: Desk, pace: LearnedSpeed) -> None:
        self._clock, self._board, self._desk, self._pace = clock, board, desk, pace
        self._trace: collections.deque[tuple[LatLon, float]] = collections.deque(maxlen=_TRACE)
        self._last: tuple[RoadFound, float] | None = None
        self._asked_at = -EVERY_S
        self._asking = False
        self._epoch = 0

    def forget(self) -> None:
        """The region is another one."""
        self._epoch += 1
        self._last, self._asking = None, False
        self._tell(RoadHere(at=self._clock.now()))

    def _tell(self, road: RoadHere) -> None:
        guidance = self._board.latest(GuidanceState)
        if guidance is None or guidance.phase in _UNGUIDED:
            self._board.publish(road)

    def tick(self) -> None:
        """Ten times a second."""
        now = self._clock.now()
        state = self._board.latest(PositionState)
        fix = None if state is None else state.usable
        if state is None or state.fix is None or fix is None or fix.lat_deg is None or fix.lon_deg is None:
            if self._trace:
                self._trace.clear()
                self._last = None
                self._tell(RoadHere(at=now))
            return
        self._note(LatLon(fix.lat_deg, fix.lon_deg), state.fix.at)
        if self._asking or now - self._asked_at < EVERY_S or self._trace[-1][1] <= self._asked_at:
            return
        self._asking, self._asked_at = True, now
        epoch = self._epoch
        self._desk.ask(AskRoad(tuple(self._trace)), lambda answer: self._heard(answer, epoch))

    def _note(self, place: LatLon, at: float) -> None:
        if self._trace:
            last, last_at = self._trace[-1]
            if at <= last_at or distance_m(*last, *place) < _MOVED_M:
                return
            if at - last_at > _GAP_S:
                self._trace.clear()
        self._trace.append((place, at))

    def _heard(self, answer: object, epoch: int) -> None:
        if epoch != self._epoch:
            return
        self._asking = False
        found = answer if isinstance(answer, RoadFound) else RoadFound()
        self._tell(found.road or RoadHere(at=self._clock.now()))
        if found.road is None or found.road.place is None:
            self._last = None
            return
        at = found.road.at
        if self._last is not None:
            self._learn(*self._last, found, at)
        self._last = (found, at)

    def _learn(self, before: RoadFound, before_at: float, found: RoadFound, at: float) -> None:
        """Between two places on roads of the same kind. A stop between them counts: it is part of the way."""
        if not found.pace_key or found.pace_key != before.pace_key or found.expected_mps is None:
            return
        if before.road is None or before.road.place is None or found.road is None or found.road.place is None:
            return
        self._pace.add(
            found.pace_key, distance_m(*before.road.place, *found.road.place), at - before_at, found.expected_mps
        )
        if self._pace.unsaved >= _SAVE_AFTER:
            self._pace.save()
