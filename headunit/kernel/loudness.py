"""From the driver's steps to decibels, and levels that fade. Knows no sample: see samples.py."""

import math
from typing import Final

#: Nothing is heard below this (dB).
SILENCE_DB: Final = -60.0
#: A step of 0..100 is an amplitude to the third power, as PulseAudio's own sliders have it (pulse/volume.h).
_CUBIC: Final = 60.0


def step_db(volume: int) -> float:
    """What a volume of 0..100 means (dB relative to full): 100 is 0, 50 is -18, 0 is silence."""
    return SILENCE_DB if volume <= 0 else max(SILENCE_DB, _CUBIC * math.log10(min(100, volume) / 100))


def amplitude(level_db: float) -> float:
    """The factor on samples; nothing at all from SILENCE_DB down."""
    return 0.0 if level_db <= SILENCE_DB else 10 ** (level_db / 20)


class Fade:
    """A level on its way to another, evenly in dB. Moves with the samples that it is laid on, not with a clock."""

    def __init__(self, level_db: float = 0.0) -> None:
        self.level_db = self._goal_db = level_db
        self._left_s = 0.0

    def to(self, level_db: float, seconds: float) -> None:
        """Be there after `seconds` of sound."""
        self._goal_db, self._left_s = max(SILENCE_DB, level_db), seconds
        if seconds <= 0:
            self.level_db = self._goal_db

    def step(self, seconds: float) -> tuple[float, float]:
        """Go on by so much sound: the factors at its begin and end."""
        begin_db = self.level_db
        if self._left_s <= seconds:
            self.level_db = self._goal_db
        else:
            self.level_db += (self._goal_db - self.level_db) * seconds / self._left_s
        self._left_s = max(0.0, self._left_s - seconds)
        return amplitude(begin_db), amplitude(self.level_db)
