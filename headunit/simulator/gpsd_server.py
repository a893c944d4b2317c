"""A gpsd on the loopback: speaks its protocol over TCP to whoever connects, and fails as a real one does.

Knows lines, not positions: what to say comes from `gpsd_lines`.
"""

import asyncio
import contextlib
import json
import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from headunit.kernel.supervision import IoThread

log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
#: A client that lets this much pile up unread is thrown out, as gpsd does; and longer requests are no requests.
MOST_UNREAD = 256 * 1024
LONGEST_REQUEST = 4096
#: Pause before the port is tried again when another program has taken it meanwhile, in seconds.
RETRY_S = 0.1


class Answers(Protocol):
    """What the server asks for when a client asks. Called on the links' thread."""

    def devices(self) -> str:
        """The line that lists the receivers."""
        ...

    def poll(self) -> str:
        """The last reports as a line."""
        ...

    def version(self) -> str:
        """The greeting."""
        ...

    def watch(self, *, enable: bool, as_json: bool) -> str:
        """The echo of a ?WATCH."""
        ...

    def error(self, request: str) -> str:
        """The complaint about an unknown request."""
        ...


@dataclass(slots=True, eq=False)
class _Client:
    sock: socket.socket
    writer: asyncio.StreamWriter | None = None
    watching: bool = False

    def send(self, *lines: str) -> None:
        if self.writer is None or self.writer.transport.is_closing():
            return
        if self.writer.transport.get_write_buffer_size() > MOST_UNREAD:
            self.writer.transport.abort()
        else:
            self.writer.write("".join(f"{line}\r\n" for line in lines).encode())

    def hang_up(self) -> None:
        """Let go of the other end. The socket stays until nobody here waits for it: asyncio may be about to."""
        if self.writer is not None:
            self.writer.transport.abort()
        else:
            with contextlib.suppress(OSError):  # gone already
                self.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.hang_up()
        self.sock.close()


@dataclass(slots=True)
class GpsdServer:
    """The server. `start`, `publish`, `set_state` and `stop` may be called from any thread.

    `state`: a word of the `gpsd` command. "dead" closes all and refuses; "hang" accepts and says nothing;
    "no_receiver" is only a matter of what is published and answered.
    """

    answers: Answers
    port: int = 0
    _state: str = "ok"
    _clients: set[_Client] = field(default_factory=set)
    _loop: asyncio.AbstractEventLoop | None = None
    _changed: asyncio.Event | None = None
    _cancel: Callable[[], None] | None = None

    def start(self, io: IoThread) -> int:
        """Open a free port on the loopback and serve on the links' loop. Returns the port. Raises OSError."""
        listener = socket.create_server((LOOPBACK, 0))
        self.port = listener.getsockname()[1]
        self._cancel = io.spawn(self._serve(listener))
        return self.port

    def stop(self) -> None:
        """Close everything. May be called twice."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None

    def publish(self, lines: list[str]) -> None:
        """Send `lines` to every client that watches."""
        self._call(lambda: self._spread(lines))

    def set_state(self, state: str) -> None:
        """Work, or fail as `state` says."""
        if state != self._state:
            self._state = state
            self._call(self._note_change)

    def _call(self, function: Callable[[], None]) -> None:
        loop = self._loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop was closed between the two lines
                loop.call_soon_threadsafe(function)

    def _note_change(self) -> None:
        if self._changed is not None:
            self._changed.set()

    def _spread(self, lines: list[str]) -> None:
        if self._state not in {"dead", "hang"}:
            for client in self._clients:
                if client.watching:
                    client.send(*lines)

    async def _serve(self, listener: socket.socket | None) -> None:
        self._loop = asyncio.get_running_loop()
        self._changed = asyncio.Event()
        try:
            while True:
                self._changed.clear()
                if self._state == "dead":
                    self._close(listener)
                    listener = None
                elif listener is None:
                    listener = await self._reopen()
                if listener is not None:
                    # Accepted here and not by asyncio, which forgets a connection that comes while all is being closed.
                    listener.setblocking(False)
                    self._loop.add_reader(listener, self._accept, listener)
                await self._changed.wait()
        finally:
            self._close(listener)
            self._loop = None

    async def _reopen(self) -> socket.socket:
        while True:
            try:
                return socket.create_server((LOOPBACK, self.port))
            except OSError as error:
                log.warning("gpsd's port %d is taken: %s", self.port, error)
                await asyncio.sleep(RETRY_S)

    def _close(self, listener: socket.socket | None) -> None:
        if listener is not None:
            asyncio.get_running_loop().remove_reader(listener)
            listener.close()
        for client in tuple(self._clients):
            client.hang_up()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):  # gone again
            sock, _ = listener.accept()
            client = _Client(sock)
            self._clients.add(client)
            client_task = asyncio.get_running_loop().create_task(self._meet(client))
            client_task.add_done_callback(lambda _task: self._forget(client))

    def _forget(self, client: _Client) -> None:
        client.close()
        self._clients.discard(client)

    async def _meet(self, client: _Client) -> None:
        with contextlib.suppress(OSError, ValueError):  # gone, or babbling without a line end
            client.sock.setblocking(False)
            reader, client.writer = await asyncio.open_connection(sock=client.sock, limit=LONGEST_REQUEST)
            if self._state != "hang":
                client.send(self.answers.version())
            while request := await reader.readline():
                if self._state != "hang":
                    self._answer(client, request.decode("ascii", "replace").strip())

    def _answer(self, client: _Client, requests: str) -> None:
        for request in filter(None, (part.strip() for part in requests.split(";"))):
            verb, _, argument = request.partition("=")
            if verb == "?WATCH":
                self._watch(client, argument)
            elif verb == "?POLL":
                client.send(self.answers.poll())
            elif verb == "?DEVICES":
                client.send(self.answers.devices())
            elif verb == "?VERSION":
                client.send(self.answers.version())
            else:
                client.send(self.answers.error(request))

    def _watch(self, client: _Client, argument: str) -> None:
        try:
            wish = json.loads(argument) if argument else {}
        except ValueError:
            wish = None
        if not isinstance(wish, dict):
            client.send(self.answers.error(f"?WATCH={argument}"))
            return
        enable = bool(wish.get("enable", bool(argument)))
        client.watching = enable and bool(wish.get("json", False))
        client.send(self.answers.devices(), self.answers.watch(enable=enable, as_json=client.watching))
