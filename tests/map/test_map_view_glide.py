"""The car between two fixes: it neither jumps, nor overshoots a stop, nor rolls back."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.kernel.geodesy import LatLon, LocalFrame, distance_m
from headunit.map.glide import CARRY_S, Glide
from headunit.map.state import Vehicle

HERE = LatLon(47.1410, 9.5215)
FLAT = LocalFrame(*HERE)


def north(metres: float) -> LatLon:
    return LatLon(*FLAT.to_degrees(0.0, metres))


def metres(place: LatLon) -> float:
    return FLAT.to_metres(*place)[1]


def drive(speeds: list[float], fps: int = 60, noise: list[float] | None = None) -> list[tuple[float, float, float]]:
    """Fixes once a second at these speeds, going north; (time, drawn, true) of each picture."""
    glide, drawn, at, true = Glide(), [], 0.0, 0.0
    for number, speed in enumerate(speeds):
        off = noise[number] if noise else 0.0
        glide.take(Vehicle(at, north(true + off), 0.0, speed), at)
        after = speeds[min(number + 1, len(speeds) - 1)]
        for frame in range(fps):
            share = frame / fps
            gone = speed * share + (after - speed) * share**2 / 2
            drawn.append((at + share, metres(glide.at(at + share).place), true + gone))
        at += 1.0
        true += (speed + after) / 2
    return drawn


def test_it_glides_evenly_at_steady_speed() -> None:
    pictures = drive([20.0] * 8)
    steps = [b[1] - a[1] for a, b in itertools.pairwise(pictures[60:])]
    assert steps == pytest.approx([20 / 60] * len(steps), rel=0.02)
    assert all(abs(drawn - true) < 0.2 for _, drawn, true in pictures)


@given(st.lists(st.floats(0, 40), min_size=3, max_size=12), st.lists(st.floats(-4, 4), min_size=12, max_size=12))
def test_it_never_jumps_nor_rolls_back(speeds: list[float], noise: list[float]) -> None:
    pictures = drive(speeds, noise=noise)
    for (_, here, _), (at, there, _) in itertools.pairwise(pictures):
        fastest = max(speeds)
        # Carried at no more than the fastest speed, and an error of some metres fades.
        assert there - here <= (fastest + 2 * (fastest + 10) / 0.35) / 60 + 0.05, at
        if min(speeds) > 1:
            assert there - here >= -1e-6, at


def test_it_stops_where_the_car_stops() -> None:
    # From 50 km/h to nothing in four seconds, then standing: with one fix a second.
    speeds = [14.0, 14.0, 14.0, 10.5, 7.0, 3.5, 0.0, 0.0, 0.0]
    pictures = drive(speeds)
    end = pictures[-1][2]
    assert max(drawn for _, drawn, _ in pictures) <= end + 1.0
    assert pictures[-1][1] == pytest.approx(end, abs=0.1)


def test_standing_it_is_still() -> None:
    glide = Glide()
    glide.take(Vehicle(0.0, HERE, 90.0, 0.0), 0.0)
    glide.at(0.0)
    assert not glide.moving(0.1)
    glide.take(Vehicle(1.0, north(3), 90.0, 0.0), 1.0)
    assert glide.moving(1.0)
    for frame in range(300):
        glide.at(1.0 + frame / 60)
    assert not glide.moving(6.1)
    assert metres(glide.at(6.1).place) == pytest.approx(3.0, abs=0.05)


def test_without_news_it_does_not_drive_on_for_ever() -> None:
    glide = Glide()
    glide.take(Vehicle(0.0, HERE, 0.0, 30.0), 0.0)
    places = [metres(glide.at(second / 10).place) for second in range(200)]
    assert places[-1] == pytest.approx(30.0 * CARRY_S, abs=0.5)
    assert not glide.moving(20.0)


def test_the_picture_does_not_depend_on_how_often_it_is_drawn() -> None:
    ends = []
    for fps in (7, 60, 240):
        glide = Glide()
        glide.take(Vehicle(0.0, HERE, 10.0, 15.0), 0.0)
        for frame in range(fps):
            glide.at(frame / fps)
        glide.take(Vehicle(1.0, north(17), 40.0, 15.0), 1.0)
        for frame in range(fps):
            glide.at(1.0 + frame / fps)
        ends.append(glide.at(2.0))
    for end in ends[1:]:
        assert distance_m(*end.place, *ends[0].place) < 0.05
        assert end.course_deg == pytest.approx(ends[0].course_deg, abs=0.01)


def test_it_turns_the_short_way_round() -> None:
    glide = Glide()
    glide.take(Vehicle(0.0, HERE, 350.0, 5.0), 0.0)
    glide.at(0.0)
    glide.take(Vehicle(1.0, HERE, 20.0, 5.0), 1.0)
    for frame in range(30):
        course = glide.at(1.0 + frame / 60).course_deg
        assert course >= 349.9 or course <= 20.1


def test_a_course_that_is_unknown_keeps_the_last() -> None:
    glide = Glide()
    glide.take(Vehicle(0.0, HERE, 120.0, 5.0), 0.0)
    glide.take(Vehicle(1.0, HERE, None, 0.0), 1.0)
    assert glide.at(3.0).course_deg == pytest.approx(120.0)


def test_far_away_it_is_put_down_at_once() -> None:
    glide = Glide()
    glide.take(Vehicle(0.0, HERE, 0.0, 0.0), 0.0)
    glide.at(0.0)
    there = LatLon(43.7384, 7.4246)
    glide.take(Vehicle(1.0, there, 0.0, 0.0), 1.0)
    assert distance_m(*glide.at(1.0).place, *there) < 0.1


def test_a_lost_place_stays_where_it_was() -> None:
    glide = Glide()
    assert not glide.known
    glide.take(Vehicle(0.0, HERE, 0.0, 20.0), 0.0)
    glide.at(0.5)
    glide.take(Vehicle(1.0, None, None, 20.0), 1.0)
    first, later = glide.at(1.5), glide.at(9.0)
    assert math.isclose(distance_m(*first.place, *later.place), 0.0, abs_tol=2.0)
