"""Which town a place belongs to: by the municipality that encloses it, else by the nearest place of some size.

Knows no index. Rings are closed or not; points are (latitude, longitude) in degrees.
"""

import bisect
import math
from dataclasses import dataclass, field

from headunit.kernel.geodesy import distance_m

type Point = tuple[float, float]

#: How far a place of each kind reaches (m), roughly the radius of its built-up area.
REACH_M = {"city": 8000.0, "town": 3000.0, "village": 1200.0, "hamlet": 500.0, "island": 1500.0}
#: Beyond so many times its reach a place says nothing.
FARTHEST = 6.0
#: Places are looked up in cells of this size (degrees): more than the farthest reach of a city outside the tropics.
_CELL_DEG = 0.5


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality or a named settlement. `names`: by language, where they differ from `name`."""

    name: str
    names: dict[str, str]
    at: Point
    kind: str = "town"


@dataclass(slots=True)
class _Area:
    town: Town
    rings: list[list[Point]]
    south: float
    north: float
    west: float
    east: float
    size: float
    #: Edges by latitude: only those that a horizontal line meets are looked at.
    bands: dict[int, list[tuple[Point, Point]]] = field(default_factory=dict)

    BAND_DEG = 0.002

    def __contains__(self, at: Point) -> bool:
        lat, lon = at
        if not (self.south <= lat <= self.north and self.west <= lon <= self.east):
            return False
        inside = False
        for (lat1, lon1), (lat2, lon2) in self.bands.get(math.floor(lat / self.BAND_DEG), ()):
            if (lat1 > lat) != (lat2 > lat) and lon < lon1 + (lat - lat1) * (lon2 - lon1) / (lat2 - lat1):
                inside = not inside
        return inside


class Towns:
    """Answers for one extract."""

    def __init__(self) -> None:
        self._areas: list[_Area] = []
        self._cells: dict[tuple[int, int], list[Town]] = {}
        self._by_name: dict[str, list[Town]] = {}

    def add_area(self, name: str, names: dict[str, str], rings: list[list[Point]]) -> None:
        """A municipality. Even-odd rule: inner rings cut holes."""
        points = [point for ring in rings for point in ring]
        if not points:
            return
        lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
        south, north, west, east = min(lats), max(lats), min(lons), max(lons)
        town = Town(name, names, ((south + north) / 2, (west + east) / 2))
        area = _Area(town, rings, south, north, west, east, (north - south) * (east - west))
        for ring in rings:
            for one, two in zip(ring, [*ring[1:], ring[0]], strict=True):
                low, high = sorted((one[0], two[0]))
                for band in range(math.floor(low / _Area.BAND_DEG), math.floor(high / _Area.BAND_DEG) + 1):
                    area.bands.setdefault(band, []).append((one, two))
        bisect.insort(self._areas, area, key=lambda known: (known.size, known.town.name))
        self._by_name.setdefault(name, []).append(town)

    def add_place(self, kind: str, name: str, names: dict[str, str], at: Point) -> None:
        """A settlement as a point. Kinds without a reach are left out."""
        if kind in REACH_M:
            town = Town(name, names, at, kind)
            self._cells.setdefault(_cell(at), []).append(town)
            self._by_name.setdefault(name, []).append(town)

    def at(self, at: Point, said: str = "") -> Town | None:
        """The town of a place. `said`: its addr:city, which is believed, and lent its names in other languages."""
        if said:
            known = self._by_name.get(said)
            return min(known, key=lambda town: _far(town.at, at)) if known else Town(said, {}, at)
        for area in self._areas:
            if at in area:
                return self._named(area.town)
        return self._nearest(at)

    def _named(self, town: Town) -> Town:
        """Boundaries often lack the names in other languages that the settlement's point has."""
        if town.names:
            return town
        return next((other for other in self._by_name[town.name] if other.names), town)

    def _nearest(self, at: Point) -> Town | None:
        row, column = _cell(at)
        near = [
            town for y in (row - 1, row, row + 1) for x in (column - 1, column, column + 1)
            for town in self._cells.get((y, x), ())
        ]  # fmt: skip
        ranked = min(
            ((_far(town.at, at) / REACH_M[town.kind], town.name, town) for town in near),
            default=None,
            key=lambda r: r[:2],
        )
        return ranked[2] if ranked is not None and ranked[0] <= FARTHEST else None


def _cell(at: Point) -> tuple[int, int]:
    return math.floor(at[0] / _CELL_DEG), math.floor(at[1] / _CELL_DEG)


def _far(one: Point, two: Point) -> float:
    return distance_m(one[0], one[1], two[0], two[1])
