"""Home: speed, energy, the way driven, and how well the place is known."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, QPointF, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.guidance.viewmodel import GuidanceViewModel
from headunit.kernel.clock import ManualClock
from headunit.music.viewmodel_now import NowViewModel
from headunit.notices.viewmodel import NoticesViewModel
from headunit.position.state import PositionState, Quality
from headunit.presentation.pane import Guide, House
from headunit.regions.state import RegionsState
from headunit.ui.home.trail import Trail
from headunit.vehicle.viewmodel import VehicleViewModel

if TYPE_CHECKING:
    from headunit.map.viewmodel import MapViewModel

QML_IMPORT_NAME = "headunit.ui.home"
QML_IMPORT_MAJOR_VERSION = 1

#: Sixteen winds are too many for a glance; QML has the words for these eight.
WINDS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")


@QmlElement
@QmlUncreatable("made by the pane's house")
class HomeViewModel(Guide):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """The car's numbers come from the vehicle room's view model, the place from the board."""

    changed = Signal()
    mapChanged = Signal()
    trailChanged = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._vehicle = VehicleViewModel(house, self)
        self._notices = NoticesViewModel(house, self)
        self._trail = Trail()
        self._position = PositionState()
        self._heading_deg = 0.0
        self._map: MapViewModel | None = None
        self._mapped = False
        self._guidance = GuidanceViewModel(house, self)
        self._has_region = False
        self._music = NowViewModel(house, self)
        self._music.guided.connect(self.guided)
        house.board.watch(RegionsState, self._have)
        house.board.watch(PositionState, self._move)
        if isinstance(house.clock, ManualClock):
            self.openMap()  # in virtual time the first picture is to be whole

    def _have(self, regions: RegionsState) -> None:
        self._has_region = regions.active is not None
        self._judge_map()

    def _move(self, position: PositionState) -> None:
        before = (self._position.quality, self._heading_deg, self._trail.here)
        self._position = position
        if position.quality is Quality.JUMPED and self._trail.points:
            self._trail.clear()
            self.trailChanged.emit()
        fix = position.usable
        if fix is not None and fix.lat_deg is not None and fix.lon_deg is not None:
            if fix.track_deg is not None:
                self._heading_deg = fix.track_deg
            if self._trail.move(fix.lat_deg, fix.lon_deg):
                self.trailChanged.emit()
        if before != (self._position.quality, self._heading_deg, self._trail.here):
            self.changed.emit()

    @Slot()
    def _judge_map(self) -> None:
        mapped = self._has_region and (self._map is None or self._map.property("trouble") == "")
        if mapped != self._mapped:
            self._mapped = mapped
            self.mapChanged.emit()

    @Slot()
    def openMap(self) -> None:
        """Make the map, once. Called when the first picture is on the screen, which does not wait for it."""
        if self._map is not None:
            return
        from headunit.map.viewmodel import MapViewModel  # noqa: PLC0415  brings numpy

        self._map = found = MapViewModel(self._house, self)
        found.guided.connect(self.guided)
        found.hand.tapped.connect(lambda: self.guided.emit("navigation"))
        found.changed.connect(self._judge_map)
        self._judge_map()
        self.mapChanged.emit()

    @Slot()
    def openVehicle(self) -> None:
        """Turn the cards into the pane that they stand for."""
        self.guided.emit("vehicle")

    @Property(QObject, notify=mapChanged)
    def map(self) -> QObject | None:
        """The map around the car, a MapViewModel; null before `openMap`."""
        return self._map

    @Property(GuidanceViewModel, constant=True)
    def guidance(self) -> GuidanceViewModel:
        """The trip under way, and the speed limit."""
        return self._guidance

    @Property(bool, notify=mapChanged)
    def mapped(self) -> bool:
        """Whether there is a map to show, now or as soon as it is made; else the way driven is drawn."""
        return self._mapped

    @Property(NowViewModel, constant=True)
    def music(self) -> NowViewModel:
        """What is playing."""
        return self._music

    @Property(VehicleViewModel, constant=True)
    def vehicle(self) -> VehicleViewModel:
        """The car."""
        return self._vehicle

    @Property(NoticesViewModel, constant=True)
    def notices(self) -> NoticesViewModel:
        """What wants to be read."""
        return self._notices

    @Property(str, notify=changed)
    def quality(self) -> str:
        """A `Quality` value."""
        return self._position.quality.value

    @Property(bool, notify=changed)
    def placed(self) -> bool:
        """Whether the place may be drawn."""
        return self._position.usable is not None

    @Property(float, notify=changed)
    def heading(self) -> float:
        """Degrees clockwise from north; the last known one at standstill."""
        return self._heading_deg

    @Property(str, notify=changed)
    def wind(self) -> str:
        """The heading as one of eight winds."""
        return WINDS[round(self._heading_deg / 45) % 8]

    @Property(QPointF, notify=changed)
    def here(self) -> QPointF:
        """The car's place in the trail's metres: x east, y south, as a screen counts."""
        east, north = self._trail.here
        return QPointF(east, -north)

    @Property(list, notify=trailChanged)
    def trail(self) -> list[QPointF]:
        """Corners of the way driven, oldest first, in the same metres."""
        return [QPointF(east, -north) for east, north in self._trail.points]
