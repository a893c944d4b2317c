"""Fetches a traffic feed from a file or an address when it has changed. Blocks; knows nothing of what is in it."""

import contextlib
import gzip
import http.client
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPResponse
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from headunit.kernel.clock import Clock
from headunit.kernel.errors import UsageError
from headunit.routing.segments import FeedError

#: A feed larger than this is refused. The busiest national ones take 15 MB.
MAX_BYTES: Final = 32_000_000
#: A server that is silent for longer, or trickles for longer, is given up (s).
SILENT_S: Final = 8.0
WHOLE_S: Final = 30.0
_CHUNK: Final = 65_536


class Feed:
    """`source`: a path, or an http(s) address. Raises UsageError for another kind of address."""

    def __init__(self, source: str, clock: Clock) -> None:
        scheme = urlsplit(source).scheme
        if "://" in source and scheme not in {"http", "https"}:
            raise UsageError(f"a traffic feed is a file or an http(s) address, not {source!r}")
        self.source = source
        #: Whether "unchanged" means that somebody has looked: a server has, a file has not.
        self.confirms = scheme in {"http", "https"}
        self._clock = clock
        self._validators: dict[str, str] = {}
        self._stamp: tuple[int, int, int] | None = None

    def forget(self) -> None:
        """Fetch it next time though it may not have changed."""
        self._validators, self._stamp = {}, None

    def fetch(self, ending: Callable[[], bool] = lambda: False) -> bytes | None:
        """The feed; None where it is the same as last time. Raises FeedError."""
        return self._get(ending) if self.confirms else self._read()

    def _read(self) -> bytes | None:
        path = Path(self.source)
        try:
            with path.open("rb") as file:
                about = path.stat()
                stamp = (about.st_ino, about.st_mtime_ns, about.st_size)
                if stamp == self._stamp:
                    return None
                data = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise FeedError(f"{path} cannot be read: {error.strerror or error}") from error
        if len(data) > MAX_BYTES:
            raise FeedError(f"{path} is larger than {MAX_BYTES // 1_000_000} MB")
        self._stamp = stamp
        return data

    def _get(self, ending: Callable[[], bool]) -> bytes | None:
        request = urllib.request.Request(self.source)  # noqa: S310  http(s) alone, see above
        for name, value in (*self._validators.items(), ("Accept-Encoding", "gzip"), ("User-Agent", "headunit")):
            request.add_header(name, value)
        try:
            with urllib.request.urlopen(request, timeout=SILENT_S) as answer:  # noqa: S310
                data = self._body(answer, ending)
                headers = answer.headers
        except urllib.error.HTTPError as error:
            with error:
                if error.code == http.client.NOT_MODIFIED:
                    return None
                raise FeedError(f"the server answers {error.code} {error.reason}") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = getattr(error, "reason", None) or error
            raise FeedError(f"{urlsplit(self.source).hostname} does not answer: {reason}") from error
        self._validators = {
            ours: headers[theirs]
            for ours, theirs in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified"))
            if headers[theirs]
        }
        return data

    def _body(self, answer: HTTPResponse, ending: Callable[[], bool]) -> bytes:
        """All of it, within bounds of size and time, unpacked."""
        stream: HTTPResponse | gzip.GzipFile = answer
        if (answer.headers.get("Content-Encoding") or "").lower() == "gzip":
            stream = gzip.GzipFile(fileobj=answer)
        parts: list[bytes] = []
        size, began = 0, self._clock.now()
        with contextlib.closing(stream):
            # What has arrived is read, not what would fill a buffer: a server that trickles is noticed.
            while part := stream.read1(_CHUNK):
                size += len(part)
                parts.append(part)
                if size > MAX_BYTES:
                    raise FeedError(f"it is larger than {MAX_BYTES // 1_000_000} MB")
                if self._clock.now() - began > WHOLE_S:
                    raise FeedError(f"it takes longer than {WHOLE_S:g} s")
                if ending():
                    raise FeedError("given up: the program ends")
        return b"".join(parts)
