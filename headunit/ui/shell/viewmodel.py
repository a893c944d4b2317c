"""What the frame shows whatever pane is open: time, outside air, links, day or night, language, side of the driver."""

from PySide6.QtCore import Property, QLocale, QObject, QTime, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.kernel.link import LinkReport, Links, LinkState
from headunit.position.state import PositionState, Quality
from headunit.preferences.ports import Choices
from headunit.preferences.state import Preferences
from headunit.presentation.daylight import Daylight
from headunit.presentation.pane import House
from headunit.presentation.quantity import Quantity
from headunit.vehicle.state import VehicleState

QML_IMPORT_NAME = "headunit.ui.shell"
QML_IMPORT_MAJOR_VERSION = 1

_LIGHTS = "Vehicle.Body.Lights."
_GOOD = {Quality.FIX_2D, Quality.FIX_3D}


def _worst(reports: tuple[LinkReport, ...]) -> LinkState:
    order = (LinkState.FAULT, LinkState.LOST, LinkState.SILENT, LinkState.CONNECTING, LinkState.ONLINE)
    found = {report.state for report in reports}
    return next((state for state in order if state in found), LinkState.OFF)


@QmlElement
@QmlUncreatable("made by the screen")
class ShellViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`tick` is called ten times a second and after each batch of news; `changed` comes only when something is."""

    changed = Signal()
    languageChanged = Signal(str)

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = house.clock
        self._choices = house.port(Choices)
        self._preferences = Preferences()
        self._car = VehicleState()
        self._position = PositionState()
        self._links = Links()
        self._daylight = Daylight()
        self._outside = Quantity(self)
        self._facts: tuple[object, ...] = ()
        self._minute: tuple[int, int, str] | None = None
        self._time = ""
        house.board.watch(Preferences, self._choose)
        house.board.watch(VehicleState, self._drive)
        house.board.watch(PositionState, self._place)
        house.board.watch(Links, self._connect)
        self.tick()

    def _choose(self, preferences: Preferences) -> None:
        turned = preferences.language != self._preferences.language
        self._preferences = preferences
        if turned:
            self.languageChanged.emit(preferences.language)
        self.tick()

    def _drive(self, car: VehicleState) -> None:
        self._car = car
        self.tick()

    def _place(self, position: PositionState) -> None:
        self._position = position
        self.tick()

    def _connect(self, links: Links) -> None:
        self._links = links
        self.tick()

    def tick(self) -> None:
        """Look at the clock and at everything else again."""
        path = "Vehicle.Exterior.AirTemperature"
        value, unit = self._preferences.degrees(self._car.number(path))
        self._outside.show(value, self._car.freshness(path), unit)
        local = self._clock.local()
        facts = (
            self._clock_text(local.hour, local.minute),
            self._daylight.night(
                self._preferences.theme, self._car.flag(_LIGHTS + "Beam.Low.IsOn"), self._clock.now(), local
            ),
            self._preferences.drive,
            self._car.offers(path),
            _worst(tuple(report for report in self._links.reports if report.kind == "can")).value,
            self._position.quality.value,
            *(
                bool(self._car.flag(_LIGHTS + light))
                for light in (
                    "DirectionIndicator.Left.IsSignaling",
                    "DirectionIndicator.Right.IsSignaling",
                    "Hazard.IsSignaling",
                )
            ),
        )
        if facts != self._facts:
            self._facts = facts
            self.changed.emit()

    def _clock_text(self, hour: int, minute: int) -> str:
        """Written once a minute and language, not with each frame."""
        moment = (hour, minute, self._preferences.language)
        if moment != self._minute:
            self._minute = moment
            self._time = QLocale().toString(QTime(hour, minute), QLocale.FormatType.ShortFormat)
        return self._time

    @Slot()
    def toggleNight(self) -> None:
        """Day to night or back in one tap; from "auto" it leaves auto, as the driver's hand wins over the sensor."""
        if self._choices is not None:
            self._choices.choose("theme", "day" if self._facts[1] else "night")

    @Property(str, notify=changed)
    def time(self) -> str:
        """Local time in the language's short form."""
        return str(self._facts[0])

    @Property(bool, notify=changed)
    def night(self) -> bool:
        """Whether to draw for the dark."""
        return bool(self._facts[1])

    @Property(bool, notify=changed)
    def rightHandDrive(self) -> bool:
        """Whether the driver sits on the right: the dock is on the driver's side."""
        return self._facts[2] == "right"

    @Property(bool, notify=changed)
    def hasOutside(self) -> bool:
        """Whether this car tells the outside temperature."""
        return bool(self._facts[3])

    @Property(Quantity, constant=True)
    def outside(self) -> Quantity:
        """Outside air."""
        return self._outside

    @Property(str, notify=changed)
    def canState(self) -> str:
        """The worst of the CAN links: a `LinkState` value."""
        return str(self._facts[4])

    @Property(str, notify=changed)
    def gpsQuality(self) -> str:
        """A `Quality` value."""
        return str(self._facts[5])

    @Property(bool, notify=changed)
    def gpsGood(self) -> bool:
        """Whether the position may be drawn."""
        return self._position.quality in _GOOD

    @Property(bool, notify=changed)
    def leftSignal(self) -> bool:
        """Left turn signal or hazard lights."""
        return bool(self._facts[6] or self._facts[8])

    @Property(bool, notify=changed)
    def rightSignal(self) -> bool:
        """Right turn signal or hazard lights."""
        return bool(self._facts[7] or self._facts[8])

    @property
    def language(self) -> str:
        """The language chosen, for the screen's translator."""
        return self._preferences.language
