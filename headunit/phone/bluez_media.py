"""What the phone in use plays, and a hand on it (port `MediaDoor`): AVRCP by BlueZ's MediaPlayer1. Links' loop.

The sound itself comes by A2DP, which PulseAudio or PipeWire takes from BlueZ and plays without being asked.
"""

import contextlib
from typing import Any, Final, override

from headunit.kernel.clock import Clock
from headunit.kernel.inbox import Inbox
from headunit.phone.bluez_link import BluezLink
from headunit.phone.bluez_objects import PLAYER, PROPERTIES, TRANSPORT
from headunit.phone.ports import MEDIA_TOPIC, MediaDoor, PhonePlaying

#: AVRCP 1.6, 6.13.2: absolute volume is 0..127.
_LOUDEST: Final = 127
_STATUS: Final = {"playing": "playing", "forward-seek": "playing", "reverse-seek": "playing", "paused": "paused"}
#: AVRCP 1.6, 6.7.2 (PlaybackPositionChanged): not told.
_UNKNOWN_MS: Final = 0xFFFFFFFF


class BluezMedia(MediaDoor):
    """On a `link` that is started afterwards."""

    def __init__(self, link: BluezLink, clock: Clock, inbox: Inbox) -> None:
        self._link, self._clock, self._inbox = link, clock, inbox
        self._address = ""
        self._seen: tuple[object, ...] | None = None
        self._told: PhonePlaying | None = None
        link.listen(self._on_change)

    def _player(self) -> tuple[str, dict[str, Any]] | None:
        objects = self._link.objects
        path = objects.device_path(self._address)
        return next(objects.having(PLAYER, f"{path}/"), None) if path else None

    def _on_change(self) -> None:
        """A position holds for the moment at which it was asked: what BlueZ told at the last seek is old by now."""
        found = self._player()
        if found is None:
            self._seen = None
            self._tell(None)
            return
        path, values = found
        seen = (path, values.get("Status"), values.get("Track"), values.get("Position"))
        if seen != self._seen:
            self._seen = seen
            self._link.run(self._read(path, seen))

    async def _read(self, path: str, seen: tuple[object, ...]) -> None:
        position: object = seen[3]
        with contextlib.suppress(OSError):
            position = (await self._link.call(path, PROPERTIES, "Get", "ss", PLAYER, "Position"))[0]
        found = self._player()
        if found is not None and self._seen == seen:
            self._tell(_playing(self._address, found[1], position, self._clock.now()))

    def _tell(self, playing: PhonePlaying | None) -> None:
        if playing != self._told:
            self._told = playing
            self._inbox.post(MEDIA_TOPIC, playing)

    # Wishes: on Qt's thread.

    @override
    def follow(self, address: str) -> None:
        async def act() -> None:
            self._address, self._seen = address, None
            self._on_change()

        self._link.io.spawn(act())

    @override
    def play(self) -> None:
        self._say("Play")

    @override
    def pause(self) -> None:
        self._say("Pause")

    @override
    def next(self) -> None:
        self._say("Next")

    @override
    def previous(self) -> None:
        self._say("Previous")

    @override
    def volume(self, share: float) -> None:
        async def act() -> None:
            path = self._link.objects.device_path(self._address)
            loud = round(min(1.0, max(0.0, share)) * _LOUDEST)
            for transport, values in self._link.objects.having(TRANSPORT, f"{path}/") if path else ():
                if "Volume" in values and values["Volume"] != loud:
                    with contextlib.suppress(OSError):  # it has stopped meanwhile
                        await self._link.put(transport, TRANSPORT, "Volume", "q", loud)

        self._link.io.spawn(act())

    def _say(self, member: str) -> None:
        async def act() -> None:
            found = self._player()
            if found is not None:
                with contextlib.suppress(OSError):  # what the phone plays says what came of it
                    await self._link.call(found[0], PLAYER, member)

        self._link.io.spawn(act())


def _playing(address: str, values: dict[str, Any], position: object, now: float) -> PhonePlaying:
    track = values.get("Track")
    track = track if isinstance(track, dict) else {}
    title, artist, album = (
        told if isinstance(told := track.get(name), str) else "" for name in ("Title", "Artist", "Album")
    )
    duration_s = _seconds(track.get("Duration"))
    return PhonePlaying(
        address,
        _STATUS.get(str(values.get("Status")), "stopped"),
        title,
        artist,
        album,
        duration_s or None,
        _seconds(position) or 0.0,
        now,
    )


def _seconds(told: object) -> float | None:
    known = isinstance(told, int) and not isinstance(told, bool) and 0 <= told < _UNKNOWN_MS
    return int(str(told)) / 1000 if known else None
