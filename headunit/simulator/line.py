"""From corners to a smooth line: rounds corners off, smooths, and cuts into equal steps. Pure geometry, metres.

A real steering wheel turns steadily, so curvature must not jump: arcs are averaged over a car's length and more.
A line is closed, and goes round and round, unless it is said to be open.
"""

import bisect
import itertools
import math
from dataclasses import dataclass

from headunit.kernel.errors import HeadunitError

type Point = tuple[float, float]

#: Gap between two points of the unfinished line, in metres.
FINE_M = 0.5
#: Length that positions are averaged over, twice, in metres: shorter than the tightest arc.
SMOOTH_M = 8.0
#: Length that heights are averaged over: no road bends up within less, in metres.
SMOOTH_HEIGHT_M = 120.0


@dataclass(frozen=True, slots=True)
class Corner:
    """Where two straight pieces meet, and the radius of the arc between them."""

    x: float
    y: float
    radius_m: float


def _cut(a: Point, b: Point) -> list[Point]:
    """Points from `a` (included) to `b` (not included), at most FINE_M apart."""
    count = max(1, math.ceil(math.dist(a, b) / FINE_M))
    return [(a[0] + (b[0] - a[0]) * i / count, a[1] + (b[1] - a[1]) * i / count) for i in range(count)]


def _arc(before: Point, corner: Corner, after: Point) -> tuple[list[Point], float]:
    """The arc that rounds one corner, and how much of each leg it takes."""
    way_in = math.atan2(corner.y - before[1], corner.x - before[0])
    way_out = math.atan2(after[1] - corner.y, after[0] - corner.x)
    turn = math.remainder(way_out - way_in, math.tau)
    leg_m = corner.radius_m * math.tan(abs(turn) / 2)
    count = max(1, math.ceil(corner.radius_m * abs(turn) / FINE_M))
    side = math.copysign(math.pi / 2, turn)
    x = corner.x - leg_m * math.cos(way_in) + corner.radius_m * math.cos(way_in + side)
    y = corner.y - leg_m * math.sin(way_in) + corner.radius_m * math.sin(way_in + side)
    angles = [way_in - side + turn * i / count for i in range(count + 1)]
    return [(x + corner.radius_m * math.cos(a), y + corner.radius_m * math.sin(a)) for a in angles], leg_m


