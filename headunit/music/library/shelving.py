"""From tracks to shelves: which tracks make an album, an artist, a genre, a year. Made anew after each change.

An album is what has one name and one album artist. Where tags name none, songs of one name in one folder (or in the
disc folders of one) are one album, by various artists where their artists differ. Knows no file.
"""

import functools
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final

from headunit.kernel.text import folding
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.music.library.names import DISC_FOLDER
from headunit.music.library.sorting import found_by, heard_as, letter, sort_key

VARIOUS: Final = QT_TRANSLATE_NOOP("music", "Various artists")
UNKNOWN_ARTIST: Final = QT_TRANSLATE_NOOP("music", "Unknown artist")
#: Where an artist's name says so itself.
_VARIOUS_NAMES: Final = frozenset({"various artists", "various", "va", "diverse", "verschiedene", "群星"})
#: No folded name is so.
_NOBODY: Final = "-"
_SEPARATOR: Final = "\x1f"


_key: Final = functools.lru_cache(maxsize=50_000)(folding.key)


@dataclass(slots=True)
class _Song:
    id: int
    title_sort: str
    artists: tuple[str, ...]
    album: str
    album_artist: str
    compilation: bool
    place: str
    disc: int
    number: int
    year: int | None
    genres: tuple[str, ...]


@dataclass(slots=True)
class _Heading:
    kind: str
    key: str
    title: str
    subtitle: str = ""
    year: int | None = None
    songs: list[_Song] = field(default_factory=list)


def shelve(database: sqlite3.Connection) -> None:
    """Write `heading`, `member`, their words and `term` anew, in one step."""
    songs = list(_songs(database))
    headings: dict[tuple[str, str], _Heading] = {}
    _albums(songs, headings)
    for song in songs:
        for artist in song.artists or ("",):
            _into(headings, song, "artist", _key(artist) or artist or _NOBODY, artist or UNKNOWN_ARTIST)
        for genre in song.genres:
            _into(headings, song, "genre", _key(genre) or genre, genre)
        if song.year is not None:
            _into(headings, song, "year", str(song.year), str(song.year))
    database.execute("begin immediate")
    try:
        for table in ("heading", "member", "heading_fts", "term"):
            database.execute(f"delete from {table}")  # noqa: S608  the names are ours
        _write(database, headings.values())
        database.execute(
            "update root set tracks = (select count(*) from track where track.root = root.id and track.bad is null)"
        )
        database.execute("insert into term(word) select term from vocabulary where length(term) > 2")
        database.execute("commit")
    except BaseException:
        if database.in_transaction:
            database.execute("rollback")
        raise


def _songs(database: sqlite3.Connection) -> Iterator[_Song]:
    rows = database.execute(
        "select t.id, t.sort, t.artists, t.album, t.album_artist, t.compilation, f.path, t.disc, t.number, t.year,"
        " t.genres"
        " from track t join root r on r.id = t.root left join folder f on f.id = t.folder"
        " where t.bad is null and r.present order by t.id"
    )
    places: dict[bytes, str] = {}
    for number, sort, artists, album, album_artist, compilation, path, disc, place, year, genres in rows:
        if path not in places:
            places[path] = _place(path)
        several = tuple(artists.split("\n")) if artists else ()
        kinds = tuple(genres.split("\n")) if genres else ()
        yield _Song(
            number,
            sort,
            several,
            album,
            album_artist,
            bool(compilation),
            places[path],
            disc or 1,
            place or 0,
            year,
            kinds,
        )


def _place(path: bytes | None) -> str:
    """A folder, or the one above where it is but one disc of an album."""
    folder = PurePath((path or b"").decode("utf-8", "replace"))
    return str(folder.parent if DISC_FOLDER.fullmatch(folder.name) else folder)


def _into(headings: dict[tuple[str, str], _Heading], song: _Song, kind: str, key: str, title: str) -> _Heading:
    found = headings.get((kind, key))
    if found is None:
        found = headings[kind, key] = _Heading(kind, key, title)
    found.songs.append(song)
    return found


def _albums(songs: list[_Song], headings: dict[tuple[str, str], _Heading]) -> None:
    nameless: dict[tuple[str, str], list[_Song]] = {}
    for song in songs:
        if not song.album:
            continue
        by = _key(song.album_artist)
        if by in _VARIOUS_NAMES or (song.compilation and not by):
            _album(headings, [song], "", VARIOUS)
        elif by:
            _album(headings, [song], by, song.album_artist)
        else:
            nameless.setdefault((song.place, _key(song.album)), []).append(song)
    for together in nameless.values():
        leading = {_key(song.artists[0]) if song.artists else "" for song in together}
        if len(leading) > 1:
            _album(headings, together, "", VARIOUS)
        else:
            first = together[0].artists[0] if together[0].artists else UNKNOWN_ARTIST
            _album(headings, together, leading.pop(), first)


def _album(headings: dict[tuple[str, str], _Heading], songs: list[_Song], by: str, artist: str) -> None:
    for song in songs:
        key = f"{by}{_SEPARATOR}{_key(song.album) or song.album}"
        heading = _into(headings, song, "album", key, song.album)
        heading.subtitle = artist
        if song.year is not None:
            heading.year = song.year if heading.year is None else min(heading.year, song.year)


def _order(kind: str, song: _Song) -> tuple[object, ...]:
    if kind == "album":
        return (song.disc, song.number, song.title_sort, song.id)
    return (song.year or 9999, sort_key(song.album), song.disc, song.number, song.title_sort, song.id)


def _write(database: sqlite3.Connection, headings: Iterable[_Heading]) -> None:
    for number, heading in enumerate(headings, 1):
        songs = sorted({song.id: song for song in heading.songs}.values(), key=lambda song: _order(heading.kind, song))
        sort = sort_key(heading.title) or heading.title
        row = (number, heading.kind, heading.key, heading.title, heading.subtitle, sort, letter(sort), len(songs))
        insert = "insert into heading values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        database.execute(insert, (*row, songs[0].id, heading.year))
        members = ((number, position, song.id) for position, song in enumerate(songs))
        database.executemany("insert into member values(?, ?, ?)", members)
        if heading.kind in {"artist", "album"}:
            index = "insert into heading_fts(rowid, name, sound) values(?, ?, ?)"
            database.execute(index, (number, found_by(heading.title), heard_as(heading.title)))
