# ruff: noqa: S608  no question holds a text that somebody gave
"""Questions to the library: shelves, what is inside, tracks of a thing. Rows in, items out.

Keys: a shelf's word ("albums"), or kind and name ("album:...", "folder:12", "playlist:/path", "track:345").
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from headunit.kernel.errors import HeadunitError
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.music.library import playlists
from headunit.music.library.covers import file_of
from headunit.music.library.keepsakes import Kept
from headunit.music.library.shelving import UNKNOWN_ARTIST
from headunit.music.library.sorting import letter, sort_key
from headunit.music.library.store import Shelves
from headunit.music.state import Item, Shelf, Track

#: Rows that one listing shows at most; a library of a hundred thousand songs has a search.
MOST: Final = 20_000
RECENT: Final = 200
HEARD_MOST: Final = 100
#: Shelves of headings, and the kind of these.
_KINDS: Final = {Shelf.ARTISTS: "artist", Shelf.ALBUMS: "album", Shelf.GENRES: "genre", Shelf.YEARS: "year"}
TITLES: Final = {
    Shelf.ARTISTS: QT_TRANSLATE_NOOP("music", "Artists"),
    Shelf.ALBUMS: QT_TRANSLATE_NOOP("music", "Albums"),
    Shelf.GENRES: QT_TRANSLATE_NOOP("music", "Genres"),
    Shelf.YEARS: QT_TRANSLATE_NOOP("music", "Years"),
    Shelf.FOLDERS: QT_TRANSLATE_NOOP("music", "Folders"),
    Shelf.PLAYLISTS: QT_TRANSLATE_NOOP("music", "Playlists"),
    Shelf.TRACKS: QT_TRANSLATE_NOOP("music", "Songs"),
    Shelf.FAVOURITES: QT_TRANSLATE_NOOP("music", "Favourites"),
    Shelf.RECENT: QT_TRANSLATE_NOOP("music", "Recently added"),
    Shelf.MOST: QT_TRANSLATE_NOOP("music", "Most played"),
}
_TRACK: Final = (
    "select t.id, t.path, t.title, t.artist, t.album, t.album_artist, t.genres, t.year, t.disc, t.number, t.duration_s,"
    " t.gain_db, t.album_gain_db, t.sort, t.letter, coalesce(p.digest, q.digest), r.present"
    " from track t join root r on r.id = t.root left join folder f on f.id = t.folder"
    " left join picture p on p.digest = t.digest and p.kept left join picture q on q.digest = f.digest and q.kept"
)
_HEADING: Final = (
    "select h.kind, h.key, h.title, h.subtitle, h.letter, h.tracks, coalesce(p.digest, q.digest), h.year from heading h"
    " join track t on t.id = h.sample left join folder f on f.id = t.folder"
    " left join picture p on p.digest = t.digest and p.kept left join picture q on q.digest = f.digest and q.kept"
)


class Library:
    """`folder`: of the database; `own`: of the driver's own playlists. One thread. Raises HeadunitError."""

    def __init__(self, folder: Path, own: Path) -> None:
        self._folder, self._own = folder, own
        self._shelves = Shelves(folder)

    def close(self) -> None:
        """Let go of the database."""
        self._shelves.close()

    def rows(self, question: str, *given: object) -> list[tuple[object, ...]]:
        """For the search, which asks in its own way."""
        return self._shelves.rows(question, *given)

    def count(self) -> int:
        """Tracks that can be played now."""
        return int(str(self._one("select coalesce(sum(tracks), 0) from root where present")))

    def absent(self) -> int:
        """Tracks whose folder or drive is away."""
        return int(str(self._one("select coalesce(sum(tracks), 0) from root where not present")))

    def roots(self) -> list[tuple[Path, bool, bool]]:
        """Known folders: path, a drive, there now."""
        rows = self.rows("select path, drive, present from root order by path")
        return [(Path(os.fsdecode(_bytes(path))), bool(drive), bool(present)) for path, drive, present in rows]

    def _one(self, question: str, *given: object) -> object:
        rows = self.rows(question, *given)
        return rows[0][0] if rows else 0

    def inside(self, key: str, kept: Kept) -> list[Item]:
        """What a shelf, or a thing on it, holds."""
        kind, _, name = key.partition(":")
        if not name:
            return self._shelf(_shelf(kind), kept)
        if kind in {"artist", "genre", "year"}:
            return [*self._albums_of(kind, name), *self._loose(kind, name)]
        if kind == "folder":
            return [
                *self._folders(f"f.parent = {_number(name)}"),
                *self._items(" where t.bad is null and t.folder = ? and r.present order by t.path", _number(name)),
            ]
        return [_of_track(track) for track in self._rated(self.tracks(key, kept))]

    def _shelf(self, shelf: Shelf, kept: Kept) -> list[Item]:
        if shelf in _KINDS:
            order = "h.sort desc" if shelf is Shelf.YEARS else "h.sort, h.subtitle"
            return self._headings(f" where h.kind = ? order by {order} limit {MOST}", _KINDS[shelf])
        if shelf is Shelf.FOLDERS:
            roots = self._folders("f.parent is null")
            # One folder alone is no choice.
            return self.inside(roots[0].key, kept) if len(roots) == 1 else roots
        if shelf is Shelf.PLAYLISTS:
            return self._lists()
        if shelf is Shelf.TRACKS:
            return self._items(f" where t.bad is null and r.present order by t.sort, t.id limit {MOST}")
        return [_of_track(track) for track in self._rated(self.tracks(shelf.value, kept))]

    def tracks(self, key: str, kept: Kept) -> list[Track]:
        """All tracks of a key, in order; those whose drive is away too where the driver chose them himself."""
        kind, _, name = key.partition(":")
        if kind == "track":
            return [track for _, track, _ in self._found(" where t.id = ?", _number(name))]
        if kind in _KINDS.values() and name:
            where = (
                " join member m on m.track = t.id join heading h on h.id = m.heading"
                " where h.kind = ? and h.key = ? order by m.position"
            )
            return [track for _, track, _ in self._found(where, kind, name)]
        if kind == "folder":
            return self._below(_number(name))
        if kind == "playlist":
            return self.known([playlists.track_of(entry) for entry in playlists.load(self._file(name)).entries])
        return self._shelf_tracks(_shelf(kind), kept)

    def _shelf_tracks(self, shelf: Shelf, kept: Kept) -> list[Track]:
        if shelf is Shelf.FAVOURITES:
            return self.known(kept.favourites)
        if shelf is Shelf.MOST:
            return self.known([track for track, _ in kept.heard[:HEARD_MOST]])
        order = f"t.added desc, t.path limit {RECENT}" if shelf is Shelf.RECENT else f"t.sort, t.id limit {MOST}"
        return [track for _, track, _ in self._found(f" where t.bad is null and r.present order by {order}")]

    def _file(self, name: str) -> Path:
        """Only lists that are known: a key is no way to read any file."""
        file = Path(name)
        known = file.parent == self._own or self.rows("select 1 from playlist where path = ?", os.fsencode(name))
        if not known:
            raise HeadunitError(f"there is no playlist {file.name}")
        return file

    def _below(self, folder: int) -> list[Track]:
        path = self._one("select path from folder where id = ?", folder)
        inside = _bytes(path).rstrip(b"/") + b"/" if path else b"/"
        where = " where t.bad is null and r.present and substr(t.path, 1, ?) = ? order by t.path"
        return [track for _, track, _ in self._found(where, len(inside), inside)]

    def known(self, tracks: Sequence[Track]) -> list[Track]:
        """The same tracks, with all that the library knows of them by now."""
        by_uri = self._by_uri([track.uri for track in tracks])
        return [by_uri.get(track.uri, (track, True))[0] for track in tracks]

    def _rated(self, tracks: Sequence[Track]) -> Iterable[tuple[Track, bool]]:
        by_uri = self._by_uri([track.uri for track in tracks])
        for track in tracks:
            missing = track.uri.startswith("file:") and not (track.uri in by_uri or _exists(track.uri))
            yield track, missing or not by_uri.get(track.uri, (track, True))[1]

    def _by_uri(self, uris: Sequence[str]) -> dict[str, tuple[Track, bool]]:
        paths = [os.fsencode(path_of(uri)) for uri in uris if uri.startswith("file:")]
        found: dict[str, tuple[Track, bool]] = {}
        for at in range(0, len(paths), 500):
            some = paths[at : at + 500]
            where = f" where t.bad is null and t.path in ({', '.join('?' * len(some))})"
            found |= {track.uri: (track, present) for _, track, present in self._found(where, *some)}
        return found

    def _found(self, where: str, *given: object) -> list[tuple[int, Track, bool]]:
        return [(int(str(row[0])), self._track(row), bool(row[16])) for row in self.rows(_TRACK + where, *given)]

    def _track(self, row: tuple[object, ...]) -> Track:
        _, path, title, artist, album, album_artist, genres, year, disc, number, duration, gain, album_gain, sort = row[
            :14
        ]
        digest = row[15]
        return Track(
            Path(os.fsdecode(_bytes(path))).as_uri(),
            str(title),
            str(artist),
            str(album),
            str(album_artist),
            str(genres).replace("\n", ", "),
            _int(year),
            _int(disc),
            _int(number),
            _float(duration),
            _float(gain),
            _float(album_gain),
            cover=file_of(self._folder, str(digest)) if digest else None,
            sort_key=str(sort),
        )

    def items(self, where: str, *given: object) -> dict[int, Item]:
        """Tracks as rows of a listing, by their number in the database."""
        return {
            number: _of_track((track, not present), number) for number, track, present in self._found(where, *given)
        }

    def _items(self, where: str, *given: object) -> list[Item]:
        return list(self.items(where, *given).values())

    def _headings(self, where: str, *given: object) -> list[Item]:
        return [self.heading(row) for row in self.rows(_HEADING + where, *given)]

    def headings(self, where: str, *given: object) -> list[Item]:
        """Artists, albums and the like as rows of a listing."""
        return self._headings(where, *given)

    def heading(self, row: tuple[object, ...]) -> Item:
        """One heading as a row of a listing."""
        kind, key, title, subtitle, first, count, digest, _ = row
        cover = file_of(self._folder, str(digest)) if digest and kind in {"album", "artist"} else None
        return Item(f"{kind}:{key}", str(title), str(subtitle), str(first), int(str(count)), cover)

    def _albums_of(self, kind: str, name: str) -> list[Item]:
        where = (
            " where h.kind = 'album' and h.id in (select m.heading from member m where m.track in"
            " (select n.track from member n join heading k on k.id = n.heading where k.kind = ? and k.key = ?))"
            f" order by {'h.year, ' if kind == 'artist' else ''}h.sort"
        )
        return self._headings(where, kind, name)

    def _loose(self, kind: str, name: str) -> list[Item]:
        """Songs of a thing that are on no album."""
        where = (
            " join member m on m.track = t.id join heading h on h.id = m.heading"
            " where h.kind = ? and h.key = ? and t.album = '' order by m.position"
        )
        return self._items(where, kind, name)

    def _folders(self, where: str) -> list[Item]:
        rows = self.rows(
            "select f.id, f.name, f.letter, q.digest from folder f join root r on r.id = f.root"
            f" left join picture q on q.digest = f.digest and q.kept where {where} and r.present order by f.sort"
        )
        items = []
        for number, name, first, digest in rows:
            count = self._one(
                "select count(*) from track t join folder f on f.id = t.folder, folder g where g.id = ?"
                " and t.bad is null and (f.id = g.id"
                " or substr(f.path, 1, length(g.path) + 1) = cast(g.path || '/' as blob))",
                number,
            )
            cover = file_of(self._folder, str(digest)) if digest else None
            if count:
                items.append(Item(f"folder:{number}", str(name), letter=str(first), count=int(str(count)), cover=cover))
        return items

    def _own_lists(self) -> list[Path]:
        try:
            return sorted(
                file for file in self._own.iterdir() if file.suffix == ".m3u8" and not file.name.startswith(".")
            )
        except OSError:
            return []

    def _lists(self) -> list[Item]:
        rows = self.rows("select p.path from playlist p join root r on r.id = p.root where r.present")
        files = [*self._own_lists(), *(Path(os.fsdecode(_bytes(path))) for (path,) in rows)]
        items = []
        for file in files:
            try:
                count = len(playlists.load(file).entries)
            except HeadunitError:
                continue  # gone since the scan
            title = os.fsencode(file.stem).decode("utf-8", "replace")
            items.append(Item(f"playlist:{file}", title, letter=letter(sort_key(title)), count=count))
        return sorted(items, key=lambda item: sort_key(item.title))


def _of_track(rated: tuple[Track, bool], number: int | None = None) -> Item:
    track, absent = rated
    key = f"track:{number}" if number is not None else track.uri
    first = letter(track.sort_key or sort_key(track.title))
    subtitle = track.artist or UNKNOWN_ARTIST
    return Item(key, track.title, subtitle, first, 1, track.cover, track, playable=not absent, absent=absent)


def _exists(uri: str) -> bool:
    return os.path.exists(path_of(uri))  # noqa: PTH110  a name that is too long is no error here


def path_of(uri: str) -> Path:
    """The file behind a file:// URI."""
    return Path(unquote(urlsplit(uri).path, errors="surrogateescape"))


def _shelf(word: str) -> Shelf:
    try:
        return Shelf(word)
    except ValueError:
        raise HeadunitError(f"the library has no {word[:40]!r}") from None


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise HeadunitError(f"the library has no number {text[:40]!r}") from None


def _int(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _float(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
