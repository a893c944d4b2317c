"""Real touches on the real view: drag, pinch, twist, tilt, double tap, long press, wheel, keys, pins, buttons."""

import math
from collections.abc import Iterator

import pytest
from built_regions import monaco
from map_view_stage import MapStage, map_stage
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QPointingDevice, QWheelEvent
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from headunit.kernel.geodesy import LatLon
from headunit.map.camera import Projection, Viewport
from headunit.map.state import Camera, Line, LineKind, Overlay, Pin, PinKind, Vehicle

HERE = LatLon(43.7384, 7.4246)
START = Camera(HERE, 15.0)
VIEW = Viewport(1280, 720)


@pytest.fixture(scope="module")
def finger(qapp) -> QPointingDevice:
    return QTest.createTouchDevice()


@pytest.fixture
def stage(qapp) -> Iterator[MapStage]:
    with map_stage(monaco(), Vehicle(0.0, HERE, 60.0, 0.0)) as stage:
        stage.look(START)
        yield stage


def path(start: tuple[float, float], end: tuple[float, float], steps: int = 8) -> list[dict[int, tuple[float, float]]]:
    """One finger's way."""
    way = [
        (start[0] + (end[0] - start[0]) * step / steps, start[1] + (end[1] - start[1]) * step / steps)
        for step in range(steps + 1)
    ]
    return [{0: at} for at in way]


def items(item: QQuickItem) -> Iterator[QQuickItem]:
    yield item
    for child in item.childItems():
        yield from items(child)


def around(middle: tuple[float, float], half: float, angle_deg: float) -> dict[int, tuple[float, float]]:
    """Two fingers about a point."""
    dx, dy = half * math.cos(math.radians(angle_deg)), half * math.sin(math.radians(angle_deg))
    return {0: (middle[0] - dx, middle[1] - dy), 1: (middle[0] + dx, middle[1] + dy)}


def test_the_ground_stays_under_the_finger(stage, finger) -> None:
    there = Projection(START, VIEW).world((500, 300))
    stage.touch(finger, *path((500, 300), (700, 450)))
    assert stage.model.mode == "free"
    at = Projection(stage.model.camera, VIEW).screen_of_world(there)
    assert math.dist(at, (700, 450)) < 1
    assert stage.model.camera.zoom == START.zoom


def test_two_fingers_zoom_about_their_middle(stage, finger) -> None:
    middle = (400, 300)
    there = Projection(START, VIEW).world(middle)
    stage.touch(finger, *(around(middle, 60 + 8 * step, 20) for step in range(16)))
    assert 0.5 < stage.model.camera.zoom - START.zoom < 1.8
    assert stage.model.camera.bearing_deg == pytest.approx(0)
    assert math.dist(Projection(stage.model.camera, VIEW).screen_of_world(there), middle) < 12


def test_two_fingers_turn(stage, finger) -> None:
    stage.touch(finger, *(around((640, 360), 120, 4 * step) for step in range(18)))
    turned = (-stage.model.camera.bearing_deg) % 360
    assert 12 < turned < 70
    assert abs(stage.model.camera.zoom - START.zoom) < 0.2


def test_two_fingers_up_tilt(stage, finger) -> None:
    stage.touch(finger, *({0: (540, 500 - 12 * step), 1: (740, 500 - 12 * step)} for step in range(18)))
    assert stage.model.camera.tilt_deg > 15
    assert stage.model.camera.zoom == START.zoom
    assert stage.model.camera.bearing_deg == 0


def test_a_double_tap_comes_closer(stage, finger) -> None:
    there = Projection(START, VIEW).world((300, 200))
    for _ in range(2):
        stage.touch(finger, {0: (300, 200)})
    assert stage.model.camera.zoom == pytest.approx(START.zoom + 1)
    assert math.dist(Projection(stage.model.camera, VIEW).screen_of_world(there), (300, 200)) < 1


def test_a_long_press_picks_the_place(stage, finger, qtbot) -> None:
    with qtbot.waitSignal(stage.model.fingers.picked, timeout=10_000) as picked:
        down = QTest.touchEvent(stage.view, finger)
        down.press(0, QPoint(500, 300), stage.view)
        down.commit()
    up = QTest.touchEvent(stage.view, finger)
    up.release(0, QPoint(500, 300), stage.view)
    up.commit()
    wanted = Projection(START, VIEW).place((500, 300))
    assert picked.args == pytest.approx(list(wanted), abs=1e-6)


