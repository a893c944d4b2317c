"""A long route is looked through block by block: nothing near is missed, and the nearest is the nearest."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_routes import Leg, route_of

from headunit.guidance.line import BLOCK, RouteLine
from headunit.kernel.geodesy import LatLon
from headunit.routing.state import Turn

#: Up, across and back beside itself: 400 pieces.
LOOP = route_of([Leg(40_000, Turn.RIGHT), Leg(300, Turn.RIGHT), Leg(40_000)])
LINE = RouteLine(LOOP)
OFFSETS = st.floats(-0.5, 0.9), st.floats(-0.02, 0.02)


@given(*OFFSETS, st.sampled_from([0.0, 62.0, 1000.0]))
@settings(max_examples=60, deadline=None)
def test_the_same_as_all_pieces_one_by_one(north: float, east: float, within_m: float) -> None:
    place = LatLon(LOOP.points[0].lat_deg + north, LOOP.points[0].lon_deg + east)
    every = list(LINE.feet(place, 0.0, LINE.length_m))
    found = list(LINE.near(place, within_m))
    assert min(foot.gap_m for foot in found) == pytest.approx(min(foot.gap_m for foot in every))
    assert {foot for foot in every if foot.gap_m <= within_m} <= set(found)
    assert len(found) <= len(every) + math.ceil(len(LOOP.points) / BLOCK)


def test_far_from_most_of_it_most_of_it_is_not_looked_at() -> None:
    assert len(list(LINE.near(LOOP.points[3], 62.0))) <= 3 * (BLOCK + 1)


def test_the_shortest_line() -> None:
    line = RouteLine(route_of([Leg(100)]))
    assert min(foot.at_m for foot in line.near(line.place(30.0), 10.0)) == pytest.approx(30.0, abs=0.1)
