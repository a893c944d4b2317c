"""Who holds the camera, and when: the car, the route, a finger."""

import itertools

import pytest

from headunit.kernel.geodesy import LatLon
from headunit.map.camera import Padding, Projection, Viewport
from headunit.map.follow import BACK_AFTER_S, BY_HAND_S, LOW, TILT_DEG, CameraMan, wanted_zoom, zoom_by_speed
from headunit.map.glide import Gliding
from headunit.map.state import Camera, Follow

HERE = LatLon(47.1410, 9.5215)
VIEW = Viewport(1280, 720)


def man() -> CameraMan:
    return CameraMan(Camera(LatLon(46.0, 8.0), 10), VIEW)


def run(holder: CameraMan, start: float, seconds: float, car: Gliding | None) -> Camera:
    for frame in range(round(seconds * 20)):
        holder.at(start + frame / 20, car)
    return holder.at(start + seconds, car)


def test_the_first_picture_is_where_the_car_is() -> None:
    holder = man()
    camera = holder.at(0.0, Gliding(HERE, 90.0, 0.0))
    assert camera.bearing_deg == 90.0
    at = Projection(camera, VIEW).screen(HERE)
    assert at == pytest.approx((640, 720 * LOW), abs=0.5)


@pytest.mark.parametrize("tilted", [False, True])
def test_the_car_stays_in_the_lower_third_of_what_is_clear(tilted: bool) -> None:
    holder = man()
    holder.resize(VIEW, Padding(400, 100, 0, 20))
    holder.at(0.0, Gliding(HERE, 200.0, 10.0))
    holder.tilt(tilted, 0.0)
    camera = run(holder, 0.0, 4.0, Gliding(HERE, 200.0, 10.0))
    assert camera.tilt_deg == (TILT_DEG if tilted else 0.0)
    at = Projection(camera, VIEW).screen(HERE)
    assert at == pytest.approx((400 + 440, 100 + 600 * LOW), abs=0.5)


def test_north_up_holds_the_car_in_the_middle() -> None:
    holder = man()
    holder.at(0.0, Gliding(HERE, 200.0, 10.0))
    holder.look_north(0.0)
    camera = run(holder, 0.0, 4.0, Gliding(HERE, 200.0, 10.0))
    assert holder.mode is Follow.NORTH_UP
    assert camera.bearing_deg == 0.0
    assert Projection(camera, VIEW).screen(HERE) == pytest.approx(VIEW.middle, abs=0.5)
    holder.look_north(9.0)
    assert holder.mode is Follow.HEADING_UP


def test_faster_is_further_out_and_a_maneuver_is_closer() -> None:
    zooms = [zoom_by_speed(speed) for speed in range(50)]
    assert zooms == sorted(zooms, reverse=True)
    assert zooms[0] - zooms[-1] > 1.5
    fast = wanted_zoom(35.0, None, 47.0, 720)
    far, near = wanted_zoom(35.0, 900.0, 47.0, 720), wanted_zoom(35.0, 150.0, 47.0, 720)
    assert fast <= far < near
    assert wanted_zoom(5.0, 1.0, 47.0, 720) <= 18.2


def test_zoom_changes_gently() -> None:
    holder = man()
    holder.at(0.0, Gliding(HERE, 0.0, 0.0))
    before = holder.camera.zoom
    last = before
    for frame in range(1, 200):
        zoom = holder.at(frame / 20, Gliding(HERE, 0.0, 36.0)).zoom
        assert abs(zoom - last) < 0.1
        last = zoom
    assert before - last > 1.5
    assert not holder.restless()


def test_a_finger_frees_the_map_and_driving_takes_it_back() -> None:
    holder, car = man(), Gliding(HERE, 45.0, 15.0)
    holder.at(0.0, car)
    holder.hold(True, 1.0)
    holder.drag((640, 360), (500, 300), 1.0)
    holder.hold(False, 1.5)
    assert holder.mode is Follow.FREE
    still = holder.camera
    assert run(holder, 2.0, BACK_AFTER_S - 1.5, car) == still
    run(holder, 1.5 + BACK_AFTER_S + 0.1, 3.0, car)
    assert holder.mode is Follow.HEADING_UP
    assert Projection(holder.camera, VIEW).screen(HERE) == pytest.approx((640, 720 * LOW), abs=1)


