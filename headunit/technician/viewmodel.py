"""The technician's pane for QML: tables as rows of plain texts, plots as points, wishes as slots."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.kernel.link import LinkReport, Links
from headunit.preferences.state import Preferences
from headunit.presentation.pane import House
from headunit.presentation.rows import Rows
from headunit.safety.state import Driving, SafetyState
from headunit.technician.ports import ReplayControl, Workbench
from headunit.technician.search import matches
from headunit.technician.state import SPEEDS, ZOOMS_S, MessageKey, Recording, RecordingState, ReplayState, TrafficState
from headunit.technician.viewmodel_rows import (
    LiveRows,
    bits,
    bus_row,
    clock_text,
    lane_row,
    marks,
    message_row,
    signal_row,
)

QML_IMPORT_NAME = "headunit.technician"
QML_IMPORT_MAJOR_VERSION = 1

PAGES = ("buses", "messages", "plot", "record")
KINDS = (".log", ".asc", ".blf", ".csv")
#: At most so many rows are listed: nobody scrolls further, a search finds the rest.
MAX_ROWS = 500
MAX_SEARCH = 24

_BUS = (
    "name",
    "load",
    "loadText",
    "bitrate",
    "rate",
    "ids",
    "errors",
    "condition",
    "tone",
    "counters",
    "damaged",
    "dropped",
    "crowdedOut",
)
_MESSAGE = ("key", "bus", "identifier", "name", "rate", "age", "bytes", "marks", "more")
_SIGNAL = ("name", "value", "unit", "quality", "numeric", "plotted")
_LANE = ("key", "source", "signal", "unit", "latest", "least", "most", "low", "high", "lines")


@QmlElement
@QmlUncreatable("made by the pane's house")
class TechnicianViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """Four pages. While the car moves only the first is shown, except in a replay, where nobody drives."""

    turned = Signal()
    traffic = Signal()
    recorded = Signal()
    replayed = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._state = TrafficState()
        self._recording = RecordingState()
        self._replay: ReplayState | None = None
        self._driving = Driving.MOVING
        self._shown = False
        self._page = 0
        self._kind = 0
        self._search = ""
        self._links: dict[str, LinkReport] = {}
        self._buses = LiveRows(_BUS, self)
        self._messages = LiveRows(_MESSAGE, self)
        self._signals = Rows(_SIGNAL, self)
        self._lanes = LiveRows(_LANE, self)
        house.board.watch(SafetyState, self._guard)
        house.board.watch(ReplayState, self._play)
        house.board.watch(RecordingState, self._record)
        house.board.watch(Links, self._hear)
        house.board.watch(TrafficState, self._show)
        # Numbers are written anew in the new language.
        house.board.watch(Preferences, lambda _: self._show(self._state))

    def _guard(self, safety: SafetyState) -> None:
        if safety.driving is not self._driving:
            self._driving = safety.driving
            self._turn()

    def _play(self, state: ReplayState) -> None:
        first, self._replay = self._replay is None, state
        if first:
            self._turn()
        self.replayed.emit()

    def _hear(self, links: Links) -> None:
        self._links = {report.name: report for report in links.reports if report.kind == "can"}

    def _record(self, state: RecordingState) -> None:
        self._recording = state
        self.recorded.emit()

    def _show(self, state: TrafficState) -> None:
        self._state = state
        if state.page in PAGES and PAGES[self._page] != state.page:
            self._page = PAGES.index(state.page)
            self.turned.emit()
        self._buses.show([bus_row(bus, self._links.get(bus.bus)) for bus in state.buses])
        found = [row for row in state.rows if matches(row, self._search)]
        self._messages.show([message_row(row) for row in found[:MAX_ROWS]])
        detail = state.detail
        self._signals.show([] if detail is None else [signal_row(each, detail.plotted) for each in detail.signals])
        self._lanes.show([lane_row(lane) for lane in state.lanes])
        self.traffic.emit()

    def _turn(self) -> None:
        """What is in view is another thing."""
        bench = self._house.port(Workbench)
        if bench is not None:
            bench.look(PAGES[0 if self._locked() else self._page] if self._shown else "")
        self.turned.emit()

    def _locked(self) -> bool:
        return self._driving is Driving.MOVING and self._replay is None

    def _may_type(self) -> bool:
        return self._driving is Driving.PARKED or self._replay is not None

    @Slot(bool)
    def look(self, shown: bool) -> None:
        """Whether the pane is in view: nothing is counted up for one that is not."""
        if shown != self._shown:
            self._shown = shown
            self._turn()

    @Property(bool, notify=turned)
    def locked(self) -> bool:
        """Whether the car moves, or may, so that there is nothing here to read but the buses' state."""
        return self._locked()

    @Property(bool, notify=turned)
    def mayType(self) -> bool:
        """Whether the keypad may be used: parked, or in a replay."""
        return self._may_type()

    @Property(int, notify=turned)
    def page(self) -> int:
        """0 buses, 1 messages, 2 plot, 3 record."""
        return 0 if self._locked() else self._page

    @Slot(int)
    def choosePage(self, page: int) -> None:
        """Turn to a page."""
        if 0 <= page < len(PAGES) and not self._locked():
            self._page = page
            self._turn()

    @Property(QObject, constant=True)
    def buses(self) -> QObject:
        """Rows of name, load (0..1), loadText, bitrate, rate (frames/s), ids, errors, condition ("active", "warning",
        "passive", "bus-off", "silent", "lost"), tone, counters ("transmit / receive"), damaged, dropped, crowdedOut."""
        return self._buses

    @Property(bool, notify=traffic)
    def hasBuses(self) -> bool:
        """Whether any frame has ever come."""
        return bool(self._state.buses)

    @Property(QObject, constant=True)
    def messages(self) -> QObject:
        """Rows of key, bus, identifier, name, rate, age, bytes (hex), marks (a digit a byte) and more (bytes)."""
        return self._messages

    @Property(int, notify=traffic)
    def messageCount(self) -> int:
        """How many messages are listed."""
        return self._messages.rowCount()

    @Property(str, notify=turned)
    def search(self) -> str:
        """What ids begin with, or names hold; "" for all."""
        return self._search

    @Slot(str)
    def searchFor(self, text: str) -> None:
        """List only what fits."""
        if self._may_type() or not text:
            self._search = text[:MAX_SEARCH]
            self.turned.emit()
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

    @Slot(str)
    def dropLane(self, key: str) -> None:
        """Take a lane out of the plot."""
        bench = self._house.port(Workbench)
        for lane in self._state.lanes:
            if bench is not None and f"{lane.key} {lane.signal}" == key:
                bench.plot(lane.key, lane.signal, False)

    @Property(QObject, constant=True)
    def lanes(self) -> QObject:
        """Rows of key, source, signal, unit, latest, least, most, low, high and lines: points in the unit square."""
        return self._lanes

    @Property(int, notify=traffic)
    def laneCount(self) -> int:
        """How many lanes."""
        return self._lanes.rowCount()

    @Property(int, notify=traffic)
    def zoom(self) -> int:
        """0-based among 10 s, 1 min, 10 min, 1 h."""
        return ZOOMS_S.index(self._state.zoom_s)

    @Slot(int)
    def chooseZoom(self, index: int) -> None:
        """How much time the lanes show."""
        bench = self._house.port(Workbench)
        if bench is not None and 0 <= index < len(ZOOMS_S):
            bench.zoom(ZOOMS_S[index])

    @Property(str, notify=recorded)
    def recording(self) -> str:
        """One of "off", "on" and "failed"."""
        return self._recording.doing.value

    @Property(str, notify=recorded)
    def recordFile(self) -> str:
        """The name of the newest recording, "" before the first."""
        return self._recording.file

    @Property(int, notify=recorded)
    def recordFrames(self) -> int:
        """Frames in it."""
        return self._recording.frames

    @Property(int, notify=recorded)
    def recordLost(self) -> int:
        """Frames that the disk was too slow for."""
        return self._recording.lost

    @Property(str, notify=recorded)
    def recordTime(self) -> str:
        """How long it is."""
        return clock_text(self._recording.seconds)

    @Property(str, notify=recorded)
    def recordTrouble(self) -> str:
        """Why it failed, in the system's own words."""
        return self._recording.trouble

    @Property(int, notify=recorded)
    def kind(self) -> int:
        """0-based among candump, ASC, BLF, CSV."""
        return self._kind

    @Slot(int)
    def chooseKind(self, index: int) -> None:
        """The kind of the next recording."""
        if 0 <= index < len(KINDS):
            self._kind = index
            self.recorded.emit()

    @Slot()
    def toggleRecording(self) -> None:
        """Start one, or finish it."""
        bench = self._house.port(Workbench)
        if bench is None:
            return
        if self._recording.doing is Recording.ON:
            bench.stop_recording()
        else:
            bench.record(KINDS[self._kind])

    @Property(bool, notify=replayed)
    def replaying(self) -> bool:
        """Whether the run is a replay."""
        return self._replay is not None

    @Property(bool, notify=replayed)
    def paused(self) -> bool:
        """Whether it is held."""
        return self._replay is not None and self._replay.paused

    @Property(bool, notify=replayed)
    def seeking(self) -> bool:
        """Whether it is on its way to another place."""
        return self._replay is not None and self._replay.seeking

    @Property(float, notify=replayed)
    def replayShare(self) -> float:
        """Its place, 0..1; 0 where its length is not known."""
        replay = self._replay
        return 0.0 if replay is None or not replay.duration_s else min(1.0, replay.position_s / replay.duration_s)

    @Property(bool, notify=replayed)
    def knowsLength(self) -> bool:
        """Whether its length is known, so that it can be sought in."""
        return self._replay is not None and bool(self._replay.duration_s)

    @Property(str, notify=replayed)
    def replayTime(self) -> str:
        """Its place, and its length where that is known."""
        replay = self._replay
        if replay is None:
            return ""
        place = clock_text(replay.position_s)
        return place if replay.duration_s is None else f"{place} / {clock_text(replay.duration_s)}"

    @Property(int, notify=replayed)
    def speed(self) -> int:
        """0-based among a quarter, one, 4 and 16 times real time; -1 for another."""
        speed = 1.0 if self._replay is None else self._replay.speed
        return SPEEDS.index(speed) if speed in SPEEDS else -1

    @Slot()
    def togglePause(self) -> None:
        """Hold the replay, or go on."""
        control, replay = self._house.port(ReplayControl), self._replay
        if control is not None and replay is not None:
            control.pause(not replay.paused)

    @Slot(float)
    def seek(self, share: float) -> None:
        """Go to a place, 0..1 of its length."""
        control, replay = self._house.port(ReplayControl), self._replay
        if control is not None and replay is not None and replay.duration_s:
            control.seek(share * replay.duration_s)

    @Slot(float)
    def skip(self, seconds: float) -> None:
        """Go so many seconds ahead, or back."""
        control, replay = self._house.port(ReplayControl), self._replay
        if control is not None and replay is not None:
            control.seek(max(0.0, replay.position_s + seconds))

    @Slot(int)
    def chooseSpeed(self, index: int) -> None:
        """How fast it is."""
        control = self._house.port(ReplayControl)
        if control is not None and 0 <= index < len(SPEEDS):
            control.set_speed(SPEEDS[index])
