"""When something is said: for any route and any speed ahead of the maneuver, once, in time, and never over another.

Distances beside those of Navit 0.5.6 (Debian's /etc/navit/navit.xml, element `announce`, in metres):
street_0, street_1_city, living_street, street_service: 25 / 100 / 200; street_2_city .. ramp: 50 / 200 / 500;
highway_city, street_1_land .. street_4_land: 100 / 400 / 1000; street_n_lanes, highway_land: 300 / 1000 / 2000.
"""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_routes import GuidedCar, Leg, route_of

from headunit.guidance.line import RouteLine
from headunit.guidance.maneuvers import is_called
from headunit.guidance.phrases import System
from headunit.guidance.prompts import LEVELS, SLOWEST_LEVELS, Prompter, Said
from headunit.guidance.state import Phase
from headunit.guidance.words import languages, words
from headunit.routing.state import Route, Turn

NAVIT = {20: (25, 100, 200), 45: (50, 200, 500), 80: (100, 400, 1000), 120: (300, 1000, 2000)}

TURNS = [
    Turn.LEFT,
    Turn.RIGHT,
    Turn.SLIGHT_LEFT,
    Turn.SLIGHT_RIGHT,
    Turn.STAY_RIGHT,
    Turn.STAY_LEFT,
    Turn.EXIT_RIGHT,
    Turn.CONTINUE,
]
legs = st.lists(
    st.builds(
        Leg,
        length_m=st.floats(15, 6000),
        turn=st.sampled_from(TURNS),
        limit_kmh=st.sampled_from([None, 20.0, 30.0, 50.0, 80.0, 100.0, 130.0]),
        street=st.sampled_from(["", "Main Street", "A13", "Boulevard de la Princesse Charlotte"]),
    ),
    min_size=1,
    max_size=8,
)


def drive(route: Route, prompter: Prompter, speeds: list[float]) -> list[tuple[float, float, float, Said]]:
    """(time, place, speed, what is said) of a car that changes its speed at an ordinary rate."""
    now, at_m, speed, said = 0.0, 0.0, speeds[0], []
    for wish in itertools.chain(speeds, itertools.repeat(speeds[-1])):
        for _ in range(200):
            speed += min(0.25, max(-0.35, wish - speed))
            if (heard := prompter.tick(now, at_m, speed)) is not None:
                said.append((now, at_m, speed, heard))
            at_m += speed * 0.1
            now += 0.1
            if at_m >= route.length_m:
                return said
    return said


@given(legs=legs, speeds=st.lists(st.floats(5, 50), min_size=1, max_size=12), language=st.sampled_from(languages()))
@settings(max_examples=50)
def test_prompts_come_before_their_maneuver_and_never_twice(legs, speeds, language) -> None:
    route = route_of(legs)
    prompter = Prompter(route, words(language), System.METRIC)
    said = drive(route, prompter, speeds)
    told: set[int] = set()
    for now, at_m, _speed, one in said:
        assert one.text
        assert one.index is not None
        assert at_m < route.maneuvers[one.index].at_m, f"after the maneuver: {one.text}"
        assert one.urgent or all(
            before + other.seconds <= now + 1e-6 for before, _, _, other in said if before < now
        ), f"speaks over another: {one.text}"
    calls = [one.index for *_, one in said if one.last_call]
    assert len(calls) == len(set(calls)), "two last calls for one maneuver"
    told = set(calls) | prompter._told
    for index, maneuver in enumerate(route.maneuvers):
        if is_called(maneuver):
            assert index in told, f"no last call: {maneuver.turn} at {maneuver.at_m:.0f} of {route.length_m:.0f} m"


@given(length_m=st.floats(600, 6000), speed=st.floats(5, 40), limit=st.sampled_from([30.0, 50.0, 80.0, 130.0]))
@settings(max_examples=25)
def test_the_last_call_ends_before_the_turn(length_m, speed, limit) -> None:
    route = route_of([Leg(length_m, Turn.RIGHT, limit, "Main Street"), Leg(3000, Turn.ARRIVE, limit, "A13")])
    said = drive(route, Prompter(route, words("en"), System.METRIC), [speed])
    _, at_m, mps, last = next(entry for entry in said if entry[3].last_call)
    assert (length_m - at_m) / mps >= last.seconds + 0.4
    assert "A 13" in last.text


