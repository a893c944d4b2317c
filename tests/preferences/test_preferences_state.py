import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.preferences.service import CHOICES
from headunit.preferences.state import Preferences

METRIC, IMPERIAL = Preferences(), Preferences(distance="mi", temperature="F", pressure="psi")
NUMBERS = st.floats(-1e5, 1e5)


def test_the_choices_are_the_fields_and_begin_with_the_defaults() -> None:
    for name, values in CHOICES.items():
        assert getattr(Preferences(), name) == values[0]
        assert len(set(values)) == len(values)
    assert list(CHOICES) == list(Preferences.__dataclass_fields__)


@pytest.mark.parametrize(
    ("read", "value", "metric", "imperial"),
    [
        ("speed", 100.0, (100.0, "km/h"), (62.137, "mph")),
        ("speed", 0.0, (0.0, "km/h"), (0.0, "mph")),
        ("length", 48_213_000, (48_213.0, "km"), (29_958.2, "mi")),
        ("degrees", -40.0, (-40.0, "°C"), (-40.0, "°F")),
        ("degrees", 21.5, (21.5, "°C"), (70.7, "°F")),
        ("consumption", 5.0, (5.0, "l/100 km"), (47.043, "mpg")),
        ("tyre", 240, (2.4, "bar", 1), (34.809, "psi", 0)),
    ],
)
def test_as_the_driver_reads_it(
    read: str, value: float, metric: tuple[object, ...], imperial: tuple[object, ...]
) -> None:
    for choice, (number, *words) in ((METRIC, metric), (IMPERIAL, imperial)):
        shown, *said = getattr(choice, read)(value)
        assert shown == pytest.approx(number, rel=1e-4)
        assert said == words


def test_tyres_in_kpa() -> None:
    assert Preferences(pressure="kPa").tyre(241) == (241.0, "kPa", 0)


@pytest.mark.parametrize("choice", [METRIC, IMPERIAL])
@pytest.mark.parametrize("read", ["speed", "length", "degrees", "consumption", "tyre"])
def test_unknown_stays_unknown_and_keeps_its_unit(choice: Preferences, read: str) -> None:
    unknown, *said = getattr(choice, read)(None)
    assert unknown is None
    assert said == list(getattr(choice, read)(10.0)[1:])


def test_no_fuel_at_all_is_no_number_of_miles() -> None:
    assert IMPERIAL.consumption(0.0) == (None, "mpg")
    assert METRIC.consumption(0.0) == (0.0, "l/100 km")


@given(NUMBERS, NUMBERS)
def test_more_reads_as_more(one: float, other: float) -> None:
    low, high = sorted((one, other))
    for choice, read in itertools.product((METRIC, IMPERIAL), ("speed", "length", "degrees", "tyre")):
        assert getattr(choice, read)(low)[0] <= getattr(choice, read)(high)[0]


@given(st.floats(0.1, 100))
def test_less_fuel_reads_as_more_miles(litres: float) -> None:
    more, _ = IMPERIAL.consumption(litres)
    fewer, _ = IMPERIAL.consumption(litres * 1.1)
    assert more is not None
    assert fewer is not None
    assert 0 < fewer < more < math.inf
