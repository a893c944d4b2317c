"""`headunit route` as a stranger types it, on a real region."""

import json
from pathlib import Path

import built_regions
import pytest

from headunit.cli import main
from headunit.commands.asked_region import asked_region
from headunit.kernel.errors import HeadunitError
from headunit.kernel.geodesy import LatLon, distance_m

START, END = "43.7312,7.4197", "43.7402,7.4296"


@pytest.fixture(scope="module")
def monaco() -> str:
    return str(built_regions.monaco().folder)


def test_for_a_program(monaco: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["route", START, END, "--region", monaco, "--alternatives", "2", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["attribution"] == "© OpenStreetMap contributors"
    for route in (said, *said["alternatives"]):
        line = route["geometry"]["coordinates"]
        assert route["geometry"]["type"] == "LineString"
        (lon0, lat0), (lon1, lat1) = line[0], line[-1]
        assert distance_m(43.7312, 7.4197, lat0, lon0) < 100
        assert distance_m(43.7402, 7.4296, lat1, lon1) < 100
        assert 1000 < route["distance_m"] < 6000
        assert 60 < route["time_s"] < 1200
        assert route["countries"] == ["MC"]
        first, *_, last = route["maneuvers"]
        assert first["turn"] == "depart"
        assert last["turn"].startswith("arrive")
        assert sum(one["distance_m"] for one in route["maneuvers"]) == pytest.approx(route["distance_m"], abs=2)
        assert [first["at"], last["at"]] == [line[0], line[-1]]


def test_for_a_person(monaco: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["route", START, END, "--via", "43.7370,7.4210", "--region", monaco, "--lang", "zh"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert " km, " in out[0]
    assert all(line.endswith("。") for line in out[1:-1])
    assert out[-1] == "Map data © OpenStreetMap contributors"
    assert main(["route", START, END, "--region", monaco, "--shortest", "--avoid", "tolls,motorways"]) == 0


def test_by_name(monaco: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["route", "Casino de Monte-Carlo", "Stade Louis II", "--region", monaco, "--json"]) == 0
    told = capsys.readouterr()
    assert "'Casino de Monte-Carlo' is taken for" in told.err
    line = json.loads(told.out)["geometry"]["coordinates"]
    stadium = LatLon(43.7276, 7.4155)
    assert distance_m(*stadium, line[-1][1], line[-1][0]) < 400


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        ([START, "48.85,2.35"], 1, "48.85000,2.35000 is outside the region monaco"),
        ([START, "43.7345,7.4700"], 1, "there is no road near 43.73450,7.47000"),
        ([START, "Xyzzyplugh"], 1, "nothing called 'Xyzzyplugh' in Monaco"),
        (["7.4197,43.7312", END], 1, "7.41970,43.73120 is outside the region monaco; latitude comes first"),
        ([START, "143,7"], 2, "'143,7' is no place"),
        (["-33.9,18.4", END], 1, "-33.90000,18.40000 is outside the region monaco"),
        ([START, END, "--alternatives", "7"], 2, "--alternatives is 0 to 2, not 7"),
        ([START, END, "--alternatives", "1", "--via", END], 2, "--alternatives and --via do not go together"),
        ([START, END, "--lang", "!"], 2, "--lang is a language such as de or zh"),
    ],
)
def test_what_goes_wrong_is_one_line(
    monaco: str, capsys: pytest.CaptureFixture[str], words: list[str], code: int, line: str
) -> None:
    assert main(["route", *words, "--region", monaco]) == code
    err = capsys.readouterr().err.strip()
    assert err.splitlines()[-1].startswith(f"headunit route: {line}"), err
    assert len(err.splitlines()) == 1


def test_without_a_region(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["route", START, END]) == 1
    assert "headunit map add" in capsys.readouterr().err
    assert main(["route", START, END, "--region", "atlantis"]) == 2
    assert "atlantis" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["route", START, END, "--avoid", "cows"])
    assert "cannot avoid 'cows'; known: tolls, motorways, ferries, unpaved" in capsys.readouterr().err


def test_the_region_is_that_of_the_place_unless_one_is_chosen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf = tmp_path / "maps"
    shelf.mkdir()
    for region in (built_regions.helsinki(), built_regions.monaco()):
        (shelf / region.name).symlink_to(region.folder)
    assert asked_region(None, None, shelf).name == "helsinki"
    assert asked_region(None, LatLon(43.7312, 7.4197), shelf).name == "monaco"
    assert asked_region(str(shelf / "monaco"), None, shelf).name == "monaco"
    with pytest.raises(HeadunitError, match=r"holds no region: region\.json is missing"):
        asked_region(str(tmp_path), None, shelf)
    (shelf / "monaco").unlink()
    (shelf / "helsinki").unlink()
    (shelf / "torn").mkdir()
    (shelf / "torn" / "region.json").write_text("{", "utf-8")
    with pytest.raises(HeadunitError, match=r"the region torn is broken .*: headunit map update torn"):
        asked_region(None, None, shelf)
