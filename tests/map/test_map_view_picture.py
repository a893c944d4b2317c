"""What the view in software shows: the same bytes each time, without holes, in live colours and languages."""

import logging
import re
import time

import numpy as np
import pytest
from built_regions import helsinki, monaco
from map_view_stage import map_stage
from PySide6.QtGui import QColor, QImage

from headunit.kernel.clock import SystemClock
from headunit.kernel.geodesy import LatLon
from headunit.map.camera import Projection, TileId, Viewport, visible_tiles
from headunit.map.mapbox_vector_tile import decode
from headunit.map.palette import PALETTES
from headunit.map.pmtiles_source import PmtilesSource
from headunit.map.raster_tile import paint, path_of
from headunit.map.state import Camera, Line, LineKind, Overlay, Pin, PinKind, Vehicle
from headunit.preferences.state import Preferences
from headunit.regions.state import RegionsState

pytestmark = pytest.mark.usefixtures("qapp")

HERE = LatLon(43.7384, 7.4246)
SMALL = (800, 480)
CAR = Vehicle(0.0, HERE, 60.0, 0.0)


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(bytes(image.constBits()), np.uint8).reshape(image.height(), image.width(), 4)[:, :, 2::-1]


def near(image: np.ndarray, colour: str, slack: int = 3) -> np.ndarray:
    wanted = QColor(colour)
    rgb = np.array([wanted.red(), wanted.green(), wanted.blue()])
    return (np.abs(image.astype(int) - rgb) <= slack).all(axis=2)


@pytest.fixture(scope="module")
def source():
    with PmtilesSource(monaco().tiles) as source:
        yield source


def test_paths_are_what_was_asked_for() -> None:
    lines = [np.array([[0, 0], [10, 0], [10, 10.5]]), np.array([[5, 5], [6, 6.0]])]
    path = path_of(lines, closed=[True, False])
    points = [
        (path.elementAt(i).x, path.elementAt(i).y, path.elementAt(i).isMoveTo()) for i in range(path.elementCount())
    ]
    assert points == [
        (0, 0, True), (10, 0, False), (10, 10.5, False), (0, 0, False), (5, 5, True), (6, 6, False),
    ]  # fmt: skip
    assert path_of([], closed=[]).isEmpty()


def test_the_squares_of_a_tile_are_the_tile(source) -> None:
    """Four squares one zoom further in, drawn for the same widths, show what the tile shows at twice the size."""
    z = 14
    seen = Projection(Camera(HERE, z + 1), Viewport(10, 10)).origin
    which = TileId(z, int(seen.x * 2**z), int(seen.y * 2**z))
    tile = decode(source.tile(*which), *which)
    whole = np.frombuffer(paint(tile, "day", 16.0, 1024), np.uint8).reshape(1024, 1024, 4)
    for dx in (0, 1):
        for dy in (0, 1):
            square = TileId(z + 1, which.x * 2 + dx, which.y * 2 + dy)
            # A picture of 1024 for the whole and one of 512 for a quarter have the same scale; so must the widths.
            part = np.frombuffer(paint(tile, "day", 17.0, 512, square), np.uint8).reshape(512, 512, 4)
            land = near(part[:, :, 2::-1], PALETTES["day"]["land"])
            assert 0 < land.mean() < 0.9
            same = np.abs(part.astype(int) - whole[dy * 512 : dy * 512 + 512, dx * 512 : dx * 512 + 512]).max(axis=2)
            assert (same < 40).mean() > 0.6


def test_neighbours_meet_without_a_seam(source) -> None:
    """Along the common edge of two tiles the last column of one goes on in the first of the other."""
    camera = Camera(HERE, 15.0)
    tiles = visible_tiles(camera, Viewport(1280, 720), 14, 14)
    pair = next((a, b) for a in tiles for b in tiles if (b.x, b.y) == (a.x + 1, a.y))
    left, right = (
        np.frombuffer(paint(decode(source.tile(*one), *one), "day", 15.0, 512), np.uint8).reshape(512, 512, 4)
        for one in pair
    )
    beside = np.abs(left[:, -1].astype(int) - right[:, 0]).max(axis=1)
    within = np.abs(left[:, -2].astype(int) - left[:, -1]).max(axis=1)
    assert (beside > 40).mean() < 3 * (within > 40).mean() + 0.05


def test_the_same_picture_byte_for_byte() -> None:
    pictures = []
    for _ in range(2):
        with map_stage(monaco(), CAR, size=SMALL) as stage:
            pictures.append(bytes(stage.grab().constBits()))
    assert pictures[0] == pictures[1]


def test_a_pan_leaves_no_hole() -> None:
    """A colour that no palette has shines through wherever nothing is drawn."""
    with map_stage(monaco(), size=SMALL) as stage:
        for step in range(3):
            stage.look(Camera(LatLon(43.737 + step * 0.0011, 7.42 + step * 0.0017), 15.4 + step * 0.3, 25.0 * step))
            image = pixels(stage.grab())
            sea = near(image, PALETTES["day"]["water"]).mean()
            land = near(image, PALETTES["day"]["land"]).mean()
            assert sea + land < 0.95, "nothing but ground"


