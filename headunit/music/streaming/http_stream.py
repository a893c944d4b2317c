"""GET of something that may never end: HTTP/1.1 (RFC 9112), and SHOUTcast's "ICY 200 OK", which no HTTP library reads.

For the links' loop. Everything that a server may say is bounded: it may be hostile. Knows nothing of sound.
"""

import asyncio
import functools
import ssl
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from headunit.kernel.errors import HeadunitError

#: A server that says nothing for so long has gone (s); its head must be complete within the second.
SILENCE_S: Final = 10.0
HEAD_S: Final = 15.0
_MOST_REDIRECTS: Final = 5
_MOST_HEADERS: Final = 100
_LONGEST_LINE: Final = 8192
CHUNK: Final = 16_384
_USER_AGENT: Final = "headunit"
#: What stays as it is in a path (RFC 3986, 3.3); what is quoted already too.
_SAFE: Final = "/%:@!$&'()*+,;=~"
_OK: Final = frozenset({200, 206})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


class Refused(HeadunitError):  # noqa: N818  a line for a person, as its parent
    """The other side is there and will not give us this: trying again at once is of no use."""


@functools.cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


@dataclass
class HttpStream:
    """An answer whose head was read. `headers`: names in lower case. `url`: where the redirects led."""

    url: str = field(repr=False)
    status: int
    headers: dict[str, str]
    _reader: asyncio.StreamReader
    _writer: asyncio.StreamWriter
    _left: int | None = field(init=False)
    _chunked: bool = field(init=False)
    #: Whether the next chunk is the first: all others have a line end before their size.
    _first: bool = field(init=False, default=True)
    _unread: bytes = field(init=False, default=b"")

    def __post_init__(self) -> None:
        self._chunked = "chunked" in self.headers.get("transfer-encoding", "").lower()
        self._left = 0 if self._chunked else self.length

    @property
    def length(self) -> int | None:
        """Bytes of this answer, where it says so."""
        said = self.headers.get("content-length", "")
        return int(said) if said.isdecimal() and len(said) < 16 else None  # noqa: PLR2004  a petabyte is a lie

    @property
    def media_type(self) -> str:
        """In lower case, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    async def read(self) -> bytes:
        """What comes next; b"" at the end. Raises OSError, EOFError where the connection breaks, Refused for nonsense.

        Raises TimeoutError after SILENCE_S of silence.
        """
        if self._unread:
            data, self._unread = self._unread, b""
            return data
        if self._chunked and self._left == 0 and not await self._next_chunk():
            return b""
        if self._left == 0:
            return b""
        wanted = CHUNK if self._left is None else min(CHUNK, self._left)
        data = await _timed(self._reader.read(wanted), SILENCE_S)
        if self._left is not None:
            if not data:
                raise EOFError("the connection was cut")
            self._left -= len(data)
        return data

    def unread(self, data: bytes) -> None:
        """Give back what was read last; it is read again next."""
        self._unread = data

    async def _next_chunk(self) -> bool:
        if not self._first:
            await _line(self._reader, SILENCE_S)
        self._first = False
        size = (await _line(self._reader, SILENCE_S)).partition(";")[0].strip()
        try:
            self._left = int(size, 16) if len(size) <= 8 else -1  # noqa: PLR2004  4 GB
        except ValueError:
            self._left = -1
        if self._left < 0:
            self.close()
            raise Refused("the server sends something that is no HTTP")
        if self._left == 0:
            self._chunked = False
        return self._left > 0

    def close(self) -> None:
        """Hang up. May be called twice."""
        self._writer.transport.abort()


async def _timed[T](waiting: Awaitable[T], seconds: float) -> T:
    try:
        return await asyncio.wait_for(waiting, seconds)
    except TimeoutError:
        raise TimeoutError(f"nothing came for {seconds:g} s") from None


async def _line(reader: asyncio.StreamReader, seconds: float) -> str:
    try:
        raw = await _timed(reader.readline(), seconds)
    except ValueError:
        raise Refused("the server sends an endless line") from None
    if not raw.endswith(b"\n"):
        raise EOFError("the connection was cut")
    return raw.decode("latin-1").rstrip("\r\n")


async def open_stream(url: str, headers: dict[str, str] | None = None) -> HttpStream:
    """Ask for `url`, following redirects. Raises Refused, OSError, EOFError; each is a line for a person."""
    for _ in range(_MOST_REDIRECTS + 1):
        stream = await _ask(url, headers or {})
        if stream.status in _OK:
            return stream
        stream.close()
        if stream.status not in _REDIRECTS or not stream.headers.get("location"):
            raise Refused(f"{urlsplit(url).hostname} answers {stream.status}")
        url = urljoin(url, stream.headers["location"])
    raise Refused("the server sends us round in circles")


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable:
        raise Refused(f"not an http(s) address: {url[:100]!r}")
    return urlsplit(url)


async def _ask(url: str, headers: dict[str, str]) -> HttpStream:
    parts = _parts(url)
    tls = parts.scheme == "https"
    assert parts.hostname is not None
    opening = asyncio.open_connection(
        parts.hostname, parts.port or (443 if tls else 80), ssl=_trust() if tls else None, limit=_LONGEST_LINE
    )
    try:
        reader, writer = await _timed(opening, SILENCE_S)
    except ssl.SSLError as error:
        raise Refused(f"{parts.hostname} cannot be trusted: {error.reason or error}") from error
    except (OSError, UnicodeError) as error:
        raise OSError(f"{parts.hostname} does not answer: {getattr(error, 'strerror', None) or error}") from error
    try:
        query = f"?{quote(parts.query, safe=_SAFE + '?')}" if parts.query else ""
        target = quote(parts.path or "/", safe=_SAFE) + query
        host = parts.netloc.rpartition("@")[2]
        said = {"Host": host, "User-Agent": _USER_AGENT, "Accept": "*/*", "Connection": "close", **headers}
        head = f"GET {target} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in said.items())
        writer.write(head.encode("latin-1", "replace") + b"\r\n")
        return await _timed(_head(url, reader, writer), HEAD_S)
    except BaseException:
        writer.transport.abort()
        raise


async def _head(url: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> HttpStream:
    protocol, _, rest = (await _line(reader, HEAD_S)).partition(" ")
    status = rest[:3]
    if not (protocol == "ICY" or protocol.startswith("HTTP/")) or not status.isdecimal():
        raise Refused("the server sends something that is no HTTP")
    headers: dict[str, str] = {}
    for _ in range(_MOST_HEADERS):
        line = await _line(reader, HEAD_S)
        if not line:
            return HttpStream(url, int(status), headers, reader, writer)
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    raise Refused("the server sends endless headers")
