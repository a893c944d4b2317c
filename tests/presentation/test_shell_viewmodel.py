import datetime as dt

import pytest
from bare_house import BareHouse, Heard
from PySide6.QtCore import QObject
from rooms import AllSignals, a_car

from headunit.kernel.clock import ManualClock
from headunit.kernel.link import LinkReport, Links, LinkState
from headunit.kernel.reading import Reading
from headunit.position.state import Fix, Mode, PositionState, Quality
from headunit.preferences.ports import Choices
from headunit.preferences.service import PreferenceService
from headunit.preferences.state import Preferences
from headunit.presentation.pane import Pane, discover
from headunit.ui.shell.panebook import PaneBook
from headunit.ui.shell.viewmodel import ShellViewModel

AIR, BEAM = "Vehicle.Exterior.AirTemperature", "Vehicle.Body.Lights.Beam.Low.IsOn"
SIGNAL = "Vehicle.Body.Lights."
UTC = dt.UTC


@pytest.fixture
def house(speak) -> BareHouse:
    speak("en")
    house = BareHouse()
    house.ports[Choices] = PreferenceService(house.board, None, Preferences())
    return house


@pytest.fixture
def shell(house: BareHouse, parent) -> ShellViewModel:
    return ShellViewModel(house, parent)


def links(*states: LinkState) -> Links:
    return Links(tuple(LinkReport(f"can{n}", "can", state, 0.0) for n, state in enumerate(states)))


def test_before_anything_came(shell: ShellViewModel) -> None:
    assert shell.time == "09:41"
    assert (shell.night, shell.rightHandDrive, shell.hasOutside, shell.outside.text) == (False, False, False, "--")
    assert (shell.canState, shell.gpsQuality, shell.gpsGood) == ("off", "absent", False)
    assert (shell.leftSignal, shell.rightSignal, shell.language) == (False, False, "en")


def test_the_minute_turns_once(house: BareHouse, shell: ShellViewModel) -> None:
    changed = Heard(shell.changed)
    for _ in range(599):
        house.clock.advance(0.1)
        shell.tick()
    assert (shell.time, changed.news()) == ("09:41", 0)
    house.clock.advance(0.2)
    shell.tick()
    assert (shell.time, changed.news()) == ("09:42", 1)


@pytest.mark.parametrize(("language", "time"), [("en", "17:05"), ("de", "17:05"), ("zh", "17:05")])
def test_the_time_as_the_language_writes_it(house: BareHouse, parent, speak, language: str, time: str) -> None:
    speak(language)
    house.clock = ManualClock(dt.datetime(2026, 5, 1, 17, 5, tzinfo=UTC))
    assert ShellViewModel(house, parent).time == time


def test_outside_air(house: BareHouse, shell: ShellViewModel) -> None:
    house.board.publish(a_car(house, {AIR: -7.4}))
    assert (shell.hasOutside, shell.outside.text, shell.outside.unit) == (True, "-7", "°C")
    house.board.publish(Preferences(temperature="F"))
    assert (shell.outside.text, shell.outside.unit) == ("19", "°F")
    house.board.publish(a_car(house, {AIR: -7.4}, 5.0))
    assert (shell.hasOutside, shell.outside.text) == (True, "--")


@pytest.mark.parametrize(
    ("states", "worst"),
    [
        ((), "off"),
        ((LinkState.ONLINE,), "online"),
        ((LinkState.ONLINE, LinkState.OFF), "online"),
        ((LinkState.ONLINE, LinkState.CONNECTING), "connecting"),
        ((LinkState.CONNECTING, LinkState.SILENT, LinkState.ONLINE), "silent"),
        ((LinkState.SILENT, LinkState.LOST), "lost"),
        ((LinkState.LOST, LinkState.FAULT, LinkState.ONLINE), "fault"),
    ],
)
def test_the_worst_can_link(house: BareHouse, shell: ShellViewModel, states, worst: str) -> None:
    gps = LinkReport("gpsd", "gps", LinkState.FAULT, 0.0)
    house.board.publish(Links((*links(*states).reports, gps)))
    assert shell.canState == worst


def test_every_state_of_a_link_has_its_place(house: BareHouse, shell: ShellViewModel) -> None:
    for state in LinkState:
        house.board.publish(links(state))
        assert shell.canState == state.value


