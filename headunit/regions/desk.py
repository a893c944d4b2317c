"""Wishes about regions while the screen drives on: builds run in another process, and what it tells is heard here.

`look` and `take` run on Qt's thread; the rest on the links' loop. Knows no screen and no step of a build.
"""

import collections
import contextlib
import dataclasses
import logging
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, override

from headunit.kernel.board import Board
from headunit.kernel.errors import HeadunitError
from headunit.kernel.geodesy import LatLon
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import Link
from headunit.position.state import PositionState
from headunit.regions import progress_line
from headunit.regions.known import KNOWN
from headunit.regions.ports import RegionDesk
from headunit.regions.shelf import Shelf, active
from headunit.regions.state import Build, Region, RegionsState, Stage

if TYPE_CHECKING:
    import asyncio

    from headunit.kernel.supervision import IoThread

log = logging.getLogger(__name__)

#: Topics of the inbox under which the loop tells what it saw.
TOPICS: Final = ("regions.build", "regions.shelf")
_ENDED: Final = frozenset({Stage.DONE, Stage.FAILED, Stage.CANCELLED})


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is on the disk."""

    regions: tuple[Region, ...]
    broken: tuple[tuple[str, str], ...]
    choice: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A build that waits its turn. `words`: of `headunit map`."""

    name: str
    words: tuple[str, ...]


