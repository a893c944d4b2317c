"""Speed cameras: which watch the route, when they are told, and where the law keeps guidance silent."""

import json
from pathlib import Path

import pytest
from made_routes import HOME, GuidedCar, Leg, route_of

from headunit.guidance import cameras
from headunit.guidance.camera_law import ALLOWED, FORBIDDEN, may_warn
from headunit.guidance.line import RouteLine
from headunit.guidance.state import CameraWarnings, GuidanceWishes
from headunit.kernel.geodesy import Bounds
from headunit.regions.state import Region, RegionsState

ROUTE = route_of([Leg(3000)], countries=("IT",))


def region(folder: Path, *sites: tuple[float, float, float | None]) -> Region:
    """East and north (m) and direction watched of each camera."""
    features = []
    for east, north, bearing in sites:
        lat, lon = HOME.to_degrees(east, north)
        features.append(
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [lon, lat]},
                "properties": {"maxspeed_kmh": 50, "bearing_deg": bearing, "kind": "fixed"},
            }
        )
    (folder / "cameras.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return Region("made", "Made", folder, Bounds(47, 9, 48, 10), "", ("IT",), False, "", 0, "1")


def test_cameras_beside_the_route_that_watch_it(tmp_path: Path) -> None:
    found = region(tmp_path, (8, 1000, 0), (8, 1500, 180), (8, 2000, None), (80, 2500, None))
    told = cameras.along(ROUTE, cameras.load(found.cameras))
    assert [round(camera.at_m) for camera in told] == [1000, 2000]
    assert cameras.ahead(told, 0, 14) is None
    assert cameras.ahead(told, 800, 14)[1].distance_m == pytest.approx(200, abs=1)


@pytest.mark.parametrize(
    ("country", "setting", "told"),
    [("IT", "auto", True), ("DE", "auto", False), ("DE", "on", True), ("IT", "off", False), ("XX", "auto", False)],
)
def test_it_is_told_where_it_may(tmp_path: Path, country: str, setting: str, told: bool) -> None:
    found, car = region(tmp_path, (8, 1000, 0)), GuidedCar()
    route = route_of([Leg(3000)], countries=(country,))
    line = RouteLine(route)
    car.board.publish(RegionsState((found,), found))
    car.board.publish(GuidanceWishes(cameras=CameraWarnings(setting)))
    car.tick(line.place(0), 0, 14)
    car.guidance.start(route)
    car.along(line, 0, 1200, 14)
    heard = [text for text in car.texts if "camera" in text]
    assert heard == (["Speed camera ahead. The limit is 50."] if told else [])
    assert any(state.camera is not None for state in car.states) == told


def test_no_country_is_on_both_lists() -> None:
    assert not set(ALLOWED) & set(FORBIDDEN)
    assert not any(may_warn("auto", country) for country in FORBIDDEN)
    assert not may_warn("auto", "")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"features": 3}', '{"features": [null]}'])
def test_a_damaged_file_has_no_cameras(tmp_path: Path, text: str, expect_log) -> None:
    file = tmp_path / "cameras.geojson"
    file.write_text(text)
    expect_log("no speed cameras", perhaps=True)
    assert cameras.load(file) == ()
    assert cameras.load(tmp_path / "none") == ()
