"""Everything between a wish and a sound, put together for a house: the mixer, the voice, the queue and an engine.

In virtual time nothing sounds: the engine keeps time by the house's clock, and nobody speaks.
"""

import collections
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, override

from headunit.app import House
from headunit.guidance.ports import Voice
from headunit.kernel.link import Link, LinkReport, LinkState
from headunit.music.ports import STREAM_TOPIC, Heard, Keepsakes, MusicDesk, StreamNews, Streams, Tone
from headunit.music.resume_file import ResumeFile
from headunit.music.service import Desk
from headunit.music.silent_player import SilentPlayer
from headunit.music.state import MusicState
from headunit.music.tone import ToneDesk
from headunit.settings import Settings
from headunit.sound.mixer import Mixer
from headunit.sound.ports import Focus, Output, Volume
from headunit.sound.state import Voiceprint
from headunit.sound.volume_file import VolumeFile

if TYPE_CHECKING:
    from headunit.app.record_shelf import RecordShelf
    from headunit.app.source_shelf import SourceShelf
    from headunit.kernel.supervision import IoThread
    from headunit.music.ports import Player
    from headunit.sound.pactl_sink import Sink

#: Loudspeakers are looked for again after (s).
LOOK_AGAIN_S: Final = 3.0
OUTPUT_TOPIC: Final = "sound.output"


def furnish(house: House, settings: Settings, *, virtual: bool = False) -> "Jukebox":
    """Give a house all that sounds: mixer, voice, queue and engine, and the shelves with records."""
    from headunit.app.record_shelf import RecordShelf  # noqa: PLC0415
    from headunit.app.source_shelf import SourceShelf  # noqa: PLC0415

    jukebox = Jukebox(house, None if virtual else settings.sends.parent, settings.music_engine)
    jukebox.shelf = RecordShelf(house, settings.music, settings.music_folders, virtual=virtual)
    if not virtual:
        jukebox.sources = SourceShelf(house, jukebox.shelf, settings.music / "sources", settings.file.parent)
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
        self._silent: SilentPlayer | None = None
        self.shelf: RecordShelf | None = None
        self.sources: SourceShelf | None = None
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

        yield SoundLink(self._house)
        voice = SpokenPrompts(self._house.clock, self._house.inbox, open_output)
        self._house.hear(TOPIC, Mouth(self.mixer, Voiceprint.GUIDANCE, voice.on_grant).take)
        self._house.offer(Voice, voice)
        yield voice
        if self.shelf is not None:
            yield from self.shelf.links(io)
        if self.sources is not None:
            yield from self.sources.links(io)

    def _take(self, heard: Heard) -> None:
        """From the engine's threads."""
        self._heard.append(heard)
        self._house.wake()

    def _on_output(self, sink: object) -> None:
        """The loudspeakers are known: an engine for them."""
        from headunit.music.engine import open_player  # noqa: PLC0415
        from headunit.sound.pactl_sink import Sink  # noqa: PLC0415

        if not isinstance(sink, Sink):
            return
        self.mixer.output(sink.name)
        if self._player is None:
            try:
                self._player = open_player(self._engine, self._take, open_output, sink.channels)
            except OSError as error:
                self._heard.append(Heard(0, "failed", text=str(error)))
                return
            self._desk.use(self._player)
            self._tone.use(self._player, sink.channels)

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
        if self._player is not None:
            self._player.close()
        for file in (self._volumes, self._resume, self._tone):
            if file is not None:
                file.end()


def open_output(name: str, faded: bool) -> Output:
    """A stream to the loudspeakers. `faded`: four channels where there are as many. Raises OSError."""
    from headunit.sound.pactl_sink import default_sink  # noqa: PLC0415
    from headunit.sound.pulse_simple import PulseOutput  # noqa: PLC0415

    many = 4
    return PulseOutput(name, many if faded and default_sink().channels >= many else 2)


class SoundLink(Link):
    """Looks for loudspeakers until there are some, and tells their name."""

    name = "sound"

    def __init__(self, house: House) -> None:
        self._house = house
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._told: LinkState | None = None

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
        from headunit.music.engine import MPV  # noqa: PLC0415
        from headunit.sound.pactl_sink import default_sink  # noqa: PLC0415

        if MPV.installed:
            import headunit.music.mpv_player  # noqa: F401, PLC0415  heavy: here, not on Qt's thread
        while not self._stopping.is_set():
            sink = default_sink()
            self._house.inbox.post(OUTPUT_TOPIC, sink)
            self._tell(sink)
            if sink.name:
                return
            self._stopping.wait(LOOK_AGAIN_S)

    def _tell(self, sink: "Sink") -> None:
        state = LinkState.ONLINE if sink.name else LinkState.LOST
        if state is not self._told:
            self._told = state
            now = self._house.clock.now()
            report = LinkReport(self.name, "sound", state, now, sink.name or "no sound output")
            self._house.inbox.post(f"link:{self.name}", report)
