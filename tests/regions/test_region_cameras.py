"""Speed cameras: of Liechtenstein (4 nodes, 6 relations), of Monaco, and made-up ones."""

import json
from pathlib import Path

import built_regions
import pytest
import village

from headunit.kernel.geodesy import Bounds
from headunit.regions.osmium_cameras import SpeedCameras, course_deg, speed_kmh
from headunit.regions.osmium_extract import examine
from headunit.regions.ports import Extract


def cameras(path: Path) -> list[dict]:
    content = json.loads(path.read_text("utf-8"))
    assert content["attribution"] == "© OpenStreetMap contributors"
    return [{**one["properties"], "at": tuple(one["geometry"]["coordinates"])} for one in content["features"]]


def test_cameras_of_liechtenstein(shared: Path, tmp_path: Path) -> None:
    extract, _ = examine(shared / "maps" / "liechtenstein-2026.osm.pbf", "LI", lambda _: None)
    SpeedCameras().run(extract, tmp_path, lambda _: None)
    found = cameras(tmp_path / "cameras.geojson")
    # Six relations; three of the four nodes are devices of none of them but one.
    assert len(found) >= 7
    assert {one["kind"] for one in found} == {"speed", "red light"}
    assert {one["maxspeed_kmh"] for one in found} == {50.0, None}
    both_ways = [one["bearing_deg"] for one in found if one["at"] == (9.5538754, 47.2088819)]
    assert sorted(both_ways) == [pytest.approx(74.6), pytest.approx(257.7)]


def test_cameras_of_monaco() -> None:
    found = cameras(built_regions.monaco().cameras)
    assert sorted(one["maxspeed_kmh"] for one in found) == [50.0, 50.0, 70.0]
    assert all(one["bearing_deg"] is not None for one in found)


def test_made_up_ones(tmp_path: Path) -> None:
    lon, lat = village.LON, village.LAT
    points = [
        ((lon, lat + 0.0005), {"highway": "speed_camera", "maxspeed": "30 mph", "direction": "NE"}),  # 10006
        ((lon, lat + 0.0015), {"highway": "speed_camera", "maxspeed": "signals"}),  # 10007
        ((lon, lat + 0.0025), {}),  # 10008: from, to the south of the device
    ]
    south_north = ([("n", 10007, "device"), ("n", 10006, "from"), ("n", 10008, "to")], "maxspeed", "80")
    no_device = ([("n", 10006, "from"), ("n", 77777, "device")], "maxspeed", "80")
    other = ([("n", 10008, "device")], "maxheight", "80")
    relations = [
        (members, {"type": "enforcement", "enforcement": kind, "maxspeed": speed})
        for members, kind, speed in (south_north, no_device, other)
    ]
    path = village.write(tmp_path / "a.osm.pbf", points=points, relations=relations)
    extract = Extract(path, Bounds(lat, lon, lat + 0.01, lon + 0.01), ("CH",), whole_country=False)
    SpeedCameras().run(extract, tmp_path, lambda _: None)
    alone, led = cameras(tmp_path / "cameras.geojson")
    assert (alone["kind"], alone["maxspeed_kmh"], alone["bearing_deg"]) == ("speed", 48.3, 45.0)
    assert (led["kind"], led["maxspeed_kmh"], led["bearing_deg"]) == ("speed", 80.0, 0.0)


@pytest.mark.parametrize(
    ("said", "kmh"), [("50", 50.0), ("30 mph", 48.3), ("80 km/h", 80.0), ("walk", None), (None, None), ("9999", None)]
)
def test_speeds(said: str | None, kmh: float | None) -> None:
    assert speed_kmh(said) == kmh


@pytest.mark.parametrize(
    ("said", "course"), [("N", 0.0), ("wsw", 247.5), ("90", 90.0), ("-90", 270.0), ("forward", None), ("1e9", None)]
)
def test_directions(said: str, course: float | None) -> None:
    assert course_deg(said) == course
