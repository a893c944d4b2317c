"""A small file that is either the old one or the new one, whenever power goes; and a thread to write it."""

import contextlib
import logging
import os
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

log = logging.getLogger(__name__)


def replace_file(file: Path, content: bytes, mode: int = 0o600) -> None:
    """A new file under another name, on the disk before it takes the old one's place. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("wb", dir=file.parent, prefix=f".{file.name[:40]}-", delete=False) as new:
        try:
            new.write(content)
            new.flush()
            os.fchmod(new.fileno(), mode)
            os.fsync(new.fileno())
            Path(new.name).replace(file)
        except OSError:
            with contextlib.suppress(OSError):
                Path(new.name).unlink()
            raise


class KeptFile:
    """Writes on a thread, only the newest of what waits. A failure is logged, once until it works again.

    `later`: False writes within the call, for a program that ends soon.
    """

    def __init__(self, file: Path, *, later: bool = True) -> None:
        self._file, self._later = file, later
        self._lock = threading.Lock()
        self._waiting: Callable[[], bytes | None] | None = None
        self._thread: threading.Thread | None = None
        self._failing = False

    def save(self, content: Callable[[], bytes | None]) -> None:
        """Keep what `content` makes, there on the thread; where it makes None there is to be no file."""
        if not self._later:
            self._write(content)
            return
        with self._lock:
            self._waiting = content
            if self._thread is None:
                self._thread = threading.Thread(target=self._write_waiting, name=self._file.name)
                self._thread.start()

    def _write_waiting(self) -> None:
        while True:
            with self._lock:
                content, self._waiting = self._waiting, None
                if content is None:
                    self._thread = None
                    return
            try:
                self._write(content)
            except Exception:  # or nothing would be kept for the rest of the drive
                log.exception("%s is not written, in a way that its author did not foresee", self._file)

    def _write(self, content: Callable[[], bytes | None]) -> None:
        try:
            made = content()
            if made is None:
                self._file.unlink(missing_ok=True)
            else:
                replace_file(self._file, made)
            self._failing = False
        except OSError as error:
            if not self._failing:
                log.error("%s cannot be written: %s", self._file, error.strerror)  # noqa: TRY400  a line will do
            self._failing = True

    def end(self) -> None:
        """Wait until everything is on the disk."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join()
