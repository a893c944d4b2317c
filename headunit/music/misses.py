"""What could not be played: passed over, given up, or asked for again by itself. Knows no engine and no queue."""

from typing import Final

from headunit.kernel.clock import Clock
from headunit.music.state import Skipped, Track

#: After so many in a row that cannot be played, the drive is gone, not the track.
MOST_SKIPS: Final = 12
#: A stream that failed is tried again after (s), doubling.
RETRY_FIRST_S, RETRY_MAX_S = 1.0, 15.0
#: What could not be played is told so long (s).
FAULT_S: Final = 12.0


class Misses:
    """`fault`: one line for the screen. `bad`: entries of the queue that were tried in vain. `skipped`: the last one
    that was passed over. `retry_at`: when a lost stream is asked for again; None where none is."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.fault, self._fault_at = "", 0.0
        self.bad: set[int] = set()
        self.skipped: Skipped | None = None
        self.retry_at: float | None = None
        self._retry_s = RETRY_FIRST_S
        self._skips = 0
        self._fell: tuple[int, float] | None = None  # entry and position at the first of several failures

    @property
    def hopeless(self) -> bool:
        """Whether so many failed in a row that the next one will too."""
        return self._skips > MOST_SKIPS

    @property
    def patient(self) -> bool:
        """Whether a stream is worth being waited for."""
        return self._skips < MOST_SKIPS // 2

    def blame(self, text: str) -> None:
        """Say so for a while."""
        self.fault, self._fault_at = text, self._clock.now()

    def fades(self) -> bool:
        """Whether the fault has been said long enough; then it is gone."""
        if not self.fault or self._clock.now() - self._fault_at <= FAULT_S:
            return False
        self.fault = ""
        return True

    def begin(self) -> None:
        """Another queue: nothing of it has failed."""
        self.bad.clear()
        self._fell, self._skips, self.fault = None, 0, ""

    def sounded(self) -> None:
        """Something is heard."""
        self._skips, self._fell, self.retry_at, self._retry_s = 0, None, None, RETRY_FIRST_S

    def fail(self, entry: int, position_s: float) -> None:
        """The present one, which was there, cannot be played."""
        self.bad.add(entry)
        if self._fell is None:
            self._fell = (entry, position_s)
        self._skips += 1

    def tell(self, track: Track, why: str, *, gave_up: bool = False) -> None:
        """It was passed over."""
        number = 1 if self.skipped is None else self.skipped.number + 1
        self.skipped = Skipped(number, track.title, why, max(1, self._skips), gave_up)

    def stall(self) -> None:
        """A stream is lost: when it is asked for again."""
        self._skips += 1
        self.retry_at = self._clock.now() + self._retry_s
        self._retry_s = min(RETRY_MAX_S, self._retry_s * 2)

    def ask_now(self) -> None:
        """It may be there again: do not wait longer."""
        self.retry_at = self._clock.now()

    @property
    def due(self) -> bool:
        """Whether a lost stream is to be asked for again."""
        return self.retry_at is not None and self._clock.now() >= self.retry_at

    def give_up(self) -> tuple[int, float]:
        """Entry and position where that began."""
        fell, self._fell, self._skips = self._fell or (0, 0.0), None, 0
        self.bad.clear()
        return fell
