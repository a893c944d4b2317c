"""Closes a coastline to land and sea. Pure geometry; knows no file and no tag.

An extract holds the coast as lines, land on their left (OpenStreetMap wiki, "Tag:natural=coastline"); the sea itself
is in no extract. Here the lines are closed with the box of the region.
"""

import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

import shapely
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.ops import linemerge, nearest_points, polygonize, unary_union

from headunit.kernel.geodesy import Bounds

type LonLat = tuple[float, float]

#: How far beside a piece of coast its side is looked at, as a share of the piece.
_ASIDE = 1e-3
#: Ends within this are one place (degrees; OpenStreetMap keeps seven digits).
_SAME = 5e-8


class Coast(NamedTuple):
    """Both empty where there is no coastline: then all is land. Longitude, latitude."""

    land: list[Polygon]
    sea: list[Polygon]


def close(lines: Sequence[Sequence[LonLat]], bounds: Bounds) -> Coast:
    """Land and sea in `bounds`. `lines`: ways of coastline in their direction, whole or cut, in any order.

    A gap is bridged to the nearest start of another line; where the edge of the box is nearer, the line is led there.
    """
    # Degrees of longitude as long as those of latitude, so that "nearest" means something.
    squeeze = max(0.01, math.cos(math.radians((bounds.south + bounds.north) / 2)))
    frame = box(bounds.west * squeeze, bounds.south, bounds.east * squeeze, bounds.north)
    pieces = [LineString([(lon * squeeze, lat) for lon, lat in line]) for line in lines if len(set(line)) > 1]
    pieces = [piece for piece in pieces if piece.intersects(frame)]
    if not pieces:
        return Coast([], [])
    chains = _chains(pieces)
    chains += _bridges(chains, frame)
    coast = unary_union([chain.intersection(frame) for chain in chains])
    faces = list(polygonize(unary_union([coast, frame.exterior])))
    sides = _Sides(chains)
    land = [face for face in faces if sides.is_land(face)]
    sea = [face for face in faces if not sides.is_land(face)]
    return Coast(_parts(land, squeeze), _parts(sea, squeeze))


def _chains(pieces: list[LineString]) -> list[LineString]:
    """Ways joined end to start. Direction is kept: it tells where the land is."""
    merged = linemerge(pieces, directed=True)
    parts = getattr(merged, "geoms", [merged])
    return [part for part in parts if isinstance(part, LineString) and part.length > 0]


def _bridges(chains: list[LineString], frame: Polygon) -> list[LineString]:
    """From each end that hangs inside the box to where the coast goes on, or to the edge of the box."""
    inside = [chain for chain in chains if not chain.is_ring]
    starts = [Point(chain.coords[0]) for chain in inside]
    free = {number for number, start in enumerate(starts) if _within(start, frame)}
    found: list[LineString] = []
    hanging = [end for chain in inside if _within(end := Point(chain.coords[-1]), frame)]
    # The narrowest gaps first: each start is joined to once.
    pairs = sorted(
        (end.distance(starts[number]), index, number) for index, end in enumerate(hanging) for number in free
    )
    joined: set[int] = set()
    for gap, index, number in pairs:
        end = hanging[index]
        if index in joined or number not in free or gap > _to_edge(end, frame) + _to_edge(starts[number], frame):
            continue
        joined.add(index)
        free.discard(number)
        if gap > _SAME:
            found.append(LineString([end, starts[number]]))
    for index, end in enumerate(hanging):
        if index not in joined:
            found.append(LineString([end, nearest_points(frame.exterior, end)[0]]))
    found += [
        LineString([nearest_points(frame.exterior, starts[number])[0], starts[number]]) for number in sorted(free)
    ]
    return [line for line in found if line.length > 0]


def _within(point: Point, frame: Polygon) -> bool:
    return frame.contains(point) and _to_edge(point, frame) > _SAME


def _to_edge(point: Point, frame: Polygon) -> float:
    return float(frame.exterior.distance(point))


class _Sides:
    """On which side of the nearest coast a face lies."""

    def __init__(self, chains: list[LineString]) -> None:
        self._pieces = [
            LineString(pair) for chain in chains for pair in itertools.pairwise(chain.coords) if pair[0] != pair[1]
        ]
        self._tree = shapely.STRtree(self._pieces)

    def is_land(self, face: Polygon) -> bool:
        """The pieces of coast along its edge vote, each as loudly as it is long."""
        shapely.prepare(face)
        vote = 0.0
        for number in self._tree.query(face):
            piece = self._pieces[number]
            left, right = _beside(piece)
            on_left, on_right = face.contains(left), face.contains(right)
            if on_left != on_right:
                vote += piece.length if on_left else -piece.length
        if vote == 0:  # between bridges only: as is the side of the nearest coast
            middle = face.representative_point()
            (x1, y1), (x2, y2) = self._pieces[self._tree.nearest(middle)].coords
            vote = (x2 - x1) * (middle.y - y1) - (y2 - y1) * (middle.x - x1)
        return vote > 0


def _beside(piece: LineString) -> tuple[Point, Point]:
    """A point close to the middle of the piece on its left, and one on its right."""
    (x1, y1), (x2, y2) = piece.coords
    x, y, across, along = (x1 + x2) / 2, (y1 + y2) / 2, (y1 - y2) * _ASIDE, (x2 - x1) * _ASIDE
    return Point(x + across, y + along), Point(x - across, y - along)


def _parts(faces: list[Polygon], squeeze: float) -> list[Polygon]:
    whole = unary_union(faces)
    if not whole.is_valid:
        whole = whole.buffer(0)
    flat = shapely.transform(whole, lambda places: places / (squeeze, 1.0))
    if isinstance(flat, Polygon):
        return [] if flat.is_empty else [flat]
    return [part for part in flat.geoms if isinstance(part, Polygon)] if isinstance(flat, MultiPolygon) else []
