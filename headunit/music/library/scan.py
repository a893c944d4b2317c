"""One scan: what is new, changed and gone in the music folders, brought into the database.

Files whose time and size are as before are not opened. Runs in the worker; knows no screen and no house.
"""

import itertools
import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from headunit.music.library import store
from headunit.music.library.formats import is_music
from headunit.music.library.sorting import heard_as, letter, sort_key
from headunit.music.library.walk import Folder, Walk

if TYPE_CHECKING:
    from headunit.music.library.readers import Reading

_FOUND: Final = ("root", "folder", "path", "mtime_ns", "size", "bad")
#: So many files go to the disk at once: what a cancelled scan has found stays.
_BATCH: Final = 250


@dataclass(frozen=True, slots=True)
class Root:
    """A folder to look through. `drive`: it was plugged in, and may be pulled."""

    path: str
    drive: bool = False


@dataclass(slots=True)
class Progress:
    """`total`: files to be opened, `done` of them; `found`: files of music seen; `unreadable`: of those opened."""

    total: int = 0
    done: int = 0
    found: int = 0
    unreadable: int = 0
    removed: int = 0
    changed: bool = False
    unreachable: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _News:
    """A file to be opened. `known`: its number, where it is in the database already."""

    path: str
    mtime_ns: int
    size: int
    root: int
    folder: int
    below: int
    known: int | None


