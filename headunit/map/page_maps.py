"""The regions on this computer as a map for a page in a browser: its style, and one tile after the other."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any, Final

from headunit.map.maplibre_style import maplibre_style
from headunit.map.pmtiles_source import PmtilesSource
from headunit.map.tile import TileError

#: Names of style.palette by what a browser prefers.
THEMES: Final = frozenset({"day", "night"})
TILES: Final = "/api/map/tiles/{z}/{x}/{y}"


class PageMaps:
    """`files`: the map files of the regions that there are now, asked for anew when one is not found. Any thread."""

    def __init__(self, files: Callable[[], tuple[Path, ...]]) -> None:
        self._files, self._lock = files, Lock()
        self._open: dict[tuple[Path, int, int], PmtilesSource] = {}

    def style(self, theme: str, language: str, origin: str) -> dict[str, Any] | None:
        """For MapLibre; None where there is no region, or no such theme. `origin`: "https://hub:8443"."""
        if theme not in THEMES or not self._sources():
            return None
        return maplibre_style(theme, language, origin + TILES)

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """A Mapbox Vector Tile, unpacked; None where no region has it, or its file is damaged there."""
        for source in self._sources():
            if not source.least <= z <= source.most or not (0 <= x < 1 << z and 0 <= y < 1 << z):
                continue
            try:
                with self._lock:
                    found = source.tile(z, x, y)
            except TileError:
                continue
            if found is not None:
                return found
        return None

    def _sources(self) -> list[PmtilesSource]:
        """A region that was built anew is another file under the same name."""
        with self._lock:
            wanted: dict[tuple[Path, int, int], Path] = {}
            for path in self._files():
                try:
                    told = path.stat()
                except OSError:
                    continue
                wanted[path, told.st_ino, told.st_mtime_ns] = path
            for key in self._open.keys() - wanted.keys():
                self._open.pop(key).close()
            for key in wanted.keys() - self._open.keys():
                try:
                    self._open[key] = PmtilesSource(wanted[key])
                except TileError:
                    continue
            return [self._open[key] for key in wanted if key in self._open]

    def close(self) -> None:
        """Give the files back."""
        for source in self._open.values():
            source.close()
        self._open.clear()
