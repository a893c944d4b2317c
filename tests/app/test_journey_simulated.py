"""The whole head unit in the simulated car in Monaco, in virtual time: map, position, guidance, and a car that obeys.

Real frames, a real gpsd's lines and the real routing engine; the region is built once for all tests.
"""

import contextlib
import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from built_regions import monaco

from headunit.app import House, find_car
from headunit.app.errand import Errand
from headunit.app.journey import Journey, Kept
from headunit.app.lockstep import Lockstep
from headunit.app.region_road import usual_scenario
from headunit.app.simulated import Plan, SimulatedWorld
from headunit.cli import main
from headunit.guidance.line import RouteLine
from headunit.guidance.state import GuidanceState, Phase, Source
from headunit.kernel.clock import ManualClock
from headunit.kernel.errors import HeadunitError
from headunit.kernel.geodesy import LatLon, distance_m
from headunit.position.state import PositionState, Quality, Reckoning
from headunit.preferences.state import Preferences
from headunit.regions.state import RegionsState
from headunit.routing.state import RoadHere
from headunit.simulator import scenario as scenarios
from headunit.simulator.commands import command

#: Off the route is noticed within this, and a new route shown within that (s).
NOTICED_S, SHOWN_S = 3.0, 1.0
#: From its line to what can be told from a parallel road (m): from there on the time runs.
BESIDE_M = 20.0
#: The road that is believed in lies so near to the true place (m) of so long ago (s): it is looked for every second.
OFF_M, LATE_S = 10.0, 1.5
NEAR = "43.7366,7.4212"


def maps() -> Path:
    return monaco().folder.parent


@dataclass
class Stage:
    """A house and a world in one thread."""

    house: House
    world: SimulatedWorld
    steps: Lockstep
    errand: Errand | None = None
    states: list[GuidanceState] = field(default_factory=list)

    @property
    def now(self) -> float:
        return self.house.clock.now()

    @property
    def guidance(self) -> GuidanceState:
        return self.house.board.latest(GuidanceState) or GuidanceState()

    @property
    def place(self) -> LatLon:
        """Where the car truly is."""
        lat, lon, _ = self.world.simulation.world.place
        return LatLon(lat, lon)

    def look(self, seconds: float, see: Callable[[], bool | None]) -> None:
        """Let time pass; `see` is called ten times a second and may end it by True."""
        end = self.now + seconds
        while self.now < end and not see():
            self.steps.run(0.1)


@contextlib.contextmanager
def staged(name: str, tmp_path: Path, to: LatLon | None = None) -> Iterator[Stage]:
    scenario = scenarios.load(name)
    clock, car = ManualClock(scenario.start), find_car(scenario.car)
    house = House(clock, car, Preferences())
    journey = Journey(house, Kept(maps(), tmp_path / "places.json", tmp_path), virtual=True, region=scenario.region)
    try:
        world = SimulatedWorld(house, Plan(scenario, car, maps=maps()))
        try:
            stage = Stage(house, world, Lockstep(house, clock, world.step))
            house.board.watch(GuidanceState, stage.states.append)
            if to is not None:
                stage.errand = Errand(house, to, pytest.fail, speaks=True)
                house.join(stage.errand)
            yield stage
        finally:
            world.stop()
    finally:
        journey.end()


def test_the_road_is_known_and_the_tunnel_is_bridged(tmp_path: Path) -> None:
    known: list[bool] = []
    streets: list[str] = []
    believed: list[bool] = []
    errors: list[float] = []
    qualities: set[Quality] = set()
    with staged("monaco_tunnel", tmp_path) as stage:
        board, truth = stage.house.board, stage.world.simulation.world

        def see() -> None:
            position, road, reckoning = board.latest(PositionState), board.latest(RoadHere), board.latest(Reckoning)
            if position is None or reckoning is None:
                assert stage.now < 1
            elif truth.tunnel:
                qualities.add(position.quality)
                if position.quality is Quality.LOST:
                    believed.append(reckoning.believed)
                    assert reckoning.lat_deg is not None
                    assert reckoning.lon_deg is not None
                    errors.append(distance_m(reckoning.lat_deg, reckoning.lon_deg, *stage.place))
            elif stage.now > 3 and position.usable is not None:
                speed = truth.motion.speed_mps
                here = None if road is None else road.place
                known.append(here is not None and distance_m(*here, *stage.place) < OFF_M + LATE_S * speed)
                if road is not None and road.street not in streets[-1:]:
                    streets.append(road.street)

        stage.look(80, see)
        regions = board.latest(RegionsState)
        assert regions is not None
        assert regions.active is not None
        assert regions.active.name == "monaco"
    assert len(known) > 400
    assert known.count(True) > 0.95 * len(known)
    # The way into the roundabout has no name in the map.
    assert streets == ["Boulevard Louis II", "", "Rond-Point du Portier", "Avenue Princesse Grace"]
    assert Quality.LOST in qualities
    assert len(believed) > 150
    assert all(believed)
    assert max(errors) < 60


