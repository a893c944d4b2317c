"""The pane of the maps: what it shows of the state, what a touch wishes for, and what it does not while driving."""

import dataclasses
from collections.abc import Iterator

import pytest
from bare_house import BareHouse, Heard
from PySide6.QtCore import QObject
from region_wishes import Wishes

from headunit.presentation.rows import Rows
from headunit.regions.ports import RegionDesk
from headunit.regions.previews import PREVIEWS
from headunit.regions.state import Build, RegionsState, Stage
from headunit.regions.viewmodel import RegionsViewModel
from headunit.safety.state import Driving, SafetyState

EXAMPLES = {preview.name: preview for preview in PREVIEWS}


@pytest.fixture
def wishes() -> Wishes:
    return Wishes()


@pytest.fixture
def house(wishes: Wishes) -> BareHouse:
    return BareHouse({RegionDesk: wishes})


@pytest.fixture
def parent(qapp) -> Iterator[QObject]:
    parent = QObject()
    yield parent
    parent.deleteLater()


@pytest.fixture
def pane(house: BareHouse, parent: QObject) -> RegionsViewModel:
    return RegionsViewModel(house, parent)


def show(house: BareHouse, name: str) -> RegionsState:
    for state in EXAMPLES[name].states:
        house.board.publish(state)
    found = house.board.latest(RegionsState)
    assert found is not None
    return found


def rows(model: object) -> list[dict[str, object]]:
    assert isinstance(model, Rows)
    return [dict(row) for row in model._rows]


def test_before_anything_came(pane: RegionsViewModel) -> None:
    assert pane.empty
    assert (pane.building, pane.stage, pane.share, pane.fault, pane.buildTitle) == (False, "", 0.0, "", "")


def test_rows_of_regions(house: BareHouse, pane: RegionsViewModel) -> None:
    show(house, "regions")
    isles, monaco = rows(pane.regions)
    assert (isles["size"], isles["day"], isles["countries"]) == ("6.4 GB", "2026-04-28", "GB, IE, IM")
    assert (isles["inUse"], monaco["inUse"]) == (False, True)
    assert monaco["size"] == "3.0 MB"
    assert [row["title"] for row in rows(pane.offers)] == ["Helsinki"]
    assert not pane.empty


def test_broken_ones_are_rows_too(house: BareHouse, pane: RegionsViewModel) -> None:
    show(house, "broken")
    _, helsinki = rows(pane.regions)
    assert (helsinki["title"], helsinki["trouble"]) == ("Helsinki", "search.sqlite is missing")
    assert rows(pane.offers) == []


@pytest.mark.parametrize(
    ("example", "building", "title"),
    [("building", True, "Helsinki"), ("first", True, "Monaco"), ("failed", False, "Helsinki"), ("none", False, "")],
)
def test_a_build(house: BareHouse, pane: RegionsViewModel, example: str, building: bool, title: str) -> None:
    state = show(house, example)
    assert (pane.building, pane.buildTitle) == (building, title)
    assert pane.fault == ("" if state.build is None else state.build.fault)
    # What is being built is not offered beside it.
    assert not building or title not in [row["title"] for row in rows(pane.offers)]


def test_each_wish_reaches_the_desk(house: BareHouse, pane: RegionsViewModel, wishes: Wishes) -> None:
    show(house, "regions")
    pane.add("helsinki")
    pane.update("monaco")
    pane.use("monaco")
    pane.remove("monaco")
    pane.cancel()
    assert wishes.heard == [
        ("add", "helsinki"),
        ("update", "monaco"),
        ("use", "monaco"),
        ("remove", "monaco"),
        ("cancel",),
    ]


@pytest.mark.parametrize("name", ["helsinki", "monaco"])
def test_again_is_an_update_of_what_is_there_and_an_add_of_what_is_not(
    house: BareHouse, pane: RegionsViewModel, wishes: Wishes, name: str
) -> None:
    pane.again()
    state = show(house, "regions")
    house.board.publish(dataclasses.replace(state, build=Build(name, Stage.FAILED, 0.2, "no")))
    pane.again()
    assert wishes.heard == [("update" if name == "monaco" else "add", name)]


def test_while_driving_nothing_is_changed_and_a_build_can_be_stopped(
    house: BareHouse, pane: RegionsViewModel, wishes: Wishes
) -> None:
    show(house, "moving")
    assert not pane.mayConfigure
    pane.add("helsinki")
    pane.update("monaco")
    pane.use("monaco")
    pane.remove("monaco")
    assert wishes.heard == []
    pane.cancel()
    assert wishes.heard == [("cancel",)]
    house.board.publish(SafetyState(Driving.IDLING))
    assert pane.mayConfigure


def test_without_a_desk_nothing_happens(parent: QObject) -> None:
    house = BareHouse()
    pane = RegionsViewModel(house, parent)
    show(house, "regions")
    pane.add("helsinki")
    pane.cancel()


def test_back_leads_to_the_settings(pane: RegionsViewModel) -> None:
    led = Heard(pane.guided)
    pane.back()
    assert led.count == 1
