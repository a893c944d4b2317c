"""Many files read one after another, or by two processes at once; none of them may hold up or end the rest.

Knows no database.
"""

import contextlib
import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from types import FrameType
from typing import Final

from headunit.kernel.process_end import die_with_parent
from headunit.music.library.mutagen_tags import UnreadableError, read_tags
from headunit.music.library.names import from_name
from headunit.music.library.record import Record
from headunit.music.library.sorting import found_by, heard_as, sort_key

#: A file that keeps its reader busy for longer is unreadable (s): a disk that hangs, a loop in a parser.
LONGEST_S: Final = 10.0
#: Fewer files are read here: processes take their time to start.
_WORTH_PROCESSES: Final = 200
_AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to read. `root`, `folder`: rows of the database. `below`: how many folders it lies below its root."""

    path: str
    mtime_ns: int
    size: int
    root: int
    folder: int
    below: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. `fault`: why it could not be; "" where it could. `sort`: by which it is listed. `words`: by which
    it is found: title, all else, sound."""

    wanted: Wanted
    record: Record
    fault: str = ""
    sort: str = ""
    words: tuple[str, str, str] = ("", "", "")


class _TooLongError(Exception):
    pass


def read(wanted: Wanted) -> Reading:
    """One file, with what its name tells where its tags do not."""
    fault, record = "it is empty", Record()
    if wanted.size:
        try:
            with _bounded():
                record, _ = read_tags(wanted.path)
            fault = ""
        except UnreadableError as error:
            fault = str(error)
        except OSError as error:
            fault = error.strerror or str(error)
        except MemoryError:
            fault = "it claims to be larger than the memory"
        except _TooLongError:
            fault = f"reading it took more than {LONGEST_S:.0f} s"
    if not (record.title and record.artists):
        record = record.with_missing(from_name(PurePath(shown(wanted.path)), wanted.below))
    sort = sort_key(record.title)
    if fault:
        return Reading(wanted, record, fault, sort)
    others = dict.fromkeys((*record.artists, record.album_artist, record.album, *record.genres))
    other = " ".join(found_by(name) for name in others if name)
    sound = " ".join(filter(None, (heard_as(name) for name in (record.title, *record.artists, record.album))))
    return Reading(wanted, record, "", sort, (found_by(record.title), other, sound))


def shown(path: str) -> str:
    """A path for people: bytes that are no UTF-8 as some sign."""
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "replace")


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise _TooLongError


@contextlib.contextmanager
def _bounded() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # only a main thread can be woken by a signal; the worker reads on its own
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, LONGEST_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def read_all(wanted: Sequence[Wanted], processes: int, stop: Callable[[], bool]) -> Iterator[Reading]:
    """Each file, in order, until `stop` says so."""
    if processes < 2 or len(wanted) < _WORTH_PROCESSES:  # noqa: PLR2004
        for one in wanted:
            if stop():
                return
            yield read(one)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  most scans have nothing to read
    from multiprocessing import get_context  # noqa: PLC0415

    pool = ProcessPoolExecutor(processes, mp_context=get_context("fork"), initializer=_begin)
    try:
        for reading in pool.map(read, wanted, chunksize=_AT_ONCE):
            if stop():
                return
            yield reading
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    # Ours to decide when they end; ^C in a terminal reaches them too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.freeze()  # what was made before the fork is never garbage
    die_with_parent()
