"""The technician's replay for QML: where it is, and how it is held, moved and paced."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.presentation.pane import House
from headunit.technician.ports import ReplayControl
from headunit.technician.state import SPEEDS, ReplayState
from headunit.technician.viewmodel_rows import clock_text

QML_IMPORT_NAME = "headunit.technician"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the technician's pane")
class ReplayViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`begun` comes once, with the first news of a replay."""

    begun = Signal()
    replayed = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._replay: ReplayState | None = None
        house.board.watch(ReplayState, self._play)

    def _play(self, state: ReplayState) -> None:
        first, self._replay = self._replay is None, state
        if first:
            self.begun.emit()
        self.replayed.emit()

    @property
    def active(self) -> bool:
        """Whether the run is a replay."""
        return self._replay is not None

    @Property(bool, notify=replayed)
    def replaying(self) -> bool:
        """The same, for QML."""
        return self.active

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
