"""What fingers, wheel and keys do to a map's camera. Pixels are the map's own.

Knows what lies under a finger (pins, lines with a key), not what a touch on it means: that is the owner's business.
"""

import itertools
import math
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.kernel.clock import Clock
from headunit.map.camera import Projection
from headunit.map.follow import CameraMan
from headunit.map.pinch import Pinch
from headunit.map.state import Follow, LineKind, Overlay, Pin

QML_IMPORT_NAME = "headunit.map"
QML_IMPORT_MAJOR_VERSION = 1

#: A finger hits a pin or a line within this far (pixels): half a gloved finger.
PIN_PX, LINE_PX = 44.0, 36.0
#: The middle of a pin's body over its tip, in steps of the smallest type.
PIN_BODY = 1.3


@QmlElement
@QmlUncreatable("made by a map's view model")
class MapFingers(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`moved`: the camera is to be looked at again."""

    moved = Signal()
    picked = Signal(float, float)  # a long press: latitude and longitude in degrees
    touchedPin = Signal(str)
    touchedLine = Signal(str)
    tapped = Signal()  # on nothing

    def __init__(self, man: CameraMan, clock: Clock, step_px: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self._man, self._clock, self._step_px = man, clock, step_px
        self._pinch: Pinch | None = None
        self.overlay = Overlay()

    def _seen(self) -> Projection:
        return Projection(self._man.camera, self._man.view)

    @Slot(bool)
    def hold(self, held: bool) -> None:
        """A finger has come, or the last one has gone."""
        self._man.hold(held, self._clock.now())
        self._pinch = None

    @Slot(float, float, float, float)
    def drag(self, from_x: float, from_y: float, to_x: float, to_y: float) -> None:
        """One finger moves the ground."""
        self._man.drag((from_x, from_y), (to_x, to_y), self._clock.now())
        self.moved.emit()

    @Slot(float, float, float, float)
    def fling(self, x: float, y: float, velocity_x: float, velocity_y: float) -> None:
        """It left while it was moving (pixels a second)."""
        if self._man.mode is Follow.FREE:
            self._man.fling((x, y), (velocity_x, velocity_y), self._clock.now())
            self.moved.emit()

    @Slot(float, float, float, float)
    def pinch(self, x: float, y: float, scale: float, rotation_deg: float) -> None:
        """Two fingers around a point; scale and clockwise rotation since they came."""
        if self._pinch is None:
            self._pinch = Pinch((x, y))
        meant, now = self._pinch.move((x, y), scale, rotation_deg), self._clock.now()
        if self._man.mode is Follow.FREE and meant.before != meant.at:
            self._man.drag(meant.before, meant.at, now)
        if meant.zoom_by or meant.turn_by_deg or meant.tilt_by_deg:
            self._man.turn(meant.at, meant.zoom_by, meant.turn_by_deg, meant.tilt_by_deg, now)
        self.moved.emit()

    @Slot(float, float, float)
    def wheel(self, x: float, y: float, zoom_by: float) -> None:
        """The mouse's wheel over a point."""
        self._man.turn((x, y), zoom_by, 0.0, 0.0, self._clock.now())
        self.moved.emit()

    @Slot(float, float, float)
    def zoomAt(self, x: float, y: float, by: float) -> None:
        """A double tap."""
        self._man.zoom(by, self._clock.now(), (x, y))
        self.moved.emit()

    @Slot(float)
    def zoom(self, by: float) -> None:
        """A button or a key."""
        self._man.zoom(by, self._clock.now())
        self.moved.emit()

    @Slot(float, float)
    def pan(self, x: float, y: float) -> None:
        """An arrow key: look so many pixels further."""
        middle = self._man.view.middle
        self._man.drag(middle, (middle.x - x, middle.y - y), self._clock.now())
        self.moved.emit()

    @Slot()
    def compass(self) -> None:
        """Heading up and north up in turns; a free map turns north."""
        self._man.look_north(self._clock.now())
        self.moved.emit()

    @Slot()
    def centre(self) -> None:
        """Back to the car."""
        self._man.centre(self._clock.now())
        self.moved.emit()

    @Slot()
    def overview(self) -> None:
        """The whole route, or back from there to the car."""
        if self._man.mode is Follow.OVERVIEW:
            self.centre()
        else:
            self.follow(Follow.OVERVIEW.value)

    @Slot(bool)
    def tilt(self, tilted: bool) -> None:
        """From behind the car, or from above."""
        self._man.tilt(tilted, self._clock.now())
        self.moved.emit()

    @Slot(str)
    def follow(self, mode: str) -> None:
        """A `Follow` value."""
        self._man.follow(Follow(mode), self._clock.now())
        self.moved.emit()

    @Slot(float, float)
    def press(self, x: float, y: float) -> None:
        """A long press."""
        self.picked.emit(*self._seen().place((x, y)))

    @Slot(float, float)
    def touch(self, x: float, y: float) -> None:
        """A tap: on a pin, on a line that has a key, or on nothing."""
        pin = self.pin_at(x, y)
        line = "" if pin is not None else self.line_at(x, y)
        if pin is not None:
            self.touchedPin.emit(pin.key)
        elif line:
            self.touchedLine.emit(line)
        else:
            self.tapped.emit()

    def pin_at(self, x: float, y: float) -> Pin | None:
        """The pin whose body (above its tip) is nearest to a pixel, within a finger's reach."""
        seen, up = self._seen(), PIN_BODY * self._step_px()
        best, nearest = None, PIN_PX
        for pin in self.overlay.pins:
            at = seen.screen(pin.at)
            off = math.hypot(at.x - x, at.y - up - y)
            if off <= nearest:
                best, nearest = pin, off
        return best

    def line_at(self, x: float, y: float) -> str:
        """The key of the nearest route or alternative within reach, or ""."""
        seen = self._seen()
        best, nearest = "", LINE_PX
        for line in self.overlay.lines:
            if line.key and line.kind in {LineKind.ALTERNATIVE, LineKind.ROUTE}:
                points = [seen.screen(at) for at in line.points]
                for one, other in itertools.pairwise(points):
                    off = from_piece((x, y), one, other)
                    if off < nearest:
                        best, nearest = line.key, off
        return best


def from_piece(at: tuple[float, float], one: tuple[float, float], other: tuple[float, float]) -> float:
    """Distance of a point from a piece of a line."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    square = dx * dx + dy * dy
    share = 0.0 if square == 0 else max(0.0, min(1.0, ((at[0] - one[0]) * dx + (at[1] - one[1]) * dy) / square))
    return math.hypot(one[0] + share * dx - at[0], one[1] + share * dy - at[1])
