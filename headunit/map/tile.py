"""One decoded vector tile: a flat array of points per layer. Knows neither its file format nor a style."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Side of every tile in its own units; decoders scale to it. x grows east, y south.
EXTENT = 4096

#: Geometry types of Mapbox Vector Tile 2.1, section 4.3.4.
POINT, LINE, POLYGON = 1, 2, 3

type Properties = Mapping[str, str | int | float | bool]


class TileError(Exception):
    """A tile, or the file that holds it, that cannot be read. The only thing that a hostile one can cause."""


@dataclass(frozen=True, slots=True)
class Layer:
    """All geometry of one layer.

    `xy`: float32 (N, 2), in EXTENT units; points beyond 0..4096 belong to the margin. A part is a point, a line or a
    ring: part p is `xy[part_start[p]:part_start[p + 1]]` (int64, P + 1), belongs to feature `part_feature[p]` (int64),
    and is a ring where `closed[p]`; a ring does not repeat its first point. `types`: int8 per feature.
    """

    xy: NDArray[np.float32]
    part_start: NDArray[np.int64]
    part_feature: NDArray[np.int64]
    closed: NDArray[np.bool_]
    types: NDArray[np.int8]
    properties: tuple[Properties, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """Tile `x`, `y` of zoom `z`; `layers` by name, without empty ones. A tile that its file lacks has none."""

    z: int
    x: int
    y: int
    layers: Mapping[str, Layer]

    @property
    def nbytes(self) -> int:
        """Roughly what it holds in memory: a mapping of properties counts as 400 bytes."""
        return sum(one.xy.nbytes + 17 * len(one.closed) + 400 * len(one.properties) for one in self.layers.values())
