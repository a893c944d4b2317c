"""Stations, kept as an extended m3u that any player reads. Knows nothing of how they are heard."""

import asyncio
import contextlib
import threading
from pathlib import Path
from typing import Final, override
from urllib.parse import urlsplit

from headunit.kernel.errors import HeadunitError, UsageError
from headunit.kernel.kept_file import replace_file
from headunit.kernel.text.folding import fold
from headunit.music.library.sorting import letter, sort_key
from headunit.music.sources import Stocked
from headunit.music.state import Item, Medium, Track
from headunit.music.streaming import station_list
from headunit.music.streaming.station import probe
from headunit.music.streaming.station_list import Entry
from headunit.music.streaming.web import Work, is_web

_LIST_BYTES: Final = 5_000_000
_WRITERS: Final = {
    ".m3u": station_list.write_m3u,
    ".m3u8": station_list.write_m3u,
    ".pls": station_list.write_pls,
    ".opml": station_list.write_opml,
}


class RadioSource(Stocked):
    """`file`: the list. It may be edited by hand while nobody looks."""

    fault = ""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()

    def _stations(self) -> list[Entry]:
        try:
            return station_list.read(self._file.read_bytes())
        except (FileNotFoundError, HeadunitError):
            return []
        except OSError as error:
            raise HeadunitError(f"{self._file} cannot be read: {error.strerror}") from error

    def _keep(self, stations: list[Entry]) -> None:
        try:
            replace_file(self._file, station_list.write_m3u(stations))
        except OSError as error:
            raise HeadunitError(f"{self._file} cannot be written: {error.strerror}") from error

    @override
    def top(self) -> list[Item]:
        return sorted((_item(station) for station in self._stations()), key=lambda item: sort_key(item.title))

    @override
    def open(self, key: str) -> list[Item]:
        return [item for item in self.top() if item.key == key]

    @override
    def search(self, text: str) -> list[Item]:
        wanted = fold(text).split()
        return [item for item in self.top() if all(word in fold(f"{item.title} {item.subtitle}") for word in wanted)]

    @override
    def tracks(self, key: str) -> list[Track]:
        return [item.track for item in self.open(key) if item.track is not None]

    @override
    def add(self, text: str, work: Work) -> None:
        text = text.strip()
        if is_web(text):
            new = asyncio.run(_found_at(text))
        else:
            try:
                with Path(text).expanduser().open("rb") as file:
                    new = station_list.read(file.read(_LIST_BYTES))
            except (OSError, ValueError) as error:
                reason = getattr(error, "strerror", None) or error
                raise HeadunitError(f"{text[:100]} is no http(s) address and no list: {reason}") from error
        with self._lock:
            known = {station.url: station for station in self._stations()}
            self._keep(list({**{station.url: station for station in new}, **known}.values()))

    @override
    def remove(self, key: str) -> None:
        with self._lock:
            self._keep([station for station in self._stations() if station.url != key])

    @override
    def keep(self, key: str, kept: bool, work: Work) -> None:
        raise UsageError("a station has no end and cannot be kept")

    @override
    def mark(self, key: str, heard: bool) -> None:
        raise UsageError("a station has no end")

    @override
    def export(self, file: Path) -> None:
        writer = _WRITERS.get(file.suffix.lower())
        if writer is None:
            raise UsageError(f"stations are written as {', '.join(_WRITERS)}, not as {file.name}")
        try:
            replace_file(file, writer(self._stations()))
        except OSError as error:
            raise HeadunitError(f"{file} cannot be written: {error.strerror}") from error

    @override
    def refresh(self, work: Work) -> None:
        """Nothing of it is a copy."""

    @property
    @override
    def files(self) -> tuple[Path, ...]:
        return (self._file,)

    @override
    def close(self) -> None:
        """Nothing is held open."""


def _item(station: Entry) -> Item:
    track = Track(
        station.url, station.title, genre=station.genre, medium=Medium.STATION, sort_key=sort_key(station.title)
    )
    return Item(station.url, station.title, station.genre, letter(track.sort_key), count=1, track=track, playable=True)


async def _found_at(url: str) -> list[Entry]:
    """The station, or the many of a list. Without network it is believed: one may add it in a garage."""
    with contextlib.suppress(OSError, EOFError):
        return await probe(url)
    return [Entry(urlsplit(url).hostname or url, url)]
