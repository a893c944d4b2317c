"""Lists of stations, as sites and players hand them on: m3u, pls, asx, OPML; told by what is inside, never by the name.

Pure. The same code reads the list that a driver imports and the one that hides a station's address.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from headunit.kernel.errors import HeadunitError
from headunit.music import opml
from headunit.music.streaming.icy import readable

_MOST: Final = 5000
_WEB: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_ASX: Final = re.compile(r"""<ref\s[^>]*?href\s*=\s*["']([^"']+)["']""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A station's name and address. `genre`: "" where the list does not say."""

    title: str
    url: str
    genre: str = ""


def is_hls(data: bytes) -> bool:
    """Whether it is an HTTP Live Streaming list (RFC 8216): pieces of one station, for a player to put together."""
    return data.lstrip(b"\xef\xbb\xbf").startswith(b"#EXTM3U") and b"#EXT-X-" in data


def read(data: bytes) -> list[Entry]:
    """All stations in it. Raises HeadunitError where it is no list that we know, or has no station."""
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:2000].lower()
    if b"<opml" in head:
        found = [Entry(one.title, one.url) for one in opml.read(data)]
    elif b"<asx" in head:
        found = [Entry(url, url) for url in _ASX.findall(readable(data)) if _WEB.fullmatch(url)]
    elif b"[playlist]" in head:
        found = list(_pls(_lines(data)))
    else:
        found = list(_m3u(_lines(data)))
    if not found:
        raise HeadunitError("no station in it: m3u, pls, asx and OPML lists are read")
    return found[:_MOST]


def _lines(data: bytes) -> list[str]:
    return [readable(line) for line in data.removeprefix(b"\xef\xbb\xbf").splitlines()]


def _pls(lines: Iterable[str]) -> Iterator[Entry]:
    said: dict[str, str] = {}
    for line in lines:
        name, equals, value = line.partition("=")
        if equals:
            said.setdefault(name.strip().lower(), value.strip())
    numbers = sorted(int(name[4:]) for name in said if name.startswith("file") and name[4:].isdecimal())
    for number in numbers:
        url = said.get(f"file{number}", "")
        if _WEB.fullmatch(url):
            yield Entry(said.get(f"title{number}") or url, url)


def _m3u(lines: Iterable[str]) -> Iterator[Entry]:
    title = genre = ""
    for line in lines:
        if line.upper().startswith("#EXTINF:"):
            title = line.partition(",")[2].strip()
        elif line.upper().startswith("#EXTGENRE:"):
            genre = line.partition(":")[2].strip()
        elif _WEB.fullmatch(line):
            yield Entry(title or line, line, genre)
            title = genre = ""


def write_m3u(entries: Iterable[Entry]) -> bytes:
    """Extended m3u in UTF-8."""
    lines = ["#EXTM3U"]
    for entry in entries:
        lines.append(f"#EXTINF:-1,{entry.title}")
        if entry.genre:
            lines.append(f"#EXTGENRE:{entry.genre}")
        lines.append(entry.url)
    return ("\n".join(lines) + "\n").encode()


def write_pls(entries: Iterable[Entry]) -> bytes:
    """Version 2, in UTF-8."""
    lines, count = ["[playlist]"], 0
    for count, entry in enumerate(entries, 1):
        lines += [f"File{count}={entry.url}", f"Title{count}={entry.title}", f"Length{count}=-1"]
    lines += [f"NumberOfEntries={count}", "Version=2"]
    return ("\n".join(lines) + "\n").encode()


def write_opml(entries: Iterable[Entry]) -> bytes:
    """OPML 2.0."""
    return opml.write("Stations", (opml.Outline(entry.title, entry.url, "audio") for entry in entries))
