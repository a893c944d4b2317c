"""Valhalla's live traffic: a tar of one file per tile, mapped by the engine and rewritten here in place.

Layout (Valhalla, baldr/traffictile.h, version 3): a header of 32 bytes (tile id, time of the last update, number of
edges, version, two spares), then 64 bits for each directed edge, then 8 bytes. Zero is "unknown". It knows nothing of
where speeds come from.
"""

import io
import mmap
import struct
import tarfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from headunit.kernel.errors import HeadunitError

_HEADER: Final = struct.Struct("<QQIIII")
_VERSION: Final = 3
_EDGE: Final = struct.Struct("<Q")
#: Level and tile of a GraphId; the number of the edge within the tile stands above them (baldr/graphid.h).
_TILE_BITS: Final = 25
_TILE: Final = (1 << _TILE_BITS) - 1
_GRAPH_ID: Final = (1 << 46) - 1
#: Speeds are told in steps of 2 km/h in 7 bits, of which 127 is "unknown" (baldr/traffictile.h).
_STEP_KMH: Final = 2
_UNKNOWN: Final = 127
#: A breakpoint of 255 makes the first speed hold for the whole edge.
_WHOLE: Final = 255


def edge_bits(speed_kmh: float | None, closed: bool = False) -> int:
    """What is written for one edge. None is unknown.

    A speed below 2 km/h is written as 2 km/h: 0 would close the road, which only `closed` may.
    """
    if closed:
        return _WHOLE << 28
    if speed_kmh is None:
        return 0
    steps = min(max(int(speed_kmh) // _STEP_KMH, 1), _UNKNOWN - 1)
    return steps | steps << 7 | _UNKNOWN << 14 | _UNKNOWN << 21 | _WHOLE << 28


def create(path: Path, tiles: Iterable[tuple[str, bytes]]) -> int:
    """Write a file in which nothing is known. `tiles`: name and first bytes of each .gph. Returns the number of edges.

    Header of a .gph (baldr/graphtileheader.h): GraphId at 0; at 40, nodes in the low 21 bits and directed edges in the
    21 above.
    """
    total = 0
    with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as tar:
        for name, head in tiles:
            (graph_id,) = _EDGE.unpack_from(head, 0)
            edges = _EDGE.unpack_from(head, 40)[0] >> 21 & (1 << 21) - 1
            body = _HEADER.pack(graph_id & _GRAPH_ID, 0, edges, _VERSION, 0, 0) + bytes(_EDGE.size * (edges + 1))
            info = tarfile.TarInfo(name)
            info.size = len(body)
            tar.addfile(info, io.BytesIO(body))
            total += edges
    return total


class TrafficFile:
    """The file of one region, open for writing. Raises HeadunitError where it is missing or damaged."""

    def __init__(self, path: Path) -> None:
        self._tiles: dict[int, tuple[int, int]] = {}
        try:
            with tarfile.open(path) as tar:
                offsets = [member.offset_data for member in tar.getmembers() if member.isfile()]
            with path.open("r+b") as file:
                self._map = mmap.mmap(file.fileno(), 0)
            for offset in offsets:
                graph_id, _, edges, version, _, _ = _HEADER.unpack_from(self._map, offset)
                if version != _VERSION or offset + _HEADER.size + _EDGE.size * edges > len(self._map):
                    raise HeadunitError(f"{path} is damaged")
                self._tiles[graph_id & _TILE] = (offset, edges)
        except (OSError, ValueError, struct.error, tarfile.TarError) as error:
            raise HeadunitError(f"{path} cannot be used for live traffic: {error}") from error
        self._written: set[int] = set()

    def _place(self, edge: int) -> int | None:
        tile = self._tiles.get(edge & _TILE)
        number = edge >> _TILE_BITS
        if tile is None or not 0 <= number < tile[1]:
            return None
        return tile[0] + _HEADER.size + _EDGE.size * number

    def read(self, edge: int) -> int:
        """The bits of one edge; 0 where nothing is known of it."""
        place = self._place(edge)
        return 0 if place is None else int(_EDGE.unpack_from(self._map, place)[0])

    def replace(self, edges: dict[int, int], at: int) -> None:
        """Make `edges` (GraphId to bits) all that is known, at the Unix time `at`.

        The engine may read meanwhile: each edge changes in one aligned write of 8 bytes.
        """
        for edge in self._written - edges.keys():
            place = self._place(edge)
            if place is not None:
                _EDGE.pack_into(self._map, place, 0)
        written = set()
        for edge, bits in edges.items():
            place = self._place(edge)
            if place is not None:
                _EDGE.pack_into(self._map, place, bits)
                written.add(edge)
        self._written = written
        for offset, _ in self._tiles.values():
            struct.pack_into("<Q", self._map, offset + 8, at)

    def clear(self) -> None:
        """Know nothing, whoever wrote it: what an earlier run left behind is old."""
        for offset, edges in self._tiles.values():
            first = offset + _HEADER.size
            last = first + _EDGE.size * edges
            if any(self._map[first:last]):
                self._map[first:last] = bytes(last - first)
        self._written = set()

    def close(self) -> None:
        """Let go of the file."""
        self._map.close()
