"""The technician's pane for QML: which of its pages is in view, the buses, and the view models of the other pages."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.kernel.link import LinkReport, Links
from headunit.preferences.state import Preferences
from headunit.presentation.pane import House
from headunit.safety.state import Driving, SafetyState
from headunit.technician.ports import Workbench
from headunit.technician.state import TrafficState
from headunit.technician.viewmodel_plots import PlotsViewModel
from headunit.technician.viewmodel_recording import RecordingViewModel
from headunit.technician.viewmodel_replay import ReplayViewModel
from headunit.technician.viewmodel_rows import LiveRows, bus_row
from headunit.technician.viewmodel_table import TableViewModel

QML_IMPORT_NAME = "headunit.technician"
QML_IMPORT_MAJOR_VERSION = 1

PAGES = ("buses", "messages", "plot", "record")

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


@QmlElement
@QmlUncreatable("made by the pane's house")
class TechnicianViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """Four pages. While the car moves only the first is shown, except in a replay, where nobody drives."""

    turned = Signal()
    traffic = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._state = TrafficState()
        self._driving = Driving.MOVING
        self._shown = False
        self._page = 0
        self._links: dict[str, LinkReport] = {}
        self._buses = LiveRows(_BUS, self)
        self._table = TableViewModel(house, self._may_type, self)
        self._plots = PlotsViewModel(house, self)
        self._recorder = RecordingViewModel(house, self)
        self._replay = ReplayViewModel(house, self)
        self._replay.begun.connect(self._turn)
        house.board.watch(SafetyState, self._guard)
        house.board.watch(Links, self._hear)
        house.board.watch(TrafficState, self._show)
        # Numbers are written anew in the new language.
        house.board.watch(Preferences, lambda _: self._show(self._state))

    def _guard(self, safety: SafetyState) -> None:
        if safety.driving is not self._driving:
            self._driving = safety.driving
            self._turn()

    def _hear(self, links: Links) -> None:
        self._links = {report.name: report for report in links.reports if report.kind == "can"}

    def _show(self, state: TrafficState) -> None:
        self._state = state
        if state.page in PAGES and PAGES[self._page] != state.page:
            self._page = PAGES.index(state.page)
            self.turned.emit()
        self._buses.show([bus_row(bus, self._links.get(bus.bus)) for bus in state.buses])
        self.traffic.emit()

    @Slot()
    def _turn(self) -> None:
        """What is in view is another thing."""
        bench = self._house.port(Workbench)
        if bench is not None:
            bench.look(PAGES[0 if self._locked() else self._page] if self._shown else "")
        self.turned.emit()

    def _locked(self) -> bool:
        return self._driving is Driving.MOVING and not self._replay.active

    def _may_type(self) -> bool:
        return self._driving is Driving.PARKED or self._replay.active

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

    @Property(TableViewModel, constant=True)
    def table(self) -> TableViewModel:
        """The page of messages."""
        return self._table

    @Property(PlotsViewModel, constant=True)
    def plots(self) -> PlotsViewModel:
        """The page of plots."""
        return self._plots

    @Property(RecordingViewModel, constant=True)
    def recorder(self) -> RecordingViewModel:
        """The page of recordings."""
        return self._recorder

    @Property(ReplayViewModel, constant=True)
    def replay(self) -> ReplayViewModel:
        """The replay, where the run is one."""
        return self._replay
