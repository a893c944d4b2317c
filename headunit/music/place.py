"""Where one is in a track: told by the engine some times a second, and running on by the clock between."""

from headunit.kernel.clock import Clock


class Place:
    """`position_s` was so at the moment `at`. `duration_s`: None unknown or endless. `speed`: of what plays."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.position_s, self.at = 0.0, clock.now()
        self.duration_s: float | None = None
        self.speed = 1.0

    def put(self, position_s: float) -> None:
        """It is here now."""
        self.position_s, self.at = position_s, self._clock.now()

    def now_s(self, *, playing: bool) -> float:
        """Where it is by now."""
        if not playing:
            return self.position_s
        position_s = self.position_s + (self._clock.now() - self.at) * self.speed
        return position_s if self.duration_s is None else min(position_s, max(self.duration_s, self.position_s))
