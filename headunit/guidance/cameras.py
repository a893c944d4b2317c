"""Speed cameras along a route: which of the region's cameras watch it, and which is the next. Pure but for one file."""

import json
import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from headunit.guidance.line import RouteLine, turn_deg
from headunit.guidance.state import Camera
from headunit.kernel.geodesy import LatLon
from headunit.routing.state import Route

log = logging.getLogger(__name__)

#: A camera stands beside the road that it watches (m); it may look at the other direction only (degrees).
BESIDE_M, SAME_WAY_DEG = 30.0, 60.0
#: Told so many seconds ahead, but within these distances (m).
AHEAD_S, LEAST_AHEAD_M, MOST_AHEAD_M = 18.0, 250.0, 1000.0
#: A box of this margin around the route is looked at (degrees, about 100 m).
MARGIN_DEG = 0.001
#: A region file with more is no camera layer.
MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Site:
    """One camera of the region. `bearing_deg`: direction of the traffic that it watches, None where unknown."""

    place: LatLon
    limit_kmh: float | None
    bearing_deg: float | None
    kind: str


@dataclass(frozen=True, slots=True)
class OnRoute:
    """One camera that watches the route, `at_m` along it."""

    at_m: float
    limit_kmh: float | None
    kind: str


def load(file: Path) -> tuple[Site, ...]:
    """The cameras of a region's file; none where it cannot be read, which is logged."""
    try:
        if file.stat().st_size > MOST_BYTES:
            log.warning("%s: no speed cameras: too large for a camera layer", file.name)
            return ()
        features = json.loads(file.read_text("utf-8"))["features"]
        return tuple(site for feature in features if (site := _site(feature)) is not None)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        log.warning("%s: no speed cameras: %s", file.name, error)
        return ()


def _site(feature: object) -> Site | None:
    try:
        lon, lat = feature["geometry"]["coordinates"][:2]  # type: ignore[index]  # checked by the except below
        said = feature["properties"]  # type: ignore[index]
        place = LatLon(float(lat), float(lon))
        if not all(map(math.isfinite, place)):
            return None
        return Site(place, _number(said.get("maxspeed_kmh")), _number(said.get("bearing_deg")), str(said.get("kind")))
    except (TypeError, KeyError, ValueError, AttributeError):
        return None


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def along(route: Route, sites: Sequence[Site]) -> tuple[OnRoute, ...]:
    """Those that watch the route, in the order in which they are passed."""
    if not sites:
        return ()
    lats, lons = [point.lat_deg for point in route.points], [point.lon_deg for point in route.points]
    south, north = min(lats) - MARGIN_DEG, max(lats) + MARGIN_DEG
    west, east = min(lons) - MARGIN_DEG, max(lons) + MARGIN_DEG
    line, found = RouteLine(route), []
    for site in sites:
        if not (south <= site.place.lat_deg <= north and west <= site.place.lon_deg <= east):
            continue
        feet = [
            foot
            for foot in line.near(site.place, BESIDE_M)
            if foot.gap_m <= BESIDE_M
            and (site.bearing_deg is None or turn_deg(site.bearing_deg, foot.course_deg) <= SAME_WAY_DEG)
        ]
        if feet:
            nearest = min(feet, key=lambda foot: foot.gap_m)
            found.append(OnRoute(nearest.at_m, site.limit_kmh, site.kind))
    return tuple(sorted(found, key=lambda camera: camera.at_m))


def ahead(cameras: Sequence[OnRoute], at_m: float, speed_mps: float) -> tuple[int, Camera] | None:
    """The next camera, with its number, once it is near enough to be told."""
    reach_m = min(MOST_AHEAD_M, max(LEAST_AHEAD_M, AHEAD_S * speed_mps))
    for index, camera in enumerate(cameras):
        if at_m < camera.at_m <= at_m + reach_m:
            return index, Camera(camera.at_m - at_m, camera.limit_kmh, camera.kind)
    return None
