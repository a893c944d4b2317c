"""How the map is looked at: web Mercator, perspective, and what gestures do to a camera. Pure; knows no Qt, no tiles.

Three planes. *World*: web Mercator (EPSG:3857) as 0..1, x east, y south; the whole world is a square of side 1.
*Ground*: pixels at the camera's zoom around its centre, x east, y south. *Screen*: pixels from the top left corner.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headunit.kernel.geodesy import Bounds, LatLon
from headunit.map.state import MAX_TILT_DEG, MAX_ZOOM, MIN_ZOOM, Camera

#: Side of the world in pixels at zoom 0.
WORLD_PX = 256.0
#: Web Mercator ends where the world is square.
MAX_LAT_DEG = math.degrees(2 * math.atan(math.exp(math.pi)) - math.pi / 2)
#: Circumference of the equator of WGS 84 in metres.
EQUATOR_M = 2 * math.pi * 6378137.0
#: Distance of the eye from the middle of the picture, in heights of the picture: an opening angle of 36.87 degrees.
EYE_HEIGHTS = 1.5
#: No pixel is further from the eye than 1/HORIZON times its height over the middle: nothing is drawn beyond that.
HORIZON = 0.1
#: A tile shows this many pixels of the map at its own zoom, as is the custom for vector tiles.
TILE_PX = 512.0

type Floats = NDArray[np.float64]


class Point(NamedTuple):
    """Pixels of the screen, or units of a plane that the name tells."""

    x: float
    y: float


class TileId(NamedTuple):
    """A tile of the usual pyramid: y counts from the north."""

    z: int
    x: int
    y: int

    def parent(self) -> "TileId":
        """The tile that holds it, one zoom further out."""
        return TileId(self.z - 1, self.x // 2, self.y // 2)


@dataclass(frozen=True, slots=True)
class Viewport:
    """Size of the picture in (logical) pixels."""

    width: float
    height: float

    @property
    def middle(self) -> Point:
        """Where the camera's centre is seen."""
        return Point(self.width / 2, self.height / 2)

    @property
    def eye_px(self) -> float:
        """Distance of the eye from the middle of the picture, in pixels."""
        return EYE_HEIGHTS * self.height


def world(place: LatLon) -> Point:
    """A place in the world square. Latitudes beyond web Mercator's end count as its end."""
    sine = math.sin(math.radians(max(-MAX_LAT_DEG, min(MAX_LAT_DEG, place.lat_deg))))
    return Point(place.lon_deg / 360 + 0.5, 0.5 - math.atanh(sine) / (2 * math.pi))


def place(point: Sequence[float]) -> LatLon:
    """The place of a point of the world square. In plain floats: QML reads numpy's as nothing."""
    x, y = float(point[0]), float(point[1])
    return LatLon(math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y)))), (x - 0.5) * 360)


def world_of(lat_deg: Floats, lon_deg: Floats) -> Floats:
    """`world` for arrays: (N, 2)."""
    sine = np.sin(np.radians(np.clip(lat_deg, -MAX_LAT_DEG, MAX_LAT_DEG)))
    return np.stack((lon_deg / 360 + 0.5, 0.5 - np.arctanh(sine) / (2 * math.pi)), axis=-1)


def metres_per_pixel(lat_deg: float, zoom: float) -> float:
    """Length of one pixel on the ground."""
    return EQUATOR_M * math.cos(math.radians(lat_deg)) / (WORLD_PX * 2**zoom)


def sane(camera: Camera) -> Camera:
    """The nearest camera that is allowed: zoom and tilt in range, bearing 0..360, centre on the map."""
    centre = camera.centre
    return Camera(
        LatLon(max(-MAX_LAT_DEG, min(MAX_LAT_DEG, centre.lat_deg)), (centre.lon_deg + 180) % 360 - 180),
        max(MIN_ZOOM, min(MAX_ZOOM, camera.zoom)),
        camera.bearing_deg % 360,
        max(0.0, min(MAX_TILT_DEG, camera.tilt_deg)),
    )


