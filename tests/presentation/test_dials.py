import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.preferences.state import Preferences
from headunit.vehicle.dials import DIALS, WHEELS, gear_letter
from headunit.vehicle.vss import LEAVES

METRIC, IMPERIAL = Preferences(), Preferences(distance="mi", temperature="F", pressure="psi")
BOTH = pytest.mark.parametrize("choice", [METRIC, IMPERIAL], ids=["metric", "imperial"])
ALL = pytest.mark.parametrize("name", DIALS)


@ALL
def test_a_dial_reads_a_number_of_vss(name: str) -> None:
    dial = DIALS[name]
    leaf = LEAVES[dial.path]
    assert not leaf.allowed
    assert leaf.datatype != "boolean"
    assert dial.low < dial.high
    assert 0 <= dial.digits <= 1


@BOTH
@ALL
def test_unknown_stays_unknown_and_keeps_its_unit(name: str, choice: Preferences) -> None:
    unknown, unit = DIALS[name].read(choice, None)
    assert unknown is None
    assert unit == DIALS[name].read(choice, 1.0)[1]
    assert unit


@BOTH
@ALL
@given(value=st.floats(-1e6, 1e6))
def test_every_number_can_be_read(name: str, choice: Preferences, value: float) -> None:
    shown, _ = DIALS[name].read(choice, value)
    assert shown is None or not math.isnan(shown)


@pytest.mark.parametrize(
    ("name", "told", "shown"),
    [
        ("speed", 83.4, (83.4, "km/h")),
        ("rpm", 1850.0, (1850.0, "rpm")),
        ("power", -18_400.0, (18.4, "kW")),  # VSS counts what flows into the battery, a driver what is spent
        ("power", 41_900.0, (-41.9, "kW")),
        ("charge", 64.0, (64.0, "%")),
        ("fuel", 71, (71, "%")),
        ("range", 612_000, (612.0, "km")),
        ("fuelRange", 5_000, (5.0, "km")),
        ("electricRange", 38_000, (38.0, "km")),
        ("consumption", 4.6, (4.6, "l/100 km")),
        ("outside", -21.0, (-21.0, "°C")),
        ("cabin", 21.5, (21.5, "°C")),
        ("coolant", 91.0, (91.0, "°C")),
        ("trip", 23_400, (23.4, "km")),
        ("odometer", 48_213_000, (48_213.0, "km")),
        ("battery12", 14.2, (14.2, "V")),
        ("cruise", 85.0, (85.0, "km/h")),
    ],
)
def test_as_the_driver_reads_it(name: str, told: float, shown: tuple[float, str]) -> None:
    number, unit = DIALS[name].read(METRIC, told)
    assert (number, unit) == (pytest.approx(shown[0]), shown[1])


@pytest.mark.parametrize(
    ("name", "told", "shown"),
    [
        ("speed", 160.9344, (100.0, "mph")),
        ("cruise", 160.9344, (100.0, "mph")),
        ("trip", 1_609_344, (1000.0, "mi")),
        ("outside", 37.0, (98.6, "°F")),
        ("consumption", 0.0, (None, "mpg")),
        ("power", -18_400.0, (18.4, "kW")),
    ],
)
def test_in_miles_and_fahrenheit(name: str, told: float, shown: tuple[float | None, str]) -> None:
    number, unit = DIALS[name].read(IMPERIAL, told)
    assert (number, unit) == (shown[0] if shown[0] is None else pytest.approx(shown[0]), shown[1])


def test_four_wheels() -> None:
    assert [wheel.split(".")[3:] for wheel in WHEELS] == [
        ["Row1", "Wheel", "Left"],
        ["Row1", "Wheel", "Right"],
        ["Row2", "Wheel", "Left"],
        ["Row2", "Wheel", "Right"],
    ]
    assert all(f"{wheel}.Tire.Pressure" in LEAVES for wheel in WHEELS)


@pytest.mark.parametrize(
    ("selected", "current", "letter"),
    [
        (None, None, "--"),
        (None, 3, "--"),
        (126, None, "P"),
        (126, 0, "P"),
        (0, None, "N"),
        (0, 2, "N"),
        (-1, -1, "R"),
        (-2, None, "R"),
        (127, None, "D"),
        (127, 0, "D"),
        (127, -1, "D"),
        (127, 1, "D1"),
        (127, 10.0, "D10"),
        (3, None, "D"),
    ],
)
def test_the_gear_as_one_letter(selected: float | None, current: float | None, letter: str) -> None:
    assert gear_letter(selected, current) == letter
