"""The languages that can be spoken: each file words_XX.py beside this one is a language, and nothing else need know it.

A language is a module with a class `Spoken` that meets `Words`.
"""

import importlib
import pkgutil
import re
from collections.abc import Sequence
from typing import Final, Protocol

import headunit.guidance
from headunit.guidance.phrases import Distance, Step

PREFIX: Final = "words_"
#: Said where the language that was asked for has no file.
FALLBACK: Final = "en"
#: A road number: one to three capitals and a number, perhaps with a letter ("A13", "B 312a", "L191").
REF: Final = re.compile(r"\b([A-Z]{1,3})[ -]?(\d{1,4}[a-z]?)\b")


class Words(Protocol):
    """One language. Every method returns complete sentences with their full stop."""

    #: BCP 47.
    language: str

    def ahead(self, distance: Distance, steps: Sequence[Step]) -> str:
        """What is to be done after a distance; further steps follow at once."""
        ...

    def now(self, steps: Sequence[Step]) -> str:
        """What is to be done now; further steps follow at once."""
        ...

    def depart(self, octant: int | None, street: str) -> str:
        """How to begin. `octant`: 0 north, 1 north-east, ... 7 north-west; None where it is unknown."""
        ...

    def follow(self, distance: Distance, street: str) -> str:
        """Nothing to do for a long time."""
        ...

    def rerouted(self) -> str:
        """There is a new route."""
        ...

    def better(self, minutes: int) -> str:
        """Another route is faster by so many minutes (1 or more)."""
        ...

    def camera(self, limit: int | None) -> str:
        """A speed camera is ahead. `limit`: as the sign has it."""
        ...

    def seconds(self, text: str) -> float:
        """How long it takes to say `text`: rather too long than too short."""
        ...


def languages() -> tuple[str, ...]:
    """BCP 47 tags of all languages that have a file."""
    names = (module.name for module in pkgutil.iter_modules(headunit.guidance.__path__))
    return tuple(sorted(name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX)))


def words(language: str) -> Words:
    """The words of a language ("de-AT" finds "de"), else English."""
    tag = language.lower().replace("_", "-").partition("-")[0]
    found = tag if tag in languages() else FALLBACK
    spoken: Words = importlib.import_module(f"headunit.guidance.{PREFIX}{found}").Spoken()
    return spoken


def spelled(text: str) -> str:
    """Road numbers so that a voice spells their letters ("A13" is "A 13", "BAB7" is "B A B 7"), and the short form that
    German maps write in every language ("Hauptstr.")."""
    text = re.sub(r"(?<=\w)str\.(?=\s|$)", "straße", text)
    return REF.sub(lambda ref: f"{' '.join(ref[1])} {ref[2]}", text)


def number(amount: float) -> str:
    """400.0 as "400", 1.5 as "1.5"."""
    return f"{amount:g}"
