"""Distances and durations at a glance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from headunit.presentation.distance import minutes, shown
from headunit.presentation.quantity import write_in


@pytest.fixture(autouse=True)
def _english() -> None:
    write_in(QLocale(QLocale.Language.English))


@pytest.mark.parametrize(
    ("metres", "km", "miles"),
    [
        (0.0, ("0", "m"), ("0", "ft")),
        (4.0, ("0", "m"), ("0", "ft")),
        (47.0, ("50", "m"), ("150", "ft")),
        (182.0, ("180", "m"), ("0.1", "mi")),
        (260.0, ("250", "m"), ("0.2", "mi")),
        (960.0, ("950", "m"), ("0.6", "mi")),
        (980.0, ("1.0", "km"), ("0.6", "mi")),
        (1_240.0, ("1.2", "km"), ("0.8", "mi")),
        (9_940.0, ("9.9", "km"), ("6.2", "mi")),
        (9_960.0, ("10", "km"), ("6.2", "mi")),
        (123_400.0, ("123", "km"), ("77", "mi")),
    ],
)
def test_rounded_for_a_glance(metres: float, km: tuple[str, str], miles: tuple[str, str]) -> None:
    assert shown(metres, "km") == km
    assert shown(metres, "mi") == miles


def test_in_the_languages_own_figures() -> None:
    write_in(QLocale(QLocale.Language.German))
    assert shown(1_240.0, "km") == ("1,2", "km")
    write_in(QLocale(QLocale.Language.English))


@given(st.floats(0, 2e6), st.floats(0, 2e6), st.sampled_from(["km", "mi"]))
def test_the_further_is_never_told_as_nearer(one: float, other: float, distance: str) -> None:
    unit = {"m": 1.0, "ft": 0.3048, "km": 1000.0, "mi": 1609.344}

    def told(metres: float) -> float:
        figures, name = shown(metres, distance)
        return float(figures.replace(",", "")) * unit[name]

    near, far = sorted((one, other))
    # Where the unit changes, both sides are rounded: by less than its smallest step.
    assert told(near) <= told(far) + 0.05 * unit["mi"]


def test_minutes_never_say_none_while_something_is_left() -> None:
    assert [minutes(s) for s in (0.0, 1.0, 59.0, 89.0, 91.0, 3600.0)] == [0, 1, 1, 1, 2, 60]
