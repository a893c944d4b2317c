"""A running head unit, steered from another process: MPRIS 2 on the session bus, by dbus-fast. Knows no house."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.errors import AuthError, DBusError, InvalidAddressError

from headunit.kernel.errors import HeadunitError

NAME: Final = "org.mpris.MediaPlayer2.headunit"
_PATH: Final = "/org/mpris/MediaPlayer2"
_PLAYER: Final = "org.mpris.MediaPlayer2.Player"
#: A head unit that does not answer for so long is none (s).
_PATIENCE_S: Final = 3.0
_MICROSECONDS: Final = 1e6


@dataclass(frozen=True, slots=True)
class Status:
    """What it plays. `status`: "Playing", "Paused" or "Stopped"."""

    status: str
    title: str = ""
    artist: str = ""
    album: str = ""
    uri: str = ""
    position_s: float | None = None
    duration_s: float | None = None


def status() -> Status | None:
    """None where no head unit is running, or no session bus."""
    return _with_bus(_status)


def open_uri(uri: str) -> bool:
    """Have it play `uri`. False where no head unit is running. Raises HeadunitError where it refuses."""

    async def ask(bus: MessageBus) -> bool:
        await _call(bus, _PLAYER, "OpenUri", "s", [uri])
        return True

    return _with_bus(ask) or False


def _with_bus[T](ask: Callable[[MessageBus], Awaitable[T]]) -> T | None:
    async def main() -> T | None:
        bus = None
        try:
            async with asyncio.timeout(_PATIENCE_S):
                bus = await MessageBus().connect()
                found = await _call(bus, "org.freedesktop.DBus", "NameHasOwner", "s", [NAME], own=False)
                return await ask(bus) if found and found[0] else None
        except (OSError, AuthError, InvalidAddressError, TimeoutError):
            return None  # no bus, or nobody who answers
        finally:
            if bus is not None:
                bus.disconnect()

    return asyncio.run(main())


async def _call(
    bus: MessageBus, interface: str, member: str, signature: str, body: list[object], *, own: bool = True
) -> list[object]:
    destination, path = (NAME, _PATH) if own else ("org.freedesktop.DBus", "/org/freedesktop/DBus")
    try:
        reply = await bus.call(Message(destination, path, interface, member, signature=signature, body=body))
    except DBusError as error:
        raise HeadunitError(f"the running head unit says: {error.text}") from error
    if reply.message_type is MessageType.ERROR:
        raise HeadunitError(f"the running head unit says: {reply.body[0] if reply.body else reply.error_name}")
    return list(reply.body)


async def _status(bus: MessageBus) -> Status:
    found = (await _call(bus, "org.freedesktop.DBus.Properties", "GetAll", "s", [_PLAYER]))[0]
    player = {name: _plain(value) for name, value in found.items()} if isinstance(found, dict) else {}
    about = player.get("Metadata")
    about = {name: _plain(value) for name, value in about.items()} if isinstance(about, dict) else {}
    artists = about.get("xesam:artist")
    length, position = about.get("mpris:length"), player.get("Position")
    return Status(
        str(player.get("PlaybackStatus", "Stopped")),
        str(about.get("xesam:title", "")),
        ", ".join(map(str, artists)) if isinstance(artists, list) else "",
        str(about.get("xesam:album", "")),
        str(about.get("xesam:url", "")),
        position / _MICROSECONDS if isinstance(position, int) else None,
        length / _MICROSECONDS if isinstance(length, int) else None,
    )


def _plain(value: object) -> object:
    return value.value if isinstance(value, Variant) else value
