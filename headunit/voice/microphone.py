"""What a microphone delivers, and whether somebody speaks into it. Pure: opens no device, knows no words.

Speech is told from the road by its own band: a car rumbles below 300 Hz, a voice has its vowels above. The floor is
what that band holds while nobody speaks, so the same rule serves a parked car and a motorway.
"""

from dataclasses import dataclass, field
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

#: Samples a second: signed 16 bit, one channel, little-endian.
RATE_HZ: Final = 16_000
BYTES_PER_SAMPLE: Final = 2
#: A frame is what one decision is made of (samples): 20 ms.
FRAME: Final = RATE_HZ // 50
FRAME_S: Final = FRAME / RATE_HZ

type Samples = npt.NDArray[np.int16]
type _Band = npt.NDArray[np.float64]

#: Where voices are and the road is not (Hz).
_BAND_HZ: Final = (400.0, 4000.0)
#: Above the floor by so much is speech, and below it by so much is none (dB): what lies between goes on as it was.
_RISE_DB, _FALL_DB = 5.0, 3.0
#: So many of the last frames make a beginning: a click has fewer.
_BEGIN, _OF = 3, 7
#: The floor is the median of the last second and a half of frames that were no speech; where the road itself has grown
#: louder, no frame of two seconds was below what is then the floor: nobody speaks without a breath.
_FLOOR_FRAMES, _BREATH_FRAMES = 75, 100
#: The quietest of many frames is below their mean by so much (dB).
_BELOW_MEAN_DB: Final = 4.0
#: Quieter than any room: keeps a muted microphone from hearing speech in its own rounding (dB of full scale).
_QUIETEST_DB: Final = -75.0
#: The level that is shown runs over so many dB below full scale.
_SHOWN_DB: Final = 60.0


class Microphone(Protocol):
    """Somebody who hears. One thread."""

    def open(self) -> None:
        """Begin. Raises OSError, in one line, where there is no microphone."""
        ...

    def read(self, wait_s: float) -> bytes:
        """What came since, whole samples; b"" after `wait_s` seconds without. Raises OSError when it is over."""
        ...

    def close(self) -> None:
        """Hear no more. May be called twice."""
        ...


def level_of(samples: Samples) -> float:
    """How loud, 0 (silence) to 1 (full scale), in equal steps for the ear."""
    if not samples.size:
        return 0.0
    return min(1.0, max(0.0, 1.0 + _db(float(np.mean(np.square(samples / 32768.0)))) / _SHOWN_DB))


def _db(power: float) -> float:
    return 10.0 * float(np.log10(max(power, 1e-12)))


@dataclass(slots=True)
class Speaking:
    """Whether somebody speaks, frame by frame. `frames`: so many were heard.

    `began`, `last`: numbers of the first frame and of the last one that were speech, None before.
    """

    frames: int = 0
    began: int | None = None
    last: int | None = None
    _recent: list[bool] = field(default_factory=list)
    _floor: list[float] = field(default_factory=list)
    _all: list[float] = field(default_factory=list)
    _loud: bool = False

    def hear(self, frame: Samples) -> bool:
        """Take the next FRAME samples. True while they are speech."""
        now_db = _band_db(frame)
        floor_db = self.floor_db
        rise = now_db - floor_db
        self._loud = rise > (_FALL_DB if self._loud else _RISE_DB) and now_db > _QUIETEST_DB
        self._recent = [*self._recent[1 - _OF :], self._loud]
        self._all = [*self._all[1 - _BREATH_FRAMES :], now_db]
        if not self._loud or not self._floor or self.began is None:
            self._floor = [*self._floor[1 - _FLOOR_FRAMES :], now_db if self._floor else max(now_db, _QUIETEST_DB)]
        if self.began is None and sum(self._recent) >= _BEGIN:
            self.began = self.frames - len(self._recent) + 1 + self._recent.index(True)
        if self.began is not None and self._loud:
            self.last = self.frames
        self.frames += 1
        return self.began is not None and self._loud

    @property
    def floor_db(self) -> float:
        """What the band holds while nobody speaks (dB of full scale)."""
        if not self._floor:
            return 0.0
        quiet_db = sorted(self._floor)[len(self._floor) // 2]
        if len(self._all) < _BREATH_FRAMES:
            return quiet_db
        return max(quiet_db, min(self._all) + _BELOW_MEAN_DB)

    @property
    def silent_s(self) -> float:
        """How long nobody has spoken, after somebody did; 0 before."""
        return 0.0 if self.last is None else (self.frames - 1 - self.last) * FRAME_S


_WINDOW: Final[_Band] = np.hanning(FRAME)
_HZ: Final[_Band] = np.fft.rfftfreq(FRAME, 1 / RATE_HZ)
_IN_BAND: Final = (_BAND_HZ[0] <= _HZ) & (_BAND_HZ[1] >= _HZ)


def _band_db(frame: Samples) -> float:
    spectrum = np.fft.rfft(frame / 32768.0 * _WINDOW)[_IN_BAND]
    return _db(float(np.mean(np.square(np.abs(spectrum)))) / FRAME)