class Desk(RegionDesk, Link):
    """`command`: starts `headunit map`; words are appended. Before `serve` only the regions at hand are told.

    `prefer`: the region in use whatever was chosen before, until another is chosen.
    """

    name = "regions"

    def __init__(self, board: Board, inbox: Inbox, shelf: Shelf, command: Sequence[str], prefer: str = "") -> None:
        self._prefer = prefer
        self._board, self._inbox, self._shelf, self._command = board, inbox, shelf, tuple(command)
        self._state = RegionsState(known=tuple(KNOWN))
        self._seen = _Seen((), (), "")
        self._car: LatLon | None = None
        self._io: IoThread | None = None
        self._waiting: collections.deque[_Wanted] = collections.deque()
        self._process: asyncio.subprocess.Process | None = None
        self._cancelled = False
        self._busy = False
        self._stopped = False
        self.take(self._look())
        board.watch(PositionState, self._follow)

    def serve(self, io: "IoThread") -> None:
        """From now on builds can run. Any thread, once, before `start`."""
        self._io = io

    @override
    def start(self) -> None:
        """What was wished for meanwhile is begun."""
        self._next()

    @override
    def stop(self) -> None:
        self._stopped = True
        self._end_with(signal.SIGKILL)

    # Wishes: Qt's thread.

    @override
    def add(self, source: str) -> None:
        self._want(_Wanted(source, ("add", source)))

    @override
    def update(self, name: str) -> None:
        self._want(_Wanted(name, ("update", name)))

    @override
    def cancel(self) -> None:
        self._cancelled = True
        self._end_with(signal.SIGTERM)

    @override
    def remove(self, name: str) -> None:
        self._change(lambda: self._shelf.remove(name))

    @override
    def use(self, name: str) -> None:
        self._prefer = ""
        self._change(lambda: self._shelf.choose(name))

    def _end_with(self, number: signal.Signals) -> None:
        """Not by asyncio's own object, which belongs to the loop's thread. The loop sees the end by itself."""
        if (process := self._process) is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, number)

    # On Qt's thread.

    def take(self, news: object) -> None:
        """What came under one of TOPICS."""
        if isinstance(news, Build):
            self._publish(dataclasses.replace(self._state, build=news))
            if news.stage in _ENDED:
                self._busy = False
                self._next()
        elif isinstance(news, _Seen):
            self._seen = news
            self._publish(self._state)

    def _follow(self, position: PositionState) -> None:
        fix = position.usable
        if fix is not None and fix.lat_deg is not None and fix.lon_deg is not None:
            self._car = LatLon(fix.lat_deg, fix.lon_deg)
            self._publish(self._state)

    def _publish(self, state: RegionsState) -> None:
        seen, before = self._seen, self._state.active
        chosen = active(seen.regions, seen.choice, self._car)
        same = next((region for region in seen.regions if before is not None and region.name == before.name), None)
        if not seen.choice and same is not None and self._car is not None and self._car in same.bounds:
            chosen = same  # where regions overlap, one does not change over and over
        new = dataclasses.replace(state, regions=seen.regions, broken=seen.broken, active=chosen)
        if new != self._state or self._board.latest(RegionsState) is None:
            self._state = new
            self._board.publish(new)

    def _want(self, wanted: _Wanted) -> None:
        if wanted not in self._waiting:
            self._waiting.append(wanted)
        self._next()

    def _next(self) -> None:
        """Begin the next build, where none is running."""
        if self._busy or self._io is None or self._stopped or not self._waiting:
            return
        wanted = self._waiting.popleft()
        self._busy, self._cancelled = True, False
        self._publish(dataclasses.replace(self._state, build=Build(wanted.name, Stage.FETCHING, 0.0)))
        self._io.spawn(self._build(wanted))

    def _change(self, act: Callable[[], None]) -> None:
        """Do something quick on the disk and look at it again."""
        if self._io is None:
            return

        def do() -> None:
            try:
                act()
            except (HeadunitError, OSError) as error:
                log.error("regions: %s", error)  # noqa: TRY400  one line is enough
            self._inbox.post(TOPICS[1], self._look())

        async def elsewhere() -> None:
            import asyncio  # noqa: PLC0415  the loop's thread has it

            await asyncio.get_running_loop().run_in_executor(None, do)

        self._io.spawn(elsewhere())

    # On the links' loop.

    def _look(self) -> _Seen:
        regions, broken = self._shelf.look()
        return _Seen(regions, broken, self._prefer or self._shelf.choice())

    async def _build(self, wanted: _Wanted) -> None:
        last = Build(wanted.name, Stage.FETCHING, 0.0)
        try:
            last = await self._run(wanted, last)
        except OSError as error:
            last = dataclasses.replace(last, stage=Stage.FAILED, fault=str(error))
        except Exception as error:
            # A defect must not leave a build running on the screen for ever.
            log.exception("a build failed in a way that its author did not foresee")
            last = dataclasses.replace(last, stage=Stage.FAILED, fault=str(error))
        if not self._stopped:
            import asyncio  # noqa: PLC0415

            seen = await asyncio.get_running_loop().run_in_executor(None, self._look)
            self._inbox.post_all({TOPICS[1]: seen, TOPICS[0]: last})

    async def _run(self, wanted: _Wanted, last: Build) -> Build:
        """One process from its start to its end; how the build came out."""
        import asyncio  # noqa: PLC0415

        process = await asyncio.create_subprocess_exec(
            *(*self._command, *wanted.words, "--json"),
            *("--folder", str(self._shelf.folder), "--parent", str(os.getpid())),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        self._process = process
        said = ""
        try:
            if self._cancelled or self._stopped:
                process.kill()
            assert process.stdout is not None
            async for line in process.stdout:
                build = progress_line.read(line.decode(errors="replace"))
                if build is None:
                    said = line.decode(errors="replace").strip().removeprefix("headunit map: ") or said
                    continue
                last = build
                if build.stage not in _ENDED:
                    self._inbox.post(TOPICS[0], build)
        finally:
            self._process = None
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
            # To the end of its words too, or the pipe outlives the loop.
            await process.communicate()
        return self._end(last, said)

    def _end(self, last: Build, said: str) -> Build:
        if last.stage in {Stage.DONE, Stage.FAILED}:
            return last
        if self._cancelled:
            return dataclasses.replace(last, stage=Stage.CANCELLED)
        return dataclasses.replace(last, stage=Stage.FAILED, fault=said or "the build ended without a word")
