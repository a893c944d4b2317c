"""Text into commands, in any of the languages of the phrases: for what is typed, and as a second look at what the ear
heard. Pure; knows no sound.

A word is a run of letters, or one Chinese character: so both are matched alike, and typed spaces do not matter there.
"""

import dataclasses
import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from headunit.voice.phrase import Way, is_slot, ways
from headunit.voice.ports import DIGITS, Entry, Spoken
from headunit.voice.said import numeral

type Tokens = tuple[str, ...]

_HAN: Final = r"\u3400-\u9fff"
_PIECE: Final = re.compile(rf"\d+(?:[.,]\d+)?|[{_HAN}]|[^\W\d_{_HAN}]+(?:'[^\W\d_{_HAN}]+)*")
_APOSTROPHES: Final = str.maketrans("\u2019\u02bc\u2018\u00b4`", "'''''")
#: Said before a command by polite people.
_POLITE: Final = {
    "en": (("please",), ("hey",), ("ok",), ("okay",), ("can", "you"), ("could", "you")),
    "de": (("bitte",), ("kannst", "du"), ("könntest", "du")),
    "zh": (("请",), ("请", "你"), ("帮", "我")),
}
#: A name is taken for another from this likeness on (difflib's ratio).
LIKE: Final = 0.8
#: More than this is no choice on the road.
MOST_CHOICES: Final = 5
#: The longest that one slot takes (words), but for free text.
LONGEST_NAME: Final = 14


@dataclass(frozen=True, slots=True)
class Meaning:
    """One command that a text can mean. `said`: for each slot the entry that was meant. `exact`: word for word."""

    command: Spoken
    said: Mapping[str, Entry]
    language: str
    exact: bool = True

    @property
    def values(self) -> dict[str, str]:
        """What the command is run with."""
        return {slot: entry.value for slot, entry in self.said.items()}


def tokens(text: str) -> Tokens:
    """The words of a text, folded: "Öffne bitte: Musik!" is öffne, bitte, musik; numerals are English number words, so
    that "21" and "twenty one" are one."""
    plain = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).casefold()
    found: list[str] = []
    for piece in _PIECE.findall(plain):
        found += numeral(piece) if piece[0].isdigit() else [piece]
    return tuple(found)


