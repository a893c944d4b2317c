"""Who speaks in bench area `voice`, and in what car: synthetic voices, and a road made of noise.

Half of the voices are for tuning thresholds, the other half for the figures; no voice is in both, and each half has as
many of eSpeak NG, which makes speech of tones, as of flite, which cuts it from recordings.
"""

import subprocess
import tempfile
import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from headunit.kernel.errors import HeadunitError
from headunit.voice.microphone import RATE_HZ, Samples

type Sound = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Speaker:
    """`program`: "espeak-ng" (apt) or "flite" (apt). `speed`: words a minute, or percent of the voice's own."""

    program: str
    voice: str
    speed: int


TUNING: Final = (
    Speaker("espeak-ng", "en-us+m1", 150),
    Speaker("espeak-ng", "en-us+f1", 140),
    Speaker("espeak-ng", "en-gb+f2", 165),
    Speaker("espeak-ng", "en-gb-x-rp+m4", 155),
    Speaker("flite", "rms", 100),
    Speaker("flite", "rms", 115),
    Speaker("flite", "kal16", 105),
    Speaker("flite", "kal16", 90),
)
FIGURES: Final = (
    Speaker("espeak-ng", "en-us+m6", 160),
    Speaker("espeak-ng", "en-us+f3", 150),
    Speaker("espeak-ng", "en-gb+m2", 160),
    Speaker("espeak-ng", "en-gb-x-rp+f5", 150),
    Speaker("flite", "slt", 100),
    Speaker("flite", "slt", 115),
    Speaker("flite", "awb", 95),
    Speaker("flite", "awb", 110),
)
#: RMS of speech at the microphone, of full scale; each sentence is up to 4 dB louder or 8 dB softer.
_SPEECH: Final = 0.1
_SOFTER_DB, _LOUDER_DB = -8.0, 4.0
#: Nobody speaks before and after (s).
BEFORE_S, AFTER_S = 0.6, 1.2
_WAV_HEADER: Final = 44
#: A microphone hears nothing below.
_LOWEST_HZ: Final = 20


def spoken(speaker: Speaker, text: str) -> Sound:
    """A sentence, -1..1 at RATE_HZ, without silence at its ends. Raises HeadunitError where a program is missing."""
    try:
        sound, hz = _espeak(speaker, text) if speaker.program == "espeak-ng" else _flite(speaker, text)
    except (OSError, subprocess.CalledProcessError) as error:
        raise HeadunitError(f"bench voice is spoken to by {speaker.program}: apt-get install {speaker.program}") from (
            error
        )
    sound = _resampled(sound, hz)
    loud = np.flatnonzero(np.abs(sound) > 0.01 * np.abs(sound).max())
    return sound[loud[0] : loud[-1] + 1]


def _espeak(speaker: Speaker, text: str) -> tuple[Sound, int]:
    line = ["espeak-ng", "-v", speaker.voice, "-s", str(speaker.speed), "-b", "1", "--stdout", "--stdin"]
    wav = subprocess.run(line, input=text.encode(), capture_output=True, check=True).stdout  # noqa: S603
    samples = wav[_WAV_HEADER : len(wav) - len(wav) % 2]
    return np.frombuffer(samples, "<i2") / 32768, int.from_bytes(wav[24:28], "little")


def _flite(speaker: Speaker, text: str) -> tuple[Sound, int]:
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder, "said.wav"))
        line = ["flite", "-voice", speaker.voice, "--setf", f"duration_stretch={100 / speaker.speed:.3f}"]
        subprocess.run([*line, "-t", text, "-o", file], capture_output=True, check=True)  # noqa: S603
        with wave.open(file) as content:
            return np.frombuffer(content.readframes(content.getnframes()), "<i2") / 32768, content.getframerate()


def _resampled(sound: Sound, hz: int) -> Sound:
    count = round(len(sound) * RATE_HZ / hz)
    spectrum = np.fft.rfft(sound)
    kept = np.zeros(count // 2 + 1, complex)
    size = min(len(kept), len(spectrum))
    kept[:size] = spectrum[:size]
    return np.fft.irfft(kept, count) * (count / len(sound))


def road(count: int, random: np.random.Generator) -> Sound:
    """The inside of a car, RMS 1: brown noise of engine and body, gusts of wind, a hiss of tyres around 700 Hz."""
    gusts = np.interp(
        np.arange(count), np.linspace(0, count, 2 + count // 4000), random.normal(1, 0.4, 2 + count // 4000)
    )
    body = _shaped(count, random, lambda hz: (hz > _LOWEST_HZ) / hz)
    wind = _shaped(count, random, lambda hz: 1 / np.sqrt(1 + (hz / 300) ** 2)) * np.clip(gusts, 0.2, 2.0)
    tyres = _shaped(count, random, lambda hz: np.exp(-2 * np.log2(hz / 700) ** 2))
    noise = body + 0.35 * wind + 0.18 * tyres
    return noise / noise.std()


def _shaped(count: int, random: np.random.Generator, shape: Callable[[Sound], Sound]) -> Sound:
    spectrum = np.fft.rfft(random.standard_normal(count))
    sound = np.fft.irfft(spectrum * shape(np.maximum(np.fft.rfftfreq(count, 1 / RATE_HZ), 1.0)), count)
    return sound / sound.std()


def in_car(sound: Sound, snr_db: float, random: np.random.Generator) -> Samples:
    """What a microphone hears of it: the road around it, `snr_db` below the RMS of where somebody speaks."""
    power = np.sqrt(np.convolve(sound**2, np.ones(RATE_HZ // 50) / (RATE_HZ // 50), "same"))
    voiced = sound[power > 0.1 * power.max()]
    level = _SPEECH / np.sqrt(np.mean(voiced**2))
    whole = np.concatenate([np.zeros(int(BEFORE_S * RATE_HZ)), sound * level, np.zeros(int(AFTER_S * RATE_HZ))])
    whole += road(len(whole), random) * _SPEECH / 10 ** (snr_db / 20)
    whole *= 10 ** (random.uniform(_SOFTER_DB, _LOUDER_DB) / 20)
    samples: Samples = (np.clip(whole, -1, 1) * 32767).astype(np.int16)
    return samples
