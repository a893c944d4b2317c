"""The volume, always within reach, and the keys of a keyboard or a remote control that steer music."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.music.ports import MusicDesk
from headunit.presentation.pane import House
from headunit.sound.ports import Volume
from headunit.sound.state import SoundState, Voiceprint

QML_IMPORT_NAME = "headunit.ui.shell"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the screen")
class SoundViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`changed`: another volume, muted, or whose volume it is."""

    changed = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._facts: tuple[str, int, bool] = ("", -1, False)
        house.board.watch(SoundState, self._show)

    def _show(self, sound: SoundState) -> None:
        # A knob turns whoever is heard; of music when nobody is.
        heard = [who for who in sound.active if who not in sound.held and who in sound.volumes]
        whose = heard[0] if heard else Voiceprint.MUSIC
        muted = sound.muted and whose in {Voiceprint.MUSIC, Voiceprint.MESSAGE}
        facts = (whose.value, sound.volumes.get(whose, -1), muted)
        if facts != self._facts:
            self._facts = facts
            self.changed.emit()

    @Property(bool, notify=changed)
    def present(self) -> bool:
        """Whether there is a volume to turn."""
        return self._facts[1] >= 0

    @Property(str, notify=changed)
    def whose(self) -> str:
        """A `Voiceprint` value: whose volume is shown and turned."""
        return self._facts[0]

    @Property(int, notify=changed)
    def volume(self) -> int:
        """0..100; -1 unknown."""
        return self._facts[1]

    @Property(bool, notify=changed)
    def muted(self) -> bool:
        """Whether what is shown is silenced by the mute key."""
        return self._facts[2]

    @Slot(int)
    def turn(self, steps: int) -> None:
        """Louder (1) or quieter (-1). Louder takes the mute away, as a knob does."""
        if (volume := self._house.port(Volume)) is not None:
            if self._facts[2] and steps > 0:
                volume.mute(False)
            volume.turn(steps)

    @Slot()
    def toggleMute(self) -> None:
        """The mute key."""
        if (volume := self._house.port(Volume)) is not None:
            volume.mute(not self._facts[2])

    @Slot()
    def playPause(self) -> None:
        """The play key."""
        if (desk := self._house.port(MusicDesk)) is not None:
            desk.toggle()

    @Slot(bool)
    def pause(self, paused: bool) -> None:
        """Keys that only pause, or only play."""
        if (desk := self._house.port(MusicDesk)) is not None:
            desk.pause(paused)

    @Slot()
    def next(self) -> None:
        """The next track."""
        if (desk := self._house.port(MusicDesk)) is not None:
            desk.next()

    @Slot()
    def previous(self) -> None:
        """The one before."""
        if (desk := self._house.port(MusicDesk)) is not None:
            desk.previous()
