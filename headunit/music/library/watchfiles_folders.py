"""Music that is copied into a watched folder, and what another process changes in the library: told as it happens
(inotify(7), by watchfiles)."""

import contextlib
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

import watchfiles

log = logging.getLogger(__name__)

#: A copy that is under way is one change: told when nothing more has come for so long, or after so long (ms).
_QUIET_MS, _LONGEST_MS = 1500, 20_000
#: A single file is written at once. To stop takes as long.
_FILE_QUIET_MS: Final = 250
#: A folder that is not there yet, or is taken away, is looked for again after (s).
_LOOK_S: Final = 3.0


class FolderWatch:
    """`tell` is called on a thread of its own, soon after anything below `folders` has changed, or, where `files` are
    given, one of these, which lie in them. A folder may be absent, go and come back; that it came is told too."""

    def __init__(
        self, folders: tuple[Path, ...], tell: Callable[[], None], files: frozenset[Path] | None = None
    ) -> None:
        self._folders, self._tell = tuple(dict.fromkeys(folders)), tell
        # Paths are told as the system has them.
        self._files = None if files is None else {str(file.resolve()) for file in files} | {str(one) for one in files}
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to watch; folders that are there now are no news."""
        if self._thread is None and self._folders:
            self._thread = threading.Thread(target=self._run, name="music folders", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Watch no more. May be called twice."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(2.0)
            self._thread = None

    def _present(self) -> tuple[Path, ...]:
        return tuple(folder for folder in self._folders if folder.is_dir())

    def _run(self) -> None:
        present = self._present()
        while not self._stopping.is_set():
            if present:
                # Gone between the look and the watch, or the system gives no more watches: there is always the next.
                with contextlib.suppress(OSError, RuntimeError):
                    self._watch(present)
            now = self._present()
            if now == present and self._stopping.wait(_LOOK_S):
                return
            if now != present:
                present = now
                self._tell()

    def _watch(self, present: tuple[Path, ...]) -> None:
        """Until the folders are others than these."""
        files = self._files
        changes = watchfiles.watch(
            *present,
            watch_filter=None if files is None else lambda _change, path: path in files,
            recursive=files is None,
            debounce=_LONGEST_MS,
            step=_QUIET_MS if files is None else _FILE_QUIET_MS,
            stop_event=self._stopping,
            rust_timeout=int(_LOOK_S * 1000),
            yield_on_timeout=True,
            raise_interrupt=False,
            ignore_permission_denied=True,
        )
        for changed in changes:
            if changed:
                self._tell()
            if self._present() != present:
                return
