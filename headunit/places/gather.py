"""From raw records to what is worth finding: pieces of a street become one street, doubles one place. No SQL here."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from headunit.kernel.geodesy import distance_m
from headunit.places.osmium_records import Boundary, House, Piece, Thing
from headunit.places.towns import Town, Towns

type Point = tuple[float, float]

#: Pieces of one name in one town that lie so near are one street (m).
SAME_STREET_M = 600.0
#: Two of one kind and name so near are one place, mapped twice: a node in an area, the two sides of a bus stop (m).
SAME_PLACE_M = 120.0
#: A house belongs to the street of its name, if that is no further (m).
HOUSE_TO_STREET_M = 1500.0


@dataclass(slots=True)
class Street:
    """A street of one town. `pieces`: its lines; none where only house numbers tell of it."""

    name: str
    names: dict[str, str]
    others: tuple[str, ...]
    town: Town | None
    at: Point
    pieces: list[list[Point]] = field(default_factory=list)
    houses: list[House] = field(default_factory=list)
    postcode: str = ""
    osm: str = ""


@dataclass(slots=True)
class Gathered:
    """All of an extract, in an order that depends on nothing but its content."""

    things: list[tuple[Thing, Town | None]]
    streets: list[Street]


def gather(records: Iterable[Thing | Piece | House | Boundary], progress: Callable[[float], None]) -> Gathered:
    """Sort everything out. `progress` hears 0..1."""
    things, pieces, houses, towns = [], [], [], Towns()
    for one in records:
        if isinstance(one, Thing):
            things.append(one)
            towns.add_place(one.kind, one.name, one.names, one.at)
        elif isinstance(one, Piece):
            pieces.append(one)
        elif isinstance(one, House):
            houses.append(one)
        else:
            towns.add_area(one.name, one.names, one.rings)
    progress(0.5)
    streets = _streets(pieces, towns)
    progress(0.7)
    _house(streets, houses, towns)
    progress(0.9)
    return Gathered(_things(things, towns), sorted(streets, key=lambda street: (street.name, street.at)))


def _streets(pieces: list[Piece], towns: Towns) -> list[Street]:
    named: dict[tuple[str, str], list[tuple[Piece, Town | None]]] = {}
    for piece in sorted(pieces, key=lambda piece: piece.osm):
        town = towns.at(piece.points[len(piece.points) // 2])
        named.setdefault((piece.name, "" if town is None else town.name), []).append((piece, town))
    return [_street(group) for found in named.values() for group in _clusters(found)]


def _clusters(found: list[tuple[Piece, Town | None]]) -> list[list[tuple[Piece, Town | None]]]:
    """Pieces that hang together, by their ends and middles."""
    left, clusters = list(found), []
    while left:
        cluster = [left.pop(0)]
        for member in cluster:  # grows as it is walked
            near = [other for other in left if _gap_m(member[0].points, other[0].points) <= SAME_STREET_M]
            cluster += near
            left = [other for other in left if not any(other is one for one in near)]
        clusters.append(cluster)
    return clusters


def _far(one: Point, two: Point) -> float:
    return distance_m(one[0], one[1], two[0], two[1])


def _gap_m(one: list[Point], two: list[Point]) -> float:
    marks = [(line[0], line[len(line) // 2], line[-1]) for line in (one, two)]
    return min(_far(here, there) for here in marks[0] for there in marks[1])


def _street(group: list[tuple[Piece, Town | None]]) -> Street:
    first, town = group[0]
    points = [point for piece, _ in group for point in piece.points]
    middle = sum(lat for lat, _ in points) / len(points), sum(lon for _, lon in points) / len(points)
    at = min(points, key=lambda point: (_far(point, middle), point))
    names: dict[str, str] = {}
    for piece, _ in group:
        names = piece.names | names
    others = tuple(dict.fromkeys(other for piece, _ in group for other in piece.others))
    return Street(first.name, names, others, town, at, [piece.points for piece, _ in group], osm=first.osm)


def _house(streets: list[Street], houses: list[House], towns: Towns) -> None:
    """Give each house to the nearest street of its name; a name without a street makes one."""
    by_name: dict[str, list[Street]] = {}
    for street in streets:
        by_name.setdefault(street.name, []).append(street)
    for house in sorted(houses, key=lambda house: (house.osm, house.number)):
        known = [
            (_to_street_m(house.at, street), number) for number, street in enumerate(by_name.get(house.street, ()))
        ]
        if not known or min(known)[0] > HOUSE_TO_STREET_M:
            town = towns.at(house.at, house.town)
            made = Street(house.street, {}, (), town, house.at, osm=house.osm)
            streets.append(made)
            by_name.setdefault(house.street, []).append(made)
            made.houses.append(house)
        else:
            by_name[house.street][min(known)[1]].houses.append(house)
    for street in streets:
        street.houses = _once(street.houses)
        codes = sorted(house.postcode for house in street.houses if house.postcode)
        street.postcode = max(dict.fromkeys(codes), key=codes.count, default="")


def _once(houses: list[House]) -> list[House]:
    """Without the doubles: a building and the entrance in it carry the same number."""
    kept: dict[str, list[House]] = {}
    for house in houses:
        known = kept.setdefault(house.number.casefold(), [])
        if not any(_far(house.at, other.at) <= SAME_PLACE_M for other in known):
            known.append(house)
    return [house for known in kept.values() for house in known]


def _to_street_m(at: Point, street: Street) -> float:
    if not street.pieces:
        return _far(at, street.at)
    return min(_far(at, point) for piece in street.pieces for point in piece[:: max(1, len(piece) // 4)])


def _things(things: list[Thing], towns: Towns) -> list[tuple[Thing, Town | None]]:
    kept: list[tuple[Thing, Town | None]] = []
    cells: dict[tuple[str, str, int, int], list[Thing]] = {}
    # Areas before points: they lie in the middle. What tells more before what tells less.
    for thing in sorted(things, key=lambda one: (-len(one.details), one.osm[0] == "n", one.osm)):
        row, column = math.floor(thing.at[0] * 500), math.floor(thing.at[1] * 500)
        around = [
            other for y in (row - 1, row, row + 1) for x in (column - 1, column, column + 1)
            for other in cells.get((thing.kind, thing.name, y, x), ())
        ]  # fmt: skip
        if any(_far(thing.at, other.at) <= SAME_PLACE_M for other in around) and thing.name:
            continue
        cells.setdefault((thing.kind, thing.name, row, column), []).append(thing)
        kept.append((thing, towns.at(thing.at, thing.town)))
    return sorted(kept, key=lambda one: (one[0].kind, one[0].name, one[0].at))
