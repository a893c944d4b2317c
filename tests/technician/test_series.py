"""The past of a signal: an hour in a fixed amount of memory, and no peak lost on the way to the screen."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.technician.series import SLICES, Series, scale
from headunit.technician.state import ZOOMS_S


def test_an_hour_is_drawn_with_few_points_and_its_one_peak() -> None:
    series = Series()
    for number in range(36_000):  # 10 Hz
        series.add(number / 10, 99.0 if number == 12_345 else math.sin(number / 50))
    assert series.extent(3600.0, 3600.0) == (pytest.approx(-1, abs=0.01), 99.0)
    assert series.extent(60.0, 3600.0)[1] < 1.01
    (line,) = series.lines(3600.0, 3600.0, -1.0, 99.0)
    assert len(line) <= 2 * SLICES
    assert max(y for _, y in line) == 1.0
    assert all(0 <= x <= 1 for x, _ in line)
    assert [x for x, _ in line] == sorted(x for x, _ in line)


def test_memory_does_not_grow() -> None:
    series = Series()
    for number in range(3 * SLICES):
        series.add(number * 100.0, float(number))
    for zoom_s in ZOOMS_S:
        assert sum(len(line) for line in series.lines(zoom_s, number * 100.0, 0, 1)) <= 2 * SLICES


def test_a_gap_is_no_line() -> None:
    series = Series()
    for at in [*range(10, 20), *range(40, 50)]:
        series.add(float(at), 1.0)
    lines = series.lines(60.0, 50.0, 0.0, 2.0)
    assert [len(line) for line in lines] == [10, 10]


def test_what_is_no_number_is_left_out_and_old_things_leave_the_view() -> None:
    series = Series()
    series.add(1.0, 5.0)
    series.add(2.0, math.nan)
    series.add(3.0, math.inf)
    assert series.latest == 5.0
    assert series.extent(10.0, 4.0) == (5.0, 5.0)
    assert series.extent(10.0, 20.0) is None
    assert series.lines(10.0, 20.0, 0, 1) == ()


@given(st.lists(st.tuples(st.floats(0, 5), st.floats(-1e6, 1e6)), min_size=1, max_size=200))
def test_the_newest_values_are_within_their_scale_at_every_zoom(steps: list[tuple[float, float]]) -> None:
    series, now = Series(), 0.0
    for step, value in steps:
        now += step
        series.add(now, value)
    for zoom_s in ZOOMS_S:
        extent = series.extent(zoom_s, now)
        assert extent is not None
        assert extent[0] <= steps[-1][1] <= extent[1]
        low, high = scale(extent)
        points = [point for line in series.lines(zoom_s, now, low, high) for point in line]
        assert points
        assert all(-1e-9 <= y <= 1 + 1e-9 for _, y in points)


@pytest.mark.parametrize(
    ("extent", "ends"),
    [((31.2, 71.8), (30.0, 80.0)), ((0.0, 1.0), (0.0, 1.0)), ((-4.6, 2.5), (-6.0, 4.0)), ((980, 2490), (500, 2500))],
)
def test_a_scale_has_round_ends(extent: tuple[float, float], ends: tuple[float, float]) -> None:
    assert scale(extent) == ends


def test_a_constant_has_a_scale_too() -> None:
    low, high = scale((7.0, 7.0))
    assert low < 7.0 <= high