class Projection:
    """One camera and one viewport: there and back again."""

    def __init__(self, camera: Camera, view: Viewport) -> None:
        self.camera, self.view = camera, view
        self.scale = WORLD_PX * 2**camera.zoom  # pixels of the world's side
        self.origin = world(camera.centre)
        bearing, tilt = math.radians(camera.bearing_deg), math.radians(camera.tilt_deg)
        self._cos, self._sin = math.cos(bearing), math.sin(bearing)
        self._cos_tilt, self._sin_tilt = math.cos(tilt), math.sin(tilt)

    def screen_of_world(self, point: Sequence[float]) -> Point:
        """Where a point of the world is seen. Points behind the eye come out as far away as the horizon allows."""
        east, south = (point[0] - self.origin.x) * self.scale, (point[1] - self.origin.y) * self.scale
        aside = east * self._cos + south * self._sin
        ahead = east * self._sin - south * self._cos
        eye = self.view.eye_px
        depth = max(eye * 0.01, eye + ahead * self._sin_tilt)
        middle = self.view.middle
        return Point(middle.x + aside * eye / depth, middle.y - ahead * self._cos_tilt * eye / depth)

    def screen(self, there: LatLon) -> Point:
        """Where a place is seen."""
        return self.screen_of_world(world(there))

    def screens(self, points: Floats) -> tuple[Floats, NDArray[np.bool_]]:
        """World points (N, 2) on the screen (N, 2), and which of them are in front of the eye."""
        offset = (points - np.array(self.origin)) * self.scale
        aside = offset[:, 0] * self._cos + offset[:, 1] * self._sin
        ahead = offset[:, 0] * self._sin - offset[:, 1] * self._cos
        eye = self.view.eye_px
        depth = eye + ahead * self._sin_tilt
        front = depth > eye * 0.01
        by = eye / np.where(front, depth, eye)
        middle = self.view.middle
        return np.stack((middle.x + aside * by, middle.y - ahead * self._cos_tilt * by), axis=-1), front

    def world(self, at: Sequence[float]) -> Point:
        """The point of the world under a pixel. Pixels above the horizon count as just below it."""
        middle, eye = self.view.middle, self.view.eye_px
        up = middle.y - at[1]
        ahead = up * eye / max(eye * HORIZON, eye * self._cos_tilt - up * self._sin_tilt)
        aside = (at[0] - middle.x) * (eye + ahead * self._sin_tilt) / eye
        east = aside * self._cos + ahead * self._sin
        south = aside * self._sin - ahead * self._cos
        return Point(self.origin.x + east / self.scale, self.origin.y + south / self.scale)

    def place(self, at: Sequence[float]) -> LatLon:
        """The place under a pixel."""
        return place(self.world(at))

    def corners(self) -> list[Point]:
        """The world points under the picture's corners: top left and on clockwise."""
        width, height = self.view.width, self.view.height
        return [self.world(at) for at in ((0, 0), (width, 0), (width, height), (0, height))]

    def matrix(self) -> Floats:
        """4x4, columns times (east, south, up, 1) in ground pixels -> OpenGL clip space (y up, depth -1..1).

        `up`: height over the ground in pixels, for buildings. Float64; cast after multiplying with a tile's offset.
        """
        eye, half_width, half_height = self.view.eye_px, self.view.width / 2, self.view.height / 2
        cos, sin, cos_tilt, sin_tilt = self._cos, self._sin, self._cos_tilt, self._sin_tilt
        aside = np.array((cos, sin, 0.0, 0.0)) * (eye / half_width)
        upward = np.array((sin * cos_tilt, -cos * cos_tilt, sin_tilt, 0.0)) * (eye / half_height)
        depth = np.array((sin * sin_tilt, -cos * sin_tilt, -cos_tilt, eye))
        near, far = eye * 0.05, eye * 20
        z = depth * ((far + near) / (far - near))
        z[3] -= 2 * far * near / (far - near)
        return np.stack((aside, upward, z, depth))

    def homography(self) -> Floats:
        """3x3, rows times (east, south, 1) in ground pixels -> screen pixels times w. For QTransform: transpose it."""
        eye, middle = self.view.eye_px, self.view.middle
        cos, sin, cos_tilt, sin_tilt = self._cos, self._sin, self._cos_tilt, self._sin_tilt
        depth = np.array((sin * sin_tilt, -cos * sin_tilt, eye))
        aside = np.array((cos, sin, 0.0)) * eye + depth * middle.x
        down = np.array((-sin * cos_tilt, cos * cos_tilt, 0.0)) * eye + depth * middle.y
        return np.stack((aside, down, depth))


