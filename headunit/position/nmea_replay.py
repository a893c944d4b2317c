"""A recorded NMEA log instead of a receiver, at the pace of its own UTC. Same interface as the links to real ones."""

import math
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import override

from headunit.kernel.clock import Clock
from headunit.kernel.errors import HeadunitError, UsageError
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import Link, LinkState
from headunit.position.nmea import NmeaAssembler
from headunit.position.reporter import SILENCE_S, LinkReporter
from headunit.position.state import Fix

#: A longer hole in the log (s) is one in the recording, not a tunnel: receivers go on talking without a fix.
MAX_GAP_S = 60.0
#: So many steps back in a row, and the log is taken to go on from the earlier time (two drives in one file).
BACK_STEPS = 3
#: A file without a sentence in its first bytes is no NMEA log.
PEEK_BYTES = 4_000_000
#: Longer lines are read in pieces: a sentence is far shorter.
MAX_LINE = 4096
#: Longest sleep of the real-time thread (s): how soon `stop` is noticed.
NAP_S = 0.1


class Pacer:
    """Turns the UTC of each fix into seconds since the first: never back, never a hole of more than MAX_GAP_S."""

    def __init__(self) -> None:
        self._due_s = 0.0
        self._usual_s = 1.0  # the last ordinary step
        self._mark: tuple[float, float] | None = None  # a UTC and when it was due
        self._back = 0

    def due_s(self, fix: Fix) -> float:
        """When to hand out `fix`. Without a UTC: together with the one before."""
        if fix.utc is None:
            return self._due_s
        utc_s = fix.utc.timestamp()
        if self._mark is None:
            self._mark = (utc_s, self._due_s)
            return self._due_s
        step_s = utc_s - self._mark[0]
        # A single wrong time stamp must not shift all that follows: the mark stays where it is.
        self._back = self._back + 1 if step_s < 0 else 0
        if 0 <= step_s <= MAX_GAP_S:
            due_s = max(self._due_s, self._mark[1] + step_s)
            if step_s > 0:
                self._usual_s = step_s
        else:
            due_s = self._due_s + self._usual_s
        if step_s >= 0 or self._back >= BACK_STEPS:
            self._mark, self._back = (utc_s, due_s), 0
        self._due_s = due_s
        return due_s


class NmeaReplay(Link):
    """Replays `path`. In real time `start` runs a thread; in virtual time call `pump` after each step of the clock.

    `speedup`: log seconds per second of `clock`, > 0. Raises HeadunitError for a file that is missing, unreadable or
    without any NMEA sentence, and UsageError for a speedup that is not positive.
    """

    def __init__(self, path: Path, clock: Clock, inbox: Inbox, speedup: float = 1.0, name: str = "gps") -> None:
        if not (math.isfinite(speedup) and speedup > 0):
            raise UsageError(f"speedup is a number above 0, not {speedup}")
        self.name = name
        self._path, self._clock, self._speedup = path, clock, speedup
        self._reporter = LinkReporter(name, clock, inbox)
        self._assembler = NmeaAssembler()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._began: float | None = None
        self._heard = clock.now()
        self._next: tuple[float, Fix] | None = None
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise HeadunitError(f"{path}: {error.strerror}") from error
        self._steps = self._read()
        self._advance()
        if self._next is None:
            raise HeadunitError(f"{path}: no NMEA sentence with a position and a valid checksum")

    @property
    def finished(self) -> bool:
        """Whether the last fix of the log was handed out."""
        return self._next is None

    @property
    def next_at(self) -> float | None:
        """Clock.now() at which the next fix is due; None before the first `pump` and after the last fix."""
        if self._next is None or self._began is None:
            return None
        return self._began + self._next[0] / self._speedup

    @override
    def start(self) -> None:
        if self._thread is None and not self._file.closed:
            self._reporter.say(LinkState.CONNECTING, self._path.name)
            self._thread = threading.Thread(target=self._run, name=f"replay {self.name}", daemon=True)
            self._thread.start()

    @override
    def stop(self) -> None:
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(0.9)
            self._thread = None
        self._file.close()
        self._next = None
        self._reporter.say(LinkState.OFF)

    def pump(self) -> None:
        """Hand out every fix that is due by now. The log begins with the first call."""
        now = self._clock.now()
        if self._began is None:
            self._began = self._heard = now
        while self._next is not None and self._began + self._next[0] / self._speedup <= now:
            self._reporter.say(LinkState.ONLINE, self._path.name)
            self._reporter.fix(self._next[1])
            self._heard = now
            self._advance()
        self._reporter.count("rejected", self._assembler.rejected - self._reporter.counters["rejected"])
        if self._reporter.state is LinkState.ONLINE and now - self._heard > SILENCE_S:
            self._reporter.say(LinkState.SILENT, f"{self._path.name}: {'the end' if self.finished else 'no sentence'}")

    def _advance(self) -> None:
        try:
            self._next = next(self._steps, None)
        except OSError:  # the stick was pulled
            self._next = None
        if self._next is None:
            self._file.close()

    def _read(self) -> Iterator[tuple[float, Fix]]:
        pacer, peeked = Pacer(), 0
        while line := self._file.readline(MAX_LINE):
            peeked += len(line)
            if (fix := self._assembler.feed(line)) is not None:
                yield pacer.due_s(fix), fix
            elif self._assembler.sentences == 0 and peeked > PEEK_BYTES:
                return
        if (fix := self._assembler.flush()) is not None:
            yield pacer.due_s(fix), fix

    def _run(self) -> None:
        while not self._stopping.is_set():
            self.pump()
            due = self.next_at
            wait_s = NAP_S if due is None else due - self._clock.now()
            self._stopping.wait(min(NAP_S, max(0.0, wait_s)))
