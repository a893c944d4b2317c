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
class Skipped:
    """What could not be played and was passed over. `number` counts up, so that each is told once. `why`: one line, a
    source text in context "music" where it is one of ours. `in_row`: so many since anything was heard. `gave_up`:
    nothing after it could be played either; the queue and its place are kept, and "play" tries again."""

    number: int
    title: str
    why: str
    in_row: int = 1
    gave_up: bool = False


@dataclass(frozen=True, slots=True)
class MusicState:
    """What is on. `position_s` at the moment `at` (Clock.now()); a view lets it run on while PLAYING, times `speed`.

    `now`: index in `queue`, None with nothing chosen. `stream_title`: what a station says it plays (ICY). `fault`: one
    line, of the last thing that could not be played. `source`: name of the source the queue came from ("library",
    "radio", ...).
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
    skipped: Skipped | None = None

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

    `count`: tracks inside. `playable`: a touch plays; else it opens. `absent`: known, but its drive is not in the car.
    `keepable`: from elsewhere, and can be had on this computer (Collections.keep); `kept`: it lies there, or some of
    it. `progress`: share 0..1 of an episode that was heard; None for what has no such thing.
    """

    key: str
    title: str
    subtitle: str = ""
    letter: str = "#"
    count: int = 0
    cover: Path | None = None
    track: Track | None = None
    playable: bool = False
    absent: bool = False
    kept: bool = False
    progress: float | None = None
    keepable: bool = False


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
    """`folders`: watched ones. `drives`: those of them that were plugged in. `absent`: tracks whose folder or drive is
    away. `scanning`: share 0..1 done, None when idle. `found`, `unreadable`: tracks of the last scan. `playlists`:
    files of the driver's own ones, by name (the stem): these may be changed; a browser's key of one is "playlist:FILE".
    `writing`: a wish about one is being done. `list_fault`: why the last such wish was not, one line."""

    folders: tuple[Path, ...] = ()
    drives: tuple[Path, ...] = ()
    tracks: int = 0
    absent: int = 0
    scanning: float | None = None
    found: int = 0
    unreadable: int = 0
    fault: str = ""
    playlists: tuple[Path, ...] = ()
    writing: bool = False
    list_fault: str = ""


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """A source beside others. `name`: its folder under music/sources. `title`, `icon`: for the switch. `ready`: `fault`
    says why not. `hint`: how to fill it where it is empty (marked for translation). `pending`: it is adding, fetching
    or keeping something; `done`: share 0..1 of that, None unknown. `collects`: Collections fit it."""

    name: str
    title: str
    icon: str
    ready: bool = True
    fault: str = ""
    hint: str = ""
    pending: bool = False
    done: float | None = None
    collects: bool = False


@dataclass(frozen=True, slots=True)
class SourcesState:
    """The sources in the order of the switch."""

    sources: tuple[SourceInfo, ...] = ()


@dataclass(frozen=True, slots=True)
class LyricLine:
    """One line of a song. `at_s`: when it is sung; None where the text has no times."""

    text: str
    at_s: float | None = None


@dataclass(frozen=True, slots=True)
class Lyrics:
    """The words of the track `uri`, in order; no lines where there are none. `timed`: every line has its time."""

    uri: str = ""
    lines: tuple[LyricLine, ...] = ()
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Favourites:
    """What the driver has marked, by URI."""

    uris: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ToneState:
    """How music sounds. `preset`: a key of music/presets.py. `balance`: -1 left .. 1 right. `fader`: -1 front ..
    1 rear. `faded`: whether the output has loudspeakers in front and behind."""

    preset: str = "flat"
    balance: float = 0.0
    fader: float = 0.0
    faded: bool = False
