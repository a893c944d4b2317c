"""What is fetched whole: feeds, lists, pictures, answers of a music server, and files to keep. Blocks: for a thread.

No address is ever part of an error: it may hold a secret. Everything is bounded in size and time.
"""

import errno
import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPResponse
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import urlsplit

from headunit.kernel.errors import HeadunitError

#: A server that is silent for longer, or takes longer for what is fetched whole, is given up (s).
SILENT_S: Final = 10.0
WHOLE_S: Final = 60.0
_TRIES: Final = 5
_CHUNK: Final = 65_536


class Unreachable(HeadunitError):  # noqa: N818  a line for a person, as its parent
    """Nobody answers: there is no network, or no server. What is known from before still holds."""


class Ended(HeadunitError):  # noqa: N818
    """Given up, because we were asked to."""


@dataclass(frozen=True, slots=True)
class Work:
    """How a long piece of work speaks with who wants it. `progress`: share 0..1. `ending`: whether to give up."""

    progress: Callable[[float], None] = lambda _share: None
    ending: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True)
class Answer:
    """`url`: where the redirects led. `validators`: hand them back to hear only of changes (RFC 9110, 13.1)."""

    data: bytes
    url: str = field(repr=False)
    media_type: str = ""
    validators: dict[str, str] = field(default_factory=dict)


def is_web(text: str) -> bool:
    """Whether it is an http(s) address."""
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def get(
    url: str, most_bytes: int, validators: Mapping[str, str] | None = None, ending: Callable[[], bool] = lambda: False
) -> Answer | None:
    """All of it; None where it is the same as `validators` speak of. Raises HeadunitError; Unreachable: no network."""
    try:
        with _open(url, validators or {}) as answer:
            data = _body(answer, most_bytes, ending)
            headers = answer.headers
    except _NotModified:
        return None
    kept = {
        ours: headers[theirs]
        for ours, theirs in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified"))
        if headers[theirs]
    }
    return Answer(data, answer.url, headers.get_content_type(), kept)


class _NotModified(Exception):  # noqa: N818
    pass


def _open(url: str, headers: Mapping[str, str]) -> HTTPResponse:
    if not is_web(url):
        raise HeadunitError(f"not an http(s) address: {url[:60]!r}")
    request = urllib.request.Request(url, headers={"User-Agent": "headunit", "Accept-Encoding": "identity", **headers})  # noqa: S310
    host = urlsplit(url).hostname
    try:
        answer: HTTPResponse = urllib.request.urlopen(request, timeout=SILENT_S)  # noqa: S310
    except urllib.error.HTTPError as error:
        with error:
            if error.code == http.client.NOT_MODIFIED:
                raise _NotModified from error
            if error.code == http.client.REQUESTED_RANGE_NOT_SATISFIABLE:
                raise _OutOfRange from error
            raise HeadunitError(f"{host} answers {error.code} {error.reason}"[:120]) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(f"{host} does not answer: {_reason(error)}") from error
    return answer


class _OutOfRange(Exception):  # noqa: N818
    pass


def _reason(error: Exception) -> str:
    inner = getattr(error, "reason", error)
    return str(getattr(inner, "strerror", None) or inner or type(inner).__name__)[:100]


def _body(answer: HTTPResponse, most_bytes: int, ending: Callable[[], bool]) -> bytes:
    parts: list[bytes] = []
    size, end = 0, time.monotonic() + WHOLE_S
    host = urlsplit(answer.url).hostname
    try:
        while part := answer.read1(_CHUNK):
            size += len(part)
            parts.append(part)
            if size > most_bytes:
                raise HeadunitError(f"{host} sends more than {most_bytes / 1e6:g} MB")
            if time.monotonic() > end:
                raise Unreachable(f"{host} takes longer than {WHOLE_S:g} s")
            if ending():
                raise Ended("given up")
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(f"{host} does not answer: {_reason(error)}") from error
    length = answer.headers.get("Content-Length") or ""
    if length.isdecimal() and size < int(length):
        raise Unreachable(f"{host} does not answer: the connection was cut")
    return b"".join(parts)


def download(
    url: str, target: Path, most_bytes: int, work: Work, secret: Callable[[str], str] = lambda url: url
) -> None:
    """Bring `url` to `target`. What has arrived waits in `target`.part and is asked for no second time.

    `secret` makes the address that is asked for of `url`, each time anew. Raises HeadunitError, OSError for the disk.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part, note = target.with_name(target.name + ".part"), target.with_name(target.name + ".from")
    for left in reversed(range(_TRIES)):
        had = part.stat().st_size if part.exists() else 0
        try:
            _take(url, secret(url), (part, note), most_bytes, work)
            break
        except Unreachable:
            come = part.stat().st_size if part.exists() else 0
            if left == 0 or come <= had:
                raise
    part.replace(target)
    note.unlink(missing_ok=True)


def _take(url: str, address: str, files: tuple[Path, Path], most_bytes: int, work: Work) -> None:
    part, note = files
    have, version = _kept(url, part, note)
    try:
        answer = _open(address, {"Range": f"bytes={have}-", "If-Range": version} if have else {})
    except _OutOfRange:
        part.unlink(missing_ok=True)  # nothing to add to it, or it has become shorter: take it anew
        answer = _open(address, {})
        have = 0
    with answer:
        if answer.status != http.HTTPStatus.PARTIAL_CONTENT:
            have = 0
        length = answer.headers.get("Content-Length") or ""
        total = have + int(length) if length.isdecimal() else 0
        if total > most_bytes:
            raise HeadunitError(f"it is larger than {most_bytes / 1e6:g} MB")
        version = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
        if version.startswith("W/"):
            version = ""  # a weak one may not be used with ranges (RFC 9110, 13.1.5)
        note.write_text(json.dumps({"url": url, "version": version}), "utf-8")
        with part.open("r+b" if have else "wb") as file:
            file.seek(have)
            while chunk := _read(answer):
                have += len(chunk)
                if have > most_bytes:
                    raise HeadunitError(f"it is larger than {most_bytes / 1e6:g} MB")
                _write(file, chunk)
                work.progress(min(1.0, have / total) if total else 0.0)
                if work.ending():
                    raise Ended("given up")
        if total and have < total:
            raise Unreachable(f"{urlsplit(address).hostname} does not answer: the connection was cut")


def _write(file: BinaryIO, chunk: bytes) -> None:
    try:
        file.write(chunk)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise HeadunitError("there is no room left on the disk") from error
        raise


def _read(answer: HTTPResponse) -> bytes:
    try:
        return answer.read1(_CHUNK)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(f"{urlsplit(answer.url).hostname} does not answer: {_reason(error)}") from error


def _kept(url: str, part: Path, note: Path) -> tuple[int, str]:
    """How much of this very file is there, and which version of it. 0 where that cannot be told."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        said = json.loads(note.read_text("utf-8"))
        if said["url"] == url and said["version"]:
            return part.stat().st_size, str(said["version"])
    return 0, ""
