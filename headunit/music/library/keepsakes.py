"""Favourites and what is heard most, in a file of their own: they outlive a damaged database, a pulled drive, a server
that is away. Knows no database."""

import dataclasses
import json
import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, override

from headunit.kernel.board import Board
from headunit.kernel.kept_file import replace_file
from headunit.music.ports import Keepsakes
from headunit.music.state import Favourites, Medium, Track

log = logging.getLogger(__name__)

VERSION: Final = 1
#: So many tracks are counted; those heard least are forgotten.
_MOST_COUNTED: Final = 2000
_MOST_FAVOURITES: Final = 5000
#: A file beyond this was not written by us (bytes).
_LARGEST: Final = 64 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """`favourites`: the newest first. `heard`: how often, with the track as it was then."""

    favourites: tuple[Track, ...] = ()
    heard: tuple[tuple[Track, int], ...] = ()


class KeepsakesFile(Keepsakes):
    """`file`: None keeps nothing, as virtual time wants it. Qt's thread; `now` may be read by any."""

    def __init__(self, board: Board, file: Path | None) -> None:
        self._board, self._file = board, file
        self._lock = threading.Lock()
        self._waiting: Kept | None = None
        self._thread: threading.Thread | None = None
        self.now = Kept() if file is None else _load(file)
        self._publish()

    def _publish(self) -> None:
        self._board.publish(Favourites(frozenset(track.uri for track in self.now.favourites)))

    @override
    def favourite(self, track: Track, on: bool) -> None:
        others = tuple(one for one in self.now.favourites if one.uri != track.uri)
        self._set(replace(self.now, favourites=((track, *others) if on else others)[:_MOST_FAVOURITES]))
        self._publish()

    @override
    def heard(self, track: Track) -> None:
        counts = {one.uri: (one, count) for one, count in self.now.heard}
        counts[track.uri] = (track, counts.get(track.uri, (track, 0))[1] + 1)
        # Of equals the newest stays in front.
        newest_first = list(counts.values())[::-1]
        ranked = sorted(newest_first, key=lambda one: -one[1])
        self._set(replace(self.now, heard=tuple(ranked[:_MOST_COUNTED])))

    def _set(self, now: Kept) -> None:
        self.now = now
        if self._file is None:
            return
        with self._lock:
            self._waiting = now
            if self._thread is None:
                self._thread = threading.Thread(target=self._write_waiting, name="keepsakes")
                self._thread.start()

    def _write_waiting(self) -> None:
        assert self._file is not None
        while True:
            with self._lock:
                now, self._waiting = self._waiting, None
                if now is None:
                    self._thread = None
                    return
            try:
                replace_file(
                    self._file, json.dumps(table(now), ensure_ascii=False, indent=1).encode("utf-8", "replace")
                )
            except OSError as error:
                log.error("%s cannot be written: %s", self._file, error.strerror)  # noqa: TRY400  one line is enough

    def end(self) -> None:
        """Wait until everything is on the disk."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join()


def _load(file: Path) -> Kept:
    try:
        with file.open("rb") as content:
            return kept(json.loads(content.read(_LARGEST)))
    except FileNotFoundError:
        return Kept()
    except OSError as error:
        log.error("%s cannot be read: %s", file, error.strerror)  # noqa: TRY400  one line is enough
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        aside = file.with_name(f"{file.name}.broken")
        log.error("%s is put aside as %s: %s", file, aside.name, error)  # noqa: TRY400
        try:
            file.replace(aside)
        except OSError as problem:
            log.error("%s stays where it is: %s", file, problem.strerror)  # noqa: TRY400
    return Kept()


def table(now: Kept) -> dict[str, object]:
    """As JSON."""
    return {
        "version": VERSION,
        "favourites": [track_row(track) for track in now.favourites],
        "heard": [{"times": count, "track": track_row(track)} for track, count in now.heard],
    }


def kept(content: object) -> Kept:
    """From JSON. Raises ValueError, TypeError or KeyError where it is not what `table` writes."""
    if not isinstance(content, Mapping) or content.get("version") != VERSION:
        raise ValueError("not a list of favourites of this version")
    heard = tuple((track_of(row["track"]), int(row["times"])) for row in content["heard"])
    return Kept(tuple(track_of(row) for row in content["favourites"]), heard)


def track_row(track: Track) -> dict[str, object]:
    """A track for a JSON file: what is unknown is left out."""
    row = {name: value for name, value in dataclasses.asdict(track).items() if value not in {None, ""}}
    row["medium"] = track.medium.value
    if track.cover is not None:
        row["cover"] = str(track.cover)
    return row


def track_of(row: object) -> Track:
    """From what `track_row` has made. Raises ValueError, TypeError or KeyError."""
    if not isinstance(row, Mapping) or not isinstance(row["uri"], str) or not isinstance(row["title"], str):
        raise TypeError(f"not a track: {str(row)[:60]}")
    known = {one.name for one in dataclasses.fields(Track)}
    given = {str(name): value for name, value in row.items() if name in known}
    given["medium"] = Medium(given.get("medium", Medium.FILE.value))
    if "cover" in given:
        given["cover"] = Path(str(given["cover"]))
    for name in ("year", "disc", "number"):
        if name in given:
            given[name] = int(given[name])
    for name in ("duration_s", "gain_db", "album_gain_db"):
        if name in given:
            given[name] = float(given[name])
    return Track(**given)
