"""What one can ask of music, and what music needs. Qt's thread; every call returns at once, a state on the board
answers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

from headunit.kernel.errors import HeadunitError
from headunit.music.state import Item, Repeat, Shelf, Track


@dataclass(frozen=True, slots=True)
class Heard:
    """What an engine says: one event. `token`: of the `load` it speaks of, so that late words of an old track are known
    as such.

    `kind`: "playing", "paused", "position" (`value`: s), "duration" (`value`: s), "ended", "failed" (`text`: why, one
    line), "stalled" (a stream runs dry; "playing" follows when it goes on), "silent" (there is no loudspeaker; `text`;
    "playing" follows when it is back), "title" (`text`: ICY).
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


@runtime_checkable
class Skipper(Protocol):
    """A Player whose present track may be somebody else's whole queue: a phone's."""

    def skip(self, *, forward: bool) -> bool:
        """Let it go on to the next, or back. False where what is on has no such queue, and nothing happens."""
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


class Tone(Protocol):
    """How music sounds. `ToneState` answers; kept from one start to the next."""

    def preset(self, name: str) -> None:
        """One of music/presets.py. Unknown names are let pass."""
        ...

    def place(self, balance: float, fader: float) -> None:
        """Where the middle of the sound is: `balance` -1 left .. 1 right, `fader` -1 front .. 1 rear."""
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

    def play_named(self, track: Track) -> None:
        """Play what its address names, a file or a station, by all that is known of it; else by what `track` says."""
        ...


class LastKnownError(HeadunitError):
    """A source that does not answer: the line says so, `items` or `tracks` are what it said last time; show both."""

    def __init__(self, line: str, items: tuple[Item, ...] = (), tracks: tuple[Track, ...] = ()) -> None:
        super().__init__(line)
        self.items, self.tracks = items, tracks


class Source(Protocol):
    """One place where music comes from: a folder under music/sources. Its methods run on a thread of the browser, never
    Qt's or the links', and may block for seconds.

    Raises HeadunitError with one line for a person; LastKnownError where there is something to show beside the line.
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


#: Inbox topic of StreamNews.
STREAM_TOPIC: Final = "music.stream"


@dataclass(frozen=True, slots=True)
class StreamNews:
    """What is known of a stream while it is played, beyond what an engine can hear.

    `uri`: the track's. `title`: what the station says it plays at what is heard now (ICY), "" unknown. `buffered_s`: so
    much lies ready, None unknown. `stalled`: nothing more lies ready; it goes on by itself. `fault`: why, one line.
    """

    uri: str
    title: str = ""
    buffered_s: float | None = None
    stalled: bool = False
    fault: str = ""


class Streams(Protocol):
    """What a player needs to know of tracks that are no files. Qt's thread; returns at once."""

    def address(self, track: Track) -> str:
        """What to hand to a Player for it: a file: URI where it lies on this computer, else an http://127.0.0.1 address
        of our own relay, which survives tunnels. It holds for this run only; `track.uri` is what is kept.

        Raises HeadunitError in one line where its source is not there.
        """
        ...

    def start_s(self, track: Track) -> float:
        """Where it was left last time (s): of an episode, else 0."""
        ...

    def heard(self, track: Track, position_s: float, *, finished: bool = False) -> None:
        """Tell every few seconds and at the end: a podcast keeps its place, a music server counts its plays."""
        ...


class Collections(Protocol):
    """What a driver puts into sources beside files, and takes out. Qt's thread; returns at once, SourcesState answers.

    `source`: its folder's name: "radio", "podcasts", "opensubsonic".
    """

    def add(self, source: str, text: str) -> None:
        """An address or a file's path. Radio: a station, or a list of them (m3u, pls, OPML). Podcasts: a feed, or an
        OPML file. OpenSubsonic: https://user:password@host/."""
        ...

    def remove(self, source: str, key: str) -> None:
        """An item of the source's top; of a music server "account", for all of it."""
        ...

    def keep(self, source: str, key: str, kept: bool) -> None:
        """Have the tracks of an item on this computer, or no more."""
        ...

    def mark(self, source: str, key: str, heard: bool) -> None:
        """An episode, or a podcast with all of them, has been heard, or has not."""
        ...

    def export(self, source: str, file: Path) -> None:
        """Write what was added: .opml, for stations also .m3u, .m3u8 and .pls."""
        ...

    def refresh(self, source: str) -> None:
        """Ask what is new."""
        ...


class Library(Protocol):
    """The files on this computer. `LibraryState` answers."""

    def scan(self) -> None:
        """Look for what is new, in another process. Where one is looking already: once more after it."""
        ...

    def cancel(self) -> None:
        """End the scan; what it has found so far is kept."""
        ...

    def enlist(self, playlist: str, tracks: tuple[Track, ...]) -> None:
        """Append to the own playlist of this name; made where there is none.

        For this and the next four: `playlist` is the stem of one of `LibraryState.playlists`; others are left alone.
        `LibraryState.writing` while it is done, `.list_fault` why not. `at` is the place (0 is the first) where the
        driver saw `uri`: where the file has changed since, the nearest entry with this uri is meant, and none is no
        fault. A listing that shows the playlist follows.
        """
        ...

    def delist(self, playlist: str, at: int, uri: str) -> None:
        """Take one entry out."""
        ...

    def reorder(self, playlist: str, at: int, uri: str, to: int) -> None:
        """Put one entry at the place `to` (as counted afterwards)."""
        ...

    def rename(self, playlist: str, name: str) -> None:
        """Call it `name`. One of that name already, or a name that no file can have: a `list_fault`."""
        ...

    def discard(self, playlist: str) -> None:
        """Delete it; the music in it stays."""
        ...


class Keepsakes(Protocol):
    """What the driver likes and what he hears most. `Favourites` answers. It outlives the library's database."""

    def favourite(self, track: Track, on: bool) -> None:
        """Mark it, or take the mark away."""
        ...

    def heard(self, track: Track) -> None:
        """It has been listened to: once more."""
        ...


@dataclass(frozen=True, slots=True)
class Resume:
    """What is kept for the next start: queue, place in it, position, and whether it was playing."""

    tracks: tuple[Track, ...] = ()
    now: int = 0
    position_s: float = 0.0
    source: str = ""
    shuffle: bool = False
    repeat: Repeat = Repeat.OFF
    playing: bool = False
