"""Everything between a wish and a sound, put together for a house: the mixer, the voice, the queue and an engine.

In virtual time nothing sounds: the engine keeps time by the house's clock, and nobody speaks.
"""

import collections
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, override

from headunit.app import House
from headunit.app.phone_music import PhoneMusic
from headunit.guidance.ports import Voice
from headunit.kernel.link import Link, LinkReport, LinkState
from headunit.music.ports import STREAM_TOPIC, Heard, Keepsakes, MusicDesk, StreamNews, Streams, Tone
from headunit.music.resume_file import ResumeFile
from headunit.music.service import Desk
from headunit.music.silent_player import SilentPlayer
from headunit.music.skip_notice import SkipNotice
from headunit.music.state import MusicState
from headunit.music.tone import ToneDesk
from headunit.notices.ports import Announcer
from headunit.settings import Settings
from headunit.sound.mixer import Mixer
from headunit.sound.ports import Focus, Output, Volume
from headunit.sound.state import Voiceprint
from headunit.sound.volume_file import VolumeFile

if TYPE_CHECKING:
    from headunit.app.outside import Outside
    from headunit.app.record_shelf import RecordShelf
    from headunit.app.source_shelf import SourceShelf
    from headunit.kernel.supervision import IoThread
    from headunit.music.ports import Player

#: Loudspeakers are looked for again after (s).
LOOK_AGAIN_S: Final = 3.0
OUTPUT_TOPIC: Final = "sound.output"


def furnish(house: House, settings: Settings, *, virtual: bool = False) -> "Jukebox":
    """Give a house all that sounds: mixer, voice, queue and engine, and the shelves with records."""
    from headunit.app.outside import Outside  # noqa: PLC0415
    from headunit.app.record_shelf import RecordShelf  # noqa: PLC0415
    from headunit.app.source_shelf import SourceShelf  # noqa: PLC0415

    jukebox = Jukebox(house, None if virtual else settings.sends.parent, settings.music_engine)
    jukebox.shelf = RecordShelf(house, settings.music, settings.music_folders, virtual=virtual)
    jukebox.outside = Outside(house)
    if not virtual:
        jukebox.sources = SourceShelf(house, jukebox.shelf, settings)
    return jukebox


