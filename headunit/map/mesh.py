"""A tile -> what the GPU draws: one array of vertices and one of triangles, in the order of style.PAINTS. Knows no Qt.

A vertex (24 bytes): place in tile units, extrude in half widths, distance along the line in tile units, then bytes: row
of the table, across and along the line (0..254 for -1..1), first zoom (arrows only). Widths, colours and dashes are the
shader's, so that neither zoom nor night needs another mesh.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from headunit.map import style
from headunit.map.mapbox_earcut_areas import triangles
from headunit.map.strokes import Floats, Strokes, gather, spaced, stroke
from headunit.map.style import LINK_SHARE, PAINTS, ROW, Kind, Paint
from headunit.map.tile import EXTENT, Layer, Tile

VERTEX: Final = np.dtype(
    [
        ("xy", "<f4", 2),
        ("extrude", "<f4", 2),
        ("distance", "<f4"),
        ("row", "u1"),
        ("across", "u1"),
        ("along", "u1"),
        ("first_zoom", "u1"),
    ]
)
#: The deepest tiles of the schema (regions/ports.py): they serve all zooms from here on.
DEEPEST: Final = 14
#: One arrow each so many tile units; every second and fourth are the first to be seen.
_ARROW_SPACING: Final = 120.0
_ARROW_ZOOMS: Final = np.array((16, 18, 17, 18), np.uint8)
#: The land reaches so far beyond its square (tile units).
_OVER: Final = 16
_UINT16: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Mesh:
    """`vertices`: of dtype VERTEX. `indices`: uint16 or uint32, three a triangle, in the order of drawing."""

    vertices: NDArray[np.void]
    indices: NDArray[np.uint16] | NDArray[np.uint32]

    @property
    def nbytes(self) -> int:
        """What it holds, in memory and on the GPU alike."""
        return self.vertices.nbytes + self.indices.nbytes


class Builder:
    """Collects what is drawn, in the order of drawing."""

    def __init__(self) -> None:
        self._vertices: list[NDArray[np.void]] = []
        self._indices: list[NDArray[np.uint32]] = []
        self._count = 0

    def area(self, row: int, xy: Floats, indices: NDArray[np.uint32]) -> None:
        """Triangles between points."""
        vertices = np.zeros(len(xy), VERTEX)
        vertices["xy"], vertices["row"] = xy, row
        vertices["across"] = vertices["along"] = 127
        self._add(vertices, indices)

    def line(self, row: int, strokes: Strokes, share: Floats | None = None) -> None:
        """Lines; `share`: of the row's width, per line."""
        vertices = np.zeros(len(strokes.xy), VERTEX)
        vertices["xy"], vertices["row"], vertices["distance"] = strokes.xy, row, strokes.distance
        vertices["extrude"] = strokes.extrude if share is None else strokes.extrude * share[strokes.part][:, None]
        vertices["across"] = np.rint(strokes.across * 127 + 127)
        vertices["along"] = np.rint(strokes.along * 127 + 127)
        self._add(vertices, strokes.indices)

    def arrows(self, row: int, at: Floats, heading: Floats, first_zoom: NDArray[np.uint8]) -> None:
        """Squares that the shader draws an arrow in, `heading` (unit vectors) up."""
        aside = np.stack((-heading[:, 1], heading[:, 0]), axis=1)
        vertices = np.zeros(4 * len(at), VERTEX)
        vertices["xy"], vertices["row"] = np.repeat(at, 4, axis=0), row
        vertices["first_zoom"] = np.repeat(first_zoom, 4)
        for corner, (across, along) in enumerate(((-1, -1), (1, -1), (1, 1), (-1, 1))):
            vertices["extrude"][corner::4] = aside * across + heading * along
            vertices["across"][corner::4], vertices["along"][corner::4] = 127 + 127 * across, 127 + 127 * along
        base = np.arange(len(at), dtype=np.uint32)[:, None] * 4
        self._add(vertices, (base + np.array((0, 1, 2, 0, 2, 3), np.uint32)).ravel())

    def _add(self, vertices: NDArray[np.void], indices: NDArray[np.uint32]) -> None:
        self._vertices.append(vertices)
        self._indices.append(indices + np.uint32(self._count))
        self._count += len(vertices)

    def mesh(self) -> Mesh:
        """All of it."""
        vertices = np.concatenate([np.zeros(0, VERTEX), *self._vertices])
        indices = np.concatenate([np.zeros(0, np.uint32), *self._indices])
        return Mesh(vertices, indices.astype(np.uint16) if self._count <= _UINT16 else indices)


