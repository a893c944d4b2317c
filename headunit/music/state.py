"""A track, the queue, what plays, what the library holds. Times in seconds unless the name says otherwise."""

import enum
from dataclasses import dataclass
from pathlib import Path


class Medium(enum.Enum):
    """What a track is, as far as playing goes."""

    FILE = "file"
    STATION = "station"  # has no length and no end
    EPISODE = "episode"  # speech: position kept, speed chosen
    REMOTE = "remote"  # of a music server
    PHONE = "phone"  # A2DP: the phone plays, we steer


@dataclass(frozen=True, slots=True)
class Track:
    """One thing to play. `uri`: its identity everywhere: file:///..., http(s)://..., podcast:ID, subsonic:ID.

    `duration_s`: None unknown or endless. `gain_db`: ReplayGain 2.0 track gain, `album_gain_db` of its album; None
    untagged.
    `cover`: a file on this computer, or None. `sort_key`: by which it is listed (pinyin for Chinese, kana as written).
    """

    uri: str
    title: str
    artist: str = ""
    album: str = ""
    album_artist: str = ""
    genre: str = ""
    year: int | None = None
    disc: int | None = None
    number: int | None = None
    duration_s: float | None = None
    gain_db: float | None = None
    album_gain_db: float | None = None
    cover: Path | None = None
    medium: Medium = Medium.FILE
    sort_key: str = ""


class Repeat(enum.Enum):
    """What comes after the last track."""

    OFF = "off"
    ALL = "all"
    ONE = "one"


class Playing(enum.Enum):
    """What the player does, as it says itself."""

    STOPPED = "stopped"
    LOADING = "loading"  # asked for, not heard yet
    PLAYING = "playing"
    PAUSED = "paused"  # by the driver
    HELD = "held"  # by somebody more important; goes on by itself
    STALLED = "stalled"  # a stream in a tunnel; goes on by itself


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """`entry`: unique within the queue's life, so that the same track may be in it twice."""

    entry: int
    track: Track


@dataclass(frozen=True, slots=True)
class MusicState:
    """What is on. `position_s` at the moment `at` (Clock.now()); a view lets it run on while PLAYING, times `speed`.

    `now`: index in `queue`, None with nothing chosen. `stream_title`: what a station says it plays (ICY). `fault`: one
    line, of the last
    thing that could not be played. `source`: name of the source the queue came from ("library", "radio", ...).
    """

    at: float = 0.0
    playing: Playing = Playing.STOPPED
    queue: tuple[QueueEntry, ...] = ()
    now: int | None = None
    position_s: float = 0.0
    duration_s: float | None = None
    speed: float = 1.0
    shuffle: bool = False
    repeat: Repeat = Repeat.OFF
    stream_title: str = ""
    buffered_s: float | None = None
    fault: str = ""
    source: str = ""

    @property
    def track(self) -> Track | None:
        """The one that is on."""
        return None if self.now is None or self.now >= len(self.queue) else self.queue[self.now].track


class Shelf(enum.Enum):
    """How the library is looked through."""

    ARTISTS = "artists"
    ALBUMS = "albums"
    GENRES = "genres"
    YEARS = "years"
    FOLDERS = "folders"
    PLAYLISTS = "playlists"
    TRACKS = "tracks"
    FAVOURITES = "favourites"
    RECENT = "recently added"
    MOST = "most played"


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a listing. `key`: hand it back to open or play it. `track`: where the row is one. `letter`: for fast
    scroll, A-Z or #.

    `count`: tracks inside. `playable`: a touch plays; else it opens.
    """

    key: str
    title: str
    subtitle: str = ""
    letter: str = "#"
    count: int = 0
    cover: Path | None = None
    track: Track | None = None
    playable: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """What the browser shows. `path`: titles from the source down to here. `asked`: the search or key it answers."""

    source: str = ""
    asked: str = ""
    path: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    pending: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class LibraryState:
    """`folders`: watched ones. `scanning`: share 0..1 done, None when idle. `found`, `unreadable`: tracks of the last
    scan."""

    folders: tuple[Path, ...] = ()
    tracks: int = 0
    scanning: float | None = None
    found: int = 0
    unreadable: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """A source beside others. `name`: its folder under music/sources. `title`, `icon`: for the switch. `ready`: `fault`
    says why not."""

    name: str
    title: str
    icon: str
    ready: bool = True
    fault: str = ""


@dataclass(frozen=True, slots=True)
class SourcesState:
    """The sources in the order of the switch."""

    sources: tuple[SourceInfo, ...] = ()
