"""The line to bluetoothd on the system bus, which radio and music of the phone share. Links' loop.

The daemon may be absent, die, hang or return; nothing here starts it, and its absence is no error.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final, override

from headunit.kernel.clock import Clock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import Link, LinkReport, LinkState
from headunit.kernel.supervision import IoThread, keep_alive
from headunit.phone.bluez_objects import MANAGER, PROPERTIES, SERVICE, BluezObjects
from headunit.phone.dbus_daemon import CALL_S, Asked, DbusDaemon, Typed

#: A silent daemon is found out within two of these (s).
PING_S: Final = 5.0


class BluezLink(Link):
    """`address`: of the system bus. `objects`: empty while nobody is there. Link report "bluetooth"."""

    name = "bluetooth"

    def __init__(self, io: IoThread, clock: Clock, inbox: Inbox, address: str) -> None:
        self.io, self._clock, self._inbox, self._address = io, clock, inbox, address
        self.objects = BluezObjects()
        self._daemon: DbusDaemon | None = None
        self._changed: list[Callable[[], None]] = []
        self._greetings: list[Callable[[], Awaitable[None]]] = []
        self._ours: dict[tuple[str, str], Asked] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        #: Signals that come while all objects are asked for: the reply may be older than they are.
        self._meanwhile: list[tuple[str, str, str, list[Any]]] | None = None
        self._report = LinkReport(self.name, self.name, LinkState.OFF, clock.now())
        self._cancel: Callable[[], None] | None = None

    @property
    def there(self) -> bool:
        """Whether bluetoothd answers."""
        return self._report.state is LinkState.ONLINE

    def listen(self, changed: Callable[[], None]) -> None:
        """Hear, on the loop, that `objects` or `there` have changed. Before `start`, as the next two."""
        self._changed.append(changed)

    def greet(self, greeting: Callable[[], Awaitable[None]]) -> None:
        """What is to be said to each bluetoothd that comes."""
        self._greetings.append(greeting)

    def serve(self, path: str, interface: str, asked: Asked) -> None:
        """An object of ours that it may call."""
        self._ours[path, interface] = asked

    @override
    def start(self) -> None:
        if self._cancel is None:
            self._tell(LinkState.CONNECTING)
            self._cancel = self.io.spawn(keep_alive(self._serve, self._on_loss))

    @override
    def stop(self) -> None:
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
            self._tell(LinkState.OFF)

    async def call(
        self, path: str, interface: str, member: str, signature: str = "", *body: object, within_s: float = CALL_S
    ) -> list[Any]:
        """A method of bluetoothd's. Raises BusError, TimeoutError, OSError."""
        if self._daemon is None:
            raise OSError("the bus is gone")
        return await self._daemon.call(path, interface, member, signature, *body, within_s=within_s)

    async def put(self, path: str, interface: str, name: str, signature: str, value: object) -> None:
        """Set a property. Raises as `call`."""
        await self.call(path, PROPERTIES, "Set", "ssv", interface, name, Typed(signature, value))

    def run(self, coroutine: Coroutine[object, object, None]) -> None:
        """On the loop, for as long as the bus is there."""
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self) -> None:
        daemon = DbusDaemon(self._address, SERVICE, self._on_signal, self._on_owner)
        for (path, interface), asked in self._ours.items():
            daemon.serve(path, interface, asked)
        try:
            there = await daemon.open()
            self._daemon = daemon
            self._on_owner(there)
            self.run(self._watch())
            await daemon.ended()
        finally:
            daemon.close()
            self._daemon = None
            for task in tuple(self._tasks):
                task.cancel()
        raise EOFError("the system bus has ended")

    def _on_loss(self, error: Exception) -> None:
        self._empty(LinkState.LOST, f"no system bus: {error}")

    def _on_owner(self, there: bool) -> None:
        if there:
            self.run(self._meet())
        else:
            self._empty(LinkState.LOST, "bluetoothd is not running")

    def _empty(self, state: LinkState, why: str) -> None:
        self.objects.objects.clear()
        self._tell(state, why)
        self._say()

    async def _meet(self) -> None:
        self._meanwhile = []
        try:
            self.objects.fill(await self.call("/", MANAGER, "GetManagedObjects"))
            for signal in self._meanwhile or ():
                self.objects.on_signal(*signal)
        except TimeoutError:
            self._empty(LinkState.SILENT, "bluetoothd does not answer")
            return
        except OSError as error:
            self._empty(LinkState.LOST, str(error))  # it has gone; the next owner is asked
            return
        finally:
            self._meanwhile = None
        self._tell(LinkState.ONLINE, "bluetoothd")
        for greeting in self._greetings:
            await greeting()
        self._say()

    async def _watch(self) -> None:
        """A daemon that hangs says nothing of it."""
        while True:
            await asyncio.sleep(PING_S)
            state = self._report.state
            if state not in {LinkState.ONLINE, LinkState.SILENT}:
                continue
            with contextlib.suppress(OSError):
                try:
                    await self.call("/", "org.freedesktop.DBus.Peer", "Ping", within_s=PING_S)
                except TimeoutError:
                    self._empty(LinkState.SILENT, "bluetoothd does not answer")
                else:
                    if state is LinkState.SILENT:
                        await self._meet()  # whatever it told meanwhile may be lost

    def _on_signal(self, path: str, interface: str, member: str, body: list[Any]) -> None:
        if self._meanwhile is not None:
            self._meanwhile.append((path, interface, member, body))
        elif self.objects.on_signal(path, interface, member, body):
            self._say()

    def _say(self) -> None:
        for changed in self._changed:
            changed()

    def _tell(self, state: LinkState, detail: str = "") -> None:
        if (state, detail) != (self._report.state, self._report.detail):
            since = self._report.since if state is self._report.state else self._clock.now()
            self._report = LinkReport(self.name, self.name, state, since, detail)
            self._inbox.post(f"link:{self.name}", self._report)