def test_a_parked_car_leaves_the_map_alone() -> None:
    holder, car = man(), Gliding(HERE, 45.0, 0.0)
    holder.at(0.0, car)
    holder.drag((640, 360), (500, 300), 1.0)
    run(holder, 1.0, 60.0, car)
    assert holder.mode is Follow.FREE
    holder.centre(61.0)
    run(holder, 61.0, 3.0, car)
    assert holder.mode is Follow.HEADING_UP


def test_a_finger_that_rests_on_the_map_keeps_it() -> None:
    holder, car = man(), Gliding(HERE, 45.0, 15.0)
    holder.at(0.0, car)
    holder.hold(True, 1.0)
    holder.drag((640, 360), (500, 300), 1.0)
    run(holder, 1.0, 40.0, car)
    assert holder.mode is Follow.FREE


def test_zoom_by_hand_follows_on_and_is_given_back() -> None:
    holder, car = man(), Gliding(HERE, 45.0, 15.0)
    run(holder, 0.0, 1.0, car)
    automatic = holder.camera.zoom
    holder.zoom(1, 1.0)
    run(holder, 1.0, 2.0, car)
    assert holder.mode is Follow.HEADING_UP
    assert holder.camera.zoom == pytest.approx(automatic + 1, abs=0.26)
    run(holder, 3.0, BY_HAND_S + 10, car)
    assert holder.camera.zoom == pytest.approx(automatic, abs=0.05)


def test_quick_taps_add_up() -> None:
    holder = man()
    holder.drag((640, 360), (500, 300), 0.0)
    before = holder.camera.zoom
    for tap in range(3):
        holder.at(0.05 * tap, None)
        holder.zoom(1, 0.05 * tap)
    run(holder, 0.2, 2.0, None)
    assert holder.camera.zoom == pytest.approx(before + 3)


def test_the_whole_route_is_in_view() -> None:
    holder, car = man(), Gliding(HERE, 45.0, 0.0)
    holder.resize(VIEW, Padding(400, 80, 0, 0))
    holder.route = (HERE, LatLon(47.05, 9.5), LatLon(47.2, 9.6))
    holder.at(0.0, car)
    holder.follow(Follow.OVERVIEW, 0.0)
    camera = run(holder, 0.0, 3.0, car)
    seen = Projection(camera, VIEW)
    for at in map(seen.screen, holder.route):
        assert 400 < at.x < 1280
        assert 80 < at.y < 720


def test_flights_neither_jump_nor_linger() -> None:
    holder, car = man(), Gliding(HERE, 45.0, 0.0)
    holder.at(0.0, car)
    holder.fly_to(Camera(LatLon(47.2, 9.6), 15.0), 0.0)
    assert holder.restless()
    zooms = [holder.at(frame / 60, car).zoom for frame in range(180)]
    assert max(abs(a - b) for a, b in itertools.pairwise(zooms)) < 0.5
    assert holder.camera.centre == pytest.approx(LatLon(47.2, 9.6))
    assert holder.camera.zoom == 15.0
    assert not holder.restless()


def test_where_the_clock_stands_flights_take_no_time() -> None:
    holder, car = man(), Gliding(HERE, 45.0, 0.0)
    holder.instant = True
    holder.at(5.0, car)
    holder.look_north(5.0)
    assert holder.at(5.0, car).bearing_deg == 0.0
    assert not holder.restless()


def test_what_is_flown_to_lands_in_what_is_clear_then() -> None:
    holder, there = man(), (HERE, LatLon(47.20, 9.53))
    holder.at(0.0, None)
    holder.fit(there, 0.0)
    holder.at(0.1, None)
    holder.resize(VIEW, Padding(500, 0, 0, 200))  # a card came up because of it
    camera = run(holder, 0.2, 4.0, None)
    for place in there:
        x, y = Projection(camera, VIEW).screen(place)
        assert 500 < x < 1280
        assert 0 < y < 520
    holder.resize(VIEW, Padding())
    assert run(holder, 5.0, 1.0, None) == camera, "a map at rest stays"
