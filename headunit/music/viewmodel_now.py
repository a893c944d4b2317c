"""What is playing, for QML: the pane's card and the mini player. It lets the position run on between two states."""

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.music.cover_colours import CoverColours
from headunit.music.ports import MusicDesk
from headunit.music.state import Favourites, Medium, MusicState, Playing, Repeat, Track
from headunit.music.viewmodel_cover import colours_from, url_of
from headunit.presentation.pane import Guide, House

QML_IMPORT_NAME = "headunit.music"
QML_IMPORT_MAJOR_VERSION = 1

#: The position is looked at again this often (milliseconds): seconds are shown, a long bar moves by pixels.
LOOK_MS = 250
#: One touch on "back" or "forward" in speech (seconds).
SKIP_S = 15.0
SPEEDS = (0.8, 1.0, 1.2, 1.5, 1.8, 2.0)
_NEXT_REPEAT = {Repeat.OFF: Repeat.ALL, Repeat.ALL: Repeat.ONE, Repeat.ONE: Repeat.OFF}
#: The driver wants to hear it: what the button offers is to pause.
_WANTED = {Playing.LOADING, Playing.PLAYING, Playing.HELD, Playing.STALLED}
#: What is on tells its own titles, and cannot be wound.
_STEERED = frozenset({Medium.STATION, Medium.PHONE})
_HOUR_S = 3600


def clock_text(seconds: float | None) -> str:
    """3:07, or 1:02:03 from an hour on; "" unknown."""
    if seconds is None or seconds < 0:
        return ""
    whole = int(seconds)
    minutes, rest = divmod(whole, 60)
    if whole >= _HOUR_S:
        return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
    return f"{minutes}:{rest:02}"


