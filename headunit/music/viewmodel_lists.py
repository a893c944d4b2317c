"""The driver's own playlists for QML: what is on is kept in one, the shown one is changed."""

import itertools
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.music.glance import reads
from headunit.music.ports import Browser, Library
from headunit.music.state import LibraryState, Listing, MusicState, Track
from headunit.presentation.pane import House
from headunit.safety.state import SafetyState

QML_IMPORT_NAME = "headunit.music"
QML_IMPORT_MAJOR_VERSION = 1

#: Name of a new one, translated by QML; a number makes it another than those there are.
NEW: Final = QT_TRANSLATE_NOOP("music", "Playlist %1")
_KEY: Final = "playlist:"


@QmlElement
@QmlUncreatable("made by a pane")
class ListsViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`changed`: other playlists, another one is shown, or the car stands or moves."""

    changed = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._library, self._listing, self._safety = LibraryState(), Listing(), SafetyState()
        house.board.watch(LibraryState, self._have)
        house.board.watch(Listing, self._look)
        house.board.watch(SafetyState, self._guard)

    def _have(self, library: LibraryState) -> None:
        before, self._library = self._library, library
        facts = ("playlists", "writing", "list_fault")
        if any(getattr(before, fact) != getattr(library, fact) for fact in facts):
            self.changed.emit()

    def _look(self, listing: Listing) -> None:
        self._listing = listing
        self.changed.emit()

    def _guard(self, safety: SafetyState) -> None:
        self._safety = safety
        self.changed.emit()

    @Property(list, notify=changed)
    def names(self) -> list[str]:
        """Of the driver's own ones."""
        return [file.stem for file in self._library.playlists]

    @Property(str, notify=changed)
    def shown(self) -> str:
        """The own one that is looked at; "" another listing, or a playlist of somebody else."""
        return self._shown

    @property
    def _shown(self) -> str:
        asked = self._listing.asked
        files = {f"{_KEY}{file}": file.stem for file in self._library.playlists}
        return files.get(asked, "")

    @Property(bool, notify=changed)
    def mayEdit(self) -> bool:
        """Whether there is time for it: the car stands, and no other change is under way."""
        return self._may_edit

    @property
    def _may_edit(self) -> bool:
        return reads(self._safety.driving) and not self._library.writing

    @Property(bool, notify=changed)
    def mayType(self) -> bool:
        """Whether a name may be typed: parked."""
        return self._safety.may_type

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why the last change was not done, in one line."""
        return self._library.list_fault

    @Slot(str, str, bool)
    def save(self, name: str, new: str, whole: bool) -> None:
        """Append the `whole` queue, or the track that is on, to this playlist; "": to a new one, called `new` with a
        number in place of %1."""
        music, library = self._house.board.latest(MusicState), self._house.port(Library)
        if music is None or library is None:
            return
        taken = {file.stem.casefold() for file in self._library.playlists}
        free = (new.replace("%1", str(number)) for number in itertools.count(1))
        chosen = name or next(one for one in free if one.casefold() not in taken)
        on = () if music.track is None else (music.track,)
        library.enlist(chosen, tuple(entry.track for entry in music.queue) if whole else on)

    def _at(self, row: int) -> Track | None:
        items = self._listing.items
        return items[row].track if self._shown and self._may_edit and 0 <= row < len(items) else None

    @Slot(int)
    def takeOut(self, row: int) -> None:
        """One entry of the shown one."""
        if (track := self._at(row)) is not None and (library := self._house.port(Library)) is not None:
            library.delist(self._shown, row, track.uri)

    @Slot(int, int)
    def move(self, row: int, to: int) -> None:
        """One entry of the shown one to another place; beyond the ends is the end."""
        if (track := self._at(row)) is not None and (library := self._house.port(Library)) is not None:
            library.reorder(self._shown, row, track.uri, min(max(0, to), len(self._listing.items) - 1))

    @Slot(str)
    def rename(self, name: str) -> None:
        """Call the shown one so; the list of all follows."""
        library, browser = self._house.port(Library), self._house.port(Browser)
        if self._shown and self._safety.may_type and library is not None and browser is not None:
            shown = self._shown
            browser.back()
            library.rename(shown, name)

    @Slot()
    def discard(self) -> None:
        """Delete the shown one; its music stays."""
        if not self._shown or not self._may_edit:
            return
        library, browser = self._house.port(Library), self._house.port(Browser)
        if library is not None and browser is not None:
            name = self._shown
            browser.back()
            library.discard(name)
