"""A large photo as a small one, by Qt's readers, in the worker. No screen, no application object needed."""

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImageReader

#: The longer side (px): as large as an incoming call shows a face.
SIDE: Final = 320
_QUALITY: Final = 85
#: What a picture may take in memory (MB): one that claims more is none.
_LARGEST_MB: Final = 128


def shrunk(data: bytes) -> bytes:
    """A JPEG of at most SIDE x SIDE; b"" where `data` is no picture."""
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
    if image.isNull():
        return b""
    if max(image.width(), image.height()) > SIDE:
        how = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio, how)
    written = QBuffer()
    written.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(written, "JPEG", _QUALITY)  # type: ignore[call-overload]  # PySide's stub wants bytes where Qt wants text
    return bytes(written.data().data())
