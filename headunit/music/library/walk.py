"""Looking through a folder for files of use. Follows links, but enters no folder twice. Knows no tags, no database."""

import operator
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

#: Pictures beside the songs, the best first, without their endings.
COVERS: Final = ("cover", "folder", "front", "album", "albumart", "albumartsmall")
_PICTURES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp"})
_PLAYLISTS: Final = frozenset({".m3u", ".m3u8"})
_NAME: Final = operator.attrgetter("name")
#: Folders below folders: deeper is no collection.
_DEEPEST: Final = 60


@dataclass(slots=True)
class Folder:
    """What one folder holds. `files`: path, mtime (ns), size. `cover`: path and mtime of the picture for all of it."""

    path: str
    parent: str
    files: list[tuple[str, int, int]] = field(default_factory=list)
    playlists: list[str] = field(default_factory=list)
    cover: tuple[str, int] | None = None


@dataclass(slots=True)
class Walk:
    """One look through `root`. `shut`: folders that could not be read: what is below is unknown, not gone."""

    root: str
    is_music: Callable[[str], bool]
    shut: list[str] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)

    def folders(self) -> Iterator[Folder]:
        """Each folder once, in the order of their names; those behind links last: the real place counts.

        Raises OSError where the root itself cannot be read.
        """
        status = os.stat(self.root)  # noqa: PTH116  as everything here: tens of thousands of times
        self.seen.add((status.st_dev, status.st_ino))
        linked: list[tuple[str, str, int]] = []
        yield from self._below(self.root, "", 0, linked)
        while linked:
            path, parent, depth = linked.pop(0)
            if self._enter(path):
                yield from self._below(path, parent, depth, linked)

    def _enter(self, path: str) -> bool:
        try:
            status = os.stat(path)  # noqa: PTH116
        except OSError:
            return False  # leads nowhere, or round and round (ELOOP)
        known = (status.st_dev, status.st_ino) in self.seen
        self.seen.add((status.st_dev, status.st_ino))
        return not known

    def _below(self, path: str, parent: str, depth: int, linked: list[tuple[str, str, int]]) -> Iterator[Folder]:
        waiting = [(path, parent, depth)]
        while waiting:
            path, parent, depth = waiting.pop()
            found = Folder(path, parent)
            inside: list[tuple[str, str, int]] = []
            try:
                with os.scandir(path) as entries:
                    listed = sorted(entries, key=_NAME)
            except OSError as error:
                if path == self.root:
                    raise
                if not isinstance(error, FileNotFoundError | NotADirectoryError):
                    self.shut.append(path)
                continue
            is_music, files = self.is_music, found.files
            for entry in listed:
                try:
                    # The usual case, here and not below: there are ten thousands of them.
                    if is_music(entry.name) and stat.S_ISREG((status := entry.stat()).st_mode):
                        files.append((entry.path, status.st_mtime_ns, status.st_size))
                    else:
                        self._sort_in(entry, found, inside, linked, depth)
                except OSError:
                    continue  # gone meanwhile, or a link to nowhere
            yield found
            waiting.extend(reversed(inside))

    def _sort_in(
        self,
        entry: "os.DirEntry[str]",
        found: Folder,
        inside: list[tuple[str, str, int]],
        linked: list[tuple[str, str, int]],
        depth: int,
    ) -> None:
        name = entry.name
        if entry.is_dir():
            if name.startswith(".") or depth >= _DEEPEST:
                return
            if entry.is_symlink():
                linked.append((entry.path, found.path, depth + 1))
            elif self._enter(entry.path):
                inside.append((entry.path, found.path, depth + 1))
            return
        stem, dot, ending = name.rpartition(".")
        ending = (dot + ending).lower()
        if ending in _PLAYLISTS and not name.startswith("."):
            found.playlists.append(entry.path)
        elif ending in _PICTURES and stem.lower() in COVERS:
            best = found.cover
            rank = COVERS.index(stem.lower())
            if best is None or rank < COVERS.index(os.path.splitext(os.path.basename(best[0]))[0].lower()):  # noqa: PTH119, PTH122
                found.cover = (entry.path, entry.stat().st_mtime_ns)
