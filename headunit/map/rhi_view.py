"""The map on the GPU: a Qt Quick item that follows a MapScene and asks for a frame only when something has changed.
Python makes it (MapViewModel.drawOn); QML never names it.

Each pixel belongs to one tile: the shader cuts a mesh to the square it stands for, so a coarse tile may stand in for a
missing one, and a neighbour's side street cannot cover a motorway at a tile's edge.

`QQuickWindow.grabWindow()` on the threaded render loop waits for ever for Python's lock, which the renderer needs: take
pictures with `grabToImage`, or use QSG_RENDER_LOOP=basic.
"""

import contextlib
import functools
import time
from typing import Final, override

from PySide6.QtCore import Property, QObject, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtQuick import QQuickItem, QQuickRhiItem, QQuickRhiItemRenderer

from headunit.map import overlay_mesh
from headunit.map.camera import Projection, TileId, Viewport, visible_tiles
from headunit.map.frame import Frame
from headunit.map.mesh import Mesh, build
from headunit.map.overlay_mesh import Chunk
from headunit.map.rhi_meshes import Residents
from headunit.map.rhi_renderer import GpuRenderer
from headunit.map.state import Overlay
from headunit.map.tile import Tile
from headunit.map.tile_store import Kind, Request, with_stand_ins
from headunit.map.viewmodel_scene import MapScene

#: Uploaded in one frame at most, in bytes and at least one mesh: a frame must not be late for many tiles at once.
_UPLOAD_BYTES: Final = 3 << 20
#: Tiles this far outside the picture are fetched ahead, in pixels.
_MARGIN_PX: Final = 160.0
#: Times kept for bench.py.
_KEPT: Final = 1024


@functools.cache
def _empty() -> Mesh:
    """What is drawn for a tile that cannot be read."""
    return build(Tile(0, 0, 0, {}))


def _about(seen: Projection) -> tuple[int, ...]:
    """Roughly where one looks: what is fetched ahead changes with it."""
    camera, half = seen.camera, _MARGIN_PX / 2
    east, south = seen.origin.x * seen.scale, seen.origin.y * seen.scale
    fine = (east / half, south / half, camera.zoom * 4, camera.bearing_deg / 10, camera.tilt_deg / 10)
    return tuple(map(round, (*fine, seen.view.width / half, seen.view.height / half)))


class GpuMap(QQuickRhiItem):
    """`scene`: a MapScene."""

    sceneChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._scene: MapScene | None = None
        self._overlay = Overlay()
        self._chunks: tuple[Chunk, ...] = ()
        self._wanted: tuple[TileId, ...] = ()
        self._wanted_for: object = None
        self.frame: Frame | None = None
        #: The newest one; Qt owns it.
        self.renderer: GpuRenderer | None = None
        #: Seconds that Python took here for each of the last frames.
        self.spent_s: list[float] = []
        self.visibleChanged.connect(self._look)
        self.windowChanged.connect(self._look)

    def _get_scene(self) -> QObject | None:
        return self._scene

    def _set_scene(self, scene: QObject | None) -> None:
        if scene is self._scene:
            return
        if self._scene is not None:
            with contextlib.suppress(RuntimeError):  # it may be gone already
                self._scene.moved.disconnect(self._look)
                self._scene.changed.disconnect(self._look)
                self._scene.tiles.arrived.disconnect(self._look)
        self._scene = scene if isinstance(scene, MapScene) else None
        if self._scene is not None:
            self._scene.moved.connect(self._look)
            self._scene.changed.connect(self._look)
            self._scene.tiles.arrived.connect(self._look)
        self.sceneChanged.emit()
        self._look()

    scene = Property(QObject, _get_scene, _set_scene, notify=sceneChanged)

    @override
    def createRenderer(self) -> QQuickRhiItemRenderer:
        self.renderer = GpuRenderer()
        return self.renderer

    @override
    def releaseResources(self) -> None:
        super().releaseResources()
        renderer, window = self.renderer, self.window()
        if renderer is None or window is None:
            return
        self.renderer = None
        # What lies on the GPU may only be touched by the renderer's thread, and nothing tells a renderer that it ends.
        once = Qt.ConnectionType(
            Qt.ConnectionType.DirectConnection.value | Qt.ConnectionType.SingleShotConnection.value
        )
        window.beforeSynchronizing.connect(lambda: renderer.release(), once)  # noqa: PLW0108  a strong reference

    @override
    def geometryChange(self, newGeometry: QRectF | QRect, oldGeometry: QRectF | QRect) -> None:
        super().geometryChange(newGeometry, oldGeometry)
        if newGeometry.size() != oldGeometry.size():
            self._look()

    @Slot()  # declared: a slot that is made up when it is connected gets lost in objects that QML creates
    def _look(self) -> None:
        """Say which tiles are wanted now, and ask for a frame."""
        scene = self._scene
        if scene is None:
            return
        began = time.perf_counter()
        store, view = scene.tiles.store, Viewport(self.width(), self.height())
        if not self.isVisible() or self.window() is None or view.width < 1 or view.height < 1:
            self._wanted_for = None
            store.want(self, ())
            return
        seen = Projection(scene.camera, view)
        tiles: tuple[TileId, ...] = ()
        least = 0
        if store.zooms is not None:
            least, most = store.zooms
            tiles = tuple(visible_tiles(scene.camera, view, least, most))
            wanted_for = (tiles, _about(seen), store.turn)
            if wanted_for != self._wanted_for:
                self._wanted_for = wanted_for
                self._wanted = tuple(with_stand_ins(tiles, least))
                ahead = visible_tiles(scene.camera, view, least, most, _MARGIN_PX)
                store.want(self, [Request(Kind.MESH, tile) for tile in dict.fromkeys((*self._wanted, *ahead))])
        if scene.overlay is not self._overlay:
            self._overlay = scene.overlay
            self._chunks = overlay_mesh.build(scene.overlay.lines)
        self.frame = Frame(view, seen, scene.palette, tiles, self._wanted, least, self._chunks, store.turn)
        self.update()
        self.spent_s.append(time.perf_counter() - began)
        del self.spent_s[:-_KEPT]

    def hand_over(self, resident: Residents) -> tuple[dict[TileId, Mesh], bool]:
        """Meshes that the renderer lacks, the most urgent first, as many as one frame may take; and whether there are
        more. Called while both threads stand still."""
        scene, frame = self._scene, self.frame
        meshes: dict[TileId, Mesh] = {}
        if scene is None or frame is None or scene.tiles.store.turn != frame.turn:
            return meshes, False
        store, room = scene.tiles.store, _UPLOAD_BYTES
        for tile in frame.wanted:
            if tile in resident or not store.known(request := Request(Kind.MESH, tile)):
                continue
            found = store.get(request)
            mesh = found if isinstance(found, Mesh) else _empty()
            if meshes and mesh.nbytes > room:
                return meshes, True
            meshes[tile] = mesh
            room -= mesh.nbytes
        return meshes, False
