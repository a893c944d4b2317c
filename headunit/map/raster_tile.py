"""A tile as a picture, without words: for the view in software. Runs in the worker; draws style.PAINTS with QPainter.

Paths reach Qt as QDataStream's bytes, written by numpy: point by point through Python would take ten times as long.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from headunit.map.camera import TILE_PX, TileId
from headunit.map.palette import PALETTES
from headunit.map.style import LINK_SHARE, PAINTS, Kind, Paint, bands, chosen, classes
from headunit.map.tile import EXTENT, Layer, Tile

#: Lines that end outside are drawn to this far beyond the edge (pixels), so that neighbours meet without a seam.
MARGIN_PX = 48.0
#: Below these widths a line is one pixel wide, and the kind of its corners cannot be seen (pixels).
HAIRLINE_PX, BEVELLED_PX = 1.4, 4.0
#: One-way arrows stand this far apart (pixels).
ARROWS_PX = 130.0

#: An element of QPainterPath and its frame, as QDataStream writes them (Qt 6: qpainterpath.cpp, operator<<).
_ELEMENT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
_MOVE, _LINE_TO = 0, 1


def path_of(lines: Sequence[NDArray[np.float64]], *, closed: Sequence[bool]) -> QPainterPath:
    """Lines (N, 2) as one path; a closed one ends where it began. Areas are filled by the odd-even rule."""
    lines = [np.concatenate((line, line[:1])) if shut else line for line, shut in zip(lines, closed, strict=True)]
    path = QPainterPath()
    if not lines:
        return path
    points = np.concatenate(lines)
    elements = np.empty(len(points), _ELEMENT)
    elements["kind"] = _LINE_TO
    starts = np.cumsum([0, *(len(line) for line in lines[:-1])])
    elements["kind"][starts] = _MOVE
    elements["x"], elements["y"] = points[:, 0], points[:, 1]
    data = np.array([len(points)], ">i4").tobytes() + elements.tobytes()
    data += np.array([int(starts[-1]), Qt.FillRule.OddEvenFill.value], ">i4").tobytes()
    stream = QDataStream(QByteArray(data))
    stream >> path
    return path


class _Cut:
    """The parts of a layer that touch the square, in its pixels; and what they are, looked up once."""

    def __init__(self, name: str, layer: Layer, offset: NDArray[np.float64], scale: float, pixels: int) -> None:
        self.layer = layer
        self.xy = (layer.xy.astype(np.float64) - offset) * scale
        self.links = np.array([bool(each.get("link")) for each in layer.properties], bool)
        self._classes = np.array(classes(name, layer))
        self._bands = bands(layer) if name == "roads" else np.zeros(0, np.int8)
        starts = layer.part_start[:-1]
        near = np.diff(layer.part_start) > 1
        if len(starts) and len(self.xy):
            low, high = np.minimum.reduceat(self.xy, starts), np.maximum.reduceat(self.xy, starts)
            near &= (high >= -MARGIN_PX).all(axis=1) & (low <= pixels + MARGIN_PX).all(axis=1)
        if name == "boundaries":  # those at sea mean nothing to a driver
            near &= np.array([not each.get("maritime") for each in layer.properties], bool)[layer.part_feature]
        self._near = near

    def parts(self, paint: Paint) -> NDArray[np.int64]:
        """What a paint draws of it, as style.parts would say."""
        wanted = chosen(paint, self._classes, self._bands)[self.layer.part_feature] & self._near
        return np.flatnonzero(wanted & self.layer.closed if paint.kind is Kind.AREA else wanted)

    def lines(self, some: NDArray[np.int64]) -> list[NDArray[np.float64]]:
        """Their points."""
        start = self.layer.part_start
        return [self.xy[start[part] : start[part + 1]] for part in some]


def pen_of(paint: Paint, colour: QColor, width: float) -> QPen:
    """The pen of a line of the style's table."""
    cap = Qt.PenCapStyle.RoundCap if paint.round and paint.dash is None else Qt.PenCapStyle.FlatCap
    join = Qt.PenJoinStyle.RoundJoin if paint.round or width > BEVELLED_PX else Qt.PenJoinStyle.BevelJoin
    # What is hardly wider than a pixel is drawn as one pixel: Qt does that several times faster.
    pen = QPen(colour, 1.0 if width < HAIRLINE_PX and paint.dash is None else width, Qt.PenStyle.SolidLine, cap, join)
    if paint.dash is not None and paint.dash[1] > 0:
        pen.setDashPattern([length / max(width, 0.1) for length in paint.dash])
    return pen


