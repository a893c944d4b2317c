"""What one can ask of music, and what music needs. Qt's thread; every call returns at once, a state on the board
answers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from headunit.music.state import Item, Repeat, Shelf, Track


@dataclass(frozen=True, slots=True)
class Heard:
    """What an engine says: one event. `token`: of the `load` it speaks of, so that late words of an old track are known
    as such.

    `kind`: "playing", "paused", "position" (`value`: s), "duration" (`value`: s), "ended", "failed" (`text`: why, one
    line), "stalled", "title" (`text`: ICY).
    """

    token: int
    kind: str
    value: float = 0.0
    text: str = ""


class Player(Protocol):
    """An engine that plays one thing at a time and has the next at hand. Met by VlcPlayer and MpvPlayer alike.

    Calls come on one thread and return at once. `tell` is called on any thread. `gain_db` is added to the volume.
    Volumes are in dB: 0 is full, -60 and less is silence.
    """

    def load(self, token: int, uri: str, *, start_s: float = 0.0, gain_db: float = 0.0, paused: bool = False) -> None:
        """Play this, at once."""
        ...

    def prepare(self, token: int, uri: str, *, gain_db: float = 0.0) -> None:
        """What comes next: when the present one ends, go on with it within 20 ms and tell "playing" of `token`. "" for
        none."""
        ...

    def pause(self, paused: bool) -> None:
        """Hold, or go on."""
        ...

    def seek(self, position_s: float) -> None:
        """Go there; sound within 100 ms of it."""
        ...

    def stop(self) -> None:
        """Be silent."""
        ...

    def fade(self, volume_db: float, seconds: float) -> None:
        """Move the volume there, evenly in dB."""
        ...

    def speed(self, factor: float) -> None:
        """0.5..2.0, pitch kept."""
        ...

    def equalise(self, bands_db: tuple[float, ...]) -> None:
        """Ten bands, 31.25 Hz .. 16 kHz by octaves (ISO 266), -12..+12 dB; all zero is off. No drop-out."""
        ...

    def balance(self, left_right: float, front_rear: float) -> None:
        """-1..1 each; the fader needs an output with four channels or more, else it is left alone."""
        ...

    def close(self) -> None:
        """Let go of the device within a second."""
        ...


#: Makes a Player: `tell` hears it.
type PlayerMaker = Callable[[Callable[[Heard], None]], Player]


class MusicDesk(Protocol):
    """The driver's wishes; also those of keys, of voice, of the phone and of MPRIS. `MusicState` answers."""

    def play(self, tracks: tuple[Track, ...], start: int = 0, source: str = "") -> None:
        """Make these the queue and play from `start` on."""
        ...

    def enqueue(self, tracks: tuple[Track, ...], *, next_up: bool = False) -> None:
        """Add them behind, or right after the present one."""
        ...

    def move(self, entry: int, to: int) -> None:
        """Put a queue entry at another place."""
        ...

    def remove(self, entry: int) -> None:
        """Take it out of the queue."""
        ...

    def jump(self, entry: int) -> None:
        """Play it now."""
        ...

    def toggle(self) -> None:
        """Play or pause."""
        ...

    def pause(self, paused: bool) -> None:
        """Pause, or go on."""
        ...

    def next(self) -> None:
        """The next track."""
        ...

    def previous(self) -> None:
        """The start of this one; within its first 3 s the one before."""
        ...

    def seek(self, position_s: float) -> None:
        """Go there in the present track."""
        ...

    def shuffle(self, on: bool) -> None:
        """Smart: no artist twice in a row where it can be helped; the present track stays."""
        ...

    def repeat(self, repeat: Repeat) -> None:
        """What comes after the last."""
        ...

    def speed(self, factor: float) -> None:
        """For speech."""
        ...

    def favourite(self, track: Track, on: bool) -> None:
        """Keep it among the favourites."""
        ...


class Browser(Protocol):
    """Looking through a source. `Listing` answers; the newest question wins."""

    def open(self, source: str, key: str = "") -> None:
        """A source's top, or the item `key` of it."""
        ...

    def shelf(self, shelf: Shelf) -> None:
        """A shelf of the library."""
        ...

    def search(self, source: str, text: str) -> None:
        """As one types."""
        ...

    def back(self) -> None:
        """One step up."""
        ...

    def play(self, item: Item) -> None:
        """Play it: a track with its neighbours of the listing as the queue, a container with all inside."""
        ...


class Source(Protocol):
    """One place where music comes from: a folder under music/sources. Its methods run on a thread or loop of the
    browser, never Qt's.

    Raises HeadunitError with one line for a person.
    """

    def top(self) -> list[Item]:
        """What one sees first."""
        ...

    def open(self, key: str) -> list[Item]:
        """What is inside."""
        ...

    def search(self, text: str) -> list[Item]:
        """What fits."""
        ...

    def tracks(self, key: str) -> list[Track]:
        """All tracks of an item, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Resume:
    """What is kept for the next start: queue, place in it, position."""

    tracks: tuple[Track, ...] = ()
    now: int = 0
    position_s: float = 0.0
    source: str = ""
    shuffle: bool = False
    repeat: Repeat = Repeat.OFF
    favourites: frozenset[str] = field(default_factory=frozenset)
