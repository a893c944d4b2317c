"""A whole scan, as the worker process does it: alone, with low priority, within bounds, and with a word for each end.

Knows no screen. `scan_library` may also run inside another process, as tests and `headunit bench` do.
"""

import contextlib
import dataclasses
import os
import resource
import signal
import sqlite3
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from headunit.kernel.clock import Clock
from headunit.kernel.errors import HeadunitError
from headunit.music.library import store
from headunit.music.library.covers import Thumbnail, make_covers
from headunit.music.library.progress_line import Told
from headunit.music.library.scan import Progress, Root, Scan, outermost
from headunit.music.library.shelving import shelve

#: Address space of the worker (bytes): a file that claims to be larger is unreadable, and ends nobody.
_MEMORY: Final = 2 << 30
_LOWEST_PRIORITY: Final = 19
_READERS: Final = 2


def scan_library(
    folder: Path,
    roots: Sequence[Root],
    clock: Clock,
    tell: Callable[[Told], None],
    *,
    stop: Callable[[], bool] = lambda: False,
    thumbnail: Thumbnail | None = None,
    only: bool = False,
) -> Told:
    """Bring the library in `folder` up to date: `roots` and, unless `only`, all others that it knows. The last word.

    Raises HeadunitError, in one line, where the database cannot be written; it is then as it was.
    """
    with store.alone(folder, lambda: tell(Told("waiting"))):
        try:
            try:
                return _scan(folder, roots, clock, tell, stop, thumbnail, only=only)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError) and "no such" not in str(error):
                    raise
                # Damaged in the middle of it: all can be read again.
                store.discard(folder)
                return _scan(folder, roots, clock, tell, stop, thumbnail, only=only)
        except sqlite3.Error as error:
            raise HeadunitError(f"the library in {folder} cannot be written: {error}") from error


def _scan(
    folder: Path,
    roots: Sequence[Root],
    clock: Clock,
    tell: Callable[[Told], None],
    stop: Callable[[], bool],
    thumbnail: Thumbnail | None,
    *,
    only: bool,
) -> Told:
    began = clock.now()
    database = store.open_to_write(folder)
    try:
        # A scan that was killed between reading and shelving leaves a mark: what it read is shelved now.
        left = database.execute("select exists(select 1 from track) and not exists(select 1 from heading)").fetchone()[
            0
        ]
        scan = Scan(database, clock.local().timestamp(), lambda now: tell(_told("reading", now)), stop, _processes())
        wanted = list(roots) if only else _all(database, roots)
        found = scan.run(wanted)
        if found.changed or left:
            shelve(database)
        if thumbnail is not None and not stop():
            tell(_told("covers", found))
            if make_covers(database, folder, thumbnail, stop, tidy=found.changed):
                found.changed = True
        told = _told("cancelled" if stop() else "done", found)
        counts = dict(database.execute(store.COUNTS).fetchall())
        database.execute("pragma wal_checkpoint(truncate)")
    finally:
        database.close()
    took_s = round(clock.now() - began, 4)
    return dataclasses.replace(told, tracks=counts.get(1, 0), absent=counts.get(0, 0), took_s=took_s)


def _told(stage: str, now: Progress) -> Told:
    share = now.done / now.total if now.total else 1.0
    fault = ""
    if stage == "done" and now.unreachable:
        fault = f"not there: {', '.join(now.unreachable)}"
    return Told(stage, round(share, 3), now.found, now.unreadable, now.changed, fault=fault)


def _all(database: sqlite3.Connection, roots: Sequence[Root]) -> list[Root]:
    """`roots` and what is known beside them; of those below a wider one, the wider one."""
    known = [Root(os.fsdecode(path), bool(drive)) for path, drive in database.execute("select path, drive from root")]
    given = {root.path for root in roots}
    return outermost([*roots, *(root for root in known if root.path not in given)])


def forget(folder: Path, path: str) -> int | None:
    """Take the music folder `path` out of the library in `folder`. How many tracks went; None: it was not in it."""
    with store.alone(folder):
        try:
            with contextlib.closing(store.open_to_write(folder)) as database:
                row = database.execute("select id from root where path = ?", (os.fsencode(path),)).fetchone()
                if row is None:
                    return None
                database.execute("begin immediate")
                database.execute("delete from fts where rowid in (select id from track where root = ?)", row)
                count = database.execute("delete from track where root = ?", row).rowcount
                for table in ("folder", "playlist"):
                    database.execute(f"delete from {table} where root = ?", row)  # noqa: S608  the names are ours
                database.execute("delete from root where id = ?", row)
                database.execute("commit")
                shelve(database)
                database.execute("pragma wal_checkpoint(truncate)")  # a head unit that runs watches the file itself
                return count
        except sqlite3.Error as error:
            raise HeadunitError(f"the library in {folder} cannot be written: {error}") from error


def _processes() -> int:
    return min(_READERS, os.cpu_count() or 1)


def be_worker(parent: int, memory: int = _MEMORY) -> threading.Event:
    """Turn this process into a worker: it yields to all others, is bounded, ends with `parent` (0: nobody).

    Returns what SIGTERM and SIGINT set: the scan then ends and keeps what it has.
    """
    ending = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ending.set())
    if parent:
        from headunit.kernel.process_end import die_with_parent  # noqa: PLC0415

        die_with_parent()
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        os.nice(_LOWEST_PRIORITY)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    return ending
