"""The library, put together for a house: files found and read, favourites, and the one way to look through all
sources.

In virtual time nothing is scanned or kept: what the database holds can be looked through, in lockstep.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from headunit.app import House
from headunit.kernel.link import Link
from headunit.kernel.supervision import IoThread
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.music.browser import LIBRARY, SourceBrowser
from headunit.music.library.desk import TOPICS, LibraryDesk
from headunit.music.library.keepsakes import KeepsakesFile
from headunit.music.list_notice import ListNotice
from headunit.music.ports import Browser, Keepsakes, Library, MusicDesk, Source
from headunit.music.state import Lyrics
from headunit.notices.ports import Announcer

TITLE = QT_TRANSLATE_NOOP("music", "Library")


class RecordShelf:
    """One for each house. `kept`: where database, favourites and own playlists are. `folders`: where music is looked
    for."""

    def __init__(self, house: House, kept: Path, folders: tuple[Path, ...], *, virtual: bool = False) -> None:
        from headunit.music.library import store  # noqa: PLC0415  SQLite
        from headunit.music.library.query import TITLES  # noqa: PLC0415  SQLite
        from headunit.music.sources.library import LibrarySource  # noqa: PLC0415

        self._house, self._virtual = house, virtual
        self._keepsakes = KeepsakesFile(house.board, None if virtual else kept / "favourites.json")
        own = kept / "playlists"
        self._source = LibrarySource(kept, own, lambda: self._keepsakes.now)
        self.browser = SourceBrowser(
            house.board,
            house.wake,
            lambda: house.port(MusicDesk),
            {shelf.value: title for shelf, title in TITLES.items()},
            _words,
            at_once=virtual,
        )
        self.browser.add(LIBRARY, TITLE, self._source)
        command = (sys.executable, "-m", "headunit", "music", "scan")
        self._desk = LibraryDesk(
            house.board,
            house.inbox,
            folders,
            own,
            command,
            lambda: self.browser.again(LIBRARY),
            database=kept / store.FILE,
            count=lambda: store.counts(kept),
        )
        self._list_notice = ListNotice(house.board, house.port(Announcer))
        for topic in TOPICS:
            house.hear(topic, self._desk.take)
        house.offer(Browser, self.browser)
        house.offer(Keepsakes, self._keepsakes)
        house.offer(Library, self._desk)
        house.join(self)

    def add(self, name: str, title: str, source: Source) -> None:
        """A source beside the library."""
        self.browser.add(name, title, source)

    def links(self, io: IoThread) -> Iterator[Link]:
        """What needs the links' loop: scans, drives."""
        self._desk.serve(io)
        yield self._desk

    def flush(self) -> None:
        """Bring answers to those who asked."""
        self.browser.flush()

    def tick(self) -> None:
        """Nothing of its own."""

    def end(self) -> None:
        """Look no more; keep what is to be kept."""
        self.browser.end()
        self._source.close()
        self._keepsakes.end()


def _words(uri: str) -> Lyrics:
    from headunit.music.library.lyrics import lyrics_of  # noqa: PLC0415  mutagen: not before a song is on

    return lyrics_of(uri)
