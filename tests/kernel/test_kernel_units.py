import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.kernel import units
from headunit.kernel.data import data_path
from headunit.kernel.errors import HeadunitError, UsageError, did_you_mean
from headunit.kernel.words import QT_TRANSLATE_NOOP

NUMBERS = st.floats(-1e6, 1e6)


def test_known_constants() -> None:
    assert units.kmh_to_mph(160.9344) == pytest.approx(100)
    assert units.km_to_miles(42.195) == pytest.approx(26.2188, abs=1e-4)
    assert units.celsius_to_fahrenheit(100) == 212
    assert units.celsius_to_fahrenheit(0) == 32
    assert units.celsius_to_fahrenheit(-40) == -40
    assert units.KMH_PER_MPS == 3.6
    assert pytest.approx(1.852) == units.KMH_PER_MPS * units.MPS_PER_KNOT
    assert pytest.approx(34.81, abs=0.01) == 240 / units.KPA_PER_PSI
    assert 240 / units.KPA_PER_BAR == 2.4
    assert pytest.approx(23.5215, abs=1e-4) == units.MPG_FROM_L_PER_100KM / 10  # EPA: 235.215 / (l/100 km)


@given(NUMBERS)
def test_there_and_back(value: float) -> None:
    assert units.kmh_to_mph(value) * units.METRES_PER_MILE / 1000 == pytest.approx(value)
    assert units.km_to_miles(value) * units.METRES_PER_MILE / 1000 == pytest.approx(value)
    assert (units.celsius_to_fahrenheit(value) - 32) / 1.8 == pytest.approx(value, abs=1e-9)


@given(NUMBERS, NUMBERS)
def test_what_is_more_stays_more(one: float, other: float) -> None:
    low, high = sorted((one, other))
    for convert in (units.kmh_to_mph, units.km_to_miles, units.celsius_to_fahrenheit):
        assert convert(low) <= convert(high)


def test_not_a_number_stays_none() -> None:
    assert math.isnan(units.kmh_to_mph(math.nan))
    assert math.isinf(units.celsius_to_fahrenheit(math.inf))


def test_exit_codes() -> None:
    assert HeadunitError("x").exit_code == 1
    assert UsageError("x").exit_code == 2
    assert issubclass(UsageError, HeadunitError)


def test_a_near_miss_is_named_first() -> None:
    error = did_you_mean("scenario", "citty", ["winter", "city", "tunnel"])
    assert str(error) == "no scenario named 'citty'; did you mean city? Known: city, tunnel, winter"
    assert error.exit_code == 2


def test_nothing_near() -> None:
    assert str(did_you_mean("car", "zzz", ["demo"])) == "no car named 'zzz'. Known: demo"
    assert str(did_you_mean("car", "", [])) == "no car named ''. Known: none"


def test_marked_words_stay_what_they_are() -> None:
    assert QT_TRANSLATE_NOOP("Pane", "Home") == "Home"


def test_data_of_a_checkout_lies_beside_the_package() -> None:
    assert data_path("dbc", "demo.dbc").read_text("utf-8").startswith("VERSION")
    assert data_path("assets", "scenarios").is_dir()
    assert data_path("dbc", "no_such.dbc") == Path(data_path("dbc")) / "no_such.dbc"
