"""From words to records and how well they fit: exact words, beginnings, then parts of words and typing errors.

Knows the index as a Catalogue and nothing of houses, kinds' words or distances.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from headunit.kernel.geodesy import LatLon
from headunit.kernel.text.folding import Word
from headunit.places import ranking
from headunit.places.catalogue import Catalogue, Entry
from headunit.places.question import longer

#: Records looked at for each way to read the words. Ids run from the weightiest, so the best are among them.
EXACT_ROWS, BEGINNING_ROWS, LOOSE_ROWS = 60, 120, 60
#: With fewer good finds than this, less exact ones are looked for.
FEW = 4
ALTERNATIVES = 12
#: The same around the car, and the letters from which on: "s" is the beginning of too much to look at.
NEAR_ROWS, FREQUENT = 60, 3
#: Misspelt words in one text that are mended; each costs some milliseconds.
MOST_MENDED = 2
_NAMES, _ANY = "{name other sound}", ""


@dataclass(frozen=True, slots=True)
class Found:
    """A record and its points without distance: lower is better."""

    entry: Entry
    points: float


def find(
    catalogue: Catalogue, words: tuple[Word, ...], kinds: tuple[str, ...] = (), near: LatLon | None = None
) -> list[Found]:
    """Records for `words`, of which the last may still be typed; only of `kinds` where there are some. In no order.

    `near`: of a name more frequent than can be looked at, the records around here are looked at too.
    """
    if not words:
        return []
    if all(word.text.isdecimal() for word in words):
        # A postcode: no name has it.
        coded = catalogue.matching(" AND ".join(_term(word, star=True) for word in words), EXACT_ROWS, kinds)
        return [Found(entry, entry.weight + _points(entry, words)) for entry in catalogue.entries(coded)]
    asked = [(word.text, (_term(word, star=True), *(f'"{more}" *' for more in longer(word.text)))) for word in words]
    exact = [(_term(word, star=False),) for word in words]
    ids: dict[int, None] = {}
    for match, most in ((_all(exact), EXACT_ROWS), (_all([terms for _, terms in asked]), BEGINNING_ROWS)):
        matching = catalogue.matching(match, most, kinds)
        ids |= dict.fromkeys(matching)
        if near is not None and len(matching) == most and len(words[0].text) >= FREQUENT:
            ids |= dict.fromkeys(catalogue.matching_near(match, near, NEAR_ROWS, kinds))
    found = {entry.id: Found(entry, entry.weight + _points(entry, words)) for entry in catalogue.entries(ids)}
    if len(found) < FEW:
        _loosely(catalogue, words, kinds, found)
    return list(found.values())


def _loosely(catalogue: Catalogue, words: tuple[Word, ...], kinds: tuple[str, ...], found: dict[int, Found]) -> None:
    """Add what is less exact: words run together, inside of others, misspelt; and leave out a word nobody knows."""
    joined = "".join(word.text for word in words)
    if len(words) > 1 and not any(word.cjk for word in words):
        _take(catalogue, f'{_NAMES} : "{joined}" *', kinds, ranking.INSIDE - 1, found, joined)
    elif len(words) == 1 and not found:
        for left, right in _halves(catalogue, joined):
            _take(
                catalogue, f'{_NAMES} : ("{left}" + "{right}" *)', kinds, ranking.INSIDE - 1, found, f"{left} {right}"
            )
    readings, may_mend = [], MOST_MENDED
    for number, word in enumerate(words):
        readings.append(_readings(catalogue, word, last=number == len(words) - 1, mend=may_mend > 0))
        may_mend -= not readings[-1][0] or readings[-1][1] >= ranking.MISSPELT
    known = [reading for reading in readings if reading[0]]
    if not known:
        return
    lost = len(readings) - len(known)
    if lost and len(known) == 1 and len(words) > 2:  # noqa: PLR2004  one word of many is no answer
        return
    points = max(worst for _, worst, _ in known) + 1.5 * lost
    likely = " ".join(best for _, _, best in known)
    _take(catalogue, _all([terms for terms, _, _ in known]), kinds, points, found, likely)


def _halves(catalogue: Catalogue, word: str) -> Iterator[tuple[str, str]]:
    """Two known words that may have been run together: "montecarlo"."""
    for at in range(3, len(word) - 2):
        if catalogue.is_word(word[:at]) and catalogue.has_word(word[at:]):
            yield word[:at], word[at:]


def _readings(catalogue: Catalogue, word: Word, *, last: bool, mend: bool) -> tuple[list[str], float, str]:
    """Terms for a word, the points of the loosest, and the likeliest reading."""
    if word.cjk:
        return ([" AND ".join(f'"{letter}"' for letter in word.text)], ranking.INSIDE, word.text)
    terms = [_term(word, star=True)]
    if len(word.text) < 3:  # noqa: PLR2004  too short to be part of another, or misspelt
        return (terms, 0.0, word.text) if catalogue.matching(terms[0], 1) else ([], 0.0, "")
    if catalogue.has_word(word.text):
        inside = catalogue.words_with(word.text, ALTERNATIVES)
        return [*terms, *(f'"{one}"' for one in inside)], ranking.INSIDE if inside else 0.0, word.text
    inside = catalogue.words_with(word.text, ALTERNATIVES)
    if inside:
        return [f'"{one}"' for one in inside], ranking.INSIDE, inside[0]
    meant = catalogue.words_like(word.text, beginnings=last, limit=ALTERNATIVES) if mend else []
    if not meant:
        return [], 0.0, ""
    star = " *" if last else ""
    return [f'"{one}"{star}' for one, _ in meant], ranking.MISSPELT + 0.5 * meant[0][1], meant[0][0]


def _take(
    catalogue: Catalogue, match: str, kinds: tuple[str, ...], points: float, found: dict[int, Found], likely: str
) -> None:
    ids = [number for number in catalogue.matching(match, LOOSE_ROWS, kinds) if number not in found]
    for entry in catalogue.entries(ids):
        fits = ranking.fit(likely, entry.written.split("\n"))
        found[entry.id] = Found(entry, entry.weight + points + 0.5 * fits)


def _term(word: Word, *, star: bool) -> str:
    if word.cjk:
        return f'"{" ".join(word.text)}"'
    return f'"{word.text}" *' if star else f'"{word.text}"'


def _all(terms: Iterable[Iterable[str]]) -> str:
    """All words somewhere, and one of them in a name: else each shop of a town answers to the town."""
    ways = ["(" + " OR ".join(one) + ")" for one in terms]
    return f"({' AND '.join(ways)}) AND ({_NAMES} : ({' OR '.join(ways)}))"


def _points(entry: Entry, words: tuple[Word, ...]) -> float:
    keys = entry.written.split("\n")
    asked = " ".join(word.text for word in words)
    best = ranking.fit(asked, keys)
    if best < ranking.WORDS:
        return best
    # Some words of the name, others of the town: "landstrasse vaduz".
    parts = {part for key in keys for part in key.split(" ")}
    named = [word for word in words if _in_name(word, parts, keys)]
    if len(named) == len(words) or not named:
        return best if named else ranking.ADDRESS_FITS
    elsewhere = ranking.fit(" ".join(word.text for word in named), keys)
    return min(ranking.ADDRESS_FITS, elsewhere + 0.5 + 0.1 * (len(words) - len(named)))


def _in_name(word: Word, parts: set[str], keys: list[str]) -> bool:
    if word.cjk:
        return any(word.text in key for key in keys)
    return any(part.startswith(text) for text in (word.text, *longer(word.text)) for part in parts)
