"""Routing tiles: built from real extracts and made-up ones, and what they must know."""

import json
import os
import shutil
from pathlib import Path

import pytest
import routing_stage as stage

from headunit.kernel.errors import HeadunitError
from headunit.kernel.geodesy import LatLon
from headunit.regions.ports import Extract
from headunit.regions.state import Region
from headunit.routing.driving_side import LEFT_HAND
from headunit.routing.state import Turn
from headunit.routing.traffic_file import TrafficFile, edge_bits
from headunit.routing.valhalla_tiles import RoutingTiles

MONACO = Path(__file__).parents[2] / ".cache" / "maps" / "monaco.osm.pbf"


def test_britain_drives_on_the_left(town: Region, town_asker: stage.Asker) -> None:
    about = json.loads((town.routing / "routing.json").read_text())
    assert (about["countries"], about["left_hand"]) == (["GB"], True)
    # From the west to the north: the second exit of a clockwise roundabout is the opposite one, the first is left.
    (route,) = town_asker.routes(stage.at(450, 600), stage.at(600, 750)).routes
    assert route.left_hand
    assert route.countries == ("GB",)
    enter = next(one for one in route.maneuvers if one.turn is Turn.ROUNDABOUT)
    leave = next(one for one in route.maneuvers if one.turn is Turn.ROUNDABOUT_EXIT)
    assert enter.exit_count == 1
    (back,) = town_asker.routes(stage.at(600, 750), stage.at(450, 600)).routes
    enter = next(one for one in back.maneuvers if one.turn is Turn.ROUNDABOUT)
    leave = next(one for one in back.maneuvers if one.turn is Turn.ROUNDABOUT_EXIT)
    assert enter.exit_count == 3
    assert stage.turning(back.points, enter.begin, leave.begin) < 0, "anticlockwise"


def test_a_clipped_extract_is_told_its_country(monaco_roads: Region, tmp_path: Path) -> None:
    region = monaco_roads
    about = json.loads((region.routing / "routing.json").read_text())
    assert (about["countries"], about["left_hand"]) == (["MC"], False)
    assert sorted(path.name for path in region.folder.iterdir()) == ["routing"]
    assert str(region.folder) not in (region.routing / "routing.json").read_text()
    moved = tmp_path / "elsewhere"
    shutil.copytree(region.folder, moved)
    asker = stage.Asker(moved / "routing")
    try:
        (route,) = asker.routes(LatLon(43.7312, 7.4197), LatLon(43.7402, 7.4296)).routes
        assert not route.left_hand
        assert route.countries == ("MC",)
    finally:
        asker.engine.end()


def test_a_country_that_nobody_tells_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(HeadunitError, match="--country"):
        RoutingTiles().run(Extract(MONACO, stage.MONACO, (), False), tmp_path, lambda _: None)
    # Believed to be whole, though its border is not: the check after the build finds it.
    with pytest.raises(HeadunitError, match="--country"):
        RoutingTiles().run(Extract(MONACO, stage.MONACO, ("MC",), True), tmp_path, lambda _: None)
    assert list(tmp_path.iterdir()) == [], "a build that failed has left something"


def test_a_damaged_extract_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.osm.pbf"
    path.write_bytes(MONACO.read_bytes()[:100_000])
    with pytest.raises(HeadunitError, match="valhalla_build_tiles failed") as caught:
        RoutingTiles().run(Extract(path, stage.MONACO, ("MC",), False), tmp_path / "region", lambda _: None)
    assert "\n" not in str(caught.value)


def test_every_country_has_its_side() -> None:
    from headunit.regions.countries import LEFT_HAND as LAW

    assert set(LEFT_HAND) == LAW


@pytest.mark.parametrize(("country", "left"), [("MZ", True), ("FJ", True), ("FR", False)])
def test_the_side_of_the_road_is_the_law_of_the_country(country: str, left: bool, tmp_path: Path) -> None:
    path = tmp_path / "town.osm.pbf"
    built = stage.build(path, tmp_path / "town", stage.write_town(path), country, whole=False)
    about = json.loads((built.routing / "routing.json").read_text())
    assert (about["countries"], about["left_hand"]) == ([country], left)


def test_two_builds_are_alike_and_tell_how_far_they_are(town: Region, tmp_path: Path) -> None:
    said: list[float] = []
    path, folder = tmp_path / "town.osm.pbf", tmp_path / "town"
    extract = Extract(path, stage.write_town(path), ("GB",), False)
    folder.mkdir()
    RoutingTiles().run(extract, folder, said.append)
    assert said == sorted(said)
    assert said[-1] == 1.0
    assert len(set(said)) > 5
    for name in ("traffic.tar", "routing.json"):
        assert (folder / "routing" / name).read_bytes() == (town.routing / name).read_bytes()
    assert (folder / "routing" / "tiles.tar").stat().st_size == (town.routing / "tiles.tar").stat().st_size


def test_nothing_is_known_of_the_traffic_at_first(town: Region, tmp_path: Path) -> None:
    path = tmp_path / "traffic.tar"
    shutil.copy(town.routing / "traffic.tar", path)
    edges = json.loads((town.routing / "routing.json").read_text())["edges"]
    assert os.stat(path).st_size >= 8 * edges  # noqa: PTH116
    fresh = path.read_bytes()
    file = TrafficFile(path)
    tile = next(iter(file._tiles))
    number = (3 << 25) | tile
    file.replace({number: edge_bits(50.0), 1 << 45: 1}, 1_000)
    assert file.read(number) == edge_bits(50.0)
    assert path.read_bytes() != fresh
    file.replace({(4 << 25) | tile: edge_bits(None, closed=True)}, 2_000)
    assert file.read(number) == 0
    file.clear()
    file.replace({}, 0)
    file.close()
    assert path.read_bytes() == fresh


@pytest.mark.parametrize("damage", [b"", b"not a tar", b"\0" * 10240])
def test_a_damaged_traffic_file_is_one_line(damage: bytes, tmp_path: Path) -> None:
    path = tmp_path / "traffic.tar"
    path.write_bytes(damage)
    if damage.startswith(b"\0"):
        TrafficFile(path).close()  # an empty tar: no tile, no edge
        return
    with pytest.raises(HeadunitError, match=r"traffic\.tar"):
        TrafficFile(path)


def test_speeds_as_valhalla_wants_them() -> None:
    assert edge_bits(None) == 0
    closed = edge_bits(50.0, closed=True)
    assert closed & 0x7F == 0
    assert closed >> 28 & 0xFF == 255
    assert edge_bits(0.0) & 0x7F == 1, "a jam is no closure"
    assert edge_bits(1000.0) & 0x7F == 126
    assert edge_bits(50.0) & 0x7F == 25
