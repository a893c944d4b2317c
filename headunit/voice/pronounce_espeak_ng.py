"""Words that the dictionary lacks, as eSpeak NG (apt: espeak-ng) would say them: many words a process.

A word that is nobody's in particular is asked for in English and in German: one cannot tell from a name whose it is.
Knows no grammar.
"""

import re
import subprocess
from collections.abc import Iterable, Sequence
from typing import Final

from headunit.voice.pronounce import phones_of_ipa

PROGRAM: Final = "espeak-ng"
VOICES: Final = ("en-us", "en-gb", "de")
#: For words that the dictionary knows: it knows American English alone, where "car" ends in an r.
BRITISH: Final = ("en-gb", "en-gb-scotland")
#: A tap is a t in American English ("motorways"), an r in German ("Triesen").
_TAP: Final = "ɾ"
_GERMAN_R: Final = "ɹ"
#: Letters of a word that they would read; others they would spell.
_LATIN: Final = re.compile(r"['a-z\u00df-\u024f]+")
#: Where they change the language by themselves.
_ASIDE: Final = re.compile(r"\([a-z-]+\)")
#: So many words a process; it says some 3,000 a second.
_MANY: Final = 2000
_PATIENCE_S: Final = 20.0


def pronounced(
    words: Iterable[str], program: str = PROGRAM, voices: Sequence[str] = VOICES
) -> dict[str, list[tuple[str, ...]]]:
    """The ways to say each word, as phones, without doubles; [] for what cannot be said.

    Raises OSError, with one line, where the program is missing, fails or hangs.
    """
    found: dict[str, list[tuple[str, ...]]] = {word: [] for word in words}
    asked = [word for word in found if _LATIN.fullmatch(word)]
    for begin in range(0, len(asked), _MANY):
        some = asked[begin : begin + _MANY]
        for voice in voices:
            for word, ipa in zip(some, _lines(some, voice, program), strict=True):
                plain = _ASIDE.sub("", ipa if voice != "de" else ipa.replace(_TAP, _GERMAN_R))
                phones = phones_of_ipa(plain)
                if phones and phones not in found[word]:
                    found[word].append(phones)
    return found


def _lines(words: Sequence[str], voice: str, program: str) -> list[str]:
    """A line of IPA for each word. Where the program makes more or fewer of many, each half is asked for by itself."""
    told = _ask(words, voice, program).strip("\n").split("\n")
    if len(told) == len(words):
        return told
    if len(words) == 1:
        return [" ".join(told)]
    half = len(words) // 2
    return _lines(words[:half], voice, program) + _lines(words[half:], voice, program)


def _ask(words: Sequence[str], voice: str, program: str) -> str:
    text = "".join(f"{word}.\n\n" for word in words)
    try:
        done = subprocess.run(  # noqa: S603  a program of the system, the words on its standard input
            [program, "-q", "-b", "1", "-v", voice, "--ipa", "--stdin"],
            input=text.encode(),
            capture_output=True,
            timeout=_PATIENCE_S,
            check=False,
        )
    except FileNotFoundError as error:
        raise OSError(f"{program} is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise OSError(f"{program} hung") from error
    if done.returncode != 0:
        raise OSError(f"{program} ended with {done.returncode}")
    return done.stdout.decode(errors="replace")
