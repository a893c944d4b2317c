"""Looking for music, for QML: sources, shelves, the listing, letters to jump to, and what may be read on the road."""

import dataclasses
import itertools

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.music.glance import may_open, rows_within
from headunit.music.ports import Browser, Library
from headunit.music.selection import Selection
from headunit.music.state import LibraryState, Listing, Shelf, SourcesState
from headunit.music.viewmodel_items import ItemRows
from headunit.presentation.pane import House
from headunit.presentation.rows import Rows
from headunit.safety.state import Driving, SafetyState

QML_IMPORT_NAME = "headunit.music"
QML_IMPORT_MAJOR_VERSION = 1

#: The source whose files are on this computer.
LIBRARY = "library"
#: Longer than any title that one types.
MAX_TEXT = 80
#: Fewer rows than this are scrolled faster than one finds a letter.
LETTERS_FROM = 15
_SHELVES = (
    (Shelf.ARTISTS, QT_TRANSLATE_NOOP("music", "Artists"), "account-music"),
    (Shelf.ALBUMS, QT_TRANSLATE_NOOP("music", "Albums"), "album"),
    (Shelf.TRACKS, QT_TRANSLATE_NOOP("music", "Songs"), "music"),
    (Shelf.PLAYLISTS, QT_TRANSLATE_NOOP("music", "Playlists"), "playlist-music"),
    (Shelf.FAVOURITES, QT_TRANSLATE_NOOP("music", "Favourites"), "heart"),
    (Shelf.RECENT, QT_TRANSLATE_NOOP("music", "New"), "clock-plus-outline"),
    (Shelf.MOST, QT_TRANSLATE_NOOP("music", "Most played"), "fire"),
    (Shelf.GENRES, QT_TRANSLATE_NOOP("music", "Genres"), "tag-text"),
    (Shelf.YEARS, QT_TRANSLATE_NOOP("music", "Years"), "calendar"),
    (Shelf.FOLDERS, QT_TRANSLATE_NOOP("music", "Folders"), "folder-music"),
)


