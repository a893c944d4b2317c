"""Lines and areas over the map, drawn with QPainter for the view in software; the look is that of style.PAINTS."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter

from headunit.map.camera import Projection, world_of
from headunit.map.palette import Palette
from headunit.map.raster_tile import path_of, pen_of
from headunit.map.state import LineKind, Overlay
from headunit.map.style import PAINTS, ROW, Paint

#: Pieces further outside the picture than this are left out (pixels).
MARGIN_PX = 60.0
#: The lowest first: the route lies over what could have been the route.
ORDER = (LineKind.RANGE, LineKind.DRIVEN, LineKind.TRAFFIC, LineKind.ALTERNATIVE, LineKind.ROUTE)
#: Lines that say how the traffic flows.
FLOWING = {LineKind.TRAFFIC, LineKind.ROUTE}
FLOWS = ((1, "route.slow"), (2, "route.jam"), (3, "route.closed"))

type Points = NDArray[np.float64]


def runs(points: Points, keep: NDArray[np.bool_]) -> Iterator[Points]:
    """The stretches of a line (N points) whose pieces (N - 1) are kept."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], keep, [False])).astype(np.int8)))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        yield points[start : end + 1]


class OverlayLines:
    """The lines of one overlay, ready to be drawn from any camera."""

    def __init__(self, overlay: Overlay) -> None:
        self._lines = [
            (line, world_of(np.array([at[0] for at in line.points]), np.array([at[1] for at in line.points])))
            for kind in ORDER
            for line in overlay.lines
            if line.kind is kind and len(line.points) > 1
        ]

    def draw(self, painter: QPainter, seen: Projection, palette: Palette) -> None:
        """Draw them."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line, points in self._lines:
            at, front = seen.screens(points)
            if line.kind is LineKind.RANGE:
                self._area(painter, at, front, palette)
                continue
            keep = self._near(at, front, seen)
            for name in self._names(line.kind):
                self._stroke(painter, list(runs(at, keep)), PAINTS[ROW[name]], seen.camera.zoom, palette)
            flow = np.array(line.flow, np.int8) if len(line.flow) == len(points) - 1 else None
            if line.kind in FLOWING and flow is not None:
                for value, name in FLOWS:
                    some = list(runs(at, keep & (flow == value)))
                    self._stroke(painter, some, PAINTS[ROW[name]], seen.camera.zoom, palette)

    @staticmethod
    def _names(kind: LineKind) -> tuple[str, ...]:
        if kind is LineKind.TRAFFIC:
            return ()
        return ("driven",) if kind is LineKind.DRIVEN else (f"{kind.value}.edge", kind.value)

    @staticmethod
    def _near(at: Points, front: NDArray[np.bool_], seen: Projection) -> NDArray[np.bool_]:
        """Which pieces could touch the picture."""
        low, high = np.minimum(at[:-1], at[1:]), np.maximum(at[:-1], at[1:])
        size = np.array((seen.view.width, seen.view.height))
        near = (high >= -MARGIN_PX).all(axis=1) & (low <= size + MARGIN_PX).all(axis=1)
        return np.asarray(near & front[:-1] & front[1:])

    @staticmethod
    def _stroke(painter: QPainter, some: list[Points], paint: Paint, zoom: float, palette: Palette) -> None:
        if some:
            pen = pen_of(paint, QColor(palette[paint.colour]), paint.width_px(zoom))
            painter.strokePath(path_of(some, closed=[False] * len(some)), pen)

    @staticmethod
    def _area(painter: QPainter, at: Points, front: NDArray[np.bool_], palette: Palette) -> None:
        """As far as the battery goes: a tinted area with a rim. What is behind the eye is cut off."""
        at = np.clip(at[front], -10_000, 10_000)
        if len(at) < 3:  # noqa: PLR2004  an area
            return
        path = path_of([at], closed=[True])
        fill, rim = PAINTS[ROW["range.area"]], PAINTS[ROW["range"]]
        colour = QColor(palette[fill.colour])
        colour.setAlphaF(fill.alpha)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillPath(path, colour)
        painter.strokePath(path, pen_of(rim, QColor(palette[rim.colour]), rim.width[-1][1]))
