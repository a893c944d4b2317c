"""Whether the disk has room for a build, before it and while it runs."""

import errno
import shutil
import threading
from pathlib import Path
from typing import Final, Self

from headunit.kernel.errors import HeadunitError

#: With less than this left (bytes), whatever failed failed for want of room.
_NO_ROOM: Final = 1 << 20
#: A build needs so much beside its result: so many bytes, and so many for each byte of the extract (Monaco: 12 MB for
#: 1.8 MB; Liechtenstein: 60 MB for 3.3 MB).
_LEAST: Final = 16_000_000
_PER_BYTE: Final = 10
_LOOK_S: Final = 0.05
_WORDS: Final = ("no space left on device", "disk is full", "file too large", "sigxfsz", "disk quota exceeded")


class DiskRoom:
    """Remembers the least room that there was: builders clean up when they fail, and then there is room again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._least = self._free()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="disk room", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _free(self) -> int:
        try:
            return shutil.disk_usage(self._folder).free
        except OSError:
            return 1 << 62

    def _watch(self) -> None:
        while not self._over.wait(_LOOK_S):
            self._least = min(self._least, self._free())

    def require(self, extract: Path) -> None:
        """Raises HeadunitError where there is too little room to begin."""
        need, free = _LEAST + extract.stat().st_size * _PER_BYTE, self._free()
        if free < need:
            left, wanted = f"{free / 1e6:.0f} MB left in {self._folder}", f"this takes about {need / 1e6:.0f} MB"
            raise HeadunitError(f"the disk is full: {left}, and {wanted}")

    def ran_out(self, error: Exception) -> bool:
        """Whether `error` came of a full disk."""
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            return True
        said = str(error).lower()
        return any(words in said for words in _WORDS) or min(self._least, self._free()) < _NO_ROOM