@QmlElement
@QmlUncreatable("made by a pane")
class BrowseViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`changed`: another listing or source. `scanned`: the library says something new. Titles of shelves are source
    texts in the context "music", those of sources and their hints in "MusicSources"."""

    changed = Signal()
    scanned = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._listing = Listing()
        self._library = LibraryState()
        self._sources = SourcesState()
        self._safety = SafetyState()
        self._source = LIBRARY
        self._text = ""
        self._rows = ItemRows(self)
        self._switch = Rows(("name", "title", "icon", "ready", "fault"), self)
        self._shelves = Rows(("key", "title", "icon"), self)
        self._shelves.show([{"key": shelf.value, "title": title, "icon": icon} for shelf, title, icon in _SHELVES])
        house.board.watch(Selection, self._select)
        house.board.watch(SafetyState, self._guard)
        house.board.watch(SourcesState, self._have)
        house.board.watch(LibraryState, self._scan)
        house.board.watch(Listing, self._list)

    def _select(self, selection: Selection) -> None:
        if selection.text != self._text:
            self._text = selection.text
            self.changed.emit()

    def _say(self, text: str) -> None:
        board = self._house.board
        board.publish(dataclasses.replace(board.latest(Selection) or Selection(), text=text))

    def _guard(self, safety: SafetyState) -> None:
        if safety != self._safety:
            self._safety = safety
            self._fill()

    def _have(self, sources: SourcesState) -> None:
        self._sources = sources
        self._switch.show(
            [
                {"name": info.name, "title": info.title, "icon": info.icon, "ready": info.ready, "fault": info.fault}
                for info in sources.sources
            ]
        )
        self.changed.emit()

    def _scan(self, library: LibraryState) -> None:
        if library != self._library:
            self._library = library
            self.scanned.emit()

    def _list(self, listing: Listing) -> None:
        self._listing = listing
        self._source = listing.source or self._source
        self._fill()

    def _fill(self) -> None:
        items = self._listing.items
        self._rows.show(items[: rows_within(self._safety.driving, len(items))])
        self.changed.emit()

    @Property(QObject, constant=True)
    def sources(self) -> QObject:
        """Rows of name, title, icon, ready and fault."""
        return self._switch

    @Property(int, notify=changed)
    def sourceCount(self) -> int:
        """How many there are: one needs no switch."""
        return len(self._sources.sources)

    @Property(str, notify=changed)
    def source(self) -> str:
        """Name of the one looked through."""
        return self._source

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why there is nothing new to see; "" all is well. A line of data, or a source text in one of the contexts."""
        told = [info.fault for info in self._sources.sources if info.name == self._source and not info.ready]
        return self._listing.fault or (told[0] if told else "")

    @Property(str, notify=changed)
    def hint(self) -> str:
        """How the source is filled, a source text in context "MusicSources"; "" unknown."""
        return next((info.hint for info in self._sources.sources if info.name == self._source), "")

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether the source is adding, fetching or keeping something."""
        return any(info.pending for info in self._sources.sources if info.name == self._source)

    @Property(QObject, constant=True)
    def shelves(self) -> QObject:
        """Rows of key, title (source text in context "music") and icon."""
        return self._shelves

    @Property(ItemRows, constant=True)
    def rows(self) -> ItemRows:
        """The listing, cut to what may be read now."""
        return self._rows

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many rows are listed."""
        return self._rows.rowCount()

    @Property(int, notify=changed)
    def hidden(self) -> int:
        """How many more there are when the car stands."""
        return len(self._listing.items) - self._rows.rowCount()

    @Property(bool, notify=changed)
    def pending(self) -> bool:
        """Whether an answer is on its way."""
        return self._listing.pending

    @Property(bool, notify=changed)
    def top(self) -> bool:
        """Whether it is a source's first page."""
        return self._top

    @Property(bool, notify=changed)
    def shelved(self) -> bool:
        """Whether the shelves are to be shown: the library's first page."""
        return self._top and self._source == LIBRARY and not self._listing.fault

    @Property(str, notify=changed)
    def heading(self) -> str:
        """Where one is: the last step of the way down. Titles are data, or source texts in context "music"."""
        return self._listing.path[-1] if self._listing.path else ""

    @Property(list, notify=changed)
    def letters(self) -> list[str]:
        """First letters of the rows, each once, in order; empty for a short list and for one out of order."""
        letters = [item.letter for item in self._rows.items]
        if len(letters) < LETTERS_FROM:
            return []
        distinct = list(dict.fromkeys(letters))
        runs = 1 + sum(one != other for one, other in itertools.pairwise(letters))
        return distinct if runs == len(distinct) > 1 else []

    @Slot(str, result=int)
    def rowOf(self, letter: str) -> int:
        """The first row of a letter; -1 for none."""
        return next((row for row, item in enumerate(self._rows.items) if item.letter == letter), -1)

    @Property(bool, notify=changed)
    def mayType(self) -> bool:
        """Whether the keyboard may be used: parked."""
        return self._safety.may_type

    @Property(str, notify=changed)
    def text(self) -> str:
        """What is typed."""
        return self._text

    @Property(int, notify=scanned)
    def tracks(self) -> int:
        """How many the library knows."""
        return self._library.tracks

    @Property(int, notify=scanned)
    def away(self) -> int:
        """How many of them lie on a drive or folder that is not here."""
        return self._library.absent

    @Property(float, notify=scanned)
    def scanning(self) -> float:
        """Share of the scan that is done, 0..1; -1 when none runs."""
        return -1.0 if self._library.scanning is None else self._library.scanning

    @Property(int, notify=scanned)
    def found(self) -> int:
        """Tracks that the scan has found."""
        return self._library.found

    @Property(int, notify=scanned)
    def unreadable(self) -> int:
        """Files that could not be read."""
        return self._library.unreadable

    @Property(str, notify=scanned)
    def folder(self) -> str:
        """Name of the folder where files are looked for; "" nowhere."""
        return self._library.folders[0].name if self._library.folders else ""

    @Property(str, notify=scanned)
    def libraryFault(self) -> str:
        """What is wrong with the library, in one line."""
        return self._library.fault

    @property
    def _top(self) -> bool:
        return len(self._listing.path) <= 1 and not self._text

    @property
    def _browser(self) -> Browser | None:
        return self._house.port(Browser)

    @Slot(str)
    def switchTo(self, source: str) -> None:
        """Look through another source."""
        self._source = source
        self._say("")
        if (browser := self._browser) is not None:
            browser.open(source)
        self.changed.emit()

    @Slot(str)
    def shelf(self, key: str) -> None:
        """Open a shelf of the library."""
        if (browser := self._browser) is not None:
            browser.shelf(Shelf(key))

    @Slot(int)
    def touch(self, row: int) -> None:
        """Play the row, or open it; on the road what lies too deep is played whole."""
        if not 0 <= row < len(self._rows.items) or (browser := self._browser) is None:
            return
        item = self._rows.items[row]
        if item.absent:
            return
        if item.playable or not may_open(self._safety.driving, max(1, len(self._listing.path))):
            browser.play(item)
        else:
            browser.open(self._source, item.key)

    @Slot(int)
    def play(self, row: int) -> None:
        """Play all that is inside."""
        if 0 <= row < len(self._rows.items) and (browser := self._browser) is not None:
            browser.play(self._rows.items[row])

    @Slot()
    def back(self) -> None:
        """One step up."""
        if (browser := self._browser) is not None:
            browser.back()

    @Slot(str)
    def type(self, text: str) -> None:
        """Search as one types. Locked where the car is not parked."""
        if text and self._safety.driving is not Driving.PARKED:
            return
        self._say(text[:MAX_TEXT])
        if (browser := self._browser) is not None:
            if self._text:
                browser.search(self._source, self._text)
            else:
                browser.open(self._source)
        self.changed.emit()

    @Slot()
    def scan(self) -> None:
        """Look for new files."""
        if (library := self._house.port(Library)) is not None:
            library.scan()

    @Slot()
    def cancelScan(self) -> None:
        """End the scan; what was found is kept."""
        if (library := self._house.port(Library)) is not None:
            library.cancel()
