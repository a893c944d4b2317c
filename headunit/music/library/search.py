# ruff: noqa: S608  numbers, and texts of ours; what is typed is handed over beside the question
"""What fits a text that somebody types: artists and albums, then songs. The last word may be unfinished, and words
misspelt. Knows the tables."""

from collections.abc import Sequence
from typing import Final

from headunit.kernel.text import folding
from headunit.kernel.text.spelling import alike
from headunit.music.library.query import Library
from headunit.music.state import Item

#: Looked at, and shown, of each kind.
_LOOKED: Final = 300
HEADINGS: Final = 8
SONGS: Final = 60
#: Ways to read a misspelt word, and how many words are mended.
_READINGS: Final = 6
_MOST_MENDED: Final = 2
_MOST_WORDS: Final = 8


class Search:
    """One thread. Holds all words of the library, read again when they have changed."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._words: list[str] = []
        self._stamp: tuple[object, ...] = ()

    def find(self, text: str) -> list[Item]:
        """The best first. Raises HeadunitError for a damaged library."""
        words = folding.words(folding.fold(text))[:_MOST_WORDS]
        if not words:
            return []
        exact = " AND ".join(_term(word) for word in words)
        found = self._ask(exact, words)
        if not found and (mended := self._mended(words)):
            found = self._ask(mended, words)
        return found

    def _ask(self, match: str, words: Sequence[folding.Word]) -> list[Item]:
        # As the index has it: compared as it lies there, nothing is folded again.
        asked = " ".join(" ".join(word.text) if word.cjk else word.text for word in words)
        headings = self._library.rows(
            "select f.name, -h.tracks, h.title, h.id from heading_fts f join heading h on h.id = f.rowid"
            f" where heading_fts match ? limit {_LOOKED}",
            match,
        )
        best = [row[3] for row in sorted(headings, key=lambda row: (_fit(str(row[0]), asked), row[1:]))[:HEADINGS]]
        found = (
            {item.key: item for item in self._library.headings(f" where h.id in ({_numbers(best)})")} if best else {}
        )
        return [*self._in_order(best, found), *self._songs(match, asked)]

    def _in_order(self, best: Sequence[object], found: dict[str, Item]) -> list[Item]:
        rows = self._library.rows(f"select id, kind || ':' || key from heading where id in ({_numbers(best)})")
        keys = {number: str(key) for number, key in rows}
        return [found[keys[number]] for number in best if keys.get(number) in found]

    def _songs(self, match: str, asked: str) -> list[Item]:
        songs: dict[object, tuple[int, str]] = {}
        # In the title first: "love" is in thousands of rows where an artist is called so.
        for one in (f"title : ({match})", match):
            rows = self._library.rows(
                "select f.rowid, f.title, t.sort from fts f join track t on t.id = f.rowid join root r on r.id = t.root"
                f" where fts match ? and r.present limit {_LOOKED}",
                one,
            )
            for number, title, sort in rows:
                songs.setdefault(number, (_fit(str(title), asked), str(sort)))
            if len(songs) >= _LOOKED:
                break
        best = sorted(songs, key=lambda number: songs[number])[:SONGS]
        items = self._library.items(f" where t.id in ({_numbers(best)})")
        return [items[int(str(number))] for number in best if int(str(number)) in items]

    def _mended(self, words: Sequence[folding.Word]) -> str:
        """A query for what the words may have been meant as; empty where nothing is alike."""
        self._know_words()
        terms, mended = [], 0
        for number, word in enumerate(words):
            if word.cjk or self._library.rows("select 1 from fts where fts match ? limit 1", _term(word)):
                terms.append(_term(word))
                continue
            last = number == len(words) - 1
            meant = alike(self._words, word.text, beginnings=last, limit=_READINGS) if mended < _MOST_MENDED else []
            mended += 1
            if meant:
                star = " *" if last else ""
                terms.append("(" + " OR ".join(f'"{one}"{star}' for one, _ in meant) + ")")
            elif len(words) == 1:
                return ""
        return " AND ".join(terms)

    def _know_words(self) -> None:
        stamp = tuple(self._library.rows("select count(*), max(word) from term"))
        if stamp != self._stamp:
            self._words = [str(word) for (word,) in self._library.rows("select word from term order by word")]
            self._stamp = stamp


def _term(word: folding.Word) -> str:
    if word.cjk:
        return f'"{" ".join(word.text)}"'
    return f'"{word.text}" *'


def _numbers(numbers: Sequence[object]) -> str:
    return ", ".join(str(number) for number in numbers)


def _fit(name: str, asked: str) -> int:
    """0 the very words, 1 their beginning, 2 inside, 3 elsewhere: an artist, a sound."""
    if name == asked:
        return 0
    if name.startswith(asked):
        return 1
    return 2 if f" {asked}" in f" {name}" else 3
