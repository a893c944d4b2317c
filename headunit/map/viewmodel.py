"""The map for QML: one camera that the car and the driver's fingers move, labels, pins, scale. Several may be open.

Knows nothing of routes: lines and pins come from the board as `Overlay`, the car as `Vehicle`.
"""

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable
from PySide6.QtQuick import QQuickItem

from headunit.kernel.geodesy import LatLon
from headunit.map.camera import Floats, Padding, metres_per_pixel, world
from headunit.map.follow import DRIVING_MPS
from headunit.map.label_layout import Box, along_line
from headunit.map.renderer import UNKNOWN, shown_by
from headunit.map.scale import Scale, nice_scale
from headunit.map.state import Camera, Follow, LineKind, Overlay, Pin, Vehicle
from headunit.map.viewmodel_fingers import PIN_BODY, MapFingers
from headunit.map.viewmodel_labels import LabelRows, MapLabels
from headunit.map.viewmodel_motion import MapMotion
from headunit.map.viewmodel_scene import MapScene
from headunit.map.viewmodel_tiles import tiles_of
from headunit.position.state import PositionState
from headunit.preferences.state import Preferences
from headunit.presentation.pane import Guide, House
from headunit.presentation.rows import Rows
from headunit.regions.state import ATTRIBUTION, Region, RegionsState

if TYPE_CHECKING:
    from headunit.map.raster_view import RasterMap
    from headunit.map.rhi_view import GpuMap

QML_IMPORT_NAME = "headunit.map"
QML_IMPORT_MAJOR_VERSION = 1

#: Software draws no more than every second picture at 60 Hz (s).
SOFTWARE_S: Final = 0.031
#: A map that is not on the screen only looks whether the car is still on it, so often (s).
HIDDEN_S: Final = 1.0
#: Labels are laid out anew so often while the camera moves (s).
LAYOUT_S: Final = 0.2
#: Nothing is written over the car (pixels around its place, in steps of the smallest type).
PUCK_STEPS: Final = 1.7
#: The scale bar is at most this long, in steps of the smallest type.
SCALE_STEPS: Final = 6.0


