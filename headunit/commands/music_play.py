"""`headunit music play` and `status`: by the head unit that is running; where none is, `play` plays here."""

import argparse
import json
import signal
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from headunit.commands.music import nothing_found, opened

if TYPE_CHECKING:
    from headunit.music.state import MusicState, Playing, Track
    from headunit.settings import Settings

_BEAT_S = 0.05
#: So long without a sign of loudspeakers, and there are none (s).
_NO_SOUND_S = 6.0
#: The playlist by which a running head unit is asked for several tracks, in its folder.
ASKED = "asked.m3u8"


def status(_settings: "Settings", args: argparse.Namespace) -> int:
    """What the running head unit plays."""
    from headunit.music.mpris_remote import Status
    from headunit.music.mpris_remote import status as ask

    now = ask()
    if args.json:
        row = {name: None if value == "" else value for name, value in asdict(now or Status("")).items()}
        print(json.dumps({"running": now is not None} | row, ensure_ascii=False))
    elif now is None:
        print("nothing is running")
    else:
        words = " - ".join(filter(None, (now.artist, now.title, now.album))) or now.uri
        at = "" if now.position_s is None else f" at {clock(now.position_s)}"
        of = "" if now.duration_s is None else f" of {clock(now.duration_s)}"
        print(f"{now.status}{': ' if words else ''}{words}{at if words else ''}{of if words else ''}")
    return 0


def clock(seconds: float) -> str:
    """Minutes and seconds: "3:07"."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def play(settings: "Settings", args: argparse.Namespace) -> int:
    """Play what is named."""
    from headunit.music.mpris_remote import open_uri

    text = " ".join(args.what).strip()
    tracks = _tracks(settings, text)
    if open_uri(_address(settings, tracks)):
        rest = f" and {len(tracks) - 1} more" if len(tracks) > 1 else ""
        print(f"the running head unit plays {tracks[0].title}{rest}")
        return 0
    return _play_here(tracks, args.for_s)


def _address(settings: "Settings", tracks: "tuple[Track, ...]") -> str:
    """What to open: the track, or a playlist of several, since MPRIS opens one thing at a time."""
    from headunit.music.library.playlists import Playlist, entry_of, save

    if len(tracks) == 1:
        return tracks[0].uri
    settings.music.mkdir(parents=True, exist_ok=True)
    asked = settings.music / ASKED
    save(Playlist(asked, tuple(map(entry_of, tracks))))
    return asked.as_uri()


def _tracks(settings: "Settings", text: str) -> "tuple[Track, ...]":
    """What to play. Raises HeadunitError or UsageError where there is nothing."""
    from headunit.kernel.errors import UsageError
    from headunit.music.sources.library import NAMED, PLAYLISTS
    from headunit.music.state import Medium, Track

    if not text:
        raise UsageError("say what to play: a file, an address, or words of a title")
    if text.startswith(("http://", "https://")):
        return (Track(text, text.rsplit("/", 1)[-1] or text, medium=Medium.STATION),)
    library = opened(settings)
    try:
        path = Path(text).expanduser()
        if text.startswith("file://") or path.is_file():
            uri = text if text.startswith("file://") else path.absolute().as_uri()
            name = uri.rsplit("/", 1)[-1]
            if Path(name).suffix.lower() in PLAYLISTS:
                listed = tuple(library.tracks(NAMED + uri))
                if not listed:
                    raise UsageError(f"{text} lists nothing to play")
                return listed
            return tuple(_known(library.named(uri)) or (Track(uri, name),))
        if path.is_dir():
            raise UsageError(f"{path} is a folder: headunit music scan it, then play by its words")
        items = library.search(text)
        if not items:
            raise nothing_found(settings, text)
        songs = tuple(item.track for item in items if item.track is not None)
        # An artist or album of this name is meant as a whole.
        return songs if items[0].track is not None else tuple(library.tracks(items[0].key))
    finally:
        library.close()


def _known(track: "Track | None") -> "tuple[Track, ...]":
    return () if track is None else (track,)


def _play_here(tracks: "tuple[Track, ...]", for_s: float | None) -> int:
    """Without a screen, until it ends or somebody ends it. What the driver's own head unit remembers stays as it is."""
    import tempfile

    from headunit.app import House
    from headunit.app.jukebox import Jukebox
    from headunit.kernel.clock import SystemClock
    from headunit.kernel.errors import HeadunitError
    from headunit.music.ports import MusicDesk
    from headunit.music.state import MusicState, Playing
    from headunit.preferences.state import Preferences
    from headunit.sound.state import SoundState

    ending = threading.Event()
    before = signal.signal(signal.SIGTERM, lambda *_: ending.set())
    failed: list[Exception] = []
    told = _Told()
    with tempfile.TemporaryDirectory(prefix="headunit-play-") as folder:
        house = House(SystemClock(), None, Preferences())
        jukebox = Jukebox(house, Path(folder))
        house.board.watch(MusicState, told.hear)
        house.begin(jukebox.links, failed.append)
        try:
            desk = house.port(MusicDesk)
            assert desk is not None
            desk.play(tracks, 0, "library")
            began = house.clock.now()
            while not ending.wait(_BEAT_S):
                house.tick()
                now, sound = house.clock.now(), house.board.latest(SoundState)
                if failed:
                    raise HeadunitError(str(failed[0]))
                if now - began > _NO_SOUND_S and (sound is None or not sound.output):
                    raise HeadunitError("there is no sound output: is PulseAudio or PipeWire running?")
                # Behind the last track that cannot be played the desk pauses: the driver may choose another.
                over = told.playing in {Playing.STOPPED, Playing.PAUSED} and (told.sounded or told.faults)
                if over or (for_s is not None and now - began > for_s):
                    break
            if told.faults and not told.sounded:
                raise HeadunitError(told.faults[0])
        except KeyboardInterrupt:
            pass  # the usual end of music
        finally:
            house.end()
            signal.signal(signal.SIGTERM, before)
    return 0


class _Told:
    """What the desk has said so far, printed as it comes. A song may be shorter than a beat: every word is heard."""

    def __init__(self) -> None:
        self.playing: Playing | None = None
        self.sounded = False
        self.faults: list[str] = []
        self._shown = ""

    def hear(self, state: "MusicState") -> None:
        """The desk's newest state."""
        from headunit.music.state import Playing

        self.playing = state.playing
        # The last fault becomes the error's line, where nothing is heard at all.
        if state.fault and state.fault not in self.faults:
            self.faults.append(state.fault)
            if self.sounded:
                print(state.fault, file=sys.stderr)
        track = state.track
        if track is None or state.playing is not Playing.PLAYING:
            return
        self.sounded = True
        if track.uri != self._shown:
            self._shown = track.uri
            length = "" if state.duration_s is None else f"  {clock(state.duration_s)}"
            print(" - ".join(filter(None, (track.artist, track.title, track.album))) + length, flush=True)
