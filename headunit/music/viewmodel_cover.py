"""A cover's file for QML, and its colours. Read small: a decoder that can skip, does."""

import logging
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QImage, QImageReader

from headunit.music.cover_colours import CoverColours, Rgb, colours_of

log = logging.getLogger(__name__)

#: So many pixels along a side are enough to know what a cover is like.
LOOKED_AT_PX = 24
#: Of so many covers the colours are remembered: back and forth in an album costs nothing.
REMEMBERED = 32

_known: dict[Path, CoverColours | None] = {}


def url_of(cover: Path | None) -> str:
    """For QML's Image; "" without a cover."""
    return "" if cover is None else QUrl.fromLocalFile(str(cover)).toString()


def _pixels(image: QImage) -> list[Rgb]:
    small = image.scaled(
        LOOKED_AT_PX,
        LOOKED_AT_PX,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(QImage.Format.Format_RGB888)
    levels, stride = bytes(small.constBits()), small.bytesPerLine()
    return [
        (levels[at], levels[at + 1], levels[at + 2])
        for row in range(small.height())
        for at in range(row * stride, row * stride + 3 * small.width(), 3)
    ]


def colours_from(cover: Path | None) -> CoverColours | None:
    """Colours of the picture in a file; None for a grey one, for none, and for one that cannot be read."""
    if cover is None:
        return None
    if cover not in _known:
        reader = QImageReader(str(cover))
        size = reader.size()
        if size.isValid():
            reader.setScaledSize(
                size.scaled(QSize(4 * LOOKED_AT_PX, 4 * LOOKED_AT_PX), Qt.AspectRatioMode.KeepAspectRatio)
            )
        image = reader.read()
        if image.isNull():
            log.info("no cover in %s: %s", cover, reader.errorString())
        while len(_known) >= REMEMBERED:
            del _known[next(iter(_known))]
        _known[cover] = None if image.isNull() else colours_of(_pixels(image))
    return _known[cover]
