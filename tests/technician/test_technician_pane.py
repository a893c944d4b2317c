"""A technician at a parked car: real touches on the real pane, with a real bus behind it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from headunit.app import House, find_car
from headunit.app.lockstep import Lockstep
from headunit.app.simulated import Plan, SimulatedWorld
from headunit.kernel.clock import ManualClock
from headunit.preferences.state import Preferences
from headunit.presentation.pane import discover
from headunit.simulator import scenario
from headunit.technician.state import Recording, RecordingState, TrafficState
from headunit.ui.screen import Screen, shown


class Bench:
    """The screen on the technician's pane, and time that moves when the test says so."""

    def __init__(self, screen: Screen, house: House, lockstep: Lockstep) -> None:
        self.screen, self.house, self._lockstep = screen, house, lockstep

    def drive(self, seconds: float) -> None:
        self._lockstep.run(seconds)
        self.screen.grab()
        self.screen.grab()

    def labels(self) -> dict[str, QQuickItem]:
        """What can be touched now, by its name."""
        found: dict[str, QQuickItem] = {}
        waiting = [self.screen.window.contentItem()]
        while waiting:
            item = waiting.pop()
            if item.isVisible():
                waiting += item.childItems()
                if isinstance(label := item.property("label"), str) and label:
                    found[label] = item
        return found

    def touch(self, label: str, share: float = 0.5) -> None:
        item = self.labels()[label]
        place = item.mapToScene(QPointF(item.width() * share, item.height() / 2)).toPoint()
        QTest.mouseClick(self.screen.window, Qt.MouseButton.LeftButton, pos=QPoint(place))
        self.drive(0.4)

    @property
    def traffic(self) -> TrafficState:
        state = self.house.board.latest(TrafficState)
        assert state is not None
        return state


@pytest.fixture
def bench(qapp: QGuiApplication) -> Iterator[Bench]:
    plan = scenario.load("parked")
    clock, car = ManualClock(plan.start), find_car(plan.car)
    house = House(clock, car, Preferences(theme="night"))
    world = SimulatedWorld(house, Plan(plan, car))
    try:
        with shown(Screen(house, discover(), first="technician", size=(1280, 720), still=True)) as screen:
            bench = Bench(screen, house, Lockstep(house, clock, world.step))
            bench.drive(3.0)
            yield bench
    finally:
        world.stop()
        house.end()


def test_from_the_bus_to_a_plotted_signal_by_touch(bench: Bench) -> None:
    assert bench.traffic.page == "buses"
    bench.touch("Page: Data")
    rows = [row for row in bench.traffic.rows if row.name]
    assert rows
    bench.touch(f"{rows[0].key} {rows[0].name}")
    detail = bench.traffic.detail
    assert detail is not None
    assert detail.row.key == rows[0].key
    signal = next(value.name for value in detail.signals if value.number is not None)
    bench.touch(f"Plot {signal}")
    bench.touch("Page: Plot")
    bench.drive(2.0)
    (lane,) = bench.traffic.lanes
    assert (lane.signal, lane.key) == (signal, rows[0].key)
    assert lane.lines
    bench.touch("Time shown: 1 min")
    assert bench.traffic.zoom_s == 600.0
    bench.touch(f"Take {signal} out of the plot")
    assert bench.traffic.lanes == ()
    bench.touch("Messages")
    assert bench.traffic.page == "messages"


def test_an_id_is_found_with_the_keypad_and_with_a_keyboard(bench: Bench) -> None:
    bench.touch("Page: Data")
    every = {row.key.hex() for row in bench.traffic.rows}
    wanted = min(every)
    bench.touch("Search")
    for digit in wanted:
        bench.touch(digit)

    def listed() -> set[str]:
        names = bench.labels()
        return {each for each in every if any(name.startswith(f"can0 {each}") for name in names)}

    assert listed() == {wanted}
    bench.touch("Clear the search")
    assert len(listed()) > 1
    name = next(row.name for row in bench.traffic.rows if row.key.hex() == wanted)
    for letter in name.lower():
        QTest.keyClick(bench.screen.window, letter)
    bench.drive(0.4)
    assert wanted in listed()
    assert len(listed()) < len(every)
    bench.touch("Done")
    assert "Clear the search" not in bench.labels()


def test_out_of_sight_nothing_is_made(bench: Bench) -> None:
    bench.touch("Page: Data")
    bench.touch("Home")
    before = bench.traffic
    bench.drive(1.0)
    assert bench.traffic is before
    bench.touch("Settings")
    bench.touch("Technician")
    assert bench.traffic is not before
    assert bench.traffic.page == "messages"


def test_a_recording_that_has_no_place_says_so(bench: Bench) -> None:
    bench.touch("Page: Record")
    bench.touch("Start recording")
    state = bench.house.board.latest(RecordingState)
    assert state is not None
    assert state.doing is Recording.FAILED
