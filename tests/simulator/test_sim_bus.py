"""The simulator on a real python-can bus with the real demo car: what the car knows is what the head unit reads."""

import uuid
from collections.abc import Iterator

import pytest
from sim_stage import Wire, a_scenario

from headunit.kernel.clock import ManualClock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import LinkReport, LinkState
from headunit.kernel.reading import Reading
from headunit.simulator import scenario
from headunit.simulator.commands import command
from headunit.simulator.scenario import Scenario
from headunit.simulator.simulation import Simulation
from headunit.vehicle import cars
from headunit.vehicle.can_link import CanLink
from headunit.vehicle.codec import TableCodec
from headunit.vehicle.ports import Frame, FrameKind
from headunit.vehicle.requests import BusRequests

HVAC = "Vehicle.Cabin.HVAC"


class Pair:
    """A simulated car and a head unit's link on one virtual bus, in lockstep."""

    def __init__(self, plan: Scenario) -> None:
        self.clock = ManualClock(plan.start)
        self.codec = TableCodec(cars.load(plan.car))
        self.heard = Inbox()
        spec = f"virtual:{uuid.uuid4()}"
        self.ear = CanLink(spec, self.clock, self.heard, self.codec, allow_transmit=True, name="can0")
        self.mouth = CanLink(spec, self.clock, Inbox(), allow_transmit=True, name="car")
        self.ear.pump()
        self.mouth.pump()
        self.drive = Simulation(plan, None, TableCodec(cars.load(plan.car)), self.mouth, self.clock)
        self.mouth.subscribe(self.drive.on_frame)
        self.requests = BusRequests(self.codec, self.ear, self.clock, True, None)
        self.readings: dict[str, Reading[object]] = {}
        self.states: list[LinkState] = []

    def step(self, seconds: float) -> None:
        for _ in range(round(seconds / 0.02)):
            self.mouth.pump()
            self.clock.advance(0.02)
            self.drive.step(0.02)
            self.ear.pump()
            for topic, value in self.heard.drain().latest.items():
                if isinstance(value, Reading):
                    self.readings[topic.removeprefix("vehicle:")] = value
                elif isinstance(value, LinkReport) and value.state not in self.states[-1:]:
                    self.states.append(value.state)

    def value(self, path: str) -> object:
        return self.readings[path].value

    def close(self) -> None:
        self.drive.stop()
        self.ear.stop()
        self.mouth.stop()


@pytest.fixture
def pair() -> Iterator[Pair]:
    made = Pair(a_scenario())
    yield made
    made.close()


def test_every_path_arrives_as_the_car_knows_it(pair: Pair) -> None:
    for fault in ("abs", "airbag", "oil"):
        pair.drive.post(command("fault", part=fault, on=True))
    pair.drive.post(command("door", door="row2.driver", open=True))
    pair.drive.post(command("wipers", mode="FAST"))
    pair.drive.post(command("tyre", wheel="row2.left", kpa=150))
    pair.step(3)
    pair.drive.post(command("brake", percent=100))
    pair.step(4)
    # Standing still: nothing that is told changes any more but temperatures, and those slowly.
    known = pair.drive.world.values()
    assert known["Vehicle.Speed"] == 0
    assert set(pair.readings) == set(known)
    rounding = {"Vehicle.Powertrain.TractionBattery.CurrentPower": 100.0}
    for path, value in known.items():
        heard = pair.value(path)
        if isinstance(value, bool | str):
            assert heard == value, path
        else:
            assert isinstance(heard, float | int), path
            coarse = 1000.0 if "Range" in path or "Distance" in path else rounding.get(path, 0.51)
            assert heard == pytest.approx(value, abs=coarse), path
    assert pair.states[-1] is LinkState.ONLINE


def test_no_path_goes_stale_while_driving(pair: Pair) -> None:
    pair.step(2)
    for _ in range(100):
        pair.step(0.1)
        for path, stale_after_s in pair.codec.paths.items():
            assert pair.readings[path].age_s(pair.clock.now()) < stale_after_s, path


