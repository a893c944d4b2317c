"""Titles inside the sound of a station: after each `icy-metaint` bytes a block of 16 x n bytes (SHOUTcast, Icecast).

Pure; no network. The station may lie: what cannot be a title ends in `Refused`.
"""

import re
from typing import Final

from headunit.kernel.text.encodings import encoding_of
from headunit.music.streaming.http_stream import Refused

_MOST_INTERVAL: Final = 1 << 20
#: Every block that is not empty says at least one thing so; the value may hold apostrophes.
_SAID: Final = re.compile(rb"Stream[A-Za-z]+='")
_TITLE: Final = re.compile(rb"StreamTitle='(.*?)';?(?:Stream[A-Za-z]+='|\Z)", re.DOTALL)
_MOST_TITLE: Final = 300


def interval(header: str) -> int | None:
    """The number in `icy-metaint`; None where there are no titles. Raises Refused for nonsense."""
    if not header:
        return None
    if not header.isdecimal() or len(header) > 7 or not 0 < int(header) <= _MOST_INTERVAL:  # noqa: PLR2004
        raise Refused("the station lies about its titles")
    return int(header)


class IcyDemux:
    """Takes titles out of the sound. `every`: the interval, None for a stream without titles."""

    def __init__(self, every: int | None) -> None:
        self._every = every
        self._sound_left = every or 0
        self._block = bytearray()
        self._block_left = 0

    def feed(self, data: bytes) -> tuple[bytes, list[tuple[int, str]]]:
        """The sound in `data`, and titles with the place in that sound from which on they hold. Raises Refused."""
        if self._every is None:
            return data, []
        sound, titles, at = bytearray(), list[tuple[int, str]](), 0
        while at < len(data):
            if self._block_left:
                part = data[at : at + self._block_left]
                self._block += part
                at += len(part)
                self._block_left -= len(part)
                if not self._block_left and (title := _title(bytes(self._block))) is not None:
                    titles.append((len(sound), title))
            elif self._sound_left:
                part = data[at : at + self._sound_left]
                sound += part
                at += len(part)
                self._sound_left -= len(part)
            else:
                self._block_left, self._sound_left = data[at] * 16, self._every
                self._block.clear()
                at += 1
        return bytes(sound), titles


def _title(block: bytes) -> str | None:
    """What a block says is played; None where it speaks of something else."""
    said = block.rstrip(b"\0")
    if not said:
        return None
    if not _SAID.match(said):
        raise Refused("the station lies about its titles")
    found = _TITLE.match(said)
    return None if found is None else readable(found.group(1))[:_MOST_TITLE]


def readable(raw: bytes) -> str:
    """A station's words: it says nowhere in which encoding they are."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = raw.decode(encoding_of(raw) or "cp1252", "replace")
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
