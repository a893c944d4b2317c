"""Music of tones that can be told apart by ear, made by FFmpeg; kept between runs."""

import array
import functools
import math
import subprocess
import wave
from pathlib import Path

RATE = 44100
FORMATS = ("mp3", "flac", "ogg", "opus", "m4a", "wav")
_FOLDER = Path(__file__).resolve().parents[2] / ".cache" / "test-tones-1"


def tone(kind: str, hz: int, seconds: float = 2.0, level: float = 0.25) -> str:
    """A file: URI of one tone, the same left and right."""
    return _made(f"tone-{hz}-{seconds}-{level}", kind, lambda _: hz, seconds, level)


def steps(kind: str, seconds: int = 40) -> str:
    """Its pitch tells the second: 400 Hz in the first, 20 Hz more in each further one."""
    return _made(f"steps-{seconds}", kind, lambda second: 400 + 20 * second, seconds, 0.25)


@functools.cache
def _made(name: str, kind: str, hz, seconds: float, level: float) -> str:
    _FOLDER.mkdir(parents=True, exist_ok=True)
    file = _FOLDER / f"{name}.{kind}"
    if not file.exists():
        samples, phase = array.array("h"), 0.0
        for at in range(int(seconds * RATE)):
            phase += 2 * math.pi * hz(at // RATE) / RATE
            value = round(32767 * level * math.sin(phase))
            samples.extend((value, value))
        fresh = _FOLDER / f".{name}-{id(samples)}.wav"
        with wave.open(str(fresh), "wb") as out:
            out.setnchannels(2)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes(samples.tobytes())
        if kind != "wav":
            coded = fresh.with_suffix(f".{kind}")
            line = ["ffmpeg", "-loglevel", "error", "-nostdin", "-y", "-i", str(fresh), "-b:a", "128k", str(coded)]
            subprocess.run(line, check=True)
            fresh.unlink()
            fresh = coded
        fresh.rename(file)
    return file.as_uri()
