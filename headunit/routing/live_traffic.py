"""Live traffic: polls the feed, has its roads found, writes them into the region's file, and says what is known.

Reading and matching run in a worker of their own, so that no feed, however hostile, can hold up a route or a frame.
"""

import asyncio
import contextlib
import logging
import queue
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from pathlib import Path
from typing import Final

from headunit.kernel.board import Board
from headunit.kernel.clock import Clock
from headunit.kernel.errors import HeadunitError
from headunit.kernel.supervision import IoThread
from headunit.regions.state import RegionsState
from headunit.routing.engine import Engine, EngineError
from headunit.routing.feed import Feed
from headunit.routing.questions import Answer, AskEdges, EdgesFound
from headunit.routing.segments import FeedError
from headunit.routing.state import TrafficState
from headunit.routing.traffic_file import TrafficFile

log = logging.getLogger(__name__)

#: How often the feed is asked for news, and after failures at most (s).
EVERY_S: Final = 60.0
LONGEST_S: Final = 900.0
#: What is older than this is not believed (s).
STALE_S: Final = 600.0
#: A feed that takes longer to be read and matched is refused (s).
PATIENCE_S: Final = 60.0
#: A feed that claims to come from later than this has a wrong clock, and its claim is ignored (s).
_AHEAD_S: Final = 300.0


class LiveTraffic:
    """`start` it with the loop that links share, or call `poll` in virtual time; `flush` on the house's thread.

    `wake`: any thread, has `flush` called.
    """

    def __init__(
        self,
        source: str,
        clock: Clock,
        board: Board,
        wake: Callable[[], None],
        *,
        every_s: float = EVERY_S,
        stale_s: float = STALE_S,
        engine: Engine | None = None,
    ) -> None:
        self._feed, self._clock, self._board, self._wake = Feed(source, clock), clock, board, wake
        self._every_s, self._stale_s = every_s, stale_s
        self._engine = engine or Engine(PATIENCE_S, nice=15, eager=False)
        self._states: queue.SimpleQueue[TrafficState] = queue.SimpleQueue()
        self._state = TrafficState(source)
        self._build: tuple[str, Path] | None = None
        self._file: tuple[tuple[str, Path], TrafficFile] | None = None
        self._waiting: Future[Answer | EngineError] | None = None
        self._fresh_at = 0.0
        self._failures = 0
        self._ending = False
        self._nudge: Callable[[], None] = lambda: None
        self._cancel: Callable[[], None] = lambda: None
        board.publish(self._state)
        board.watch(RegionsState, self._on_regions)

    def _on_regions(self, state: RegionsState) -> None:
        region = state.active
        build = None if region is None else (region.build, region.routing)
        if build == self._build:
            return
        self._build = build
        self._engine.use(None if build is None else build[1])
        self._nudge()

    def start(self, io: IoThread) -> None:
        """Poll from now on."""
        self._cancel = io.spawn(self._run())

    async def _run(self) -> None:
        loop, news = asyncio.get_running_loop(), asyncio.Event()

        def nudge() -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(news.set)

        self._nudge = nudge
        while True:
            news.clear()
            pause_s = await asyncio.to_thread(self.poll)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(news.wait(), pause_s)

    def poll(self) -> float:
        """Ask once, and bring what came to the region's file. Blocks. Seconds until it should be called again."""
        build = self._build
        if build is None:
            self._let_go()
            self._say(TrafficState(self._feed.source))
            return self._every_s
        try:
            file = self._open(build)
            data = self._feed.fetch(lambda: self._ending)
            if data is not None:
                self._take(data, file)
            elif self._feed.confirms and not self._state.counters.get("dated"):
                self._fresh_at = self._clock.now()  # the server vouches for it; a file that nobody writes grows old
            self._failures = 0
            fault = ""
        except (FeedError, HeadunitError, EngineError) as error:
            self._feed.forget()
            self._failures += 1
            fault = str(error)
        if self._ending:
            return self._every_s
        self._age(fault)
        return min(self._every_s * 2**self._failures, max(LONGEST_S, self._every_s)) if fault else self._every_s

    def _take(self, data: bytes, file: TrafficFile) -> None:
        found = self._ask(data)
        if found.fault:
            raise FeedError(found.fault)
        wall = self._clock.local().timestamp()
        age_s = 0.0 if found.at is None or found.at > wall + _AHEAD_S else max(0.0, wall - found.at)
        if age_s > self._stale_s:
            raise FeedError(f"it is {age_s / 60:.0f} minutes old")
        file.replace(dict(found.edges), int(wall))
        self._fresh_at = self._clock.now() - age_s
        counters = {**found.counters, "edges": len(found.edges), "dated": int(found.at is not None)}
        self._say(TrafficState(self._feed.source, self._fresh_at, found.flows, found.closures, "", counters))

    def _ask(self, data: bytes) -> EdgesFound:
        future: Future[Answer | EngineError] = Future()
        self._waiting = future
        self._engine.ask(AskEdges(data), lambda answer: _settle(future, answer))
        try:
            answer = future.result(3 * PATIENCE_S)
        except TimeoutError as error:
            raise FeedError("its roads could not be found in time") from error
        if isinstance(answer, EdgesFound):
            return answer
        raise FeedError(f"it could not be read: {answer}")

    def _age(self, fault: str) -> None:
        """What is old is cleared; what went wrong is told."""
        state = self._state
        if state.at is not None and self._clock.now() - self._fresh_at > self._stale_s:
            if self._file is not None:
                self._file[1].clear()
            state = TrafficState(self._feed.source)
        if state.fault != fault or state is not self._state:
            if fault and fault != self._state.fault:
                log.info("traffic from %s: %s", self._feed.source, fault)
            self._say(TrafficState(state.source, state.at, state.flows, state.closures, fault, dict(state.counters)))

    def _open(self, build: tuple[str, Path]) -> TrafficFile:
        """The file of the region, knowing nothing at first: what an earlier run has left is old."""
        if self._file is None or self._file[0] != build:
            self._let_go()
            file = TrafficFile(build[1] / "traffic.tar")
            file.clear()
            self._file = (build, file)
            self._feed.forget()
            if self._state.at is not None:
                self._say(TrafficState(self._feed.source))
        return self._file[1]

    def _let_go(self) -> None:
        if self._file is not None:
            self._file[1].close()
            self._file = None

    def _say(self, state: TrafficState) -> None:
        if state != self._state:
            self._state = state
            self._states.put(state)
            self._wake()

    def flush(self) -> None:
        """Publish what is new."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._board.publish(self._states.get_nowait())

    def end(self) -> None:
        """Stop polling, end the worker. Within a second; what is being fetched is given up."""
        self._ending = True
        self._cancel()
        self._engine.end()
        if self._waiting is not None:
            _settle(self._waiting, EngineError("the program ends"))


def _settle(future: Future[Answer | EngineError], answer: Answer | EngineError) -> None:
    with contextlib.suppress(InvalidStateError):  # the end of the program and the answer may cross
        future.set_result(answer)
