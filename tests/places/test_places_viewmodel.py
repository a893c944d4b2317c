"""Places as the screen lists them, and what a touch on one asks for."""

from collections.abc import Iterator

import pytest
from bare_house import BareHouse
from PySide6.QtCore import QCoreApplication, QObject

from headunit.kernel.geodesy import LatLon
from headunit.kernel.reading import Reading
from headunit.places.kinds import KINDS
from headunit.places.memory import PlaceMemory
from headunit.places.ports import Memory, Search
from headunit.places.state import Hit, Nearby, Place, Remembered, SearchState
from headunit.places.viewmodel import QUICK_KINDS, PlacesViewModel
from headunit.position.state import Fix, Mode, PositionState, Quality
from headunit.preferences.state import Preferences
from headunit.safety.state import Driving, SafetyState

HERE = LatLon(47.1410, 9.5209)
MUSEUM = Place("Kunstmuseum", "museum", LatLon(47.1395, 9.5224), "Städtle 32, Vaduz", {"opening_hours": "Tu-Su"})
CHARGER = Place("Malbi Park", "charger", LatLon(47.1023, 9.6091), "Malbun")


class Asked(Search):
    """Writes down what is searched for."""

    def __init__(self) -> None:
        self.questions: list[object] = []

    def type(self, text: str) -> None:
        self.questions.append(text)

    def kind(self, kind: str, nearby: Nearby) -> None:
        self.questions.append((kind, nearby))

    def at(self, place: LatLon) -> None:
        self.questions.append(place)


@pytest.fixture
def house(qapp: QCoreApplication) -> BareHouse:
    house = BareHouse({Search: Asked()})
    house.ports[Memory] = PlaceMemory(house.board)
    house.board.publish(Preferences())
    fix = Fix(Mode.FIX_3D, None, *HERE, 460.0, 12.0, 20.0, 4.0, 9)
    house.board.publish(PositionState(0.0, Quality.FIX_3D, Reading(fix, 0.0, "gpsd")))
    return house


@pytest.fixture
def model(house: BareHouse) -> Iterator[PlacesViewModel]:
    parent = QObject()
    yield PlacesViewModel(house, parent)
    parent.deleteLater()


def asked(house: BareHouse) -> list[object]:
    search = house.ports[Search]
    assert isinstance(search, Asked)
    return search.questions


def rows(model: QObject) -> list[dict[str, object]]:
    names = {role: bytes(name.data()).decode() for role, name in model.roleNames().items()}  # type: ignore[attr-defined]
    count = model.rowCount()  # type: ignore[attr-defined]
    return [{name: model.data(model.index(n), role) for role, name in names.items()} for n in range(count)]  # type: ignore[attr-defined]


def test_hits_tell_where_they_are_from_the_driver_s_seat(house: BareHouse, model: PlacesViewModel) -> None:
    house.board.publish(SearchState("k", (Hit(MUSEUM, 190.0, 140.0), Hit(CHARGER))))
    first, second = rows(model.hits)
    assert (first["name"], first["where"], first["distance"]) == ("Kunstmuseum", "Städtle 32, Vaduz", "190 m")
    assert first["turn"] == pytest.approx(120.0)  # 140 from north, driving at 20
    assert second["distance"] == "7.9 km"  # worked out here where the search did not say
    assert first["icon"] == KINDS["museum"].icon
    house.board.publish(Preferences(distance="mi"))
    assert rows(model.hits)[1]["distance"] == "4.9 mi"


def test_every_quick_kind_is_a_kind(model: PlacesViewModel) -> None:
    assert [row["key"] for row in rows(model.kinds)] == list(QUICK_KINDS)


def test_typing_and_kinds_are_asked_for(house: BareHouse, model: PlacesViewModel) -> None:
    model.type("va")
    model.findKind("fuel", True)
    model.findKind("parking", False)
    assert asked(house) == ["va", ("fuel", Nearby.ROUTE), ("parking", Nearby.ME)]
    assert model.text == ""


def test_a_pasted_book_is_cut(house: BareHouse, model: PlacesViewModel) -> None:
    model.type("x" * 10_000)
    assert len(asked(house)[0]) <= 80


