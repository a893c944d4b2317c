"""Which regions are on the disk: whole ones, broken ones and why, the one in use."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import built_regions
import pytest

from headunit.kernel.errors import HeadunitError, UsageError
from headunit.kernel.geodesy import LatLon
from headunit.regions.shelf import Shelf, active
from headunit.regions.state import Region

VADUZ, MONTE_CARLO = LatLon(47.14, 9.52), LatLon(43.739, 7.428)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Helsinki and Monaco, to be harmed."""
    for region in (built_regions.helsinki(), built_regions.monaco()):
        shutil.copytree(region.folder, tmp_path / "maps" / region.name)
    return Shelf(tmp_path / "maps")


def test_no_folder_no_region(tmp_path: Path) -> None:
    nothing = Shelf(tmp_path / "none")
    assert nothing.look() == ((), ())
    assert nothing.choice() == ""
    assert nothing.unfinished() == ()


def test_what_is_no_region_of_ours_is_left_alone(shelf: Shelf) -> None:
    (shelf.folder / "monaco.part").mkdir()
    (shelf.folder / ".hidden").mkdir()
    (shelf.folder / "note.txt").write_text("x")
    regions, broken = shelf.look()
    assert [region.name for region in regions] == ["helsinki", "monaco"]
    assert broken == ()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def no_title(path: Path) -> None:
    said = json.loads(path.read_text("utf-8"))
    del said["title"]
    path.write_text(json.dumps(said))


HARMS: list[tuple[str, Callable[[Path], object], str]] = [
    ("region.json", Path.unlink, "region.json is missing"),
    ("region.json", cut, "region.json cannot be read"),
    ("region.json", no_title, "region.json cannot be read"),
    ("region.json", lambda path: path.write_bytes(b"\xff\xfe[]"), "region.json cannot be read"),
    ("map.pmtiles", Path.unlink, "map.pmtiles is missing"),
    ("map.pmtiles", lambda path: path.write_bytes(b""), "map.pmtiles is damaged"),
    ("map.pmtiles", lambda path: path.write_bytes(b"PMTiles" + bytes(500)), "map.pmtiles is damaged"),
    ("map.pmtiles", cut, "map.pmtiles is damaged"),
    ("map.pmtiles", halve, "it is damaged: "),
    ("routing/tiles.tar", halve, "it is damaged: "),
    ("routing/tiles.tar", Path.unlink, "it is damaged: "),
    ("cameras.geojson", Path.unlink, "it is damaged: "),
    ("search.sqlite", Path.unlink, "search.sqlite is missing"),
    ("search.sqlite", lambda path: path.write_bytes(b"no database" * 100), "search.sqlite is damaged"),
    ("routing", shutil.rmtree, "routing is missing"),
    ("routing", lambda path: (shutil.rmtree(path), path.mkdir()), "routing is empty"),
    ("routing", lambda path: (shutil.rmtree(path), path.write_text("")), "routing is empty"),
]


@pytest.mark.parametrize(("part", "harm", "why"), HARMS)
def test_a_broken_region_is_told_and_harms_no_other(
    shelf: Shelf, part: str, harm: Callable[[Path], object], why: str
) -> None:
    harm(shelf.folder / "monaco" / part)
    regions, broken = shelf.look()
    assert [region.name for region in regions] == ["helsinki"]
    ((name, said),) = broken
    assert name == "monaco"
    assert said.startswith(why)
    assert "\n" not in said
    with pytest.raises(HeadunitError, match=r"monaco is broken: .* headunit map update monaco"):
        shelf.find("monaco")
    shelf.remove("monaco")
    assert shelf.look()[1] == ()


def test_from_what_it_was_built(shelf: Shelf) -> None:
    assert shelf.origin("helsinki") == (str(built_regions.MAPS / "helsinki.osm.pbf"), "FI")
    (shelf.folder / "monaco" / "map.pmtiles").unlink()
    assert shelf.origin("monaco")[1] == "MC"
    (shelf.folder / "monaco" / "region.json").unlink()
    assert shelf.origin("monaco") == ("monaco", "")
    shutil.copytree(shelf.folder / "monaco", shelf.folder / "elsewhere")
    with pytest.raises(HeadunitError, match="remove it, and add it again"):
        shelf.origin("elsewhere")


@pytest.mark.parametrize("name", ["monako", "", ".", "..", "../maps", "monaco/", "monaco.part", "/"])
def test_unknown_names(shelf: Shelf, name: str) -> None:
    for ask in (shelf.find, shelf.remove, shelf.origin):
        with pytest.raises(UsageError, match="no region named"):
            ask(name)
    assert len(shelf.look()[0]) == 2


def test_removing_takes_the_unfinished_and_the_choice_too(shelf: Shelf) -> None:
    shelf.choose("monaco")
    (shelf.folder / "monaco.part" / "routing").mkdir(parents=True)
    shelf.remove("monaco")
    assert shelf.choice() == ""
    assert shelf.unfinished() == ()
    (shelf.folder / "vaduz.part").mkdir()
    shelf.remove("vaduz")
    assert sorted(path.name for path in shelf.folder.iterdir() if path.is_dir()) == ["helsinki"]


def test_the_one_in_use(shelf: Shelf) -> None:
    regions, _ = shelf.look()

    def names(region: Region | None) -> str:
        return "" if region is None else region.name

    assert names(active((), "", VADUZ)) == ""
    assert names(active(regions, "", None)) == "helsinki"
    assert names(active(regions, "", MONTE_CARLO)) == "monaco"
    assert names(active(regions, "", VADUZ)) == "helsinki"
    assert names(active(regions, "helsinki", MONTE_CARLO)) == "helsinki"
    assert names(active(regions, "gone", MONTE_CARLO)) == "monaco"


def test_a_choice_that_cannot_be_read_is_none(shelf: Shelf) -> None:
    shelf.choose("monaco")
    assert Shelf(shelf.folder).choice() == "monaco"
    (shelf.folder / ".in-use.json").write_bytes(b"\0\0")
    assert shelf.choice() == ""
