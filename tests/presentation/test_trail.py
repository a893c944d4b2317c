import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.kernel.geodesy import EARTH_RADIUS_M
from headunit.ui.home.trail import MAX_POINTS, REACH_M, STEP_M, Trail

#: Metres in a degree of latitude.
DEGREE_M = math.radians(1) * EARTH_RADIUS_M


def test_the_first_place_is_the_middle_of_the_map() -> None:
    trail = Trail()
    assert (trail.points, trail.here) == ([], (0.0, 0.0))
    assert trail.move(47.14, 9.52) is True
    assert (trail.points, trail.here) == ([(0.0, 0.0)], (0.0, 0.0))


def test_metres_north_and_east() -> None:
    trail = Trail()
    trail.move(60.0, 10.0)
    assert trail.move(60.0 + 100 / DEGREE_M, 10.0) is True
    assert trail.here == pytest.approx((0, 100), abs=1e-6)
    trail.move(60.0, 10.0 - 100 / DEGREE_M)
    assert trail.here == pytest.approx((-50, 0), abs=0.01)  # at 60 degrees a degree of longitude is half as long


def test_a_corner_every_few_metres_only() -> None:
    trail = Trail()
    corners = [trail.move(47.0 + number * STEP_M / 3.9 / DEGREE_M, 9.0) for number in range(11)]
    assert [number for number, corner in enumerate(corners) if corner] == [0, 4, 8]
    assert trail.here == pytest.approx((0, 10 * STEP_M / 3.9), abs=1e-6)
    assert len(trail.points) == 3


def test_it_forgets_the_oldest() -> None:
    trail = Trail()
    for number in range(MAX_POINTS + 100):
        assert trail.move(47.0 + 10 * number / DEGREE_M, 9.0)
    assert len(trail.points) == MAX_POINTS
    assert trail.points[0] == pytest.approx((0, 1000), abs=1e-3)
    assert trail.points[-1] == trail.here


@pytest.mark.parametrize(("west", "east"), [(179.9999, -179.9999), (-180.0, 180.0), (179.9999, 180.0001)])
def test_over_the_date_line_it_is_as_far_as_anywhere(west: float, east: float) -> None:
    trail = Trail()
    trail.move(0.0, west)
    trail.move(0.0, east)
    over = (east - west) % 360
    assert trail.here == pytest.approx((over * DEGREE_M, 0), abs=1e-3)
    assert len(trail.points) == 1 + (over > 0)
    trail.move(0.0, west)
    assert trail.here == pytest.approx((0, 0), abs=1e-6)


def test_far_away_the_map_begins_anew() -> None:
    trail = Trail()
    trail.move(47.0, 9.0)
    assert trail.move(47.0 + 0.99 * REACH_M / DEGREE_M, 9.0)
    assert len(trail.points) == 2
    assert trail.move(47.0 + 1.01 * REACH_M / DEGREE_M, 9.0) is True
    assert (trail.points, trail.here) == ([(0.0, 0.0)], (0.0, 0.0))


def test_after_a_jump_nothing_joins_the_two_places() -> None:
    trail = Trail()
    trail.move(47.0, 9.0)
    trail.move(47.001, 9.0)
    trail.clear()
    assert trail.points == []
    assert trail.move(47.005, 9.0) is True
    assert trail.points == [(0.0, 0.0)]
    trail.clear()
    trail.clear()
    assert trail.points == []


STEPS = st.lists(st.tuples(st.floats(-0.02, 0.02), st.floats(-0.02, 0.02)), max_size=40)


@given(lat_deg=st.floats(-85, 85), lon_deg=st.floats(-180, 180), steps=STEPS)
def test_wherever_it_goes_the_line_is_sound(lat_deg: float, lon_deg: float, steps: list[tuple[float, float]]) -> None:
    trail = Trail()
    for north, east in steps:
        lat_deg = min(85, max(-85, lat_deg + north))
        lon_deg = (lon_deg + east + 180) % 360 - 180
        before = list(trail.points)
        corner = trail.move(lat_deg, lon_deg)
        assert math.hypot(*trail.here) <= REACH_M
        assert 1 <= len(trail.points) <= MAX_POINTS
        assert math.dist(trail.points[-1], trail.here) < STEP_M
        assert corner == (trail.points != before) or trail.points == [(0.0, 0.0)]
