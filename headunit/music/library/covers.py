"""Covers: each picture once, whatever the number of songs that carry it, as a thumbnail in a bounded folder.

Runs in the worker, after the songs are there. Knows no picture format.
"""

import hashlib
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from headunit.music.library.mutagen_tags import UnreadableError, read_tags

log = logging.getLogger(__name__)

FOLDER: Final = "covers"
#: All thumbnails together (bytes): some 6,000 albums. The oldest go first.
MOST: Final = 256 << 20
#: A picture beyond this is not looked at (bytes).
_LARGEST: Final = 48 << 20

type Thumbnail = Callable[[bytes, Path], int]


def file_of(folder: Path, digest: str) -> Path:
    """Where the thumbnail of a picture lies below the library's folder."""
    return folder / FOLDER / digest[:2] / f"{digest}.jpg"


def make_covers(
    database: sqlite3.Connection,
    folder: Path,
    thumbnail: Thumbnail,
    stop: Callable[[], bool],
    most: int = MOST,
    *,
    tidy: bool = True,
) -> int:
    """Make what is missing and, where some were made or with `tidy`, keep all below `most` bytes. How many were made.

    A full disk ends it, logged.
    """
    made = 0
    try:
        for digest, data in _missing(database, stop):
            kept = 0 if len(data) > _LARGEST else thumbnail(data, file_of(folder, digest))
            database.execute("insert or replace into picture values(?, ?)", (digest, kept))
            made += 1
        if made or tidy:
            _bound(database, folder, most)
    except OSError as error:
        log.error("covers are not kept: %s", error.strerror or error)  # noqa: TRY400  one line is enough
    return made


def _missing(database: sqlite3.Connection, stop: Callable[[], bool]) -> Iterator[tuple[str, bytes]]:
    beside = "select id, cover from folder where cover is not null and digest is null"
    for number, path in database.execute(beside).fetchall():
        if stop():
            return
        data = _content(path)
        digest = hashlib.sha1(data, usedforsecurity=False).hexdigest() if data else ""
        database.execute("update folder set digest = ? where id = ?", (digest, number))
        if digest and not database.execute("select 1 from picture where digest = ?", (digest,)).fetchone():
            yield digest, data
    inside = (
        "select t.digest, min(t.path) from track t left join picture p on p.digest = t.digest"
        " where t.digest is not null and p.digest is null and t.bad is null group by t.digest"
    )
    for digest, path in database.execute(inside).fetchall():
        if stop():
            return
        try:
            picture = read_tags(os.fsdecode(path))[1]
        except (UnreadableError, OSError):
            continue  # gone since
        if picture is not None and picture.digest == digest:
            yield digest, picture.data


def _content(path: bytes) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123  a path of bytes
            return file.read(_LARGEST + 1)
    except OSError:
        return b""


def _bound(database: sqlite3.Connection, folder: Path, most: int) -> None:
    """Delete what no song carries any more; beyond the bound, the first that were made."""
    lost = (
        "select digest from picture where digest not in (select digest from track where digest is not null)"
        " and digest not in (select digest from folder where digest is not null)"
    )
    for (digest,) in database.execute(lost).fetchall():
        file_of(folder, digest).unlink(missing_ok=True)
        database.execute("delete from picture where digest = ?", (digest,))
    total = database.execute("select coalesce(sum(kept), 0) from picture").fetchone()[0]
    if total <= most:
        return
    files = [
        (file_of(folder, digest), digest, kept) for digest, kept in database.execute("select * from picture where kept")
    ]
    for file, digest, kept in sorted(files, key=lambda one: one[0].stat().st_mtime_ns if one[0].exists() else 0):
        if total <= most:
            break
        file.unlink(missing_ok=True)
        database.execute("update picture set kept = 0 where digest = ?", (digest,))
        total -= kept
