"""What of an OpenStreetMap object is drawn: its layer, properties and first zoom, by the schema in ports.py. Tags only.

Tags: OpenStreetMap wiki, "Map features". Knows no geometry and no file.
"""

import re
from collections.abc import Callable
from typing import NamedTuple, Protocol

type Property = str | int | float


class Tags(Protocol):
    """A dict of tags, or pyosmium's list of them."""

    def get(self, key: str, default: str | None = None, /) -> str | None:
        """The value of a tag."""
        ...


class Feature(NamedTuple):
    """`zoom`: the first at which it is in the tiles."""

    layer: str
    zoom: int
    properties: dict[str, Property]


FIRST_ZOOM, LAST_ZOOM = 4, 14
LANGUAGES = ("en", "de", "zh")

#: highway=* -> (class, first zoom).
_ROADS = {
    "motorway": ("motorway", 4),
    "trunk": ("trunk", 5),
    "primary": ("primary", 7),
    "secondary": ("secondary", 9),
    "tertiary": ("tertiary", 11),
    "unclassified": ("minor", 12),
    "residential": ("minor", 12),
    "living_street": ("minor", 13),
    "road": ("minor", 12),
    "service": ("service", 13),
    "track": ("track", 13),
    "path": ("path", 14),
    "footway": ("path", 14),
    "cycleway": ("path", 14),
    "bridleway": ("path", 14),
    "steps": ("path", 14),
    "pedestrian": ("pedestrian", 13),
    "busway": ("service", 13),
}
_LINK_ZOOM = {"motorway": 9, "trunk": 9, "primary": 10, "secondary": 11, "tertiary": 12}
_RAILS = {
    "rail": ("rail", 9),
    "narrow_gauge": ("rail", 10),
    "funicular": ("rail", 12),
    "light_rail": ("tram", 12),
    "tram": ("tram", 13),
}
_WATERWAYS = {"river": 8, "canal": 10, "stream": 13}
_WATER_AREAS = {"river": "river", "canal": "canal", "stream": "stream", "oxbow": "river"}
#: (key, value) -> class.
_LANDUSE = {
    **{("landuse", one): one for one in ("residential", "commercial", "industrial", "military", "cemetery")},
    ("landuse", "forest"): "wood",
    ("landuse", "grass"): "grass",
    ("landuse", "meadow"): "grass",
    ("landuse", "village_green"): "grass",
    ("landuse", "recreation_ground"): "grass",
    ("landuse", "farmland"): "farmland",
    ("landuse", "farmyard"): "farmland",
    ("landuse", "orchard"): "farmland",
    ("landuse", "vineyard"): "farmland",
    ("landuse", "allotments"): "farmland",
    ("landuse", "retail"): "commercial",
    ("landuse", "railway"): "industrial",
    ("landuse", "quarry"): "rock",
    ("natural", "wood"): "wood",
    ("natural", "scrub"): "wood",
    ("natural", "grassland"): "grass",
    ("natural", "heath"): "grass",
    ("natural", "bare_rock"): "rock",
    ("natural", "scree"): "rock",
    ("natural", "shingle"): "rock",
    ("natural", "sand"): "sand",
    ("natural", "beach"): "sand",
    ("natural", "glacier"): "glacier",
    ("leisure", "park"): "park",
    ("leisure", "garden"): "park",
    ("leisure", "nature_reserve"): "park",
    ("leisure", "pitch"): "pitch",
    ("leisure", "golf_course"): "grass",
    ("leisure", "stadium"): "pitch",
    ("leisure", "track"): "pitch",
    ("amenity", "school"): "school",
    ("amenity", "university"): "school",
    ("amenity", "college"): "school",
    ("amenity", "kindergarten"): "school",
    ("amenity", "hospital"): "hospital",
    ("amenity", "parking"): "parking",
    ("amenity", "grave_yard"): "cemetery",
    ("aeroway", "aerodrome"): "airport",
    ("aeroway", "apron"): "airport",
    ("place", "square"): "pedestrian",
}
_LANDUSE_KEYS = ("landuse", "natural", "leisure", "amenity", "aeroway", "place")
_LANDUSE_ZOOM = {"wood": 8, "glacier": 8, "farmland": 10, "residential": 9, "industrial": 10, "park": 10, "grass": 11}
_PLACES = {
    "country": 4,
    "city": 4,
    "town": 7,
    "village": 9,
    "suburb": 11,
    "quarter": 12,
    "hamlet": 12,
    "island": 9,
    "locality": 13,
}
_UNPAVED = frozenset(
    {"unpaved", "compacted", "gravel", "fine_gravel", "pebblestone", "dirt", "earth", "grass", "ground", "mud"}
    | {"rock", "sand", "woodchips"}
)
_HARD_GRADE = "grade1"
_NO = frozenset({None, "no", "false", "0"})
#: Metres of a storey, as "Simple 3D buildings" of the wiki assumes it.
_LEVEL_M = 3.0
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def _names(tags: Tags) -> dict[str, Property]:
    name = tags.get("name")
    found: dict[str, Property] = {} if name is None else {"name": name}
    for language in LANGUAGES:
        said = tags.get(f"name:{language}")
        if said is not None and said != name:
            found[f"name:{language}"] = said
    return found


