"""The worker: reads the vCards that a phone has sent, in a process of its own, and says so line by line.

`python -m headunit.phone.book_worker FOLDER BOOK...`: FOLDER/incoming/BOOK.vcf is read, removed, FOLDER/people.sqlite
(with photos/) or FOLDER/BOOK.json made of it. It knows nothing of the program that asks. `pb+photos` takes photos in.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from headunit.kernel.kept_file import replace_file
from headunit.kernel.process_end import die_with_parent
from headunit.phone import book_build, vcard, vcard_stream
from headunit.phone.portraits import Portraits

PEOPLE: Final = "pb"
PHOTOS: Final = "+photos"
#: Where the door puts what the phone sends, and what is made of it.
INCOMING, SHELF = "incoming", "people.sqlite"
#: Longest history that is kept (calls); PBAP's own are shorter.
MOST_CALLS: Final = 1_000
#: Address space of the worker (bytes): whatever a card claims to be, the car goes on.
_MEMORY: Final = 2 << 30
_PRIORITY: Final = 10


@dataclass(frozen=True, slots=True)
class Told:
    """One line. `book`: "pb", "fav", ... `file`: to be read now. `whole`: false of a first part. `fault`: why there
    is nothing, one line."""

    book: str
    file: str = ""
    count: int = 0
    skipped: int = 0
    whole: bool = True
    fault: str = ""


def work(folder: Path, books: list[str], tell: Callable[[Told], None]) -> None:
    """Read all `books` of a phone's folder. Never raises for what they hold."""
    for name in books:
        book = name.removesuffix(PHOTOS)
        file = folder / INCOMING / f"{book}.vcf"
        try:
            if book == PEOPLE:
                _people(folder, file, tell, photos=name != book)
            else:
                _calls(folder / f"{book}.json", file, book, tell)
        except (OSError, MemoryError) as error:
            tell(Told(book, fault=str(error) or type(error).__name__))
        finally:
            file.unlink(missing_ok=True)


def _people(folder: Path, file: Path, tell: Callable[[Told], None], *, photos: bool) -> None:
    portraits = Portraits(folder / "photos") if photos else None

    def shown(part: Path, count: int) -> None:
        tell(Told(PEOPLE, str(part), count, whole=False))

    out = folder / SHELF
    found = book_build.build(file, out, portraits, shown)
    if portraits is not None:
        portraits.tidy()
    tell(Told(PEOPLE, str(out), len(found.people), found.skipped))


def _calls(out: Path, file: Path, book: str, tell: Callable[[Told], None]) -> None:
    """Histories and favourites are short: a list of names, numbers and times, the first number of each card."""
    rows: list[dict[str, object]] = []
    skipped = 0
    with file.open("rb") as content:
        for raw in vcard_stream.cards(content):
            card = vcard.read(raw.lines)
            if len(rows) == MOST_CALLS:
                break
            if not card.numbers and card.direction is None:
                skipped += 1
                continue
            number = card.numbers[0].number if card.numbers else ""
            direction = card.direction.value if card.direction is not None else ""
            rows.append({"name": card.name, "number": number, "direction": direction, "when": card.when})
    replace_file(out, json.dumps(rows, ensure_ascii=False).encode("utf-8", "replace"))
    tell(Told(book, str(out), len(rows), skipped))


def main(words: list[str]) -> int:
    """The process."""
    die_with_parent()
    os.nice(_PRIORITY)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    os.umask(0o077)

    def tell(told: Told) -> None:
        sys.stdout.write(json.dumps(asdict(told)) + "\n")
        sys.stdout.flush()

    work(Path(words[0]), words[1:], tell)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