def _arrows(painter: QPainter, cut: _Cut, some: NDArray[np.int64], colour: QColor, size: float, pixels: int) -> None:
    """An arrow in the middle of each stretch, in the direction of travel."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for part, line in zip(some, cut.lines(some), strict=True):
        way = cut.layer.properties[cut.layer.part_feature[part]].get("oneway")
        if way not in {1, -1}:
            continue
        points = line if way == 1 else line[::-1]
        steps = np.hypot(*np.diff(points, axis=0).T)
        along = np.concatenate(([0.0], np.cumsum(steps)))
        count = int(along[-1] // ARROWS_PX) + (along[-1] > 3 * size)
        for number in range(count):
            at = (number + 0.5) * along[-1] / count
            piece = min(len(steps) - 1, int(np.searchsorted(along, at, side="right")) - 1)
            if steps[piece] <= 0:
                continue
            way_x, way_y = (points[piece + 1] - points[piece]) / steps[piece]
            x, y = points[piece] + (at - along[piece]) * np.array((way_x, way_y))
            if not (-size < x < pixels + size and -size < y < pixels + size):
                continue
            shape = ((0.6, 0.0), (-0.4, 0.45), (-0.2, 0.0), (-0.4, -0.45))
            painter.drawPolygon(
                QPolygonF(
                    [QPointF(x + size * (a * way_x - b * way_y), y + size * (a * way_y + b * way_x)) for a, b in shape]
                )
            )


def _draw(painter: QPainter, paint: Paint, cut: _Cut, colour: QColor, width: float, pixels: int) -> None:
    some = cut.parts(paint)
    if not len(some):
        return
    if paint.kind is Kind.ARROWS:
        _arrows(painter, cut, some, colour, width, pixels)
    elif paint.kind is Kind.AREA:
        painter.fillPath(path_of(cut.lines(some), closed=[True] * len(some)), colour)
    else:
        links = cut.links[cut.layer.part_feature[some]]
        for each, share in ((some[~links], 1.0), (some[links], LINK_SHARE)):
            if len(each):
                closed = [bool(shut) for shut in cut.layer.closed[each]]
                painter.strokePath(path_of(cut.lines(each), closed=closed), pen_of(paint, colour, width * share))


def paint(tile: Tile, palette: str, zoom: float, pixels: int, square: TileId | None = None) -> bytes:
    """`square` as `pixels` x `pixels` of QImage's Format_RGB32: bytes, rows from the top.

    `square`: the tile itself, or one further in that lies in it: beyond the file's last zoom the worker hands the tile
    that holds the square. `zoom`: the camera zoom whose widths are drawn, where a tile is TILE_PX wide. Any thread;
    needs no application.
    """
    square = square or TileId(tile.z, tile.x, tile.y)
    deeper = square.z - tile.z
    side = EXTENT / 2**deeper
    offset = np.array(((square.x - (tile.x << deeper)) * side, (square.y - (tile.y << deeper)) * side))
    colours = PALETTES[palette]
    image = QImage(pixels, pixels, QImage.Format.Format_RGB32)
    image.fill(QColor(colours["land"]))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    grown = pixels / TILE_PX  # on a screen of twice as many pixels everything is twice as many wide
    cuts: dict[str, _Cut] = {}
    for one in PAINTS:
        if not one.layer or one.layer not in tile.layers or not one.visible(zoom):
            continue
        if one.layer not in cuts:
            cuts[one.layer] = _Cut(one.layer, tile.layers[one.layer], offset, pixels / side, pixels)
        colour = QColor(colours[one.colour])
        colour.setAlphaF(one.alpha)
        _draw(painter, one, cuts[one.layer], colour, one.width_px(zoom) * grown, pixels)
    painter.end()
    return bytes(image.constBits())
