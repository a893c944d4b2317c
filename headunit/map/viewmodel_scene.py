"""What a map view draws: camera, palette, lines over the map, tiles. The view model fills it, both views read it.

QML never looks inside: a camera that moves in every frame costs one signal and no conversion.
"""

from PySide6.QtCore import QObject, Signal

from headunit.kernel.geodesy import LatLon
from headunit.map.state import Camera, Overlay
from headunit.map.viewmodel_tiles import Tiles


class MapScene(QObject):
    """One per map on the screen.

    `moved`: the camera is another. `changed`: palette or overlay are others. New tiles are told by `tiles.arrived`.
    """

    moved = Signal()
    changed = Signal()

    def __init__(self, tiles: Tiles, parent: QObject) -> None:
        super().__init__(parent)
        self.tiles = tiles
        self._camera = Camera(LatLon(0.0, 0.0))
        self._palette = "day"
        self._overlay = Overlay()

    @property
    def camera(self) -> Camera:
        """Where one looks from. Whole pixels or not, any value `camera.sane` allows."""
        return self._camera

    def look(self, camera: Camera) -> None:
        """Move there."""
        if camera != self._camera:
            self._camera = camera
            self.moved.emit()

    @property
    def palette(self) -> str:
        """A name in palette.PALETTES."""
        return self._palette

    @property
    def overlay(self) -> Overlay:
        """What lies on the map; views draw its lines."""
        return self._overlay

    def paint(self, palette: str) -> None:
        """Draw in other colours."""
        if palette != self._palette:
            self._palette = palette
            self.changed.emit()

    def lay(self, overlay: Overlay) -> None:
        """Lay other lines over the map."""
        if overlay is not self._overlay:
            self._overlay = overlay
            self.changed.emit()
