"""The library of a running head unit: drives are watched, scans run in another process, the board is told.

`take` and the wishes run on Qt's thread; processes on the links' loop. Knows no database and no tags.
"""

import asyncio
import contextlib
import dataclasses
import logging
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, override

from headunit.kernel.board import Board
from headunit.kernel.errors import HeadunitError
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import Link
from headunit.kernel.supervision import IoThread
from headunit.music.library import playlist_edits, progress_line
from headunit.music.library.progress_line import Told
from headunit.music.library.removable import DriveWatch
from headunit.music.library.watchfiles_folders import FolderWatch
from headunit.music.ports import Library
from headunit.music.state import LibraryState, Track

log = logging.getLogger(__name__)

#: Topics of the inbox.
SCAN_TOPIC: Final = "music.scan"
DRIVES_TOPIC: Final = "music.drives"
LISTS_TOPIC: Final = "music.lists"
FOLDERS_TOPIC: Final = "music.folders"
_ENDS: Final = frozenset({"done", "cancelled", "failed"})


@dataclass(frozen=True, slots=True)
class Written:
    """The driver's own playlists after a wish about one. `fault`: why it was not done."""

    files: tuple[Path, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class FoldersChanged:
    """Somebody copied music, or took it away, or changed a playlist."""


class LibraryDesk(Library, Link):
    """`command`: starts `headunit music scan`; words are appended. `own`: folder of the driver's playlists.

    `watch`: makes what tells of drives. `changed`: called on Qt's thread when there is something new to look at.
    """

    name = "music library"

    def __init__(
        self,
        board: Board,
        inbox: Inbox,
        folders: tuple[Path, ...],
        own: Path,
        command: Sequence[str],
        changed: Callable[[], None] = lambda: None,
        watch: Callable[[Callable[[tuple[Path, ...]], None]], DriveWatch] = DriveWatch,
    ) -> None:
        self._board, self._inbox, self._own = board, inbox, own
        self._command, self._changed = tuple(command), changed
        self._state = LibraryState(folders)
        self._folders = folders
        self._io: IoThread | None = None
        self._drives = watch(lambda drives: inbox.post(DRIVES_TOPIC, drives))
        # Drives are scanned as they come; what is copied onto one while it is here is seen with the next scan.
        self._watched = FolderWatch((*folders, own), lambda: inbox.post(FOLDERS_TOPIC, FoldersChanged()))
        self._process: asyncio.subprocess.Process | None = None
        self._changes: deque[Callable[[], None]] = deque()
        self._writer = threading.Lock()
        self._scanning = self._again = self._cancelled = self._stopped = False
        self._publish(dataclasses.replace(self._state, playlists=self._own_now()))

    def serve(self, io: IoThread) -> None:
        """From now on scans can run. Any thread, once, before `start`."""
        self._io = io

    @override
    def start(self) -> None:
        self._watched.start()
        self._drives.start()  # its first word begins the first scan

    @override
    def stop(self) -> None:
        self._stopped = True
        self._drives.stop()
        self._watched.stop()
        self._end_with(signal.SIGKILL)

    # Wishes: Qt's thread.

    @override
    def scan(self) -> None:
        if self._io is None or self._stopped:
            return
        if self._scanning:
            self._again = True
            return
        self._scanning, self._again, self._cancelled = True, False, False
        self._publish(dataclasses.replace(self._state, scanning=0.0, fault=""))
        self._io.spawn(self._scan(self._state.drives))

    @override
    def cancel(self) -> None:
        self._cancelled, self._again = True, False
        self._end_with(signal.SIGTERM)

    @override
    def enlist(self, playlist: str, tracks: tuple[Track, ...]) -> None:
        self._write(lambda: playlist_edits.add(self._own, playlist, tracks))

    @override
    def delist(self, playlist: str, at: int, uri: str) -> None:
        self._write(lambda: playlist_edits.take_out(self._own, playlist, at, uri))

    @override
    def reorder(self, playlist: str, at: int, uri: str, to: int) -> None:
        self._write(lambda: playlist_edits.move(self._own, playlist, at, uri, to))

    @override
    def rename(self, playlist: str, name: str) -> None:
        self._write(lambda: playlist_edits.rename(self._own, playlist, name))

    @override
    def discard(self, playlist: str) -> None:
        self._write(lambda: playlist_edits.delete(self._own, playlist))

    def _write(self, change: Callable[[], None]) -> None:
        """Do it on the links' thread pool, in the order of the wishes; here where no link runs."""
        self._changes.append(change)
        if self._io is None:
            self._on_written(self._do_next())
            return
        self._publish(dataclasses.replace(self._state, writing=True, list_fault=""))
        self._io.spawn(self._write_next())

    def _do_next(self) -> Written:
        """The oldest wish. One at a time: two writers of one file lose one of them."""
        with self._writer:
            fault = ""
            try:
                self._changes.popleft()()
            except HeadunitError as error:
                fault = str(error)
            return Written(self._own_now(), fault)

    def _own_now(self) -> tuple[Path, ...]:
        try:
            return playlist_edits.own_playlists(self._own)
        except HeadunitError as error:
            log.warning("%s", error)
            return self._state.playlists

    async def _write_next(self) -> None:
        written = await asyncio.get_running_loop().run_in_executor(None, self._do_next)
        if not self._stopped:
            self._inbox.post_event(LISTS_TOPIC, written)

    def _on_written(self, written: Written) -> None:
        self._publish(
            dataclasses.replace(
                self._state, playlists=written.files, writing=bool(self._changes), list_fault=written.fault
            )
        )
        self._changed()

    def _end_with(self, number: signal.Signals) -> None:
        """Not by asyncio's own object, which belongs to the loop's thread. The loop sees the end by itself."""
        if (process := self._process) is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, number)

    # On Qt's thread.

    def take(self, news: object) -> None:
        """What came under one of the topics above."""
        if isinstance(news, Told):
            self._on_told(news)
        elif isinstance(news, Written):
            self._on_written(news)
        elif isinstance(news, FoldersChanged):
            self._on_written(Written(self._own_now(), self._state.list_fault))
            self.scan()
        elif isinstance(news, tuple):
            # A drive that went may hold up the scan that reads it; what it has found stays.
            drives = tuple(path for path in news if isinstance(path, Path))
            self._state = dataclasses.replace(self._state, drives=drives, folders=(*self._folders, *drives))
            self._publish(self._state)
            self.scan()

    def _on_told(self, told: Told) -> None:
        ended = told.stage in _ENDS
        known = (
            (told.tracks, told.absent)
            if told.stage in {"done", "cancelled"}
            else (self._state.tracks, self._state.absent)
        )
        self._publish(
            dataclasses.replace(
                self._state,
                tracks=known[0],
                absent=known[1],
                scanning=None if ended else told.share,
                found=told.found,
                unreadable=told.unreadable,
                fault=told.fault if told.stage == "failed" else "",
            )
        )
        if not ended:
            return
        self._scanning = False
        if told.changed:
            self._changed()
        if self._again:
            self.scan()

    def _publish(self, state: LibraryState) -> None:
        self._state = state
        if state != self._board.latest(LibraryState):
            self._board.publish(state)

    # On the links' loop.

    async def _scan(self, drives: tuple[Path, ...]) -> None:
        last = Told("reading")
        try:
            last = await self._run(drives, last)
        except OSError as error:
            last = dataclasses.replace(last, stage="failed", fault=str(error))
        except Exception as error:
            log.exception("a scan failed in a way that its author did not foresee")
            last = dataclasses.replace(last, stage="failed", fault=str(error))
        if not self._stopped:
            self._inbox.post(SCAN_TOPIC, last)

    async def _run(self, drives: tuple[Path, ...], last: Told) -> Told:
        words = [word for drive in drives for word in ("--drive", str(drive))]
        process = await asyncio.create_subprocess_exec(
            *(*self._command, "--json", "--parent", str(os.getpid()), *words),
            *map(str, self._folders),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        self._process = process
        said = ""
        try:
            if self._stopped:
                process.kill()
            elif self._cancelled:
                process.terminate()
            assert process.stdout is not None
            async for raw in process.stdout:
                line = raw.decode(errors="replace")
                told = progress_line.read(line)
                if told is None:
                    said = line.strip().removeprefix("headunit music: ") or said
                    continue
                last = told
                if told.stage not in _ENDS:
                    self._inbox.post(SCAN_TOPIC, told)
        finally:
            self._process = None
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
            # To the end of its words too, or the pipe outlives the loop.
            await process.communicate()
        if last.stage in _ENDS:
            return last
        if self._cancelled:
            return dataclasses.replace(
                last, stage="cancelled", changed=True, tracks=self._state.tracks, absent=self._state.absent
            )
        return dataclasses.replace(last, stage="failed", fault=said or "the scan ended without a word")
