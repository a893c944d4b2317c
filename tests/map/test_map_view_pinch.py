"""What two fingers mean; and the scale bar, which is as small a thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.map.pinch import Pinch
from headunit.map.scale import nice_scale


def test_trembling_fingers_mean_nothing() -> None:
    pinch = Pinch((100, 100))
    for step in range(20):
        meant = pinch.move((100 + step % 2, 100 - step % 3), 1.0 + 0.01 * (step % 3), 2.0 * (step % 3))
        assert (meant.zoom_by, meant.turn_by_deg, meant.tilt_by_deg) == (0, 0, 0)


def test_spreading_zooms_and_a_little_twist_does_not_turn() -> None:
    pinch = Pinch((100, 100))
    steps = [pinch.move((100, 100), 1 + step / 10, step) for step in range(11)]
    assert sum(one.zoom_by for one in steps) == pytest.approx(1.0, abs=0.15)
    assert sum(one.turn_by_deg for one in steps) == 0


def test_twisting_turns() -> None:
    pinch = Pinch((100, 100))
    steps = [pinch.move((100, 100), 1.0, 3.0 * step) for step in range(21)]
    assert sum(one.turn_by_deg for one in steps) == pytest.approx(60 - 12, abs=4)


def test_two_fingers_up_tilt_and_nothing_else() -> None:
    pinch = Pinch((100, 400))
    steps = [pinch.move((100, 400 - 10 * step), 1 + 0.02 * step, step) for step in range(15)]
    assert sum(one.tilt_by_deg for one in steps) > 15
    assert sum(abs(one.zoom_by) + abs(one.turn_by_deg) for one in steps) == 0
    assert pinch.tilting


@given(st.floats(0.01, 100_000), st.floats(50, 400), st.booleans())
def test_a_scale_bar_is_round_and_fits(metres_per_px: float, most_px: float, imperial: bool) -> None:
    scale = nice_scale(metres_per_px, most_px, imperial=imperial)
    assert 0.15 * most_px < scale.pixels <= most_px * (1 + 1e-6)
    number, unit = scale.text.split()
    assert unit in ({"mi", "ft"} if imperial else {"km", "m"})
    assert float(number) > 0
    metres = {"km": 1000, "m": 1, "mi": 1609.344, "ft": 0.3048}[unit] * float(number)
    assert scale.pixels * metres_per_px == pytest.approx(metres, rel=1e-5)


def test_scale_words() -> None:
    assert nice_scale(1.0, 150, imperial=False).text == "100 m"
    assert nice_scale(10.0, 150, imperial=False).text == "1 km"
    assert nice_scale(20.0, 150, imperial=True).text == "1 mi"
    assert nice_scale(0.5, 150, imperial=True).text == "200 ft"
