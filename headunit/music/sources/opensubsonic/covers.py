"""Covers of a server, fetched one after the other beside everything else. A list does not wait for its pictures."""

import contextlib
import hashlib
import threading
from collections import deque
from pathlib import Path
from typing import Final

from headunit.kernel.errors import HeadunitError
from headunit.kernel.kept_file import replace_file
from headunit.music.sources.opensubsonic.client import Client

_SIZE: Final = 500
#: More than this are not waited for: the newest question counts.
_MOST_WAITING: Final = 120
_ENDS_S: Final = 0.3


class CoverShelf:
    """`folder`: may be emptied at any time."""

    def __init__(self, client: Client, folder: Path) -> None:
        self._client, self._folder = client, folder
        self._lock = threading.Lock()
        self._wanted: deque[str] = deque(maxlen=_MOST_WAITING)
        self._missing: set[str] = set()
        self._thread: threading.Thread | None = None

    def file(self, cover: str) -> Path | None:
        """Where it is here; else it is fetched for the next time."""
        if not cover:
            return None
        file = self._place(cover)
        if file.exists():
            return file
        with self._lock:
            if cover not in self._missing and cover not in self._wanted:
                self._wanted.append(cover)
                if self._thread is None:
                    self._thread = threading.Thread(target=self._fetch_wanted, name="covers", daemon=True)
                    self._thread.start()
        return None

    def fetch(self, cover: str) -> Path | None:
        """The same, waiting for it. None where there is none, or nobody answers."""
        if not cover or cover in self._missing:
            return None
        file = self._place(cover)
        if file.exists():
            return file
        try:
            data = self._client.picture(cover, _SIZE)
        except HeadunitError:
            return None
        if data is None:
            self._missing.add(cover)
            return None
        with contextlib.suppress(OSError):
            replace_file(file, data)
            return file
        return None

    def _place(self, cover: str) -> Path:
        about = f"{self._client.account.url} {cover}"
        return self._folder / hashlib.sha256(about.encode()).hexdigest()[:32]

    def _fetch_wanted(self) -> None:
        while True:
            with self._lock:
                if not self._wanted:
                    self._thread = None
                    return
                cover = self._wanted.popleft()
            self.fetch(cover)

    def end(self) -> None:
        """Fetch no more; wait a moment for the one that is being fetched."""
        with self._lock:
            self._wanted.clear()
            thread = self._thread
        if thread is not None:
            thread.join(_ENDS_S)
