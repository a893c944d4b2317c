"""The queue for QML: what comes next, and a hand that puts it in another order."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.music.glance import reads, rows_within
from headunit.music.ports import MusicDesk
from headunit.music.state import MusicState, QueueEntry
from headunit.music.viewmodel_cover import url_of
from headunit.music.viewmodel_now import clock_text
from headunit.presentation.pane import House
from headunit.presentation.rows import Rows
from headunit.safety.state import SafetyState

QML_IMPORT_NAME = "headunit.music"
QML_IMPORT_MAJOR_VERSION = 1

#: Of a long queue these many entries before and after the present one are listed: nobody scrolls further by hand.
BEFORE, AFTER = 10, 150


@QmlElement
@QmlUncreatable("made by a pane")
class QueueViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`changed`: another queue, another place in it, or another driving state."""

    changed = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._state = MusicState()
        self._safety = SafetyState()
        self._first = 0
        self._listed = 0
        self._rows = Rows(("entry", "number", "title", "artist", "length", "cover", "on"), self)
        house.board.watch(SafetyState, self._guard)
        house.board.watch(MusicState, self._show)

    def _guard(self, safety: SafetyState) -> None:
        if safety != self._safety:
            self._safety = safety
            self._list()

    def _show(self, state: MusicState) -> None:
        # The position comes some times a second, another queue hardly ever.
        same = state.queue is self._state.queue or state.queue == self._state.queue
        before, self._state = self._state, state
        if not same or state.now != before.now:
            self._list()

    def _list(self) -> None:
        queue, now = self._state.queue, self._state.now or 0
        reading = reads(self._safety.driving)
        # On the road the list begins with what is on: what was is of no use there.
        self._first = max(0, now - BEFORE) if reading else now
        count = min(len(queue) - self._first, (now - self._first) + 1 + AFTER)
        self._listed = rows_within(self._safety.driving, max(0, count))
        listed = queue[self._first : self._first + self._listed]
        self._rows.show([self._row(self._first + at, entry) for at, entry in enumerate(listed)])
        self.changed.emit()

    def _row(self, place: int, entry: QueueEntry) -> dict[str, object]:
        track = entry.track
        return {
            "entry": entry.entry,
            "number": place + 1,
            "title": track.title,
            "artist": track.artist,
            "length": clock_text(track.duration_s),
            "cover": url_of(track.cover),
            "on": place == self._state.now,
        }

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """Rows of entry, number (from 1), title, artist, length, cover and on (it is the one that plays)."""
        return self._rows

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many there are in all."""
        return len(self._state.queue)

    @Property(int, notify=changed)
    def hidden(self) -> int:
        """How many follow that are not listed."""
        return max(0, len(self._state.queue) - self._first - self._listed)

    @Property(int, notify=changed)
    def current(self) -> int:
        """Row of the one that plays; -1 for none."""
        return -1 if self._state.now is None else self._state.now - self._first

    @Property(str, notify=changed)
    def left(self) -> str:
        """How long it goes on from the present track's start; "" where a length is unknown."""
        lengths = [entry.track.duration_s for entry in self._state.queue[self._state.now or 0 :]]
        return "" if None in lengths or not lengths else clock_text(sum(each or 0.0 for each in lengths))

    @Property(bool, notify=changed)
    def mayEdit(self) -> bool:
        """Whether there is time to put it in order: the car stands."""
        return self.may_edit

    @property
    def may_edit(self) -> bool:
        """The same, for Python."""
        return reads(self._safety.driving)

    @Slot(int)
    def jump(self, entry: int) -> None:
        """Play an entry now."""
        if (desk := self._house.port(MusicDesk)) is not None:
            desk.jump(entry)

    @Slot(int)
    def remove(self, entry: int) -> None:
        """Take an entry out."""
        if (desk := self._house.port(MusicDesk)) is not None and self.may_edit:
            desk.remove(entry)

    @Slot(int, int)
    def move(self, entry: int, row: int) -> None:
        """Put an entry where `row` is now."""
        if (desk := self._house.port(MusicDesk)) is not None and self.may_edit:
            desk.move(entry, self._first + min(max(0, row), max(0, self._listed - 1)))
