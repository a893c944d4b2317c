"""What of an OpenStreetMap object is drawn. The schema is the table in headunit/regions/ports.py, read from there."""

import re

import pytest

from headunit.places.kinds import KINDS, kind_of
from headunit.regions import features, ports

ROWS = re.findall(r"^\| `(\w+)` \| ([^|]+) \| (.*) \|$", ports.__doc__, re.MULTILINE)
#: Layer -> the classes that the schema allows (empty where it has none).
CLASSES = {
    layer: {word.strip().split(" ")[0] for word in found[1].split(",")}
    if (found := re.search(r"`class`: ([^;]+)", told))
    else set()
    for layer, _, told in ROWS
}
#: Layer -> the names of its properties; "names" stands for name and its languages.
PROPERTIES = {layer: set(re.findall(r"`([a-z_]+)`", told)) for layer, _, told in ROWS}
NAMES = {"name", "name:en", "name:de", "name:zh"}


def rank_of(kind: str) -> int:
    return KINDS[kind].rank


def fits(feature: features.Feature) -> bool:
    """Whether it is as the schema says."""
    kind = feature.properties.get("class")
    known = kind is None or feature.layer == "pois" or kind in CLASSES[feature.layer]
    return known and set(feature.properties) <= PROPERTIES[feature.layer] | NAMES and 4 <= feature.zoom <= 14


def test_the_schema_is_read() -> None:
    assert set(CLASSES) == {
        *("earth", "water", "landuse", "buildings", "roads", "boundaries", "places", "pois", "housenumbers")
    }
    assert {"motorway", "ferry"} <= CLASSES["roads"]
    assert {"link", "oneway", "ref", "toll", "unpaved", "layer"} <= PROPERTIES["roads"]


def test_nothing_leaves_the_schema() -> None:
    for highway in [*features._ROADS, "motorway_link", "trunk_link", "tertiary_link"]:
        assert fits(features.line({"highway": highway, "name": "x", "name:de": "y", "oneway": "-1", "toll": "yes"}))
    for railway in features._RAILS:
        assert fits(features.line({"railway": railway, "service": "yard", "tunnel": "yes", "layer": "-1"}))
    for waterway in [*features._WATERWAYS, "ditch"]:
        assert fits(features.line({"waterway": waterway, "name": "x"}))
    for key, value in features._LANDUSE:
        assert fits(features.area({key: value}))
    for place in [*features._PLACES, "islet", "neighbourhood"]:
        assert fits(features.place({"place": place, "name": "x", "capital": "yes", "population": "12'345"}))
    for kind in KINDS.values():
        for tag in kind.tags:
            key, _, value = tag.partition("=")
            assert all(fits(one) for one in features.points({key: value, "name": "x"}, kind_of, rank_of))


def test_every_class_of_the_schema_is_reached() -> None:
    made = {"roads": {"ferry"}, "water": {"sea", "lake"}, "places": {"peak"}, "landuse": {"pedestrian"}}
    made["roads"] |= {name for name, _ in [*features._ROADS.values(), *features._RAILS.values()]}
    made["water"] |= {*features._WATERWAYS, *features._WATER_AREAS.values()}
    made["landuse"] |= set(features._LANDUSE.values())
    made["places"] |= set(features._PLACES)
    for layer, classes in made.items():
        assert classes == CLASSES[layer], layer


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"highway": "motorway"}, {"class": "motorway", "oneway": 1}),
        ({"highway": "motorway", "oneway": "no"}, {"class": "motorway"}),
        ({"highway": "motorway_link", "ref": "A8"}, {"class": "motorway", "link": 1, "ref": "A8"}),
        ({"highway": "residential", "oneway": "-1"}, {"class": "minor", "oneway": -1}),
        ({"highway": "primary", "junction": "roundabout"}, {"class": "primary", "oneway": 1}),
        ({"highway": "secondary", "bridge": "viaduct", "layer": "2"}, {"class": "secondary", "bridge": 1, "layer": 2}),
        ({"highway": "secondary", "tunnel": "no", "layer": "x"}, {"class": "secondary"}),
        ({"highway": "track"}, {"class": "track", "unpaved": 1}),
        ({"highway": "track", "tracktype": "grade1"}, {"class": "track"}),
        ({"highway": "service", "surface": "gravel"}, {"class": "service", "unpaved": 1}),
        ({"highway": "primary", "toll": "yes"}, {"class": "primary", "toll": 1}),
        ({"highway": "construction"}, None),
        ({"highway": "pedestrian", "area": "yes"}, None),
        ({"route": "ferry", "name": "Blue line"}, {"class": "ferry", "name": "Blue line"}),
        ({"railway": "abandoned"}, None),
        ({"waterway": "river", "tunnel": "culvert"}, None),
        ({"name": "nothing"}, None),
    ],
)
def test_lines(tags: dict[str, str], expected: dict | None) -> None:
    found = features.line(tags)
    assert (None if found is None else found.properties) == expected


@pytest.mark.parametrize(
    ("tags", "layer", "expected"),
    [
        ({"building": "yes"}, "buildings", {}),
        ({"building": "yes", "height": "12.5 m"}, "buildings", {"height_m": 12.5}),
        ({"building": "yes", "building:levels": "4"}, "buildings", {"height_m": 12.0}),
        ({"building": "yes", "height": "tall"}, "buildings", {}),
        ({"building": "no", "landuse": "forest"}, "landuse", {"class": "wood"}),
        ({"natural": "water", "name": "Gampriner Seele"}, "water", {"class": "lake", "name": "Gampriner Seele"}),
        ({"natural": "water", "water": "river"}, "water", {"class": "river"}),
        ({"landuse": "reservoir"}, "water", {"class": "lake"}),
        ({"leisure": "park"}, "landuse", {"class": "park"}),
        ({"highway": "pedestrian"}, "landuse", {"class": "pedestrian"}),
    ],
)
def test_areas(tags: dict[str, str], layer: str, expected: dict) -> None:
    found = features.area(tags)
    assert found is not None
    assert (found.layer, found.properties) == (layer, expected)


def test_names_that_do_not_differ_are_told_once() -> None:
    tags = {"place": "town", "name": "Vaduz", "name:de": "Vaduz", "name:zh": "瓦杜兹", "name:fr": "Vaduz"}
    assert features.place(tags).properties == {"class": "town", "name": "Vaduz", "name:zh": "瓦杜兹"}


def test_points() -> None:
    tags = {"amenity": "fuel", "name": "Migrol", "addr:housenumber": "12a"}
    fuel, number = features.points(tags, kind_of, rank_of)
    assert (fuel.layer, fuel.properties["class"], fuel.properties["name"]) == ("pois", "fuel", "Migrol")
    assert number == ("housenumbers", 14, {"number": "12a"})
    assert features.points({"amenity": "bench"}, kind_of, rank_of) == []
    assert features.boundary({"boundary": "administrative", "admin_level": "2"}).properties == {"level": 2}
    assert features.boundary({"boundary": "administrative", "admin_level": "8"}) is None
