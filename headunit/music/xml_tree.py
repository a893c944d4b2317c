"""XML from strangers (feeds, OPML) as a small tree. Standard library, because what is dangerous in it is refused here.

Refused: declared entities (billion laughs, external files: CWE-776, CWE-611), depth and number of elements beyond
bounds. Read well: HTML's entities that no one declared, and declared encodings that expat does not know (GBK,
Shift-JIS).
"""

import codecs
import contextlib
import html
import re
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from headunit.kernel.errors import HeadunitError

_DEEPEST: Final = 64
_MOST_ELEMENTS: Final = 400_000
_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]{0,80}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
#: The two most frequent faults of feeds, mended: a bare ampersand, and what XML has no place for.
_BARE: Final = re.compile(r"&(?![A-Za-z][A-Za-z0-9]{0,31};|#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};)")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(slots=True)
class Element:
    """`name`: in lower case with its prefix as written ("itunes:duration"). `text`: all of its own, joined."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def all(self, *names: str) -> list["Element"]:
        """Children of these names, in order."""
        return [child for child in self.children if child.name in names]

    def get(self, *names: str) -> str:
        """The text of the first child that has some, of the first of these names that is there."""
        for name in names:
            for child in self.children:
                if child.name == name and child.text.strip():
                    return child.text.strip()
        return ""


def parse(data: bytes) -> Element:
    """The root. Raises HeadunitError, in one line, for what is no XML or not harmless."""
    text = _decoded(data)
    try:
        return _Reader().read(text)
    except expat.ExpatError as error:
        with contextlib.suppress(expat.ExpatError):
            return _Reader().read(_BARE.sub("&amp;", _CONTROL.sub(" ", text)))
        raise HeadunitError(f"no well-formed XML: line {error.lineno}: {expat.ErrorString(error.code)}") from error


def _decoded(data: bytes) -> str:
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    if encoding is None:
        found = _DECLARED.match(data)
        encoding = found.group(1).decode() if found else "utf-8"
    try:
        return data.decode(encoding, "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


class _Reader:
    def __init__(self) -> None:
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._root: Element | None = None
        self._count = 0

    def read(self, text: str) -> Element:
        parser = expat.ParserCreate("utf-8")
        # As if there were a DTD that we did not read: undeclared entities come to us and are no error.
        parser.UseForeignDTD(True)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._say
        parser.SkippedEntityHandler = self._skipped
        parser.EntityDeclHandler = self._declared
        parser.Parse(text.lstrip("\ufeff \t\r\n").encode("utf-8", "replace"), True)
        assert self._root is not None, "expat refuses a document without a root"
        return self._root

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= _DEEPEST or self._count > _MOST_ELEMENTS:
            raise HeadunitError("this XML is larger or deeper than any feed")
        element = Element(name.lower(), {key.lower(): value for key, value in attributes.items()})
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._root = element
        self._open.append(element)
        self._texts.append([])

    def _end(self, _name: str) -> None:
        self._open.pop().text = "".join(self._texts.pop())

    def _say(self, text: str) -> None:
        if self._texts:
            self._texts[-1].append(text)

    def _skipped(self, name: str, _parameter: bool) -> None:
        self._say(html.unescape(f"&{name};"))

    def _declared(self, name: str, *_more: object) -> None:
        raise HeadunitError(f"this XML declares an entity ({name[:40]}): refused")
