"""Lines of navigation -> meshes like those of tiles. Pure; knows no Qt, nor what a route is good for.

A line is cut into chunks, each around an origin of its own: float32 is then exact to a hundredth of a pixel at the
closest zoom. Chunks are ordered as they are drawn: all edges of a kind lie under all its surfaces.
"""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from headunit.map.camera import Floats, world_of
from headunit.map.mapbox_earcut_areas import ring_triangles
from headunit.map.mesh import Builder, Mesh
from headunit.map.state import Line, LineKind
from headunit.map.strokes import stroke
from headunit.map.style import PAINTS, ROW

#: Units to the world's side: pixels at zoom 14. A chunk reaches no further than _REACH of them, and has so many points.
UNITS: Final = 256.0 * 2**14
_REACH: Final = 4096.0
_MOST_POINTS: Final = 2000

_FLOW_ROWS: Final = {1: "route.slow", 2: "route.jam", 3: "route.closed"}
#: Layers of each kind, rows of the style but for the traffic's; all in the order of drawing.
_LAYERS: Final[dict[LineKind, tuple[str, ...]]] = {
    LineKind.RANGE: ("range.area", "range"),
    LineKind.DRIVEN: ("driven",),
    LineKind.TRAFFIC: ("flow",),
    LineKind.ALTERNATIVE: ("alternative.edge", "alternative"),
    LineKind.ROUTE: ("route.edge", "route", "flow"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """`mesh` in UNITS of the world around `origin` (world square, 0..1). `reach`: of its points from there, in world
    units."""

    origin: tuple[float, float]
    reach: float
    mesh: Mesh


def build(lines: Iterable[Line]) -> tuple[Chunk, ...]:
    """The chunks of all lines in the order of drawing. Lines of fewer than two points have none."""
    chosen = [line for line in lines if len(line.points) > 1]
    return tuple(
        chunk
        for kind, layers in _LAYERS.items()
        for layer in layers
        for line in chosen
        if line.kind is kind
        for chunk in _of(line, layer)
    )


@functools.lru_cache(maxsize=64)
def _of(line: Line, layer: str) -> tuple[Chunk, ...]:
    """One layer of one line. Kept: an overlay is often the last one with one line more."""
    points = np.array(line.points, np.float64)
    if not np.isfinite(points).all():
        return ()
    world = world_of(points[:, 0], points[:, 1])
    if layer == "range.area":
        return tuple(_area(ROW[layer], line, world))
    if layer == "flow":
        runs = _runs(line.flow[: len(world) - 1])
        coloured = [(ROW[_FLOW_ROWS[flow]], world[low : high + 2]) for low, high, flow in runs if flow in _FLOW_ROWS]
        return tuple(chunk for row, some in coloured for chunk in _chunks(row, some))
    if line.kind is LineKind.RANGE and line.points[0] != line.points[-1]:
        world = np.vstack((world, world[:1]))
    return tuple(_chunks(ROW[layer], world))


def _runs(flow: tuple[int, ...]) -> Iterator[tuple[int, int, int]]:
    """First and last piece of each stretch of one colour."""
    start = 0
    for piece in range(1, len(flow) + 1):
        if piece == len(flow) or flow[piece] != flow[start]:
            yield start, piece - 1, flow[start]
            start = piece


def _chunks(row: int, world: Floats) -> Iterator[Chunk]:
    first = 0
    while first < len(world) - 1:
        some = world[first : first + _MOST_POINTS]
        far = np.nonzero(np.abs(some - some[0]).max(axis=1) * UNITS > _REACH)[0]
        count = max(2, int(far[0]) if len(far) else len(some))
        some = some[:count]
        builder = Builder()
        local = ((some - some[0]) * UNITS).astype(np.float32)
        builder.line(row, stroke(local, np.zeros(len(local), np.int64), round_ends=PAINTS[row].round))
        yield _chunk(some, builder)
        first += count - 1


def _area(row: int, line: Line, world: Floats) -> Iterator[Chunk]:
    ring = world[:-1] if line.points[0] == line.points[-1] else world
    local = ((ring - ring[0]) * UNITS).astype(np.float32)
    indices: NDArray[np.uint32] = ring_triangles(local)
    builder = Builder()
    builder.area(row, local, indices)
    yield _chunk(ring, builder)


def _chunk(world: Floats, builder: Builder) -> Chunk:
    origin = world[0]
    reach = float(np.hypot(*(world - origin).T).max())
    return Chunk((float(origin[0]), float(origin[1])), reach, builder.mesh())
