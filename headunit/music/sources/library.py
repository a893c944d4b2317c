"""The files on this computer as a source beside others. Knows no screen; its database is written by the worker."""

from collections.abc import Callable
from pathlib import Path
from typing import override

from headunit.music.library.keepsakes import Kept
from headunit.music.library.query import Library
from headunit.music.library.search import Search
from headunit.music.ports import Source
from headunit.music.state import Item, Track


class LibrarySource(Source):
    """`folder`: of the database, `own`: of the driver's playlists, `kept`: his favourites now. One thread."""

    def __init__(self, folder: Path, own: Path, kept: Callable[[], Kept]) -> None:
        self._library, self._kept = Library(folder, own), kept
        self._search = Search(self._library)

    @override
    def top(self) -> list[Item]:
        return []  # the shelves, which every pane knows: state.Shelf

    @override
    def open(self, key: str) -> list[Item]:
        return self._library.inside(key, self._kept())

    @override
    def search(self, text: str) -> list[Item]:
        return self._search.find(text)

    @override
    def tracks(self, key: str) -> list[Track]:
        return self._library.tracks(key, self._kept())

    def named(self, uri: str) -> Track | None:
        """All that is known of a file; None where it is not in the library."""
        return next((track for track in self._library.known([Track(uri, "")]) if track.title), None)

    def close(self) -> None:
        """Let go of the database."""
        self._library.close()