def tile_zoom(zoom: float, least: int, most: int) -> int:
    """The zoom of the tiles that a camera zoom is drawn from."""
    return max(least, min(most, math.floor(zoom + 1e-6) - round(math.log2(TILE_PX / WORLD_PX))))


def visible_tiles(camera: Camera, view: Viewport, least: int, most: int, margin_px: float = 0.0) -> list[TileId]:
    """The tiles under the picture, the nearest to its middle first. `margin_px`: as if it were larger by that much."""
    seen = Projection(camera, view)
    right, bottom = view.width + margin_px, view.height + margin_px
    corners = [
        seen.world(at) for at in ((-margin_px, -margin_px), (right, -margin_px), (right, bottom), (-margin_px, bottom))
    ]
    z = tile_zoom(camera.zoom, least, most)
    side = 2**z
    quad = np.array(corners) * side
    low, high = np.floor(quad.min(axis=0)).astype(int), np.floor(quad.max(axis=0)).astype(int)
    low, high = np.clip(low, 0, side - 1), np.clip(high, 0, side - 1)
    xs, ys = np.meshgrid(np.arange(low[0], high[0] + 1), np.arange(low[1], high[1] + 1))
    tiles = np.stack((xs.ravel(), ys.ravel()), axis=-1)
    hit = np.ones(len(tiles), dtype=bool)
    # Separating axes of two convex shapes: the tile's sides are dealt with above, these are the quad's.
    for here, there in zip(quad, np.roll(quad, -1, axis=0), strict=True):
        along = there - here
        normal = np.array((-along[1], along[0]))  # into the quad: its corners go clockwise, y downwards
        best = tiles @ normal + np.maximum(normal, 0).sum()
        hit &= best >= here @ normal
    tiles = tiles[hit]
    middle = np.array(seen.origin) * side - 0.5
    order = np.argsort(np.hypot(*(tiles - middle).T), kind="stable")
    return [TileId(z, int(x), int(y)) for x, y in tiles[order]]


def ground_at(camera: Camera, view: Viewport, there: Sequence[float], at: Sequence[float]) -> Camera:
    """The camera moved so that the world point `there` is seen at the pixel `at`; nothing else changes."""
    seen = Projection(camera, view)
    under = seen.world(at)
    return sane(replace(camera, centre=place((seen.origin.x + there[0] - under.x, seen.origin.y + there[1] - under.y))))


def dragged(camera: Camera, view: Viewport, start: Sequence[float], end: Sequence[float]) -> Camera:
    """What was under the finger at `start` is under it at `end`."""
    return ground_at(camera, view, Projection(camera, view).world(start), end)


def turned(
    camera: Camera,
    view: Viewport,
    at: Sequence[float],
    *,
    zoom_by: float = 0.0,
    turn_by_deg: float = 0.0,
    tilt_by_deg: float = 0.0,
) -> Camera:
    """Zoomed, turned and tilted about the pixel `at`, whose ground stays where it is. `turn_by_deg`: of the picture,
    clockwise."""
    there = Projection(camera, view).world(at)
    moved = sane(
        Camera(
            camera.centre,
            camera.zoom + zoom_by,
            camera.bearing_deg - turn_by_deg,
            camera.tilt_deg + tilt_by_deg,
        )
    )
    return ground_at(moved, view, there, at)


