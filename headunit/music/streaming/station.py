"""One station: read as long as somebody listens, kept in a ring file, taken up again after every loss.

Whoever listens reads from the ring, so a pause or a long burst is a lead that a tunnel may use up. Runs on the links'
loop. Knows no player.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from headunit.kernel.errors import HeadunitError
from headunit.music.streaming import station_list
from headunit.music.streaming.http_stream import HttpStream, Refused, open_stream
from headunit.music.streaming.icy import IcyDemux, interval, readable
from headunit.music.streaming.ring_file import RingFile

#: Quarter of an hour at 256 kbit/s.
RING_BYTES: Final = 32_000_000
_RETRY_FIRST_S: Final = 0.25
_RETRY_MOST_S: Final = 1.0
_MOST_LISTS: Final = 4
_LIST_BYTES: Final = 1_000_000
#: A connection that comes back sends again what it has sent before: so much of it is looked for, by its first bytes.
_TAIL: Final = 1_500_000
_PROBE: Final = 2_048
_LISTS: Final = ("mpegurl", "x-scpls", "pls+xml", "x-ms-asf", "x-ms-wax", "x-opml", "scpls")
_SOUND: Final = ("audio/", "video/", "application/ogg", "application/octet-stream", "application/x-ogg", "binary/")
#: How lists begin, in small letters, whatever the server calls them.
_LIST_MAGIC: Final = (b"#extm3u", b"[playlist]", b"<asx", b"<opml", b"<?xml", b"http://", b"https://")
_BLANK: Final = b"\xef\xbb\xbf \t\r\n"
#: First bytes of MPEG audio, ADTS, Ogg, FLAC, ID3, RIFF, Matroska, MP4: servers often name the wrong type.
_MAGIC: Final = (b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2", b"\xff\xf1", b"\xff\xf9", b"OggS", b"fLaC", b"ID3")
_SLOWEST_KBPS: Final = 8
_FASTEST_KBPS: Final = 3000
_MEASURED_S: Final = 5.0


class Moved(HeadunitError):  # noqa: N818
    """It is HTTP Live Streaming: pieces that a player fetches and puts together by itself, from `url`."""

    def __init__(self, url: str) -> None:
        super().__init__("an HLS station")
        self.url = url


class Station:
    """`run` reads until it is cancelled. `ring` is filled; `news` is set whenever something is new."""

    def __init__(self, url: str, ring: RingFile, changed: Callable[[], None] = lambda: None) -> None:
        self.url, self.ring = url, ring
        self.media_type = ""
        #: One line while it is not connected, "" while it is.
        self.fault = ""
        #: The first connection was refused, or leads elsewhere: nobody will ever hear anything.
        self.hopeless: HeadunitError | None = None
        #: It was no station but a file, and is there to its end.
        self.over = False
        self.news = asyncio.Event()
        self._changed = changed
        self._titles: deque[tuple[int, str]] = deque(maxlen=200)
        self._ask_titles = True
        self._bytes_per_s: float | None = None

    def tell(self) -> None:
        """Wake all who wait for news."""
        self.news.set()
        self.news = asyncio.Event()
        self._changed()

    def title_at(self, offset: int) -> str:
        """What is played at this byte of the ring; "" unknown."""
        return next((title for begin, title in reversed(self._titles) if begin <= offset), "")

    @property
    def rate(self) -> float:
        """Bytes a second, as far as it is known; 0 unknown."""
        return self._bytes_per_s or 0.0

    def seconds(self, count: int) -> float | None:
        """How long so many bytes last."""
        return None if self._bytes_per_s is None else count / self._bytes_per_s

    async def run(self) -> None:
        """For ever: connect, read, and again."""
        pause_s = _RETRY_FIRST_S
        while True:
            before = self.ring.end
            try:
                self.over = await self._read()
                self.fault = "the station has ended"
            except Moved as moved:
                self.hopeless = moved
            except Refused as refused:
                self.fault = str(refused)
                if not self.ring.end:
                    self.hopeless = refused
            except (OSError, EOFError) as error:
                self.fault = str(error) or type(error).__name__
            self.tell()
            if self.hopeless is not None or self.over:
                return
            if self.ring.end > before:
                pause_s = _RETRY_FIRST_S
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, _RETRY_MOST_S)

    async def _read(self) -> bool:
        """One connection. True where it was a file, and is complete."""
        stream = await _sound_of(self.url, titles=self._ask_titles)
        with contextlib.closing(stream):
            try:
                demux = IcyDemux(interval(stream.headers.get("icy-metaint", "")))
                await self._take(stream, demux)
                return bool(stream.length)
            except Refused:
                # One that lies about its titles is heard without them.
                if not self._ask_titles:
                    raise
                self._ask_titles = False
                raise EOFError("the station lies about its titles; asked again without") from None

    async def _take(self, stream: HttpStream, demux: IcyDemux) -> None:
        self.media_type = stream.media_type if stream.media_type.startswith(_SOUND) else "audio/mpeg"
        told = stream.headers.get("icy-br", "").partition(",")[0]
        if told.isdecimal() and len(told) < 6 and _SLOWEST_KBPS <= int(told) <= _FASTEST_KBPS:  # noqa: PLR2004
            self._bytes_per_s = int(told) * 125.0
        loop = asyncio.get_running_loop()
        began, first, splice = loop.time(), self.ring.end, _Splice(self.ring)
        while data := await stream.read():
            sound, titles = demux.feed(data)
            new = splice.new(sound)
            lost = len(sound) - len(new)
            for at, title in titles:
                self._titles.append((self.ring.end + max(0, at - lost), title))
            self.ring.write(new)
            if splice.done and self.fault:
                self.fault = ""
            lasted = loop.time() - began
            if not told and lasted > _MEASURED_S:
                self._bytes_per_s = max(1000.0, (self.ring.end - first) / lasted)
            self.tell()


class _Splice:
    """Leaves out of a new connection's beginning what the last one has brought already: servers send a burst again."""

    def __init__(self, ring: RingFile) -> None:
        begin = max(ring.begin, ring.end - _TAIL)
        self._tail = ring.read(begin, ring.end - begin)
        self._held = b""
        self._again = b""
        self.done = not self._tail

    def new(self, sound: bytes) -> bytes:
        """What of `sound` is to be appended, and of what was held back before."""
        if self.done:
            return sound
        if not self._again:
            self._held += sound
            if len(self._held) < _PROBE:
                return b""
            at = self._tail.rfind(self._held[:_PROBE])
            sound, self._held = self._held, b""
            self._again = self._tail[at:] if at >= 0 else b""
            if not self._again:
                self.done, self._tail = True, b""
                return sound
        return self._skip(sound)

    def _skip(self, sound: bytes) -> bytes:
        count = min(len(sound), len(self._again))
        if sound[:count] != self._again[:count]:  # the same beginning by chance: keep it all from here on
            self.done, self._tail, self._again = True, b"", b""
            return sound
        self._again = self._again[count:]
        self.done = not self._again
        if self.done:
            self._tail = b""
        return sound[count:]