def build(tile: Tile) -> Mesh:
    """The mesh of a tile. Its first two triangles are the land of its square and a little more. Raises TileError."""
    builder = Builder()
    # A little larger: the shader cuts it to the square, and no pixel on an edge falls between two tiles.
    low, high = -_OVER, EXTENT + _OVER
    square = np.array(((low, low), (high, low), (high, high), (low, high)), np.float32)
    builder.area(ROW["land"], square, np.array((0, 1, 2, 0, 2, 3), np.uint32))
    sorted_layers = {name: _Sorted(name, layer) for name, layer in tile.layers.items()}
    for row, paint in enumerate(PAINTS):
        found = sorted_layers.get(paint.layer)
        # A tile of zoom z is drawn from zoom z + 1 to z + 2, the deepest for ever; else it only stands in.
        if found is not None and paint.zooms[1] >= tile.z + 1 and (tile.z >= DEEPEST or paint.zooms[0] < tile.z + 2):
            _draw(builder, row, paint, found)
    return builder.mesh()


class _Sorted:
    """A layer whose features know their classes, so that each paint finds its own quickly."""

    def __init__(self, name: str, layer: Layer) -> None:
        self.layer = layer
        self.classes = np.array(style.classes(name, layer))
        self.bands = style.bands(layer) if name == "roads" else np.zeros(len(layer.properties), np.int8)
        at_sea = [bool(each.get("maritime")) for each in layer.properties]
        self.shown = ~np.array(at_sea, bool) if name == "boundaries" else None
        self.long = np.diff(layer.part_start) > 1
        links = [LINK_SHARE if each.get("link") else 1.0 for each in layer.properties] if name == "roads" else []
        self.share = np.array(links, np.float32)

    def parts(self, paint: Paint) -> NDArray[np.int64]:
        """Those that the paint is for: `style.parts`, but sorted once."""
        mask = style.chosen(paint, self.classes, self.bands)
        if self.shown is not None:
            mask &= self.shown
        if not mask.any():
            return np.zeros(0, np.int64)
        rings = self.layer.closed if paint.kind is Kind.AREA or paint.ring else ~self.layer.closed
        return np.nonzero(mask[self.layer.part_feature] & rings & self.long)[0]


def _draw(builder: Builder, row: int, paint: Paint, found: _Sorted) -> None:
    layer, parts = found.layer, found.parts(paint)
    if not len(parts):
        return
    if paint.kind is Kind.AREA:
        indices = triangles(layer, parts)
        used, places = np.unique(indices, return_inverse=True)
        builder.area(row, layer.xy[used], places.astype(np.uint32))
        return
    if paint.kind is Kind.ARROWS:
        _draw_arrows(builder, row, layer, parts)
        return
    xy, part = gather(layer.xy, layer.part_start, parts, closed=paint.ring)
    share = found.share[layer.part_feature[parts]] if len(found.share) else None
    builder.line(row, stroke(xy, part, round_ends=paint.round), share)


def _draw_arrows(builder: Builder, row: int, layer: Layer, parts: NDArray[np.int64]) -> None:
    ways = [layer.properties[feature].get("oneway", 0) for feature in layer.part_feature[parts].tolist()]
    directed = np.array([1 if way == 1 else -1 if way == -1 else 0 for way in ways], np.int8)
    parts, directed = parts[directed != 0], directed[directed != 0]
    if not len(parts):
        return
    at, heading, line, number = spaced(*gather(layer.xy, layer.part_start, parts, closed=False), _ARROW_SPACING)
    inside = ((at >= 0) & (at < EXTENT)).all(axis=1)
    at, heading, line, number = at[inside], heading[inside], line[inside], number[inside]
    builder.arrows(row, at, heading * directed[line][:, None], _ARROW_ZOOMS[number % len(_ARROW_ZOOMS)])
