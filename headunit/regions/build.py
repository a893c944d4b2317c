"""Builds one region in a folder beside the others and moves it into place when it is whole. Blocks: for a process of
its own.

Knows no step by name: app/ says what a region is made of. What is fetched and finished stays in NAME.part when a build
is cut off, and is not done again.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from headunit import __version__
from headunit.kernel.errors import HeadunitError
from headunit.regions import folder as region_folder
from headunit.regions.countries import left_hand
from headunit.regions.disk_room import DiskRoom
from headunit.regions.download import sha256_of
from headunit.regions.osmium_extract import CountryUnknownError, examine
from headunit.regions.ports import Extract, Step
from headunit.regions.source import Source
from headunit.regions.state import Build, Region, Stage

#: How long each stage takes of the whole, roughly (measured on Monaco and Liechtenstein).
_WEIGHTS: Final = {
    Stage.FETCHING: 0.08,
    Stage.READING: 0.04,
    Stage.MAP: 0.36,
    Stage.ROUTING: 0.28,
    Stage.SEARCH: 0.22,
    Stage.CHECKING: 0.02,
}
_NOTES: Final = "progress.json"
_ORIGIN: Final = "source.txt"


class Part(NamedTuple):
    """A step, and the stage under which a person hears of it."""

    stage: Stage
    step: Step


def build(shelf: Path, source: Source, country: str, parts: Sequence[Part], report: Callable[[Build], None]) -> Region:
    """The region made of `source`, in place under `shelf`. `country`: an ISO code, or "" where the extract tells.

    Raises HeadunitError with one line for a person; then the region of that name, if there was one, is as it was.
    """
    work = shelf / f"{source.name}.part"
    with _shelf(shelf), DiskRoom(shelf) as room, _one_line(source.name, room), _alone(shelf, source.name):
        try:
            return _Builder(shelf / source.name, work, source, country, report).run(parts, room)
        finally:
            if work.is_dir() and {path.name for path in work.iterdir()} <= {_ORIGIN}:
                shutil.rmtree(work)


class _Builder:
    def __init__(self, place: Path, work: Path, source: Source, country: str, report: Callable[[Build], None]) -> None:
        self._place, self._work, self._source, self._country = place, work, source, country
        self._report = report
        self._before = 0.0

    def run(self, parts: Sequence[Part], room: DiskRoom) -> Region:
        """The whole build."""
        source, work = self._source, self._work
        self._make_folder()
        path = source.fetch(work, self._stage(Stage.FETCHING, 1))
        self._end(Stage.FETCHING, 1)
        try:
            extract, osm_at = examine(path, self._country, self._stage(Stage.READING, 1))
        except CountryUnknownError:
            raise
        except HeadunitError:
            if path.parent == work:
                path.unlink()  # what came is of no use, and must not be kept for the next try
            raise
        self._end(Stage.READING, 1)
        done = self._taken_up(extract)
        if not done:
            room.require(path)
        for part in parts:
            alike = sum(other.stage is part.stage for other in parts)
            if type(part.step).__name__ not in done:
                part.step.run(extract, work, self._stage(part.stage, alike))
                done.append(type(part.step).__name__)
                self._note(extract, done)
            self._end(part.stage, alike)
        self._stage(Stage.CHECKING, 1)(0.0)
        region = self._finish(extract, osm_at, {name for part in parts for name in part.step.outputs})
        self._report(Build(source.name, Stage.DONE, 1.0))
        return region

    def _make_folder(self) -> None:
        """NAME.part: empty, or what an earlier build from the same source left."""
        origin = self._work / _ORIGIN
        if self._work.exists():
            with contextlib.suppress(OSError, UnicodeDecodeError):
                if origin.read_text("utf-8") == self._source.text:
                    return
            shutil.rmtree(self._work)
        self._work.mkdir(parents=True)
        origin.write_text(self._source.text, "utf-8")

    def _stage(self, stage: Stage, alike: int) -> Callable[[float], None]:
        """What a step tells its progress to; `alike` steps share the stage."""
        weight = _WEIGHTS[stage] / alike

        def hear(share: float) -> None:
            whole = self._before + weight * min(1.0, max(0.0, share))
            self._report(Build(self._source.name, stage, min(1.0, whole)))

        hear(0.0)
        return hear

    def _end(self, stage: Stage, alike: int) -> None:
        self._before += _WEIGHTS[stage] / alike

    def _key(self, extract: Extract) -> str:
        """Changes with all that the steps' results depend on."""
        words = f"{__version__} {sha256_of(extract.path)} {extract.countries} {extract.whole_country}"
        return hashlib.sha256(words.encode()).hexdigest()

    def _note(self, extract: Extract, done: list[str]) -> None:
        part = self._work / f"{_NOTES}.part"
        part.write_text(json.dumps({"key": self._key(extract), "done": done}), "utf-8")
        part.replace(self._work / _NOTES)

    def _taken_up(self, extract: Extract) -> list[str]:
        """The steps that an earlier build from the same extract finished."""
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            said = json.loads((self._work / _NOTES).read_text("utf-8"))
            if said["key"] == self._key(extract):
                return [str(name) for name in said["done"]]
        return []

    def _finish(self, extract: Extract, osm_at: str, outputs: set[str]) -> Region:
        work, source = self._work, self._source
        for left in work.iterdir():
            if left.name not in outputs:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
        region = Region(
            name=source.name,
            title=source.title,
            folder=work,
            bounds=extract.bounds,
            osm_at=osm_at,
            countries=extract.countries,
            left_hand=left_hand(extract.countries),
            source=source.text,
            size_bytes=region_folder.size_bytes(work),
            build=secrets.token_hex(4),
        )
        region_folder.write(region)
        region_folder.check(region)
        for path in work.rglob("*"):
            if path.is_file():
                # The names are changed only when what they stand for is on the disk: power may go at any time.
                with path.open("rb") as file:
                    os.fsync(file.fileno())
        region_folder.put_in_place(work, self._place)
        return region_folder.load(self._place)


@contextlib.contextmanager
def _shelf(shelf: Path) -> Iterator[None]:
    """The folder of the regions is there."""
    try:
        shelf.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HeadunitError(f"regions cannot be kept in {shelf}: {error.strerror}") from error
    yield


@contextlib.contextmanager
def _alone(shelf: Path, name: str) -> Iterator[None]:
    """Nobody else builds a region of that name meanwhile, in any process."""
    with (shelf / f".{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise HeadunitError(f"{name} is being built already, by another program") from error
        yield


@contextlib.contextmanager
def _one_line(name: str, room: DiskRoom) -> Iterator[None]:
    """What can go wrong on a disk, said in a line."""
    try:
        yield
    except (OSError, sqlite3.Error, HeadunitError, RuntimeError) as error:
        if room.ran_out(error) and "the disk is full" not in str(error):
            raise HeadunitError(
                f"{name} is not built: the disk is full; what is finished waits for the next try"
            ) from error
        if isinstance(error, HeadunitError):
            raise
        raise HeadunitError(f"{name} is not built: {error}") from error
