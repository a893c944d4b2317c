"""The frame of a build, with steps that a test drives: taken up again, put in place in one step, harming nothing."""

import fcntl
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import built_regions
import pytest
import village

from headunit.kernel.errors import HeadunitError
from headunit.regions import disk_room
from headunit.regions.build import Part, build
from headunit.regions.ports import Extract, Step
from headunit.regions.shelf import Shelf
from headunit.regions.source import parse
from headunit.regions.state import Build, Region, Stage


class Tiles(Step):
    """Copies a real region's tiles, and counts; `fail`: what to raise instead."""

    def __init__(self, fail: Callable[[], Exception] | None = None) -> None:
        self.count, self._fail = 0, fail

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("map.pmtiles",)

    def run(self, extract: Extract, folder: Path, progress: Callable[[float], None]) -> None:
        assert extract.path.is_file()
        self.count += 1
        progress(0.5)
        (folder / "scratch").write_text("of no use later")
        if self._fail is not None:
            raise self._fail()
        shutil.copy(built_regions.helsinki().tiles, folder)


class Roads(Tiles):
    @property
    def outputs(self) -> tuple[str, ...]:
        return ("routing", "search.sqlite")

    def run(self, extract: Extract, folder: Path, progress: Callable[[float], None]) -> None:
        super().run(extract, folder, progress)
        (folder / "routing").mkdir(exist_ok=True)
        (folder / "routing" / "tiles.tar").write_text("tiles")
        shutil.copy(built_regions.helsinki().search, folder)


class Bench:
    """A shelf, an extract, and what was told."""

    def __init__(self, folder: Path) -> None:
        self.shelf = folder / "maps"
        self.extract = village.write(folder / "village.osm.pbf")
        self.told: list[Build] = []

    def build(self, *steps: Step, country: str = "", name: str = "") -> Region:
        parts = [Part(stage, step) for stage, step in zip((Stage.MAP, Stage.ROUTING), steps, strict=False)]
        return build(self.shelf, parse(str(self.extract), name), country, parts, self.told.append)

    def names(self) -> set[str]:
        return {path.name for path in self.shelf.iterdir() if not path.name.startswith(".")}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_a_region_is_whole_and_says_what_it_is(bench: Bench) -> None:
    region = bench.build(Tiles(), Roads())
    assert (region.name, region.title, region.countries, region.left_hand) == ("village", "Village", ("CH",), False)
    assert region.source == str(bench.extract)
    assert {path.name for path in region.folder.iterdir()} == {
        *("map.pmtiles", "routing", "search.sqlite", "region.json")
    }
    assert Shelf(bench.shelf).look() == ((region,), ())
    assert str(bench.shelf) not in (region.folder / "region.json").read_text("utf-8")
    shares = [build.share for build in bench.told]
    assert shares == sorted(shares)
    assert (bench.told[-1].stage, shares[-1]) == (Stage.DONE, 1.0)
    assert [stage for stage in Stage if stage in {build.stage for build in bench.told}] == [
        *(Stage.FETCHING, Stage.READING, Stage.MAP, Stage.ROUTING, Stage.CHECKING, Stage.DONE)
    ]


def test_left_hand(bench: Bench) -> None:
    assert bench.build(Tiles(), Roads(), country="GB").left_hand


def test_a_step_that_is_finished_is_not_done_again(bench: Bench) -> None:
    tiles, broken = Tiles(), Roads(lambda: HeadunitError("the roads are closed"))
    with pytest.raises(HeadunitError, match="the roads are closed"):
        bench.build(tiles, broken)
    assert bench.names() == {"village.part"}
    assert Shelf(bench.shelf).look() == ((), ())
    assert Shelf(bench.shelf).unfinished() == ("village",)
    bench.build(tiles, Roads())
    assert tiles.count == 1
    assert bench.names() == {"village"}


def test_another_extract_or_country_makes_all_anew(bench: Bench) -> None:
    tiles, broken = Tiles(), Roads(lambda: HeadunitError("no"))
    with pytest.raises(HeadunitError):
        bench.build(tiles, broken)
    with pytest.raises(HeadunitError):
        bench.build(tiles, broken, country="AT")
    assert tiles.count == 2
    village.write(bench.extract, points=[((-29.999, 40.0005), {"amenity": "fuel"})])
    bench.build(tiles, Roads(), country="AT")
    assert tiles.count == 3