class Jukebox:
    """One for each house. `kept`: folder for what a restart should find; None keeps nothing, and nothing plays."""

    def __init__(self, house: House, kept: Path | None, engine: str = "auto") -> None:
        self._house, self._engine = house, engine
        board, clock = house.board, house.clock
        self._volumes = None if kept is None else VolumeFile(kept / "volumes.json")
        self._resume = None if kept is None else ResumeFile(kept)
        self._heard: collections.deque[Heard] = collections.deque()
        self._player: Player | None = None
        self._sound: SoundLink | None = None
        self._silent: SilentPlayer | None = None
        self.shelf: RecordShelf | None = None
        self.sources: SourceShelf | None = None
        self.outside: Outside | None = None
        if self._volumes is None or self._resume is None:
            self.mixer = Mixer(board)
        else:
            self.mixer = Mixer(board, self._volumes.load(), self._volumes.save)
        self._desk = Desk(
            clock,
            board,
            self.mixer,
            streams=lambda: house.port(Streams),
            keepsakes=lambda: house.port(Keepsakes),
            keep=(lambda _: None) if self._resume is None else self._resume.save,
        )
        self._skips = SkipNotice(board, house.port(Announcer))
        self._phone = PhoneMusic(house, self._desk, self._take)
        self._tone = ToneDesk(board, None if kept is None else kept / "tone.json")
        house.offer(Focus, self.mixer)
        house.offer(Volume, self.mixer)
        house.offer(MusicDesk, self._desk)
        house.offer(Tone, self._tone)
        house.hear(OUTPUT_TOPIC, self._on_output)
        house.hear(STREAM_TOPIC, self._on_stream)
        house.join(self)
        if self._resume is None:
            self._silent = SilentPlayer(self._take, clock, self._length)
            self._desk.use(self._silent)
        else:
            self._desk.resume(self._resume.load())

    def links(self, io: "IoThread") -> Iterator[Link]:
        """What needs a thread: loudspeakers and engine, somebody who speaks, and what looks for music."""
        from headunit.sound.spoken_prompts import TOPIC, Mouth, SpokenPrompts  # noqa: PLC0415  not before a picture

        self._sound = SoundLink(self._house, self._open)
        yield self._sound
        voice = SpokenPrompts(self._house.clock, self._house.inbox, open_output)
        self._house.hear(TOPIC, Mouth(self.mixer, Voiceprint.GUIDANCE, voice.on_grant).take)
        self._house.offer(Voice, voice)
        yield voice
        if self.shelf is not None:
            yield from self.shelf.links(io)
        if self.sources is not None:
            yield from self.sources.links(io)
        if self.outside is not None:
            yield from self.outside.links(io)

    def _take(self, heard: Heard) -> None:
        """From the engine's threads."""
        self._heard.append(heard)
        self._house.wake()

    def _open(self, channels: int) -> "Player":
        """On the link's thread: libraries are loaded."""
        from headunit.music.engine import open_player  # noqa: PLC0415

        return open_player(self._engine, self._take, open_output, channels)

    def _on_output(self, found: object) -> None:
        """The loudspeakers are known, and an engine for them or the line that says why there is none."""
        if not isinstance(found, Found):
            return
        self.mixer.output(found.name)
        if found.player is None:
            self._desk.lack(found.lacking)
        elif self._player is None:
            self._player = self._phone.beside(found.player)
            self._desk.use(self._player)
            self._tone.use(self._player, found.channels)

    def _on_stream(self, news: object) -> None:
        if isinstance(news, StreamNews):
            self._desk.on_stream(news)

    def _length(self, uri: str) -> float | None:
        """For the silent engine: what the tags say."""
        state = self._house.board.latest(MusicState)
        entries = () if state is None else state.queue
        return next((entry.track.duration_s for entry in entries if entry.track.uri == uri), None)

    def flush(self) -> None:
        """Bring what the engine said to the queue."""
        while self._heard:
            self._desk.on_heard(self._heard.popleft())

    def tick(self) -> None:
        """Ten times a second."""
        if self._silent is not None:
            self._silent.tick()
            self.flush()
        self._desk.tick()

    def end(self) -> None:
        """Keep what was on, let go of the loudspeakers."""
        self._desk.end()
        # An engine may have been opened and not yet been heard of.
        player = self._player or (None if self._sound is None else self._sound.player)
        if player is not None:
            player.close()
        for file in (self._volumes, self._resume, self._tone):
            if file is not None:
                file.end()


def open_output(name: str, faded: bool) -> Output:
    """A stream to the loudspeakers. `faded`: four channels where there are as many. Raises OSError."""
    from headunit.sound.pactl_sink import default_sink  # noqa: PLC0415
    from headunit.sound.pulse_simple import PulseOutput  # noqa: PLC0415

    many = 4
    return PulseOutput(name, many if faded and default_sink().channels >= many else 2)


@dataclass(frozen=True, slots=True)
class Found:
    """What plays. `name`: of the loudspeakers, "" where none are known. `lacking`: why there is no player."""

    name: str
    channels: int
    player: "Player | None"
    lacking: str = ""


class SoundLink(Link):
    """Opens the engine, and looks for loudspeakers until there are some."""

    name = "sound"

    def __init__(self, house: House, open_player: "Callable[[int], Player]") -> None:
        self._house, self._open_player = house, open_player
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._told: LinkState | None = None
        self.player: Player | None = None

    @override
    def start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="sound", daemon=True)
            self._thread.start()

    @override
    def stop(self) -> None:
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(0.9)
            self._thread = None

    def _run(self) -> None:
        from headunit.sound.pactl_sink import default_sink  # noqa: PLC0415

        lacking = ""
        while not self._stopping.is_set():
            sink = default_sink()
            if self.player is None:
                try:
                    self.player, lacking = self._open_player(sink.channels), ""
                except OSError as error:
                    lacking = str(error)
            if self._stopping.is_set() and self.player is not None:
                self.player.close()  # the house is gone: nobody else will
                return
            self._house.inbox.post(OUTPUT_TOPIC, Found(sink.name, sink.channels, self.player, lacking))
            self._tell(lacking or ("" if sink.name else "no sound output"), sink.name)
            if sink.name and self.player is not None:
                return
            self._stopping.wait(LOOK_AGAIN_S)

    def _tell(self, fault: str, name: str) -> None:
        state = LinkState.LOST if fault else LinkState.ONLINE
        if state is not self._told:
            self._told = state
            report = LinkReport(self.name, "sound", state, self._house.clock.now(), fault or name)
            self._house.inbox.post(f"link:{self.name}", report)
