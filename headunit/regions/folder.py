"""A region's folder on the disk: what region.json says, what must lie beside it, how one replaces another."""

import contextlib
import ctypes
import dataclasses
import errno
import json
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Final

from headunit.kernel.errors import HeadunitError
from headunit.kernel.geodesy import Bounds
from headunit.regions.pmtiles_metadata import read
from headunit.regions.state import Region

DESCRIPTION: Final = "region.json"
#: renameat2(2): both names change places in one step.
_RENAME_EXCHANGE: Final = 2
_AT_FDCWD: Final = -100


def write(region: Region) -> None:
    """Describe `region` in its folder; last of all, for a folder with a description is whole."""
    fields = {name: value for name, value in dataclasses.asdict(region).items() if name != "folder"}
    part = region.folder / f"{DESCRIPTION}.part"
    with part.open("w", encoding="utf-8") as file:
        json.dump(fields, file, indent=1, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    part.replace(region.folder / DESCRIPTION)


def load(folder: Path) -> Region:
    """The region in `folder`. Raises HeadunitError with one line: what is missing or damaged."""
    region = describe(folder)
    check(region)
    return region


def describe(folder: Path) -> Region:
    """What region.json says; whether the rest is there is not looked at. Raises HeadunitError."""
    try:
        said = json.loads((folder / DESCRIPTION).read_text("utf-8"))
        return Region(
            name=folder.name,
            title=str(said["title"]),
            folder=folder,
            bounds=Bounds(**{side: float(said["bounds"][side]) for side in ("south", "west", "north", "east")}),
            osm_at=str(said["osm_at"]),
            countries=tuple(str(code) for code in said["countries"]),
            left_hand=bool(said["left_hand"]),
            source=str(said["source"]),
            size_bytes=int(said["size_bytes"]),
            build=str(said["build"]),
        )
    except FileNotFoundError as error:
        raise HeadunitError(f"{DESCRIPTION} is missing") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HeadunitError(f"{DESCRIPTION} cannot be read ({type(error).__name__}: {error})") from error


def check(region: Region) -> None:
    """Whether all parts are there and look like what they should be. Quick: no part is read to its end."""
    for part in (region.tiles, region.search, region.routing):
        if not part.exists():
            raise HeadunitError(f"{part.name} is missing")
    try:
        read(region.tiles)
    except (OSError, ValueError) as error:
        raise HeadunitError(f"{region.tiles.name} is damaged") from error
    try:
        with contextlib.closing(sqlite3.connect(f"{region.search.absolute().as_uri()}?mode=ro", uri=True)) as database:
            database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        raise HeadunitError(f"{region.search.name} is damaged") from error
    if not region.routing.is_dir() or not any(region.routing.iterdir()):
        raise HeadunitError(f"{region.routing.name} is empty")
    if (there := size_bytes(region.folder)) < region.size_bytes:
        raise HeadunitError(f"it is damaged: {region.size_bytes - there} bytes are lost")


def size_bytes(folder: Path) -> int:
    """What the files in `folder` take, without the description, which tells it."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != DESCRIPTION)
    return sum(path.stat().st_size for path in files)


def put_in_place(new: Path, place: Path) -> None:
    """`new` takes the name `place`; what was there is deleted. At every moment a whole region has that name."""
    if not place.exists():
        new.rename(place)
        return
    _exchange(new, place)
    shutil.rmtree(new)


def _exchange(one: Path, other: Path) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    done = libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    if done == 0:
        return
    if (code := ctypes.get_errno()) not in {errno.EINVAL, errno.ENOSYS}:
        raise OSError(code, os.strerror(code), str(other))
    # A file system that cannot exchange: for a moment there is none of that name. A crash just then is mended by adding
    # the region again; both are still there.
    aside = other.with_name(f".{other.name}.old")
    other.rename(aside)
    one.rename(other)
    aside.rename(one)


def delete(folder: Path) -> None:
    """Remove a region: first its name, in one step, then its files, so that none is ever half there."""
    gone = folder.with_name(f".{folder.name}.gone")
    shutil.rmtree(gone, ignore_errors=True)
    folder.rename(gone)
    shutil.rmtree(gone)
