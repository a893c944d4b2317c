"""Cards into a phone book in order: read, put together, sorted, written beside the old one, and in its place at once.

Runs in the worker. Memory: what is kept of `MOST_PEOPLE`; photos go to the disk one by one.
"""

import hashlib
import itertools
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from headunit.phone import book_order, vcard, vcard_stream
from headunit.phone.book_shelf import INDEXES, SCHEMA, VERSION, packed
from headunit.phone.portraits import Portraits
from headunit.phone.state import Number, Person

#: A phone book beyond this is cut: the rest counts as skipped (people).
MOST_PEOPLE: Final = 250_000
#: So many cards tell which encoding a file has where it does not say.
_SAMPLE: Final = 2_000
#: After so many there is something to show; each time as many again.
_FIRST, _MORE = 500, 20


@dataclass(slots=True)
class Gathered:
    """What was read so far. `skipped`: cards of which nothing could be made."""

    people: dict[str, Person] = field(default_factory=dict)
    skipped: int = 0

    def add(self, card: vcard.Card, photo: str) -> None:
        """Take a card in. Whom nobody can call is left out; one who has several cards is one person."""
        numbers = tuple(dict.fromkeys(card.numbers))
        if not numbers or len(self.people) >= MOST_PEOPLE:
            self.skipped += not card.name or len(self.people) >= MOST_PEOPLE
            return
        name = card.name or numbers[0].number
        key = card.uid or f"{name}|{book_order.tail(numbers[0].number) or numbers[0].number}"
        path = Path(photo) if photo else None
        if (known := self.people.get(key)) is not None:
            self.people[key] = replace(known, numbers=_together(known.numbers, numbers), photo=known.photo or path)
            return
        sort_key = book_order.sort_key(name)
        organisation = card.organisation if card.organisation != name else ""
        self.people[key] = Person(key, name, numbers, organisation, path, False, book_order.letter(sort_key), sort_key)


def _together(one: tuple[Number, ...], two: tuple[Number, ...]) -> tuple[Number, ...]:
    known = {book_order.dialled(number.number) for number in one}
    return one + tuple(number for number in two if book_order.dialled(number.number) not in known)


def build(file: Path, out: Path, portraits: Portraits | None, shown: Callable[[Path, int], None]) -> Gathered:
    """Read the vCards of `file` and write `out`. `portraits`: where photos go; None, and those known are kept.

    `shown`: hears of what can be looked at already: a smaller book in a file beside. Raises OSError.
    """
    book, mark = Gathered(), _FIRST
    beside = out.with_name(f"{out.stem}.first{out.suffix}")
    with file.open("rb") as content:
        usual = vcard.undeclared(card.lines for card in itertools.islice(vcard_stream.cards(content), _SAMPLE))
        content.seek(0)
        size = file.stat().st_size
        for raw in vcard_stream.cards(content):
            card = vcard.read(raw.lines, usual)
            photo = portraits.keep(card.photo) if portraits is not None and card.photo and card.numbers else ""
            book.add(card, photo)
            if len(book.people) >= mark and content.tell() < size // 2:
                mark *= _MORE
                write(beside, book)
                shown(beside, len(book.people))
    digest = digest_of(file)
    write(out, book, digest, photos=portraits is not None)
    beside.unlink(missing_ok=True)
    return book


def digest_of(file: Path) -> str:
    """Tells whether a phone sends the same again."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def write(out: Path, book: Gathered, digest: str = "", *, photos: bool = False) -> None:
    """All people in order, in place of the old file. Raises OSError."""
    part = out.with_name(f".{out.name}.part")
    part.unlink(missing_ok=True)
    people = sorted(book.people.values(), key=book_order.place)
    try:
        database = sqlite3.connect(part, isolation_level=None)
        try:
            # Nobody reads it before it is whole: neither a journal nor the disk's word is needed for each step.
            database.executescript(f"pragma journal_mode = off; pragma synchronous = off; {SCHEMA}")
            database.execute("begin")
            database.executemany("insert into person values (?, ?, ?, ?, ?, ?, ?, ?)", _rows(people))
            found = ((number, book_order.found_by(person)) for number, person in enumerate(people))
            database.executemany("insert into word (rowid, found) values (?, ?)", found)
            database.executemany("insert into number values (?, ?, ?)", _numbers(people))
            database.execute(
                "insert into about values (?, ?, ?, ?, ?)", (VERSION, len(people), book.skipped, photos, digest)
            )
            database.execute("commit")
            database.executescript(INDEXES)
        finally:
            database.close()
        part.chmod(0o600)
        part.replace(out)
    except sqlite3.Error as error:
        part.unlink(missing_ok=True)
        raise OSError(f"{out} cannot be written: {error}") from error


def _rows(people: Iterable[Person]) -> Iterable[tuple[object, ...]]:
    for number, one in enumerate(people):
        photo = None if one.photo is None else one.photo.name
        yield number, one.key, one.name, one.organisation, photo, packed(one.numbers), one.letter, one.sort_key


def _numbers(people: Iterable[Person]) -> Iterable[tuple[str, str, int]]:
    for place, one in enumerate(people):
        for number in one.numbers:
            if tail := book_order.tail(number.number):
                yield tail, book_order.dialled(number.number), place