class Padding(NamedTuple):
    """Pixels of the picture's edges that are covered."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


NO_PADDING = Padding()


def fitted(places: Sequence[LatLon], view: Viewport, padding: Padding, max_zoom: float = 17.0) -> Camera:
    """North up and flat, all of `places` (one or more) between the paddings."""
    points = np.array([world(one) for one in places])
    low, high = points.min(axis=0), points.max(axis=0)
    room = (
        max(1.0, view.width - padding.left - padding.right),
        max(1.0, view.height - padding.top - padding.bottom),
    )
    span = np.maximum((high - low) * WORLD_PX, 1e-12)
    zoom = min(max_zoom, math.log2(room[0] / span[0]), math.log2(room[1] / span[1]))
    flat = sane(Camera(place((low + high) / 2), zoom))
    return ground_at(flat, view, (low + high) / 2, (padding.left + room[0] / 2, padding.top + room[1] / 2))


def fitted_bounds(bounds: Bounds, view: Viewport, padding: Padding = NO_PADDING) -> Camera:
    """The same for a box."""
    return fitted((LatLon(bounds.south, bounds.west), LatLon(bounds.north, bounds.east)), view, padding)


def shortest_turn(start_deg: float, end_deg: float) -> float:
    """How far to turn from one bearing to the other: -180 < turn <= 180, clockwise positive."""
    return 180 - (180 - (end_deg - start_deg)) % 360


def eased(share: float) -> float:
    """Out-cubic: fast from the finger, gentle to the end. 0..1 -> 0..1."""
    return 1 - (1 - max(0.0, min(1.0, share))) ** 3


class Flight:
    """From one camera to another along the path that looks smoothest.

    The path through place and zoom is van Wijk and Nuij's (Smooth and efficient zooming and panning, InfoVis 2003):
    far away it rises first, so that the ground never rushes by. Bearing takes the shorter way round.
    """

    #: Van Wijk's rho: how much zooming is preferred to panning; sqrt(2) is what people liked best.
    RHO = 1.42

    def __init__(self, start: Camera, end: Camera, view: Viewport) -> None:
        self.start, self.end = start, end
        self._from, self._to = world(start.centre), world(end.centre)
        self._width = view.width / (WORLD_PX * 2**start.zoom)
        last = view.width / (WORLD_PX * 2**end.zoom)
        self._distance = math.dist(self._from, self._to)
        self._plain = self._distance < self._width * 1e-3
        rho2 = self.RHO**2
        if self._plain:
            self._r0 = 0.0
            self._length = abs(math.log(last / self._width)) / self.RHO
            return
        d, w0, w1 = self._distance, self._width, last
        b0 = (w1**2 - w0**2 + rho2**2 * d**2) / (2 * w0 * rho2 * d)
        b1 = (w1**2 - w0**2 - rho2**2 * d**2) / (2 * w1 * rho2 * d)
        self._r0, r1 = -math.asinh(b0), -math.asinh(b1)
        self._length = (r1 - self._r0) / self.RHO

    @property
    def seconds(self) -> float:
        """A calm time for it: 0.25 for a nudge, 2 at most."""
        turn = abs(shortest_turn(self.start.bearing_deg, self.end.bearing_deg))
        return max(0.25, min(2.0, 0.25 + 0.35 * abs(self._length), 0.25 + 0.35 * abs(self._length) + turn / 360))

    def at(self, share: float) -> Camera:
        """The camera after `share` (0..1) of the flight's time; eased. Exactly `end` at 1."""
        if share >= 1:
            return self.end
        by = eased(share)
        turn = shortest_turn(self.start.bearing_deg, self.end.bearing_deg)
        bearing = (self.start.bearing_deg + by * turn) % 360
        tilt = self.start.tilt_deg + by * (self.end.tilt_deg - self.start.tilt_deg)
        if self._plain:
            zoom = self.start.zoom + by * (self.end.zoom - self.start.zoom)
            along = by
        else:
            s = by * self._length
            r = self.RHO * s + self._r0
            width_by = math.cosh(self._r0) / math.cosh(r)
            zoom = self.start.zoom - math.log2(width_by)
            moved = self._width * (math.cosh(self._r0) * math.tanh(r) - math.sinh(self._r0)) / self.RHO**2
            along = moved / self._distance
        centre = (
            self._from.x + along * (self._to.x - self._from.x),
            self._from.y + along * (self._to.y - self._from.y),
        )
        return sane(Camera(place(centre), zoom, bearing, tilt))
