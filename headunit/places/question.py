"""What a typed text asks for: a kind, a house number, where to look. Pure; knows no index. Any text is answered."""

import bisect
import functools
import importlib
import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from headunit.kernel.text.folding import Word, fold, keys, words
from headunit.places.state import Nearby

#: Longer texts are cut: a paste is no name. Words beyond the first ones are left out.
LONGEST, MOST_WORDS = 160, 10
LANGUAGES = ("en", "de", "zh", "fr", "it", "es", "nl", "fi", "sv")
_ME = (
    "near me, nearby, near here, around me, around here, close by, closest, nearest, near, in der nähe, "
    "in meiner nähe, nähe, um mich herum, hier, nächste, nächster, nächstes, nächstgelegene, "
    "附近的, 附近, 最近的, 最近, 周边, 周围, "
    "près d'ici, près de moi, à proximité, le plus proche, vicino a me, nelle vicinanze, più vicino, "
    "cerca de mí, cerca, cercano, in de buurt, dichtbij, lähellä, lähin, nära mig, i närheten, närmaste"
)
_ROUTE = (
    "along the route, along my route, along route, on the route, on my route, on route, on the way, on my way, "
    "en route, auf der strecke, auf der route, an der strecke, entlang der route, entlang der strecke, "
    "auf dem weg, unterwegs, 沿途的, 沿途, 沿路, 顺路, 路上, "
    "sur la route, sur le trajet, en chemin, sul percorso, lungo il percorso, en la ruta, en el camino"
)
#: Between a kind and a place they say nothing: "fuel in Vaduz".
_LITTLE = frozenset(
    {"in", "at", "near", "of", "by", "the", "a", "an", "to", "im", "am", "bei", "nach", "zu"}
    | {"von", "der", "die", "das", "den", "à", "au", "en", "de", "la", "le", "les", "du", "a", "di", "del"}
)
#: Before a postcode: of vehicles, and ISO 3166-1 (CEPT's usage on letters).
_COUNTRIES = frozenset(
    {"fl", "li", "ch", "d", "de", "a", "at", "f", "fr", "mc", "i", "it", "fi", "fin", "sf", "l", "b", "nl", "e", "es"}
)
_NUMBER = re.compile(r"\d{1,4}[a-z]?")
#: As they are on street signs and in speech: (short, long).
_SHORT = {
    "av": ("avenue",), "ave": ("avenue",), "bd": ("boulevard",), "bld": ("boulevard",), "blvd": ("boulevard",),
    "bvd": ("boulevard",), "rte": ("route",), "pl": ("place", "platz"), "ch": ("chemin",), "imp": ("impasse",),
    "st": ("saint", "sankt", "street"), "ste": ("sainte",), "str": ("strasse", "street"), "rd": ("road",),
    "sq": ("square",), "dr": ("doktor", "drive"), "mt": ("mont", "mount"), "ln": ("lane",), "gen": ("general",),
    "premier": ("1er",),
    "sankt": ("st",), "saint": ("st",), "pres": ("president",), "univ": ("university", "universitat"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """`words`: all that was typed, folded. `kinds`, `rest`: where some of it names kinds, these and the other words.

    `numbers`: ways to see a house number in it, with the other words.
    """

    words: tuple[Word, ...]
    kinds: tuple[str, ...] = ()
    rest: tuple[Word, ...] = ()
    nearby: Nearby | None = None
    numbers: tuple[tuple[str, tuple[Word, ...]], ...] = ()

    @property
    def whole(self) -> bool:
        """Nothing but the kind, and where to look."""
        return bool(self.kinds) and not self.rest


@functools.cache
def lexicon() -> dict[str, tuple[str, ...]]:
    """Folded words -> kinds that they name, in any language."""
    found: dict[str, dict[str, None]] = {}
    for language in LANGUAGES:
        table: str = importlib.import_module(f"headunit.places.kind_words.{language}").WORDS
        for line in table.splitlines():
            kind, _, said = line.partition(": ")
            for word in said.split(", "):
                for written in keys(word):
                    found.setdefault(written, {})[kind] = None
    return {word: tuple(kinds) for word, kinds in found.items()}


@functools.cache
def _nearby() -> dict[str, Nearby]:
    return {
        written: nearby
        for nearby, said in ((Nearby.ME, _ME), (Nearby.ROUTE, _ROUTE))
        for word in said.split(", ")
        for written in keys(word)
    }


def read(text: str) -> Asked:
    """Take `text` apart."""
    typed = _without_country(tuple(words(fold(text[:LONGEST])))[:MOST_WORDS])
    nearby, left = _cut(typed, _nearby())
    kinds, rest = _cut(left, lexicon())
    rest = tuple(word for word in rest if word.text not in _LITTLE) if kinds else ()
    if nearby is not None and kinds is None:
        nearby, left = None, typed  # "Near Street": a name
    return Asked(typed, kinds or (), rest, nearby, tuple(_numbers(typed)))


def _without_country(typed: tuple[Word, ...]) -> tuple[Word, ...]:
    """Postcodes are often written with a country before them: "FL-9490", "D 80331"."""
    return tuple(
        word for word, after in itertools.zip_longest(typed, typed[1:])
        if not (after is not None and word.text in _COUNTRIES and re.fullmatch(r"\d{4,5}", after.text))
    )  # fmt: skip


def _cut[T](typed: tuple[Word, ...], known: Mapping[str, T]) -> tuple[T | None, tuple[Word, ...]]:
    """The longest phrase of `typed` that is known, and the words without it."""
    for length in range(min(4, len(typed)), 0, -1):
        for start in range(len(typed) - length + 1):
            phrase = " ".join(word.text for word in typed[start : start + length])
            if phrase in known:
                return known[phrase], (*typed[:start], *typed[start + length :])
    for number, word in enumerate(typed):
        # Chinese is written without spaces: the kind stands at the end, where to look at the beginning.
        if word.cjk and len(word.text) > 1:
            for length in range(len(word.text) - 1, 0, -1):
                for part, others in (
                    (word.text[-length:], word.text[:-length]),
                    (word.text[:length], word.text[length:]),
                ):
                    if part in known and (length > 1 or len(others) > 1):
                        return known[part], (*typed[:number], Word(others, True), *typed[number + 1 :])
    return None, typed


def beginning(text: str) -> tuple[str, ...]:
    """Kinds that a word still being typed may come to name: "tankst". Of three letters or more (one in Chinese)."""
    if len(text) < 3 and text.isascii():  # noqa: PLR2004
        return ()
    found: dict[str, None] = {}
    known = _sorted()
    for word in known[bisect.bisect_left(known, text) :]:
        if not word.startswith(text):
            break
        if len(text) * 2 >= len(word):
            found |= dict.fromkeys(lexicon()[word][:1])
    return tuple(found)


@functools.cache
def _sorted() -> list[str]:
    return sorted(lexicon())


def _numbers(typed: tuple[Word, ...]) -> list[tuple[str, tuple[Word, ...]]]:
    found = []
    for at, word in enumerate(typed):
        if not _NUMBER.fullmatch(word.text):
            continue
        after = typed[at + 1 : at + 2]
        if after and re.fullmatch(r"[a-z]|\d{1,3}[a-z]?", after[0].text) and word.text.isdecimal():
            found.append((f"{word.text} {after[0].text}", (*typed[:at], *typed[at + 2 :])))
        found.append((word.text, (*typed[:at], *typed[at + 1 :])))
    return [(number, rest) for number, rest in found if any(not word.text.isdecimal() for word in rest)]


def longer(word: str) -> tuple[str, ...]:
    """What `word` is short for."""
    return _SHORT.get(word, ())
