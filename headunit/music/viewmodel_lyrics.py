"""The words of a song, for QML, and the line that is sung now. Only for a car that stands."""

import bisect
import math

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.music.glance import reads
from headunit.music.state import Lyrics, MusicState
from headunit.music.viewmodel_now import NowViewModel
from headunit.presentation.pane import House
from headunit.presentation.rows import Rows
from headunit.safety.state import SafetyState

QML_IMPORT_NAME = "headunit.music"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by a pane")
class LyricsViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`changed`: other words, or they may or may not be read. `sung`: another line."""

    changed = Signal()
    sung = Signal()

    def __init__(self, house: House, now: NowViewModel, parent: QObject) -> None:
        super().__init__(parent)
        self._now = now
        self._lyrics = Lyrics()
        self._uri = ""
        self._safety = SafetyState()
        self._line = -1
        self._times: list[float] = []
        self._rows = Rows(("line", "words"), self)
        now.moved.connect(self._sing)
        house.board.watch(SafetyState, self._guard)
        house.board.watch(MusicState, self._turn)
        house.board.watch(Lyrics, self._show)

    def _guard(self, safety: SafetyState) -> None:
        if safety != self._safety:
            self._safety = safety
            self.changed.emit()

    def _turn(self, state: MusicState) -> None:
        uri = "" if state.track is None else state.track.uri
        if uri != self._uri:
            self._uri = uri
            self._fill()

    def _show(self, lyrics: Lyrics) -> None:
        self._lyrics = lyrics
        self._fill()

    def _fill(self) -> None:
        lines = self._lyrics.lines if self._lyrics.uri == self._uri else ()
        self._rows.show([{"line": number, "words": line.text} for number, line in enumerate(lines)])
        timed = self._lyrics.timed and bool(lines)
        self._times = [math.inf if line.at_s is None else line.at_s for line in lines] if timed else []
        self.changed.emit()
        self._sing()

    @Slot()
    def _sing(self) -> None:
        line = bisect.bisect_right(self._times, self._now.position_s) - 1 if self._times else -1
        if line != self._line:
            self._line = line
            self.sung.emit()

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """Rows of line (from 0) and words."""
        return self._rows

    @Property(bool, notify=changed)
    def present(self) -> bool:
        """Whether the present track has words."""
        return self._rows.rowCount() > 0

    @Property(bool, notify=changed)
    def mayRead(self) -> bool:
        """Whether the car stands."""
        return reads(self._safety.driving)

    @Property(bool, notify=changed)
    def timed(self) -> bool:
        """Whether it is known when each line is sung."""
        return bool(self._times)

    @Property(int, notify=sung)
    def line(self) -> int:
        """The line that is sung now; -1 for none."""
        return self._line