def test_colours_change_without_a_reload() -> None:
    with map_stage(monaco(), CAR, size=SMALL) as stage:
        day = pixels(stage.grab())
        assert near(day, PALETTES["day"]["land"]).mean() > 0.02
        stage.view.rootObject().setProperty("night", True)
        night = pixels(stage.grab())
        assert near(night, PALETTES["night"]["land"]).mean() > 0.02
        assert night.mean() < 0.4 * day.mean()
        stage.view.rootObject().setProperty("contrast", True)
        dark = pixels(stage.grab())
        assert near(dark, PALETTES["night"]["land"]).mean() > 0.02  # for the sun: at night it would dazzle
        stage.view.rootObject().setProperty("night", False)
        contrast = pixels(stage.grab())
        assert near(contrast, PALETTES["contrast"]["land"]).mean() > 0.02


def test_the_language_changes_the_labels_live() -> None:
    with map_stage(helsinki(), size=SMALL) as stage:
        stage.look(Camera(helsinki().bounds.middle, 12.5))
        stage.grab()
        english = {row["text"] for row in stage.labels()}
        stage.house.board.publish(Preferences(language="zh"))
        stage.grab()
        chinese = {row["text"] for row in stage.labels()}
        assert any(re.search("[\u4e00-\u9fff]", str(text)) for text in chinese)
        assert not any(re.search("[\u4e00-\u9fff]", str(text)) for text in english)


def test_nothing_is_written_on_the_car_or_on_a_pin() -> None:
    pin = Pin(PinKind.HOME, LatLon(43.7390, 7.4252), "home")
    with map_stage(monaco(), CAR, Overlay((pin,)), size=SMALL) as stage:
        stage.grab()
        seen = stage.model._motion.seen()
        car, home = seen.screen(HERE), seen.screen(pin.at)
        assert stage.labels()
        for row in stage.labels():
            at = seen.screen_of_world((row["wx"], row["wy"]))
            for x, y in (car, (home.x, home.y - 30)):
                assert abs(at.x - x) > row["boxWidth"] / 2 or abs(at.y - y) > 14


def test_a_route_is_drawn_in_its_colours_over_the_roads() -> None:
    points = tuple(LatLon(HERE.lat_deg + i * 2e-4, HERE.lon_deg + i * 3e-4) for i in range(-6, 7))
    route = Line(LineKind.ROUTE, points, "best", (0,) * 4 + (1,) * 4 + (2,) * 4)
    range_ = Line(LineKind.RANGE, (points[0], LatLon(43.745, 7.42), points[-1]))
    with map_stage(monaco(), size=SMALL) as stage:
        stage.look(Camera(HERE, 16.5, 20.0))
        bare = pixels(stage.grab())
        stage.house.board.publish(Overlay((), (route, range_)))
        drawn = pixels(stage.grab())
        for name in ("route", "slow", "jam"):
            colour = PALETTES["day"][name]
            assert near(drawn, colour).sum() > near(bare, colour).sum() + 800, name


def test_without_a_region_there_is_a_way_to_one(qtbot) -> None:
    with map_stage(None, CAR) as stage:
        assert stage.model.trouble == "no region"
        with qtbot.waitSignal(stage.model.guided) as guided:
            stage.model.openRegions()
        assert guided.args == ["regions"]
        stage.house.board.publish(RegionsState((monaco(),), monaco()))
        assert stage.model.trouble == ""
        stage.house.board.publish(Vehicle(1.0, LatLon(48.0, 11.0), 0.0, 0.0))
        assert stage.model.trouble == "outside"
        stage.house.board.publish(Vehicle(2.0, LatLon(48.0, 11.0), 0.0, 0.0, certain=False))
        assert not stage.model.certain
        assert stage.model.trouble == ""


def test_a_map_in_two_places_at_once() -> None:
    """Home and navigation: one store of tiles, two cameras."""
    from headunit.map.viewmodel import MapViewModel

    with map_stage(monaco(), CAR, size=SMALL) as stage:
        other = MapViewModel(stage.house, stage.model.parent())
        stage.look(Camera(LatLon(43.73, 7.41), 14.0))
        assert other.camera != stage.model.camera
        assert other._tiles is stage.model._tiles


def test_live_it_fills_and_comes_to_rest(qtbot, caplog) -> None:
    """With a real clock and the real worker: labels and tiles come, and then no more pictures are made."""
    with caplog.at_level(logging.INFO), map_stage(monaco(), clock=SystemClock(), size=(800, 480)) as stage:
        stage.model.show_place(HERE, 16.0)

        def quiet() -> None:
            assert stage.labels()
            assert not stage.model._tiles.store.missing
            assert not stage.model._motion._moving

        qtbot.waitUntil(quiet, timeout=60_000)
        stage.turn(10)
        frames: list[float] = []
        stage.view.frameSwapped.connect(lambda: frames.append(time.monotonic()))
        qtbot.wait(300)
        assert len(frames) <= 2
        image = pixels(stage.view.grabWindow())
        assert near(image, PALETTES["day"]["building"]).mean() > 0.01
