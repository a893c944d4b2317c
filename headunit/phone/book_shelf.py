"""A phone book that stands in order in a file: people by place, by name, by number. SQLite, read only.

The file is replaced whole and never changed, so what is open stays as it is. Written by book_build. Any one thread.
"""

import json
import os
import sqlite3
from collections.abc import Collection
from pathlib import Path
from typing import Final

from headunit.phone import book_order
from headunit.phone.state import Number, NumberKind, Person

#: Of the layout; a file with another is read anew from the phone.
VERSION: Final = 1
SCHEMA: Final = """
create table person (place integer primary key, key text unique, name text, organisation text, photo text,
                     numbers text, letter text, sort_key text);
create virtual table word using fts5 (found, content='', detail=none, prefix='1 2 3 4 5',
                                      tokenize='unicode61 remove_diacritics 0');
create table number (tail text, digits text, place integer);
create table about (version integer, people integer, skipped integer, photos integer, digest text);
"""
INDEXES: Final = """
create index by_sort_key on person (sort_key);
create index by_name on person (name);
create index by_tail on number (tail);
"""
_PERSON: Final = "key, name, organisation, photo, numbers, letter, sort_key"
_COLUMNS: Final = ", ".join(f"person.{column}" for column in _PERSON.split(", "))
_BY_KEY: Final = f"select {_PERSON} from person where key = ?"  # noqa: S608  our own columns
_BY_PLACE: Final = f"select {_PERSON} from person where place >= ? order by place limit ?"  # noqa: S608
_BY_BEGINNING: Final = f"select place, {_PERSON} from person where sort_key >= ? and sort_key < ? limit ?"  # noqa: S608
_BY_NAME: Final = f"select place, {_PERSON} from person where name >= ? and name < ? limit ?"  # noqa: S608
_BY_WORDS: Final = (
    f"select person.place, {_COLUMNS} from word join person on person.place = word.rowid where word match ? limit ?"  # noqa: S608
)
_BY_TAIL: Final = "select distinct digits, place from number where tail = ?"


class Shelf:
    """One phone book. `count`: of people. `skipped`: cards that could not be read. `digest`: of what the phone sent.

    Raises OSError, in one line, where `file` is none of ours.
    """

    def __init__(self, file: Path) -> None:
        self._photos = file.parent / "photos"
        try:
            self._database = sqlite3.connect(
                f"file:{file.as_posix()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise OSError(f"{file} is no phone book: {error}") from error
        try:
            self._database.execute("pragma mmap_size = 268435456")
            version, self.count, self.skipped, self.photos, self.digest = self._database.execute(
                "select version, people, skipped, photos, digest from about"
            ).fetchone()
            self._letters = self._database.execute("select letter, min(place) from person group by letter").fetchall()
        except (sqlite3.Error, TypeError, ValueError) as error:
            self._database.close()
            raise OSError(f"{file} is no phone book: {error}") from error
        if version != VERSION:
            self._database.close()
            raise OSError(f"{file} is a phone book of another version")
        self._letters.sort(key=lambda one: int(one[1]))

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def people(self, first: int, count: int, favourites: Collection[str] = ()) -> list[Person]:
        """See `Phonebook.people`. `favourites`: keys of those who are."""
        rows = self._database.execute(_BY_PLACE, (max(0, first), max(0, count)))
        return [self._person(row, favourites) for row in rows]

    def search(self, text: str, most: int, favourites: Collection[str] = ()) -> list[Person]:
        """See `Phonebook.search`: whose name begins so, then whose words do."""
        words = book_order.asked(text)
        if not words or most < 1:
            return []
        found: dict[int, Person] = {}
        if not words[0].isdigit():
            beginning = text.strip()
            # Chinese as it is written: what it sounds like is for sorting, and would have to be loaded first.
            by = _BY_NAME if book_order.is_chinese(beginning) else _BY_BEGINNING
            beginning = beginning if by is _BY_NAME else book_order.sort_key(beginning)
            rows = sorted(self._database.execute(by, (beginning, f"{beginning}\U0010ffff", most)))
            found = {row[0]: self._person(row[1:], favourites) for row in rows}
        if len(found) < most:
            match = " ".join(f'"{word}"*' for word in words)
            for row in self._database.execute(_BY_WORDS, (match, most + len(found))):
                if row[0] not in found and len(found) < most:
                    found[row[0]] = self._person(row[1:], favourites)
        return list(found.values())

    def letters(self) -> list[tuple[str, int]]:
        """See `Phonebook.letters`."""
        return list(self._letters)

    def person(self, key: str, favourites: Collection[str] = ()) -> Person | None:
        """One."""
        row = self._database.execute(_BY_KEY, (key,)).fetchone()
        return None if row is None else self._person(row, favourites)

    def who(self, number: str, favourites: Collection[str] = ()) -> Person | None:
        """See `Phonebook.who`. Where two share their last digits, the one who has exactly these."""
        tail = book_order.tail(number)
        if not tail:
            return None
        rows = self._database.execute(_BY_TAIL, (tail,)).fetchall()
        if len({place for _, place in rows}) > 1:
            digits = book_order.dialled(number)
            rows = [row for row in rows if row[0] == digits]
        places = {place for _, place in rows}
        found = self.people(places.pop(), 1, favourites) if len(places) == 1 else []
        return found[0] if found else None

    def _person(self, row: tuple[str, ...], favourites: Collection[str]) -> Person:
        key, name, organisation, photo, numbers, letter, sort_key = row
        return Person(
            key,
            name,
            unpacked(numbers),
            organisation,
            self._photos / photo if photo else None,
            key in favourites,
            letter,
            sort_key,
        )


def open_warm(file: Path) -> Shelf:
    """Read it once, so that no picture waits for the disk, and open it. Raises OSError. Blocks."""
    with file.open("rb", buffering=0) as content:
        size = os.fstat(content.fileno()).st_size
        os.posix_fadvise(content.fileno(), 0, size, os.POSIX_FADV_WILLNEED)
        while content.read(1 << 20):
            pass
    book_order.asked("\u738b")  # loads what folds Chinese
    return Shelf(file)


def packed(numbers: tuple[Number, ...]) -> str:
    """Numbers as they are kept."""
    return json.dumps([[one.number, one.kind.value, int(one.preferred)] for one in numbers], ensure_ascii=False)


def unpacked(text: str) -> tuple[Number, ...]:
    """What `packed` made."""
    return tuple(Number(number, NumberKind(kind), bool(preferred)) for number, kind, preferred in json.loads(text))
