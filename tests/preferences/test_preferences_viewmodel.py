import pytest
from bare_house import BareHouse, Heard
from PySide6.QtCore import QObject, Qt

import headunit
from headunit.kernel.link import LinkReport, Links, LinkState
from headunit.preferences.ports import Choices
from headunit.preferences.service import CHOICES, PreferenceService
from headunit.preferences.state import Preferences
from headunit.preferences.viewmodel import PreferencesViewModel
from headunit.safety.state import Driving, SafetyState

FIRST = int(Qt.ItemDataRole.UserRole)
CAN = LinkReport("can0", "can", LinkState.ONLINE, 3.0, "virtual:demo", {"received": 7})


@pytest.fixture
def house() -> BareHouse:
    made = BareHouse()
    made.ports[Choices] = PreferenceService(made.board, None, Preferences())
    return made


@pytest.fixture
def owner() -> QObject:
    return QObject()


def rows(model: PreferencesViewModel) -> list[list[object]]:
    links = model.links
    return [
        [links.data(links.index(row), FIRST + role) for role in range(len(links.roleNames()))]
        for row in range(links.rowCount())
    ]


@pytest.mark.parametrize("name", CHOICES)
def test_each_choice_by_its_number(house: BareHouse, owner: QObject, name: str) -> None:
    model = PreferencesViewModel(house, owner)
    changed = Heard(model.changed)
    choose = getattr(model, "choose" + name.capitalize())
    for index, value in reversed(list(enumerate(CHOICES[name]))):
        choose(index)
        assert getattr(model, name) == index
        assert house.board.latest(Preferences) == Preferences(**{name: value})
        assert changed.news() == 1
        choose(index)
        assert changed.news() == 0
    for beyond in (-1, len(CHOICES[name])):
        choose(beyond)
        assert getattr(model, name) == 0
    assert changed.news() == 0


def test_with_nothing_behind_the_port_a_touch_does_nothing(owner: QObject) -> None:
    model = PreferencesViewModel(BareHouse(), owner)
    model.chooseTheme(2)
    assert model.theme == 0


def test_until_it_is_known_that_the_car_stands_it_moves(house: BareHouse, owner: QObject) -> None:
    model = PreferencesViewModel(house, owner)
    assert model.mayConfigure is False


def test_the_lock_follows_the_drive(house: BareHouse, owner: QObject) -> None:
    model = PreferencesViewModel(house, owner)
    locked = Heard(model.locked)
    seen = []
    for driving in (Driving.MOVING, Driving.IDLING, Driving.PARKED, Driving.PARKED, Driving.MOVING, Driving.MOVING):
        house.board.publish(SafetyState(driving))
        seen.append((model.mayConfigure, locked.news()))
    assert seen == [(False, 0), (True, 1), (True, 0), (True, 0), (False, 1), (False, 0)]


def test_links_as_qml_reads_them(house: BareHouse, owner: QObject) -> None:
    model = PreferencesViewModel(house, owner)
    assert rows(model) == []
    house.board.publish(
        Links(
            (
                CAN,
                LinkReport("can1", "can", LinkState.FAULT, 3.0, "bus-off"),
                LinkReport("can2", "can", LinkState.LOST, 3.0),
                LinkReport("can3", "can", LinkState.CONNECTING, 3.0),
                LinkReport("gpsd", "gps", LinkState.SILENT, 3.0, "no receiver", {"reports": 5}),
            )
        )
    )
    assert rows(model) == [
        ["can0", "can", "online", "live", "virtual:demo", 7],
        ["can1", "can", "fault", "stop", "bus-off", 0],
        ["can2", "can", "lost", "stop", "", 0],
        ["can3", "can", "connecting", "quiet", "", 0],
        ["gpsd", "gps", "silent", "soon", "no receiver", 5],
    ]


def test_unchanged_states_emit_nothing(house: BareHouse, owner: QObject) -> None:
    house.board.publish(Links((CAN,)))
    house.board.publish(SafetyState(Driving.PARKED))
    model = PreferencesViewModel(house, owner)
    signals = [
        Heard(signal) for signal in (model.changed, model.locked, model.links.modelReset, model.links.dataChanged)
    ]
    for state in (Preferences(), SafetyState(Driving.PARKED), Links((CAN,))):
        house.board.publish(state)
    assert [signal.news() for signal in signals] == [0, 0, 0, 0]
    house.board.publish(Links((LinkReport("can0", "can", LinkState.ONLINE, 3.0, "virtual:demo", {"received": 8}),)))
    assert [signal.news() for signal in signals] == [0, 0, 0, 1]


def test_the_version(house: BareHouse, owner: QObject) -> None:
    assert PreferencesViewModel(house, owner).version == headunit.__version__
