"""Building the index: the same bytes each time, towns for everything, streets merged; and what a bad file gives."""

import sqlite3
from pathlib import Path

import pytest
from built_regions import MAPS
from place_bare import index, node, osm, spoil
from place_indexes import index as real_index

from headunit.kernel.errors import HeadunitError
from headunit.kernel.geodesy import Bounds, LatLon
from headunit.places.addresses import house_order
from headunit.places.catalogue import Catalogue
from headunit.places.index import FILE, SearchIndex
from headunit.places.inquiry import Where
from headunit.places.query import find
from headunit.places.towns import Towns
from headunit.regions.ports import Extract

WHERE = Where(LatLon(10.0, 20.0), LatLon(10.0, 20.0))


def build(source: Path, folder: Path) -> Path:
    folder.mkdir()
    shares: list[float] = []
    SearchIndex().run(Extract(source, Bounds(0, 0, 1, 1), (), True), folder, shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert [path.name for path in folder.iterdir()] == list(SearchIndex().outputs) == [FILE]
    return folder / FILE


def test_the_same_extract_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (build(MAPS / "helsinki.osm.pbf", tmp_path / name) for name in ("one", "two"))
    assert first.read_bytes() == second.read_bytes()


def test_liechtenstein_is_all_there(shared: Path) -> None:
    with sqlite3.connect(real_index("li")) as connection:
        records = int(connection.execute("select value from meta where key = 'records'").fetchone()[0])
        kinds = dict(
            connection.execute("select k.key, count(*) from place p join kind k on k.id = p.kind group by 1").fetchall()
        )
        townless = connection.execute(
            "select p.name, k.key from place p join kind k on k.id = p.kind where p.town is null"
        ).fetchall()
    connection.close()
    assert 14_000 < records < 20_000
    # Counted in the extract: 11 fuel stations (one not for the public), 17 chargers, one country, two towns.
    assert kinds["fuel"] == 10
    assert 12 <= kinds["charger"] <= 17
    assert (kinds["country"], kinds["town"]) == (1, 2)
    assert kinds["street"] > 1000
    assert {kind for _, kind in townless} <= {"country", "town", "village", "ferry"}


def test_pieces_of_a_street_are_one_and_the_same_name_elsewhere_another(shared: Path) -> None:
    with sqlite3.connect(real_index("li")) as connection:
        rows = connection.execute(
            "select t.name, count(distinct s.id), count(*) from place s join piece p on p.street = s.id "
            "join town t on t.id = s.town where s.name = 'Landstrasse' group by 1"
        ).fetchall()
    connection.close()
    assert {town for town, _, _ in rows} >= {"Vaduz", "Schaan", "Triesen", "Balzers", "Ruggell"}
    assert all(streets == 1 for _, streets, _ in rows)
    assert sum(pieces for _, _, pieces in rows) > 50


def test_a_tiny_map(tmp_path: Path) -> None:
    catalogue = Catalogue(index(tmp_path))
    try:
        assert [hit.place.name for hit in find(catalogue, "lumen", WHERE)] == ["Lumen"]
        street = find(catalogue, "long road", WHERE)[0].place
        assert (street.kind, street.where) == ("street", "Lumen")
        exact = find(catalogue, "3 long road", WHERE)[0].place
        assert (exact.name, exact.at) == ("3 Long Road", LatLon(10.0002, 20.002))
        # 5 lies between 3 and 9, on their side of the road.
        guess = find(catalogue, "long road 5", WHERE)[0].place
        assert guess.details == {"between": "3-9"}
        assert guess.at == pytest.approx((10.0002, 20.004))
        assert find(catalogue, "long road 77", WHERE)[0].place.kind == "street"
        fuel = find(catalogue, "fuel", WHERE)[0].place
        assert (fuel.name, fuel.where) == ("Oilo", "Lumen")
    finally:
        catalogue.close()


def test_names_from_the_map_are_text_and_no_code(tmp_path: Path) -> None:
    town = "Robert&apos;); DROP TABLE place;--"
    catalogue = Catalogue(index(tmp_path, town=town))
    assert find(catalogue, "robert drop table", WHERE)[0].place.name == "Robert'); DROP TABLE place;--"
    catalogue.close()


@pytest.mark.parametrize("content", [b"", b"<html>not found</html>", b"\0" * 5000])
def test_what_is_no_map_is_said_in_a_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "map.osm.pbf").write_bytes(content)
    with pytest.raises(HeadunitError, match=r"map\.osm\.pbf cannot be read for the search") as caught:
        SearchIndex().run(Extract(tmp_path / "map.osm.pbf", Bounds(0, 0, 1, 1), (), True), tmp_path, lambda _: None)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / FILE).exists()


