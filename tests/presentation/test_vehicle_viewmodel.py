import pytest
from bare_house import BareHouse, Heard
from PySide6.QtCore import Qt
from rooms import AllSignals, a_car

from headunit.notices.state import NoticesState, Telltale, Urgency
from headunit.preferences.state import Preferences
from headunit.vehicle.dials import DIALS, WHEELS
from headunit.vehicle.previews import CRUISING, TROUBLE
from headunit.vehicle.state import VehicleState
from headunit.vehicle.viewmodel import VehicleViewModel

LIGHTS = "Vehicle.Body.Lights."
DOORS = [f"Vehicle.Cabin.Door.{row}.{side}Side.IsOpen" for row in ("Row1", "Row2") for side in ("Driver", "Passenger")]
TYRES = ["tyreFrontLeft", "tyreFrontRight", "tyreRearLeft", "tyreRearRight"]


@pytest.fixture
def house() -> BareHouse:
    house = BareHouse()
    house.board.publish(Preferences())
    return house


@pytest.fixture
def model(house: BareHouse, parent) -> VehicleViewModel:
    return VehicleViewModel(house, parent)


def test_before_anything_came_all_is_unknown(model: VehicleViewModel) -> None:
    assert [getattr(model, name).text for name in (*DIALS, *TYRES)] == ["--"] * (len(DIALS) + 4)
    assert model.openings == ["unknown"] * 6
    assert (model.lights, model.lowTyres, model.offers) == ([], [False] * 4, [])
    assert (model.gear, model.hasAnything, model.hasTyres, model.named) == ("--", False, False, False)


def test_a_drive(house: BareHouse, model: VehicleViewModel, speak) -> None:
    speak("en")
    house.board.publish(a_car(house, CRUISING))
    shown = {name: f"{getattr(model, name).text} {getattr(model, name).unit}" for name in (*DIALS, *TYRES)}
    assert shown == {
        "speed": "83 km/h",
        "rpm": "1,850 rpm",
        "power": "18 kW",
        "charge": "64 %",
        "fuel": "71 %",
        "range": "612 km",
        "fuelRange": "574 km",
        "electricRange": "38 km",
        "consumption": "4.6 l/100 km",
        "outside": "18 °C",
        "cabin": "22 °C",
        "coolant": "91 °C",
        "trip": "23.4 km",
        "odometer": "48,213 km",
        "battery12": "14.2 V",
        "cruise": "85 km/h",
        "tyreFrontLeft": "2.4 bar",
        "tyreFrontRight": "2.4 bar",
        "tyreRearLeft": "2.3 bar",
        "tyreRearRight": "2.3 bar",
    }
    assert model.speed.share == pytest.approx(83.4 / 220, abs=1e-4)
    assert model.openings == ["closed"] * 6
    assert (model.gear, model.lights, model.hasAnything, model.hasTyres) == ("D5", [], True, True)
    assert model.offers == list(DIALS)


def test_trouble(house: BareHouse, model: VehicleViewModel) -> None:
    house.board.publish(a_car(house, TROUBLE))
    assert model.gear == "R"
    assert model.openings == ["open", "closed", "closed", "open", "closed", "open"]
    assert model.lights == ["low", "high", "left", "right", "brake", "fog"]
    assert model.lowTyres == [False, True, False, False]
    assert model.power.text == "-42"


def test_miles_and_psi_turn_what_is_shown_at_once(house: BareHouse, model: VehicleViewModel) -> None:
    house.board.publish(a_car(house, CRUISING))
    house.board.publish(Preferences(distance="mi", temperature="F", pressure="psi"))
    assert (model.speed.text, model.speed.unit) == ("52", "mph")
    assert (model.outside.text, model.outside.unit) == ("64", "°F")
    assert (model.tyreFrontLeft.text, model.tyreFrontLeft.unit) == ("35", "psi")


def test_the_drivers_door_is_on_the_drivers_side(house: BareHouse, model: VehicleViewModel) -> None:
    house.board.publish(a_car(house, dict.fromkeys(DOORS, False) | {DOORS[0]: True}))
    assert model.openings[:4] == ["open", "closed", "closed", "closed"]
    changed = Heard(model.changed)
    house.board.publish(Preferences(drive="right"))
    assert model.openings[:4] == ["closed", "open", "closed", "closed"]
    assert changed.count == 1


