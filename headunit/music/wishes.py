"""What is asked of music from outside the screen (steering wheel, D-Bus), and who obeys. Knows no bus."""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from headunit.kernel.board import Board
from headunit.kernel.clock import Clock
from headunit.music.ports import Browser, MusicDesk
from headunit.music.state import Medium, MusicState, Playing, Repeat, Track
from headunit.sound.ports import Volume
from headunit.sound.state import SoundState, Voiceprint

#: What may be opened by address: files of this computer and streams.
SCHEMES: Final = ("file", "http", "https")


class Ask(enum.Enum):
    """One thing to ask for."""

    TOGGLE = "toggle"
    PLAY = "play"
    PAUSE = "pause"
    STOP = "stop"
    NEXT = "next"
    PREVIOUS = "previous"
    SEEK_BY = "seek by"  # value: s
    SEEK_TO = "seek to"  # value: s
    SHUFFLE = "shuffle"  # value: 0 or 1
    REPEAT = "repeat"  # text: a Repeat value
    SPEED = "speed"  # value: factor
    VOLUME_BY = "volume by"  # value: steps
    VOLUME = "volume"  # value: 0..100, of music
    MUTE = "mute"  # the key: on and off in turn
    OPEN = "open"  # text: an address


@dataclass(frozen=True, slots=True)
class Wish:
    """`value`, `text`: as the Ask says."""

    ask: Ask
    value: float = 0.0
    text: str = ""


def position_s(state: MusicState, now: float) -> float:
    """Where the track is at `now` (Clock.now()), as MusicState promises."""
    ran = max(0.0, now - state.at) * state.speed if state.playing is Playing.PLAYING else 0.0
    position = state.position_s + ran
    return position if state.duration_s is None else min(position, state.duration_s)


def track_at(address: str) -> Track | None:
    """What an address names; None for what is not played here."""
    parts = urlsplit(address)
    if parts.scheme not in SCHEMES:
        return None
    name = PurePosixPath(unquote(parts.path)).stem or parts.netloc
    return Track(address, name, medium=Medium.FILE if parts.scheme == "file" else Medium.STATION)


class Obeyer:
    """Turns wishes into calls of the ports, which are asked for anew each time. Qt's thread."""

    def __init__(
        self,
        board: Board,
        clock: Clock,
        desk: Callable[[], MusicDesk | None],
        volume: Callable[[], Volume | None],
        browser: Callable[[], Browser | None] = lambda: None,
    ) -> None:
        self._board, self._clock, self._desk, self._volume = board, clock, desk, volume
        self._browser = browser

    def obey(self, wish: Wish) -> None:
        """Ask for it. Where nobody can do it, nothing happens."""
        if (volume := self._volume()) is not None:
            self._turn(volume, wish)
        if (desk := self._desk()) is not None:
            self._play(desk, wish)

    def _turn(self, volume: Volume, wish: Wish) -> None:
        match wish.ask:
            case Ask.VOLUME_BY:
                volume.turn(round(wish.value))
            case Ask.VOLUME:
                volume.set(Voiceprint.MUSIC, min(100, max(0, round(wish.value))))
            case Ask.MUTE:
                sound = self._board.latest(SoundState)
                volume.mute(sound is None or not sound.muted)
            case _:
                pass

    def _play(self, desk: MusicDesk, wish: Wish) -> None:
        simple: dict[Ask, Callable[[], None]] = {
            Ask.TOGGLE: desk.toggle,
            Ask.PLAY: lambda: desk.pause(False),
            Ask.PAUSE: lambda: desk.pause(True),
            Ask.NEXT: desk.next,
            Ask.PREVIOUS: desk.previous,
            Ask.SHUFFLE: lambda: desk.shuffle(wish.value > 0),
            Ask.SPEED: lambda: desk.speed(wish.value),
            Ask.SEEK_BY: lambda: self._seek(desk, wish),
            Ask.SEEK_TO: lambda: self._seek(desk, wish),
            Ask.STOP: lambda: _stop(desk),
            Ask.REPEAT: lambda: desk.repeat(Repeat(wish.text)),
            Ask.OPEN: lambda: self._open(desk, wish.text),
        }
        simple.get(wish.ask, lambda: None)()

    def _open(self, desk: MusicDesk, address: str) -> None:
        if (track := track_at(address)) is None:
            return
        if (browser := self._browser()) is not None:
            browser.play_named(track)
        else:
            desk.play((track,))

    def _seek(self, desk: MusicDesk, wish: Wish) -> None:
        state = self._board.latest(MusicState) or MusicState()
        wanted = wish.value + (position_s(state, self._clock.now()) if wish.ask is Ask.SEEK_BY else 0.0)
        if state.duration_s is not None and wanted > state.duration_s:
            desk.next()  # MPRIS 2.2: beyond the end a seek acts like a call to Next
        else:
            desk.seek(max(0.0, wanted))


def _stop(desk: MusicDesk) -> None:
    desk.pause(True)
    desk.seek(0.0)
