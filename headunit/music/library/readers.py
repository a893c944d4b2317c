"""Many files read one after another, or by two processes at once; none of them may hold up or end the rest.

Knows no database.
"""

import contextlib
import gc
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath
from types import FrameType
from typing import Final, NamedTuple

from headunit.kernel.process_end import die_with_parent
from headunit.music.library.mutagen_tags import UnreadableError, read_tags
from headunit.music.library.names import from_name
from headunit.music.library.record import Record
from headunit.music.library.scan import shown
from headunit.music.library.sorting import found_by

#: A file that keeps its reader busy for longer is unreadable (s): a disk that hangs, a loop in a parser.
LONGEST_S: Final = 10.0
#: Fewer files are read here: processes take their time to start.
_WORTH_PROCESSES: Final = 200
#: Files handed to a process at once, at most: each handing over costs a little.
_AT_ONCE: Final = 250


class Wanted(NamedTuple):
    """A file to read. `below`: how many folders it lies below its root."""

    path: str
    size: int
    below: int


class Reading(NamedTuple):
    """What was read: a plain thing, ten thousand of which go from process to process.

    `fault`: why it could not be; "" where it could. `columns`: of the table `track`, in the order of COLUMNS.
    `title_words`, `other_words`: by which it is found. `heard`: names that may have a sound.
    """

    fault: str
    columns: tuple[object, ...]
    title_words: str
    other_words: str
    heard: tuple[str, ...]


#: What a Reading's columns are.
COLUMNS: Final = (
    *("title", "artist", "artists", "album", "album_artist", "compilation", "disc", "number", "year", "genres"),
    *("duration_s", "gain_db", "album_gain_db", "digest"),
)


class _TooLongError(Exception):
    pass


def read(wanted: Wanted) -> Reading:
    """One file, with what its name tells where its tags do not."""
    fault, record = "it is empty", Record()
    if wanted.size:
        try:
            record, fault = _read_soon(wanted.path), ""
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
    several = record.artists
    columns = (
        *(record.title, several[0] if len(several) == 1 else ", ".join(several), "\n".join(several), record.album),
        *(record.album_artist, record.compilation, record.disc, record.number, record.year, "\n".join(record.genres)),
        *(record.duration_s, record.gain_db, record.album_gain_db, record.cover or None),
    )
    if fault:
        return Reading(fault, columns, "", "", ())
    others = dict.fromkeys((*several, record.album_artist, record.album, *record.genres))
    other = " ".join([found_by(name) for name in others if name])
    heard = tuple([name for name in (record.title, *several, record.album) if not name.isascii()])
    return Reading("", columns, found_by(record.title), other, heard)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise _TooLongError


_watch: list[bool] = []


@contextlib.contextmanager
def _watching() -> Iterator[None]:
    """Inside, no file may take longer than LONGEST_S: a signal wakes who reads. Only a main thread hears signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    _watch.append(True)
    try:
        yield
    finally:
        _watch.pop()
        signal.signal(signal.SIGALRM, before)


def _read_soon(path: str) -> Record:
    """Within LONGEST_S, inside `_watching`. Raises as read_tags does, and _TooLongError."""
    if not _watch:
        return read_tags(path)[0]
    signal.setitimer(signal.ITIMER_REAL, LONGEST_S)
    try:
        return read_tags(path)[0]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def read_all(wanted: Sequence[Wanted], processes: int, stop: Callable[[], bool]) -> Iterator[Reading]:
    """Each file, in order, until `stop` says so."""
    if processes < 2 or len(wanted) < _WORTH_PROCESSES:  # noqa: PLR2004
        with _watching():
            for one in wanted:
                if stop():
                    return
                yield read(one)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  most scans have nothing to read
    from multiprocessing import get_context  # noqa: PLC0415

    pool = ProcessPoolExecutor(processes, mp_context=get_context("fork"), initializer=_begin)
    try:
        for reading in pool.map(read, wanted, chunksize=min(_AT_ONCE, max(1, len(wanted) // (8 * processes)))):
            if stop():
                return
            yield reading
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


#: Objects between two looks for garbage in cycles: most of what tags are made of goes without.
_GARBAGE: Final = 50_000
#: What a reading process enters, it leaves with its end.
_FOR_EVER: Final = contextlib.ExitStack()


def _begin() -> None:
    # Ours to decide when they end; ^C in a terminal reaches them too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.freeze()  # what was made before the fork is never garbage
    gc.set_threshold(_GARBAGE)
    die_with_parent()
    _FOR_EVER.enter_context(_watching())