@pytest.mark.parametrize(
    ("on", "lights"),
    [
        ({"Beam.Low.IsOn": True}, ["low"]),
        ({"DirectionIndicator.Left.IsSignaling": True}, ["left"]),
        ({"DirectionIndicator.Right.IsSignaling": True}, ["right"]),
        ({"Hazard.IsSignaling": True}, ["left", "right"]),
        ({"Brake.IsActive": "ADAPTIVE"}, ["brake"]),
        ({"Brake.IsActive": "INACTIVE"}, []),
        ({"Beam.High.IsOn": None}, []),
    ],
)
def test_lights_that_are_known_to_be_on(house: BareHouse, model: VehicleViewModel, on, lights: list[str]) -> None:
    house.board.publish(a_car(house, {LIGHTS + name: value for name, value in on.items()}))
    assert model.lights == lights


def test_unchanged_states_emit_nothing(house: BareHouse, model: VehicleViewModel) -> None:
    signals = AllSignals(model)
    house.board.publish(a_car(house, CRUISING))
    assert signals.news() == len(DIALS) + 4 + 1  # each number once, the facts once
    for _ in range(5):
        house.clock.advance(0.05)
        house.board.publish(a_car(house, CRUISING))
        house.board.publish(Preferences())
    house.board.publish(a_car(house, CRUISING | {"Vehicle.Speed": 83.401, "Vehicle.Exterior.AirTemperature": 17.501}))
    assert signals.news() == 0


def test_one_number_that_changes_emits_once(house: BareHouse, model: VehicleViewModel) -> None:
    house.board.publish(a_car(house, CRUISING))
    signals, speed = AllSignals(model), Heard(model.speed.changed)
    house.board.publish(a_car(house, CRUISING | {"Vehicle.Speed": 84.9}))
    assert (signals.news(), speed.news()) == (1, 1)


def test_values_fade_and_then_go(house: BareHouse, model: VehicleViewModel) -> None:
    seen = []
    for age_s in (0.0, 0.4, 0.6, 0.9, 1.1, 30.0):
        house.board.publish(a_car(house, CRUISING, age_s))
        seen.append((model.speed.text, model.speed.freshness))
    assert seen == [("83", "live")] * 2 + [("83", "ageing")] * 2 + [("--", "stale")] * 2
    assert (model.gear, model.openings, model.lights) == ("--", ["unknown"] * 6, [])
    assert model.hasAnything is False
    assert model.offers == list(DIALS)  # it is silent, not another car


def test_a_car_that_tells_little_is_seen_to_come_and_go(house: BareHouse, model: VehicleViewModel) -> None:
    """The smallest car tells its speed and nothing else: no gear and no door changes with it."""
    house.board.publish(a_car(house, {}, 0.0, "Vehicle.Speed"))
    changed, seen = Heard(model.changed), []
    for age_s in (0.0, 0.1, 5.0):
        house.board.publish(a_car(house, {"Vehicle.Speed": 50.0}, age_s))
        seen.append((model.hasAnything, changed.news()))
    assert seen == [(True, 1), (True, 0), (False, 1)]


def test_whether_the_car_is_known_by_name(house: BareHouse, model: VehicleViewModel) -> None:
    changed = Heard(model.changed)
    house.board.publish(VehicleState(0.0, "demo", {}, {}))
    assert (model.named, changed.count) == (True, 1)


def test_tyres_that_the_car_does_not_tell(house: BareHouse, model: VehicleViewModel) -> None:
    house.board.publish(a_car(house, {"Vehicle.Speed": 50.0}))
    assert model.hasTyres is False
    house.board.publish(a_car(house, {}, 0.0, WHEELS[0] + ".Tire.Pressure"))
    assert (model.hasTyres, model.tyreFrontLeft.text) == (True, "--")


def test_what_glows_with_its_words(house: BareHouse, model: VehicleViewModel) -> None:
    fuel = Telltale("fuel", "gas-station", Urgency.SOON, "Fuel low")
    beam = Telltale("high_beam", "car-light-high", Urgency.FAR, "High beam")
    rows, signals = model.telltales, AllSignals(model)
    house.board.publish(NoticesState())
    assert (rows.rowCount(), signals.news()) == (0, 0)
    house.board.publish(NoticesState((fuel, beam)))
    first = int(Qt.ItemDataRole.UserRole)
    assert [[rows.data(rows.index(row), first + role) for role in range(4)] for row in range(rows.rowCount())] == [
        ["fuel", "gas-station", "soon", "Fuel low"],
        ["high_beam", "car-light-high", "far", "High beam"],
    ]
    assert signals.news() == 2  # the rows, and that there are some
    house.board.publish(NoticesState((fuel, beam)))
    assert signals.news() == 0
