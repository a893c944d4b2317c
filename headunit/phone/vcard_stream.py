"""Cuts a file of vCards into cards, and cards into logical lines: as it is read, within bounds, whatever it holds.

Sources: vCard 2.1 (versit, 1996; 2.1.3 folding), RFC 2426 and RFC 6350, 3.2; quoted-printable's soft line breaks from
RFC 2045, 6.7. Knows no property but those that change how lines are joined.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

_CHUNK: Final = 1 << 16
#: A property beyond this is left out (bytes): a photo of 5 MB is 6.8 MB in base64 and its line ends.
MOST_PROPERTY: Final = 9 << 20
#: A card keeps no more than this (bytes), nor more lines.
MOST_CARD: Final = 12 << 20
MOST_LINES: Final = 2_000
_BEGIN: Final = b"BEGIN:VCARD"
_END: Final = b"END:VCARD"
#: The last property was empty, and somebody swallowed its line end.
_SWALLOWED_END: Final = b":END:VCARD"
_SOFT_BREAK: Final = b"QUOTED-PRINTABLE"
_BASE64: Final = re.compile(rb"[A-Za-z0-9+/]+={0,2}\s*\Z")
_BOM: Final = b"\xef\xbb\xbf"


@dataclass(slots=True)
class RawCard:
    """Logical lines between BEGIN and END, without them. `whole`: false where the END is missing."""

    lines: list[bytes] = field(default_factory=list)
    whole: bool = True


def cards(file: BinaryIO) -> Iterator[RawCard]:
    """All cards in order. What stands between them is let pass. Raises OSError as `file` does."""
    card: _Card | None = None
    last = b""
    for line in _lines(file):
        bare = line.strip().upper() if len(line) < 64 else b""  # noqa: PLR2004  neither mark is as long
        if bare.removeprefix(_BOM) == _BEGIN:
            if card is not None and last.upper().startswith(b"AGENT"):
                card.nested += 1
            else:
                if card is not None:  # no END: the next one has begun
                    yield card.done(whole=False)
                card = _Card()
        elif card is not None and card.nested:
            card.nested -= bare == _END
        elif card is not None and (bare == _END or bare.endswith(_SWALLOWED_END)):
            if bare != _END:
                card.add(line.strip()[: -len(_END)])
            yield card.done()
            card = None
        elif card is not None:
            card.add(line)
        last = line
    if card is not None:
        card.cut()
        yield card.done(whole=False)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Physical lines without their ends (CRLF, LF or CR). An endless one comes in pieces of MOST_PROPERTY and more."""
    rest: list[bytes] = []
    size = 0
    after_cr = False
    while chunk := file.read(_CHUNK):
        if after_cr and chunk.startswith(b"\n"):
            chunk = chunk[1:]
        after_cr = chunk.endswith(b"\r")
        parts = chunk.splitlines()
        if not parts:
            continue
        ended = chunk.endswith((b"\n", b"\r"))
        if len(parts) == 1 and not ended:
            rest.append(parts[0])
            size += len(parts[0])
            if size > MOST_PROPERTY:
                yield b"".join(rest)
                rest, size = [], 0
            continue
        rest.append(parts[0])
        yield b"".join(rest)
        yield from parts[1 : len(parts) if ended else -1]
        rest = [] if ended else [parts[-1]]
        size = 0 if ended else len(parts[-1])
    if rest:
        yield b"".join(rest)


class _Card:
    """Joins lines as they come. The property that grows is kept in pieces: a photo has a hundred thousand lines."""

    __slots__ = ("_base64", "_dropped", "_lines", "_pieces", "_size", "_soft", "_total", "nested")

    def __init__(self) -> None:
        self.nested = 0
        self._lines: list[bytes] = []
        self._pieces: list[bytes] = []
        self._size = self._total = 0
        self._soft = self._base64 = self._dropped = False

    def add(self, line: bytes) -> None:
        if self._soft:
            self._pieces[-1] = self._pieces[-1][:-1]
            self._soft = line.endswith(b"=")
            self._grow(line)
        elif line[:1] in {b" ", b"\t"} and self._pieces:
            if self._base64:
                self._grow(line.strip())
            elif line.strip():  # an empty one ends a 2.1 photo
                self._grow(line[1:])
        elif self._base64 and b":" not in line and _BASE64.match(line):
            self._grow(line.strip())  # base64 that nobody folded
        elif line:
            self._begin(line)
        else:
            self._base64 = False

    def _begin(self, line: bytes) -> None:
        self._finish()
        head = line[: line.find(b":") + 1].upper() if len(line) < MOST_PROPERTY else b""
        self._soft = line.endswith(b"=") and _SOFT_BREAK in head
        self._base64 = b"BASE64" in head or b"ENCODING=B" in head
        self._pieces, self._size, self._dropped = [], 0, False
        self._grow(line)

    def _grow(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._dropped or self._size > MOST_PROPERTY or self._total + self._size > MOST_CARD:
            self._dropped = True
            self._pieces = [b""]
        else:
            self._pieces.append(piece)

    def _finish(self) -> None:
        if self._pieces and not self._dropped and len(self._lines) < MOST_LINES:
            self._lines.append(b"".join(self._pieces) if len(self._pieces) > 1 else self._pieces[0])
            self._total += self._size
        self._pieces = []

    def cut(self) -> None:
        """The file ended within: its last property may be half a number."""
        self._pieces = []

    def done(self, *, whole: bool = True) -> RawCard:
        self._finish()
        return RawCard(self._lines, whole)
