"""A made-up village in an extract of its own: small enough to build in a second, with whatever a test wants in it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import osmium

type LonLat = tuple[float, float]
type Tags = Mapping[str, str]

#: Where it lies: in the Atlantic, so that nobody's country is near.
LON, LAT = -30.0, 40.0
STEP = 0.001
#: Streets in a square of 6 x 6 crossings.
SIZE = 6


def write(
    path: Path,
    *,
    country: str = "CH",
    lines: Iterable[tuple[Sequence[LonLat | None], Tags]] = (),
    points: Iterable[tuple[LonLat, Tags]] = (),
    relations: Iterable[tuple[Sequence[tuple[str, int, str]], Tags]] = (),
    streets: bool = True,
    box: bool = True,
) -> Path:
    """An extract at `path`. `country`: of `addr:country` of its houses, "" for none.

    `lines`: further ways; None in one is a node that the extract lacks. Nodes are numbered from 1 in the order of
    writing, streets first; `points` follow from 10,001 on.
    """
    made = _Village()
    if streets:
        made.build_streets()
    for places, tags in lines:
        made.add_line(places, tags)
    owner = {"addr:country": country} if country else {}
    for place, tags in (*(_houses(owner) if streets else ()), *points):
        made.points.append((place, tags))
    path.unlink(missing_ok=True)
    with osmium.SimpleWriter(str(path), header=_header(box=box)) as writer:
        for number, place in enumerate(made.corners, 1):
            writer.add_node(osmium.osm.mutable.Node(id=number, location=place, version=1))
        for number, (place, tags) in enumerate(made.points, 10_001):
            writer.add_node(osmium.osm.mutable.Node(id=number, location=place, tags=dict(tags), version=1))
        for number, (references, tags) in enumerate(made.ways, 1):
            writer.add_way(osmium.osm.mutable.Way(id=number, nodes=references, tags=dict(tags), version=1))
        for number, (members, tags) in enumerate(relations, 1):
            relation = osmium.osm.mutable.Relation(id=number, members=list(members), tags=dict(tags), version=1)
            writer.add_relation(relation)
    return path


class _Village:
    def __init__(self) -> None:
        self.corners: list[LonLat] = []
        self.points: list[tuple[LonLat, Tags]] = []
        self.ways: list[tuple[list[int], Tags]] = []
        self._missing = 20_001

    def build_streets(self) -> None:
        places = [[(LON + column * STEP, LAT + row * STEP) for column in range(SIZE)] for row in range(SIZE)]
        for row in places:
            self.corners += row
        for number in range(SIZE):
            self.add_line(places[number], {"highway": "residential", "name": f"Across {number}"})
            self.add_line([row[number] for row in places], {"highway": "tertiary", "name": f"Along {number}"})

    def add_line(self, places: Sequence[LonLat | None], tags: Tags) -> None:
        self.ways.append(([self._node(place) for place in places], tags))

    def _node(self, place: LonLat | None) -> int:
        if place is None:
            self._missing += 1
            return self._missing
        if place not in self.corners:
            self.corners.append(place)
        return self.corners.index(place) + 1


def _houses(owner: Tags) -> list[tuple[LonLat, Tags]]:
    return [
        ((LON + (n + 0.5) * STEP, LAT + 0.0001), {"addr:street": "Across 0", "addr:housenumber": str(n + 1), **owner})
        for n in range(SIZE - 1)
    ]


def _header(*, box: bool) -> osmium.io.Header:
    header = osmium.io.Header()
    if box:
        edge = 0.2 * STEP
        south_west = osmium.osm.Location(LON - edge, LAT - edge)
        header.add_box(osmium.osm.Box(south_west, osmium.osm.Location(LON + 0.01, LAT + 0.01)))
    return header
