"""The road is smooth, closed, and refuses what no car could drive."""

import math

import pytest

from headunit.kernel.errors import HeadunitError, UsageError
from headunit.kernel.geodesy import LocalFrame
from headunit.simulator import road
from headunit.simulator.earth import compass_deg
from headunit.simulator.road import Road, RoadPoint
from headunit.simulator.steering import curvature_of, wheel_of


def points(radius_m: float, size_deg: float = 0.002) -> list[RoadPoint]:
    corners = [(0.0, 0.0), (size_deg, 0.0), (size_deg, size_deg), (0.0, size_deg)]
    return [RoadPoint(47.0 + lat, 9.0 + lon, 400.0, 50.0, radius_m, "", 0.0, False) for lat, lon in corners]


def test_the_loop_is_what_it_promises() -> None:
    loop = road.load("rhine_loop")
    assert 6000 < loop.length_m < 8000
    assert sum(loop.tunnel) * loop.step_m == pytest.approx(500, abs=15)
    assert {round(limit * 3.6) for limit in loop.limit_mps} >= {50, 80, 110, 120}
    assert len(loop.stops) >= 3
    assert set(loop.signal) == {"", "left", "right"}
    assert max(abs(bend) for bend in loop.curvature) < curvature_of(500)
    assert min(loop.curvature) < -1 / 15
    lat, lon = loop.frame.lat_deg, loop.frame.lon_deg
    assert (round(lat, 1), round(lon, 1)) == (47.1, 9.5)


def test_places_run_on_smoothly_and_round_and_round() -> None:
    loop = road.load("rhine_loop")
    before = loop.at(-5.0)
    for step in range(1, int(loop.length_m) * 2 + 20):
        here = loop.at(-5.0 + step / 2)
        assert math.dist(before[:2], here[:2]) == pytest.approx(0.5, abs=0.01)
        assert abs(math.remainder(here.heading_rad - before.heading_rad, math.tau)) < 0.06
        assert abs(here.curvature - before.curvature) < 0.006
        assert abs(here.slope) < 0.08
        before = here
    again, first = loop.at(loop.length_m * 3 + 123.4), loop.at(123.4)
    assert math.dist(again[:2], first[:2]) < 1e-6
    assert loop.nearest_m(again.east_m + 3, again.north_m) == pytest.approx(123.4, abs=2)


def test_a_square_closes_and_turns_once() -> None:
    square = Road("square", points(20.0), "here")
    assert sum(square.curvature) * square.step_m == pytest.approx(-math.tau, abs=0.01)  # north, then east: clockwise
    side_m = 0.002 * 111_170
    assert square.length_m == pytest.approx(
        2 * side_m * (1 + math.cos(math.radians(47))) - (8 - math.tau) * 20, rel=0.01
    )


def test_curves_that_do_not_fit_are_refused() -> None:
    with pytest.raises(HeadunitError, match=r"here: point 1: the curves .* lie .* m apart; make a radius smaller"):
        Road("square", points(120.0), "here")


def test_unknown_road() -> None:
    with pytest.raises(UsageError, match="no route named 'rhine_lop'; did you mean rhine_loop"):
        road.load("rhine_lop")


def test_degrees_and_metres_agree_both_ways() -> None:
    frame = LocalFrame(47.14, 9.52)
    lat, lon = frame.to_degrees(1234.5, -678.9)
    assert frame.to_metres(lat, lon) == pytest.approx((1234.5, -678.9), abs=1e-6)
    # One minute of latitude is a nautical mile: 1852 m at the mean latitude of its definition.
    assert frame.to_metres(47.14 + 1 / 60, 9.52)[1] == pytest.approx(1852, rel=0.002)
    assert [compass_deg(math.radians(angle)) for angle in (0, 90, 180, -90)] == pytest.approx([90, 0, 270, 180])


def test_wheel_and_curvature_are_inverse() -> None:
    for degrees in (-500, -90, 0, 10, 380):
        assert wheel_of(curvature_of(degrees)) == pytest.approx(degrees)
    assert curvature_of(100) > 0  # VSS: positive is to the left, and so is curvature here