def _number(text: str | None) -> float | None:
    """The number at the start of a value such as "12.5 m"."""
    match = _NUMBER.match(text or "")
    return None if match is None else float(match[0])


def line(tags: Tags) -> Feature | None:
    """What a way is, drawn as a line; None where it is not."""
    for found in (_road(tags), _rail(tags)):
        if found is not None:
            return found
    waterway = tags.get("waterway")
    if waterway in {"ditch", "drain"}:
        waterway = "stream"
    if waterway in _WATERWAYS and tags.get("tunnel") in _NO:
        return Feature("water", _WATERWAYS[str(waterway)], {"class": str(waterway), **_names(tags)})
    return None


def _oneway(tags: Tags) -> int:
    said = tags.get("oneway")
    if said in {"yes", "true", "1"}:
        return 1
    if said in {"-1", "reverse"}:
        return -1
    round_about = tags.get("junction") in {"roundabout", "circular"} or tags.get("highway") == "motorway"
    return int(said is None and round_about)


def _road(tags: Tags) -> Feature | None:
    highway = tags.get("highway")
    if tags.get("route") == "ferry" and highway is None:
        return Feature("roads", 9, {"class": "ferry", **_names(tags)})
    if highway is None or tags.get("area") == "yes":
        return None
    kind, link = highway.removesuffix("_link"), highway.endswith("_link")
    known = _ROADS.get(kind)
    if known is None:
        return None
    name, zoom = known
    properties: dict[str, Property] = {"class": name, **_names(tags)}
    if link:
        zoom = _LINK_ZOOM.get(kind, 13)
        properties["link"] = 1
    if oneway := _oneway(tags):
        properties["oneway"] = oneway
    _structure(tags, properties)
    if (ref := tags.get("ref")) is not None:
        properties["ref"] = ref
    if tags.get("toll") == "yes":
        properties["toll"] = 1
    rough_track = name == "track" and tags.get("surface") is None and tags.get("tracktype") != _HARD_GRADE
    if tags.get("surface") in _UNPAVED or rough_track:
        properties["unpaved"] = 1
    return Feature("roads", zoom, properties)


def _rail(tags: Tags) -> Feature | None:
    found = _RAILS.get(tags.get("railway") or "")
    if found is None:
        return None
    name, zoom = found
    if tags.get("service") is not None:
        zoom = max(zoom, 13)  # sidings and yards
    properties: dict[str, Property] = {"class": name}
    _structure(tags, properties)
    return Feature("roads", zoom, properties)