async def _sound_of(url: str, *, titles: bool) -> HttpStream:
    """The stream behind lists within lists. Raises Refused, Moved, OSError, EOFError."""
    seen: set[str] = set()
    asked = {"Icy-MetaData": "1"} if titles else {}
    for _ in range(_MOST_LISTS + 1):
        seen.add(url)
        stream = await open_stream(url, asked)
        try:
            first = await stream.read()
            stream.unread(first)
            if not _is_list(stream, first):
                _check_sound(stream, first)
                return stream
            data = await _whole(stream, _LIST_BYTES)
        except BaseException:
            stream.close()
            raise
        stream.close()
        url = _next_of(stream, data, seen)
    raise Refused("lists within lists without end")


async def probe(url: str) -> list[station_list.Entry]:
    """What is at this address: a station by the name that it gives itself, or the stations of a list.

    Raises Refused, OSError, EOFError.
    """
    stream = await open_stream(url, {"Icy-MetaData": "1"})
    with contextlib.closing(stream):
        first = await stream.read()
        stream.unread(first)
        if not _is_list(stream, first):
            _check_sound(stream, first)
        elif not station_list.is_hls(data := await _whole(stream, _LIST_BYTES)):
            found = station_list.read(data)
            if len(found) > 1 or found[0].title != found[0].url:
                return found
        told = readable(stream.headers.get("icy-name", "").encode("latin-1", "replace"))[:100]
        genre = readable(stream.headers.get("icy-genre", "").encode("latin-1", "replace"))[:60]
    return [station_list.Entry(told or urlsplit(url).hostname or url, url, genre)]


def _is_list(stream: HttpStream, first: bytes) -> bool:
    named = any(kind in stream.media_type for kind in _LISTS)
    return (named and not first.startswith(_MAGIC)) or first.lstrip(_BLANK).lower().startswith(_LIST_MAGIC)


def _check_sound(stream: HttpStream, first: bytes) -> None:
    """Raises Refused for what says it is no sound, and does not look like any."""
    named = stream.media_type in {"", "text/plain"} or stream.media_type.startswith(_SOUND)
    if not (named or first.startswith(_MAGIC) or first[4:8] == b"ftyp"):
        raise Refused(f"no sound but {stream.media_type[:40]}")


def _next_of(stream: HttpStream, data: bytes, seen: set[str]) -> str:
    """The first address of a list where we have not been."""
    if station_list.is_hls(data):
        raise Moved(stream.url)
    try:
        known = [entry.url for entry in station_list.read(data) if entry.url not in seen]
    except HeadunitError as error:
        raise Refused(str(error)) from error
    if not known:
        raise Refused("a list that leads back to itself")
    return known[0]


async def _whole(stream: HttpStream, most: int) -> bytes:
    data = b""
    while len(data) < most and (part := await stream.read()):
        data += part
    return data[:most]
