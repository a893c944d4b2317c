"""Looks at a KCD or ARXML file before a parser builds it in memory: no entities, no endless nesting, no absurd numbers.

Neither format has a DOCTYPE, and entities, which can make a few lines grow to gigabytes or read other files, need one.
"""

import re
import xml.parsers.expat
from collections.abc import Mapping
from typing import Final

from headunit.kernel.errors import HeadunitError
from headunit.vehicle.dbc_limits import MAX_BITS

MAX_ELEMENTS: Final = 500_000
#: AUTOSAR's packages nest about twenty deep.
MAX_DEPTH: Final = 100
#: Attributes and elements whose numbers a parser turns into so much memory.
_SIZES: Final = frozenset({"length", "offset", "start-position", "bit-length", "pdu-length", "frame-length", "count"})
_NUMBER: Final = re.compile(r"\s*\+?([0-9]+)\s*")


class _Guard:
    """Raises HeadunitError at the first thing that is too much."""

    def __init__(self) -> None:
        self._parser = xml.parsers.expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._elements = 0
        self._path: list[str] = []

    def read(self, text: str) -> None:
        self._parser.Parse(text.encode(), True)

    def _where(self) -> str:
        return f"line {self._parser.CurrentLineNumber}"

    def _doctype(self, *_: object) -> None:
        raise HeadunitError(f"{self._where()}: a DOCTYPE, which may define entities, is not read")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        self._path.append(name.rpartition(":")[2].lower())
        if self._elements > MAX_ELEMENTS:
            raise HeadunitError(f"{self._where()}: more than {MAX_ELEMENTS} elements are not read")
        if len(self._path) > MAX_DEPTH:
            raise HeadunitError(f"{self._where()}: elements are nested more than {MAX_DEPTH} deep")
        for key, value in attributes.items():
            self._number(key, value)

    def _end(self, _name: str) -> None:
        self._path.pop()

    def _text(self, text: str) -> None:
        if self._path:
            self._number(self._path[-1], text)

    def _number(self, name: str, text: str) -> None:
        match = _NUMBER.fullmatch(text) if name.lower() in _SIZES else None
        if match and (len(match[1]) > 9 or int(match[1]) > MAX_BITS):  # noqa: PLR2004  nine digits are plenty
            raise HeadunitError(f"{self._where()}: {name} is {match[1][:20]}, more than any message has bits")


def check_xml(text: str) -> None:
    """Raises HeadunitError, naming the line, for a text that is no XML or that no honest KCD or ARXML file would be."""
    try:
        _Guard().read(text)
    except xml.parsers.expat.ExpatError as error:
        raise HeadunitError(f"it is not XML: {error}") from error
