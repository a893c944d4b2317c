"""Routes of a map become roads, and the car drives them: open ones to their end, closed ones round and round."""

import itertools
import math
from collections.abc import Iterator

import pytest
from sim_stage import a_world, region_loop, run, shipped

from headunit.app.route_road import limit_kmh, road_of
from headunit.app.wrong_turn import joined
from headunit.kernel.geodesy import LatLon, LocalFrame, distance_m
from headunit.position.state import Mode
from headunit.routing.state import Maneuver, Route, RouteRequest, Stop, Turn
from headunit.simulator.driver import Mode as Driving
from headunit.simulator.road import Road
from headunit.simulator.world import World

HERE = LocalFrame(47.0, 9.0)


def a_route(*corners: tuple[float, float], kmh: float | None = 50.0, turn: Turn = Turn.LEFT) -> Route:
    """Straight pieces between corners (m east, m north), a turn at each, all driven at 36 km/h."""
    points = tuple(LatLon(*HERE.to_degrees(*corner)) for corner in corners)
    at_m = [0.0]
    for here, there in itertools.pairwise(points):
        at_m.append(at_m[-1] + distance_m(*here, *there))
    last = len(points) - 1
    turns = [Maneuver(turn, at_m[i], i, 0, 0) for i in range(1, last)]
    return Route(
        key="made",
        points=points,
        at_m=tuple(at_m),
        time_s=tuple(at / 10 for at in at_m),
        maneuvers=(Maneuver(Turn.DEPART, 0, 0, 0, 0), *turns, Maneuver(Turn.ARRIVE, at_m[-1], last, 0, 0)),
        request=RouteRequest((Stop(points[0]), Stop(points[-1]))),
        stops_at=(last,),
        limit_kmh=(kmh,) * last,
        tunnel=tuple(i == 1 for i in range(last)),
    )


def from_here(world: World, *corners: tuple[float, float]) -> Road:
    """An open road from the car's place on, in metres ahead and to the left of it."""
    heading, motion = world.motion.heading_rad, world.motion
    cosine, sine = math.cos(heading), math.sin(heading)
    places = [
        world.frame.to_degrees(
            motion.east_m + ahead * cosine - left * sine, motion.north_m + ahead * sine + left * cosine
        )
        for ahead, left in ((0.0, 0.0), *corners)
    ]
    to_made = [HERE.to_metres(*place) for place in places]
    return road_of(a_route(*to_made), 1, world.frame)


def drive(world: World, seconds: float) -> Iterator[float]:
    """How far the car is from its road, tick by tick."""
    for _ in range(round(seconds * 50)):
        world.tick()
        place = world.road.at(world.steering.road_m)
        yield math.dist(place[:2], (world.motion.east_m, world.motion.north_m))


def test_an_open_road_has_ends_and_goes_straight_on_beyond_them() -> None:
    road = road_of(a_route((0, 0), (200, 0), (200, 150)), 1)
    assert road.length_m == pytest.approx(350, abs=5)
    assert (road.index(-50), road.index(1e6)) == (0, road.samples - 1)
    assert road.gap_m(340, 10) == -330
    end, beyond = road.at(road.length_m), road.at(road.length_m + 30)
    assert (beyond.east_m - end.east_m, beyond.north_m - end.north_m) == pytest.approx((0, 30), abs=0.1)
    assert road.at(-20).east_m == pytest.approx(-20, abs=0.5)
    assert [road.tunnel[road.index(at)] for at in (100, 300)] == [False, True]
    assert road.signal[road.index(180)] == "left"
    before = road.at(0)
    for step in range(1, int(road.length_m) * 2):
        here = road.at(step / 2)
        assert math.dist(before[:2], here[:2]) == pytest.approx(0.5, abs=0.05)
        before = here


def test_a_route_of_two_points_and_points_that_lie_on_each_other() -> None:
    assert road_of(a_route((0, 0), (8, 0)), 1).length_m == pytest.approx(8, abs=0.2)
    road = road_of(a_route((0, 0), (100, 0), (100, 0), (100.05, 0), (100, 100)), 1)
    assert road.length_m == pytest.approx(200, abs=5)
    assert "left" in road.signal


def test_what_may_be_driven_where_the_map_knows_no_limit() -> None:
    assert limit_kmh(a_route((0, 0), (100, 0), kmh=30.0), 0) == 30
    assert limit_kmh(a_route((0, 0), (100, 0), kmh=None), 0) == 50
    fast = a_route((0, 0), (1000, 0), kmh=None)
    motorway = Route(**{name: getattr(fast, name) for name in fast.__slots__} | {"time_s": (0.0, 34.0)})
    assert limit_kmh(motorway, 0) == 110


