"""USB drives that appear and go: what is mounted under /media and /run/media, told when it changes.

The kernel wakes who polls the mount table (proc(5), /proc/self/mounts); where it does not, a look every two seconds
notices too. Who mounts drives is the system's business (udisks, systemd). Knows no music.
"""

import contextlib
import logging
import os
import re
import select
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

log = logging.getLogger(__name__)

MOUNTS: Final = Path("/proc/self/mounts")
UNDER: Final = (Path("/media"), Path("/run/media"), Path("/mnt/usb"))
#: No drives, wherever they are mounted.
_VIRTUAL: Final = frozenset({"autofs", "tmpfs", "proc", "sysfs", "cgroup2", "devtmpfs", "overlay"})
_LOOK_S: Final = 2.0
_OCTAL: Final = re.compile(r"\\([0-7]{3})")


def drives(mounts: Path = MOUNTS, under: tuple[Path, ...] = UNDER) -> tuple[Path, ...]:
    """Folders where drives are mounted now, in order. None where the table cannot be read."""
    try:
        table = mounts.read_text("utf-8", "surrogateescape")
    except OSError:
        return ()
    found = set()
    for line in table.splitlines():
        fields = line.split(" ")
        if len(fields) < 3 or fields[2] in _VIRTUAL:  # noqa: PLR2004  device, folder, kind
            continue
        # Spaces and the like are written as \040 (fstab(5)).
        path = Path(_OCTAL.sub(lambda code: chr(int(code[1], 8)), fields[1]))
        if any(path != top and path.is_relative_to(top) for top in under):
            found.add(path)
    return tuple(sorted(found))


class DriveWatch:
    """`tell` is called on a thread of its own with the drives, at once and with each change."""

    def __init__(
        self, tell: Callable[[tuple[Path, ...]], None], mounts: Path = MOUNTS, under: tuple[Path, ...] = UNDER
    ) -> None:
        self._tell, self._mounts, self._under = tell, mounts, under
        self._thread: threading.Thread | None = None
        self._wake, self._woken = -1, -1

    def start(self) -> None:
        """Begin to watch."""
        self._wake, self._woken = os.pipe()
        self._thread = threading.Thread(target=self._run, name="drives", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Watch no more. May be called twice."""
        if self._thread is None:
            return
        os.write(self._woken, b"x")
        self._thread.join(1.0)
        self._thread = None
        os.close(self._wake)
        os.close(self._woken)

    def _run(self) -> None:
        before: tuple[Path, ...] | None = None
        poll = select.poll()
        poll.register(self._wake, select.POLLIN)
        with contextlib.ExitStack() as open_files:
            try:
                table = open_files.enter_context(self._mounts.open("rb"))
                poll.register(table, select.POLLERR | select.POLLPRI)
            except OSError as error:
                log.info("the mount table cannot be watched: %s", error)
            while True:
                now = drives(self._mounts, self._under)
                if now != before:
                    before = now
                    self._tell(now)
                if any(number == self._wake for number, _ in poll.poll(_LOOK_S * 1000)):
                    return
