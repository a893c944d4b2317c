"""What a file's name and folder tell of it where tags do not: "01 - Artist - Title". Knows no file."""

import re
from pathlib import PurePath
from typing import Final

from headunit.music.library.record import Record

#: A number in front: of the track, or of disc and track ("1-02", "2.07").
_NUMBER: Final = re.compile(
    r"(?:(?:cd|disc|disk)?\s*(?P<disc>\d)\s*[-.]\s*)?(?P<number>\d{1,3})(?P<after>\s*[-._)\]]+\s*|\s+)", re.IGNORECASE
)
_BETWEEN: Final = re.compile(r"\s+[-\u2013\u2014]\s+|\s*_-_\s*")
#: A folder that is one disc of an album: "CD 1", "Disc 02".
DISC_FOLDER: Final = re.compile(r"(?:cd|disc|disk|dis[ck]o|碟|光盘)[\s_.-]*(?P<disc>\d{1,2})\b.*", re.IGNORECASE)
#: The same behind the album's name.
_DISC_ALBUM: Final = re.compile(
    r"\s*[\[(\s,-]+\s*(?:cd|disc|disk)[\s.#-]*(?P<disc>\d{1,2})\s*[\])]?\s*$", re.IGNORECASE
)
_YEAR: Final = re.compile(r"^[\[(]?(?P<year>(?:19|20)\d\d)[\])]?\s*[-_. ]\s*")


def from_name(path: PurePath, below: int) -> Record:
    """What the path tells. `below`: how many of the folders at its end lie below the music folder.

    The file's own name: [disc-]number, artist and title; folder and the one above: album and artist.
    """
    stem = path.stem.replace("_", " ").strip() if "_" in path.stem and " " not in path.stem else path.stem.strip()
    found = _NUMBER.match(stem)
    disc = number = None
    if found is not None and found.end() < len(stem):
        # "99 Luftballons": a number without a sign behind it is the track's only with a zero in front.
        marked = found["after"].strip() != "" or found["number"].startswith("0")
        if marked:
            number, disc = int(found["number"]), int(found["disc"]) if found["disc"] else None
            stem = stem[found.end() :].strip()
    parts = [part.strip() for part in _BETWEEN.split(stem) if part.strip()]
    if len(parts) == 3 and parts[1].isdecimal():  # noqa: PLR2004  Artist - 01 - Title
        number, parts = int(parts[1]) if number is None else number, [parts[0], parts[2]]
    artist, title = (parts[0], " - ".join(parts[1:])) if len(parts) > 1 else ("", stem)
    folders = path.parent.parts[len(path.parent.parts) - below :] if below > 0 else ()
    album = folders[-1] if folders else ""
    above = folders[:-1]
    if (of_disc := DISC_FOLDER.fullmatch(album)) is not None and above:
        disc = disc if disc is not None else int(of_disc["disc"])
        album, above = above[-1], above[:-1]
    named = album.partition(" - ")
    if named[1] and not above:
        artist, album = artist or named[0].strip(), named[2].strip()
    if not artist and above:
        artist = above[-1]
    year = _YEAR.match(album)
    album = album[year.end() :] if year is not None and year.end() < len(album) else album
    record = Record(title, (artist,) if artist else (), album, number=number, disc=disc)
    record.year = None if year is None else int(year["year"])
    return record


def without_disc(album: str) -> tuple[str, int | None]:
    """An album's name without "(Disc 2)" behind it, and that number."""
    found = _DISC_ALBUM.search(album)
    if found is None or found.start() == 0:
        return album, None
    return album[: found.start()], int(found["disc"])
