"""Coastlines closed to land and sea: made-up ones of every kind, and the real ones of Monaco and Helsinki."""

import math

import hypothesis.strategies as st
import pytest
from hypothesis import given
from shapely.geometry import Point, box

from headunit.kernel.geodesy import Bounds
from headunit.regions.shapely_coast import close

BOUNDS = Bounds(0.0, 0.0, 10.0, 10.0)
ALL = 100.0


def ring(lon: float, lat: float, radius: float, corners: int = 24) -> list[tuple[float, float]]:
    """Counter-clockwise: what is inside is on its left."""
    turn = [2 * math.pi * n / corners for n in range(corners)]
    places = [(lon + radius * math.cos(angle), lat + radius * math.sin(angle)) for angle in turn]
    return [*places, places[0]]


def at(lines: list, lon: float, lat: float, bounds: Bounds = BOUNDS) -> str:
    coast = close(lines, bounds)
    place = Point(lon, lat)
    land, sea = any(p.contains(place) for p in coast.land), any(p.contains(place) for p in coast.sea)
    assert land != sea, "a place is either"
    return "land" if land else "sea"


def whole(lines: list, bounds: Bounds = BOUNDS) -> tuple[float, float]:
    """Areas of land and sea; together they are the box, and they do not overlap."""
    coast = close(lines, bounds)
    land, sea = sum(p.area for p in coast.land), sum(p.area for p in coast.sea)
    assert land + sea == pytest.approx((bounds.north - bounds.south) * (bounds.east - bounds.west))
    assert all(p.is_valid for p in (*coast.land, *coast.sea))
    return land, sea


def test_without_a_coast_all_is_land() -> None:
    assert close([], BOUNDS) == ([], [])
    assert close([[(20.0, 20.0), (21.0, 21.0)]], BOUNDS) == ([], [])
    assert close([[(5.0, 5.0)], [(5.0, 5.0), (5.0, 5.0)]], BOUNDS) == ([], [])


def test_land_is_on_the_left() -> None:
    west_to_east = [(-1.0, 4.0), (5.0, 4.0), (11.0, 4.0)]
    assert at([west_to_east], 5.0, 6.0) == "land"
    assert at([west_to_east], 5.0, 2.0) == "sea"
    assert at([west_to_east[::-1]], 5.0, 6.0) == "sea"
    land, sea = whole([west_to_east])
    assert (land, sea) == (pytest.approx(60), pytest.approx(40))


def test_an_island_in_the_sea_and_a_bay_in_the_land() -> None:
    island = ring(5.0, 5.0, 2.0)
    assert at([island], 5.0, 5.0) == "land"
    assert at([island], 1.0, 1.0) == "sea"
    assert at([island[::-1]], 5.0, 5.0) == "sea"
    assert at([island[::-1]], 1.0, 1.0) == "land"
    assert whole([island])[0] == pytest.approx(4 * math.pi, rel=0.05)


def test_an_island_off_a_coast() -> None:
    lines = [[(-1.0, 7.0), (11.0, 7.0)], ring(5.0, 3.0, 1.0)]
    assert [at(lines, 5.0, lat) for lat in (9.0, 5.0, 3.0, 1.0)] == ["land", "sea", "land", "sea"]
    whole(lines)


def test_ways_in_pieces_and_in_any_order() -> None:
    pieces = [[(5.0, 4.0), (11.0, 4.0)], [(-1.0, 4.0), (2.0, 4.0)], [(2.0, 4.0), (5.0, 4.0)]]
    assert whole(pieces) == (pytest.approx(60), pytest.approx(40))


def test_a_gap_is_bridged() -> None:
    torn = [[(-1.0, 4.0), (4.0, 4.0)], [(6.0, 4.0), (11.0, 4.0)]]
    assert whole(torn) == (pytest.approx(60), pytest.approx(40))
    half = ring(5.0, 5.0, 2.0)
    assert at([half[:10], half[12:]], 5.0, 5.0) == "land"
    assert at([half[:10], half[12:]], 1.0, 1.0) == "sea"


def test_a_coast_that_ends_before_the_box_does_is_led_to_its_edge() -> None:
    short = [[(1.0, 4.0), (9.0, 4.0)]]
    assert at(short, 5.0, 6.0) == "land"
    assert at(short, 5.0, 2.0) == "sea"
    whole(short)


def test_both_ends_leave_by_the_same_side() -> None:
    peninsula = [[(3.0, -1.0), (3.0, 8.0), (7.0, 8.0), (7.0, -1.0)][::-1]]
    assert at(peninsula, 5.0, 4.0) == "land"
    assert at(peninsula, 1.0, 4.0) == "sea"
    assert whole(peninsula)[0] == pytest.approx(32)


@given(
    st.lists(st.lists(st.tuples(st.floats(-2, 12), st.floats(-2, 12)), min_size=0, max_size=8), min_size=0, max_size=6)
)
def test_any_lines_leave_the_box_whole_and_raise_nothing(lines: list) -> None:
    coast = close(lines, BOUNDS)
    if coast.land or coast.sea:
        together = sum(p.area for p in (*coast.land, *coast.sea))
        assert together == pytest.approx(ALL, rel=1e-6)
        assert all(p.within(box(0, 0, 10, 10).buffer(1e-6)) for p in (*coast.land, *coast.sea))
