import math

import pytest
from bare_house import Heard
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QObject

from headunit.kernel.reading import Freshness
from headunit.presentation.quantity import DASHES, FULL, Quantity

LIVE, AGEING, STALE = Freshness.LIVE, Freshness.AGEING, Freshness.STALE


def drawn(quantity: Quantity) -> tuple[str, str, float, str]:
    return quantity.text, quantity.unit, quantity.share, quantity.freshness


def test_before_anything_came(parent) -> None:
    assert drawn(Quantity(parent, unit="V")) == (DASHES, "V", 0.0, "stale")


def test_a_number_with_its_unit_and_place(parent) -> None:
    quantity = Quantity(parent, unit="V", digits=1, low=10, high=15)
    quantity.show(12.56, LIVE)
    assert drawn(quantity) == ("12.6", "V", 0.512, "live")
    quantity.show(12.56, AGEING)
    assert drawn(quantity) == ("12.6", "V", 0.512, "ageing")


@pytest.mark.parametrize("unknown", [None, math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("fresh", Freshness)
def test_what_is_no_number_is_dashes(parent, unknown: float | None, fresh: Freshness) -> None:
    quantity = Quantity(parent, unit="V")
    quantity.show(7, LIVE)
    quantity.show(unknown, fresh)
    assert drawn(quantity) == (DASHES, "V", 0.0, "stale")


def test_a_stale_number_is_never_drawn(parent) -> None:
    quantity = Quantity(parent)
    quantity.show(83.4, STALE)
    assert drawn(quantity) == (DASHES, "", 0.0, "stale")


@pytest.mark.parametrize("digits", [0, 1])
@pytest.mark.parametrize("value", [0.0, -0.0, -0.04, 0.04, False])
def test_there_is_no_minus_zero(parent, value: float, digits: int) -> None:
    quantity = Quantity(parent, digits=digits)
    quantity.show(value, LIVE)
    assert quantity.text == ("0", "0.0")[digits]


@pytest.mark.parametrize(("value", "share"), [(-61, 0), (-60, 0), (30, 0.5), (120, 1), (1e9, 1), (-1e9, 0)])
def test_the_place_on_the_scale_stays_on_it(parent, value: float, share: float) -> None:
    quantity = Quantity(parent, low=-60, high=120)
    quantity.show(value, LIVE)
    assert quantity.share == share


def test_a_new_scale_holds_from_the_next_value_on(parent) -> None:
    quantity = Quantity(parent, high=100)
    quantity.show(50, LIVE)
    changed = Heard(quantity.changed)
    quantity.scale(0, 200)
    assert (quantity.share, changed.count) == (0.5, 0)
    quantity.show(50, LIVE)
    assert (quantity.share, changed.count) == (0.25, 1)


def test_changed_comes_only_when_what_is_drawn_changes(parent) -> None:
    quantity = Quantity(parent, unit="km/h", high=1_000_000)
    changed = Heard(quantity.changed)
    quantity.show(None, LIVE)
    assert changed.news() == 0
    for value in (83.1, 83.2, 82.9, 83.4999):
        quantity.show(value, LIVE)
    assert (quantity.text, changed.news()) == ("83", 1)
    quantity.show(83.5, LIVE)
    assert (quantity.text, changed.news()) == ("84", 1)
    quantity.show(84, AGEING)
    assert changed.news() == 1
    quantity.show(84, AGEING, "mph")
    quantity.show(84, AGEING, "mph")
    assert changed.news() == 1
    for unknown in (None, math.nan, math.inf):
        quantity.show(unknown, LIVE)
        quantity.show(12.0, STALE)
    assert changed.news() == 1


def test_a_new_unit_and_new_digits_stay(parent) -> None:
    quantity = Quantity(parent, unit="bar", digits=1)
    quantity.show(2.4, LIVE, "kPa", 0)
    quantity.show(240.0, LIVE)
    assert (quantity.text, quantity.unit) == ("240", "kPa")


@pytest.mark.parametrize(
    ("language", "small", "large"), [("en", "7.3", "48,213"), ("de", "7,3", "48.213"), ("zh", "7.3", "48,213")]
)
def test_numbers_read_as_the_language_writes_them(parent, speak, language: str, small: str, large: str) -> None:
    speak(language)
    quantity = Quantity(parent, digits=1)
    quantity.show(7.26, LIVE)
    assert quantity.text == small
    quantity.show(48_213.4, LIVE)
    assert quantity.text == large


def test_another_language_is_a_change(parent, speak) -> None:
    speak("en")
    quantity = Quantity(parent, digits=1)
    quantity.show(7.26, LIVE)
    changed = Heard(quantity.changed)
    speak("de")
    quantity.show(7.26, LIVE)
    assert (quantity.text, changed.count) == ("7,3", 1)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (999.94, "999.9"),
        (999.96, "1,000"),  # not "1,000.0": what counts is what is drawn
        (1000, "1,000"),
        (-999.94, "-999.9"),
        (-999.96, "-1,000"),
        (1234.5678, "1,235"),
    ],
)
def test_decimals_are_dropped_from_a_thousand_on(parent, speak, value: float, text: str) -> None:
    speak("en")
    quantity = Quantity(parent, digits=1)
    quantity.show(value, LIVE)
    assert quantity.text == text


@given(value=st.floats(-1e9, 1e9), digits=st.integers(0, 3), low=st.floats(-1e6, 0), span=st.floats(0.1, 1e6))
def test_any_number_is_drawn_to_half_a_digit(value: float, digits: int, low: float, span: float) -> None:
    owner = QObject()
    quantity = Quantity(owner, digits=digits, low=low, high=low + span)
    quantity.show(value, LIVE)
    read, ok = QLocale().toDouble(quantity.text)
    assert ok
    assert not quantity.text.startswith("-0") or read != 0
    decimals = len(quantity.text.partition(".")[2])
    assert decimals == (0 if abs(read) >= FULL else digits)
    assert read == pytest.approx(value, abs=0.5001 * 10**-decimals)
    assert 0 <= quantity.share <= 1
