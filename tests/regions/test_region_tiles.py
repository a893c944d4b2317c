"""The vector tiles of real regions: schema, sea and land, what the edge of an extract cuts, what they tell of whom."""

import getpass
import json
import socket
from pathlib import Path

import built_regions
import pytest
import village
from map_tiles import features, layers_at
from test_region_features import CLASSES, NAMES, PROPERTIES

from headunit.kernel.geodesy import Bounds
from headunit.places.kinds import KINDS, kind_of
from headunit.regions import pmtiles_metadata
from headunit.regions.ports import Extract
from headunit.regions.state import ATTRIBUTION, Region
from headunit.regions.vector_tiles import VectorTiles


@pytest.fixture(scope="module")
def monaco() -> Region:
    return built_regions.monaco()


@pytest.fixture(scope="module")
def helsinki() -> Region:
    return built_regions.helsinki()


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((43.7276, 7.4400), {"water sea"}),  # off the Larvotto
        ((43.7200, 7.4300), {"water sea"}),
        ((43.7354, 7.4255), {"water sea"}),  # the yachts of Port Hercule
        ((43.7392, 7.4273), {"earth"}),  # the casino
        ((43.7310, 7.4197), {"earth"}),  # the rock
        ((43.7500, 7.4100), {"earth"}),  # the hills of France
    ],
)
def test_sea_and_land_of_monaco(monaco: Region, place: tuple[float, float], expected: set[str]) -> None:
    assert layers_at(monaco, *place) & {"earth", "water sea"} == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((60.1782, 24.9425), {"water sea"}),  # the bay of Kaisaniemi
        ((60.1764, 24.9498), {"water sea"}),  # under Pitkäsilta
        ((60.1671, 24.95305), {"water sea"}),  # the harbour, of which the extract has a corner
        ((60.1780, 24.9475), {"earth"}),  # the shore north of the bay
        ((60.1702, 24.9412), {"earth"}),  # the railway station
        ((60.1695, 24.9525), {"earth"}),  # the square of the Senate
    ],
)
def test_sea_and_land_of_helsinki(helsinki: Region, place: tuple[float, float], expected: set[str]) -> None:
    assert layers_at(helsinki, *place) & {"earth", "water sea"} == expected


def test_a_country_without_a_coast_has_neither_earth_nor_sea(shared: Path) -> None:
    layers = {layer["id"] for layer in metadata(built_regions.liechtenstein())["vector_layers"]}
    assert "earth" not in layers
    assert {"water", "roads", "buildings", "boundaries", "places", "pois", "housenumbers", "landuse"} == layers


def metadata(region: Region) -> dict:
    return pmtiles_metadata.read(region.tiles)


@pytest.mark.parametrize("name", ["monaco", "helsinki"])
def test_tiles_keep_the_schema(name: str, request: pytest.FixtureRequest) -> None:
    layers = metadata(request.getfixturevalue(name))["tilestats"]["layers"]
    assert {"roads", "buildings", "water", "earth", "pois"} <= {layer["layer"] for layer in layers} <= set(CLASSES)
    for layer in layers:
        values = {one["attribute"]: set(one["values"]) for one in layer["attributes"]}
        assert set(values) <= PROPERTIES[layer["layer"]] | NAMES
        known = set(KINDS) if layer["layer"] == "pois" else CLASSES[layer["layer"]]
        assert values.get("class", set()) <= known
        assert values.get("rank", set()) <= set(range(1, 10))
        assert values.get("oneway", set()) <= {1, -1}


def test_a_city_has_what_a_map_needs(helsinki: Region) -> None:
    streets = {one["properties"].get("name") for one in features(helsinki, "roads")}
    assert {"Mannerheimintie", "Aleksanterinkatu"} <= streets
    assert {"tram", "minor", "path"} <= {one["properties"]["class"] for one in features(helsinki, "roads")}
    assert sum(1 for _ in features(helsinki, "housenumbers")) > 500
    assert "restaurant" in {one["properties"]["class"] for one in features(helsinki, "pois")}
    assert any("height_m" in one["properties"] for one in features(helsinki, "buildings"))


def test_the_tiles_thank_the_mappers_and_tell_nothing_of_this_computer(monaco: Region) -> None:
    said = metadata(monaco)
    assert said["attribution"] == ATTRIBUTION
    assert "generator_options" not in said
    words = json.dumps(said)
    for private in (str(Path.home()), str(built_regions.ROOT), "/tmp", "tippecanoe", socket.gethostname()):
        assert private not in words
    assert getpass.getuser() not in words or getpass.getuser() in ATTRIBUTION
    assert str(built_regions.ROOT).encode() not in monaco.tiles.read_bytes()


def test_what_the_edge_cuts_is_drawn_as_far_as_it_is_known(tmp_path: Path) -> None:
    lon, lat = village.LON, village.LAT
    far = [(lon + 0.004, lat + 0.0095), (lon + 0.0045, lat + 0.0095)]
    cut = [(lon + 0.001, lat + 0.0095), (lon + 0.002, lat + 0.0095), None, *far, None]
    alone = [None, (lon, lat + 0.009), None]
    path = village.write(
        tmp_path / "cut.osm.pbf",
        lines=[(cut, {"highway": "primary", "name": "Cut"}), (alone, {"highway": "primary", "name": "Alone"})],
    )
    extract = Extract(path, Bounds(lat, lon, lat + 0.01, lon + 0.01), ("CH",), whole_country=False)
    shares: list[float] = []
    VectorTiles(kind_of, lambda kind: KINDS[kind].rank).run(extract, tmp_path, shares.append)
    region = Region("cut", "Cut", tmp_path, extract.bounds, "", ("CH",), False, "", 0, "")
    names = [one["properties"].get("name") for one in features(region, "roads")]
    assert names.count("Cut") >= 2
    assert "Alone" not in names
    assert {"Across 0", "Along 5"} <= set(names)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert [path.name for path in tmp_path.glob("map*")] == ["map.pmtiles"]
