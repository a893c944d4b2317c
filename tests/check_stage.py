"""A real house in the simulated car, live: its own bus and control units, and the wishes that go through the port."""

import contextlib
import datetime as dt
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from headunit.app import House, find_car
from headunit.app.simulated import Plan, SimulatedWorld
from headunit.diagnostics.ports import CarCheck
from headunit.diagnostics.state import CheckState, Phase
from headunit.kernel.clock import SystemClock
from headunit.kernel.supervision import IoThread
from headunit.preferences.state import Preferences
from headunit.safety.state import Driving, SafetyState
from headunit.simulator.commands import command
from headunit.simulator.scenario import Beginning, Scenario
from headunit.simulator.simulation import Simulation
from headunit.vehicle.state import Value

#: How long anything may take on a loaded machine before a test gives up (s).
PATIENCE_S = 60.0


def a_scenario(state: str) -> Scenario:
    """A sunny day; the car is parked, or drives at 45 km/h."""
    driving = state == "driving"
    return Scenario(
        name="check",
        title="Check",
        description="Check",
        car="demo",
        start=dt.datetime(2026, 5, 1, 9, 41, tzinfo=dt.timezone(dt.timedelta(hours=2))),
        seed=1,
        route="rhine_loop",
        duration_s=600.0,
        outside_celsius=18.5,
        grip=1.0,
        beginning=Beginning(state=state, at_m=100.0, speed_kmh=45.0 if driving else 0.0),
    )


@dataclass
class Check:
    """`look`: what is done while waiting, besides letting the house tick."""

    house: House
    simulation: Simulation
    documents: Path
    sends: Path
    look: Callable[[], object] = lambda: None

    @property
    def state(self) -> CheckState:
        return self.house.board.latest(CheckState) or CheckState()

    @property
    def port(self) -> CarCheck:
        found = self.house.port(CarCheck)
        assert found is not None
        return found

    def do(self, kind: str, **parameters: Value) -> None:
        """Let something happen to the car, and wait until it has."""
        ticks = self.simulation.world.ticks
        self.simulation.post(command(kind, **parameters))
        self.until(lambda: self.simulation.world.ticks > ticks + 1, kind)

    def until(self, what: Callable[[], object], message: str) -> None:
        """Let the house live until `what` is true."""
        end = time.monotonic() + PATIENCE_S
        while not what():
            assert time.monotonic() < end, f"waited in vain: {message}; {self.state}"
            time.sleep(0.005)
            self.house.tick()
            self.look()

    def over(self) -> CheckState:
        """What came of the wish that is under way."""
        self.until(lambda: self.state.phase not in {Phase.READING, Phase.CLEARING}, "the wish")
        return self.state

    def read(self) -> CheckState:
        """Ask the control units."""
        self.port.read()
        return self.over()

    def stands(self, *, stands: bool) -> None:
        """Wait until the house knows."""

        def known() -> bool:
            safety = self.house.board.latest(SafetyState)
            return safety is not None and (safety.driving is not Driving.MOVING) is stands

        self.until(known, "the driving state")


@contextlib.contextmanager
def checked_car(folder: Path, state: str = "parked", own_texts: Path | None = None) -> Iterator[Check]:
    """A house whose car may be asked, and whose links are up."""
    clock = SystemClock()
    scenario = a_scenario(state)
    car = find_car(scenario.car)
    house = House(clock, car, Preferences(theme="night"))
    io = IoThread()
    io.start()
    documents, sends = folder / "Documents", folder / "sends.jsonl"
    world = SimulatedWorld(house, Plan(scenario, car, sends=sends, documents=documents, own_texts=own_texts), io)
    world.start()
    check = Check(house, world.simulation, documents, sends)
    try:
        check.until(lambda: check.state.may_ask, "the leave to ask")
        yield check
    finally:
        world.stop()
        io.stop()
