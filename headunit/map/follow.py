"""Who holds the camera: the car, the whole route, or a finger. Pure; knows no Qt, no tiles, no board.

Times are Clock.now() in seconds, pixels are logical, the clear part is what no card or banner covers.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace

from headunit.kernel.geodesy import LatLon
from headunit.map.camera import (
    Flight,
    Padding,
    Viewport,
    dragged,
    fitted,
    ground_at,
    metres_per_pixel,
    sane,
    turned,
    world,
)
from headunit.map.glide import Gliding
from headunit.map.state import Camera, Follow

#: A map that a finger has moved follows the car again after so long of driving (s), at more than this speed (m/s).
BACK_AFTER_S = 20.0
DRIVING_MPS = 1.5
#: A zoom chosen by hand holds for as long.
BY_HAND_S = 20.0
#: Speed (m/s) and the zoom that shows half a minute of road at it; between them interpolated. After OsmAnd and
#: Organic Maps, which come to much the same.
BY_SPEED = ((0.0, 17.0), (8.0, 17.0), (14.0, 16.5), (22.0, 16.0), (28.0, 15.4), (36.0, 14.8))
CLOSEST_ZOOM = 18.2
#: The road to the next maneuver takes this share of the picture's height.
TO_MANEUVER = 0.5
#: Maneuvers further away than this do not matter yet (m).
MANEUVER_M = 1200.0
#: Automatic zoom follows what it should be with this time constant (s), and rests when it is this close.
ZOOM_TAU_S, ZOOM_REST = 1.2, 0.02
#: Tilt when the driver has chosen the view from behind the car.
TILT_DEG = 48.0
#: A finger that leaves faster than this (pixels a second) flings the map as far as it would go in this time (s).
FLING_PX_S, FLING_S = 200.0, 0.18
#: Where the car is in the clear part, from its top: heading up in the lower third, else in the middle.
LOW, MIDDLE = 0.72, 0.5


def zoom_by_speed(speed_mps: float) -> float:
    """The zoom that suits a speed."""
    for (slow, near), (fast, far) in itertools.pairwise(BY_SPEED):
        if speed_mps <= fast:
            return near + (far - near) * max(0.0, speed_mps - slow) / (fast - slow)
    return BY_SPEED[-1][1]


def wanted_zoom(speed_mps: float, to_maneuver_m: float | None, lat_deg: float, height_px: float) -> float:
    """Zoom for the road ahead: by speed, closer where a maneuver comes near, so that it is seen large and in time."""
    zoom = zoom_by_speed(speed_mps)
    if to_maneuver_m is None or to_maneuver_m > MANEUVER_M:
        return zoom
    pixels = max(1.0, TO_MANEUVER * height_px)
    fits = math.log2(metres_per_pixel(lat_deg, 0.0) * pixels / max(20.0, to_maneuver_m))
    return max(zoom, min(CLOSEST_ZOOM, fits))


class CameraMan:
    """Holds the one camera of a map. `at` moves it on to a later time."""

    def __init__(self, start: Camera, view: Viewport) -> None:
        self.camera = sane(start)
        self.view = view
        self.padding = Padding()
        self.mode = Follow.HEADING_UP
        self.tilted = False
        self.to_maneuver_m: float | None = None
        self.route: tuple[LatLon, ...] = ()
        #: Flights take no time: where the clock stands they would never arrive.
        self.instant = False
        self._home = Follow.HEADING_UP  # where FREE and OVERVIEW go back to
        self._flight: tuple[Flight, float] | None = None
        self._fitted: tuple[LatLon, ...] = ()  # what is flown to
        self._held = False
        self._touched_at = -math.inf
        self._zoom_by_hand: float | None = None
        self._zoomed_at = -math.inf
        self._zoom: float | None = None
        self._wanted = 0.0
        self._at = -math.inf
        self._started = False

    # The picture.

    def resize(self, view: Viewport, padding: Padding) -> None:
        """The picture has another size or another clear part. The middle of it stays where it is, but what is being
        flown to comes into the part that is clear now: the card that tells of it may have come after the wish.
        """
        changed = (view, padding) != (self.view, self.padding)
        self.view, self.padding = view, padding
        if changed and self._fitted and self._flight is not None:
            flight, begun = self._flight
            self._flight = (Flight(flight.start, sane(fitted(self._fitted, view, self._roomy())), view), begun)

    @property
    def clear(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of what is not covered."""
        left, top, right, bottom = self.padding
        return left, top, max(1.0, self.view.width - left - right), max(1.0, self.view.height - top - bottom)

    @property
    def anchor(self) -> tuple[float, float]:
        """The pixel that the car is held at."""
        left, top, width, height = self.clear
        return left + width / 2, top + height * (LOW if self.mode is Follow.HEADING_UP else MIDDLE)

    # What moves it by itself.

    def at(self, now: float, car: Gliding | None) -> Camera:
        """The camera at `now`, with the car as it is drawn then. Times go forward."""
        seconds = 0.0 if self._at == -math.inf else max(0.0, now - self._at)
        self._at = now
        driving = car is not None and car.speed_mps > DRIVING_MPS
        if self.mode is Follow.FREE and driving and not self._held and now - self._touched_at > BACK_AFTER_S:
            self.follow(self._home, now)
        if self._zoom_by_hand is not None and driving and now - self._zoomed_at > BY_HAND_S:
            self._zoom_by_hand = None
        target = self._target(car, seconds)
        if not self._started and car is not None and self.mode is not Follow.FREE:
            self._started, self._flight = True, None  # the first picture is where the car is, without a flight
        if self._flight is not None:
            flight, begun = self._flight
            share = 1.0 if self.instant else (now - begun) / flight.seconds
            if share >= 1:
                self._flight = None
                self.camera = target or flight.end
            else:
                way = flight if target is None else Flight(flight.start, target, self.view)
                self.camera = way.at(share)
        elif target is not None:
            self.camera = target
        return self.camera

    def _target(self, car: Gliding | None, seconds: float) -> Camera | None:
        """Where the mode wants the camera; None where it leaves it alone."""
        if self.mode is Follow.FREE:
            return None
        tilt = TILT_DEG if self.tilted else 0.0
        if self.mode is Follow.OVERVIEW:
            places = self.route if car is None else (*self.route, car.place)
            return fitted(places, self.view, self._roomy()) if places else None
        if car is None:
            return None
        wanted = wanted_zoom(car.speed_mps, self.to_maneuver_m, car.place.lat_deg, self.clear[3])
        if self._zoom is None or self._zoom_by_hand is not None:
            self._zoom = wanted if self._zoom_by_hand is None else self._zoom_by_hand
        elif abs(wanted - self._zoom) > ZOOM_REST:
            self._zoom += (wanted - self._zoom) * (1 - math.exp(-seconds / ZOOM_TAU_S))
        self._wanted = wanted if self._zoom_by_hand is None else self._zoom_by_hand
        bearing = car.course_deg if self.mode is Follow.HEADING_UP else 0.0
        camera = sane(Camera(car.place, self._zoom, bearing, tilt))
        return ground_at(camera, self.view, world(car.place), self.anchor)

    def _roomy(self) -> Padding:
        """The clear part without its rim, where pins would be cut."""
        left, top, width, height = self.clear
        rim_x, rim_y = width * 0.08, height * 0.1
        return Padding(
            left + rim_x,
            top + rim_y,
            self.view.width - left - width + rim_x,
            self.view.height - top - height + rim_y,
        )

    def restless(self) -> bool:
        """Whether a later picture would differ though the car stands."""
        zooming = (
            self.mode in {Follow.HEADING_UP, Follow.NORTH_UP}
            and self._zoom is not None
            and abs(self._wanted - self._zoom) > ZOOM_REST
        )
        return self._flight is not None or zooming

    # Wishes.

    def _fly(self, now: float, end: Camera | None = None) -> None:
        self._flight = (Flight(self.camera, end or self.camera, self.view), now)

    def follow(self, mode: Follow, now: float) -> None:
        """Change what the camera does by itself; it flies there."""
        if mode in {Follow.HEADING_UP, Follow.NORTH_UP}:
            self._home = mode
            if self.mode is Follow.FREE:
                self._zoom_by_hand = None
        self.mode, self._fitted = mode, ()
        self._touched_at = now
        self._fly(now)

    def centre(self, now: float) -> None:
        """Back to the car, as it was followed before."""
        self.follow(self._home, now)

    def tilt(self, tilted: bool, now: float) -> None:
        """Seen from behind the car, or from straight above."""
        self.tilted = tilted
        angle = TILT_DEG if tilted and self.mode is not Follow.OVERVIEW else 0.0
        self._fly(now, replace(self.camera, tilt_deg=angle))

    def fly_to(self, end: Camera, now: float) -> None:
        """Look somewhere else."""
        self._free(now)
        self._fly(now, sane(end))

    def fit(self, places: Sequence[LatLon], now: float) -> None:
        """Look at all of these."""
        if places:
            self.fly_to(fitted(places, self.view, self._roomy()), now)
            self._fitted = tuple(places)

    def look_north(self, now: float) -> None:
        """What the compass does: heading up and north up take turns; a free map turns to the north."""
        if self.mode is Follow.FREE:
            self._touched_at = now
            self._fly(now, turned(self.camera, self.view, self._middle(), turn_by_deg=self.camera.bearing_deg))
        else:
            self.follow(Follow.NORTH_UP if self.mode is Follow.HEADING_UP else Follow.HEADING_UP, now)

    def _middle(self) -> tuple[float, float]:
        left, top, width, height = self.clear
        return left + width / 2, top + height / 2

    def _free(self, now: float) -> None:
        self.mode = Follow.FREE
        self._touched_at = now
        self._flight, self._fitted = None, ()

    # Fingers.

    def hold(self, held: bool, now: float) -> None:
        """Whether a finger is on the map: it does not fly away from under it."""
        self._held = held
        self._touched_at = now

    def drag(self, start: tuple[float, float], end: tuple[float, float], now: float) -> None:
        """The ground follows the finger."""
        self._free(now)
        self.camera = dragged(self.camera, self.view, start, end)

    def fling(self, at: tuple[float, float], velocity: tuple[float, float], now: float) -> None:
        """The finger left while it was moving (pixels a second): the map glides out, out-cubic, in half a second."""
        if math.hypot(*velocity) < FLING_PX_S:
            return
        most = self.view.height
        by = max(-most, min(most, velocity[0] * FLING_S)), max(-most, min(most, velocity[1] * FLING_S))
        self._fly(now, dragged(self.camera, self.view, at, (at[0] + by[0], at[1] + by[1])))

    def turn(self, at: tuple[float, float], zoom_by: float, turn_by_deg: float, tilt_by_deg: float, now: float) -> None:
        """Two fingers: zoom, turn, tilt about the point between them. Zoom alone does not end following."""
        if turn_by_deg or tilt_by_deg or self.mode is Follow.OVERVIEW:
            self._free(now)
        if self.mode is Follow.FREE:
            self._touched_at, self._flight = now, None
            self.camera = turned(
                self.camera, self.view, at, zoom_by=zoom_by, turn_by_deg=turn_by_deg, tilt_by_deg=tilt_by_deg
            )
        else:
            self._by_hand(self.camera.zoom + zoom_by, now)

    def _by_hand(self, zoom: float, now: float) -> None:
        self._zoom_by_hand = sane(replace(self.camera, zoom=zoom)).zoom
        self._zoomed_at = now

    def zoom(self, by: float, now: float, at: tuple[float, float] | None = None) -> None:
        """A step of the buttons, the keys or a double tap: flown, about `at`, else about the car or the middle."""
        begun = self._flight[0].end if self._flight is not None else self.camera
        if self.mode in {Follow.HEADING_UP, Follow.NORTH_UP}:
            base = self._zoom_by_hand if self._zoom_by_hand is not None else self.camera.zoom
            self._fly(now)
            self._by_hand(round((base + by) * 2) / 2, now)
            return
        self._free(now)
        about = at or self._middle()
        self._fly(now, turned(replace(begun, centre=begun.centre), self.view, about, zoom_by=by))
