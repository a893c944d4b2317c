"""The library of a running head unit: drives are watched, scans run in another process, the board is told.

`take` and the wishes run on Qt's thread; processes on the links' loop. Knows no database and no tags.
"""

import asyncio
import dataclasses
import logging
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
from headunit.music.library import playlist_edits
from headunit.music.library.progress_line import Told
from headunit.music.library.removable import DriveWatch
from headunit.music.library.scan_process import ENDS, ScanProcess
from headunit.music.library.watchfiles_folders import FolderWatch
from headunit.music.ports import Library
from headunit.music.state import LibraryState, Track

log = logging.getLogger(__name__)

#: Topics of the inbox.
SCAN_TOPIC: Final = "music.scan"
DRIVES_TOPIC: Final = "music.drives"
LISTS_TOPIC: Final = "music.lists"
FOLDERS_TOPIC: Final = "music.folders"
COUNT_TOPIC: Final = "music.count"
TOPICS: Final = (SCAN_TOPIC, DRIVES_TOPIC, LISTS_TOPIC, FOLDERS_TOPIC, COUNT_TOPIC)


@dataclass(frozen=True, slots=True)
class Written:
    """The driver's own playlists after a wish about one. `fault`: why it was not done."""

    files: tuple[Path, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class FoldersChanged:
    """Somebody copied music, or took it away, or changed a playlist."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Tracks here and away, after another program (`headunit music scan`) has changed the library."""

    tracks: int
    absent: int


class LibraryDesk(Library, Link):
    """`command`: starts `headunit music scan`; words are appended. `own`: folder of the driver's playlists.
    `database`: file that other programs may change; `count`: then says how many tracks are here and away, may block,
    and may raise HeadunitError.

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
        *,
        database: Path | None = None,
        count: Callable[[], tuple[int, int]] = lambda: (0, 0),
    ) -> None:
        self._board, self._inbox, self._own = board, inbox, own
        self._changed = changed
        self._state = LibraryState(folders)
        self._folders = folders
        self._io: IoThread | None = None
        self._drives = watch(lambda drives: inbox.post(DRIVES_TOPIC, drives))
        # Drives are scanned as they come; what is copied onto one while it is here is seen with the next scan.
        self._watched = FolderWatch((*folders, own), lambda: inbox.post(FOLDERS_TOPIC, FoldersChanged()))
        files = frozenset() if database is None else frozenset({database})
        self._others = FolderWatch(tuple(file.parent for file in files), self._recount, files)
        self._count = count
        self._scanner = ScanProcess(command, folders, lambda told: inbox.post(SCAN_TOPIC, told))
        self._changes: deque[Callable[[], None]] = deque()
        self._writer = threading.Lock()
        self._scanning = self._again = self._stopped = False
        self._publish(dataclasses.replace(self._state, playlists=self._own_now()))

    def serve(self, io: IoThread) -> None:
        """From now on scans can run. Any thread, once, before `start`."""
        self._io = io

    @override
    def start(self) -> None:
        self._watched.start()
        self._others.start()
        self._drives.start()  # its first word begins the first scan

    @override
    def stop(self) -> None:
        self._stopped = True
        self._drives.stop()
        self._watched.stop()
        self._others.stop()
        self._scanner.kill()

    # Wishes: Qt's thread.

    @override
    def scan(self) -> None:
        if self._io is None or self._stopped:
            return
        if self._scanning:
            self._again = True
            return
        self._scanning, self._again = True, False
        self._scanner.expect()
        self._publish(dataclasses.replace(self._state, scanning=0.0, fault=""))
        self._io.spawn(self._scanner.run(self._state.drives, self._state.tracks, self._state.absent))

    @override
    def cancel(self) -> None:
        self._again = False
        self._scanner.cancel()

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

    def _recount(self) -> None:
        """On the watch's thread. Our own scans are told too, which costs a look."""
        try:
            self._inbox.post(COUNT_TOPIC, Counted(*self._count()))
        except HeadunitError as error:
            log.warning("%s", error)

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

    # On Qt's thread.

    def take(self, news: object) -> None:
        """What came under one of the topics above."""
        if isinstance(news, Told):
            self._on_told(news)
        elif isinstance(news, Written):
            self._on_written(news)
        elif isinstance(news, Counted):
            self._on_counted(news)
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
        ended = told.stage in ENDS
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

    def _on_counted(self, counted: Counted) -> None:
        if not self._scanning:  # the scan's own last word follows
            self._publish(dataclasses.replace(self._state, tracks=counted.tracks, absent=counted.absent))
        self._changed()

    def _publish(self, state: LibraryState) -> None:
        self._state = state
        if state != self._board.latest(LibraryState):
            self._board.publish(state)
