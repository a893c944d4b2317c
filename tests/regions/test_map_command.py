"""`headunit map` as a person types it, the wrong things too; real builds, killed and taken up again."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import built_regions
import pytest
import village
from web_server import serving

from headunit.cli import main
from headunit.regions import progress_line
from headunit.regions.shelf import Shelf
from headunit.regions.state import Build, Stage

ORDER = [Stage.FETCHING, Stage.READING, Stage.ROUTING, Stage.MAP, Stage.SEARCH, Stage.CHECKING, Stage.DONE]


@pytest.fixture
def maps(tmp_path: Path) -> Path:
    return tmp_path / "maps"


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    return village.write(
        tmp_path / "village.osm.pbf",
        points=[
            ((village.LON + 0.002, village.LAT + 0.002), {"place": "village", "name": "Middle"}),
            ((village.LON + 0.003, village.LAT + 0.003), {"amenity": "fuel", "name": "Pump"}),
        ],
    )


def started(*words: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "headunit", "map", *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def builds(process: subprocess.Popen[str]) -> Iterator[Build]:
    assert process.stdout is not None
    for line in process.stdout:
        found = progress_line.read(line)
        assert found is not None, line
        yield found


def test_a_region_from_a_file_to_its_end(maps: Path, extract: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with started("add", extract, "--folder", maps, "--json") as process:
        told = list(builds(process))
        assert process.wait() == 0, process.stderr and process.stderr.read()
    assert list(dict.fromkeys(build.stage for build in told)) == ORDER
    assert [build.share for build in told] == sorted(build.share for build in told)
    ((region,), broken) = Shelf(maps).look()
    assert (region.name, region.countries, broken) == ("village", ("CH",), ())
    assert main(["map", "list", "--folder", str(maps)]) == 0
    assert capsys.readouterr().out.startswith("* village: ")
    assert main(["map", "list", "--folder", str(maps), "--json"]) == 0
    told_of = json.loads(capsys.readouterr().out)
    assert told_of["in_use"] == "village"
    assert told_of["regions"][0]["bounds"]["west"] == pytest.approx(village.LON, abs=0.001)
    assert main(["map", "add", str(extract), "--folder", str(maps), "--if-none"]) == 0
    assert Shelf(maps).look()[0] == (region,)
    other = village.write(extract.with_name("other.osm.pbf"))
    assert main(["map", "add", str(other), "--name", "village", "--folder", str(maps)]) == 1
    assert "there is a region village already" in capsys.readouterr().err
    assert main(["map", "update", "--folder", str(maps)]) == 0
    assert Shelf(maps).look()[0][0].build != region.build
    assert "built in" in capsys.readouterr().out
    assert main(["map", "remove", "village", "--folder", str(maps)]) == 0
    assert Shelf(maps).look() == ((), ())


@pytest.mark.long
@pytest.mark.parametrize("stage", ORDER[:-1], ids=lambda stage: stage.value)
def test_killed_in_any_stage_and_taken_up_again(maps: Path, stage: Stage) -> None:
    killed_and_taken_up(maps, built_regions.MAPS / "helsinki.osm.pbf", stage)


def test_killed_and_taken_up_again(maps: Path, extract: Path) -> None:
    killed_and_taken_up(maps, extract, Stage.MAP)


def killed_and_taken_up(maps: Path, extract: Path, stage: Stage) -> None:
    with started("add", extract, "--folder", maps, "--json") as process:
        for build in builds(process):
            if build.stage is stage:
                process.kill()
                break
        process.wait()
    assert Shelf(maps).look() == ((), ())
    with started("add", extract, "--folder", maps, "--json") as process:
        again = list(builds(process))
        assert process.wait() == 0
    assert len(Shelf(maps).look()[0]) == 1
    # Of what was finished before, only its beginning is told: it takes no time.
    for finished in ORDER[2 : ORDER.index(stage)]:
        shares = {build.share for build in again if build.stage is finished}
        assert len(shares) <= 1 or finished is Stage.MAP, finished


def test_two_at_once_and_both_live(maps: Path, extract: Path) -> None:
    processes = [started("add", extract, "--folder", maps, "--json") for _ in range(2)]
    said = [process.communicate()[1] for process in processes]
    codes = sorted(process.returncode for process in processes)
    assert codes in ([0, 1], [0, 0])  # the second comes too early, or after the first has ended
    if codes == [0, 1]:
        assert any("is being built already" in one for one in said)
    assert len(Shelf(maps).look()[0]) == 1


def test_interrupted_by_a_person(maps: Path, extract: Path) -> None:
    with started("add", extract, "--folder", maps) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "search" in line:
                process.send_signal(signal.SIGINT)
                break
        rest = process.stderr.read()
        assert process.wait() == 130
    assert rest.splitlines()[-1] == "village: stopped; what is finished waits for the next try"
    assert Shelf(maps).unfinished() == ("village",)


def test_a_bar_on_a_terminal(maps: Path, extract: Path) -> None:
    master, terminal = os.openpty()
    command = [sys.executable, "-m", "headunit", "map", "add", str(extract), "--folder", str(maps)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=terminal) as process:
        os.close(terminal)
        drawn = b""
        try:
            while chunk := os.read(master, 4096):
                drawn += chunk
        except OSError:
            pass  # the other side is closed
        os.close(master)
        assert process.wait() == 0
    assert b"\rvillage [" in drawn
    assert b"] 100% done" in drawn


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([], 2, "say what to do"),
        (["add", "monakko"], 2, "no map named 'monakko'; did you mean monaco?"),
        (["add", "/no/such.osm.pbf"], 1, "there is no file /no/such.osm.pbf"),
        (["add", "monaco", "--name", "a/b"], 2, "'a/b' cannot be a region's name"),
        (["add", "monaco", "--name", "../up"], 2, "cannot be a region's name"),
        (["add", "monaco", "--country", "UK"], 2, "the United Kingdom is GB"),
        (["add", "gopher://x/y.osm.pbf"], 2, "not by gopher"),
        (["add", "http://127.0.0.1:1/x.osm.pbf"], 1, "Connection refused"),
        (["update"], 1, "there is no region in"),
        (["update", "x"], 2, "no region named 'x'"),
        (["use", "x"], 2, "no region named 'x'"),
        (["use"], 2, "name a region, or give --car"),
        (["remove", "../x"], 2, "no region named '../x'"),
    ],
)
def test_a_mistake_is_one_line(
    maps: Path, words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = ["--folder", str(maps)] if words else []
    assert main(["map", *words, *folder]) == code
    *_, last = capsys.readouterr().err.splitlines()
    assert last.startswith("headunit map: ")
    assert said in last
    assert Shelf(maps).unfinished() == ()


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"\0" * 5000], ids=["empty", "html", "zeros"])
def test_a_bad_file_is_one_line_and_leaves_nothing(
    maps: Path, tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bad.osm.pbf"
    file.write_bytes(content)
    assert main(["map", "add", str(file), "--folder", str(maps)]) == 1
    assert "headunit map: bad.osm.pbf is" in capsys.readouterr().err
    assert Shelf(maps).unfinished() == ()


def test_use_and_its_end(maps: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import shutil

    for region in (built_regions.helsinki(), built_regions.monaco()):
        shutil.copytree(region.folder, maps / region.name)
    assert main(["map", "use", "monaco", "--folder", str(maps)]) == 0
    assert main(["map", "list", "--folder", str(maps)]) == 0
    assert "* monaco" in capsys.readouterr().out
    assert main(["map", "use", "--car", "--folder", str(maps)]) == 0
    (maps / "monaco" / "map.pmtiles").write_bytes(b"")
    assert main(["map", "list", "--folder", str(maps)]) == 0
    told = capsys.readouterr().out
    assert "* helsinki" in told
    assert "! monaco: broken: map.pmtiles is damaged; mend it with: headunit map update monaco" in told


def test_a_region_from_an_address(maps: Path, extract: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(extract.read_bytes()) as site:
        site.breaks_after = [300]
        assert main(["map", "add", site.url, "--folder", str(maps)]) == 0
        assert site.asked == [None, "bytes=300-"]
        ((region,), _) = Shelf(maps).look()
        assert (region.name, region.source) == ("andorra", site.url)
        site.content = b"<html><body>We have moved</body></html>"
        site.version = '"2"'
        assert main(["map", "update", "andorra", "--folder", str(maps)]) == 1
        assert "is not a whole OpenStreetMap extract" in capsys.readouterr().err
        # The old one stays in use, and the next try does not trip over what came.
        assert Shelf(maps).look()[0] == (region,)
        assert Shelf(maps).unfinished() == ()
