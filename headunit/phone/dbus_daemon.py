"""One daemon on D-Bus as it is spoken to: calls that end in time, values without wrappers, its signals, and what it
asks of us. Links' loop only.

Knows no call and no phone. Nothing that it raises is of the library: OSError, in one line. Nothing starts the daemon.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from dbus_fast import AuthError, DBusError, InvalidAddressError, Message, MessageType, Variant
from dbus_fast.aio import MessageBus

#: A daemon answers from memory in some ms; what goes to the phone takes its time on the radio. (s)
CALL_S: Final = 5.0
_BUS: Final = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


class BusError(OSError):
    """A refusal, either way. `name`: of the D-Bus error, "org.bluez.Error.Failed"."""

    def __init__(self, name: str, line: str = "") -> None:
        super().__init__(line or name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Typed:
    """A value in a place that takes any type, with its D-Bus signature."""

    signature: str
    value: object

    @property
    def variant(self) -> Variant:
        """As the library has it."""
        return Variant(self.signature, self.value)


def plain(value: object) -> Any:  # noqa: ANN401  whatever the bus carries
    """Without Variants."""
    if isinstance(value, Variant):
        return plain(value.value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


def _wrapped(value: object) -> object:
    if isinstance(value, Typed):
        return value.variant
    return {key: _wrapped(item) for key, item in value.items()} if isinstance(value, dict) else value


#: A method of ours that the daemon calls: its name and arguments; the value that goes back (None: none) and its
#: signature. Raises BusError to refuse.
type Asked = Callable[[str, list[Any]], Awaitable[Typed | None]]


class DbusDaemon:
    """One connection. `heard`: each signal of the daemon (path, interface, member, values). `owner`: it has come, or
    gone."""

    def __init__(
        self,
        address: str,
        service: str,
        heard: Callable[[str, str, str, list[Any]], None],
        owner: Callable[[bool], None],
    ) -> None:
        self._address, self._service, self._heard, self._owner = address, service, heard, owner
        self._bus: MessageBus | None = None
        self._sender = ""
        self._ours: dict[tuple[str, str], Asked] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> bool:
        """Connect. True where the daemon is there. Raises OSError."""
        try:
            self._bus = await MessageBus(bus_address=self._address).connect()
        except (InvalidAddressError, AuthError) as error:
            raise OSError(str(error)) from error
        self._bus.add_message_handler(self._on_message)
        for match in (
            f"type='signal',sender='{self._service}'",
            f"type='signal',sender='{_BUS[0]}',member='NameOwnerChanged',arg0='{self._service}'",
        ):
            await self._ask(*_BUS, "AddMatch", "s", [match], CALL_S)
        self._sender = await self._owner_now()
        return bool(self._sender)

    async def ended(self) -> None:
        """Wait until the bus is gone."""
        if self._bus is not None:
            await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call]  # dbus-fast forgot this one

    def close(self) -> None:
        """Let go."""
        for task in tuple(self._tasks):
            task.cancel()
        if self._bus is not None:
            self._bus.disconnect()

    def serve(self, path: str, interface: str, asked: Asked) -> None:
        """Let the daemon, and nobody else, call an object of ours."""
        self._ours[path, interface] = asked

    async def _owner_now(self) -> str:
        try:
            return str((await self._ask(*_BUS, "GetNameOwner", "s", [self._service], CALL_S))[0])
        except BusError:
            return ""

    async def call(
        self, path: str, interface: str, member: str, signature: str = "", *body: object, within_s: float = CALL_S
    ) -> list[Any]:
        """A method of the daemon. Raises BusError, TimeoutError, OSError."""
        arguments = [_wrapped(value) for value in body]
        return await self._ask(self._service, path, interface, member, signature, arguments, within_s)

    async def _ask(
        self, to: str, path: str, interface: str, member: str, signature: str, body: list[Any], within_s: float
    ) -> list[Any]:
        if self._bus is None or not self._bus.connected:
            raise OSError("the bus is gone")
        message = Message(to, path, interface, member, signature=signature, body=body)
        try:
            async with asyncio.timeout(within_s):
                reply = await self._bus.call(message)
        except (DBusError, EOFError) as error:
            raise OSError(str(error)) from error
        if reply is None:
            raise OSError("the bus is gone")
        if reply.message_type is MessageType.ERROR:
            raise BusError(reply.error_name or "", str(reply.body[0]) if reply.body else "")
        values = plain(reply.body)
        return values if isinstance(values, list) else []

    def _on_message(self, message: Message) -> Message | bool | None:
        if message.message_type is MessageType.METHOD_CALL:
            return self._on_call(message)
        if message.message_type is not MessageType.SIGNAL:
            return None
        if message.member == "NameOwnerChanged" and message.sender == _BUS[0]:
            name, _, new = message.body
            if name == self._service:
                self._sender = new
                self._owner(bool(new))
        elif message.sender == self._sender:
            self._heard(message.path or "", message.interface or "", message.member or "", plain(message.body))
        return None

    def _on_call(self, message: Message) -> Message | bool | None:
        asked = self._ours.get((message.path or "", message.interface or ""))
        if asked is None:
            return None
        if message.sender != self._sender:
            return Message.new_error(message, "org.freedesktop.DBus.Error.AccessDenied", "not for you")
        task = asyncio.create_task(self._reply(message, asked))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def _reply(self, message: Message, asked: Asked) -> None:
        try:
            value = await asked(message.member or "", plain(message.body))
        except BusError as error:
            reply = Message.new_error(message, error.name, str(error))
        else:
            body = [] if value is None else [value.value]
            reply = Message.new_method_return(message, "" if value is None else value.signature, body)
        if self._bus is not None and self._bus.connected:
            await self._bus.send(reply)
