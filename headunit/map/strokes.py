"""Lines -> triangles whose width the shader decides. Pure numpy; knows no class and no colour.

Each point becomes two vertices that know where to move: `extrude` times half the width. Gentle bends are mitred; a line
that turns sharply is taken apart there, and round ends hide it. `across` and `along` run from -1 to 1 over width and
ends: the distance from the line, from which the shader smooths the edge.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float32]
type Indices = NDArray[np.uint32]

#: Cosine of the turn from which a line is taken apart: about 70 degrees.
_SHARP = 0.34
#: A mitre is no longer than this many half widths.
_MITRE = 2.0
#: Points nearer to each other than this (in the line's units) are one.
_SAME = 1e-3


@dataclass(frozen=True, slots=True)
class Strokes:
    """`xy`, `extrude`: (V, 2). `across`, `along`: -1..1. `distance`: from the line's start, in its units. `indices`:
    three a triangle. `part`: which line each vertex belongs to."""

    xy: Floats
    extrude: Floats
    across: Floats
    along: Floats
    distance: Floats
    part: NDArray[np.int64]
    indices: Indices


def gather(
    xy: Floats, part_start: NDArray[np.int64], parts: NDArray[np.int64], *, closed: bool
) -> tuple[Floats, NDArray[np.int64]]:
    """The points of some parts, rings with their first point again at the end, and the part of each point (counted
    within `parts`)."""
    counts = part_start[parts + 1] - part_start[parts]
    extra = int(closed)
    lengths = counts + extra
    part = np.repeat(np.arange(len(parts)), lengths)
    first = np.concatenate(([0], np.cumsum(lengths)[:-1])) if len(parts) else np.zeros(0, np.int64)
    within = np.arange(len(part)) - first[part]
    return xy[part_start[parts][part] + within % np.maximum(counts, 1)[part]], part


def stroke(xy: Floats, part: NDArray[np.int64], *, round_ends: bool) -> Strokes:
    """Triangles along lines. `xy`: the points of all, one line after the other; `part`: the line of each point."""
    fresh = np.ones(len(xy), bool)
    fresh[1:] = (part[1:] != part[:-1]) | (np.abs(xy[1:] - xy[:-1]).max(axis=1, initial=0.0) > _SAME)
    xy, part = xy[fresh], part[fresh]
    # Unit vectors and lengths from each point to the next; (0, 0) at the last point of a line.
    step = np.zeros_like(xy)
    step[:-1] = xy[1:] - xy[:-1]
    last = np.ones(len(xy), bool)
    last[:-1] = part[1:] != part[:-1]
    step[last] = 0
    length = np.hypot(step[:, 0], step[:, 1])
    unit = step / np.maximum(length, np.float32(1e-9))[:, None]
    before = np.zeros_like(unit)
    before[1:] = unit[:-1]  # that of a line's first point is (0, 0): its forerunner is a last one
    travelled = np.concatenate(([0.0], np.cumsum(length.astype(np.float64))[:-1])) if len(xy) else np.zeros(0)
    first = np.ones(len(xy), bool)
    first[1:] = last[:-1]
    travelled -= travelled[np.maximum.accumulate(np.where(first, np.arange(len(xy)), 0))] if len(xy) else 0.0
    inner = ~(first | last)
    sharp = inner & ((before * unit).sum(axis=1) < _SHARP) if round_ends else np.zeros(len(xy), bool)
    # A sharp point is there twice: the end of one piece and the start of the next.
    place = np.repeat(np.arange(len(xy)), 1 + sharp)
    again = np.zeros(len(place), bool)
    again[1:] = place[1:] == place[:-1]
    starts = first[place] | again
    ends = np.ones(len(place), bool)
    ends[:-1] = starts[1:]
    lone = starts & ends  # a line of one point: nothing to draw
    place, starts, ends = place[~lone], starts[~lone], ends[~lone]
    into = np.where(starts[:, None], 0, before[place])
    out = np.where(ends[:, None], 0, unit[place])
    return _strip(xy[place], travelled[place], part[place], into, out, starts, ends, round_ends=round_ends)


def _strip(
    xy: Floats,
    travelled: NDArray[np.float64],
    part: NDArray[np.int64],
    into: Floats,
    out: Floats,
    starts: NDArray[np.bool_],
    ends: NDArray[np.bool_],
    *,
    round_ends: bool,
) -> Strokes:
    tangent = into + out
    square = (tangent * tangent).sum(axis=1)
    normal = np.stack((-tangent[:, 1], tangent[:, 0]), axis=1)
    inner = ~(starts | ends)
    # The mitre of two unit normals n and m is 2 (n + m) / |n + m|^2; at an end the sum is one unit normal already.
    normal[inner] *= (2 / np.maximum(square[inner], 4 / _MITRE**2))[:, None]
    count = len(xy)
    sides = np.array((1, -1), np.float32)
    points = [np.repeat(xy, 2, axis=0)]
    extrudes = [(normal[:, None, :] * sides[None, :, None]).reshape(-1, 2)]
    acrosses = [np.tile(sides, count)]
    alongs = [np.zeros(2 * count, np.float32)]
    places = [np.repeat(np.arange(count), 2)]
    here = np.nonzero(~ends)[0].astype(np.uint32) * 2
    quads = [np.stack((here, here + 1, here + 2, here + 1, here + 3, here + 2), axis=1)]
    if round_ends:
        for which, sign in ((starts, -1.0), (ends, 1.0)):
            at = np.nonzero(which)[0]
            base = np.uint32(sum(map(len, points))) + np.arange(len(at), dtype=np.uint32) * 2
            beyond = tangent[at] * np.float32(sign)
            points.append(np.repeat(xy[at], 2, axis=0))
            extrudes.append((normal[at][:, None, :] * sides[None, :, None] + beyond[:, None, :]).reshape(-1, 2))
            acrosses.append(np.tile(sides, len(at)))
            alongs.append(np.full(2 * len(at), sign, np.float32))
            places.append(np.repeat(at, 2))
            edge = at.astype(np.uint32) * 2
            quads.append(np.stack((edge, edge + 1, base, edge + 1, base + 1, base), axis=1))
    place = np.concatenate(places)
    return Strokes(
        np.concatenate(points).astype(np.float32),
        np.concatenate(extrudes).astype(np.float32),
        np.concatenate(acrosses),
        np.concatenate(alongs),
        travelled[place].astype(np.float32),
        part[place],
        np.concatenate(quads).ravel().astype(np.uint32),
    )


def spaced(
    xy: Floats, part: NDArray[np.int64], spacing: float
) -> tuple[Floats, Floats, NDArray[np.int64], NDArray[np.int64]]:
    """Points at even distances along lines: their places, unit directions, lines, and numbers along the line.

    The first lies half a spacing from the start; short lines have none.
    """
    step = np.zeros_like(xy)
    step[:-1] = xy[1:] - xy[:-1]
    last = np.ones(len(xy), bool)
    last[:-1] = part[1:] != part[:-1]
    step[last] = 0
    length = np.hypot(step[:, 0], step[:, 1]).astype(np.float64)
    first = np.ones(len(xy), bool)
    first[1:] = last[:-1]
    run = np.concatenate(([0.0], np.cumsum(length)[:-1])) if len(xy) else np.zeros(0)
    start = run[np.maximum.accumulate(np.where(first, np.arange(len(xy)), 0))] if len(xy) else run
    here = run - start
    # Point number k of a line lies at (k + 1/2) spacings; each segment holds those between its two ends.
    low = np.ceil(here / spacing - 0.5).astype(np.int64)
    high = np.ceil((here + length) / spacing - 0.5).astype(np.int64)
    counts = np.where(length > 0, high - low, 0)
    segment = np.repeat(np.arange(len(xy)), counts)
    within = np.arange(len(segment)) - np.repeat(np.cumsum(counts) - counts, counts)
    number = low[segment] + within
    unit = step[segment] / length[segment][:, None]
    offset = (number + 0.5) * spacing - here[segment]
    return (
        (xy[segment] + unit * offset[:, None]).astype(np.float32),
        unit.astype(np.float32),
        part[segment],
        number,
    )
