"""How music sounds, for QML: presets, balance, and how loud the navigator speaks."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.music.ports import Tone
from headunit.music.presets import PRESETS
from headunit.music.state import ToneState
from headunit.presentation.pane import House
from headunit.sound.ports import Volume
from headunit.sound.state import SoundState, Voiceprint

QML_IMPORT_NAME = "headunit.music"
QML_IMPORT_MAJOR_VERSION = 1

#: Ten steps from the middle to one side.
PLACE_STEP = 0.1
VOLUME_STEP = 5


@QmlElement
@QmlUncreatable("made by a pane")
class ToneViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`changed`: anything of it."""

    changed = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._tone = ToneState()
        self._sound = SoundState()
        house.board.watch(ToneState, self._show)
        house.board.watch(SoundState, self._hear)

    def _show(self, tone: ToneState) -> None:
        self._tone = tone
        self.changed.emit()

    def _hear(self, sound: SoundState) -> None:
        changed = sound.volumes != self._sound.volumes
        self._sound = sound
        if changed:
            self.changed.emit()

    @Property(list, constant=True)
    def presets(self) -> list[str]:
        """Their keys, in the order shown."""
        return list(PRESETS)

    @Property(str, notify=changed)
    def preset(self) -> str:
        """The one in force."""
        return self._tone.preset

    @Property(int, notify=changed)
    def balance(self) -> int:
        """-10 left .. 10 right."""
        return round(self._tone.balance / PLACE_STEP)

    @Property(int, notify=changed)
    def fader(self) -> int:
        """-10 front .. 10 rear."""
        return round(self._tone.fader / PLACE_STEP)

    @Property(bool, notify=changed)
    def faded(self) -> bool:
        """Whether there are loudspeakers in front and behind."""
        return self._tone.faded

    @Property(int, notify=changed)
    def guidance(self) -> int:
        """How loud the navigator speaks, 0..100; -1 where nobody does."""
        return self._sound.volumes.get(Voiceprint.GUIDANCE, -1)

    @Slot(str)
    def choose(self, preset: str) -> None:
        """Take a preset."""
        if (tone := self._house.port(Tone)) is not None:
            tone.preset(preset)

    def _place(self, balance: float, fader: float) -> None:
        if (tone := self._house.port(Tone)) is not None:
            tone.place(min(1.0, max(-1.0, balance)), min(1.0, max(-1.0, fader)))

    @Slot(int)
    def stepBalance(self, direction: int) -> None:
        """To the left (-1) or to the right (1)."""
        self._place(round(self._tone.balance + direction * PLACE_STEP, 2), self._tone.fader)

    @Slot(int)
    def stepFader(self, direction: int) -> None:
        """To the front (-1) or to the rear (1)."""
        self._place(self._tone.balance, round(self._tone.fader + direction * PLACE_STEP, 2))

    @Slot(int)
    def stepGuidance(self, direction: int) -> None:
        """Quieter (-1) or louder (1)."""
        volume, known = self._house.port(Volume), self._sound.volumes.get(Voiceprint.GUIDANCE)
        if volume is not None and known is not None:
            volume.set(Voiceprint.GUIDANCE, min(100, max(0, known + direction * VOLUME_STEP)))
