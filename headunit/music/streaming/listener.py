"""One player on the line: what all streams do with it. For the links' loop."""

import asyncio
import contextlib
import socket
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from headunit.music.ports import StreamNews

#: As much as a player may have got and not taken; without a bound the kernel holds minutes of a station.
_UNSENT_BYTES: Final = 65_536
#: Nothing to hand on for so long is told (s).
STALLED_S: Final = 1.0


class Gone(Exception):  # noqa: N818  nothing is wrong
    """The player has hung up."""


class Listener:
    """`tell` hears what the driver should know, whenever it changes."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, uri: str, tell: Callable[[StreamNews], None]
    ) -> None:
        self._writer = writer
        self._news, self._tell = StreamNews(uri), tell
        self._gone = asyncio.create_task(_until_closed(reader))
        connection = writer.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _UNSENT_BYTES)

    async def send(self, data: bytes) -> None:
        """Hand on; waits as long as the player is paused. Raises Gone."""
        self._writer.write(data)
        draining = asyncio.ensure_future(self._writer.drain())
        try:
            await asyncio.wait({draining, self._gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            draining.cancel()
            (failure,) = await asyncio.gather(draining, return_exceptions=True)
        if self._gone.done() or isinstance(failure, Exception):
            raise Gone

    async def wait(self, coming: asyncio.Future[Any], seconds: float) -> bool:
        """Until it is done, or the time is over: False. Raises Gone."""
        await asyncio.wait({coming, self._gone}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if self._gone.done():
            coming.cancel()
            raise Gone
        return coming.done()

    def say(self, *, stalled: bool, title: str = "", buffered_s: float | None = None, fault: str = "") -> None:
        """What holds now."""
        news = replace(
            self._news,
            title=title,
            buffered_s=None if buffered_s is None else float(round(buffered_s)),
            stalled=stalled,
            fault=fault if stalled else "",
        )
        if news != self._news:
            self._news = news
            self._tell(news)

    async def close(self) -> None:
        """Send what is left, and hang up."""
        self._gone.cancel()
        with contextlib.suppress(OSError, TimeoutError):
            self._writer.close()
            await asyncio.wait_for(self._writer.wait_closed(), 2.0)
        hang_up(self._writer)


def hang_up(writer: asyncio.StreamWriter) -> None:
    """At once. asyncio's own `abort` fails where a close has sent all that was left and is through."""
    if writer.get_extra_info("socket").fileno() >= 0:
        writer.transport.abort()


async def _until_closed(reader: asyncio.StreamReader) -> None:
    with contextlib.suppress(OSError):
        while await reader.read(1024):
            pass