def test_a_failing_build_leaves_the_old_region_as_it_was(bench: Bench) -> None:
    old = bench.build(Tiles(), Roads())
    for failure in (HeadunitError("no"), OSError(5, "Input/output error"), RuntimeError("broken"), MemoryError()):
        with pytest.raises((HeadunitError, MemoryError)):
            bench.build(Tiles(), Roads(lambda failure=failure: failure))
        assert Shelf(bench.shelf).look() == ((old,), ())


def test_a_new_one_takes_the_place_of_the_old_one_in_one_step(bench: Bench) -> None:
    old = bench.build(Tiles(), Roads())
    seen: list[bool] = []

    class Looking(Roads):
        def run(self, extract: Extract, folder: Path, progress: Callable[[float], None]) -> None:
            super().run(extract, folder, progress)
            seen.append(Shelf(bench.shelf).look() == ((old,), ()))

    with old.tiles.open("rb") as still_open:
        new = bench.build(Tiles(), Looking())
        assert still_open.read(7) == b"PMTiles"
    assert seen == [True]
    assert new.build != old.build
    assert bench.names() == {"village"}


def test_where_names_cannot_be_exchanged_one_waits_aside(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    from headunit.regions import folder

    bench.build(Tiles(), Roads())
    monkeypatch.setattr(folder, "_RENAME_EXCHANGE", 1 << 20)  # a flag that no kernel knows
    new = bench.build(Tiles(), Roads())
    assert Shelf(bench.shelf).look() == ((new,), ())
    assert bench.names() == {"village"}
    assert not list(bench.shelf.glob(".village.old"))


def test_two_at_once(bench: Bench) -> None:
    bench.shelf.mkdir()
    with (bench.shelf / ".village.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(HeadunitError, match="village is being built already"):
            bench.build(Tiles(), Roads())
        bench.build(Tiles(), Roads(), name="other")
    bench.build(Tiles(), Roads())
    assert bench.names() == {"village", "other"}


@pytest.mark.parametrize(
    "failure",
    [
        lambda: OSError(28, "No space left on device"),
        lambda: sqlite3.OperationalError("database or disk is full"),
        lambda: HeadunitError("tippecanoe failed (signal SIGXFSZ): "),
    ],
)
def test_a_full_disk_is_told_as_such(bench: Bench, failure: Callable[[], Exception]) -> None:
    with pytest.raises(HeadunitError, match="village is not built: the disk is full"):
        bench.build(Tiles(), Roads(failure))


def test_too_little_room_is_told_before_anything_is_begun(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_room, "_LEAST", 1 << 60)
    tiles = Tiles()
    with pytest.raises(HeadunitError, match=r"the disk is full: .* MB left in .*, and this takes about"):
        bench.build(tiles, Roads())
    assert tiles.count == 0
    assert bench.names() == set()


def test_a_bad_extract_leaves_nothing_behind(bench: Bench) -> None:
    bench.extract.write_bytes(b"<html>")
    with pytest.raises(HeadunitError, match="not a whole OpenStreetMap extract"):
        bench.build(Tiles(), Roads())
    assert bench.names() == set()


def test_a_step_that_leaves_something_out_is_not_put_in_place(bench: Bench) -> None:
    with pytest.raises(HeadunitError, match=r"search.sqlite is missing"):
        bench.build(Tiles())
    assert Shelf(bench.shelf).look() == ((), ())


def test_real_builders_that_may_not_write_say_that_the_disk_is_full(bench: Bench) -> None:
    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    words = [sys.executable, "-m", "headunit", "map", "add", str(built_regions.MAPS / "helsinki.osm.pbf")]
    done = subprocess.run(
        [*words, "--folder", str(bench.shelf)],
        preexec_fn=small_files,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith(
        "helsinki is not built: the disk is full; what is finished waits for the next try"
    )
    assert Shelf(bench.shelf).look() == ((), ())
