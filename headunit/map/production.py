"""Making what is wanted of one file of tiles: decoded once, kept for a while, turned into meshes, labels and images.

Runs in the worker process, or in virtual time in the only one. Knows nothing of who wants it.
"""

from collections import OrderedDict
from pathlib import Path

from headunit.map.camera import TileId
from headunit.map.mapbox_vector_tile import decode
from headunit.map.pmtiles_source import PmtilesSource
from headunit.map.tile import Tile, TileError
from headunit.map.tile_store import Answer, Kind, Request, Zooms

#: Decoded tiles kept, in bytes: the same one is wanted as a mesh and for its labels.
CACHE_BYTES = 24 << 20


class Production:
    """One open file."""

    def __init__(self) -> None:
        self._source: PmtilesSource | None = None
        self._turn = 0
        self._tiles: OrderedDict[TileId, Tile] = OrderedDict()
        self._bytes = 0

    def open(self, path: Path | None, turn: int) -> Zooms | None:
        """Read this file from now on. None where there is none."""
        self.close()
        self._turn = turn
        if path is None:
            return None
        try:
            self._source = PmtilesSource(path)
        except TileError as error:
            return Zooms(0, 0, str(error), turn)
        return Zooms(self._source.least, self._source.most, "", turn)

    def make(self, request: Request) -> Answer:
        """One thing. A tile that cannot be read, or that trips a defect of ours, is answered with the fault."""
        try:
            value, size = self._value(request)
        except TileError as error:
            return Answer(request, None, 0, str(error) or "unreadable", self._turn)
        except Exception as error:  # noqa: BLE001  one bad tile must not end the map
            return Answer(request, None, 0, f"{type(error).__name__}: {error}", self._turn)
        return Answer(request, value, size, "", self._turn)

    def close(self) -> None:
        """Give the file back."""
        if self._source is not None:
            self._source.close()
        self._source = None
        self._tiles.clear()
        self._bytes = 0

    def _value(self, request: Request) -> tuple[object, int]:
        # Each kind's libraries are loaded with the first of its kind.
        if request.kind is Kind.MESH:
            from headunit.map.mesh import build  # noqa: PLC0415

            mesh = build(self._tile(request.tile))
            return mesh, mesh.nbytes
        if request.kind is Kind.LABELS:
            from headunit.map.labels import extract  # noqa: PLC0415

            labels = extract(self._tile(request.tile))
            return labels, labels.nbytes
        from headunit.map.raster_tile import paint  # noqa: PLC0415

        palette, zoom, pixels = request.detail
        assert self._source is not None
        # Beyond the last zoom a picture is a part of a tile, drawn larger.
        deeper = max(0, request.tile.z - self._source.most)
        holder = TileId(request.tile.z - deeper, request.tile.x >> deeper, request.tile.y >> deeper)
        image = paint(self._tile(holder), str(palette), float(zoom), int(pixels), request.tile)
        return image, len(image)

    def _tile(self, which: TileId) -> Tile:
        found = self._tiles.get(which)
        if found is not None:
            self._tiles.move_to_end(which)
            return found
        assert self._source is not None, "nothing is wanted before a file is open"
        found = decode(self._source.tile(*which), *which)
        self._tiles[which] = found
        self._bytes += found.nbytes
        while self._bytes > CACHE_BYTES and len(self._tiles) > 1:
            self._bytes -= self._tiles.popitem(last=False)[1].nbytes
        return found
