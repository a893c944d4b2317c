"""Playlists as .m3u8 and .m3u files: read, changed, written. What is not understood stays in the file as it was.

Extended M3U (usage of Winamp; RFC 8216, 4.1 for UTF-8). Knows no database.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from headunit.kernel.errors import HeadunitError
from headunit.kernel.kept_file import replace_file
from headunit.music.library.written_text import read_text
from headunit.music.state import Medium, Track

#: A file beyond this is no playlist (bytes), and beyond so many entries none that one looks through.
LARGEST: Final = 8 << 20
MOST: Final = 20_000
_HEAD: Final = "#EXTM3U"
_INFO: Final = re.compile(r"#EXTINF:\s*(?P<seconds>-?\d+(?:\.\d+)?)[^,]*,(?P<title>.*)")
_WINDOWS: Final = re.compile(r"[A-Za-z]:[\\/]|\\\\")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to play. `uri`: file:///... or http(s)://... . `lines`: as they stand in the file, comments too."""

    uri: str
    title: str = ""
    duration_s: float | None = None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Playlist:
    """`tail`: lines behind the last entry."""

    file: Path
    entries: tuple[Entry, ...] = ()
    head: tuple[str, ...] = (_HEAD,)
    tail: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The file's name without its end."""
        return self.file.stem


def load(file: Path) -> Playlist:
    """Raises HeadunitError, in one line, where it cannot be read."""
    try:
        text = read_text(file, LARGEST)
    except OSError as error:
        raise HeadunitError(f"the playlist {file.name} cannot be read: {error.strerror}") from error
    head: list[str] = []
    entries: list[Entry] = []
    waiting: list[str] = []
    title, duration = "", None
    for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n"):
        bare = line.strip()
        if not entries and not waiting and not head and bare == _HEAD:
            head.append(line)
            continue
        waiting.append(line)
        if (info := _INFO.fullmatch(bare)) is not None:
            title = info["title"].strip()
            duration = float(info["seconds"]) if float(info["seconds"]) > 0 else None
        elif bare and not bare.startswith("#") and len(entries) < MOST:
            uri = _uri(bare, file.parent)
            if uri is None:
                continue  # what we do not understand another player may
            entries.append(Entry(uri, title, duration, tuple(waiting)))
            waiting, title, duration = [], "", None
    while waiting and not waiting[-1].strip():
        waiting.pop()
    return Playlist(file, tuple(entries), tuple(head), tuple(waiting))


def _uri(line: str, folder: Path) -> str | None:
    """Where a line leads; None where nowhere."""
    scheme = urlsplit(line).scheme.lower() if "://" in line[:12] else ""
    if scheme in {"http", "https"}:
        return line
    if scheme == "file":
        path = unquote(urlsplit(line).path)
        return Path(path).as_uri() if path.startswith("/") else None
    if scheme or len(line) > 4096:  # noqa: PLR2004  PATH_MAX
        return None
    if _WINDOWS.match(line):
        return None  # a drive of another computer
    path = line if "\\" not in line or os.path.exists(folder / line) else line.replace("\\", "/")  # noqa: PTH110  never raises
    return Path(os.path.normpath(folder / path)).as_uri()


def save(playlist: Playlist) -> None:
    """Write it. Raises HeadunitError; the file is then as it was."""
    lines = [*(playlist.head or (_HEAD,))]
    for entry in playlist.entries:
        lines += entry.lines or _lines(entry, playlist.file.parent)
    lines += playlist.tail
    try:
        replace_file(playlist.file, ("\n".join(lines) + "\n").encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise HeadunitError(f"the playlist {playlist.file.name} cannot be written: {error.strerror}") from error


def _lines(entry: Entry, folder: Path) -> tuple[str, ...]:
    place = entry.uri
    if entry.uri.startswith("file://"):
        path = PurePosixPath(unquote(urlsplit(entry.uri).path, errors="surrogateescape"))
        try:
            place = str(path.relative_to(folder))  # so that the drive may be mounted elsewhere
        except ValueError:
            place = str(path)
        if "\n" in place or "\r" in place or place.startswith("#"):
            place = entry.uri
    seconds = -1 if entry.duration_s is None else round(entry.duration_s)
    title = entry.title.replace("\n", " ").replace("\r", " ")
    return (f"#EXTINF:{seconds},{title}", place)


def entry_of(track: Track) -> Entry:
    """A track as an entry to be written."""
    title = f"{track.artist} - {track.title}" if track.artist else track.title
    return Entry(track.uri, title, track.duration_s)


def track_of(entry: Entry) -> Track:
    """An entry about which nothing more is known than what the playlist says."""
    medium = Medium.FILE if entry.uri.startswith("file:") else Medium.STATION
    name = unquote(PurePosixPath(urlsplit(entry.uri).path).stem) or entry.uri
    return Track(entry.uri, entry.title or name, duration_s=entry.duration_s, medium=medium)


def append(file: Path, tracks: Sequence[Track]) -> Playlist:
    """Add tracks to the playlist in `file`, made where there is none. Raises HeadunitError."""
    known = load(file) if file.exists() else Playlist(file)
    if known.file.suffix.lower() == ".m3u" and known.entries:
        # An .m3u may be in any encoding: what was read is written as UTF-8 under the name that says so.
        known = Playlist(known.file.with_suffix(".m3u8"), known.entries, known.head, known.tail)
    new = Playlist(known.file, (*known.entries, *map(entry_of, tracks)), known.head, known.tail)
    save(new)
    return new


def file_named(folder: Path, name: str) -> Path:
    """The own playlist of this name. Raises HeadunitError for a name that can be none of a file."""
    name = name.strip()
    if not name or name.startswith(".") or any(sign in name for sign in "/\0\n\r") or len(name.encode()) > 200:  # noqa: PLR2004
        raise HeadunitError(f"a playlist cannot be called {name[:40]!r}")
    return folder / f"{name}.m3u8"
