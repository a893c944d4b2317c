"""The camera's mathematics: there and back, gestures, flights, tiles."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.kernel.geodesy import Bounds, LatLon, distance_m
from headunit.map.camera import (
    Flight,
    Padding,
    Projection,
    TileId,
    Viewport,
    dragged,
    fitted_bounds,
    metres_per_pixel,
    place,
    shortest_turn,
    tile_zoom,
    turned,
    visible_tiles,
    world,
    world_of,
)
from headunit.map.state import MAX_ZOOM, Camera

VIEW = Viewport(1280, 720)
VADUZ = LatLon(47.1410, 9.5215)

places = st.builds(LatLon, st.floats(-80, 80), st.floats(-179, 179))
cameras = st.builds(Camera, places, st.floats(5, MAX_ZOOM), st.floats(0, 359.9), st.floats(0, 60))
pixels = st.tuples(st.floats(0, 1280), st.floats(0, 720))


@given(places)
def test_world_round_trip(there: LatLon) -> None:
    assert place(world(there)) == pytest.approx(there, abs=1e-9)
    assert world_of(np.array([there.lat_deg]), np.array([there.lon_deg]))[0] == pytest.approx(world(there), abs=1e-12)


@given(cameras, pixels)
def test_screen_round_trip(camera: Camera, at: tuple[float, float]) -> None:
    seen = Projection(camera, VIEW)
    there = seen.world(at)
    assert seen.screen_of_world(there) == pytest.approx(at, abs=0.02)
    many, front = seen.screens(np.array([there]))
    assert front.all()
    assert many[0] == pytest.approx(at, abs=0.02)


@given(cameras, pixels)
def test_both_matrices_say_the_same_as_the_projection(camera: Camera, at: tuple[float, float]) -> None:
    seen = Projection(camera, VIEW)
    there = seen.world(at)
    ground = ((there.x - seen.origin.x) * seen.scale, (there.y - seen.origin.y) * seen.scale)
    clip = seen.matrix() @ (*ground, 0.0, 1.0)
    x, y, z = clip[:3] / clip[3]
    assert ((x + 1) * 640, (1 - y) * 360) == pytest.approx(at, abs=0.05)
    assert -1 < z < 1
    flat = seen.homography() @ (*ground, 1.0)
    assert tuple(flat[:2] / flat[2]) == pytest.approx(at, abs=0.05)


def test_what_is_up_and_what_is_far() -> None:
    north = Projection(Camera(VADUZ, 15), VIEW)
    assert north.screen(LatLon(47.1415, 9.5215)).y < 360
    assert north.screen(LatLon(47.1410, 9.5220)).x > 640
    east = Projection(Camera(VADUZ, 15, bearing_deg=90), VIEW)
    assert east.screen(LatLon(47.1410, 9.5220)).y < 360
    tilted = Projection(Camera(VADUZ, 15, tilt_deg=60), VIEW)
    far, near = tilted.world((640, 100)), tilted.world((640, 620))
    assert abs(far.y - tilted.origin.y) > 2 * abs(near.y - tilted.origin.y)


def test_a_pixel_is_as_long_as_the_ground_says() -> None:
    camera = Camera(VADUZ, 16)
    seen = Projection(camera, VIEW)
    left, right = seen.place((600, 360)), seen.place((700, 360))
    assert distance_m(*left, *right) == pytest.approx(100 * metres_per_pixel(47.141, 16), rel=0.005)


@given(cameras, pixels, pixels)
def test_a_drag_keeps_the_ground_under_the_finger(
    camera: Camera, start: tuple[float, float], end: tuple[float, float]
) -> None:
    there = Projection(camera, VIEW).world(start)
    moved = dragged(camera, VIEW, start, end)
    if abs(moved.centre.lat_deg) < 84 and abs(moved.centre.lon_deg - camera.centre.lon_deg) < 90:
        assert Projection(moved, VIEW).screen_of_world(there) == pytest.approx(end, abs=0.1)


@given(
    st.builds(Camera, st.just(VADUZ), st.floats(10, 16), st.floats(0, 359.9), st.floats(0, 50)),
    pixels,
    st.floats(-2, 2),
    st.floats(-170, 170),
)
def test_a_pinch_keeps_the_ground_between_the_fingers(
    camera: Camera, at: tuple[float, float], zoom_by: float, turn: float
) -> None:
    there = Projection(camera, VIEW).world(at)
    moved = turned(camera, VIEW, at, zoom_by=zoom_by, turn_by_deg=turn, tilt_by_deg=5)
    assert Projection(moved, VIEW).screen_of_world(there) == pytest.approx(at, abs=0.1)
    assert moved.zoom == pytest.approx(camera.zoom + zoom_by)
    assert math.cos(math.radians(moved.bearing_deg - camera.bearing_deg + turn)) == pytest.approx(1)


def test_a_clockwise_turn_turns_the_picture_clockwise() -> None:
    camera = Camera(VADUZ, 15)
    there = Projection(camera, VIEW).world((640, 260))  # above the middle
    moved = turned(camera, VIEW, VIEW.middle, turn_by_deg=90)
    assert Projection(moved, VIEW).screen_of_world(there) == pytest.approx((740, 360), abs=0.1)


@given(cameras, st.floats(0, 600))
def test_every_pixel_lies_on_a_visible_tile(camera: Camera, margin: float) -> None:
    tiles = visible_tiles(camera, VIEW, 4, 14, margin)
    assert len(tiles) == len(set(tiles)) < 500
    zoom = tile_zoom(camera.zoom, 4, 14)
    seen = Projection(camera, VIEW)
    for x in (1, 400, 900, 1279):
        for y in (1, 350, 719):
            there = seen.world((x, y))
            if 0 <= there.x < 1 and 0 <= there.y < 1:
                assert TileId(zoom, int(there.x * 2**zoom), int(there.y * 2**zoom)) in tiles


def test_tiles_that_are_not_seen_are_not_asked_for() -> None:
    level = visible_tiles(Camera(VADUZ, 15.5), VIEW, 4, 14)
    assert len(level) <= 9
    seen = Projection(Camera(VADUZ, 15.5), VIEW)
    assert level[0] == TileId(14, int(seen.origin.x * 2**14), int(seen.origin.y * 2**14))
    turned_by_45 = visible_tiles(Camera(VADUZ, 18, bearing_deg=45), Viewport(3000, 100), 4, 17)
    assert len(turned_by_45) < 16  # the box around the strip holds some forty


@given(
    st.floats(-60, 60),
    st.floats(-170, 160),
    st.floats(0.001, 5),
    st.floats(0.001, 5),
    st.floats(0, 400),
    st.floats(0, 200),
)
def test_fitted_bounds_are_in_the_clear_part(
    south: float, west: float, high: float, wide: float, left: float, top: float
) -> None:
    bounds = Bounds(south, west, south + high, west + wide)
    camera = fitted_bounds(bounds, VIEW, Padding(left, top, 40, 40))
    seen = Projection(camera, VIEW)
    for corner in (LatLon(south, west), LatLon(south + high, west + wide)):
        at = seen.screen(corner)
        assert left - 0.5 <= at.x <= 1240.5
        assert top - 0.5 <= at.y <= 680.5


@pytest.mark.parametrize(("start", "end", "turn"), [(350, 10, 20), (10, 350, -20), (0, 180, 180), (90, 90, 0)])
def test_shortest_turn(start: float, end: float, turn: float) -> None:
    assert shortest_turn(start, end) == turn


@given(
    st.builds(Camera, st.builds(LatLon, st.floats(40, 60), st.floats(5, 20)), st.floats(6, 19), st.floats(0, 359)),
    st.builds(Camera, st.builds(LatLon, st.floats(40, 60), st.floats(5, 20)), st.floats(6, 19), st.floats(0, 359)),
)
def test_a_flight_begins_ends_and_never_jumps(start: Camera, end: Camera) -> None:
    flight = Flight(start, end, VIEW)
    assert 0.25 <= flight.seconds <= 2.0
    first, last = flight.at(0), flight.at(1)
    assert first.centre == pytest.approx(start.centre, abs=1e-6)
    assert first.zoom == pytest.approx(start.zoom, abs=1e-6)
    assert last == end
    almost = flight.at(0.9999)
    assert almost.zoom == pytest.approx(end.zoom, abs=0.01)
    seen = Projection(end, VIEW).screen(almost.centre)
    assert seen == pytest.approx(VIEW.middle, abs=2)


def test_a_far_flight_rises_first() -> None:
    flight = Flight(Camera(VADUZ, 16), Camera(LatLon(43.73, 7.42), 16), VIEW)
    assert min(flight.at(share / 50).zoom for share in range(51)) < 9
