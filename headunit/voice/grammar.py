"""What may be said, as a network of words, and what a row of words means. Pure: no recogniser, no sound.

Phrases are written out and put into a tree: those that begin alike share their beginning, and a slot that comes after
the same beginning is there once, however many commands have it. The entries of a slot are a tree of words as well.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from headunit.voice.ear import Guess, Sentences
from headunit.voice.phrase import Way, is_slot, ways
from headunit.voice.ports import DIGITS, Entry
from headunit.voice.said import words_of

#: What one may say for a digit, and between digits.
DIGIT_WORDS: Final = {
    "zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "plus": "+",
}  # fmt: skip
REPEATS: Final = {"double": 2, "triple": 3}
#: A word that stands for any sound: what a slot of free text is filled with.
ANYTHING: Final = "<anything>"

type Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arc:
    """From one state to another by a word; numbers of states count from 0, the start."""

    begin: int
    end: int
    word: str


@dataclass(slots=True)
class _Node:
    """What may follow: words, slots by their content. `means`: commands that end here, and their slots."""

    state: int
    words: dict[str, "_Node"] = field(default_factory=dict)
    slots: dict[int, "_Node"] = field(default_factory=dict)
    means: list[tuple[str, Words]] = field(default_factory=list)


@dataclass(slots=True)
class _Filling:
    """The content of a slot: entries by their words; `digits`, `free`: any row of these."""

    entries: dict[Words, list[Entry]]
    digits: bool = False
    free: bool = False


class Grammar:
    """Built once, then only asked. Raises ValueError, in one line, for a phrase that is written wrongly or that names a
    slot that the command has not."""

    def __init__(self, sentences: Iterable[Sentences], *, free: bool = False) -> None:
        """`free`: phrases with a slot of free text are understood too."""
        self._states = 1
        self._root = _Node(0)
        self._fillings: list[_Filling] = []
        self._known: dict[object, int] = {}
        self._ways: dict[str, tuple[Way, ...]] = {}
        for sentence in sentences:
            for phrase in sentence.phrases:
                for way in ways(phrase):
                    if free or f"{{{sentence.free}}}" not in way:
                        self._add(sentence, way)

    def _add(self, sentence: Sentences, way: Way) -> None:
        node, names = self._root, []
        for symbol in way:
            if is_slot(symbol):
                name = symbol[1:-1]
                names.append(name)
                number = self._filling(sentence, name)
                if number not in node.slots:
                    node.slots[number] = self._new()
                node = node.slots[number]
                continue
            for word in words_of(symbol):
                if word not in node.words:
                    node.words[word] = self._new()
                node = node.words[word]
        meaning = (sentence.name, tuple(names))
        if node is not self._root and meaning not in node.means:
            node.means.append(meaning)

    def _new(self) -> _Node:
        self._states += 1
        return _Node(self._states - 1)

    def _filling(self, sentence: Sentences, name: str) -> int:
        entries = sentence.slots.get(name)
        free = sentence.free == name
        if entries is None and not free:
            raise ValueError(f"{sentence.name} has no slot {{{name}}}")
        key: object = "free" if free else entries
        if (known := self._known.get(key)) is None:
            known = self._known[key] = len(self._fillings)
            filling = _Filling({}, free=free)
            for entry in entries or ():
                if entry == DIGITS:
                    filling.digits = True
                elif words := words_of(entry.said):
                    same = filling.entries.setdefault(words, [])
                    if entry not in same:
                        same.append(entry)
            self._fillings.append(filling)
        return known

    def words(self) -> set[str]:
        """All words that occur; those that nobody can pronounce are then handed to `arcs` as `mute`."""
        found = {word for filling in self._fillings for words in filling.entries for word in words}
        for node in self._nodes():
            found.update(node.words)
        if any(filling.digits for filling in self._fillings):
            found.update(DIGIT_WORDS, REPEATS)
        return found

    def _nodes(self) -> Iterator[_Node]:
        waiting = [self._root]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [*node.words.values(), *node.slots.values()]

    def network(self, mute: Iterable[str] = ()) -> tuple[list[Arc], list[int], int]:
        """Arcs, the states where a command may end, and the number of states. What has a `mute` word is left out."""
        silent = frozenset(mute)
        arcs: list[Arc] = []
        ends: list[int] = []
        fresh = self._states
        for node in self._nodes():
            if node.means:
                ends.append(node.state)
            arcs += [Arc(node.state, next_.state, word) for word, next_ in node.words.items() if word not in silent]
            for number, next_ in node.slots.items():
                filling = self._fillings[number]
                if filling.free:
                    arcs += [Arc(node.state, next_.state, ANYTHING), Arc(next_.state, next_.state, ANYTHING)]
                if filling.digits:
                    fresh = _digits(arcs, node.state, next_.state, fresh)
                fresh = _entries(arcs, filling.entries, node.state, next_.state, fresh, silent)
        return arcs, ends, fresh

    def meanings(self, words: Sequence[str]) -> list[tuple[Guess, str]]:
        """What a row of words may mean, the first written first, each with the text as a driver reads it."""
        found: list[tuple[Guess, str]] = []
        self._walk(self._root, tuple(words), [], [], found)
        return found

    def _walk(
        self, node: _Node, words: Words, values: list[str], text: list[str], found: list[tuple[Guess, str]]
    ) -> None:
        if not words:
            found += [
                (Guess(name, dict(zip(names, values, strict=True))), " ".join(text)) for name, names in node.means
            ]
            return
        if (next_ := node.words.get(words[0])) is not None:
            self._walk(next_, words[1:], values, [*text, words[0]], found)
        for number, next_ in node.slots.items():
            for count, value, said in self._filled(self._fillings[number], words):
                self._walk(next_, words[count:], [*values, value], [*text, said], found)

    def _filled(self, filling: _Filling, words: Words) -> Iterator[tuple[int, str, str]]:
        """How many words a slot may take, with the value and the text of it. The longest first."""
        for count in range(len(words), 0, -1):
            for entry in filling.entries.get(words[:count], ()):
                yield count, entry.value, entry.said
            if filling.digits and (value := digits_of(words[:count])):
                yield count, value, value
            if filling.free:
                said = " ".join(word for word in words[:count] if word != ANYTHING)
                yield count, said, said

    def complete(self, words: Sequence[str]) -> bool:
        """Whether these words are a command."""
        return bool(self.meanings(words))

    def may_go_on(self, words: Sequence[str]) -> bool:
        """Whether a command begins with these words and has more of them."""
        return self._goes_on(self._root, tuple(words))

    def _goes_on(self, node: _Node, words: Words) -> bool:
        if not words:
            return bool(node.words or node.slots)
        if (next_ := node.words.get(words[0])) is not None and self._goes_on(next_, words[1:]):
            return True
        for number, next_ in node.slots.items():
            filling = self._fillings[number]
            if any(self._goes_on(next_, words[count:]) for count, _, _ in self._filled(filling, words)):
                return True
            if filling.digits and digits_of(words):
                return True
            if any(len(entry) > len(words) and entry[: len(words)] == words for entry in filling.entries):
                return True
        return False


def digits_of(words: Sequence[str]) -> str:
    """For "double oh seven" "007", for "plus four nine" "+49"; "" where it is no row of digits."""
    told, times = "", 1
    for word in words:
        if word in REPEATS and times == 1:
            times = REPEATS[word]
            continue
        digit = DIGIT_WORDS.get(word)
        if digit is None or (digit == "+" and (told or times > 1)):
            return ""
        told += digit * times
        times = 1
    return told if times == 1 and told != "+" else ""


def _digits(arcs: list[Arc], begin: int, end: int, fresh: int) -> int:
    """One digit or more, each perhaps doubled. The next free state."""
    doubled = fresh
    for word, digit in DIGIT_WORDS.items():
        arcs.append(Arc(begin, end, word))
        if digit != "+":
            arcs += [Arc(end, end, word), Arc(doubled, end, word)]
    for word in REPEATS:
        arcs += [Arc(begin, doubled, word), Arc(end, doubled, word)]
    return fresh + 1


def _entries(
    arcs: list[Arc], entries: Mapping[Words, list[Entry]], begin: int, end: int, fresh: int, mute: frozenset[str]
) -> int:
    """Entries that begin with the same words share them. The next free state."""
    after: dict[Words, int] = {(): begin}
    for words in entries:
        if not mute.isdisjoint(words):
            continue
        for count in range(1, len(words)):
            if words[:count] not in after:
                after[words[:count]] = fresh
                arcs.append(Arc(after[words[: count - 1]], fresh, words[count - 1]))
                fresh += 1
        arcs.append(Arc(after[words[:-1]], end, words[-1]))
    return fresh