class Slots:
    """The entries of one slot, to be looked up by their words."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.digits = DIGITS in entries
        self._exact: dict[Tokens, list[Entry]] = {}
        for entry in entries:
            if entry != DIGITS:
                self._exact.setdefault(tokens(entry.said), []).append(entry)

    def exactly(self, words: Tokens) -> list[Entry]:
        """The entries that are said like this, each value once."""
        found = list({entry.value: entry for entry in self._exact.get(words, ())}.values())
        if self.digits and (number := _digits(words)):
            found.append(Entry(number, number))
        return found

    def nearly(self, words: Tokens) -> list[Entry]:
        """Those whose name has all of these words ("anna" is Anna Meier, too); where there is none, the most alike."""
        wanted = set(words)
        part = [entry for said, entries in self._exact.items() if wanted <= set(said) for entry in entries]
        if not part:
            text = " ".join(words)
            rated = [
                (difflib.SequenceMatcher(None, text, " ".join(said)).ratio(), entries)
                for said, entries in self._exact.items()
                if abs(len(" ".join(said)) - len(text)) <= len(text)
            ]
            best = max((ratio for ratio, _ in rated), default=0.0)
            part = [entry for ratio, entries in rated if ratio >= max(LIKE, best) for entry in entries]
        return list({entry.value: entry for entry in part}.values())[:MOST_CHOICES]


def _digits(words: Tokens) -> str:
    names = {name: str(digit) for digit in range(10) for name in numeral(str(digit))} | {"plus": "+", "oh": "0"}
    if not words or any(word not in names for word in words):
        return ""
    return "".join(names[word] for word in words)


class Understanding:
    """`commands`: with their phrases; `fill` gives it what may stand in slots."""

    def __init__(self, commands: Sequence[Spoken]) -> None:
        self.commands = tuple(commands)
        self._slots: dict[tuple[str, str], Slots] = {}
        self._ways: list[tuple[Spoken, str, Way]] = []
        for command in self.commands:
            for language, phrases in command.phrases.items():
                for phrase in phrases:
                    self._ways += [(command, language, _tokenised(way)) for way in ways(phrase)]

    def fill(self, entries: Mapping[tuple[str, str], Sequence[Entry]]) -> None:
        """Entries by the name of the command and of the slot, in place of all before."""
        self._slots = {key: Slots(some) for key, some in entries.items()}

    def understand(self, text: str) -> list[Meaning]:
        """What it can mean, the surest first: word for word, then by names that are only like it. Empty: nothing."""
        for words in _without_politeness(tokens(text)):
            found = [meaning for one in self._ways for meaning in self._meanings(*one, words)]
            exact = [meaning for meaning in found if meaning.exact and not meaning.command.free]
            kept = exact or [meaning for meaning in found if not meaning.command.free] or found
            if kept:
                return list({(one.command.name, *sorted(one.values.items())): one for one in kept}.values())
        return []

    def _meanings(self, command: Spoken, language: str, way: Way, words: Tokens) -> Iterator[Meaning]:
        for filled in _fit(way, words):
            options: list[list[tuple[str, Entry, bool]]] = []
            for slot, some in filled:
                if slot == command.free:
                    said = " ".join(some)
                    options.append([(slot, Entry(said, said), True)])
                    continue
                known = self._slots.get((command.name, slot))
                if known is None:
                    options.append([])
                    continue
                exact = known.exactly(some)
                options.append(
                    [(slot, entry, True) for entry in exact] or [(slot, entry, False) for entry in known.nearly(some)]
                )
            for combination in _product(options):
                said_as = {slot: entry for slot, entry, _ in combination}
                yield Meaning(command, said_as, language, all(exact for _, _, exact in combination))


def _tokenised(way: Way) -> Way:
    return tuple(token for symbol in way for token in ((symbol,) if is_slot(symbol) else tokens(symbol)))


def _fit(way: Way, words: Tokens) -> Iterator[list[tuple[str, Tokens]]]:
    """Every way to lay the words over the way: which of them stand in each slot."""
    if not way:
        if not words:
            yield []
        return
    first, rest = way[0], way[1:]
    if not is_slot(first):
        if words and words[0] == first:
            yield from _fit(rest, words[1:])
        return
    for count in range(1, min(len(words) - len(rest), LONGEST_NAME) + 1):
        for more in _fit(rest, words[count:]):
            yield [(first[1:-1], words[:count]), *more]


def _product(options: list[list[tuple[str, Entry, bool]]]) -> Iterator[tuple[tuple[str, Entry, bool], ...]]:
    if not options:
        yield ()
        return
    for one in options[0]:
        for more in _product(options[1:]):
            yield (one, *more)


def _without_politeness(words: Tokens) -> Iterator[Tokens]:
    yield words
    for courtesies in _POLITE.values():
        for courtesy in courtesies:
            if words[: len(courtesy)] == courtesy and len(words) > len(courtesy):
                yield words[len(courtesy) :]
            if words[-len(courtesy) :] == courtesy and len(words) > len(courtesy):
                yield words[: -len(courtesy)]


def example(command: Spoken, language: str, entries: Mapping[str, Sequence[Entry]]) -> str:
    """The command as one would say it: the first way of its first phrase, with an entry in each slot; "" where a slot
    has none at this moment, or the language has no phrase."""
    for phrase in command.phrases.get(language, ()):
        words = []
        for symbol in ways(phrase)[0]:
            if not is_slot(symbol):
                words.append(symbol)
                continue
            slot = symbol[1:-1]
            some = [entry for entry in entries.get(slot, ()) if entry.language in {"", language}]
            if slot == command.free or (some and some[0] == DIGITS):
                words.append("…")
            elif some:
                words.append(some[0].said)
            else:
                words.clear()
                break
        if words:
            return ("" if language == "zh" else " ").join(words)
    return ""


def among(choices: Sequence[Entry], ordinals: Mapping[str, Sequence[Sequence[str]]]) -> tuple[Entry, ...]:
    """How one of several things is said: by its name, or by its number ("two", "the second")."""
    found: list[Entry] = []
    for number, choice in enumerate(choices):
        found.append(dataclasses.replace(choice, value=str(number)))
        for language, names in ordinals.items():
            found += [Entry(said, str(number), language) for said in (names[number] if number < len(names) else ())]
    return tuple(found)
