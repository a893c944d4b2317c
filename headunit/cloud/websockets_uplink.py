"""The car's line to its hub, by websockets: rows out, commands in (mirror/frames.py). Links' loop.

A silent hole is found out by pings; a new line is tried at once, and then every second: a tunnel ends without notice.
"""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Final, override

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

from headunit.cloud.post_room import PostRoom
from headunit.kernel.clock import Clock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import Link, LinkReport, LinkState
from headunit.kernel.supervision import IoThread, keep_alive
from headunit.mirror.frames import (
    MOST_FRAME,
    Ack,
    Batch,
    Challenge,
    Commands,
    FrameError,
    Hello,
    Marks,
    Proof,
    pack,
    proof_bytes,
    unpack,
)
from headunit.mirror.name import name_of
from headunit.mirror.row import MOST_UNACKED, Lane, Row

#: Latest LinkReport of the line.
TOPIC: Final = "link:hub"
#: Opening takes no longer than (s); a line that does not answer a ping within PING_S twice is dead.
OPEN_S: Final = 3.0
PING_S: Final = 5.0


class WebsocketsUplink(Link):
    """`address`: asked for anew at each try, "ws://host:port"; "" while there is no hub. `join`: the hub's code."""

    name = "hub"

    def __init__(
        self,
        io: IoThread,
        clock: Clock,
        inbox: Inbox,
        post: PostRoom,
        key: Ed25519PrivateKey,
        address: Callable[[], str],
        join: Callable[[], str],
    ) -> None:
        self._io, self._clock, self._inbox, self._post, self._key = io, clock, inbox, post, key
        self._address, self._join = address, join
        self._report = LinkReport(self.name, "hub", LinkState.OFF, clock.now())
        self._cancel: Callable[[], None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._more = asyncio.Event()
        self._sent: dict[tuple[str, Lane], int] = {}
        self._under_way = 0
        self._counts = {"rows": 0, "bytes": 0, "commands": 0}
        post.posted = self._wake

    @override
    def start(self) -> None:
        if self._cancel is None:
            self._tell(LinkState.CONNECTING)
            self._cancel = self._io.spawn(self._live())

    @override
    def stop(self) -> None:
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
            self._tell(LinkState.OFF)

    def _wake(self) -> None:
        """There is something to send. Any thread."""
        loop = self._loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(self._more.set)

    async def _live(self) -> None:
        self._loop = asyncio.get_running_loop()
        await keep_alive(self._attempt, self._on_loss)

    async def _attempt(self) -> None:
        address = self._address()
        if not address:
            return
        try:
            async with connect(
                f"{address}/car",
                open_timeout=OPEN_S,
                ping_interval=PING_S,
                ping_timeout=PING_S,
                close_timeout=1,
                max_size=MOST_FRAME + 1024,
                compression="deflate",
                proxy=None,
            ) as socket:
                try:
                    await self._talk(socket)
                finally:
                    # Nothing is left to be said: what was not acknowledged is sent again. A polite farewell would
                    # outlive the loop that ends, or wait in a tunnel.
                    socket.transport.abort()
        except (ConnectionClosed, InvalidHandshake, InvalidURI) as error:
            raise OSError(str(error)) from error
        except FrameError as error:
            raise OSError(str(error)) from error

    async def _talk(self, socket: ClientConnection) -> None:
        public = self._key.public_key().public_bytes_raw()
        car = name_of(public)
        epoch, cseq, epochs = await asyncio.wrap_future(self._post.greeting())
        await socket.send(pack(Hello(car, public, epoch, cseq, epochs, self._join())))
        challenge = await _frame(socket, Challenge)
        await socket.send(pack(Proof(self._key.sign(proof_bytes(challenge, car)))))
        marks = await _frame(socket, Marks)
        await asyncio.wrap_future(self._post.trust(marks.marks))
        self._sent, self._under_way = {}, 0
        self._tell(LinkState.ONLINE)
        self._more.set()
        sending = asyncio.create_task(self._send(socket))
        try:
            await self._receive(socket, challenge.hub_epoch, sending)
        finally:
            sending.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionClosed):
                await sending

    async def _receive(self, socket: ClientConnection, hub_epoch: str, sending: asyncio.Task[None]) -> None:
        async for data in socket:
            if sending.done():
                sending.result()
            frame = unpack(data if isinstance(data, bytes) else data.encode())
            match frame:
                case Ack():
                    await asyncio.wrap_future(self._post.acknowledge(frame.epoch, frame.lane, frame.seq))
                    self._under_way = max(0, self._under_way - 1)
                    self._more.set()
                case Commands():
                    await asyncio.wrap_future(self._post.take(hub_epoch, frame.envelopes))
                    self._counts["commands"] += len(frame.envelopes)
                case _:
                    raise FrameError("a frame of another kind was expected")

    async def _send(self, socket: ClientConnection) -> None:
        """Some batches are under way at the same time: a long line is kept full."""
        while True:
            await self._more.wait()
            self._more.clear()
            while self._under_way < MOST_UNACKED // 200 and (rows := await self._next()):
                packed = pack(Batch(rows))
                await socket.send(packed)
                self._under_way += 1
                self._counts["rows"] += len(rows)
                self._counts["bytes"] += len(packed)

    async def _next(self) -> tuple[Row, ...]:
        rows = await asyncio.wrap_future(self._post.after(self._sent))
        if rows:
            self._sent[rows[-1].epoch, rows[-1].lane] = rows[-1].seq
        return rows

    def _on_loss(self, error: Exception) -> None:
        self._tell(LinkState.LOST, str(error) or type(error).__name__)

    def _tell(self, state: LinkState, detail: str = "") -> None:
        since = self._report.since if state is self._report.state else self._clock.now()
        self._report = LinkReport(self.name, "hub", state, since, detail, dict(self._counts))
        self._inbox.post(TOPIC, self._report)


async def _frame[T: (Challenge, Marks)](socket: ClientConnection, kind: type[T]) -> T:
    async with asyncio.timeout(OPEN_S):
        data = await socket.recv(decode=False)
    frame = unpack(bytes(data))
    if not isinstance(frame, kind):
        raise FrameError(f"a frame of another kind was expected: {kind.__name__}")
    return frame