def _structure(tags: Tags, properties: dict[str, Property]) -> None:
    for key in ("tunnel", "bridge"):
        if tags.get(key) not in _NO:
            properties[key] = 1
    layer = _number(tags.get("layer"))
    if layer:
        properties["layer"] = int(layer)


def area(tags: Tags) -> Feature | None:
    """What a closed way or a multipolygon is, drawn as an area; None where it is not."""
    return _building(tags) or _water(tags) or _land(tags)


def _building(tags: Tags) -> Feature | None:
    if tags.get("building") in _NO:
        return None
    height_m, levels = _number(tags.get("height")), _number(tags.get("building:levels"))
    if height_m is None and levels is not None:
        height_m = levels * _LEVEL_M
    return Feature("buildings", 13, {"height_m": round(height_m, 1)} if height_m and height_m > 0 else {})


def _water(tags: Tags) -> Feature | None:
    """Inland water; the sea is no area of OpenStreetMap, and a bay is a name of a part of it."""
    if tags.get("natural") == "water" or tags.get("waterway") in {"riverbank", "dock"}:
        kind = tags.get("water") or ("river" if tags.get("waterway") == "riverbank" else "")
        return Feature("water", 6, {"class": _WATER_AREAS.get(kind, "lake"), **_names(tags)})
    if tags.get("landuse") in {"reservoir", "basin"}:
        return Feature("water", 9, {"class": "lake", **_names(tags)})
    return None


def _land(tags: Tags) -> Feature | None:
    if tags.get("highway") == "pedestrian" or (tags.get("area") == "yes" and tags.get("highway") == "footway"):
        return Feature("landuse", 13, {"class": "pedestrian"})
    for key in _LANDUSE_KEYS:
        value = tags.get(key)
        if value is not None and (kind := _LANDUSE.get((key, value), "")):
            return Feature("landuse", _LANDUSE_ZOOM.get(kind, 12), {"class": kind})
    return None


def boundary(tags: Tags) -> Feature | None:
    """What the ways of an administrative boundary are. `tags`: of its relation, or of the way itself."""
    level = tags.get("admin_level")
    if tags.get("boundary") != "administrative" or level not in {"2", "4"}:
        return None
    return Feature("boundaries", 4, {"level": int(str(level))})


def place(tags: Tags) -> Feature | None:
    """A town, an island, a peak: a point with a name."""
    if tags.get("name") is None:
        return None
    kind = tags.get("place")
    if kind in {"neighbourhood", "islet", "isolated_dwelling", "farm"}:
        kind = {"neighbourhood": "quarter", "islet": "island"}.get(str(kind), "locality")
    if kind in _PLACES:
        properties: dict[str, Property] = {"class": str(kind), **_names(tags)}
        if tags.get("capital") == "yes":
            properties["capital"] = 1
        population = _number((tags.get("population") or "").replace("'", "").replace(" ", ""))
        if population:
            properties["population"] = int(population)
        return Feature("places", _PLACES[str(kind)], properties)
    if tags.get("natural") in {"peak", "volcano"}:
        return Feature("places", 11, {"class": "peak", **_names(tags)})
    return None


def points(tags: Tags, kind_of: Callable[[Tags], str | None], rank_of: Callable[[str], int]) -> list[Feature]:
    """What is drawn as a point: a place, a POI, a house number. `kind_of`, `rank_of`: those of places/kinds.py."""
    found = []
    if (town := place(tags)) is not None:
        found.append(town)
    if (kind := kind_of(tags)) is not None:
        rank = rank_of(kind)
        found.append(Feature("pois", _poi_zoom(rank), {"class": kind, "rank": rank, **_names(tags)}))
    if (house := tags.get("addr:housenumber")) is not None:
        found.append(Feature("housenumbers", 14, {"number": house}))
    return found


def _poi_zoom(rank: int) -> int:
    """The best are worth their place in the tiles from further away."""
    return 12 if rank <= 2 else 13 if rank <= 4 else 14  # noqa: PLR2004  ranks are 1..9
