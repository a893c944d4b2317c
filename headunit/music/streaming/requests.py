"""What a player asks of the relay, and the head of the answer: what players speak of HTTP/1.1 (RFC 9110, 9112)."""

import asyncio
import re
from dataclasses import dataclass
from typing import Final

_MOST_HEADERS: Final = 100
_RANGE: Final = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
_REASONS: Final = {
    200: "OK",
    206: "Partial Content",
    302: "Found",
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    416: "Range Not Satisfiable",
    502: "Bad Gateway",
    504: "Gateway Timeout",
}


@dataclass(frozen=True, slots=True)
class Request:
    """`begin`: the first byte that is wanted; None where all is. `last`: the last one, None to the end."""

    method: str
    path: str
    begin: int | None = None
    last: int | None = None


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """The next one; None where nobody speaks, or speaks something else."""
    try:
        words = (await reader.readline()).decode("latin-1").split()
        begin = last = None
        for _ in range(_MOST_HEADERS):
            line = (await reader.readline()).decode("latin-1").strip()
            name, _, value = line.partition(":")
            if not line:
                break
            if name.lower() == "range" and (found := _RANGE.fullmatch(value.strip())):
                begin, last = int(found[1]), int(found[2]) if found[2] else None
    except (OSError, ValueError):
        return None
    if len(words) != 3 or not words[2].startswith("HTTP/1"):  # noqa: PLR2004  method, path, version
        return None
    return Request(words[0], words[1], begin, last)


def head(status: int, **headers: str) -> bytes:
    """The head of an answer after which the connection ends; `content_type` is written Content-Type."""
    lines = [f"HTTP/1.1 {status} {_REASONS[status]}", "Connection: close"]
    lines += [f"{name.replace('_', '-').title()}: {_clean(value)}" for name, value in headers.items() if value]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")


def _clean(value: str) -> str:
    return "".join(letter for letter in value if letter.isprintable())
