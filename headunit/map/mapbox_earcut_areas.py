"""Rings -> triangles by mapbox-earcut. Knows no class and no colour."""

import numpy as np
from mapbox_earcut import triangulate_float32
from numpy.typing import NDArray

from headunit.map.tile import Layer, TileError

#: More points than this in one polygon are no map; ear clipping takes quadratic time in the worst case.
MOST_POINTS = 40_000
_QUAD = 4


def ring_areas(layer: Layer) -> NDArray[np.float64]:
    """Signed area of each part by the surveyor's formula: positive for an outer ring (MVT 2.1, section 4.3.3.3)."""
    start = layer.part_start
    xy = layer.xy.astype(np.float64)
    after = np.arange(1, len(xy) + 1)
    filled = np.diff(start) > 0
    after[start[1:][filled] - 1] = start[:-1][filled]
    cross = xy[:, 0] * xy[after, 1] - xy[after, 0] * xy[:, 1] if len(xy) else np.zeros(0)
    sums = np.concatenate(([0.0], np.cumsum(cross)))
    return np.asarray((sums[start[1:]] - sums[start[:-1]]) / 2)


def triangles(layer: Layer, parts: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Triangles over the polygons made of `parts` (rings of whole features, ascending): indices into `layer.xy`.

    Raises TileError for a polygon with too many points.
    """
    if not len(parts):
        return np.zeros(0, np.uint32)
    start = layer.part_start
    feature = layer.part_feature[parts]
    outer = ring_areas(layer)[parts] > 0
    # A feature's first ring is an outer one whatever its direction says.
    outer[0] = True
    outer[1:] |= feature[1:] != feature[:-1]
    polygons = np.nonzero(outer)[0]
    rings = np.diff(np.append(polygons, len(parts)))
    sizes = start[parts + 1] - start[parts]
    boxes = polygons[(rings == 1) & (sizes[polygons] == _QUAD)]
    boxes = boxes[_convex(layer.xy, start[parts[boxes]])]
    found = [(start[parts[boxes]][:, None] + np.array((0, 1, 2, 0, 2, 3))).ravel()]
    simple = set(boxes.tolist())
    for polygon, count in zip(polygons.tolist(), rings.tolist(), strict=True):
        if polygon in simple:
            continue
        own = parts[polygon : polygon + count]
        low, high = start[own[0]], start[own[-1] + 1]
        if high - low > MOST_POINTS:
            raise TileError(f"a polygon of {high - low} points")
        ends = (start[own + 1] - low).astype(np.uint32)
        found.append(triangulate_float32(layer.xy[low:high], ends).astype(np.int64) + low)
    return np.concatenate(found).astype(np.uint32)


def _convex(xy: NDArray[np.float32], first: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of the four-pointed rings beginning at `first` turn one way only."""
    ring = xy[first[:, None] + np.arange(_QUAD)].astype(np.float64)
    side = np.roll(ring, -1, axis=1) - ring
    after = np.roll(side, -1, axis=1)
    cross = side[..., 0] * after[..., 1] - side[..., 1] * after[..., 0]
    return np.asarray((cross > 0).all(axis=1) | (cross < 0).all(axis=1))


def ring_triangles(xy: NDArray[np.float32]) -> NDArray[np.uint32]:
    """Triangles over one ring of three points or more, else none."""
    if not 2 < len(xy) <= MOST_POINTS:  # noqa: PLR2004
        return np.zeros(0, np.uint32)
    return np.asarray(triangulate_float32(xy, np.array([len(xy)], np.uint32)), np.uint32)
