"""A simulated phone's hands-free socket as a TCP port on the loopback: for a real ofonod, which takes it for RFCOMM."""

import asyncio
import contextlib
import socket
from collections.abc import Callable
from typing import Final

from headunit.kernel.clock import Clock
from headunit.kernel.supervision import IoThread
from headunit.simulator.phone.at_gateway import AtGateway
from headunit.simulator.phone.simulated_phone import News, SimulatedPhone

LOOPBACK: Final = "127.0.0.1"
STEP_S: Final = 0.02


class AtServer:
    """`start` and `stop` on any thread. Steps the phone by the clock. A phone that is not linked hangs up at once."""

    def __init__(self, phone: SimulatedPhone, clock: Clock) -> None:
        self._phone, self._clock = phone, clock
        self._loop: asyncio.AbstractEventLoop | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._cancel: Callable[[], None] | None = None
        self.log: list[str] = []

    def start(self, io: IoThread, port: int = 0) -> int:
        """Open the port (0: a free one) and serve on the links' loop. Returns it. Raises OSError."""
        listener = socket.create_server((LOOPBACK, port))
        self._phone.listen(self._on_news)
        self._cancel = io.spawn(self._serve(listener))
        return int(listener.getsockname()[1])

    def stop(self) -> None:
        """Close everything. May be called twice."""
        self._phone.deafen(self._on_news)
        if self._cancel is not None:
            self._cancel()
            self._cancel = None

    async def _serve(self, listener: socket.socket) -> None:
        self._loop = asyncio.get_running_loop()
        server = await asyncio.start_server(self._meet, sock=listener)
        before = self._clock.now()
        try:
            while True:
                await asyncio.sleep(STEP_S)
                now = self._clock.now()
                self._phone.step(now - before)
                before = now
        finally:
            server.close()
            self._hang_up()

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()

        def send(data: bytes) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(write, data)

        def write(data: bytes) -> None:
            if not writer.transport.is_closing():
                self.log.append(f"phone> {data.decode(errors='replace').strip()}")
                writer.write(data)

        if not self._phone.linked:
            writer.close()
            return
        gateway = AtGateway(self._phone, send)
        self._writers.add(writer)
        try:
            with contextlib.suppress(OSError):
                while data := await reader.read(512):
                    self.log.append(f"car> {data.decode(errors='replace').strip()}")
                    gateway.feed(data)
        finally:
            gateway.close()
            self._writers.discard(writer)
            writer.close()

    def _on_news(self, news: News) -> None:
        if news is News.LINK and not self._phone.linked and self._loop is not None:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._hang_up)

    def _hang_up(self) -> None:
        for writer in tuple(self._writers):
            writer.transport.abort()
