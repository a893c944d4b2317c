"""A small HTTP server on loopback, for our own player alone: it fetches from the network, and a tunnel does not matter.

Addresses cannot be guessed, and nothing is fetched that was not registered. Knows no source.
"""

import asyncio
import hashlib
import logging
import secrets
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, override

from headunit.kernel.errors import HeadunitError
from headunit.kernel.link import Link
from headunit.kernel.supervision import IoThread
from headunit.music.ports import StreamNews
from headunit.music.streaming import file_stream, requests
from headunit.music.streaming.file_stream import ANSWER_S, Upstream
from headunit.music.streaming.listener import STALLED_S, Gone, Listener, hang_up
from headunit.music.streaming.ring_file import RingFile
from headunit.music.streaming.station import RING_BYTES, Moved, Station

log = logging.getLogger(__name__)

#: A station nobody listens to is read on for so long: a player may come back (s).
LINGER_S: Final = 8.0
#: A player that has no more than this is dry (s).
_DRY_S: Final = 0.1
_CHUNK: Final = 16_384


@dataclass(slots=True)
class _OnAir:
    """A station that is read. `left_at`: up to where the last player has got it."""

    station: Station
    reading: asyncio.Task[None]
    listeners: int = 0
    left_at: int | None = None


class Relay(Link):
    """`tell` hears news of what is played, on the links' loop. `folder`: where stations' ring files lie."""

    name = "relay"

    def __init__(self, io: IoThread, folder: Path, tell: Callable[[StreamNews], None], ring: int = RING_BYTES) -> None:
        self._io, self._folder, self._tell, self._ring = io, folder, tell, ring
        self._secret = secrets.token_hex(16)
        self._live: dict[str, str] = {}
        self._files: dict[str, tuple[str, Callable[[], Upstream]]] = {}
        self._on_air: dict[str, _OnAir] = {}
        self._port = 0
        self._cancel: Callable[[], None] = lambda: None
        self._handlers: set[asyncio.Task[None]] = set()

    @override
    def start(self) -> None:
        listening = socket.create_server(("127.0.0.1", 0))
        listening.setblocking(False)
        self._port = listening.getsockname()[1]
        self._cancel = self._io.spawn(self._serve(listening))

    @override
    def stop(self) -> None:
        self._port = 0
        self._cancel()

    def live(self, url: str) -> str:
        """An address for the station at `url`. Any thread. Raises HeadunitError before `start`."""
        key = self._key(url)
        self._live[key] = url
        return self._address(key)

    def file(self, uri: str, where: Callable[[], Upstream]) -> str:
        """An address for the track `uri`; `where` is asked whenever a player comes. Any thread."""
        key = self._key(uri)
        self._files[key] = (uri, where)
        return self._address(key)

    def _key(self, uri: str) -> str:
        return hashlib.sha256(f"{self._secret}{uri}".encode()).hexdigest()[:32]

    def _address(self, key: str) -> str:
        if not self._port:
            raise HeadunitError("streams are not ready yet")
        return f"http://127.0.0.1:{self._port}/{key}"

    async def _serve(self, listening: socket.socket) -> None:
        server = await asyncio.start_server(self._answer, sock=listening, limit=8192)
        try:
            await server.serve_forever()
        finally:
            server.close()
            tasks = [*self._handlers, *(on_air.reading for on_air in self._on_air.values())]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._handlers.add(task)
        try:
            request = await requests.read_request(reader)
            if request is not None:
                await self._play(request, reader, writer)
        except Gone:
            pass
        except Exception:
            log.exception("a stream failed in a way that its author did not foresee")
        finally:
            self._handlers.discard(task)
            hang_up(writer)

    async def _play(
        self, request: requests.Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        key = request.path.removeprefix("/")
        uri = self._live.get(key) or self._files.get(key, ("",))[0]
        listener = Listener(reader, writer, uri, self._tell)
        try:
            if request.method not in {"GET", "HEAD"}:
                await listener.send(requests.head(405))
            elif key in self._live:
                await self._live_to(request, listener, uri)
            elif key in self._files:
                try:
                    upstream = self._files[key][1]()
                except HeadunitError as error:
                    listener.say(stalled=True, fault=str(error))
                    await listener.send(requests.head(502))
                else:
                    await file_stream.serve(upstream, request, listener)
            else:
                await listener.send(requests.head(404))
        finally:
            await listener.close()

    async def _live_to(self, request: requests.Request, listener: Listener, url: str) -> None:
        on_air = self._on_air.get(url)
        if on_air is None:
            station = Station(url, RingFile(self._folder, self._ring))
            on_air = self._on_air[url] = _OnAir(station, asyncio.create_task(station.run()))
        on_air.listeners += 1
        try:
            if await _begun(on_air.station, listener) and request.method == "GET":
                await self._hand_on(on_air, listener)
        finally:
            on_air.listeners -= 1
            asyncio.get_running_loop().call_later(LINGER_S, self._end_if_alone, url, on_air)
            if on_air.station.hopeless is not None or on_air.station.over:
                self._end_if_alone(url, on_air)

    def _end_if_alone(self, url: str, on_air: _OnAir) -> None:
        if on_air.listeners or self._on_air.get(url) is not on_air:
            return
        del self._on_air[url]
        on_air.reading.cancel()
        on_air.station.ring.close()

    async def _hand_on(self, on_air: _OnAir, listener: Listener) -> None:
        station, ring = on_air.station, on_air.station.ring
        at = ring.begin if on_air.left_at is None else max(ring.begin, on_air.left_at)
        now = asyncio.get_running_loop().time
        given, last = _Given(station, now), now()
        try:
            while True:
                news = asyncio.ensure_future(station.news.wait())
                data = ring.read(at, _CHUNK)
                if data:
                    news.cancel()
                    at = max(at, ring.begin) + len(data)
                    _say(listener, station, at, given.ahead_s(len(data)), stalled=False)
                    await listener.send(data)
                    on_air.left_at, last = at, now()
                elif station.over:
                    news.cancel()
                    return
                else:
                    await listener.wait(news, STALLED_S)
                    news.cancel()
                    ahead_s = given.ahead_s(0)
                    _say(listener, station, at, ahead_s, stalled=now() - last >= STALLED_S and ahead_s < _DRY_S)
        finally:
            on_air.left_at = at


class _Given:
    """How much of what a player was given it has probably not played yet. It plays from the first on, without a pause:
    after a pause it has more than this says."""

    def __init__(self, station: Station, now: Callable[[], float]) -> None:
        self._station, self._now = station, now
        self._bytes, self._began = 0, now()

    def ahead_s(self, more: int) -> float:
        """`more` bytes are given to it now; what is ahead of the loudspeakers then (s)."""
        self._bytes += more
        given_s = self._station.seconds(self._bytes) or 0.0
        now = self._now()
        self._began = max(self._began, now - given_s)
        return given_s - (now - self._began)


def _say(listener: Listener, station: Station, at: int, ahead_s: float, *, stalled: bool) -> None:
    """What holds where the loudspeakers are: `ahead_s` before the place `at` up to which the player was given it."""
    here_s = station.seconds(station.ring.end - at)
    heard_at = at - round(ahead_s * station.rate)
    buffered_s = None if here_s is None else here_s + ahead_s
    listener.say(stalled=stalled, title=station.title_at(heard_at), buffered_s=buffered_s, fault=station.fault)


async def _begun(station: Station, listener: Listener) -> bool:
    """Answer the player as soon as there is sound, or will never be any. False where it was told no."""
    loop = asyncio.get_running_loop()
    end = loop.time() + ANSWER_S
    while not station.ring.end and station.hopeless is None and loop.time() < end:
        news = asyncio.ensure_future(station.news.wait())
        await listener.wait(news, STALLED_S)
        news.cancel()
        if loop.time() > end - ANSWER_S + STALLED_S:
            listener.say(stalled=True, fault=station.fault)
    if isinstance(station.hopeless, Moved):
        await listener.send(requests.head(302, location=station.hopeless.url))
    elif station.hopeless is not None:
        listener.say(stalled=True, fault=str(station.hopeless))
        await listener.send(requests.head(502))
    elif not station.ring.end:
        listener.say(stalled=True, fault=station.fault)
        await listener.send(requests.head(504))
    else:
        await listener.send(requests.head(200, content_type=station.media_type))
        return True
    return False