def test_a_finger_on_the_map_is_coordinates_first_and_then_a_name(house: BareHouse, model: PlacesViewModel) -> None:
    model.lookAt(47.1395, 9.5224)
    assert model.name == "47.13950, 9.52240"
    assert asked(house) == [LatLon(47.1395, 9.5224)]
    house.board.publish(SearchState("47.1395, 9.5224", (), pending=True))
    assert model.name == "47.13950, 9.52240"
    house.board.publish(SearchState("47.1395, 9.5224", (Hit(MUSEUM),)))
    assert model.name == "Kunstmuseum"
    assert asked(house)[1:] == [""], "what lay under the finger stays neither listed nor as a pin"
    model.close()
    house.board.publish(SearchState("x", (Hit(CHARGER),)))
    assert not model.looking


def test_what_is_asked_after_a_finger_on_the_map_opens_nothing(house: BareHouse, model: PlacesViewModel) -> None:
    model.lookAt(47.1395, 9.5224)
    model.type("malbi")
    house.board.publish(SearchState("malbi", (Hit(CHARGER),)))
    assert model.name == "47.13950, 9.52240"
    model.lookAt(47.1395, 9.5224)
    model.close()
    assert asked(house)[-1] == "", "nobody waits for its name any more"


def test_none_along_the_route_is_looked_for_around_the_car(house: BareHouse, model: PlacesViewModel) -> None:
    model.findKind("fuel", True)
    house.board.publish(SearchState("", pending=True))
    house.board.publish(SearchState("fuel"))
    house.board.publish(SearchState("fuel"))
    assert asked(house) == [("fuel", Nearby.ROUTE), ("fuel", Nearby.ME)], (
        "once, and not again when there is none at all"
    )
    model.findKind("charger", True)
    house.board.publish(SearchState("charger", (Hit(CHARGER),)))
    house.board.publish(SearchState("other"))
    assert asked(house)[2:] == [("charger", Nearby.ROUTE)]


def test_how_far_a_place_is_follows_the_car(house: BareHouse, model: PlacesViewModel) -> None:
    told: list[str] = []
    model.moved.connect(lambda: told.append(model.away))
    model.look(CHARGER)
    for at, lat_deg in enumerate((47.1410, 47.1411, 47.1500)):
        fix = Fix(Mode.FIX_3D, None, lat_deg, HERE.lon_deg, 460.0, 12.0, 20.0, 4.0, 9)
        house.board.publish(PositionState(float(at), Quality.FIX_3D, Reading(fix, float(at), "gpsd")))
    house.board.publish(Preferences(distance="mi"))
    model.close()
    assert told == ["7.9 km", "8.5 km", "5.3 mi", ""]


def test_what_is_kept_is_remembered_and_let_go(house: BareHouse, model: PlacesViewModel) -> None:
    house.board.publish(SearchState("k", (Hit(MUSEUM),)))
    model.openHit("0")
    assert (model.looking, model.hours, model.favourite) == (True, "Tu-Su", False)
    model.toggleFavourite()
    assert model.favourite
    assert [row["name"] for row in rows(model.favourites)] == ["Kunstmuseum"]
    model.assign("home")
    assert (model.hasHome, model.hasWork) == (True, False)
    model.close()
    model.openSlot("home")
    assert model.name == "Kunstmuseum"
    model.toggleFavourite()
    assert not model.favourite
    remembered = house.board.latest(Remembered)
    assert remembered is not None
    assert remembered.favourites == ()


@pytest.mark.parametrize("key", ["7", "-1", "x", ""])
def test_a_touch_on_a_row_that_has_gone_opens_nothing(house: BareHouse, model: PlacesViewModel, key: str) -> None:
    house.board.publish(SearchState("k", (Hit(MUSEUM),)))
    model.openHit(key)
    assert not model.looking


@pytest.mark.parametrize("driving", Driving)
def test_the_keyboard_is_for_those_who_are_parked(house: BareHouse, model: PlacesViewModel, driving: Driving) -> None:
    house.board.publish(SafetyState(driving))
    assert model.mayType is (driving is Driving.PARKED)


def test_without_anybody_to_ask_nothing_breaks(qapp: QCoreApplication) -> None:
    parent = QObject()
    model = PlacesViewModel(BareHouse(), parent)
    model.type("x")
    model.findKind("fuel", False)
    model.lookAt(1.0, 2.0)
    model.toggleFavourite()
    model.assign("work")
    assert model.name == "1.00000, 2.00000"
    parent.deleteLater()
