"""A house and a world in one thread under one clock: same input, same result, as fast as it goes."""

import time
from collections.abc import Callable

from headunit.app import House
from headunit.kernel.clock import ManualClock

#: The world moves in steps of this (s); the house looks every so many of them: ten times a second.
STEP_S = 0.02
LOOK = 5


class Lockstep:
    """`step` moves the world by so many seconds and lets its links be heard."""

    def __init__(self, house: House, clock: ManualClock, step: Callable[[float], None]) -> None:
        self._house, self._clock, self._step = house, clock, step
        self._count = 0

    def run(self, seconds: float, until: Callable[[], bool] = lambda: False, pace: float = 0.0) -> None:
        """Go on for `seconds` of virtual time, or until `until` says so.

        `pace`: so many virtual seconds in a real one at most; 0 is no limit.
        """
        began, wall = self._clock.now(), time.monotonic()
        last = self._count + seconds / STEP_S
        while self._count + 0.5 < last and not until():
            self._count += 1
            self._clock.advance(STEP_S)
            self._step(STEP_S)
            if self._count % LOOK == 0:
                self._house.tick()
                if pace:
                    time.sleep(max(0.0, (self._clock.now() - began) / pace - (time.monotonic() - wall)))
        self._house.tick()
