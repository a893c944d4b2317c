"""The last so many bytes of a stream, in a file without a name: bounded, and gone with the process."""

import os
import tempfile
from pathlib import Path
from typing import Final

#: Without room on the disk, so much in memory.
_MEMORY_BYTES: Final = 4_000_000


class RingFile:
    """`begin`, `end`: which bytes of the stream are there, counted from its first. One thread."""

    def __init__(self, folder: Path, size: int) -> None:
        self.begin = self.end = 0
        self._memory = bytearray()
        self._file: int | None = None
        self.size = size
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder) as file:
                # All of it now: the disk must not be found full in a tunnel.
                os.posix_fallocate(file.fileno(), 0, size)
                self._file = os.dup(file.fileno())
        except OSError:
            self.size = min(size, _MEMORY_BYTES)
            self._memory = bytearray(self.size)

    def write(self, data: bytes) -> None:
        """Append; what is older than `size` is forgotten."""
        data = data[-self.size :]
        at = self.end % self.size
        first = data[: self.size - at]
        self._put(at, first)
        self._put(0, data[len(first) :])
        self.end += len(data)
        self.begin = max(self.begin, self.end - self.size)

    def read(self, begin: int, most: int) -> bytes:
        """From `begin` on, at most so many; b"" where there is nothing yet. What is forgotten is left out."""
        begin = max(begin, self.begin)
        count = min(most, self.end - begin)
        if count <= 0:
            return b""
        at = begin % self.size
        first = min(count, self.size - at)
        return self._get(at, first) + self._get(0, count - first)

    def _put(self, at: int, data: bytes) -> None:
        if not data:
            return
        if self._file is None:
            self._memory[at : at + len(data)] = data
        else:
            os.pwrite(self._file, data, at)

    def _get(self, at: int, count: int) -> bytes:
        if self._file is None:
            return bytes(self._memory[at : at + count])
        return os.pread(self._file, count, at)

    def close(self) -> None:
        """Give the room back. May be called twice."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
            self.begin = self.end
