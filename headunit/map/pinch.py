"""What two fingers mean: zoom and turn, or tilt. Pure: positions in pixels, scale and rotation since the start."""

import math
from dataclasses import dataclass

#: Before one of these is passed nothing is meant: fingers tremble, and a glove is wide.
ZOOM_FROM = 0.08  # of the distance between the fingers
TURN_FROM_DEG = 12.0
TILT_FROM_PX = 24.0
#: So many pixels up or down are a degree of tilt.
PX_PER_TILT_DEG = 5.0
#: Fingers that turn while they zoom must mean it.
TURN_WHILE_ZOOMING_DEG = 20.0


@dataclass(frozen=True, slots=True)
class Meant:
    """What to do now, since the last time. `moved`: the point between the fingers went from `before` to `at`."""

    before: tuple[float, float]
    at: tuple[float, float]
    zoom_by: float = 0.0
    turn_by_deg: float = 0.0
    tilt_by_deg: float = 0.0


class Pinch:
    """One gesture, from the second finger's touch to its leaving."""

    def __init__(self, at: tuple[float, float]) -> None:
        self._start = self._last = at
        self._zoom = self._rotation_deg = self._tilt = 0.0
        self.zooming = self.turning = self.tilting = False

    def move(self, at: tuple[float, float], scale: float, rotation_deg: float) -> Meant:
        """The fingers are elsewhere. `scale` > 0, `rotation_deg` clockwise: both since the start."""
        zoom = math.log2(max(1e-3, scale))
        if not self.tilting:
            if not self.zooming and abs(zoom) > math.log2(1 + ZOOM_FROM):
                self.zooming, self._zoom = True, zoom
            enough_deg = TURN_WHILE_ZOOMING_DEG if self.zooming else TURN_FROM_DEG
            if not self.turning and abs(rotation_deg) > enough_deg:
                self.turning, self._rotation_deg = True, rotation_deg
        if not (self.zooming or self.turning or self.tilting) and abs(at[1] - self._start[1]) > TILT_FROM_PX:
            self.tilting, self._tilt = True, at[1]
        before, self._last = self._last, at
        if self.tilting:
            by, self._tilt = (self._tilt - at[1]) / PX_PER_TILT_DEG, at[1]
            return Meant(at, at, tilt_by_deg=by)
        zoom_by = zoom - self._zoom if self.zooming else 0.0
        turn_by = rotation_deg - self._rotation_deg if self.turning else 0.0
        if self.zooming:
            self._zoom = zoom
        if self.turning:
            self._rotation_deg = rotation_deg
        return Meant(before, at, zoom_by, turn_by)
