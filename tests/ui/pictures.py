"""Compares two pictures of the screen as an eye would: slightly softer edges are the same picture, all else is not.

The shapes of letters are the same everywhere (no hinting), but a release of FreeType may fill their edges otherwise.
"""

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

#: Side of the squares that are judged (pixels).
SQUARE = 8
#: Mean difference of a square (of 255, in one colour) from which on it holds something else.
OTHER = 8
#: A surface whose every pixel differs by more than this has another colour; up to this it is dithering.
TINGED = 1

_MODES = QPainter.CompositionMode


@dataclass(frozen=True, slots=True)
class Difference:
    """`content`: the largest mean difference of a square (0 to 255). `tinged`: a plain surface has another colour."""

    content: int
    tinged: bool
    picture: QImage

    @property
    def seen(self) -> bool:
        return self.content > OTHER or self.tinged


def plain(picture: QImage) -> QImage:
    """Without transparency, one format for all."""
    return picture.convertToFormat(QImage.Format.Format_RGB32)


def _combined(one: QImage, other: QImage, how: QPainter.CompositionMode, x: int = 0, y: int = 0) -> QImage:
    result = one.copy()
    painter = QPainter(result)
    painter.setCompositionMode(how)
    painter.drawImage(x, y, other)
    painter.end()
    return result


def _levels(picture: QImage) -> bytes:
    bare = picture.convertToFormat(QImage.Format.Format_RGB888)
    return bytes(bare.constBits())  # `bare` must live as long as its bits are looked at


def _over_squares(picture: QImage, how: QPainter.CompositionMode) -> QImage:
    """Each pixel becomes the least (Darken) or greatest (Lighten) of the square that begins with it."""
    for step in (1, 2, 4):
        picture = _combined(picture, picture, how, x=-step)
        picture = _combined(picture, picture, how, y=-step)
    return picture.copy(0, 0, picture.width() - SQUARE, picture.height() - SQUARE)


def _tinged(golden: QImage, apart: QImage) -> bool:
    """Whether a square that is plain in `golden` differs in each of its pixels."""
    least, greatest = (
        _over_squares(golden, how) for how in (_MODES.CompositionMode_Darken, _MODES.CompositionMode_Lighten)
    )
    uneven = _levels(_combined(least, greatest, _MODES.CompositionMode_Difference))
    changed = _levels(_over_squares(apart, _MODES.CompositionMode_Darken))
    flat = uneven.translate(bytes(level <= TINGED for level in range(256)))
    other = changed.translate(bytes(level > TINGED for level in range(256)))
    return int.from_bytes(flat) & int.from_bytes(other) != 0


def compare(golden: QImage, actual: QImage) -> Difference:
    """How far two pictures of the same size are apart."""
    assert golden.size() == actual.size()
    golden = plain(golden)
    apart = _combined(golden, plain(actual), _MODES.CompositionMode_Difference)
    if not any(_levels(apart)):
        return Difference(0, False, apart)
    coarse = apart.scaled(
        apart.width() // SQUARE,
        apart.height() // SQUARE,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    return Difference(max(_levels(coarse)), _tinged(golden, apart), apart)


def save_small(picture: QImage, file: Path) -> None:
    """Write a PNG (ISO/IEC 15948) without row filters: for flat surfaces a quarter smaller than Qt's own."""
    bare = picture.convertToFormat(QImage.Format.Format_RGB888)
    levels, width, height, stride = bytes(bare.constBits()), bare.width(), bare.height(), bare.bytesPerLine()
    rows = b"".join(b"\0" + levels[y * stride : y * stride + 3 * width] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + chunks)
    assert plain(QImage(str(file))) == plain(picture)