def test_half_a_map_is_no_map(tmp_path: Path) -> None:
    whole = (MAPS / "monaco.osm.pbf").read_bytes()
    (tmp_path / "half.osm.pbf").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(HeadunitError, match="cannot be read"):
        SearchIndex().run(Extract(tmp_path / "half.osm.pbf", Bounds(0, 0, 1, 1), (), True), tmp_path, lambda _: None)
    assert not (tmp_path / FILE).exists()


def test_a_map_with_nothing_in_it_can_be_searched(tmp_path: Path) -> None:
    source = tmp_path / "empty.osm"
    source.write_text('<?xml version="1.0"?>\n<osm version="0.6"></osm>\n', "utf-8")
    catalogue = Catalogue(build(source, tmp_path / "built"))
    assert find(catalogue, "vaduz", WHERE) == ()
    assert find(catalogue, "fuel", WHERE) == ()
    catalogue.close()


def test_a_full_disk_is_said_in_a_line(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    with pytest.raises(HeadunitError, match="cannot be written"):
        SearchIndex().run(Extract(osm(tmp_path / "a.osm"), Bounds(0, 0, 1, 1), (), True), folder, lambda _: None)


def test_damaged_indexes(tmp_path: Path) -> None:
    with pytest.raises(HeadunitError, match="missing"):
        Catalogue(tmp_path / "none.sqlite")
    bad = tmp_path / "text.sqlite"
    bad.write_text("no database at all " * 500, "utf-8")
    with pytest.raises(HeadunitError, match="damaged"):
        Catalogue(bad)
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("create table a(b)")
    connection.close()
    with pytest.raises(HeadunitError, match="another version"):
        Catalogue(other)
    built = index(tmp_path)
    spoil(built)
    with pytest.raises(HeadunitError, match="damaged"):
        Catalogue(built)


def test_towns_by_area_then_by_nearness() -> None:
    towns = Towns()
    square = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0)]
    hole = [(0.4, 0.4), (0.4, 0.6), (0.6, 0.6), (0.6, 0.4)]
    towns.add_area("Ring", {}, [square, hole])
    towns.add_area("Heart", {"de": "Herz"}, [hole])
    towns.add_place("village", "Outer", {"en": "Other"}, (1.01, 1.01))
    towns.add_place("city", "Ring", {"zh": "环"}, (0.1, 0.1))

    def name(*at: float, said: str = "") -> str | None:
        town = towns.at((at[0], at[1]), said)
        return None if town is None else town.name

    assert name(0.2, 0.2) == "Ring"
    assert name(0.5, 0.5) == "Heart"
    assert name(1.012, 1.012) == "Outer"
    assert name(5.0, 5.0) is None
    assert name(0.2, 0.2, said="Elsewhere") == "Elsewhere"
    ring = towns.at((0.2, 0.2))
    assert ring is not None
    assert ring.names == {"zh": "环"}


def test_house_numbers_in_order() -> None:
    numbers = ["12b", "2", "12", "12a", "9", "100"]
    assert sorted(numbers, key=house_order) == ["2", "9", "12", "12a", "12b", "100"]
    assert house_order("bis") == 0.0


def test_of_a_frequent_name_the_near_ones_are_found(tmp_path: Path) -> None:
    """500 towns, each with a Main Street: more than are looked at. The driver means the one around the corner."""
    nodes, ways = [], []
    for number in range(500):
        lat, lon = 10.5 + number // 25 * 0.3, 20.0 + number % 25 * 0.3
        base = 1000 + number * 10
        nodes += [
            node(base, lat, lon, place="village", name=f"Town{number}"),
            node(base + 1, lat, lon),
            node(base + 2, lat, lon + 0.001),
            node(base + 3, lat, lon, **{"addr:housenumber": "7", "addr:street": "Main Street"}),
        ]
        ways.append(
            f'<way id="{base}" version="1"><nd ref="{base + 1}"/><nd ref="{base + 2}"/>'
            '<tag k="highway" v="residential"/><tag k="name" v="Main Street"/></way>\n'
        )
    catalogue = Catalogue(index(tmp_path, nodes="".join(nodes), ways="".join(ways)))
    for number in (0, 123, 499):
        lat, lon = 10.5 + number // 25 * 0.3, 20.0 + number % 25 * 0.3
        where = Where(LatLon(lat, lon), LatLon(lat, lon))
        for text in ("main", "main street", "7 main street", "main street 7"):
            assert find(catalogue, text, where)[0].place.where == f"Town{number}", text
        far = find(catalogue, f"main street town{499 - number}", where)[0].place
        assert far.where == f"Town{499 - number}"
    catalogue.close()
