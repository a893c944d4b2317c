"""Guidance as the screen draws it."""

import dataclasses
from collections.abc import Iterator

import pytest
from bare_house import BareHouse, Heard
from PySide6.QtCore import QCoreApplication, QObject

from headunit.guidance.ports import Navigator
from headunit.guidance.state import Camera, GuidanceState, Phase
from headunit.guidance.viewmodel import GuidanceViewModel, angle_deg
from headunit.navigation.previews import PREVIEWS
from headunit.preferences.state import Preferences
from headunit.routing.state import Maneuver, Turn

GUIDED = next(
    state for one in PREVIEWS if one.name == "lanes" for state in one.states if isinstance(state, GuidanceState)
)


class Wishes(Navigator):
    """Writes down what is asked of it."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    def stop(self) -> None:
        self.asked.append("stop")

    def mute(self, muted: bool) -> None:
        self.asked.append(("mute", muted))

    def take_better(self, taken: bool) -> None:
        self.asked.append(("better", taken))


@pytest.fixture
def house(qapp: QCoreApplication) -> BareHouse:
    return BareHouse()


@pytest.fixture
def model(house: BareHouse) -> Iterator[GuidanceViewModel]:
    parent = QObject()
    house.board.publish(Preferences())
    yield GuidanceViewModel(house, parent)
    parent.deleteLater()


def told(maneuver: Maneuver, model: GuidanceViewModel, house: BareHouse) -> GuidanceViewModel:
    house.board.publish(dataclasses.replace(GUIDED, next=maneuver))
    return model


@pytest.mark.parametrize("turn", Turn)
def test_every_turn_has_a_picture(turn: Turn, model: GuidanceViewModel, house: BareHouse) -> None:
    told(Maneuver(turn, 0.0, 0, 0.0, 0.0), model, house)
    assert model.shape in {"turn", "fork", "uturn", "roundabout", "ferry", "arrive"}
    assert -180 <= model.angle <= 180
    if turn.value.endswith("left"):
        assert model.side == -1
        assert model.angle <= 0
    if turn.value.endswith("right"):
        assert model.side == 1
        assert model.angle >= 0


@pytest.mark.parametrize(
    ("turn", "before", "after", "drawn"),
    [
        (Turn.RIGHT, 350.0, 75.0, 85.0),  # as the road goes
        (Turn.LEFT, 10.0, 300.0, -70.0),
        (Turn.RIGHT, 0.0, 270.0, 90.0),  # data that contradicts itself is not drawn
        (Turn.RIGHT, None, 90.0, 90.0),
        (Turn.ROUNDABOUT, 0.0, 270.0, -90.0),
        (Turn.UTURN_LEFT, 0.0, 10.0, -180.0),
    ],
)
def test_the_arrow_goes_as_the_road_does(turn: Turn, before: float | None, after: float, drawn: float) -> None:
    maneuver = Maneuver(turn, 0.0, 0, 0.0, 0.0, bearing_before_deg=before, bearing_after_deg=after)
    assert angle_deg(maneuver) == drawn


def test_signs_come_before_the_name_of_the_road(model: GuidanceViewModel, house: BareHouse) -> None:
    told(
        Maneuver(Turn.EXIT_RIGHT, 0, 0, 0, 0, ("A13",), exit_number="9", toward=("Chur", "Sargans", "Bern")),
        model,
        house,
    )
    assert model.way == "Chur / Sargans"
    assert model.exitNumber == "9"
    told(Maneuver(Turn.RIGHT, 0, 0, 0, 0, ("Lettstrasse",)), model, house)
    assert model.way == "Lettstrasse"


def test_numbers_are_the_drivers_own(model: GuidanceViewModel, house: BareHouse) -> None:
    house.board.publish(dataclasses.replace(GUIDED, to_next_m=1240.0, limit_kmh=80.0))
    assert (model.distance, model.distanceUnit, model.limit) == ("1.2", "km", 80)
    house.board.publish(Preferences(distance="mi"))
    assert (model.distance, model.distanceUnit, model.limit) == ("0.8", "mi", 50)
    house.board.publish(dataclasses.replace(GUIDED, limit_kmh=None))
    assert model.limit == -1


def test_what_is_not_to_be_seen_changes_nothing(model: GuidanceViewModel, house: BareHouse) -> None:
    house.board.publish(GUIDED)
    heard = Heard(model.changed)
    house.board.publish(dataclasses.replace(GUIDED, to_next_m=GUIDED.to_next_m - 0.4, at_m=GUIDED.at_m + 0.4))
    assert heard.news() == 0
    house.board.publish(dataclasses.replace(GUIDED, to_next_m=GUIDED.to_next_m - 20))
    assert heard.news() == 1


def test_the_phases(model: GuidanceViewModel, house: BareHouse) -> None:
    active = {phase for phase in Phase if house.board.publish(GuidanceState(phase)) is None and model.active}
    assert active == {Phase.STARTING, Phase.ON_ROUTE, Phase.OFF_ROUTE, Phase.NO_POSITION, Phase.ARRIVED}


def test_a_camera_and_a_better_way(model: GuidanceViewModel, house: BareHouse) -> None:
    house.board.publish(
        dataclasses.replace(GUIDED, camera=Camera(220.0, 50.0, "fixed"), better=GUIDED.route, better_saves_s=400.0)
    )
    assert model.camera == "220 m"
    assert model.betterMinutes == 7
    house.board.publish(GUIDED)
    assert (model.camera, model.betterMinutes) == ("", 0)


def test_wishes_reach_the_navigator_and_change_nothing_by_themselves(
    model: GuidanceViewModel, house: BareHouse
) -> None:
    wishes = house.ports[Navigator] = Wishes()
    house.board.publish(GUIDED)
    model.toggleMute()
    model.takeBetter(True)
    model.stop()
    assert wishes.asked == [("mute", True), ("better", True), "stop"]
    assert not model.muted
    assert model.active
