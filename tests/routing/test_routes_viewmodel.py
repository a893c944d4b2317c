"""The choice of routes as the screen lists it."""

import dataclasses
from collections.abc import Iterator

import pytest
from bare_house import BareHouse, Heard
from PySide6.QtCore import QCoreApplication, QObject

from headunit.navigation.previews import PREVIEWS
from headunit.preferences.state import Preferences
from headunit.routing.state import Avoid, Charge, NoRoute, Planning, RoutingState
from headunit.routing.viewmodel import RoutesViewModel

CHOICE = next(
    state for one in PREVIEWS if one.name == "choice" for state in one.states if isinstance(state, RoutingState)
)


@pytest.fixture
def house(qapp: QCoreApplication) -> BareHouse:
    house = BareHouse()
    house.board.publish(Preferences())
    return house


@pytest.fixture
def model(house: BareHouse) -> Iterator[RoutesViewModel]:
    parent = QObject()
    yield RoutesViewModel(house, parent)
    parent.deleteLater()


def row(model: RoutesViewModel, number: int) -> dict[str, object]:
    rows = model.rows
    names = {role: bytes(name.data()).decode() for role, name in rows.roleNames().items()}  # type: ignore[attr-defined]
    return {name: rows.data(rows.index(number), role) for role, name in names.items()}  # type: ignore[attr-defined]


def test_what_a_driver_weighs(house: BareHouse, model: RoutesViewModel) -> None:
    house.board.publish(CHOICE)
    best, toll = row(model, 0), row(model, 1)
    assert (best["hours"], best["minutes"], best["length"], best["charge"]) == (0, 20, "2.0 km", 63)
    assert (best["delay"], best["toll"], toll["toll"]) == (3, False, True)
    assert str(best["arrival"]).startswith("10:01")  # 20 minutes after the house's 9:41
    assert model.choosing
    assert not model.failed


def test_a_free_road_has_no_delay_and_a_car_without_battery_no_charge(house: BareHouse, model: RoutesViewModel) -> None:
    free = dataclasses.replace(CHOICE.routes[0], free_time_s=CHOICE.routes[0].duration_s - 30)
    house.board.publish(dataclasses.replace(CHOICE, routes=(free,), charges=(Charge(),)))
    assert (row(model, 0)["delay"], row(model, 0)["charge"]) == (0, -1)
    house.board.publish(dataclasses.replace(CHOICE, charges=()))
    assert row(model, 0)["charge"] == -1


def test_pointing_at_one_of_them(house: BareHouse, model: RoutesViewModel) -> None:
    house.board.publish(CHOICE)
    heard = Heard(model.changed)
    model.pointAt(CHOICE.routes[2].key)
    assert (model.current, model.chosen, heard.news()) == (2, CHOICE.routes[2], 1)
    model.point(7)
    model.pointAt("no such")
    assert (model.current, heard.news()) == (2, 0)
    house.board.publish(dataclasses.replace(CHOICE, routes=CHOICE.routes[:1]))
    assert model.chosen is CHOICE.routes[0]


def test_avoiding_asks_again(house: BareHouse, model: RoutesViewModel) -> None:
    heard = Heard(model.avoided)
    model.toggle("tolls")
    model.toggle("ferries")
    model.toggle("tolls")
    assert model.avoid == {Avoid.FERRIES}
    assert (model.noTolls, model.noFerries, heard.count) == (False, True, 3)


@pytest.mark.parametrize("why", [why for why in NoRoute if why is not NoRoute.NONE])
def test_no_route_says_why(house: BareHouse, model: RoutesViewModel, why: NoRoute) -> None:
    house.board.publish(RoutingState(Planning.FAILED, CHOICE.request, why=why))
    assert (model.failed, model.choosing, model.why, model.chosen) == (True, False, why.value, None)
