"""Time, handed in. No other module asks the machine what time it is, so any run can be repeated."""

import datetime as dt
import time
from typing import Protocol, override


class Clock(Protocol):
    """Where a service gets its time from. All methods may be called from any thread."""

    def now(self) -> float:
        """Seconds that never step back; only differences mean anything."""
        ...

    def local(self) -> dt.datetime:
        """Date and time for the driver's eyes, with the time zone. May jump when the machine's clock is set."""
        ...


class SystemClock(Clock):
    """The machine's own time."""

    @override
    def now(self) -> float:
        return time.monotonic()

    @override
    def local(self) -> dt.datetime:
        return dt.datetime.now().astimezone()


class ManualClock(Clock):
    """Time that stands still until it is told to move: for tests, snapshots and headless runs."""

    #: 1 May 2026, 09:41 in Vaduz: where a run without a scenario begins.
    EPOCH = dt.datetime(2026, 5, 1, 9, 41, tzinfo=dt.timezone(dt.timedelta(hours=2)))

    def __init__(self, start: dt.datetime | None = None) -> None:
        self._start = start or self.EPOCH
        self._elapsed_s = 0.0

    def advance(self, seconds: float) -> None:
        """Move on by `seconds` (>= 0).

        Raises ValueError when asked to step back: `now` promises never to.
        """
        if seconds < 0:
            raise ValueError(f"time cannot step back by {-seconds} s")
        self._elapsed_s += seconds

    @override
    def now(self) -> float:
        return self._elapsed_s

    @override
    def local(self) -> dt.datetime:
        return self._start + dt.timedelta(seconds=self._elapsed_s)
