"""MPRIS2 on the session bus: `playerctl`, desktop keys and other programs steer the head unit.

Source: MPRIS D-Bus Interface Specification 2.2 (freedesktop.org). Its objects live on the links' loop; they know what
is on from `show`, and what is asked of them goes out as wishes. Times on the bus in microseconds.
"""

import asyncio
import os
from collections.abc import Callable
from typing import Annotated, Any, Final, override

from dbus_fast import NameFlag, RequestNameReply, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.annotations import DBusBool, DBusDict, DBusDouble, DBusInt64, DBusObjectPath, DBusSignature, DBusStr
from dbus_fast.constants import PropertyAccess
from dbus_fast.errors import InvalidAddressError
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

from headunit.kernel.clock import Clock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import Link, LinkReport, LinkState
from headunit.kernel.supervision import IoThread, keep_alive
from headunit.music.mpris_words import NO_TRACK, STATUS, loop_status, metadata, repeat_of, track_path
from headunit.music.state import Medium, MusicState
from headunit.music.wishes import SCHEMES, Ask, Wish, position_s
from headunit.sound.state import SoundState, Voiceprint

NAME: Final = "org.mpris.MediaPlayer2.headunit"
PATH: Final = "/org/mpris/MediaPlayer2"
MICROSECONDS: Final = 1_000_000
#: A position this far from where it would be by itself is a jump, which `Seeked` tells (s).
JUMP_S: Final = 1.0
SLOWEST, FASTEST = 0.5, 2.0

_READ = PropertyAccess.READ
_MIMES = ["audio/mpeg", "audio/flac", "audio/ogg", "audio/opus", "audio/mp4", "audio/x-wav"]


class Root(ServiceInterface):
    """org.mpris.MediaPlayer2. A head unit is neither quit nor raised from outside."""

    def __init__(self) -> None:
        super().__init__("org.mpris.MediaPlayer2")

    @dbus_method(name="Raise")
    def raise_(self) -> None:
        """Not done: CanRaise says so."""

    @dbus_method(name="Quit")
    def quit(self) -> None:
        """Not done: CanQuit says so."""

    @dbus_property(access=_READ, name="CanQuit")
    def can_quit(self) -> DBusBool:
        return False

    @dbus_property(access=_READ, name="CanRaise")
    def can_raise(self) -> DBusBool:
        return False

    @dbus_property(access=_READ, name="HasTrackList")
    def has_track_list(self) -> DBusBool:
        return False

    @dbus_property(access=_READ, name="Identity")
    def identity(self) -> DBusStr:
        return "headunit"

    @dbus_property(access=_READ, name="SupportedUriSchemes")
    def schemes(self) -> Annotated[list[str], DBusSignature("as")]:
        return list(SCHEMES)

    @dbus_property(access=_READ, name="SupportedMimeTypes")
    def mimes(self) -> Annotated[list[str], DBusSignature("as")]:
        return list(_MIMES)