def rounded(corners: list[Corner], where: str) -> tuple[list[Point], list[int]]:
    """The closed line with each corner rounded off, and the index in it of each corner's middle.

    Raises HeadunitError, with `where` in front, for a curve that does not fit between its neighbours.
    """
    count = len(corners)
    places = [(corner.x, corner.y) for corner in corners]
    arcs = [_arc(places[i - 1], corners[i], places[(i + 1) % count]) for i in range(count)]
    for i in range(count):
        room_m = math.dist(places[i - 1], places[i])
        if arcs[i - 1][1] + arcs[i][1] > room_m:
            raise HeadunitError(
                f"{where}: point {i + 1}: the curves here and at the point before need "
                f"{arcs[i - 1][1] + arcs[i][1]:.0f} m but lie {room_m:.0f} m apart; make a radius smaller"
            )
    points: list[Point] = []
    middles: list[int] = []
    for i in range(count):
        arc = arcs[i][0]
        middles.append(len(points) + len(arc) // 2)
        points += arc[:-1]
        points += _cut(arc[-1], arcs[(i + 1) % count][0][0])
    return points, middles


def dense(corners: list[Point], *, closed: bool) -> tuple[list[Point], list[int]]:
    """A line whose corners lie as close as a map has them, none rounded off, and the index of each corner in it."""
    points: list[Point] = []
    marks: list[int] = []
    for a, b in itertools.pairwise([*corners, corners[0]] if closed else corners):
        marks.append(len(points))
        points += _cut(a, b)
    if not closed:
        marks.append(len(points))
        points.append(corners[-1])
    return points, marks


def _averaged(values: list[float], half: int, *, closed: bool = True) -> list[float]:
    """Each value as the mean of itself and `half` neighbours on both sides, round and round; beyond an end the line
    goes on as it came."""
    half = min(half, len(values) - 1)
    if closed:
        before, after = values[-half:], values[:half]
    else:
        before = [2 * values[0] - value for value in reversed(values[1 : half + 1])]
        after = [2 * values[-1] - value for value in reversed(values[-half - 1 : -1])]
    sums = list(itertools.accumulate(before + values + after, initial=0.0))
    width = 2 * half + 1
    return [(sums[i + width] - sums[i]) / width for i in range(len(values))]


def smoothed(points: list[Point], *, closed: bool = True) -> list[Point]:
    """The line without jumps in its curvature."""
    half = round(SMOOTH_M / FINE_M / 2)
    axes = [[point[axis] for point in points] for axis in (0, 1)]
    x, y = (_averaged(_averaged(axis, half, closed=closed), half, closed=closed) for axis in axes)
    return list(zip(x, y, strict=True))


def resampled(
    points: list[Point], marks: list[int], step_m: float, *, closed: bool = True
) -> tuple[list[Point], list[float], float]:
    """The line in equal steps of nearly `step_m`, the distance of each marked point, and the length in metres."""
    ring = [*points, points[0]] if closed else points
    lengths = list(itertools.accumulate((math.dist(a, b) for a, b in itertools.pairwise(ring)), initial=0.0))
    total_m = lengths[-1]
    count = max(1, round(total_m / step_m))
    result: list[Point] = []
    for i in range(count if closed else count + 1):
        at = total_m * i / count
        left = min(bisect.bisect_right(lengths, at) - 1, len(ring) - 2)
        a, b = ring[left], ring[left + 1]
        part = (at - lengths[left]) / (lengths[left + 1] - lengths[left])
        result.append((a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part))
    return result, [lengths[mark] for mark in marks], total_m


def headings(points: list[Point], step_m: float, *, closed: bool = True) -> tuple[list[float], list[float]]:
    """Direction (rad) and curvature (1/m, positive to the left) at each point."""
    if not closed:
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points[0], points[1], points[-2], points[-1]
        heading, bend = headings([(2 * x0 - x1, 2 * y0 - y1), *points, (2 * x3 - x2, 2 * y3 - y2)], step_m)
        inner = bend[1:-1]
        inner[0] = inner[-1] = 0.0
        return heading[1:-1], inner
    count = len(points)
    heading = [
        math.atan2(points[(i + 1) % count][1] - points[i - 1][1], points[(i + 1) % count][0] - points[i - 1][0])
        for i in range(count)
    ]
    bend = [math.remainder(heading[(i + 1) % count] - heading[i - 1], math.tau) / (2 * step_m) for i in range(count)]
    return heading, bend


def heights(marks: list[tuple[float, float]], count: int, step_m: float) -> tuple[list[float], list[float]]:
    """Height (m) and slope (rise over run) at each of `count` steps; `marks`: distance and height, in order."""
    length_m = count * step_m
    knots = [*marks, (marks[0][0] + length_m, marks[0][1])]
    distances = [knot[0] for knot in knots]
    raw: list[float] = []
    for i in range(count):
        at = i * step_m
        if at < distances[0]:
            at += length_m
        left = min(bisect.bisect_right(distances, at) - 1, len(knots) - 2)
        (d0, h0), (d1, h1) = knots[left], knots[left + 1]
        raw.append(h0 + (h1 - h0) * (at - d0) / (d1 - d0))
    half = round(SMOOTH_HEIGHT_M / step_m / 2)
    height = _averaged(raw, half)
    slope = [(height[(i + 1) % count] - height[i - 1]) / (2 * step_m) for i in range(count)]
    return height, slope


def owners(marks: list[float], count: int, step_m: float) -> list[int]:
    """For each of `count` steps the index of the last mark at or before it, round and round."""
    return [(bisect.bisect_right(marks, i * step_m) - 1) % len(marks) for i in range(count)]
