"""What sources keep in files, and `headunit sources` may change while we run: whose has changed. Knows no source."""

from collections.abc import Callable, Mapping
from pathlib import Path

from headunit.music.library.watchfiles_folders import FolderWatch
from headunit.music.ports import Source
from headunit.music.sources import Stocked

type _Stamp = tuple[int, int, int]


class SourceFiles:
    """`tell`: called on a thread of its own when one of the files may have changed; by us too."""

    def __init__(self, sources: Mapping[str, Source], tell: Callable[[], None]) -> None:
        self._stocked = {name: source for name, source in sources.items() if isinstance(source, Stocked)}
        self._stamps = self._stamps_now()
        files = frozenset(file for source in self._stocked.values() for file in source.files)
        self._watch = FolderWatch(tuple(file.parent for file in files), tell, files)

    def start(self) -> None:
        """Begin to watch."""
        self._watch.start()

    def stop(self) -> None:
        """Watch no more."""
        self._watch.stop()

    def changed(self) -> list[tuple[str, Stocked]]:
        """Those whose files are others than at the last look. Blocks for a moment; one thread."""
        before, self._stamps = self._stamps, self._stamps_now()
        return [(name, self._stocked[name]) for name, stamps in self._stamps.items() if stamps != before[name]]

    def _stamps_now(self) -> dict[str, tuple[_Stamp | None, ...]]:
        return {name: tuple(map(_stamp, source.files)) for name, source in self._stocked.items()}


def _stamp(file: Path) -> _Stamp | None:
    """Inode, size and time of a file; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
