"""The style's table as the shaders read it: one vec4 a row, for one palette and one zoom. Knows no Qt."""

import functools
import math
from collections.abc import Callable
from typing import Final

import numpy as np

from headunit.map.camera import Floats
from headunit.map.palette import PALETTES, rgb
from headunit.map.state import MAX_ZOOM, MIN_ZOOM
from headunit.map.style import MOST_ROWS, PAINTS, Kind, Paint

#: Zoom is taken in such steps: widths then differ by less than a hundredth from the true ones.
STEPS: Final = 64
#: What appears at a zoom is fully there so much later.
_FADE_ZOOMS: Final = 0.35
_FIRST_STEP: Final = round(MIN_ZOOM * STEPS)
_LAST_STEP: Final = round(MAX_ZOOM * STEPS)
#: In the shader's second number: not drawn.
_HIDDEN: Final = -1.0
_AREA, _ARROWS = -1.0, -2.0


@functools.lru_cache(maxsize=256)
def block(palette: str, zoom_step: int) -> bytes:
    """float32 (MOST_ROWS, 4) at zoom `zoom_step` / STEPS: colour as 0xRRGGBB; half the width in pixels, or -1 for
    hidden; dash on * 8, or -1 for an area, -2 for arrows; dash off * 8 * 256 + alpha 0..255."""
    zoom_step = max(_FIRST_STEP, min(_LAST_STEP, zoom_step))
    zoom = zoom_step / STEPS
    first, last = _zooms()
    visible = (first <= zoom) & (zoom <= last)
    # What appears fades in.
    alpha = _alphas() * np.clip(0.15 + (zoom - first) / _FADE_ZOOMS, 0.0, 1.0)
    rows = np.empty((MOST_ROWS, 4), np.float32)
    rows[:, 0] = _colours(palette)
    rows[:, 1] = np.where(visible, _half_widths()[zoom_step - _FIRST_STEP], _HIDDEN)
    rows[:, 2] = _DASHES[:, 0]
    rows[:, 3] = _DASHES[:, 1] * 256 + np.rint(255 * alpha)
    return rows.tobytes()


@functools.cache
def _zooms() -> tuple[Floats, Floats]:
    """First and last of each row; rows that are not in use are never seen."""
    return _column(lambda paint: paint.zooms[0], np.inf), _column(lambda paint: paint.zooms[1], -np.inf)


@functools.cache
def _alphas() -> Floats:
    return _column(lambda paint: paint.alpha, 0.0)


@functools.cache
def _colours(palette: str) -> Floats:
    def packed(paint: Paint) -> float:
        red, green, blue = (round(255 * part) for part in rgb(PALETTES[palette][paint.colour]))
        return float(red * 65536 + green * 256 + blue)

    return _column(packed, 0.0)


@functools.cache
def _half_widths() -> Floats:
    """Of all rows at all steps: (steps, MOST_ROWS)."""
    steps = np.arange(_FIRST_STEP, _LAST_STEP + 1) / STEPS
    widths = np.zeros((MOST_ROWS, len(steps)))
    for row, paint in enumerate(PAINTS):
        if paint.width:  # as Paint.width_px reckons it, for all zooms at once
            zooms, pixels = zip(*paint.width, strict=True)
            widths[row] = np.exp(np.interp(steps, zooms, np.log(pixels))) / 2
    return np.ascontiguousarray(widths.T)


def _column(of: Callable[[Paint], float], else_: float) -> Floats:
    return np.array([*map(of, PAINTS), *[else_] * (MOST_ROWS - len(PAINTS))])


def whole_zoom_share(zoom: float) -> float:
    """Pixels at the last whole zoom to one at `zoom`: dashes grow with the map until the next whole zoom."""
    return math.pow(2.0, math.floor(zoom) - zoom)


def _dash(paint: Paint) -> tuple[float, float]:
    on, off = paint.dash or (0.0, 0.0)
    return {Kind.AREA: _AREA, Kind.ARROWS: _ARROWS}.get(paint.kind, round(on * 8)), round(off * 8)


_DASHES: Final = np.array([*map(_dash, PAINTS), *[(0.0, 0.0)] * (MOST_ROWS - len(PAINTS))])
