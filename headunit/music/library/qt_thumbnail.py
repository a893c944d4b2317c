"""A small picture out of a large one, by Qt's readers, in the worker. No screen, no application object needed."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

#: The longer side (px): as large as the largest cover that the pane shows.
SIDE: Final = 512
_QUALITY: Final = 85
#: What a picture may take in memory (MB): one that claims more is no cover.
_LARGEST_MB: Final = 128


def thumbnail(data: bytes, file: Path) -> int:
    """Write a JPEG of at most SIDE x SIDE. Returns its size in bytes; 0 where `data` is no picture. Raises OSError."""
    QImageReader.setAllocationLimit(_LARGEST_MB)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > SIDE:
        # JPEGs are decoded at a fraction of their size: many times as fast.
        reader.setScaledSize(size.scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull() or min(image.width(), image.height()) < 2:  # noqa: PLR2004  a tracking dot
        return 0
    if max(image.width(), image.height()) > SIDE:
        how = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio, how)
    written = QBuffer()
    written.open(QIODevice.OpenModeFlag.WriteOnly)
    # JPEG has no transparency: what is see-through becomes white, as paper is.
    flat = QImage(image.size(), QImage.Format.Format_RGB888)
    flat.fill(Qt.GlobalColor.white)
    _paint(flat, image)
    flat.save(written, "JPEG", _QUALITY)  # type: ignore[call-overload]  # PySide's stub wants bytes where Qt wants text
    content = bytes(written.data().data())
    part = file.with_suffix(".part")
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        part.write_bytes(content)
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return len(content)


def _paint(paper: QImage, image: QImage) -> None:
    from PySide6.QtGui import QPainter  # noqa: PLC0415

    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
