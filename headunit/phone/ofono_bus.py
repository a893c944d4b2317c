"""D-Bus as oFono is spoken to: calls that end in time, values without wrappers, signals. Links' loop only.

Knows no call and no phone. Nothing that it raises is of the library: OSError, in one line.
"""

import asyncio
from collections.abc import Callable
from typing import Any, Final

from dbus_fast import AuthError, DBusError, InvalidAddressError, Message, MessageType, Variant
from dbus_fast.aio import MessageBus

#: oFono answers from memory in some ms; what goes to the phone takes its time on the radio. (s)
CALL_S: Final = 5.0
SERVICE: Final = "org.ofono"
_DAEMON: Final = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
_MATCHES: Final = (
    f"type='signal',sender='{SERVICE}'",
    f"type='signal',sender='{_DAEMON[0]}',member='NameOwnerChanged',arg0='{SERVICE}'",
)


class BusError(OSError):
    """A refusal. `name`: of the D-Bus error, "org.ofono.Error.Failed"."""

    def __init__(self, name: str, line: str) -> None:
        super().__init__(line)
        self.name = name


def plain(value: object) -> Any:  # noqa: ANN401  whatever the bus carries
    """Without Variants."""
    if isinstance(value, Variant):
        return plain(value.value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


class OfonoBus:
    """One connection. `heard`: each signal of oFono (path, interface, member, values). `owner`: the daemon has come, or
    gone."""

    def __init__(
        self, address: str, heard: Callable[[str, str, str, list[Any]], None], owner: Callable[[bool], None]
    ) -> None:
        self._address, self._heard, self._owner = address, heard, owner
        self._bus: MessageBus | None = None
        self._sender = ""

    async def open(self) -> bool:
        """Connect. True where the daemon is there. Raises OSError."""
        try:
            self._bus = await MessageBus(bus_address=self._address).connect()
        except (InvalidAddressError, AuthError) as error:
            raise OSError(str(error)) from error
        self._bus.add_message_handler(self._on_message)
        for match in _MATCHES:
            await self._daemon("AddMatch", "s", match)
        self._sender = await self._owner_now()
        return bool(self._sender)

    async def ended(self) -> None:
        """Wait until the bus is gone."""
        if self._bus is not None:
            await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call]  # dbus-fast forgot this one

    def close(self) -> None:
        """Let go."""
        if self._bus is not None:
            self._bus.disconnect()

    async def _daemon(self, member: str, signature: str, *body: object) -> list[Any]:
        return await self._call(*_DAEMON, member, signature, list(body), CALL_S)

    async def _owner_now(self) -> str:
        try:
            return str((await self._daemon("GetNameOwner", "s", SERVICE))[0])
        except BusError:
            return ""

    async def call(
        self, path: str, interface: str, member: str, signature: str = "", *body: object, within_s: float = CALL_S
    ) -> list[Any]:
        """A method of oFono; `interface` without its prefix. Raises BusError, TimeoutError, OSError."""
        arguments = [
            Variant("b" if isinstance(value, bool) else "y", value) if kind == "v" else value
            for kind, value in zip(signature, body, strict=True)
        ]
        return await self._call(SERVICE, path, f"{SERVICE}.{interface}", member, signature, arguments, within_s)

    async def _call(
        self, to: str, path: str, interface: str, member: str, signature: str, body: list[Any], within_s: float
    ) -> list[Any]:
        if self._bus is None or not self._bus.connected:
            raise OSError("the system bus is gone")
        message = Message(to, path, interface, member, signature=signature, body=body)
        try:
            async with asyncio.timeout(within_s):
                reply = await self._bus.call(message)
        except (DBusError, EOFError) as error:
            raise OSError(str(error)) from error
        if reply is None:
            raise OSError("the system bus is gone")
        if reply.message_type is MessageType.ERROR:
            raise BusError(reply.error_name or "", str(reply.body[0]) if reply.body else str(reply.error_name))
        values = plain(reply.body)
        return values if isinstance(values, list) else []

    def _on_message(self, message: Message) -> None:
        if message.message_type is not MessageType.SIGNAL:
            return
        if message.member == "NameOwnerChanged" and message.sender == _DAEMON[0]:
            name, _, new = message.body
            if name == SERVICE:
                self._sender = new
                self._owner(bool(new))
        elif message.sender == self._sender and (message.interface or "").startswith(f"{SERVICE}."):
            interface = (message.interface or "").removeprefix(f"{SERVICE}.")
            self._heard(message.path or "", interface, message.member or "", plain(message.body))
