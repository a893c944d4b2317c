"""The desk of a running house: real builds in real processes, cancelled, refused, and ended with the program."""

import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import built_regions
import pytest
import village

from headunit.app import House
from headunit.app.region_build import open_desk
from headunit.kernel.clock import ManualClock
from headunit.kernel.reading import Reading
from headunit.kernel.supervision import IoThread
from headunit.position.state import Fix, Mode, PositionState, Quality
from headunit.preferences.state import Preferences
from headunit.regions.ports import RegionDesk
from headunit.regions.state import Build, RegionsState, Stage

PATIENCE_S = 120.0


class Stand:
    """A house with a desk, its loop running."""

    def __init__(self, maps: Path) -> None:
        self.house = House(ManualClock(), None, Preferences())
        self.told: list[Build] = []
        self._io = IoThread()
        self._io.start()
        self.desk = open_desk(self.house, maps)
        self.house.board.watch(RegionsState, self._hear)

    def _hear(self, state: RegionsState) -> None:
        if state.build is not None and (not self.told or self.told[-1] != state.build):
            self.told.append(state.build)

    def start(self) -> None:
        self.desk.serve(self._io)
        self.desk.start()

    @property
    def state(self) -> RegionsState:
        state = self.house.board.latest(RegionsState)
        assert state is not None
        return state

    @property
    def port(self) -> RegionDesk:
        found = self.house.port(RegionDesk)
        assert found is not None
        return found

    def until(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < end, self.state
            self.house.flush()
            time.sleep(0.005)

    def came(self, stage: Stage) -> bool:
        return self.state.build is not None and self.state.build.stage is stage

    def end(self) -> None:
        self.desk.stop()
        self._io.stop()


@pytest.fixture
def maps(tmp_path: Path) -> Path:
    shutil.copytree(built_regions.helsinki().folder, tmp_path / "maps" / "helsinki")
    shutil.copytree(built_regions.monaco().folder, tmp_path / "maps" / "monaco")
    return tmp_path / "maps"


@pytest.fixture
def stand(maps: Path) -> Iterator[Stand]:
    stand = Stand(maps)
    yield stand
    stand.end()


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    return village.write(tmp_path / "village.osm.pbf")


def test_regions_are_told_before_any_loop_runs(stand: Stand, maps: Path) -> None:
    assert [region.name for region in stand.state.regions] == ["helsinki", "monaco"]
    assert stand.state.active == stand.state.regions[0]
    assert stand.state.known == ("monaco", "helsinki")
    assert stand.state.build is None


def test_the_car_brings_its_region(stand: Stand) -> None:
    def place(lat: float, lon: float, quality: Quality = Quality.FIX_3D) -> str:
        fix = Reading(Fix(Mode.FIX_3D, None, lat, lon), 0.0, "gpsd")
        stand.house.board.publish(PositionState(0.0, quality, fix))
        assert stand.state.active is not None
        return stand.state.active.name

    assert place(43.739, 7.428) == "monaco"
    assert place(60.170, 24.941, Quality.LOST) == "monaco"
    assert place(60.170, 24.941) == "helsinki"


def test_a_build_to_its_end_while_another_waits(stand: Stand, extract: Path) -> None:
    stand.port.add(str(extract))
    assert stand.told == []  # nothing can run yet; it is not forgotten
    stand.start()
    stand.port.add("nonsense")
    stand.until(lambda: stand.came(Stage.FAILED))
    stages = [build.stage for build in stand.told]
    assert {Stage.FETCHING, Stage.ROUTING, Stage.MAP, Stage.SEARCH, Stage.DONE} <= set(stages)
    assert "village" in [region.name for region in stand.state.regions]
    assert stand.state.build is not None
    assert stand.state.build.name == "nonsense"
    assert stand.state.build.fault == "no map named 'nonsense'. Known: helsinki, monaco"


def test_cancel_and_go_on(stand: Stand, maps: Path, extract: Path) -> None:
    stand.start()
    stand.port.add(str(extract))
    stand.until(lambda: stand.came(Stage.ROUTING) or stand.came(Stage.MAP))
    stand.port.cancel()
    stand.until(lambda: stand.came(Stage.CANCELLED))
    assert (maps / "village.part").is_dir()
    assert len(stand.state.regions) == 2
    stand.port.add(str(extract))
    stand.until(lambda: stand.came(Stage.DONE))
    assert len(stand.state.regions) == 3


def test_use_and_remove(stand: Stand, maps: Path, expect_log: Callable[[str], None]) -> None:
    stand.start()
    stand.port.use("monaco")
    stand.until(lambda: stand.state.active is not None and stand.state.active.name == "monaco")
    stand.port.remove("monaco")
    stand.until(lambda: len(stand.state.regions) == 1)
    assert not (maps / "monaco").exists()
    expect_log("regions: no region named 'monaco'")
    stand.port.remove("monaco")
    (maps / "helsinki" / "map.pmtiles").unlink()
    stand.port.use("")
    stand.until(lambda: stand.state.broken == (("helsinki", "map.pmtiles is missing"),))
    assert stand.state.active is None


def test_a_builder_that_cannot_be_started(maps: Path, tmp_path: Path) -> None:
    stand = Stand(maps)
    try:
        stand.desk._command = (str(tmp_path / "no-such-program"),)
        stand.start()
        stand.port.update("monaco")
        stand.until(lambda: stand.came(Stage.FAILED))
        assert stand.state.build is not None
        assert "No such file" in stand.state.build.fault
        stand.desk._command = (sys.executable, "-c", "import os; os.kill(os.getpid(), 9)")
        stand.port.update("helsinki")
        stand.until(
            lambda: stand.state.build is not None and stand.state.build.name == "helsinki" and stand.came(Stage.FAILED)
        )
        assert stand.state.build.fault == "the build ended without a word"
    finally:
        stand.end()


def test_the_end_of_the_program_ends_the_build(stand: Stand, extract: Path) -> None:
    stand.start()
    stand.port.add(str(extract))
    stand.until(lambda: stand.came(Stage.READING) or stand.came(Stage.ROUTING))
    stand.end()  # and the fixture of all tests sees that no process is left


PROGRAM = """
import sys, time
from pathlib import Path
from headunit.app import House
from headunit.app.region_build import open_desk
from headunit.kernel.clock import SystemClock
from headunit.kernel.supervision import IoThread
from headunit.preferences.state import Preferences
from headunit.regions.state import RegionsState, Stage

house, io = House(SystemClock(), None, Preferences()), IoThread()
io.start()
desk = open_desk(house, Path(sys.argv[1]))
desk.serve(io)
desk.start()
desk.add(sys.argv[2])
while True:
    house.flush()
    build = house.board.latest(RegionsState).build
    if build.stage in {Stage.ROUTING, Stage.MAP}:
        print(desk._process.pid, flush=True)
        time.sleep(600)
    time.sleep(0.01)
"""


def test_a_program_that_is_killed_takes_its_build_along(tmp_path: Path, extract: Path) -> None:
    words = [sys.executable, "-c", textwrap.dedent(PROGRAM), str(tmp_path / "maps"), str(extract)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        builder = int(program.stdout.readline())
        assert running(builder)
        program.kill()
    end = time.monotonic() + PATIENCE_S
    while running(builder):
        assert time.monotonic() < end
        time.sleep(0.01)


def running(pid: int) -> bool:
    """Whether the process lives; a dead one that nobody has buried yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
