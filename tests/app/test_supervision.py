"""The house keeps its links through all that happens to them: absent at start, dead, hung, back again."""

import random
import threading
import time
from collections.abc import Callable

import pytest

from headunit.app import House, codec_of, find_car
from headunit.kernel.clock import SystemClock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import Links
from headunit.kernel.supervision import IoThread
from headunit.position.gpsd import GpsdLink
from headunit.position.state import PositionState, Quality
from headunit.preferences.state import Preferences
from headunit.simulator import scenario
from headunit.simulator.commands import Command
from headunit.simulator.simulation import Simulation
from headunit.vehicle.can_link import CanLink
from headunit.vehicle.state import VehicleState

#: Nothing here takes so long unless it never happens.
PATIENCE_S = 60.0


class Town:
    """A simulated car on a real multicast bus and with a real gpsd port: the world that the house listens to."""

    def __init__(self, bus: str) -> None:
        car = find_car("demo")
        self._io = IoThread()
        self._io.start()
        self._clock = SystemClock()
        self._end = CanLink(bus, self._clock, Inbox(), None, allow_transmit=True, name="car")
        self._end.start()
        self.simulation = Simulation(scenario.load("city"), 1, codec_of(car), self._end, self._clock)
        self.port = self.simulation.start(self._io, 1.0)

    def leave(self) -> None:
        self.simulation.stop()
        self._end.stop()
        self._io.stop()


@pytest.fixture
def bus():
    return f"udp_multicast:239.74.163.{random.randint(2, 250)}?port={random.randint(20_000, 60_000)}"


@pytest.fixture
def town(bus):
    made = Town(bus)
    yield made
    made.leave()


def a_house():
    return House(SystemClock(), find_car("demo"), Preferences())


def until(house: House, what: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < end, f"it never happened: {house.board.latest(Links)}"
        house.tick()
        time.sleep(0.02)


def link_state(house: House, name: str) -> str:
    links = house.board.latest(Links)
    return next((report.state.value for report in links.reports if report.name == name), "") if links else ""


def speed(house: House) -> float | None:
    state = house.board.latest(VehicleState)
    return None if state is None else state.number("Vehicle.Speed")


def quality(house: House) -> Quality | None:
    state = house.board.latest(PositionState)
    return None if state is None else state.quality


def test_each_link_dies_and_returns_by_itself(bus, town):
    house = a_house()
    codec = codec_of(find_car("demo"))

    def failed(error: Exception) -> None:
        raise error

    house.begin(
        lambda io: [
            CanLink(bus, house.clock, house.inbox, codec, name="can0"),
            GpsdLink("127.0.0.1", town.port, house.clock, house.inbox, io),
        ],
        failed,
    )
    try:
        until(house, lambda: speed(house) is not None and quality(house) is Quality.FIX_3D)
        assert link_state(house, "can0") == "online"
        assert link_state(house, "gpsd") == "online"

        town.simulation.post(Command("can", {"state": "silent"}))
        until(house, lambda: link_state(house, "can0") == "silent")
        assert speed(house) is None, "a silent car has no speed"
        assert quality(house) is Quality.FIX_3D, "the sky has nothing to do with it"
        town.simulation.post(Command("can", {"state": "ok"}))
        until(house, lambda: link_state(house, "can0") == "online" and speed(house) is not None)

        for trouble, seen in (("dead", {"lost"}), ("hang", {"silent", "lost"}), ("no_receiver", {"fault"})):
            town.simulation.post(Command("gpsd", {"state": trouble}))
            until(house, lambda seen=seen: link_state(house, "gpsd") in seen)
            until(house, lambda: quality(house) not in {Quality.FIX_2D, Quality.FIX_3D})
            assert speed(house) is not None, "the car has nothing to do with it"
            town.simulation.post(Command("gpsd", {"state": "ok"}))
            until(house, lambda: quality(house) is Quality.FIX_3D)
    finally:
        house.end()


def test_nothing_there_at_start_and_then_it_comes(bus):
    house = a_house()
    codec = codec_of(find_car("demo"))
    town: Town | None = None
    port = 1  # nobody listens there
    house.begin(
        lambda io: [
            CanLink(bus, house.clock, house.inbox, codec, name="can0"),
            GpsdLink("127.0.0.1", port, house.clock, house.inbox, io),
        ],
        pytest.fail,
    )
    try:
        until(house, lambda: link_state(house, "gpsd") == "lost" and link_state(house, "can0") == "silent")
        assert quality(house) is Quality.NO_RECEIVER
        town = Town(bus)
        until(house, lambda: speed(house) is not None)
        assert link_state(house, "can0") == "online"
    finally:
        house.end()
        if town is not None:
            town.leave()


def test_an_end_in_the_middle_of_opening_leaves_nothing_running():
    house = a_house()
    opening, go_on = threading.Event(), threading.Event()

    def open_links(io):
        opening.set()
        go_on.wait(PATIENCE_S)
        yield CanLink("virtual:never", house.clock, house.inbox, None, name="never")

    house.begin(open_links, pytest.fail)
    assert opening.wait(PATIENCE_S)
    house.end()
    go_on.set()
    end = time.monotonic() + PATIENCE_S
    while any(thread.name in {"opening", "can never", "links"} for thread in threading.enumerate()):
        assert time.monotonic() < end, threading.enumerate()
        time.sleep(0.01)


def test_a_car_that_cannot_be_opened_is_told():
    house = a_house()
    heard: list[Exception] = []

    def open_links(_io):
        raise OSError("the DBC has gone")

    house.begin(open_links, heard.append)
    until(house, lambda: bool(heard))
    house.end()
    assert str(heard[0]) == "the DBC has gone"
