"""The files on this computer as a source beside others. Knows no screen; its database is written by the worker."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, override

from headunit.music.library.keepsakes import Kept
from headunit.music.library.playlists import load, track_of
from headunit.music.library.query import Library
from headunit.music.library.search import Search
from headunit.music.library.tagged import tagged
from headunit.music.ports import Source
from headunit.music.state import Item, Track
from headunit.music.uri import local_path

#: Begins the key of a file that is named by its address.
NAMED: Final = "uri:"
PLAYLISTS: Final = frozenset({".m3u8", ".m3u"})


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
        """Also of any file of this computer: "uri:file:///...", by its tags where the library does not know it; of a
        playlist, what it lists."""
        if key.startswith(NAMED):
            uri = key.removeprefix(NAMED)
            file = local_path(uri)
            if file is None or file.suffix.lower() not in PLAYLISTS:
                return [self.named(uri) or tagged(uri)]
            return self._library.known([track_of(entry) for entry in load(file).entries])
        return self._library.tracks(key, self._kept())

    def named(self, uri: str) -> Track | None:
        """All that is known of a file; None where it is not in the library."""
        return next((track for track in self._library.known([Track(uri, "")]) if track.title), None)

    def close(self) -> None:
        """Let go of the database."""
        self._library.close()