@pytest.mark.parametrize("quality", Quality)
def test_the_position_in_one_word(house: BareHouse, shell: ShellViewModel, quality: Quality) -> None:
    house.board.publish(PositionState(0.0, quality))
    assert shell.gpsQuality == quality.value
    assert shell.gpsGood is (quality in {Quality.FIX_2D, Quality.FIX_3D})


@pytest.mark.parametrize(
    ("on", "left", "right"),
    [
        ("DirectionIndicator.Left.IsSignaling", True, False),
        ("DirectionIndicator.Right.IsSignaling", False, True),
        ("Hazard.IsSignaling", True, True),
    ],
)
def test_turn_signals(house: BareHouse, shell: ShellViewModel, on: str, left: bool, right: bool) -> None:
    house.board.publish(a_car(house, {SIGNAL + on: True}))
    assert (shell.leftSignal, shell.rightSignal) == (left, right)
    house.board.publish(a_car(house, {SIGNAL + on: True}, 5.0))
    assert (shell.leftSignal, shell.rightSignal) == (False, False)


def test_headlights_make_it_night_and_the_drivers_hand_wins(house: BareHouse, shell: ShellViewModel) -> None:
    changed = Heard(shell.changed)

    def drive(low_beam: bool) -> bool:
        house.clock.advance(1.0)
        house.board.publish(a_car(house, {BEAM: low_beam}))
        return shell.night

    assert [drive(True) for _ in range(4)] == [False, False, True, True]
    assert changed.news() == 1
    shell.toggleNight()
    assert (shell.night, house.board.latest(Preferences).theme, changed.news()) == (False, "day", 1)
    assert [drive(True) for _ in range(4)] == [False] * 4
    shell.toggleNight()
    assert (shell.night, house.board.latest(Preferences).theme) == (True, "night")


def test_nothing_behind_the_choices(parent) -> None:
    shell = ShellViewModel(BareHouse(), parent)
    shell.toggleNight()
    assert shell.night is False


def test_another_language_is_told_once(house: BareHouse, shell: ShellViewModel) -> None:
    told: list[str] = []
    shell.languageChanged.connect(told.append)
    for language in ("en", "de", "de", "zh"):
        house.board.publish(Preferences(language=language))
    assert told == ["de", "zh"]
    assert shell.language == "zh"


def test_the_side_of_the_driver(house: BareHouse, shell: ShellViewModel) -> None:
    changed = Heard(shell.changed)
    house.board.publish(Preferences(drive="right"))
    assert (shell.rightHandDrive, changed.news()) == (True, 1)


def test_unchanged_states_emit_nothing(house: BareHouse, shell: ShellViewModel) -> None:
    fix = Reading(Fix(Mode.FIX_3D, None, 47.0, 9.0), 0.0, "gpsd")
    house.board.publish(a_car(house, {AIR: 7.4}))
    house.board.publish(links(LinkState.ONLINE))
    house.board.publish(PositionState(0.0, Quality.FIX_3D, fix))
    signals = AllSignals(shell)
    for number in range(20):
        house.clock.advance(0.1)
        house.board.publish(a_car(house, {AIR: 7.4, "Vehicle.Speed": float(number)}))
        house.board.publish(PositionState(house.clock.now(), Quality.FIX_3D, fix))
        house.board.publish(Links((LinkReport("can0", "can", LinkState.ONLINE, 0.0, "", {"received": number}),)))
        house.board.publish(Preferences())
        shell.tick()
    assert signals.news() == 0


def test_panes_are_made_when_first_opened_and_then_kept(house: BareHouse, parent) -> None:
    made: list[str] = []

    def pane(name: str, order: int | None) -> Pane:
        def make(_house: object, owner: QObject) -> QObject:
            made.append(name)
            return QObject(owner)

        return Pane(name, f"headunit.{name}", f"{name.title()}Pane", name.title(), "car", order, make)

    book = PaneBook(house, [pane("radio", 10), pane("lamp", 20), pane("hidden", None)], parent)
    assert made == []
    assert book.dock.rowCount() == 2
    assert (book.uri("lamp"), book.component("lamp")) == ("headunit.lamp", "LampPane")
    first = book.viewModel("lamp")
    assert book.viewModel("lamp") is first
    assert book.viewModel("hidden") is not first
    assert made == ["lamp", "hidden"]


def test_a_pane_may_send_the_driver_elsewhere(house: BareHouse, parent) -> None:
    asked: list[str] = []
    book = PaneBook(house, discover(), parent)
    book.asked.connect(asked.append)
    book.viewModel("vehicle")
    book.viewModel("home").openVehicle()
    assert asked == ["vehicle"]