@QmlElement
@QmlUncreatable("made by a pane")
class NowViewModel(Guide):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`changed`: another track, or it does something else. `moved`: the position as shown."""

    changed = Signal()
    moved = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._state = MusicState()
        self._favourites = Favourites()
        self._colours: CoverColours | None = None
        self._facts: tuple[object, ...] = ()
        self._shown: tuple[str, float] = ("", 0.0)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        house.board.watch(Favourites, self._mark)
        house.board.watch(MusicState, self._show)

    def _mark(self, favourites: Favourites) -> None:
        self._favourites = favourites
        self._show(self._state)

    def _show(self, state: MusicState) -> None:
        self._state = state
        track = state.track
        facts = (
            track,
            state.playing,
            state.duration_s,
            state.speed,
            state.shuffle,
            state.repeat,
            state.stream_title,
            state.fault,
            None if state.buffered_s is None else int(state.buffered_s),
            self._marked,
        )
        if facts != self._facts:
            self._facts = facts
            self._colours = colours_from(None if track is None else track.cover)
            self.changed.emit()
        self._look()
        if (state.playing is Playing.PLAYING) != self._timer.isActive():
            (self._timer.start if state.playing is Playing.PLAYING else self._timer.stop)()

    @Slot()
    def _look(self) -> None:
        seconds = self.position_s
        length = self._length_s
        share = 0.0 if not length else min(1.0, max(0.0, seconds / length))
        shown = (clock_text(seconds), round(share, 4))
        if shown != self._shown:
            self._shown = shown
            self.moved.emit()

    @property
    def _track(self) -> Track | None:
        return self._state.track

    @property
    def _length_s(self) -> float | None:
        known = self._state.duration_s
        return known if known is not None or self._track is None else self._track.duration_s

    @property
    def _seekable(self) -> bool:
        return bool(self._length_s) and self._track is not None and self._track.medium not in _STEERED

    @property
    def _marked(self) -> bool:
        return self._track is not None and self._track.uri in self._favourites.uris

    @property
    def position_s(self) -> float:
        """Where the track is at this moment, by the house's clock."""
        state = self._state
        position = state.position_s
        if state.playing is Playing.PLAYING:
            position += max(0.0, self._house.clock.now() - state.at) * state.speed
        length = self._length_s
        return position if length is None else min(position, length)

    @Property(bool, notify=changed)
    def present(self) -> bool:
        """Whether anything is on."""
        return self._track is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """Of the track, or the station's name."""
        return "" if self._track is None else self._track.title

    @Property(str, notify=changed)
    def artist(self) -> str:
        """Who plays; of a station: what it says it plays."""
        if self._track is None:
            return ""
        return self._state.stream_title if self._track.medium in _STEERED else self._track.artist

    @Property(str, notify=changed)
    def album(self) -> str:
        """Its album, or the podcast."""
        return "" if self._track is None else self._track.album

    @Property(str, notify=changed)
    def cover(self) -> str:
        """URL of its picture; "" without one."""
        return "" if self._track is None else url_of(self._track.cover)

    @Property(str, notify=changed)
    def symbol(self) -> str:
        """The icon that stands for a missing cover."""
        medium = None if self._track is None else self._track.medium
        return {Medium.STATION: "radio", Medium.EPISODE: "podcast", Medium.PHONE: "cellphone"}.get(
            medium or Medium.FILE, "music"
        )

    @Property(str, notify=changed)
    def playing(self) -> str:
        """A `Playing` value."""
        return self._state.playing.value

    @Property(bool, notify=changed)
    def wanted(self) -> bool:
        """Whether the driver wants to hear it: the button offers a pause."""
        return self._state.playing in _WANTED

    @Property(bool, notify=changed)
    def speech(self) -> bool:
        """Whether it is speech: steps of 15 s and another speed make sense."""
        return self._track is not None and self._track.medium is Medium.EPISODE

    @Property(bool, notify=changed)
    def live(self) -> bool:
        """Whether it is a station: no end, nothing to seek in."""
        return self._track is not None and self._track.medium is Medium.STATION

    @Property(bool, notify=changed)
    def seekable(self) -> bool:
        """Whether a finger may go to another place in it."""
        return self._seekable

    @Property(str, notify=moved)
    def position(self) -> str:
        """How far it is."""
        return self._shown[0]

    @Property(float, notify=moved)
    def share(self) -> float:
        """How far it is, 0..1."""
        return self._shown[1]

    @Property(str, notify=changed)
    def length(self) -> str:
        """How long it is; "" unknown."""
        return clock_text(self._length_s)

    @Property(str, notify=changed)
    def speed(self) -> str:
        """How fast it plays, as a number."""
        return f"{self._state.speed:g}"

    @Property(bool, notify=changed)
    def shuffle(self) -> bool:
        """Whether the queue is shuffled."""
        return self._state.shuffle

    @Property(str, notify=changed)
    def repeat(self) -> str:
        """A `Repeat` value."""
        return self._state.repeat.value

    @Property(bool, notify=changed)
    def favourite(self) -> bool:
        """Whether the driver has marked it."""
        return self._marked

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why the last thing that failed could not be played; "" all is well."""
        return self._state.fault

    @Property(int, notify=changed)
    def buffered(self) -> int:
        """Seconds of a stream that are at hand; -1 where nothing is buffered."""
        return -1 if self._state.buffered_s is None else int(self._state.buffered_s)

    def _colour(self, name: str) -> str:
        return "" if self._colours is None else "#{:02x}{:02x}{:02x}".format(*getattr(self._colours, name))

    @Property(bool, notify=changed)
    def coloured(self) -> bool:
        """Whether the cover has a colour to take."""
        return self._colours is not None

    @Property(str, notify=changed)
    def surfaceNight(self) -> str:
        """The card by night, as QML reads colours; "" where the cover has none."""
        return self._colour("surface_night")

    @Property(str, notify=changed)
    def surfaceDay(self) -> str:
        """The card by day."""
        return self._colour("surface_day")

    @Property(str, notify=changed)
    def accentNight(self) -> str:
        """Play button and bar by night."""
        return self._colour("accent_night")

    @Property(str, notify=changed)
    def accentDay(self) -> str:
        """Play button and bar by day."""
        return self._colour("accent_day")

    @property
    def _desk(self) -> MusicDesk | None:
        return self._house.port(MusicDesk)

    @Slot()
    def toggle(self) -> None:
        """Play or pause."""
        if (desk := self._desk) is not None:
            desk.toggle()

    @Slot()
    def next(self) -> None:
        """The next track."""
        if (desk := self._desk) is not None:
            desk.next()

    @Slot()
    def previous(self) -> None:
        """The start of this one, or the one before."""
        if (desk := self._desk) is not None:
            desk.previous()

    @Slot(float)
    def seekTo(self, share: float) -> None:
        """Go to a share (0..1) of the track."""
        length = self._length_s
        if (desk := self._desk) is not None and length and self._seekable:
            desk.seek(min(1.0, max(0.0, share)) * length)

    @Slot(float, result=str)
    def textAt(self, share: float) -> str:
        """The position that a share of the track is: for the finger on the bar."""
        return clock_text(min(1.0, max(0.0, share)) * (self._length_s or 0.0))

    @Slot(int)
    def skip(self, direction: int) -> None:
        """15 s back (-1) or on (1)."""
        length = self._length_s
        if (desk := self._desk) is not None and self._seekable:
            wanted = max(0.0, self.position_s + direction * SKIP_S)
            desk.seek(wanted if length is None else min(wanted, max(0.0, length - 1.0)))

    @Slot()
    def toggleShuffle(self) -> None:
        """Shuffled or in order."""
        if (desk := self._desk) is not None:
            desk.shuffle(not self._state.shuffle)

    @Slot()
    def turnRepeat(self) -> None:
        """Off, all, one, in turn."""
        if (desk := self._desk) is not None:
            desk.repeat(_NEXT_REPEAT[self._state.repeat])

    @Slot()
    def turnSpeed(self) -> None:
        """The next of SPEEDS; after the last the first."""
        faster = [speed for speed in SPEEDS if speed > self._state.speed + 0.01]
        if (desk := self._desk) is not None:
            desk.speed(faster[0] if faster else SPEEDS[0])

    @Slot()
    def toggleFavourite(self) -> None:
        """Mark it, or take the mark away."""
        if (desk := self._desk) is not None and self._track is not None:
            desk.favourite(self._track, not self._marked)

    @Slot()
    def open(self) -> None:
        """Turn the mini player into the pane that it stands for."""
        self.guided.emit("music")
