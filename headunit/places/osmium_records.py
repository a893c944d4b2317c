"""An OpenStreetMap extract as named things, pieces of streets, house numbers and town boundaries. Knows no index."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import osmium
import osmium.filter
import osmium.osm

from headunit.kernel.errors import HeadunitError
from headunit.places.kinds import kind_of, place_kind_of

type Point = tuple[float, float]  # latitude, longitude in degrees

#: Other names under which a thing is known (https://wiki.openstreetmap.org/wiki/Names).
_OTHER_NAMES = ("alt_name", "short_name", "old_name", "int_name", "official_name", "loc_name", "nat_name", "reg_name")
_LABELS = ("brand", "operator", "ref", "network", "brand:en", "brand:zh", "addr:housename")
#: Tags worth telling, by name and by beginning.
_TOLD = frozenset(
    {"opening_hours", "phone", "contact:phone", "website", "contact:website", "fee", "operator", "brand", "maxheight"}
    | {"access", "capacity", "cuisine", "stars", "wheelchair", "ele", "population", "charge", "hgv", "maxstay"}
    | {"authentication:none", "takeaway", "outdoor_seating", "parking", "supervised", "religion", "iata", "ref"}
)
#: Asked for by kind alone: their names are those of the houses that they hang on.
_UNNAMED = frozenset({"defibrillator", "drinking_water"})
_TOLD_FAMILIES = ("socket:", "fuel:", "capacity:", "payment:")
#: The level of a municipality nearly everywhere (https://wiki.openstreetmap.org/wiki/Tag:boundary=administrative).
TOWN_LEVEL = "8"


@dataclass(slots=True)
class Thing:
    """Something with a name or a kind. `osm`: "n", "w" or "r" and the number. `names`: by language."""

    osm: str
    kind: str
    at: Point
    name: str = ""
    names: dict[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    street: str = ""
    number: str = ""
    town: str = ""
    postcode: str = ""
    details: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Piece:
    """A way that carries the name of a street."""

    osm: str
    name: str
    names: dict[str, str]
    others: tuple[str, ...]
    points: list[Point]


@dataclass(slots=True)
class House:
    """A house number. `street`: or the place that numbers are counted in where streets have no names."""

    osm: str
    street: str
    number: str
    at: Point
    town: str = ""
    postcode: str = ""


@dataclass(slots=True)
class Boundary:
    """The area of a municipality: outer and inner rings."""

    osm: str
    name: str
    names: dict[str, str]
    rings: list[list[Point]]


def read(path: Path) -> Iterator[Thing | Piece | House | Boundary]:
    """Everything of use in the extract, in the order of the file. Raises HeadunitError when it cannot be read."""
    wanted = osmium.filter.KeyFilter(
        *("name", "addr:housenumber", "amenity", "shop", "tourism", "leisure", "highway", "railway", "aeroway"),
        *("healthcare", "craft", "office", "historic", "brand", "emergency", "aerialway", "addr:housename"),
    )
    try:
        processor = osmium.FileProcessor(str(path)).with_locations().with_areas().with_filter(wanted)
        for one in processor:
            yield from _records(one)
    except (RuntimeError, OSError, ValueError) as error:  # osmium raises RuntimeError for a damaged file
        raise HeadunitError(f"{path.name} cannot be read for the search: {str(error).splitlines()[0]}") from error


def _records(one: object) -> Iterator[Thing | Piece | House | Boundary]:
    if isinstance(one, osmium.osm.Way):
        if one.tags.get("highway") and one.tags.get("name"):
            yield from _piece(one)
        elif not one.is_closed():
            yield from _thing(one, f"w{one.id}", _middle_of_way(one))
    elif isinstance(one, osmium.osm.Node):
        if one.location.valid():
            yield from _thing(one, f"n{one.id}", (one.location.lat, one.location.lon))
    elif isinstance(one, osmium.osm.Area):
        osm = f"{'w' if one.from_way() else 'r'}{one.orig_id()}"
        tags = one.tags
        if tags.get("boundary") == "administrative" and tags.get("admin_level") == TOWN_LEVEL and tags.get("name"):
            yield Boundary(osm, tags["name"], _names(tags), _rings(one))
        if (rings := _rings(one, inner=False)) and (longest := max(rings, key=len)):
            yield from _thing(one, osm, _mean(longest))


def _piece(way: osmium.osm.Way) -> Iterator[Piece]:
    points = [(node.lat, node.lon) for node in way.nodes if node.location.valid()]
    if points:
        yield Piece(f"w{way.id}", way.tags["name"], _names(way.tags), _others(way.tags), points)


def _thing(
    one: osmium.osm.Node | osmium.osm.Way | osmium.osm.Area, osm: str, at: Point | None
) -> Iterator[Thing | House]:
    tags = one.tags
    if at is None:
        return
    # An area of a street (a pedestrian zone) is a piece of it already.
    kind = kind_of(tags) or place_kind_of(tags)
    if kind is None and tags.get("addr:housename") and not tags.get("addr:housenumber"):
        kind = "address"
    number, town, postcode = (tags.get(f"addr:{key}") or "" for key in ("housenumber", "city", "postcode"))
    if town.isdecimal():
        town = ""
    street = tags.get("addr:street") or tags.get("addr:place") or ""
    if number and street:
        yield House(osm, street, number, at, town, postcode)
    if kind is None or (isinstance(one, osmium.osm.Way) and kind not in {"waterfall", "cable_car"}):
        return
    name = tags.get("name") or tags.get("addr:housename") or tags.get("brand") or tags.get("operator") or ""
    if kind in _UNNAMED:
        name = ""
    if not name and place_kind_of(tags) == kind:
        return
    postcode = postcode or tags.get("postal_code") or ""
    yield Thing(osm, kind, at, name, _names(tags), _others(tags), street, number, town, postcode, _told(tags))


def _names(tags: osmium.osm.TagList) -> dict[str, str]:
    """Names by language that differ from the plain one."""
    plain = tags.get("name")
    found = {tag.k.removeprefix("name:"): tag.v for tag in tags if tag.k.startswith("name:")}
    return {language: name for language, name in sorted(found.items()) if name != plain and len(language) <= 8}  # noqa: PLR2004


def _others(tags: osmium.osm.TagList) -> tuple[str, ...]:
    found = [tag.v for tag in tags if tag.k in _LABELS or tag.k.partition(":")[0] in _OTHER_NAMES]
    return tuple(dict.fromkeys(part.strip() for value in found for part in value.split(";") if part.strip()))


def _told(tags: osmium.osm.TagList) -> dict[str, str]:
    return {tag.k: tag.v for tag in tags if tag.k in _TOLD or tag.k.startswith(_TOLD_FAMILIES)}


def _rings(area: osmium.osm.Area, *, inner: bool = True) -> list[list[Point]]:
    rings = []
    for outer in area.outer_rings():
        rings.append([(node.lat, node.lon) for node in outer if node.location.valid()])
        if inner:
            rings += [
                [(node.lat, node.lon) for node in ring if node.location.valid()] for ring in area.inner_rings(outer)
            ]
    return [ring for ring in rings if ring]


def _middle_of_way(way: osmium.osm.Way) -> Point | None:
    points = [(node.lat, node.lon) for node in way.nodes if node.location.valid()]
    return points[len(points) // 2] if points else None


def _mean(points: list[Point]) -> Point:
    return sum(lat for lat, _ in points) / len(points), sum(lon for _, lon in points) / len(points)
