"""The technician's list of messages for QML: every message as a row, a search among them, one of them opened."""

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.preferences.state import Preferences
from headunit.presentation.pane import House
from headunit.presentation.rows import Rows
from headunit.technician.ports import Workbench
from headunit.technician.search import matches
from headunit.technician.state import MessageKey, TrafficState
from headunit.technician.viewmodel_rows import LiveRows, bits, marks, message_row, signal_row

QML_IMPORT_NAME = "headunit.technician"
QML_IMPORT_MAJOR_VERSION = 1

#: At most so many rows are listed: nobody scrolls further, a search finds the rest.
MAX_ROWS = 500
MAX_SEARCH = 24

_MESSAGE = ("key", "bus", "identifier", "name", "rate", "age", "bytes", "marks", "more")
_SIGNAL = ("name", "value", "unit", "quality", "numeric", "plotted")


@QmlElement
@QmlUncreatable("made by the technician's pane")
class TableViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`may_type`: whether a person may type now."""

    traffic = Signal()
    searched = Signal()

    def __init__(self, house: House, may_type: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._house, self._may_type = house, may_type
        self._state = TrafficState()
        self._search = ""
        self._messages = LiveRows(_MESSAGE, self)
        self._signals = Rows(_SIGNAL, self)
        house.board.watch(TrafficState, self._show)
        # Numbers are written anew in the new language.
        house.board.watch(Preferences, lambda _: self._show(self._state))

    def _show(self, state: TrafficState) -> None:
        self._state = state
        found = [row for row in state.rows if matches(row, self._search)]
        self._messages.show([message_row(row) for row in found[:MAX_ROWS]])
        detail = state.detail
        self._signals.show([] if detail is None else [signal_row(each, detail.plotted) for each in detail.signals])
        self.traffic.emit()

    @Property(QObject, constant=True)
    def messages(self) -> QObject:
        """Rows of key, bus, identifier, name, rate, age, bytes (hex), marks (a digit a byte) and more (bytes)."""
        return self._messages

    @Property(int, notify=traffic)
    def messageCount(self) -> int:
        """How many messages are listed."""
        return self._messages.rowCount()

    @Property(str, notify=searched)
    def search(self) -> str:
        """What ids begin with, or names hold; "" for all."""
        return self._search

    @Slot(str)
    def searchFor(self, text: str) -> None:
        """List only what fits."""
        if self._may_type() or not text:
            self._search = text[:MAX_SEARCH]
            self.searched.emit()
            self._show(self._state)

    @Slot(str, str)
    def open(self, bus: str, identifier: str) -> None:
        """Look into the message of that bus and hexadecimal id; "" closes."""
        extended = len(identifier) > len("7FF")
        self._ask_to_open(MessageKey(bus, int(identifier, 16), extended) if identifier else None)

    def _ask_to_open(self, key: MessageKey | None) -> None:
        bench = self._house.port(Workbench)
        if bench is not None:
            bench.open(key)

    @Property(bool, notify=traffic)
    def opened(self) -> bool:
        """Whether a message is looked into."""
        return self._state.detail is not None

    @Property(str, notify=traffic)
    def openKey(self) -> str:
        """Its bus and id, as in `messages`."""
        return "" if self._state.detail is None else str(self._state.detail.row.key)

    @Property(str, notify=traffic)
    def openName(self) -> str:
        """Its name, or ""."""
        return "" if self._state.detail is None else self._state.detail.row.name

    @Property(int, notify=traffic)
    def openCount(self) -> int:
        """How often it came."""
        return 0 if self._state.detail is None else self._state.detail.row.count

    @Property(str, notify=traffic)
    def openBytes(self) -> str:
        """Its bytes, two hex digits each."""
        return "" if self._state.detail is None else self._state.detail.row.data.hex().upper()

    @Property(str, notify=traffic)
    def openMarks(self) -> str:
        """A digit a byte: 1 where it changed."""
        row = None if self._state.detail is None else self._state.detail.row
        return "" if row is None else marks(row.changed, len(row.data))

    @Property(str, notify=traffic)
    def openBits(self) -> str:
        """A digit a bit, each byte's highest first."""
        row = None if self._state.detail is None else self._state.detail.row
        return "" if row is None else bits(int.from_bytes(row.data, "little"), len(row.data))

    @Property(str, notify=traffic)
    def openBitMarks(self) -> str:
        """A digit a bit: 1 where it changed."""
        row = None if self._state.detail is None else self._state.detail.row
        return "" if row is None else bits(row.changed, len(row.data))

    @Property(str, notify=traffic)
    def openTrouble(self) -> str:
        """Why it is not believed, in the decoder's own words; or ""."""
        return "" if self._state.detail is None else self._state.detail.trouble

    @Property(QObject, constant=True)
    def signals(self) -> QObject:
        """Rows of name, value, unit, quality ("good", "range", "absent", "damaged"), numeric and plotted."""
        return self._signals

    @Property(int, notify=traffic)
    def signalCount(self) -> int:
        """How many signals it has."""
        return self._signals.rowCount()

    @Slot(str, bool)
    def plot(self, signal: str, on: bool) -> None:
        """Plot a signal of the open message, or no more."""
        bench, detail = self._house.port(Workbench), self._state.detail
        if bench is not None and detail is not None:
            bench.plot(detail.row.key, signal, on)
