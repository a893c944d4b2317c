"""`headunit search` and `headunit places`, as a person types them."""

import json
from pathlib import Path

import pytest
from built_regions import helsinki
from run_headunit import Said, headunit


@pytest.fixture(scope="module")
def fi() -> tuple[str, ...]:
    return ("--folder", str(helsinki().folder.parent))


def search(home: Path, *words: object) -> Said:
    return headunit(home, "search", *words)


def test_a_table_for_people(tmp_path: Path, fi: tuple[str, ...]) -> None:
    said = search(tmp_path, "mannerheimintie", "10", "--near", "60.17,24.945", *fi)
    assert said.code == 0, said.err
    first = said.out.splitlines()[0]
    assert first.startswith("Mannerheimintie 10")
    assert "Address" in first
    assert "Helsinki" in first
    assert first.split()[-2:] == ["m", "SW"]


def test_json_for_programs(tmp_path: Path, fi: tuple[str, ...]) -> None:
    said = search(tmp_path, "--kind", "hotel", "--near", "60.17, 24.945", "--limit", "5", "--json", *fi)
    rows = [json.loads(line) for line in said.out.splitlines()]
    assert len(rows) == 5
    assert [row["distance_m"] for row in rows] == sorted(row["distance_m"] for row in rows)
    assert {row["kind"] for row in rows} == {"hotel"}
    assert set(rows[0]) == {"name", "kind", "where", "lat_deg", "lon_deg", "distance_m", "bearing_deg", "details"}
    without = json.loads(search(tmp_path, "helsinki", "--json", "--limit", "1", *fi).out)
    assert (without["name"], without["distance_m"], without["bearing_deg"]) == ("Helsinki", None, None)
    chinese = json.loads(search(tmp_path, "helsinki", "--json", "--limit", "1", "--lang", "zh", *fi).out)
    assert chinese["name"] == "赫尔辛基"


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        ((), 2, "say what to look for"),
        (("kdjfhgkdjfhg",), 1, "nothing found for 'kdjfhgkdjfhg' in "),
        (("x" * 20_000,), 1, f"nothing found for {'x' * 60!r} in "),
        (("a", "--kind", "fule"), 2, "no kind named 'fule'; did you mean fuel?"),
        (("a", "--near", "here"), 2, "--near takes LAT,LON"),
        (("a", "--near", "91,0"), 2, "--near takes LAT,LON"),
        (("a", "--limit", "0"), 2, "--limit is 1 to 100"),
        (("a", "--region", "helsinky"), 2, "did you mean helsinki?"),
    ],
)
def test_wrong_words(tmp_path: Path, fi: tuple[str, ...], words: tuple[str, ...], code: int, line: str) -> None:
    said = search(tmp_path, *words, *fi)
    assert (said.code, said.out) == (code, "")
    assert line in said.err
    assert said.err.count("\n") == 1


def test_without_a_region(tmp_path: Path) -> None:
    said = search(tmp_path, "vaduz")
    assert said.code == 1
    assert said.err == "headunit search: there is no map region yet: headunit map add monaco\n"


def test_places_from_nothing_to_a_file_and_back(tmp_path: Path, fi: tuple[str, ...]) -> None:
    def places(*words: object) -> str:
        said = headunit(tmp_path, "places", *words)
        assert (said.code, said.err) == (0, "")
        return said.out

    assert places("list") == "no places are remembered yet\n"
    assert places("home", "mannerheimintie 10", *fi).startswith("home: Mannerheimintie 10")
    assert places("work", "60.2, 24.9", "--name", "Yard") == "work: Yard\n"
    assert places("add", "stockmann", "--name", "Shopping", *fi).startswith("favourite: Shopping")
    told = json.loads(places("list", "--json"))
    assert (told["home"]["name"], told["work"]["lat_deg"]) == ("Mannerheimintie 10", 60.2)
    assert places("export", tmp_path / "mine.gpx") == f"3 places in {tmp_path}/mine.gpx\n"
    assert places("remove", "shopping").startswith("removed: Shopping")
    assert places("home", "--clear") == "home: none\n"
    assert places("import", tmp_path / "mine.gpx") == "2 new favourites from mine.gpx\n"
    assert [line.split()[0] for line in places("list").splitlines()] == ["work", "favourite", "favourite"]


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        ((), 2, "say what to do: list, home"),
        (("home",), 2, "say where home is, or --clear it"),
        (("remove", "nobody"), 2, "no place named 'nobody'"),
        (("import", "none.gpx"), 1, "none.gpx cannot be read"),
        (("export", "mine.kml"), 2, "as .gpx or .geojson"),
        (("add", "vaduz"), 1, "there is no map region yet"),
    ],
)
def test_wrong_places(tmp_path: Path, words: tuple[str, ...], code: int, line: str) -> None:
    said = headunit(tmp_path, "places", *words)
    assert (said.code, said.out) == (code, "")
    assert line in said.err
    assert said.err.count("\n") == 1
