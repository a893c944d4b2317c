"""Changes to the driver's own playlists, each on its file as it stands at that moment: another program may have written
it meanwhile. Blocking; every function raises HeadunitError, in one line, and the file is then as it was."""

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

from headunit.kernel.errors import HeadunitError
from headunit.music.library import playlists
from headunit.music.library.playlists import Entry
from headunit.music.state import Track

_ENDS = {".m3u8", ".m3u"}


def own_playlists(folder: Path) -> tuple[Path, ...]:
    """Their files, by name."""
    try:
        found = [file for file in folder.iterdir() if file.suffix.lower() in _ENDS and not file.name.startswith(".")]
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise HeadunitError(f"the playlists cannot be read: {error.strerror}") from error
    return tuple(sorted(found, key=lambda file: (file.stem.casefold(), file.name)))


def _file_of(folder: Path, name: str) -> Path:
    """Of the playlist that there is."""
    for file in own_playlists(folder):
        if file.stem == name:
            return file
    raise HeadunitError(f"there is no playlist {name[:40]} any more")


def add(folder: Path, name: str, tracks: Sequence[Track]) -> None:
    """Append; made where there is none."""
    playlists.append(playlists.file_named(folder, name), tracks)


def _change(file: Path, change: Callable[[list[Entry]], None]) -> None:
    known = playlists.load(file)
    entries = list(known.entries)
    change(entries)
    if tuple(entries) != known.entries:
        playlists.save(dataclasses.replace(known, entries=tuple(entries)))


def _nearest(entries: Sequence[Entry], at: int, uri: str) -> int | None:
    """Where the driver saw it, or where it has gone to since."""
    places = [place for place, entry in enumerate(entries) if entry.uri == uri]
    return min(places, key=lambda place: (abs(place - at), place), default=None)


def take_out(folder: Path, name: str, at: int, uri: str) -> None:
    """One entry; none that is meant is no fault."""

    def change(entries: list[Entry]) -> None:
        if (place := _nearest(entries, at, uri)) is not None:
            del entries[place]

    _change(_file_of(folder, name), change)


def move(folder: Path, name: str, at: int, uri: str, to: int) -> None:
    """One entry, to the place `to` as counted afterwards."""

    def change(entries: list[Entry]) -> None:
        if (place := _nearest(entries, at, uri)) is not None:
            entries.insert(max(0, to), entries.pop(place))

    _change(_file_of(folder, name), change)


def rename(folder: Path, name: str, new: str) -> None:
    """The file keeps its end, and the time of its content."""
    file = _file_of(folder, name)
    aim = playlists.file_named(folder, new).with_suffix(file.suffix)
    # A name that differs in nothing but its letters' case is the same file on a drive that does not tell them apart.
    if any(one.stem == aim.stem and one != file for one in own_playlists(folder)):
        raise HeadunitError(f"there is a playlist {aim.stem[:40]} already")
    if aim == file:
        return
    try:
        file.rename(aim)
    except OSError as error:
        raise HeadunitError(f"the playlist {name[:40]} cannot be renamed: {error.strerror}") from error


def delete(folder: Path, name: str) -> None:
    """The file; one that has gone already is no fault."""
    try:
        _file_of(folder, name).unlink(missing_ok=True)
    except OSError as error:
        raise HeadunitError(f"the playlist {name[:40]} cannot be deleted: {error.strerror}") from error