@given(seed=st.integers(0, 50), legs=legs, speed=st.floats(6, 30), noise_m=st.floats(0, 12), holes=st.booleans())
@settings(max_examples=5)
def test_the_same_holds_with_a_noisy_receiver(seed, legs, speed, noise_m, holes) -> None:
    legs = [Leg(min(1500, leg.length_m), leg.turn, leg.limit_kmh, leg.street) for leg in legs[:5]]
    legs = [Leg(max(60, leg.length_m), leg.turn, leg.limit_kmh, leg.street) for leg in legs]
    route, car = route_of(legs), GuidedCar(seed=seed)
    line = RouteLine(route)
    car.tick(line.place(0), line.course(0), speed)
    car.guidance.start(route)
    at_m = 0.0
    while at_m < route.length_m - 1 and car.state.phase is not Phase.ARRIVED:
        count = len(car.ear.heard)
        before = car.state
        hole = holes and (at_m // 300) % 4 == 3
        car.tick(
            line.place(at_m), line.course(at_m), speed, fix=not hole, noise_m=noise_m, eph_m=2.45 * max(2, noise_m)
        )
        for prompt in car.ear.heard[count:]:
            if prompt.kind == "maneuver" and before.next is not None and prompt.urgent:
                ahead = min(m.at_m for m in route.maneuvers if is_called(m) and m.at_m > car.state.at_m - 1e-6)
                assert at_m < ahead + 2.5 * max(2, noise_m), prompt.text
        assert car.state.to_next_m >= 0
        at_m += speed * 0.1
    assert not car.roads.asked


@pytest.mark.parametrize("limit", NAVIT)
def test_distances_are_near_those_of_navit(limit: int) -> None:
    row = next((row for row in LEVELS if limit >= row[0]), SLOWEST_LEVELS)
    _, near, far = NAVIT[limit]
    assert max(row[1]) == far
    assert near in row[1]
    assert row[2] <= NAVIT[limit][0] + 10 or row[2] == 150  # on a motorway the sentence's length decides


def test_a_motorway_is_told_from_far() -> None:
    route = route_of(
        [Leg(30000, Turn.EXIT_RIGHT, 120, "A13", toward=("Vaduz",)), Leg(800, Turn.ARRIVE, 50, "Zollstrasse")]
    )
    said = drive(route, Prompter(route, words("en"), System.METRIC), [33])
    texts = [one.text for *_, one in said]
    assert texts[0] == "Continue on A 13 for 30 kilometres."
    assert "In 2 kilometres, take the exit on the right towards Vaduz." in texts
    assert "In 1 kilometre, take the exit on the right towards Vaduz." in texts
    assert "Take the exit on the right towards Vaduz." in texts
    left = [30000 - at_m for _, at_m, _, one in said if one.index == 1]
    # At 120 km/h the last call is due so far ahead that one at 400 m would run into it.
    assert left[1:3] == pytest.approx([2000, 1000], abs=5)
    assert 150 < left[3] < 300


def test_a_roundabout_is_told_with_its_exit() -> None:
    legs = [
        Leg(600, Turn.ROUNDABOUT, 50, "Mill Street", exit_count=2),
        Leg(40, Turn.ROUNDABOUT_EXIT, 30),
        Leg(600, Turn.RIGHT, 50, "Bridge Road"),
        Leg(400, Turn.ARRIVE, 50, "Quay"),
    ]
    route = route_of(legs)
    texts = [one.text for *_, one in drive(route, Prompter(route, words("en"), System.METRIC), [12, 8])]
    assert "Enter the roundabout and take the second exit onto Bridge Road." in texts
    assert texts[-1] == "You have reached your destination."


def test_what_can_wait_waits_for_the_end_of_what_is_being_said() -> None:
    route = route_of([Leg(2000, Turn.RIGHT, 50, "Mill Street"), Leg(2000)])
    prompter = Prompter(route, words("en"), System.METRIC)
    prompter.tick(0.0, 0.0, 14)
    other = prompter.speak(100.0, prompter.better(600))
    assert prompter.tick(100.5, 1510, 14) is None
    late = prompter.tick(100.1 + other.seconds, 1560, 14)
    assert "In 400 metres" in late.text
    # A last call does not wait.
    prompter.speak(110.0, prompter.better(600))
    assert prompter.tick(110.5, 1960, 14).last_call


def test_what_comes_after_a_stop_is_told_after_it() -> None:
    legs = [Leg(600, Turn.RIGHT, 50), Leg(40, Turn.ARRIVE, 50), Leg(40, Turn.LEFT, 50), Leg(300)]
    texts = [one.text for *_, one in drive(route_of(legs), Prompter(route_of(legs), words("en"), System.METRIC), [8])]
    assert "Turn right, then you will reach your stop, stop 1." in texts
    assert not any("stop" in text and "left" in text for text in texts)
    assert "Turn left." in texts
