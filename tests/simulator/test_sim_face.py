"""The control window: what is shown is what the world says, and a touch reaches the world."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest
from sim_stage import Wire, a_scenario

import headunit
from headunit.kernel.clock import ManualClock
from headunit.simulator.commands import FAULTS, command
from headunit.simulator.simulation import Simulation
from headunit.simulator.viewmodel import CHOICES, SLIDERS, ControlsViewModel
from headunit.ui.words import load_fonts
from headunit.vehicle import cars
from headunit.vehicle.codec import TableCodec


@pytest.fixture(scope="module", autouse=True)
def application() -> object:
    app = QGuiApplication.instance() or QGuiApplication(["headunit"])
    load_fonts()
    return app


class Face:
    """The window on a simulation in lockstep."""

    def __init__(self, *, window: bool = True) -> None:
        self.drive = Simulation(a_scenario(), None, TableCodec(cars.load("demo")), Wire(), ManualClock())
        self.drive.step(1)
        self.root = QObject()
        self.controls = ControlsViewModel(self.drive, self.root)
        self.problems: list[str] = []
        self.engine = QQmlApplicationEngine() if window else None
        if self.engine is not None:
            self.engine.addImportPath(str(Path(headunit.__path__[0]).parent))
            self.engine.warnings.connect(lambda errors: self.problems.extend(e.toString() for e in errors))
            self.engine.setInitialProperties({"controls": self.controls})
            self.engine.loadFromModule("headunit.simulator", "ControlWindow")
            assert self.engine.rootObjects(), self.problems
            found = self.engine.rootObjects()[0]
            assert isinstance(found, QQuickWindow)
            self.window = found
            assert QTest.qWaitForWindowExposed(self.window, 60_000)
            self.window.grabWindow()

    def step(self, seconds: float = 0.2) -> None:
        self.drive.step(seconds)
        self.controls.look()
        if self.engine is not None:
            self.window.grabWindow()

    def items(self, item: QQuickItem | None = None) -> Iterator[QQuickItem]:
        for child in (item or self.window.contentItem()).childItems():
            yield child
            yield from self.items(child)

    def item(self, label: str) -> QQuickItem:
        """The visible control with this label that answers a touch."""
        found = [
            item
            for item in self.items()
            if item.property("label") == label
            and item.isVisible()
            and item.metaObject().indexOfMethod("touched()") >= 0
        ]
        assert len(found) == 1, (label, len(found))
        return found[0]

    def middle(self, item: QQuickItem) -> QPoint:
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def tap(self, label: str) -> None:
        at = self.middle(self.item(label))
        QTest.mouseClick(self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        self.step()

    def close(self) -> None:
        self.drive.stop()
        if self.engine is not None:
            self.window.close()
            shiboken6.delete(self.engine)
        shiboken6.delete(self.root)


@contextlib.contextmanager
def opened(*, window: bool = True) -> Iterator[Face]:
    face = Face(window=window)
    try:
        yield face
    finally:
        face.close()


@pytest.mark.parametrize("choice", CHOICES)
def test_each_choice_reaches_the_world_and_comes_back(choice: str) -> None:
    with opened(window=False) as face:
        words = CHOICES[choice][2]
        if choice == "gear":  # P and R are refused while rolling
            face.drive.post(command("brake", percent=100))
            face.step(4)
        for index in [*range(len(words)), 0]:
            face.controls.choose(choice, index)
            face.step()
            assert face.controls.property(choice) == index
        assert face.drive.snapshot().can == "ok"


@pytest.mark.parametrize("slider", sorted(SLIDERS))
def test_each_slider_reaches_the_world_and_comes_back(slider: str) -> None:
    with opened(window=False) as face:
        for share in (0.25, 0.6, 2.0):
            face.controls.slide(slider, share)
            face.step(1.5)
            assert face.controls.property(slider) == pytest.approx(min(1.0, share), abs=0.02)


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("autopilot", "autopilot"), ("parking_brake", "parkingBrake"), ("hazard", "hazard"), ("lock", "locked"),
        ("passenger", "passenger"), ("fogFront", "fogFront"), ("fogRear", "fogRear"), ("charge", "plugged"),
        ("weakBattery", "weakBattery"), ("cruise", "cruise"), ("follow_navigator", "followsNavigator"),
    ],
)  # fmt: skip
def test_each_switch_reaches_the_world_and_comes_back(what: str, name: str) -> None:
    with opened(window=False) as face:
        for on in (False, True, False, True):
            face.controls.turn(what, on)
            face.step()
            assert face.controls.property(name) is on


def test_doors_belts_parts_and_tyres() -> None:
    with opened(window=False) as face:
        for door in range(6):
            face.controls.openDoor(door, True)
            face.step()
            assert face.controls.openings == [index <= door for index in range(6)]
        for seat in range(5):
            face.controls.fasten(seat, seat % 2 == 0)
        face.step()
        assert face.controls.belts == [True, False, True, False, True]
        for part in range(len(FAULTS)):
            face.controls.breakPart(part, part != 2)
        face.step()
        assert face.controls.faults == [True, True, False, True, True, True]
        assert face.controls.troubleCodes == "5"
        before = face.controls.tyres[3]
        face.controls.puncture(3)
        face.step(40)
        assert face.controls.leaking == [False, False, False, True]
        assert int(face.controls.tyres[3]) < int(before) - 25
        face.controls.puncture(3)
        face.step()
        assert face.controls.leaking == [False] * 4
        assert int(face.controls.tyres[3]) == pytest.approx(230, abs=2)


def test_nothing_is_said_when_nothing_changed() -> None:
    with opened(window=False) as face:
        said: list[int] = []
        face.controls.changed.connect(lambda: said.append(1))
        face.controls.look()
        face.controls.look()
        assert said == []
        face.step()
        assert said == [1]


def test_the_window_opens_without_a_complaint_and_a_touch_drives_the_car() -> None:
    with opened() as face:
        assert face.item("Driven by the simulator").property("checked") is True
        face.tap("Driven by the simulator")
        assert face.item("Driven by the simulator").property("checked") is False
        pedals = [item for item in face.items() if item.property("label") == "Accelerator" and item.width() > 0]
        at = face.middle(pedals[0])
        before = face.drive.world.motion.speed_mps
        none = Qt.KeyboardModifier.NoModifier
        QTest.mousePress(face.window, Qt.MouseButton.LeftButton, none, at)
        face.step(2)
        assert face.drive.snapshot().accelerator == pytest.approx(0.625, abs=0.03)
        assert face.drive.world.motion.speed_mps > before + 3
        QTest.mouseRelease(face.window, Qt.MouseButton.LeftButton, none, at)
        face.step()
        assert face.drive.snapshot().accelerator == 0
        face.tap("Miss the next turn")
        assert face.drive.snapshot().misses == 0  # a hand is on the pedals
        face.tap("Driven by the simulator")
        face.tap("Miss the next turn")
        assert face.drive.snapshot().misses == 1
        face.tap("Follows the navigator")
        assert face.drive.world.follows_navigator is False
        face.tap("Hazard lights")
        assert face.drive.world.body.hazard is True
        assert face.problems == []


def test_the_pages_turn_and_the_plan_answers() -> None:
    with opened() as face:
        face.tap("Page: Car")
        face.tap("Rear left door")
        assert face.drive.world.body.open["row2.driver"] is True
        face.tap("Front right tyre")
        assert face.drive.world.tyres.by_wheel["row1.right"].leak_kpa_per_s > 0
        face.tap("Page: World")
        face.tap("CAN bus: Bus-off")
        assert face.drive.world.can_state == "bus_off"
        assert face.problems == []


def text_overflows(face: Face) -> list[str]:
    """Texts that stick out of the control they are in."""
    found: list[str] = []
    for item in face.items():
        text: Any = item.property("text")
        parent: QQuickItem | None = item.parentItem()
        while parent is not None and parent.metaObject().indexOfMethod("touched()") < 0:
            parent = parent.parentItem()
        if item.inherits("QQuickText") and text and item.isVisible() and parent is not None:
            inside = parent.mapRectToItem(parent, item.mapRectToItem(parent, item.boundingRect()))
            if inside.left() < -1 or inside.right() > parent.width() + 1:
                found.append(f"{text!r} in {parent.property('label')!r}")
    return found


@pytest.mark.parametrize("page", ["Drive", "Car", "World", "Phone"])
def test_no_word_sticks_out_of_its_control(page: str) -> None:
    with opened() as face:
        face.tap(f"Page: {page}")
        assert text_overflows(face) == []