class Player(ServiceInterface):
    """org.mpris.MediaPlayer2.Player."""

    def __init__(self, clock: Clock, ask: Callable[[Wish], None]) -> None:
        super().__init__("org.mpris.MediaPlayer2.Player")
        self._clock, self._ask = clock, ask
        self._state, self._sound = MusicState(), SoundState()
        self._told: dict[str, Any] = {}

    def show(self, state: MusicState, sound: SoundState) -> None:
        """What is on now. Tells who listens of what changed, and of a jump."""
        before, self._state, self._sound = self._state, state, sound
        told = self._values()
        changed = {name: value for name, value in told.items() if self._told.get(name) != value}
        self._told = told
        if changed:
            self.emit_properties_changed(changed)
        same = before.track is not None and before.now == state.now and before.track == state.track
        if same and abs(position_s(before, state.at) - state.position_s) > JUMP_S:
            self.seeked(round(state.position_s * MICROSECONDS))

    def _values(self) -> dict[str, Any]:
        return {
            "PlaybackStatus": self.status,
            "LoopStatus": self.loop,
            "Rate": self.rate,
            "Shuffle": self.shuffled,
            "Metadata": self.metadata,
            "Volume": self.volume,
            "CanGoNext": self.can_go_next,
            "CanGoPrevious": self.can_go_previous,
            "CanPlay": self.can_play,
            "CanPause": self.can_pause,
            "CanSeek": self.can_seek,
        }

    @dbus_method(name="Next")
    def next(self) -> None:
        self._ask(Wish(Ask.NEXT))

    @dbus_method(name="Previous")
    def previous(self) -> None:
        self._ask(Wish(Ask.PREVIOUS))

    @dbus_method(name="Pause")
    def pause(self) -> None:
        self._ask(Wish(Ask.PAUSE))

    @dbus_method(name="PlayPause")
    def play_pause(self) -> None:
        self._ask(Wish(Ask.TOGGLE))

    @dbus_method(name="Stop")
    def stop(self) -> None:
        self._ask(Wish(Ask.STOP))

    @dbus_method(name="Play")
    def play(self) -> None:
        self._ask(Wish(Ask.PLAY))

    @dbus_method(name="Seek")
    def seek(self, offset: DBusInt64) -> None:
        if self._seekable:
            self._ask(Wish(Ask.SEEK_BY, offset / MICROSECONDS))

    @dbus_method(name="SetPosition")
    def set_position(self, track: DBusObjectPath, position: DBusInt64) -> None:
        # A late wish for another track, or one out of range, is to be ignored.
        length = self._state.duration_s
        within = position >= 0 and (length is None or position <= length * MICROSECONDS)
        if self._seekable and within and track == self._track_path:
            self._ask(Wish(Ask.SEEK_TO, position / MICROSECONDS))

    @dbus_method(name="OpenUri")
    def open_uri(self, uri: DBusStr) -> None:
        self._ask(Wish(Ask.OPEN, text=uri))

    @dbus_signal(name="Seeked")
    def seeked(self, position: int) -> DBusInt64:
        return position

    @dbus_property(access=_READ, name="PlaybackStatus")
    def status(self) -> DBusStr:
        return STATUS[self._state.playing]

    @dbus_property(name="LoopStatus")
    def loop(self) -> DBusStr:
        return loop_status(self._state.repeat)

    @loop.setter
    def set_loop(self, value: DBusStr) -> None:
        if (repeat := repeat_of(value)) is not None:
            self._ask(Wish(Ask.REPEAT, text=repeat.value))

    @dbus_property(name="Rate")
    def rate(self) -> DBusDouble:
        return self._state.speed

    @rate.setter
    def set_rate(self, value: DBusDouble) -> None:
        # "If the media player does not support it, 0.0 should act as though Pause was called."
        if value == 0:
            self._ask(Wish(Ask.PAUSE))
        elif SLOWEST <= value <= FASTEST:
            self._ask(Wish(Ask.SPEED, value))

    @dbus_property(name="Shuffle")
    def shuffled(self) -> DBusBool:
        return self._state.shuffle

    @shuffled.setter
    def set_shuffled(self, value: DBusBool) -> None:
        self._ask(Wish(Ask.SHUFFLE, float(value)))

    @dbus_property(access=_READ, name="Metadata")
    def metadata(self) -> DBusDict:
        return {name: Variant(kind, value) for name, (kind, value) in metadata(self._state).items()}

    @dbus_property(name="Volume")
    def volume(self) -> DBusDouble:
        return self._sound.volumes.get(Voiceprint.MUSIC, 0) / 100

    @volume.setter
    def set_volume(self, value: DBusDouble) -> None:
        if value == value:  # noqa: PLR0124  NaN is not
            self._ask(Wish(Ask.VOLUME, 100 * min(1.0, max(0.0, value))))

    @dbus_property(access=_READ, name="Position")
    def position(self) -> DBusInt64:
        return round(position_s(self._state, self._clock.now()) * MICROSECONDS)

    @dbus_property(access=_READ, name="MinimumRate")
    def slowest(self) -> DBusDouble:
        return SLOWEST

    @dbus_property(access=_READ, name="MaximumRate")
    def fastest(self) -> DBusDouble:
        return FASTEST

    @dbus_property(access=_READ, name="CanGoNext")
    def can_go_next(self) -> DBusBool:
        return self._state.track is not None

    @dbus_property(access=_READ, name="CanGoPrevious")
    def can_go_previous(self) -> DBusBool:
        return self._state.track is not None

    @dbus_property(access=_READ, name="CanPlay")
    def can_play(self) -> DBusBool:
        return self._state.track is not None

    @dbus_property(access=_READ, name="CanPause")
    def can_pause(self) -> DBusBool:
        return self._state.track is not None

    @dbus_property(access=_READ, name="CanSeek")
    def can_seek(self) -> DBusBool:
        return self._seekable

    @dbus_property(access=_READ, name="CanControl")
    def can_control(self) -> DBusBool:
        return True

    @property
    def _seekable(self) -> bool:
        track = self._state.track
        return track is not None and track.medium is not Medium.STATION and self._state.duration_s is not None

    @property
    def _track_path(self) -> str:
        state = self._state
        return NO_TRACK if state.track is None or state.now is None else track_path(state.queue[state.now].entry)