def test_a_wheel_zooms_where_it_points(stage) -> None:
    there = Projection(START, VIEW).world((900, 200))
    place = QPointF(900, 200)
    wheel = QWheelEvent(
        place, place, QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QGuiApplication.sendEvent(stage.view, wheel)
    stage.turn()
    assert stage.model.camera.zoom == pytest.approx(START.zoom + 0.5)
    assert math.dist(Projection(stage.model.camera, VIEW).screen_of_world(there), (900, 200)) < 1


def test_keys_move_what_was_clicked(stage) -> None:
    QTest.mouseClick(stage.view, Qt.MouseButton.LeftButton, pos=QPoint(640, 200))
    stage.turn()
    QTest.keyClick(stage.view, Qt.Key.Key_Right)
    assert stage.model.camera.centre.lon_deg > HERE.lon_deg
    QTest.keyClick(stage.view, Qt.Key.Key_Down)
    assert stage.model.camera.centre.lat_deg < HERE.lat_deg
    QTest.keyClick(stage.view, Qt.Key.Key_Plus)
    assert stage.model.camera.zoom == pytest.approx(START.zoom + 1)
    QTest.keyClick(stage.view, Qt.Key.Key_Home)
    assert stage.model.mode == "heading up"


def test_a_touch_tells_what_was_there(stage, finger) -> None:
    told: list[tuple[str, str]] = []
    hand = stage.model.fingers
    hand.touchedPin.connect(lambda key: told.append(("pin", key)))
    hand.touchedLine.connect(lambda key: told.append(("line", key)))
    hand.tapped.connect(lambda: told.append(("nothing", "")))
    seen = Projection(START, VIEW)
    pin = Pin(PinKind.HIT, seen.place((300, 300)), "cafe")
    near = Pin(PinKind.CHARGER, seen.place((360, 300)), "charger")
    line = Line(LineKind.ALTERNATIVE, (seen.place((600, 100)), seen.place((900, 100))), "second")
    stage.house.board.publish(Overlay((pin, near), (line,)))
    stage.turn()
    for at in ((302, 270), (368, 280), (750, 118), (500, 500)):
        stage.touch(finger, {0: at})
        QTest.qWait(1)
    assert told == [("pin", "cafe"), ("pin", "charger"), ("line", "second"), ("nothing", "")]


def test_all_that_is_written_stays_where_it_is_once_all_of_it_has_been_looked_at(stage, finger) -> None:
    far = LatLon(43.7491, 7.4374)
    stage.house.board.publish(Overlay((Pin(PinKind.DESTINATION, far, "there", "There"),)))
    stage.model._man.instant = True
    stage.model.show_all((HERE, far))
    for _ in range(2):
        stage.grab()
        seen = Projection(stage.model.camera, VIEW).screen(far)
        pin = next(item for item in items(stage.view.contentItem()) if item.property("title") == "There")
        assert math.dist((pin.x(), pin.y()), seen) < 1
        assert stage.labels()
        stage.touch(finger, *path((500, 300), (560, 340)))


def test_buttons_are_the_buttons_and_not_the_map(stage, finger) -> None:
    told: list[str] = []
    stage.model.fingers.tapped.connect(lambda: told.append("map"))
    assert stage.model.mode == "free"
    stage.touch(finger, {0: (1220, 574)})  # closer
    assert stage.model.camera.zoom == pytest.approx(START.zoom + 1)
    stage.touch(finger, {0: (1220, 666)})  # further
    assert stage.model.camera.zoom == pytest.approx(START.zoom)
    stage.touch(finger, {0: (1220, 482)})  # from behind the car
    assert stage.model.camera.tilt_deg > 30
    assert told == []


def test_the_way_back_to_the_car(stage, finger) -> None:
    stage.touch(finger, *path((640, 300), (200, 500)))
    stage.grab()
    legend_top = 678
    stage.touch(finger, {0: (640, legend_top - 40)})
    assert stage.model.mode == "heading up"
    assert Projection(stage.model.camera, VIEW).screen(HERE).x == pytest.approx(640, abs=1)