def test_bus_off_is_reported_then_silence_then_the_car_is_back(pair: Pair) -> None:
    pair.step(1)
    pair.drive.post(command("can", state="bus_off"))
    pair.step(1)
    at = max(reading.at for reading in pair.readings.values())
    pair.step(2)
    assert max(reading.at for reading in pair.readings.values()) == at
    assert pair.states[-1] is LinkState.FAULT or LinkState.FAULT in pair.states
    pair.drive.post(command("can", state="ok"))
    pair.step(1)
    assert pair.states[-1] is LinkState.ONLINE
    assert pair.readings["Vehicle.Speed"].age_s(pair.clock.now()) < 0.1


def test_a_silent_car_says_nothing_at_all() -> None:
    wire = Wire()
    drive = Simulation(a_scenario(), None, TableCodec(cars.load("demo")), wire, ManualClock())
    drive.step(1)
    assert {frame.kind for frame in wire.frames} == {FrameKind.DATA}
    for state, added in (("silent", []), ("ok", None), ("bus_off", [0x40])):
        count = len(wire.frames)
        drive.post(command("can", state=state))
        drive.step(1)
        new = wire.frames[count:]
        if added is None:
            assert len(new) > 100
        else:
            assert [frame.id for frame in new] == added
            assert all(frame.kind is FrameKind.ERROR and len(frame.data) == 8 for frame in new)
    count = len(wire.frames)
    drive.post(command("can", state="ok"))
    drive.step(0.02)
    assert wire.frames[count] == Frame("can0", 0x100, bytes(8), t=wire.frames[count].t, kind=FrameKind.ERROR)


def test_a_wish_is_answered_by_the_car_and_only_then(pair: Pair) -> None:
    path = f"{HVAC}.Station.Row1.Driver.Temperature"
    pair.step(2)
    assert pair.value(path) == 21
    pair.requests.ask(path, 23.5, "test", "a warm hand")
    pair.requests.ask(f"{HVAC}.IsFrontDefrosterActive", True, "test", "mist")
    pair.step(0.2)
    assert pair.value(path) == 21
    pair.step(2)
    assert pair.value(path) == 23.5
    assert pair.value(f"{HVAC}.IsFrontDefrosterActive") is True
    assert pair.value(f"{HVAC}.Station.Row1.Passenger.Temperature") == 21


@pytest.mark.parametrize(
    "wishes",
    [
        {f"{HVAC}.Station.Row1.Driver.Temperature": 60.0},
        {f"{HVAC}.Station.Row1.Driver.FanSpeed": -1},
        {f"{HVAC}.IsRecirculationActive": 1},
        {f"{HVAC}.IsRecirculationActive": True, "Vehicle.Speed": 50.0},
        {f"{HVAC}.Station.Row1.Driver.Temperature": float("nan")},
        {f"{HVAC}.Station.Row1.Driver.Temperature": "warm"},
    ],
)
def test_a_wish_out_of_limits_is_never_answered(wishes: dict[str, float | bool | str]) -> None:
    drive = Simulation(a_scenario(), None, TableCodec(cars.load("demo")), Wire(), ManualClock())
    before = drive.world.values()
    drive.world.ask(wishes)
    drive.step(1)
    after = drive.world.values()
    assert all(after[path] == before[path] for path in before if "HVAC" in path and "Ambient" not in path)


def test_a_wish_on_a_dead_bus_is_lost(pair: Pair) -> None:
    pair.step(1)
    pair.drive.post(command("can", state="silent"))
    pair.step(0.1)
    pair.requests.ask(f"{HVAC}.Station.Row1.Driver.Temperature", 27.0, "test", "nobody hears it")
    pair.step(1)
    pair.drive.post(command("can", state="ok"))
    pair.step(2)
    assert pair.value(f"{HVAC}.Station.Row1.Driver.Temperature") == 21


def test_a_bus_that_refuses_does_not_stop_the_drive() -> None:
    wire = Wire()
    wire.broken = True
    drive = Simulation(scenario.load("city"), None, TableCodec(cars.load("demo")), wire, ManualClock())
    drive.step(1)
    assert drive.speaker.refused > 100
    wire.broken = False
    drive.step(1)
    assert drive.speaker.sent == len(wire.frames) > 100
