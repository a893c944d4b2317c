"""The technician's plots for QML: lanes of points, and how much time they show."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.preferences.state import Preferences
from headunit.presentation.pane import House
from headunit.technician.ports import Workbench
from headunit.technician.state import ZOOMS_S, TrafficState
from headunit.technician.viewmodel_rows import LiveRows, lane_row

QML_IMPORT_NAME = "headunit.technician"
QML_IMPORT_MAJOR_VERSION = 1

_LANE = ("key", "source", "signal", "unit", "latest", "least", "most", "low", "high", "lines")


@QmlElement
@QmlUncreatable("made by the technician's pane")
class PlotsViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """At most four lanes. They are opened in the list of messages."""

    traffic = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._state = TrafficState()
        self._lanes = LiveRows(_LANE, self)
        house.board.watch(TrafficState, self._show)
        # Numbers are written anew in the new language.
        house.board.watch(Preferences, lambda _: self._show(self._state))

    def _show(self, state: TrafficState) -> None:
        self._state = state
        self._lanes.show([lane_row(lane) for lane in state.lanes])
        self.traffic.emit()

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
