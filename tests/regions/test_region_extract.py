"""What is found out about an extract before it is built, and the one line for each that does not serve."""

from pathlib import Path

import built_regions
import pytest
import village

from headunit.kernel.errors import HeadunitError
from headunit.kernel.geodesy import LatLon
from headunit.regions.osmium_extract import CountryUnknownError, examine

SQUARE = [(-30.002, 39.998), (-29.98, 39.998), (-29.98, 40.02), (-30.002, 40.02), (-30.002, 39.998)]
BORDER = {"type": "boundary", "boundary": "administrative", "admin_level": "2", "ISO3166-1": "GB"}


def look(path: Path, country: str = "") -> tuple:
    extract, osm_at = examine(path, country, lambda _: None)
    return extract.countries, extract.whole_country, osm_at


def test_real_extracts(shared: Path) -> None:
    assert look(built_regions.MAPS / "monaco.osm.pbf") == (("MC",), False, "2016-03-05T00:26:02Z")
    assert look(built_regions.MAPS / "helsinki.osm.pbf") == (("FI",), False, "2019-04-21T09:50:12Z")
    liechtenstein = shared / "maps" / "liechtenstein-2026.osm.pbf"
    assert look(liechtenstein) == (("LI",), True, "2026-03-29T20:20:46Z")
    extract, _ = examine(liechtenstein, "", lambda _: None)
    assert (extract.bounds.south, extract.bounds.east) == (47.04774, 9.636217)


def test_a_closed_border_wins_over_houses(tmp_path: Path) -> None:
    path = village.write(tmp_path / "a.osm.pbf", lines=[(SQUARE, {})], relations=[([("w", 13, "outer")], BORDER)])
    assert look(path)[:2] == (("GB",), True)


@pytest.mark.parametrize("line", [SQUARE[:4], [*SQUARE[:2], None, *SQUARE[2:]]], ids=["open", "node missing"])
def test_a_border_that_does_not_close_is_not_whole(tmp_path: Path, line: list) -> None:
    path = village.write(
        tmp_path / "a.osm.pbf", country="", lines=[(line, {})], relations=[([("w", 13, "outer")], BORDER)]
    )
    assert look(path)[:2] == (("GB",), False)


def test_houses_tell_the_country_and_so_does_the_user(tmp_path: Path) -> None:
    path = village.write(tmp_path / "a.osm.pbf", country="JP")
    assert look(path)[:2] == (("JP",), False)
    assert look(path, "IE")[:2] == (("IE",), False)


def test_who_tells_nothing_is_asked_for_the_country(tmp_path: Path) -> None:
    path = village.write(tmp_path / "nowhere.osm.pbf", country="")
    with pytest.raises(CountryUnknownError, match=r"nowhere.osm.pbf does not tell .* --country"):
        look(path)
    assert look(path, "IS")[0] == ("IS",)


def test_without_a_box_the_nodes_tell_the_place(tmp_path: Path) -> None:
    path = village.write(tmp_path / "a.osm.pbf", box=False, points=[((-29.99, 40.009), {"amenity": "fuel"})])
    extract, _ = examine(path, "", lambda _: None)
    assert LatLon(40.0001, -29.9901) in extract.bounds
    assert LatLon(40.1, -29.99) not in extract.bounds
    assert (extract.bounds.west, extract.bounds.east) == (village.LON, -29.99)


def truncated() -> bytes:
    whole = (built_regions.MAPS / "monaco.osm.pbf").read_bytes()
    return whole[: len(whole) // 3]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "bad.osm.pbf is empty"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>\n" * 9, "is not a whole OpenStreetMap extract"),
        (b"\0\0\0\x0d" + bytes(range(256)) * 9, "is not a whole OpenStreetMap extract"),
        (b"PK\3\4", "is not a whole OpenStreetMap extract"),
        (truncated, "is not a whole OpenStreetMap extract"),
    ],
)
def test_what_is_no_extract_is_told_in_one_line(tmp_path: Path, content: object, said: str) -> None:
    path = tmp_path / "bad.osm.pbf"
    path.write_bytes(content() if callable(content) else content)
    with pytest.raises(HeadunitError) as failure:
        look(path)
    assert said in str(failure.value)
    assert "\n" not in str(failure.value)


def test_no_roads_no_file(tmp_path: Path) -> None:
    path = village.write(tmp_path / "sea.osm.pbf", streets=False, points=[((-30.0, 40.0), {"natural": "reef"})])
    with pytest.raises(HeadunitError, match=r"sea.osm.pbf has no roads in it"):
        look(path)
    with pytest.raises(HeadunitError, match="there is no file"):
        look(tmp_path / "none.osm.pbf")