def test_where_one_waits_is_the_seed_s_choice() -> None:
    zigzag = a_route(*((100.0 * (i // 2 + i % 2), 100.0 * (i // 2)) for i in range(40)))
    stops = [road_of(zigzag, seed).stops[:-1] for seed in (1, 1, 2)]
    assert stops[0] == stops[1] != stops[2]
    assert 4 < len(stops[0]) < 25
    assert all(3 <= wait_s <= 10 for _, wait_s in stops[0])


def test_the_car_takes_a_road_drives_it_to_its_end_and_parks() -> None:
    world = run(a_world(), 2)
    assert world.take(from_here(world, (150, 0), (150, 120)))
    assert max(drive(world, 60)) < 2
    place = world.road.at(world.road.length_m)
    assert math.dist(place[:2], (world.motion.east_m, world.motion.north_m)) < 4
    assert world.driver.mode is Driving.HOLD
    assert world.values()["Vehicle.Powertrain.Transmission.SelectedGear"] == 126
    assert world.values()["Vehicle.Chassis.ParkingBrake.IsEngaged"] is True
    # Another one: off it goes again.
    assert world.take(from_here(world, (100, 0)))
    run(world, 8)
    assert world.motion.speed_mps > 3


def test_a_road_that_begins_behind_the_car_is_turned_to_slowly() -> None:
    world = run(a_world(), 2)
    assert world.take(from_here(world, (-200, 0)))
    assert max(drive(world, 60)) < 35
    assert math.dist(world.road.at(world.steering.road_m)[:2], (world.motion.east_m, world.motion.north_m)) < 1
    assert not world.esc_engaged


def test_a_road_elsewhere_is_not_taken() -> None:
    world = run(a_world(), 2)
    far = road_of(a_route((90_000, 0), (90_500, 0)), 1, world.frame)
    before = world.road
    assert not world.take(far)
    assert world.road is before


def test_one_road_leads_over_to_the_next_without_a_stop() -> None:
    world = run(a_world(), 2)
    first, second = from_here(world, (150, 0)), from_here(world, (150, 0), (400, 0))
    end = first.at(first.length_m)
    rest = [HERE.to_metres(*world.frame.to_degrees(*second.at(at_m)[:2])) for at_m in (first.length_m, 400)]
    open_end = road_of(
        a_route(*(HERE.to_metres(*world.frame.to_degrees(*first.at(at)[:2])) for at in (0, 150))),
        1,
        world.frame,
        ends=False,
    )
    assert math.dist(open_end.at(150)[:2], end[:2]) < 1
    then = road_of(a_route(*rest), 1, world.frame)
    assert world.take(open_end, then)
    slowest = math.inf
    while world.road is open_end:
        world.tick()
        slowest = min(slowest, world.motion.speed_mps)
    assert world.road is then
    assert slowest > 8
    assert max(drive(world, 3)) < 1


def test_the_streets_of_monaco() -> None:
    loop = region_loop("monaco", 1)
    assert loop.closed
    assert 5000 < loop.length_m < 8000
    assert 1500 < sum(loop.tunnel) * loop.step_m < 2500
    turned = [
        math.remainder(there - here, math.tau)
        for here, there in zip(loop._heading, [*loop._heading[1:], loop._heading[0]], strict=True)
    ]
    # Nowhere does it turn on the spot.
    assert max(abs(sum(turned[i : i + 10])) for i in range(len(turned) - 10)) < math.radians(170)
    assert {round(limit * 3.6) for limit in loop.limit_mps} == {50}
    assert {"left", "right"} <= set(loop.signal)


def test_round_monaco_within_the_limits_and_on_the_road() -> None:
    world = shipped("monaco")
    off, fast, dark = [], [], []
    for gap_m in drive(world, 300):
        off.append(gap_m)
        fast.append(world.motion.speed_mps - world.road.limit_mps[world.road.index(world.steering.road_m)])
        if world.tunnel:
            dark.append(world.fix().mode)
    assert max(off) < 4
    assert max(fast) < 0.6
    assert len(dark) > 500
    assert dark.count(Mode.NO_FIX) > 0.97 * len(dark)


def test_two_routes_are_joined_where_the_first_is_left() -> None:
    first, second = a_route((0, 0), (100, 0), (100, 100)), a_route((140, 0), (300, 0), (300, 50))
    whole = joined(first, 1, second)
    assert whole.points == (*first.points[:2], *second.points)
    assert whole.length_m == pytest.approx(350, abs=1)
    assert len(whole.limit_kmh) == len(whole.tunnel) == len(whole.points) - 1 == len(whole.time_s) - 1
    assert [maneuver.begin for maneuver in whole.maneuvers] == [0, 2, 3, 4]
    assert all(whole.at_m[one.begin] == pytest.approx(one.at_m) for one in whole.maneuvers)
    assert list(whole.at_m) == sorted(whole.at_m)
