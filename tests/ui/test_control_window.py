"""The simulator's window beside the head unit: every page fits in every language, and nothing stays in the old one."""

from collections.abc import Iterator

import pytest
from item_tree import find, read
from layout_rules import RULES
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow
from screen_stage import LANGUAGES, Stage, opened

from headunit.app import codec_of, find_car
from headunit.kernel.clock import ManualClock
from headunit.simulator import scenario as scenarios
from headunit.simulator.simulation import Simulation
from headunit.simulator.viewmodel import ControlsViewModel
from headunit.vehicle.ports import Frame, FrameSink

PAGES = range(4)


class Nowhere(FrameSink):
    """A bus at whose other end nobody listens."""

    def send(self, frame: Frame) -> None:
        pass


@pytest.fixture
def stage() -> Iterator[Stage]:
    scenario = scenarios.load("city")
    simulation = Simulation(scenario, None, codec_of(find_car(scenario.car)), Nowhere(), ManualClock(scenario.start))
    simulation.step(1.0)
    with opened("home/cruising") as stage:
        controls = ControlsViewModel(simulation, stage.screen.root)
        stage.screen.add_window("headunit.simulator", "ControlWindow", {"controls": controls})
        yield stage
        simulation.stop()


def control_window(stage: Stage) -> QQuickWindow:
    (window,) = [window for window in QGuiApplication.topLevelWindows() if window is not stage.screen.window]
    assert isinstance(window, QQuickWindow)
    return window


def pages(stage: Stage) -> Iterator[tuple[int, QQuickWindow]]:
    """The window with each of its pages."""
    window = control_window(stage)
    tabs = find(window, "Segmented")[-1]
    for page in PAGES:
        tabs.setProperty("page", page)
        window.grabWindow()
        yield page, window


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_fits(language: str, stage: Stage) -> None:
    stage.choose("language", language)
    for page, window in pages(stage):
        tree = read(window)
        frame = QRectF(0, 0, window.width(), window.height())
        found = [line for rule in RULES for line in rule(tree, frame)]
        assert len(tree.targets) > len(PAGES)
        assert not found, f"page {page}: " + "\n".join(found)
