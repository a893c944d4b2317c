"""A player that makes no sound and keeps time by the house's clock: for --headless, snapshots, and where no engine is.

The same calls give the same events at the same virtual moments. `tick` it.
"""

import math
from collections.abc import Callable
from typing import override

from headunit.kernel.clock import Clock
from headunit.music.ports import Heard, Player


class SilentPlayer(Player):
    """`length`: of a uri, in seconds; None where it is unknown or endless, and then it never ends."""

    def __init__(self, tell: Callable[[Heard], None], clock: Clock, length: Callable[[str], float | None]) -> None:
        self._tell, self._clock, self._length = tell, clock, length
        self._now: tuple[int, str] | None = None
        self._next: tuple[int, str] | None = None
        self._position_s = self._at = 0.0
        self._paused, self._speed = False, 1.0

    @override
    def load(self, token: int, uri: str, *, start_s: float = 0.0, gain_db: float = 0.0, paused: bool = False) -> None:
        self._paused, self._next = paused, None
        self._begin((token, uri), start_s)

    def _begin(self, what: tuple[int, str], start_s: float) -> None:
        self._now, self._position_s, self._at = what, start_s, self._clock.now()
        if (length_s := self._length(what[1])) is not None:
            self._tell(Heard(what[0], "duration", length_s))
        self._tell(Heard(what[0], "paused" if self._paused else "playing"))
        self._tell(Heard(what[0], "position", start_s))

    @override
    def prepare(self, token: int, uri: str, *, gain_db: float = 0.0) -> None:
        self._next = (token, uri) if uri else None

    @override
    def pause(self, paused: bool) -> None:
        self._run_on()
        self._paused = paused
        if self._now is not None:
            self._tell(Heard(self._now[0], "paused" if paused else "playing"))

    @override
    def seek(self, position_s: float) -> None:
        if self._now is not None:
            self._position_s, self._at = position_s, self._clock.now()
            self._tell(Heard(self._now[0], "position", position_s))

    @override
    def stop(self) -> None:
        self._now = self._next = None

    def _run_on(self) -> None:
        now = self._clock.now()
        if self._now is not None and not self._paused:
            self._position_s += (now - self._at) * self._speed
        self._at = now

    def tick(self) -> None:
        """Ten times a second."""
        self._run_on()
        while self._now is not None and not self._paused:
            length_s = self._length(self._now[1])
            over_s = self._position_s - (math.inf if length_s is None else max(0.1, length_s))
            if over_s < 0:
                self._tell(Heard(self._now[0], "position", self._position_s))
                return
            ended, self._now = self._now, None
            if self._next is None:
                self._tell(Heard(ended[0], "ended"))
                return
            following, self._next = self._next, None
            self._begin(following, over_s)

    @override
    def fade(self, volume_db: float, seconds: float) -> None:
        """Silence has no volume."""

    @override
    def speed(self, factor: float) -> None:
        self._run_on()
        self._speed = factor

    @override
    def equalise(self, bands_db: tuple[float, ...]) -> None:
        """Nor a sound."""

    @override
    def balance(self, left_right: float, front_rear: float) -> None:
        """Nor a place."""

    @override
    def close(self) -> None:
        self._now = self._next = None
