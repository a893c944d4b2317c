"""The technician's recordings for QML: one starts, grows, ends or fails."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.kernel.extras import MF4
from headunit.presentation.pane import House
from headunit.technician.ports import Workbench
from headunit.technician.state import Recording, RecordingState
from headunit.technician.viewmodel_rows import clock_text

QML_IMPORT_NAME = "headunit.technician"
QML_IMPORT_MAJOR_VERSION = 1

#: What recordings can be, by the end of the name: the format's name.
KINDS = {".log": "candump", ".asc": "ASC", ".blf": "BLF", ".csv": "CSV", ".mf4": "MDF 4"}


@QmlElement
@QmlUncreatable("made by the technician's pane")
class RecordingViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """The newest recording, and the kind of the next."""

    recorded = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._recording = RecordingState()
        self._kind = 0
        self._kinds = [suffix for suffix in KINDS if suffix != ".mf4" or MF4.installed]
        house.board.watch(RecordingState, self._record)

    def _record(self, state: RecordingState) -> None:
        self._recording = state
        self.recorded.emit()

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

    @Property(list, constant=True)
    def kinds(self) -> list[str]:
        """Names of the formats that can be written here."""
        return [KINDS[suffix] for suffix in self._kinds]

    @Property(int, notify=recorded)
    def kind(self) -> int:
        """0-based among `kinds`."""
        return self._kind

    @Slot(int)
    def chooseKind(self, index: int) -> None:
        """The kind of the next recording."""
        if 0 <= index < len(self._kinds):
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
            bench.record(self._kinds[self._kind])
