"""What of a listing is to be on this computer, for QML: podcasts and albums for roads without a network."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.music.glance import reads
from headunit.music.ports import Collections
from headunit.music.state import Listing, SourceInfo, SourcesState
from headunit.presentation.pane import House
from headunit.safety.state import SafetyState

QML_IMPORT_NAME = "headunit.music"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by a pane")
class KeepViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`changed`: another listing, its source fetches or has fetched, or the car stands or moves."""

    changed = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._listing, self._sources, self._safety = Listing(), SourcesState(), SafetyState()
        house.board.watch(Listing, self._look)
        house.board.watch(SourcesState, self._have)
        house.board.watch(SafetyState, self._guard)

    def _look(self, listing: Listing) -> None:
        self._listing = listing
        self.changed.emit()

    def _have(self, sources: SourcesState) -> None:
        self._sources = sources
        self.changed.emit()

    def _guard(self, safety: SafetyState) -> None:
        self._safety = safety
        self.changed.emit()

    @property
    def _source(self) -> SourceInfo:
        found = [info for info in self._sources.sources if info.name == self._listing.source]
        return found[0] if found else SourceInfo(self._listing.source, "", "")

    @Property(bool, notify=changed)
    def mayChoose(self) -> bool:
        """Whether something of the listing can be had on this computer, and there is time: the car stands."""
        return self._may_choose

    @property
    def _may_choose(self) -> bool:
        return reads(self._safety.driving) and any(item.keepable for item in self._listing.items)

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether something is being fetched."""
        return self._source.pending

    @Property(float, notify=changed)
    def share(self) -> float:
        """How far that is, 0..1; 0 where it is not known."""
        return self._source.done or 0.0

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why the last wish was not fulfilled, or why what is shown is old: one line, data or a source text in
        "music"."""
        return self._listing.fault or self._source.fault

    @Slot(int)
    def toggle(self, row: int) -> None:
        """Have what this row stands for on this computer, or no more."""
        items, collections = self._listing.items, self._house.port(Collections)
        if self._may_choose and 0 <= row < len(items) and items[row].keepable and collections is not None:
            collections.keep(self._listing.source, items[row].key, not items[row].kept)