@QmlElement
@QmlUncreatable("made by the pane's view model")
class MapViewModel(Guide):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`changed`: anything slower than the picture itself, which is `motion`'s."""

    changed = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("map view")
        self._clock = house.clock
        self._tiles = tiles_of(house, self)
        self._scene = MapScene(self._tiles, self)
        self._motion = MapMotion(self._scene, house.clock, self)
        self._man = self._motion.man
        self._labels = MapLabels(self._tiles, self)
        self._fingers = MapFingers(self._man, house.clock, lambda: self._step_px, self)
        self._fingers.moved.connect(self.frame)
        self._pins = Rows(("key", "kind", "title", "wx", "wy"), self)
        self._region: Region | None = None
        self._regions_known = False
        self._routes: list[Floats] = []
        self._preferences = Preferences()
        self._laid_out_at = self._framed_at = -math.inf
        self._least_s = 0.0
        self._moving = False
        self._laid_out: Camera | None = None
        self._stale = True
        self._night, self._contrast = True, False
        self._step_px = 24.0
        self._shown = False
        self._reserved: tuple[Box, ...] = ()
        self._layers: list[QQuickItem] = []
        self._facts: tuple[object, ...] = ()
        self._scale = Scale("", 0.0)
        self._tiles.arrived.connect(self._renew)
        house.board.watch(RegionsState, self._regions)
        house.board.watch(Preferences, self._choose)
        house.board.watch(Overlay, self._lay)
        house.board.watch(PositionState, self._place)
        house.board.watch(Vehicle, self._drive)
        self._paint()

    # What the board tells.

    def _regions(self, state: RegionsState) -> None:
        before, self._region, self._regions_known = self._region, state.active, True
        if state.active is not None and (before is None or before.build != state.active.build):
            self._motion.look_at(state.active.bounds)
        self._renew()

    def _choose(self, preferences: Preferences) -> None:
        if preferences.language != self._preferences.language:
            self._labels.forget()
        if preferences.map != self._preferences.map:
            self._set_contrast(preferences.map == "contrast")
        self._preferences = preferences
        self._renew()

    def _lay(self, overlay: Overlay) -> None:
        self._fingers.overlay = overlay
        self._scene.lay(overlay)
        self._man.route = tuple(
            at for line in overlay.lines if line.kind in {LineKind.ROUTE, LineKind.ALTERNATIVE} for at in line.points
        )
        self._routes = [
            np.array([world(at) for at in line.points]) for line in overlay.lines if line.kind is LineKind.ROUTE
        ]
        self._pins.show([self._pin_row(number, pin) for number, pin in enumerate(overlay.pins)])
        self._renew()

    @staticmethod
    def _pin_row(number: int, pin: Pin) -> dict[str, object]:
        at = world(pin.at)
        key = f"{pin.kind.value} {pin.key} {number}"
        return {"key": key, "kind": pin.kind.value, "title": pin.title, "wx": at.x, "wy": at.y}

    def _place(self, position: PositionState) -> None:
        self._motion.place(position)
        self._moved()

    def _drive(self, vehicle: Vehicle) -> None:
        self._motion.drive(vehicle)
        self._moved()

    def _moved(self) -> None:
        """The car is elsewhere. While pictures are made anyway the next one will show it."""
        hidden = not self._shown and not self._tiles.virtual and self._clock.now() - self._framed_at < HIDDEN_S
        if not self._moving and not hidden:
            self.frame()

    # The picture.

    @Slot()
    def picture(self) -> None:
        """QML calls it for each picture while `motion.moving`; the layer that draws may want fewer."""
        if self._clock.now() - self._framed_at >= self._least_s:
            self.frame()

    @Slot()
    def frame(self) -> None:
        """Move on to the present."""
        now, restless = self._clock.now(), self._motion.advance()
        self._framed_at = now
        self._stale = self._stale or self._man.camera != self._laid_out
        # In virtual time nothing moves by itself, and labels are laid out when a picture is taken (`settle`).
        live = self._shown and not self._tiles.virtual
        if live and (self._stale or self._labels.rows.fading) and now - self._laid_out_at > LAYOUT_S:
            self._lay_out(now)  # what fades goes with a later layout
        self._moving = live and (restless or self._stale or self._labels.rows.fading)
        self._motion.set_moving(self._moving)
        self._tell()

    @Slot()
    def _renew(self) -> None:
        """Other labels are due."""
        self._stale = True
        self.frame()

    def _paint(self) -> None:
        # High contrast is for the sun: at night it would dazzle.
        self._scene.paint("night" if self._night else "contrast" if self._contrast else "day")
        self._renew()

    def _tell(self) -> None:
        """Emit `changed` where one of the slow things is another."""
        camera = self._man.camera
        metres = metres_per_pixel(camera.centre.lat_deg, camera.zoom)
        self._scale = nice_scale(metres, SCALE_STEPS * self._step_px, imperial=self._preferences.distance == "mi")
        facts = (
            self._man.mode,
            self._man.tilted,
            self._wrong(),
            self._motion.known,
            self._motion.certain_place,
            self._scale,
        )
        if facts != self._facts:
            self._facts = facts
            self.changed.emit()

    def _wrong(self) -> str:
        if self._region is None:
            return "no region" if self._regions_known else ""
        if self._tiles.store.fault:
            return "broken"
        drawn = self._motion.drawn
        return "outside" if drawn and self._motion.certain_place and drawn.place not in self._region.bounds else ""

    def _lay_out(self, now: float) -> None:
        self._laid_out_at, self._laid_out, self._stale = now, self._man.camera, False
        seen, step, drawn = self._motion.seen(), self._step_px, self._motion.drawn
        boxes = list(self._reserved)
        if self._motion.known:
            (x, y), reach = self._motion.car_px, PUCK_STEPS * step
            boxes.append((x - reach, y - reach, x + reach, y + reach))
        for pin in self._fingers.overlay.pins:
            at = seen.screen(pin.at)
            boxes.append((at.x - step, at.y - 2 * PIN_BODY * step, at.x + step, at.y))
        for points in self._routes:
            boxes += along_line(points, seen, step)
        self._labels.lay_out(
            seen,
            now,
            palette=self._scene.palette,
            language=self._preferences.language,
            step_px=step,
            reserved=boxes,
            driving=drawn is not None and drawn.speed_mps > DRIVING_MPS and self._man.mode is not Follow.FREE,
        )

    def settle(self) -> None:
        """Wait until all that this picture needs is there: for snapshots. In virtual time only then are tiles made."""
        if not self._shown:
            return
        self.frame()
        # First the file's zooms, then what the views want once they know them, then what labels want.
        for _ in range(3):
            self._tiles.settle()
            self._lay_out(self._clock.now())
            if not self._tiles.store.missing:
                break
        self._lay_out(self._clock.now())

    # What QML tells.

    @Slot(float, float, float, bool)
    def resize(self, width: float, height: float, step_px: float, shown: bool) -> None:
        """Size of the map, the smallest type (pixels), and whether it is on the screen."""
        shown = shown and width > 1 and height > 1
        if not shown and self._shown:
            self._labels.hide()
        self._shown, self._step_px = shown, max(8.0, step_px)
        if shown:
            self._motion.resize(width, height, None if self._region is None else self._region.bounds)
        self._renew()

    @Slot(float, float, float, float)
    def cover(self, left: float, top: float, right: float, bottom: float) -> None:
        """So many pixels of each edge lie under cards and banners."""
        self._motion.cover(Padding(left, top, right, bottom))
        self._renew()

    @Slot(list)
    def reserve(self, boxes: list[float]) -> None:
        """Rectangles where nothing is written: left, top, right, bottom, and so on."""
        found = [float(one) for one in boxes]
        self._reserved = tuple(
            (found[at], found[at + 1], found[at + 2], found[at + 3]) for at in range(0, len(found) - 3, 4)
        )
        self._renew()

    @Slot(QQuickItem, int)
    def drawOn(self, ground: QQuickItem, graphics_api: int) -> None:
        """Fill an item with the view that can draw on a QSGRendererInterface.GraphicsApi. Loads only that one."""
        if graphics_api == UNKNOWN or ground.childItems():
            return
        if shown_by(graphics_api) == "software":
            from headunit.map import raster_view  # noqa: PLC0415

            layer: RasterMap | GpuMap = raster_view.RasterMap(ground)
            self._least_s = SOFTWARE_S
        else:
            from headunit.map import rhi_view  # noqa: PLC0415

            layer = rhi_view.GpuMap(ground)
        layer.setProperty("scene", self._scene)
        # Qt deletes it with `ground`; were its Python half to go first, Qt would call into nothing.
        self._layers.append(layer)

        def fill() -> None:
            layer.setSize(ground.size())

        ground.widthChanged.connect(fill)
        ground.heightChanged.connect(fill)
        fill()

    @Slot()
    def openRegions(self) -> None:
        """The way out of having no map."""
        self.guided.emit("regions")

    # For Python: whoever owns this map.

    def show_place(self, place: LatLon, zoom: float = 16.0) -> None:
        """Fly to a place."""
        self._man.fly_to(Camera(place, zoom), self._clock.now())
        self.frame()

    def show_all(self, places: tuple[LatLon, ...]) -> None:
        """Fly to where all of these are seen."""
        self._man.fit(places, self._clock.now())
        self.frame()

    def approach(self, to_maneuver_m: float | None) -> None:
        """How far the next maneuver is: the map zooms so that it is seen in time."""
        self._man.to_maneuver_m = to_maneuver_m

    @property
    def hand(self) -> MapFingers:
        """What moves it by hand, and tells what was touched."""
        return self._fingers

    @property
    def camera(self) -> Camera:
        """Where it looks from now."""
        return self._man.camera

    # Properties.

    @Property(QObject, constant=True)
    def scene(self) -> MapScene:
        """For GpuMap and RasterMap."""
        return self._scene

    @Property(MapMotion, constant=True)
    def motion(self) -> MapMotion:
        """Camera and car."""
        return self._motion

    @Property(MapFingers, constant=True)
    def fingers(self) -> MapFingers:
        """What moves it by hand."""
        return self._fingers

    @Property(QObject, constant=True)
    def labels(self) -> LabelRows:
        """Rows of viewmodel_labels.ROLES."""
        return self._labels.rows

    @Property(QObject, constant=True)
    def pins(self) -> Rows:
        """Rows: key, kind, title, wx, wy."""
        return self._pins

    @Property(bool, notify=changed)
    def placed(self) -> bool:
        """Whether there is, or was, a place of the car."""
        return self._motion.known

    @Property(bool, notify=changed)
    def certain(self) -> bool:
        """Whether it is believed now."""
        return self._motion.certain_place

    @Property(str, notify=changed)
    def mode(self) -> str:
        """A `Follow` value."""
        return self._man.mode.value

    @Property(bool, notify=changed)
    def tilted(self) -> bool:
        """Whether the driver looks from behind the car."""
        return self._man.tilted

    @Property(str, notify=changed)
    def trouble(self) -> str:
        """What is wrong: "no region", "outside" (the car is where the map ends), "broken" (its file is), or nothing."""
        return self._wrong()

    @Property(str, notify=changed)
    def scaleText(self) -> str:
        """The length of the scale bar."""
        return self._scale.text

    @Property(float, notify=changed)
    def scaleLength(self) -> float:
        """The scale bar in pixels."""
        return self._scale.pixels

    @Property(str, constant=True)
    def attribution(self) -> str:
        """Owed wherever the map is shown."""
        return ATTRIBUTION

    def _get_night(self) -> bool:
        return self._night

    def _set_night(self, night: bool) -> None:
        if night != self._night:
            self._night = night
            self._paint()
            self.paletteChanged.emit()

    def _get_contrast(self) -> bool:
        return self._contrast

    def _set_contrast(self, contrast: bool) -> None:
        if contrast != self._contrast:
            self._contrast = contrast
            self._paint()
            self.paletteChanged.emit()

    paletteChanged = Signal()
    night = Property(bool, _get_night, _set_night, notify=paletteChanged)
    contrast = Property(bool, _get_contrast, _set_contrast, notify=paletteChanged)
