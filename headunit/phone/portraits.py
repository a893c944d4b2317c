"""Photos of people, on the car's disk: small ones as the phone sent them, large ones made small, no others."""

import binascii
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from headunit.kernel.kept_file import replace_file

#: Kept as they are up to this (bytes): PBAP's usual 96 to 200 px.
SMALL: Final = 64 << 10
#: More than this is no photo of a person (bytes, decoded).
LARGEST: Final = 6 << 20
#: All of a phone together (bytes).
MOST: Final = 200 << 20
#: What a JPEG, PNG, GIF, WebP begins with.
_BEGINNINGS: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF")

type Shrink = Callable[[bytes], bytes]


def _shrink(data: bytes) -> bytes:
    from headunit.phone.qt_portrait import shrunk  # noqa: PLC0415  Qt only where there is a large photo

    return shrunk(data)


class Portraits:
    """`folder`: theirs alone. `shrink`: a large picture as a small one; b"" where it is no picture."""

    def __init__(self, folder: Path, shrink: Shrink = _shrink) -> None:
        self._folder, self._shrink = folder, shrink
        self._used: set[str] = set()
        self._total = 0

    def keep(self, base64: bytes) -> str:
        """The name of the file in the folder; "" where this is no picture, or there is no more room."""
        data = self._picture(base64)
        if not data:
            return ""
        name = f"{hashlib.sha256(data).hexdigest()[:24]}.jpg"
        file = self._folder / name
        try:
            if name not in self._used and not file.is_file():
                small = data if len(data) <= SMALL else self._shrink(data)
                if not small:
                    return ""
                replace_file(file, small)
            self._total += 0 if name in self._used else file.stat().st_size
        except OSError:
            return ""
        self._used.add(name)
        return name

    def _picture(self, base64: bytes) -> bytes:
        """b"" where it is none that we keep."""
        if len(base64) > LARGEST * 3 // 2 or self._total > MOST:
            return b""
        try:
            data = binascii.a2b_base64(base64)
        except binascii.Error:
            return b""
        return data if data.startswith(_BEGINNINGS) and len(data) <= LARGEST else b""

    def tidy(self) -> None:
        """Remove what nobody's card has any more."""
        if self._folder.is_dir():
            for file in self._folder.iterdir():
                if file.name not in self._used:
                    file.unlink(missing_ok=True)
