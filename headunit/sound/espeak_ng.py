"""Sentences into samples by eSpeak NG (apt: espeak-ng): one process a sentence. Plays nothing."""

import subprocess
from typing import Final

import numpy as np

from headunit.sound import pypinyin_speech

PROGRAM: Final = "espeak-ng"
#: BCP 47 primary tag -> eSpeak's voice, where the names differ; for all others they are the same.
VOICES: Final = {"zh": pypinyin_speech.VOICE, "en": "en-gb"}
#: Words a minute: a little slower than its default of 175, for noise on the road; it drawls in Chinese.
WORDS_PER_MINUTE: Final = {"zh": 210}
USUAL_WORDS_PER_MINUTE: Final = 160
#: A sentence takes less; a program that takes longer hangs (s).
LONGEST_S: Final = 10.0
#: Longest text that is said (characters): a street name from a map may be anything.
MOST_TEXT: Final = 400
ABSENT: Final = "espeak-ng is not installed"
#: A RIFF WAVE header as it writes it, and where in it the sample rate stands (bytes).
_HEADER, _RATE_AT = 44, 24
#: Pulses at the voice's own level would be louder than music at the same volume (factor).
_LEVEL: Final = 0.7


def command(program: str, language: str) -> list[str]:
    """The words that start the program; the text comes on its standard input, so that no name can be an option."""
    tag = language.partition("-")[0].lower()
    speed = WORDS_PER_MINUTE.get(tag, USUAL_WORDS_PER_MINUTE)
    return [program, "-v", VOICES.get(tag, tag), "-s", str(speed), "-b", "1", "--stdout", "--stdin"]


def spoken_wav(text: str, language: str, program: str = PROGRAM) -> bytes:
    """The sentence as a WAV file (mono, 16 bit, lengths in its header wrong). Takes 20-40 ms.

    Raises OSError, with one line, where the program is missing, fails or hangs.
    """
    said = text[:MOST_TEXT]
    if language.lower().startswith("zh"):
        said = pypinyin_speech.pinyin(said)
    try:
        done = subprocess.run(  # noqa: S603  a program of the system, the text on its standard input
            command(program, language), input=said.encode(), capture_output=True, timeout=LONGEST_S, check=False
        )
    except FileNotFoundError as error:
        raise OSError(ABSENT) from error
    except subprocess.TimeoutExpired as error:
        raise OSError(f"{program} hung") from error
    if done.returncode != 0 or len(done.stdout) <= _HEADER:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise OSError(lines[-1][:80] if lines else f"{program} ended with {done.returncode}")
    return done.stdout


def frames(wav: bytes, rate_hz: int) -> bytes:
    """A mono WAV of `spoken_wav` as stereo frames of another rate."""
    own_hz = int.from_bytes(wav[_RATE_AT : _RATE_AT + 4], "little")
    mono = np.frombuffer(wav[_HEADER : len(wav) - len(wav) % 2], "<i2").astype(np.float32)
    count = len(mono) * rate_hz // own_hz
    resampled = np.interp(np.arange(count) * (own_hz / rate_hz), np.arange(len(mono)), mono) * _LEVEL
    return np.repeat(np.rint(resampled).astype("<i2"), 2).tobytes()
