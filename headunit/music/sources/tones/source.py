"""Tones as WAV files, made when they are first asked for. Knows no loudspeaker."""

import wave
from collections.abc import Callable
from pathlib import Path
from typing import Final, override

import numpy as np
import numpy.typing as npt

from headunit.kernel.errors import HeadunitError
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.music.ports import Source
from headunit.music.state import Item, Track

_RATE_HZ: Final = 44_100
_LASTS_S: Final = 20.0
#: Ends without a click (s); -12 dB of full scale: a sine is loud.
_EDGE_S: Final = 0.05
_LEVEL: Final = 0.25

type _Samples = npt.NDArray[np.float64]
_TIME_S: Final = np.arange(int(_RATE_HZ * _LASTS_S)) / _RATE_HZ


def _sine() -> _Samples:
    return np.sin(2 * np.pi * 1000 * _TIME_S)


def _sweep() -> _Samples:
    """20 Hz to 20 kHz, as long in each octave (A. Farina, AES 108, 2000: the exponential sweep)."""
    rate = np.log(20_000 / 20)
    return np.asarray(np.sin(2 * np.pi * 20 * _LASTS_S / rate * (np.exp(_TIME_S / _LASTS_S * rate) - 1)))


def _pink() -> _Samples:
    """Equal power in each octave: white noise divided by the root of its frequency. The same in every run."""
    white = np.fft.rfft(np.random.default_rng(1).standard_normal(len(_TIME_S)))
    frequency = np.maximum(np.fft.rfftfreq(len(_TIME_S), 1 / _RATE_HZ), 10.0)
    noise = np.fft.irfft(white / np.sqrt(frequency), len(_TIME_S))
    return np.asarray(noise / np.abs(noise).max())


#: Title, what sounds, and how much of it left and right.
_TONES: Final[dict[str, tuple[str, Callable[[], _Samples], float, float]]] = {
    "left": (QT_TRANSLATE_NOOP("music", "Left"), _sine, 1, 0),
    "right": (QT_TRANSLATE_NOOP("music", "Right"), _sine, 0, 1),
    "both": (QT_TRANSLATE_NOOP("music", "Both sides"), _sine, 1, 1),
    "pink": (QT_TRANSLATE_NOOP("music", "Pink noise"), _pink, 1, 1),
    "sweep": (QT_TRANSLATE_NOOP("music", "20 Hz to 20 kHz"), _sweep, 1, 1),
}


class ToneSource(Source):
    """`folder`: where the files may lie."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @override
    def top(self) -> list[Item]:
        tracks = {key: self._track(key) for key in _TONES}
        return [Item(key, track.title, track=track, count=1, playable=True) for key, track in tracks.items()]

    @override
    def open(self, key: str) -> list[Item]:
        return [item for item in self.top() if item.key == key]

    @override
    def search(self, text: str) -> list[Item]:
        return [item for item in self.top() if text.casefold() in item.title.casefold()]

    @override
    def tracks(self, key: str) -> list[Track]:
        return [item.track for item in self.open(key) if item.track is not None]

    def _track(self, key: str) -> Track:
        title, make, left, right = _TONES[key]
        file = self._folder / f"{key}.wav"
        if not file.exists():
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                _write(file, make(), left, right)
            except OSError as error:
                raise HeadunitError(f"{file} cannot be written: {error.strerror}") from error
        return Track(file.absolute().as_uri(), title, duration_s=_LASTS_S)


def _write(file: Path, samples: _Samples, left: float, right: float) -> None:
    edge = np.minimum(1.0, np.minimum(_TIME_S, _LASTS_S - _TIME_S) / _EDGE_S)
    both = np.outer(samples * edge * _LEVEL, (left, right))
    part = file.with_suffix(".part")
    with wave.open(str(part), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(_RATE_HZ)
        out.writeframes((both * 32767).astype("<i2").tobytes())
    part.replace(file)
