"""Louder with the noise of the road, in steps, and with hysteresis: no pumping at a constant speed. Pure."""

from typing import Final

#: One step more from each of these on (km/h): tyres and wind add some 6 dB between 60 and 120 km/h.
FROM_KMH: Final = (50.0, 75.0, 100.0, 125.0, 150.0)
#: A step is given back only so far below where it was taken (km/h).
BACK_KMH: Final = 8.0
DB_PER_STEP: Final = 1.5


class SpeedSteps:
    """`step`: of 0..5. An unknown speed changes nothing: a bus that falls silent must not change the loudness."""

    def __init__(self) -> None:
        self.step = 0

    def at(self, speed_kmh: float | None) -> bool:
        """The car goes so fast. True where the step has changed."""
        if speed_kmh is None:
            return False
        up = sum(speed_kmh >= limit for limit in FROM_KMH)
        down = sum(speed_kmh >= limit - BACK_KMH for limit in FROM_KMH)
        step = max(up, min(self.step, down))
        changed, self.step = step != self.step, step
        return changed