def test_the_car_follows_the_navigator_misses_a_turn_and_goes_its_own_way(tmp_path: Path) -> None:
    with staged("monaco", tmp_path, LatLon(43.7402, 7.4210)) as stage:
        simulation = stage.world.simulation
        stage.look(12, lambda: None)
        assert stage.guidance.phase is Phase.ON_ROUTE
        planned = stage.guidance.route
        assert planned is not None
        assert simulation.world.road is not simulation.world.home
        assert abs(simulation.world.road.length_m - planned.length_m) < 30
        assert stage.errand is not None

        # Told to miss the next turn, he does; that is noticed, and there is a new route which he follows.
        simulation.post(command("miss_turn"))
        line = RouteLine(planned)
        left_at: list[float] = []

        def see() -> bool:
            beside_m = min(foot.gap_m for foot in line.feet(stage.place, 0.0, line.length_m))
            if beside_m > BESIDE_M and not left_at:
                left_at.append(stage.now)
            return stage.guidance.route is not planned

        stage.look(90, see)
        new = stage.guidance.route
        assert new is not None
        assert new is not planned
        assert not left_at or stage.now - left_at[0] <= NOTICED_S + SHOWN_S
        assert Phase.OFF_ROUTE in {state.phase for state in stage.states}
        assert stage.errand.reroutes == 1
        stage.look(12, lambda: None)
        assert stage.guidance.phase is Phase.ON_ROUTE
        assert stage.guidance.route is new
        assert stage.guidance.source is Source.GNSS
        assert stage.guidance.place is not None
        assert distance_m(*stage.guidance.place, *stage.place) < 12

        # His own way: back to his loop. The navigator goes on leading him; he does not listen.
        simulation.post(command("follow_navigator", on=False))
        stage.look(1, lambda: None)
        own, home = simulation.world.road, simulation.world.home
        assert math.dist(own.at(own.length_m)[:2], home.at(0)[:2]) < 5
        assert own is not home
        stage.look(6, lambda: None)
        assert stage.guidance.phase in {Phase.ON_ROUTE, Phase.OFF_ROUTE}
        assert simulation.world.road is own
        simulation.post(command("follow_navigator", on=True))
        stage.look(2, lambda: None)
        assert simulation.world.road is not own


def test_a_trip_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr("headunit.commands.simulate.LONGEST_TRIP_S", 300.0)
    _maps_are(monkeypatch, tmp_path)
    report = tmp_path / "report.json"
    words = ["simulate", "--headless", "--to", NEAR, "--report", str(report), "--lang", "de"]
    assert main(words) == 0  # the scenario is "monaco", because the region is there
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("trip: ")
    assert "arrived after" in said[0]
    trip = json.loads(report.read_text())["trip"]
    assert 0 < trip["planned_m"] < 1500
    assert trip["arrived_s"] is not None
    assert trip["phases"][-1]["phase"] == "arrived"
    assert [prompt["kind"] for prompt in trip["prompts"]][-1] == "arrive"
    assert "Ziel" in trip["prompts"][-1]["text"]
    assert len(trip["routes"]) == 1
    again = tmp_path / "again.json"
    assert main([*words[:4], "--report", str(again), "--lang", "de"]) == 0
    assert again.read_text() == report.read_text()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--scenario", "monaco"], "which is not on this computer: headunit map add monaco"),
        (["--scenario", "city", "--to", "43.74,7.42"], "there is no map region yet: headunit map add monaco"),
    ],
)
def test_without_the_region(tmp_path: Path, words: list[str], line: str, capsys, monkeypatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert main(["simulate", "--headless", "--for", "5", *words]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert line in said.err


@pytest.mark.parametrize(("to", "line"), [("10,10", "a place is outside the region"), ("43.7300,7.4480", "no road")])
def test_where_no_trip_leads(tmp_path: Path, to: str, line: str, capsys, monkeypatch) -> None:
    _maps_are(monkeypatch, tmp_path)
    assert main(["simulate", "--headless", "--for", "5", "--to", to]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("headunit simulate: no trip to ")
    assert line in said.err


def test_the_usual_scenario_is_the_one_that_can_be_driven(tmp_path: Path) -> None:
    assert usual_scenario(tmp_path) == "city"
    assert usual_scenario(maps()) == "monaco"


def test_a_broken_region_says_what_mends_it(tmp_path: Path) -> None:
    (tmp_path / "monaco").mkdir()
    assert usual_scenario(tmp_path) == "city"
    scenario = scenarios.load("monaco")
    with pytest.raises(HeadunitError, match=r"monaco is broken .*: headunit map update monaco"):
        SimulatedWorld(
            House(ManualClock(), find_car("demo"), Preferences()), Plan(scenario, find_car("demo"), maps=tmp_path)
        )


def _maps_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The regions of the tests instead of the user's own, by the settings file."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    file = tmp_path / "config" / "headunit" / "settings.toml"
    file.parent.mkdir(parents=True)
    file.write_text(f'[map]\nfolder = "{maps()}"\n')
