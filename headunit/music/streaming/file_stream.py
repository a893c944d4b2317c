"""A file on a server, handed on to a player: read ahead, and taken up where it was when the connection breaks."""

import asyncio
import contextlib
import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from headunit.kernel.errors import HeadunitError
from headunit.music.streaming import requests
from headunit.music.streaming.http_stream import CHUNK, HttpStream, Refused, open_stream
from headunit.music.streaming.listener import STALLED_S, Gone, Listener

#: 8 MB: four minutes of 256 kbit/s.
_AHEAD_CHUNKS: Final = 8_000_000 // CHUNK
#: A player is answered within this time, come what may (s).
ANSWER_S: Final = 45.0
_RETRY_S: Final = (0.25, 0.5, 1.0)
_NO_SOUND: Final = ("text/", "application/json", "application/xml", "application/xhtml")
_RANGE: Final = re.compile(r"bytes (\d{1,15})-\d{1,15}/(\d{1,15})")


@dataclass(frozen=True, slots=True)
class Upstream:
    """Where it lies. `headers`: what to say to the server; they may hold a secret, and so may `url`."""

    url: str = field(repr=False)
    headers: dict[str, str] = field(default_factory=dict, repr=False)


@dataclass(slots=True)
class _Part:
    """A connection to the server. `begin`: the byte it starts with. `total`: bytes of the file; None untold."""

    stream: HttpStream
    begin: int
    total: int | None


async def _open(upstream: Upstream, begin: int) -> _Part:
    asked = {**upstream.headers, "Accept-Encoding": "identity", "Range": f"bytes={begin}-"}
    stream = await open_stream(upstream.url, asked)
    if stream.media_type.startswith(_NO_SOUND) and await _is_page(stream):
        # An error told as a page, or the door of somebody's Wi-Fi.
        raise Refused(f"{urlsplit(upstream.url).hostname} sends no sound but {stream.media_type[:40]}")
    found = _RANGE.fullmatch(stream.headers.get("content-range", ""))
    if stream.status == 206 and found:  # noqa: PLR2004
        return _Part(stream, int(found[1]), int(found[2]))
    return _Part(stream, 0, stream.length)


async def _is_page(stream: HttpStream) -> bool:
    """Whether it is mark-up or JSON; then it is hung up. Some servers call all that they send text."""
    try:
        first = await stream.read()
    except BaseException:
        stream.close()
        raise
    stream.unread(first)
    if first.lstrip()[:1] in {b"<", b"{", b"["}:
        stream.close()
        return True
    return False


async def _insist(upstream: Upstream, begin: int, faults: list[str]) -> _Part:
    """`_open`, as often as it takes. `faults` ends with the newest reason why not. Raises Refused."""
    for attempt in range(1_000_000):
        try:
            return await _open(upstream, begin)
        except (OSError, EOFError) as error:
            faults.append(str(error) or f"{urlsplit(upstream.url).hostname} does not answer")
            del faults[:-1]
        await asyncio.sleep(_RETRY_S[min(attempt, len(_RETRY_S) - 1)])
    raise Refused(faults[-1])


async def serve(upstream: Upstream, request: requests.Request, listener: Listener) -> None:
    """Answer `request`. Raises Gone where the player hangs up."""
    wanted = request.begin or 0
    faults: list[str] = []
    opening = asyncio.ensure_future(_insist(upstream, wanted, faults))
    try:
        if not await listener.wait(opening, ANSWER_S):
            opening.cancel()
            await listener.send(requests.head(504))
            listener.say(stalled=True, fault=faults[-1] if faults else "")
            return
        part = opening.result()
    except HeadunitError as error:
        listener.say(stalled=True, fault=str(error))
        await listener.send(requests.head(502))
        return
    if part.total is not None and wanted and wanted >= part.total:
        part.stream.close()
        await listener.send(requests.head(416, content_range=f"bytes */{part.total}"))
        return
    begin = wanted if part.total is not None else 0
    end = part.total
    if request.last is not None and end is not None:
        end = min(end, request.last + 1)
    ranged = request.begin is not None and part.total is not None
    await listener.send(
        requests.head(
            206 if ranged else 200,
            content_type=part.stream.media_type or "application/octet-stream",
            content_length="" if end is None else str(end - begin),
            content_range=f"bytes {begin}-{(end or 1) - 1}/{part.total}" if ranged else "",
            accept_ranges="" if part.total is None else "bytes",
        )
    )
    if request.method == "HEAD":
        part.stream.close()
        return
    await _hand_on(_Ahead(upstream, part, begin, end, faults), listener)


class _Ahead:
    """Reads on while the player is still busy with what it has. `chunks` ends with b"", or with why it ends early."""

    def __init__(self, upstream: Upstream, part: _Part, begin: int, end: int | None, faults: list[str]) -> None:
        self.chunks: asyncio.Queue[bytes | HeadunitError] = asyncio.Queue(_AHEAD_CHUNKS)
        self.faults = faults
        self._upstream, self._part, self._at, self._end = upstream, part, begin, end

    async def run(self) -> None:
        """To the end of the file."""
        part, total = self._part, self._part.total
        try:
            while True:
                with contextlib.closing(part.stream):
                    try:
                        if await self._take(part):
                            await self.chunks.put(b"")
                            return
                    except (OSError, EOFError) as error:
                        self.faults[:] = [str(error)]
                part = await _insist(self._upstream, self._at, self.faults)
                if part.total != total:
                    raise Refused("the file has changed on the server")
        except HeadunitError as error:
            await self.chunks.put(error)
        finally:
            part.stream.close()

    async def _take(self, part: _Part) -> bool:
        """All of one connection; what was had before is skipped. True at the end of what is wanted."""
        at = part.begin
        while data := await part.stream.read():
            at += len(data)
            new = data[max(0, len(data) - (at - self._at)) :] if at > self._at else b""
            if self._end is not None:
                new = new[: self._end - self._at]
            if new:
                self._at += len(new)
                await self.chunks.put(new)
            if self._end is not None and self._at >= self._end:
                return True
        return self._end is None or self._at >= self._end


async def _hand_on(ahead: _Ahead, listener: Listener) -> None:
    reading = asyncio.create_task(ahead.run())
    try:
        while True:
            coming = asyncio.ensure_future(ahead.chunks.get())
            while not await listener.wait(coming, STALLED_S):
                listener.say(stalled=True, fault=ahead.faults[-1] if ahead.faults else "")
            chunk = coming.result()
            if isinstance(chunk, HeadunitError):
                listener.say(stalled=True, fault=str(chunk))
                return
            if not chunk:
                listener.say(stalled=False)
                return
            listener.say(stalled=False)
            await listener.send(chunk)
    except Gone:
        pass
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
