"""The map drawn in software: tiles as pictures, turned and tilted by one matrix, the lines of navigation over them.

For machines without a GPU, and for snapshots. Reads a `MapScene`; what is on it besides belongs to MapView.qml.
"""

import math
from typing import override

from PySide6.QtCore import Property, QObject, QRect, QRectF, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QTransform
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem, QQuickWindow

from headunit.map.camera import TILE_PX, Projection, TileId, Viewport, visible_tiles
from headunit.map.palette import PALETTES
from headunit.map.raster_lines import OverlayLines
from headunit.map.state import MAX_ZOOM, Overlay
from headunit.map.tile_store import Kind, Piece, Request, cover, with_stand_ins
from headunit.map.viewmodel_scene import MapScene

#: A hair of overlap hides the seam between two turned pictures (share of a tile).
OVERLAP = 0.7 / TILE_PX
#: Zooms between the custom of tiles (TILE_PX wide) and that of cameras (256).
BEHIND = 1


def image_request(tile: TileId, palette: str, pixels: int) -> Request:
    """A tile as a picture; drawn for the camera zoom at which it is TILE_PX wide."""
    return Request(Kind.IMAGE, tile, (palette, float(tile.z + BEHIND), pixels))


class RasterMap(QQuickPaintedItem):
    """`scene`: what to draw. The same interface as GpuMap."""

    sceneChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._scene: MapScene | None = None
        self._tiles: tuple[TileId, ...] = ()
        self._palette = self._before = ""
        self._lines: tuple[Overlay, OverlayLines] | None = None
        self.setOpaquePainting(True)
        self.visibleChanged.connect(self._look)

    def _get_scene(self) -> QObject | None:
        return self._scene

    def _set_scene(self, scene: QObject | None) -> None:
        if scene is self._scene:
            return
        if self._scene is not None:
            self._scene.moved.disconnect(self._look)
            self._scene.changed.disconnect(self._look)
            self._scene.tiles.arrived.disconnect(self._look)
        self._scene = scene if isinstance(scene, MapScene) else None
        if isinstance(scene, MapScene):
            self._palette = self._before = scene.palette
            scene.moved.connect(self._look)
            scene.changed.connect(self._look)
            scene.tiles.arrived.connect(self._look)
        self.sceneChanged.emit()
        self._look()

    scene = Property(QObject, _get_scene, _set_scene, notify=sceneChanged)

    @override
    def geometryChange(self, newGeometry: QRectF | QRect, oldGeometry: QRectF | QRect) -> None:
        super().geometryChange(newGeometry, oldGeometry)
        self._look()

    def _pixels(self) -> int:
        window: QQuickWindow | None = self.window()
        return round(TILE_PX * (1.0 if window is None else max(1.0, min(2.0, window.effectiveDevicePixelRatio()))))

    @Slot()
    def _look(self) -> None:
        """The camera, the colours or the tiles are others: ask for what is needed, and draw."""
        scene = self._scene
        if scene is None:
            return
        store, zooms = scene.tiles.store, scene.tiles.store.zooms
        if not self.isVisible() or self.width() < 1 or self.height() < 1 or zooms is None:
            self._tiles = ()
            store.want(self, ())
            self.update()
            return
        view = Viewport(self.width(), self.height())
        # Pictures are drawn for whole zooms: the nearest one is stretched least.
        z = max(zooms[0], min(math.ceil(MAX_ZOOM), round(scene.camera.zoom)) - BEHIND)
        self._tiles = tuple(visible_tiles(scene.camera, view, z, z))
        if scene.palette != self._palette:
            self._palette, self._before = scene.palette, self._palette
        pixels = self._pixels()
        store.want(self, [image_request(tile, self._palette, pixels) for tile in with_stand_ins(self._tiles, zooms[0])])
        self.update()

    @override
    def paint(self, painter: QPainter) -> None:
        scene = self._scene
        if scene is None:
            return
        palette = PALETTES[scene.palette]
        painter.fillRect(QRectF(0, 0, self.width(), self.height()), QColor(palette["land"]))
        seen = Projection(scene.camera, Viewport(self.width(), self.height()))
        base = painter.transform()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        h = seen.homography()
        h /= h[2, 2]  # without tilt it is then affine to the last bit, which Qt draws much faster
        matrix = QTransform(*h.T.ravel().tolist()) * base
        zooms = scene.tiles.store.zooms
        for piece in () if zooms is None else cover(self._tiles, self._there, zooms[0]):
            self._blit(painter, seen, matrix, piece)
        painter.setTransform(base)
        if self._lines is None or self._lines[0] is not scene.overlay:
            self._lines = (scene.overlay, OverlayLines(scene.overlay))
        self._lines[1].draw(painter, seen, palette)

    def _there(self, tile: TileId) -> bool:
        return self._image(tile) is not None

    def _image(self, tile: TileId) -> bytes | None:
        """The picture in the palette, or while that is being made in the one before."""
        assert self._scene is not None
        store, pixels = self._scene.tiles.store, self._pixels()
        found = store.get(image_request(tile, self._palette, pixels))
        if found is None and self._before != self._palette:
            found = store.get(image_request(tile, self._before, pixels))
        return found if isinstance(found, bytes) else None

    def _blit(self, painter: QPainter, seen: Projection, matrix: QTransform, piece: Piece) -> None:
        """Draw the square of a piece out of its picture."""
        data = self._image(piece.mesh)
        if data is None:
            return
        pixels = self._pixels()
        image = QImage(data, pixels, pixels, pixels * 4, QImage.Format.Format_RGB32)
        mesh, square = piece
        if square.z >= mesh.z:  # a part of a stand-in, or the tile itself
            side = pixels / 2 ** (square.z - mesh.z)
            down = square.z - mesh.z
            source = QRectF((square.x - (mesh.x << down)) * side, (square.y - (mesh.y << down)) * side, side, side)
        else:
            source = QRectF(0, 0, pixels, pixels)
        size = seen.scale / 2**square.z
        east = (square.x / 2**square.z - seen.origin.x) * seen.scale
        south = (square.y / 2**square.z - seen.origin.y) * seen.scale
        painter.setTransform(QTransform.fromTranslate(east, south) * matrix)
        over = size * OVERLAP
        painter.drawImage(QRectF(-over, -over, size + 2 * over, size + 2 * over), image, source)
