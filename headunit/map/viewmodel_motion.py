"""What moves on a map: the camera and the car, brought to the present for each picture.

Knows the car by `Vehicle`, or until somebody publishes that by the receiver's own `PositionState`.
"""

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.kernel.clock import Clock
from headunit.kernel.geodesy import Bounds, LatLon
from headunit.map.camera import NO_PADDING, Padding, Projection, Viewport, fitted_bounds, metres_per_pixel
from headunit.map.follow import CameraMan
from headunit.map.glide import Glide, Gliding
from headunit.map.state import Camera, Vehicle
from headunit.map.viewmodel_scene import MapScene
from headunit.position.state import PositionState

QML_IMPORT_NAME = "headunit.map"
QML_IMPORT_MAJOR_VERSION = 1

#: Where the world is looked at without a region and without a car.
NOWHERE = Camera(LatLon(47.14, 9.52), 9.0)
#: Before the first picture has a size.
_SOME_VIEW = Viewport(1280, 720)


@QmlElement
@QmlUncreatable("made by a map's view model")
class MapMotion(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`framed`: the picture has moved. `movingChanged`: pictures are to be made, or not any more."""

    framed = Signal()
    movingChanged = Signal()

    def __init__(self, scene: MapScene, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._scene, self._clock = scene, clock
        self.man = CameraMan(NOWHERE, Viewport(1, 1))
        self.man.instant = scene.tiles.virtual
        self._glide = Glide()
        self.drawn: Gliding | None = None
        self.certain_place = False
        self.accuracy_m = 0.0
        self._told = False  # somebody publishes Vehicle
        self._moving = False
        self._pose: list[float] = [0.0] * 11
        self._car = (0.0, 0.0, 0.0)

    # The car.

    def drive(self, vehicle: Vehicle) -> None:
        """The car, as navigation believes it."""
        self._told = True
        self._take(vehicle)

    def place(self, position: PositionState) -> None:
        """The receiver's word: how exact it is; and where the car is, until somebody tells it better."""
        fix = position.usable
        self.accuracy_m = 0.0 if fix is None or fix.eph_m is None else fix.eph_m
        if self._told:
            return
        there = None if fix is None or fix.lat_deg is None or fix.lon_deg is None else LatLon(fix.lat_deg, fix.lon_deg)
        at = position.at if position.fix is None else position.fix.at
        speed = 0.0 if fix is None or fix.speed_mps is None else fix.speed_mps
        self._take(Vehicle(at, there, None if fix is None else fix.track_deg, speed, certain=there is not None))

    def _take(self, vehicle: Vehicle) -> None:
        self._glide.take(vehicle, self._clock.now())
        self.certain_place = vehicle.certain and vehicle.place is not None

    @property
    def known(self) -> bool:
        """Whether there is, or was, a place of the car."""
        return self._glide.known

    @property
    def car_px(self) -> tuple[float, float]:
        """Where the car is drawn."""
        return self._car[:2]

    # The picture.

    def look_at(self, bounds: Bounds) -> None:
        """A region is opened: show it, where the car does not say better."""
        if not self.known:
            view = self.man.view if self.man.view.width > 1 else _SOME_VIEW
            self.man.camera = fitted_bounds(bounds, view, self.man.padding if view is self.man.view else NO_PADDING)

    def resize(self, width: float, height: float, bounds: Bounds | None) -> None:
        """The picture has this size; with its first one a region is shown as a whole."""
        first = self.man.view.width <= 1
        self.man.resize(Viewport(width, height), self.man.padding)
        if first and bounds is not None:
            self.look_at(bounds)

    def cover(self, padding: Padding) -> None:
        """So much of each edge is covered."""
        self.man.resize(self.man.view, padding)

    def advance(self) -> bool:
        """Go on to the present. True where a later picture would differ though nothing is heard."""
        now = self._clock.now()
        self.drawn = self._glide.at(now) if self._glide.known else None
        self._scene.look(self.man.at(now, self.drawn))
        seen = self.seen()
        rows = seen.homography() * (seen.scale, seen.scale, 1.0)
        pose = [*rows.ravel().tolist(), seen.origin.x, seen.origin.y]
        car = self._car
        if self.drawn is not None:
            at = seen.screen(self.drawn.place)
            car = (at.x, at.y, (self.drawn.course_deg - seen.camera.bearing_deg) % 360)
        if pose != self._pose or car != self._car:
            self._pose, self._car = pose, car
            self.framed.emit()
        return self.man.restless() or self._glide.moving(now)

    def seen(self) -> Projection:
        """The picture as it is now."""
        return Projection(self.man.camera, self.man.view)

    def set_moving(self, moving: bool) -> None:
        """Whether the next picture would differ from this one."""
        if moving != self._moving:
            self._moving = moving
            self.movingChanged.emit()

    @Property(list, notify=framed)
    def pose(self) -> list[float]:
        """Rows of the matrix from (x - pose[9], y - pose[10]), a point of the world square, to pixels times w."""
        return self._pose

    @Property(float, notify=framed)
    def carX(self) -> float:
        """Where the car is drawn."""
        return self._car[0]

    @Property(float, notify=framed)
    def carY(self) -> float:
        """Where the car is drawn."""
        return self._car[1]

    @Property(float, notify=framed)
    def carRotation(self) -> float:
        """Its course on the map as it lies, before it is tilted: degrees clockwise from up."""
        return self._car[2]

    @Property(float, notify=framed)
    def accuracy(self) -> float:
        """Radius of the circle around the car, in pixels."""
        if self.drawn is None:
            return 0.0
        return self.accuracy_m / metres_per_pixel(self.drawn.place.lat_deg, self.man.camera.zoom)

    @Property(float, notify=framed)
    def bearing(self) -> float:
        """What is up."""
        return self.man.camera.bearing_deg

    @Property(float, notify=framed)
    def tiltAngle(self) -> float:
        """0 from above .. 60."""
        return self.man.camera.tilt_deg

    @Property(bool, notify=movingChanged)
    def moving(self) -> bool:
        """Whether the next picture would differ from this one."""
        return self._moving
