"""The screen answers fingers and keys where they come down, and tells assistive technology what is there."""

import pytest
from fingers import ACTIVE, focused, middle, tap, tap_at, targets, voiced
from item_tree import kind_of, read
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from screen_stage import EXAMPLES, LANGUAGES, PANES, opened, opened_on

from headunit.app import House, find_car
from headunit.kernel.clock import ManualClock
from headunit.kernel.reading import Reading
from headunit.preferences.state import Preferences
from headunit.vehicle.reception import READING_TOPIC

DOCKED = [pane for pane in PANES if pane.order is not None]


@pytest.mark.parametrize("drive", ["left", "right"])
@pytest.mark.parametrize("pane", DOCKED, ids=lambda pane: pane.name)
def test_the_dock_opens_every_pane(pane: object, drive: str) -> None:
    start = "home/cruising" if pane.name != "home" else "vehicle/cruising"
    with opened(start, drive=drive) as stage:
        assert kind_of(stage.pane) != pane.component
        tap(stage, pane.title)
        assert kind_of(stage.pane) == pane.component


def test_a_card_of_home_opens_the_car() -> None:
    with opened("home/cruising") as stage:
        tap(stage, "Open the vehicle pane")
        assert kind_of(stage.pane) == "VehiclePane"


def test_day_and_night_in_one_tap() -> None:
    with opened("home/cruising", theme="day") as stage:
        day = stage.screen.window.color()
        tap(stage, "Night colours")
        assert stage.screen.window.color() != day
        tap(stage, "Day colours")
        assert stage.screen.window.color() == day


def test_settings_choose_a_language() -> None:
    with opened("settings/parked") as stage:
        tap(stage, "Language: Deutsch")
        assert "Sprache: Deutsch" in targets(stage)
        tap(stage, "Sprache: 简体中文")
        assert "语言：简体中文" in targets(stage)  # noqa: RUF001  as Chinese writes it
        tap(stage, "语言：English")  # noqa: RUF001
        assert "Language: English" in targets(stage)


def test_settings_choose_units_and_side() -> None:
    with opened("settings/parked") as stage:
        for choice in ("Colours: Day", "Distance: mi", "Temperature: °F", "Tyre pressure: psi", "Driver sits: right"):
            tap(stage, choice)
        chosen = stage.house.board.latest(Preferences)
    assert chosen == Preferences("day", "en", "mi", "F", "psi", "right")


def test_what_is_locked_while_driving_does_not_answer() -> None:
    with opened("settings/moving") as stage:
        before = stage.house.board.latest(Preferences)
        assert not targets(stage)["Language: Deutsch"].enabled
        tap(stage, "Language: Deutsch")
        assert stage.house.board.latest(Preferences) == before
        tap(stage, "Colours: Day")
        assert stage.house.board.latest(Preferences) != before


def test_a_finger_that_slides_off_takes_nothing() -> None:
    with opened("home/cruising") as stage:
        window = stage.screen.window
        start = middle(targets(stage)["Settings"])
        QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=start)
        for step in range(1, 11):
            QTest.mouseMove(window, start + QPoint(30 * step, 0))
        QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=start + QPoint(300, 0))
        stage.screen.grab()
        assert kind_of(stage.pane) == "HomePane"


def test_a_notice_is_put_away_and_stays_away() -> None:
    """In a real house: the touch goes to the notices' service, and the screen follows its answer."""
    clock = ManualClock()
    house = House(clock, find_car("demo"), Preferences(theme="night"))

    def drive(seconds: float) -> None:
        for _ in range(round(seconds / 0.1)):
            clock.advance(0.1)
            house.inbox.post(READING_TOPIC + "Vehicle.ADAS.ABS.IsError", Reading(True, clock.now(), "can0"))
            house.inbox.post(
                READING_TOPIC + "Vehicle.Chassis.ParkingBrake.IsEngaged", Reading(True, clock.now(), "can0")
            )
            house.tick()
        stage.screen.grab()

    with opened_on(house, "home") as stage:
        drive(2)
        tap(stage, "Put away: ABS fault")
        drive(2)
        assert "Put away: ABS fault" not in targets(stage)
        lit = {voice.name for voice in voiced(stage) if voice.role is QAccessible.Role.Indicator}
        assert "ABS fault" in lit  # the tell-tale glows on


def test_nothing_is_touched_through_a_notice() -> None:
    with opened("home/trouble") as stage:
        tree = read(stage.screen.window)
        (notice,) = [surface for surface in tree.surfaces if surface.node.kind == "NoticeCard"]
        below = targets(stage)["Open the vehicle pane"].seen
        under = notice.seen.intersected(below)
        assert not under.isEmpty()
        tap_at(stage, under.topLeft() + QPoint(10, 10))
        assert kind_of(stage.pane) == "HomePane"
        tap_at(stage, below.topLeft() + QPoint(10, 10))
        assert kind_of(stage.pane) == "VehiclePane"


@pytest.mark.parametrize("size", ["1280x720", "800x480"])
@pytest.mark.parametrize("example", EXAMPLES)
def test_the_keyboard_reaches_everything(example: str, size: str) -> None:
    """Tab goes round all that can be touched and is not disabled, always to a place that is in view."""
    with opened(example, size) as stage:
        wanted = {name for name, target in targets(stage).items() if target.enabled}
        reached: list[str] = []
        for _ in range(400):  # lists hold more than is in view
            QTest.keyClick(stage.screen.window, Qt.Key.Key_Tab)
            stage.screen.grab()
            item = focused(stage)
            assert item is not None
            name = item.property("label")
            if reached and name == reached[0]:
                break
            reached.append(name)
            assert not targets(stage)[name].seen.isEmpty(), f"out of view: {name}"
        assert wanted <= set(reached)
        assert len(set(reached)) == len(reached)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", EXAMPLES)
def test_assistive_technology_is_told_of_everything(example: str, language: str) -> None:
    with opened(example, language=language) as stage:
        seen = targets(stage)
        heard = [voice for voice in voiced(stage) if voice.role in ACTIVE]
        names = [voice.name for voice in heard]
    assert seen
    assert all(seen)  # each has a name
    assert seen.keys() <= set(names)
    assert len(set(names)) == len(names), "two things of one name cannot be told apart by ear"
    for voice in heard:
        assert voice.disabled is not seen[voice.name].enabled


def test_assistive_technology_hears_the_state() -> None:
    with opened("home/trouble") as stage:
        heard = {voice.name: voice for voice in voiced(stage)}
    assert heard["Home"].checked
    assert not heard["Settings"].checked
    assert heard["Speed 8 km/h"].role is QAccessible.Role.StaticText
    assert heard["Engine oil very low. Stop where it is safe. Switch the engine off."]
    assert heard["Turn signal left"].role is QAccessible.Role.Indicator
    assert heard["GPS lost"]


def test_an_unknown_number_is_called_unknown() -> None:
    with opened("home/nothing") as stage:
        names = {voice.name for voice in voiced(stage)}
    assert "Speed unknown" in names
    assert "Gear unknown" in names
    assert not any("--" in name for name in names)