class Mpris(Link):
    """`ask`: hears each wish, on the links' loop. `address`: of the bus; "" is the session's own.

    No bus is no fault: OFF where there is none to look for, LOST while one is looked for again.
    """

    name = "mpris"

    def __init__(
        self, io: IoThread, clock: Clock, inbox: Inbox, ask: Callable[[Wish], None], address: str = ""
    ) -> None:
        self._io, self._clock, self._inbox, self._address = io, clock, inbox, address
        self._player = Player(clock, ask)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._newest = (MusicState(), SoundState())
        self._cancel: Callable[[], None] | None = None
        self._told: LinkState | None = None

    def show(self, state: MusicState, sound: SoundState) -> None:
        """What is on now. Any thread, but always the same."""
        self._newest = (state, sound)
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._catch_up)

    def _catch_up(self) -> None:
        self._player.show(*self._newest)

    @override
    def start(self) -> None:
        if self._cancel is None:
            self._cancel = self._io.spawn(self._run())

    @override
    def stop(self) -> None:
        if self._cancel is not None:
            self._cancel()
            self._cancel = None

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._catch_up()
        try:
            MessageBus(bus_address=self._address or None)
        except (InvalidAddressError, OSError, KeyError) as error:
            self._tell(LinkState.OFF, str(error))
            return
        await keep_alive(self._serve, lambda error: self._tell(LinkState.LOST, str(error)))

    async def _serve(self) -> None:
        bus = await MessageBus(bus_address=self._address or None).connect()
        try:
            bus.export(PATH, Root())
            bus.export(PATH, self._player)
            if await bus.request_name(NAME, NameFlag.DO_NOT_QUEUE) is not RequestNameReply.PRIMARY_OWNER:
                # A second head unit on this bus: the specification's name for another instance.
                await bus.request_name(f"{NAME}.instance{os.getpid()}", NameFlag.DO_NOT_QUEUE)
            self._tell(LinkState.ONLINE, NAME)
            await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]  # dbus-fast forgot this one
        finally:
            bus.unexport(PATH, self._player)
            bus.disconnect()
        raise EOFError("the session bus has ended")

    def _tell(self, state: LinkState, detail: str) -> None:
        if state is not self._told:
            self._told = state
            self._inbox.post(f"link.{self.name}", LinkReport(self.name, "dbus", state, self._clock.now(), detail))