class Scan:
    """`tell`: hears of progress. `stop`: asked between files; True ends the scan, and keeps what it has."""

    def __init__(
        self,
        database: sqlite3.Connection,
        now: float,
        tell: Callable[[Progress], None] = lambda _: None,
        stop: Callable[[], bool] = lambda: False,
        processes: int = 1,
    ) -> None:
        self._do, self._now, self._tell, self._stop, self._processes = database, now, tell, stop, processes
        self._known: dict[bytes, tuple[int, int, int]] = {}
        self._folders: dict[bytes, tuple[int, object, object]] = {}
        self._first = database.execute("select count(*) from track").fetchone()[0] == 0
        self.progress = Progress()

    def run(self, roots: Iterable[Root]) -> Progress:
        """Look through `roots`; others are left as they are."""
        wanted: list[_News] = []
        walked: list[tuple[Walk, list[tuple[bytes, int]]]] = []
        seen: set[tuple[int, int]] = set()
        self._do.execute("begin immediate")
        for root in outermost(roots):
            number = self._root(root)
            walk = Walk(root.path, is_music, seen=seen)
            found = self._look(number, walk, wanted)
            if found is not None:
                gone = [(path, self._known[path][0]) for path in self._known.keys() - found]
                walked.append((walk, gone))
        self._do.execute("commit")
        self._read(wanted)
        if not self._stop():
            self._do.execute("begin immediate")
            for walk, gone in walked:
                self._forget(walk, gone)
            self._do.execute("commit")
        return self.progress

    def _root(self, root: Root) -> int:
        path = os.fsencode(root.path)
        row = self._do.execute("select id from root where path = ?", (path,)).fetchone()
        if row is None:
            insert = "insert into root(path, drive, present) values(?, ?, 0)"
            row = (self._do.execute(insert, (path, root.drive)).lastrowid,)
            self.progress.changed = True
        # Smaller ones inside are part of it from now on.
        inside = path.rstrip(b"/") + b"/"
        for (other,) in self._do.execute(
            "select id from root where substr(path, 1, ?) = ?", (len(inside), inside)
        ).fetchall():
            for table in ("track", "folder", "playlist"):
                self._do.execute(f"update {table} set root = ? where root = ?", (row[0], other))  # noqa: S608  the names are ours
            self._do.execute("delete from root where id = ?", (other,))
        return int(row[0])

    def _look(self, root: int, walk: Walk, wanted: list[_News]) -> set[bytes] | None:
        """Files to be opened go to `wanted`. Returns all that is there; None where the root is away."""
        rows = self._do.execute("select path, id, mtime_ns, size from track where root = ?", (root,))
        self._known = {path: (number, mtime_ns, size) for path, number, mtime_ns, size in rows}
        rows = self._do.execute("select path, id, cover, cover_stamp from folder where root = ?", (root,))
        self._folders = {path: (number, cover, stamp) for path, number, cover, stamp in rows}
        seen: list[bytes] = []
        get = self._known.get
        lists: set[bytes] = set()
        above = walk.root.rstrip("/").count("/")
        try:
            for folder in walk.folders():
                if self._stop():
                    break
                number = None
                if folder.files or folder.cover or os.fsencode(folder.path) in self._folders:
                    number = self._folder(root, folder)
                below = folder.path.rstrip("/").count("/") - above
                if folder.playlists:
                    lists.update(map(os.fsencode, folder.playlists))
                for path, mtime_ns, size in folder.files:
                    raw = path.encode("utf-8", "surrogateescape")
                    seen.append(raw)
                    known = get(raw)
                    if known is None or known[1] != mtime_ns or known[2] != size:
                        wanted.append(_News(path, mtime_ns, size, root, number or 0, below, known and known[0]))
        except OSError:
            seen.clear()
        found = set(seen)
        # A drive's folder outlives the drive, empty: that is no reason to forget all that was on it.
        if not found and (self._known or not os.path.isdir(walk.root)):  # noqa: PTH112
            self._present(root, present=False)
            self.progress.unreachable.append(walk.root)
            return None
        self.progress.found += len(found)
        self._present(root, present=True)
        self._playlists(root, lists)
        return found

    def _present(self, root: int, *, present: bool) -> None:
        changed = self._do.execute(
            "update root set present = ? where id = ? and present <> ?", (present, root, present)
        )
        self.progress.changed |= changed.rowcount > 0

    def _folder(self, root: int, folder: Folder) -> int:
        path = os.fsencode(folder.path)
        cover, stamp = (os.fsencode(folder.cover[0]), folder.cover[1]) if folder.cover else (None, None)
        known = self._folders.get(path)
        if known is not None and known[1:] == (cover, stamp):
            return known[0]
        self.progress.changed = True
        if known is not None:
            new = "update folder set cover = ?, cover_stamp = ?, digest = null where id = ?"
            self._do.execute(new, (cover, stamp, known[0]))
            self._folders[path] = (known[0], cover, stamp)
            return known[0]
        parent = self._parent(root, folder.parent) if folder.parent else None
        return self._new_folder(root, parent, folder.path, cover, stamp)

    def _parent(self, root: int, path: str) -> int:
        """The folder above, which may hold no music itself."""
        known = self._folders.get(os.fsencode(path))
        if known is not None:
            return known[0]
        root_path = os.fsdecode(self._do.execute("select path from root where id = ?", (root,)).fetchone()[0])
        above = os.path.dirname(path)  # noqa: PTH120
        inside = path != root_path and above.startswith(root_path)
        return self._new_folder(root, self._parent(root, above) if inside else None, path, None, None)

    def _new_folder(self, root: int, parent: int | None, path: str, cover: object, stamp: object) -> int:
        name = shown(PurePath(path).name or path)
        key = sort_key(name)
        row = (root, parent, os.fsencode(path), name, key, letter(key), cover, stamp)
        insert = (
            "insert into folder(root, parent, path, name, sort, letter, cover, cover_stamp)"
            " values(?, ?, ?, ?, ?, ?, ?, ?)"
            " on conflict(path) do update set root = excluded.root returning id"
        )
        number = int(self._do.execute(insert, row).fetchone()[0])
        self._folders[os.fsencode(path)] = (number, cover, stamp)
        return number

    def _playlists(self, root: int, lists: set[bytes]) -> None:
        known = {path for (path,) in self._do.execute("select path from playlist where root = ?", (root,))}
        for path in lists - known:
            title = shown(PurePath(os.fsdecode(path)).stem)
            key = sort_key(title)
            insert = "insert or replace into playlist(path, root, title, sort, letter) values(?, ?, ?, ?, ?)"
            self._do.execute(insert, (path, root, title, key, letter(key)))
        self._do.executemany("delete from playlist where path = ?", ((path,) for path in known - lists))
        self.progress.changed |= lists != known

    def _read(self, wanted: Sequence[_News]) -> None:
        self.progress.total = len(wanted)
        self._tell(self.progress)
        if not wanted:
            return
        store.check(self._do)
        from headunit.music.library.readers import COLUMNS, Wanted, read_all  # noqa: PLC0415  mutagen: only for news

        columns = ("id", *_FOUND, *COLUMNS, "sort", "letter", "added")
        into = f"insert or replace into track({', '.join(columns)}) values({', '.join('?' * len(columns))})"
        jobs = [Wanted(one.path, one.size, one.below) for one in wanted]
        read = zip(wanted, read_all(jobs, self._processes, self._stop), strict=False)
        self._next = int(self._do.execute("select coalesce(max(id), 0) + 1 from track").fetchone()[0])
        while batch := list(itertools.islice(read, _BATCH)):
            self.progress.changed = True
            self._do.execute("begin immediate")
            self._keep(batch, into)
            self._do.execute("commit")
            self.progress.done += len(batch)
            self._tell(self.progress)

    def _keep(self, batch: "list[tuple[_News, Reading]]", into: str) -> None:
        rows: list[tuple[object, ...]] = []
        words: list[tuple[object, ...]] = []
        for news, reading in batch:
            number, added = news.known, self._now
            if number is None:
                number = self._next
                self._next += 1
                added = min(self._now, news.mtime_ns / 1e9) if self._first else self._now
            else:
                # A changed file keeps its number, and the day on which it was added.
                added = self._do.execute("select added from track where id = ?", (number,)).fetchone()[0]
                self._do.execute("delete from fts where rowid = ?", (number,))
            self.progress.unreadable += bool(reading.fault)
            key = sort_key(str(reading.columns[0]))
            found = (news.root, news.folder, os.fsencode(news.path), news.mtime_ns, news.size, reading.fault or None)
            rows.append((number, *found, *reading.columns, key, letter(key), added))
            if not reading.fault:
                sound = " ".join([heard_as(name) for name in reading.heard]).strip() if reading.heard else ""
                words.append((number, reading.title_words, reading.other_words, sound))
        self._do.executemany(into, rows)
        self._do.executemany("insert into fts(rowid, title, other, sound) values(?, ?, ?, ?)", words)

    def _forget(self, walk: Walk, missing: list[tuple[bytes, int]]) -> None:
        """What was known and is not there any more; but nothing below a folder that could not be looked into."""
        shut = tuple(os.fsencode(path) + b"/" for path in walk.shut)
        gone = [(number,) for path, number in missing if not (shut and path.startswith(shut))]
        self._do.executemany("delete from track where id = ?", gone)
        self._do.executemany("delete from fts where rowid = ?", gone)
        self.progress.removed += len(gone)
        self.progress.changed |= bool(gone)


def shown(path: str) -> str:
    """A path for people: bytes that are no UTF-8 as some sign."""
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "replace")


def outermost(roots: Iterable[Root]) -> list[Root]:
    """The roots without those that lie inside others."""
    kept: list[Root] = []
    for root in sorted(roots, key=lambda one: PurePath(one.path).parts):
        if not any(PurePath(root.path).is_relative_to(other.path) for other in kept):
            kept.append(root)
    return kept
