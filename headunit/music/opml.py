"""OPML 2.0 (opml.org/spec2): lists of feeds and of stations, as other programs hand them on. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from headunit.kernel.errors import HeadunitError
from headunit.music import xml_tree


@dataclass(frozen=True, slots=True)
class Outline:
    """A line of it. `kind`: "rss" or "audio", or what stood there. `home`: a page about it."""

    title: str
    url: str
    kind: str = ""
    home: str = ""


_WEB: Final = ("http://", "https://")


def read(data: bytes) -> list[Outline]:
    """All with an address, whatever folders they stand in. Raises HeadunitError."""
    root = xml_tree.parse(data)
    if root.name != "opml":
        raise HeadunitError("no OPML file")
    return list(_walk(root))


def _walk(element: xml_tree.Element) -> Iterator[Outline]:
    for child in element.children:
        said = child.attributes
        url = (said.get("xmlurl") or said.get("url") or "").strip()
        if child.name == "outline" and url.lower().startswith(_WEB):
            title = said.get("title") or said.get("text") or url
            yield Outline(" ".join(title.split()), url, said.get("type", ""), said.get("htmlurl", ""))
        yield from _walk(child)


def write(title: str, outlines: Iterable[Outline]) -> bytes:
    """The file: `xmlUrl` for feeds (type rss), `URL` for all others, as radio directories have it."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"<head><title>{_text(title)}</title></head>",
        "<body>",
        *(_line(outline) for outline in outlines),
        "</body>",
        "</opml>",
        "",
    ]
    return "\n".join(lines).encode()


def _line(outline: Outline) -> str:
    address = "xmlUrl" if outline.kind == "rss" else "URL"
    home = f" htmlUrl={quoteattr(outline.home)}" if outline.home else ""
    return (
        f"<outline type={quoteattr(outline.kind)} text={quoteattr(outline.title)}"
        f" {address}={quoteattr(outline.url)}{home}/>"
    )


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
