"""How a message proves itself to the one who hears it: checksum, counter, and how many failures are too many. Pure.

A car's table names a `Checksum` where a message has only that, or a `Protection` where it has a counter too. Policy: a
frame that fails is refused and counted, and after BAD of WINDOW nothing of its message is believed (the idea of
AUTOSAR's E2E state machine, with numbers of ours).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol, runtime_checkable

from headunit.vehicle.car import Checksum
from headunit.vehicle.ports import DecodeError

#: So many bad ones among the last frames of a message: its signals are invalid until they have passed out of sight.
BAD: Final = 3
WINDOW: Final = 10
#: The greatest step of a counter that is no cause for doubt (AUTOSAR: MaxDeltaCounter); a quick bus and a slow reader.
MAX_STEP: Final = 2


def no_checksum(_identifier: int, _data: bytes) -> int:
    """For a message that has a counter alone."""
    return 0


@dataclass(frozen=True, slots=True)
class Protection(Checksum):
    """A checksum and a counter. `signal` is "" where there is a counter alone.

    `counter`: the field that the sender counts up with each frame. `counts`: how many values it takes, from 0; 0 stands
    for all that the field holds. `max_step`: the greatest step without a gap being counted.
    """

    counter: str = ""
    counts: int = 0
    max_step: int = MAX_STEP


def counted(counter: str, counts: int = 0) -> Protection:
    """The protection of a message that has a counter and no checksum."""
    return Protection("", no_checksum, counter, counts)


class TruncatedError(DecodeError):
    """The frame is shorter than its message."""


class ChecksumError(DecodeError):
    """The frame's checksum is not that of its data."""


class RepeatedError(DecodeError):
    """The frame's counter stands still: a copy, a frozen sender, or two senders with one identifier."""


class DistrustError(DecodeError):
    """One bad frame too many. `cause`: what was wrong with it. `paths`: whose values are no longer believed."""

    def __init__(self, cause: DecodeError, paths: tuple[str, ...]) -> None:
        super().__init__(str(cause))
        self.cause = cause
        self.paths = paths


@runtime_checkable
class CountsGaps(Protocol):
    """A codec that knows how often a counter jumped."""

    @property
    def skipped(self) -> int:
        """Frames that were missing by their counters, since the start."""
        ...


class Trust:
    """The last WINDOW frames of one message: which of them were bad."""

    def __init__(self) -> None:
        self._bad = 0  # one bit a frame, the newest lowest

    def heard(self, *, good: bool) -> bool:
        """Take note of a frame. Whether the message is believed now."""
        self._bad = (self._bad << 1 | (not good)) & ((1 << WINDOW) - 1)
        return self._bad.bit_count() < BAD

    @property
    def perfect(self) -> bool:
        """Whether no frame in sight was bad: then a good one need not be noted."""
        return not self._bad


class SequenceCounter:
    """Follows the counter of one message. `read`: its value in a frame. `counts`: how many values it takes."""

    def __init__(self, name: str, read: Callable[[int, int], int], counts: int, max_step: int) -> None:
        self._name, self._read, self._counts, self._max_step = name, read, counts, max_step
        self._last: int | None = None
        self.skipped = 0

    def judge(self, little: int, big: int) -> None:
        """Raises RepeatedError where the counter stands still; where it jumps, the missing frames are counted."""
        now, last = self._read(little, big), self._last
        self._last = now
        if last is None:
            return
        step = (now - last) % self._counts
        if step == 0:
            raise RepeatedError(f"{self._name} stands still at {now}")
        if step > self._max_step:
            self.skipped += step - 1
