"""The vehicle pane's facts for QML. Reads the board; commands nothing, but leads on to the check of the car."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.kernel.reading import Freshness
from headunit.notices.state import NoticesState
from headunit.preferences.state import Preferences
from headunit.presentation.pane import Guide, House
from headunit.presentation.quantity import Quantity
from headunit.presentation.rows import Rows
from headunit.vehicle.dials import DIALS, WHEELS, gear_letter
from headunit.vehicle.state import VehicleState

QML_IMPORT_NAME = "headunit.vehicle"
QML_IMPORT_MAJOR_VERSION = 1

_LIGHTS = "Vehicle.Body.Lights."
_OPENINGS = (
    "Vehicle.Cabin.Door.Row1.DriverSide.IsOpen",
    "Vehicle.Cabin.Door.Row1.PassengerSide.IsOpen",
    "Vehicle.Cabin.Door.Row2.DriverSide.IsOpen",
    "Vehicle.Cabin.Door.Row2.PassengerSide.IsOpen",
    "Vehicle.Body.Hood.IsOpen",
    "Vehicle.Body.Trunk.Rear.IsOpen",
)


_FAULTS = ("Vehicle.Diagnostics.DTCCount", "Vehicle.ADAS.ABS.IsError", WHEELS[0] + ".Tire.IsPressureLow")


@QmlElement
@QmlUncreatable("made by the pane's house")
class VehicleViewModel(Guide):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """Numbers as `Quantity`, openings and lights as lists, what the car cannot tell as `has...` false."""

    changed = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._choices = Preferences()
        self._car = VehicleState()
        self._dials = {
            name: Quantity(self, digits=dial.digits, low=dial.low, high=dial.high) for name, dial in DIALS.items()
        }
        self._tyres = [Quantity(self, low=1.0, high=3.0) for _ in WHEELS]
        self._facts: tuple[object, ...] = ()
        self._telltales = Rows(("key", "icon", "urgency", "words"), self)
        house.board.watch(Preferences, self._choose)
        house.board.watch(VehicleState, self._show)
        house.board.watch(NoticesState, self._light)

    def _choose(self, choices: Preferences) -> None:
        self._choices = choices
        self._show(self._car)

    def _light(self, notices: NoticesState) -> None:
        before = self._telltales.rowCount()
        self._telltales.show(
            [
                {"key": light.key, "icon": light.icon, "urgency": light.urgency.name.lower(), "words": light.words}
                for light in notices.telltales
            ]
        )
        if self._telltales.rowCount() != before:
            self.changed.emit()

    def _show(self, car: VehicleState) -> None:
        self._car = car
        for name, dial in DIALS.items():
            value, unit = dial.read(self._choices, car.number(dial.path))
            self._dials[name].show(value, car.freshness(dial.path), unit)
        for quantity, wheel in zip(self._tyres, WHEELS, strict=True):
            path = wheel + ".Tire.Pressure"
            value, unit, digits = self._choices.tyre(car.number(path))
            quantity.show(value, car.freshness(path), unit, digits)
        offered = (car.car, self._heard(), frozenset(car.stale_after_s))
        facts = (self._gear(), self._openings(), self._low_tyres(), self._lights(), offered)
        if facts != self._facts:
            self._facts = facts
            self.changed.emit()

    def _heard(self) -> bool:
        return any(self._car.freshness(path) is not Freshness.STALE for path in self._car.readings)

    def _gear(self) -> str:
        transmission = "Vehicle.Powertrain.Transmission."
        return gear_letter(
            self._car.number(transmission + "SelectedGear"), self._car.number(transmission + "CurrentGear")
        )

    def _openings(self) -> tuple[str, ...]:
        states = {True: "open", False: "closed", None: "unknown"}
        front, beside, behind, across, hood, trunk = (states[self._car.flag(path)] for path in _OPENINGS)
        if self._choices.drive == "right":
            front, beside, behind, across = beside, front, across, behind
        return front, beside, behind, across, hood, trunk

    def _low_tyres(self) -> tuple[bool, ...]:
        return tuple(bool(self._car.flag(wheel + ".Tire.IsPressureLow")) for wheel in WHEELS)

    def _lights(self) -> tuple[str, ...]:
        hazard = bool(self._car.flag(_LIGHTS + "Hazard.IsSignaling"))
        lit = {
            "low": bool(self._car.flag(_LIGHTS + "Beam.Low.IsOn")),
            "high": bool(self._car.flag(_LIGHTS + "Beam.High.IsOn")),
            "left": hazard or bool(self._car.flag(_LIGHTS + "DirectionIndicator.Left.IsSignaling")),
            "right": hazard or bool(self._car.flag(_LIGHTS + "DirectionIndicator.Right.IsSignaling")),
            "brake": self._car.text(_LIGHTS + "Brake.IsActive") in {"ACTIVE", "ADAPTIVE"},
            "fog": bool(self._car.flag(_LIGHTS + "Fog.Rear.IsOn")),
        }
        return tuple(name for name, on in lit.items() if on)

    @Slot()
    def openCheck(self) -> None:
        """Turn the state of the car into the pane that asks its control units."""
        self.guided.emit("diagnostics")

    @Property(list, notify=changed)
    def openings(self) -> list[str]:
        """Doors front left, front right, rear left, rear right, then hood and trunk: "open", "closed" or "unknown"."""
        return list(self._openings())

    @Property(list, notify=changed)
    def lowTyres(self) -> list[bool]:
        """Which tyre the car itself calls low, in the order of `tyre...`."""
        return list(self._low_tyres())

    @Property(list, notify=changed)
    def lights(self) -> list[str]:
        """The lights that are known to be on: "low", "high", "left", "right", "brake", "fog"."""
        return list(self._lights())

    @Property(str, notify=changed)
    def gear(self) -> str:
        """P, R, N, D, D3 or dashes."""
        return self._gear()

    @Property(QObject, constant=True)
    def telltales(self) -> QObject:
        """Rows of key, icon, urgency ("on", "far", "soon", "stop") and words, in context "Notices"."""
        return self._telltales

    @Property(int, notify=changed)
    def lit(self) -> int:
        """How many of them."""
        return self._telltales.rowCount()

    @Property(bool, notify=changed)
    def tellsFaults(self) -> bool:
        """Whether this car tells of faults at all: silence of one that does not is no good news."""
        return any(self._car.offers(path) for path in _FAULTS)

    @Property(bool, notify=changed)
    def hasAnything(self) -> bool:
        """Whether anything at all came from the car and is not stale."""
        return self._heard()

    @Property(bool, notify=changed)
    def named(self) -> bool:
        """Whether this run knows which car it is: only a car's folder says what a signal means."""
        return self._car.car != ""

    @Property(list, notify=changed)
    def offers(self) -> list[str]:
        """Names of the dials that this car can feed; the others are left off the screen."""
        return [name for name, dial in DIALS.items() if self._car.offers(dial.path)]

    @Property(bool, notify=changed)
    def hasTyres(self) -> bool:
        """Whether the car tells tyre pressures."""
        return self._car.offers(WHEELS[0] + ".Tire.Pressure")

    @Property(Quantity, constant=True)
    def speed(self) -> Quantity:
        """Speed over ground as the car tells it."""
        return self._dials["speed"]

    @Property(Quantity, constant=True)
    def rpm(self) -> Quantity:
        """Engine speed."""
        return self._dials["rpm"]

    @Property(Quantity, constant=True)
    def power(self) -> Quantity:
        """What the battery gives (positive) or takes back."""
        return self._dials["power"]

    @Property(Quantity, constant=True)
    def charge(self) -> Quantity:
        """Traction battery."""
        return self._dials["charge"]

    @Property(Quantity, constant=True)
    def fuel(self) -> Quantity:
        """Fuel tank."""
        return self._dials["fuel"]

    @Property(Quantity, constant=True)
    def range(self) -> Quantity:
        """On all energy aboard."""
        return self._dials["range"]

    @Property(Quantity, constant=True)
    def electricRange(self) -> Quantity:
        """On the charge aboard."""
        return self._dials["electricRange"]

    @Property(Quantity, constant=True)
    def fuelRange(self) -> Quantity:
        """On the fuel aboard."""
        return self._dials["fuelRange"]

    @Property(Quantity, constant=True)
    def consumption(self) -> Quantity:
        """Average of the trip."""
        return self._dials["consumption"]

    @Property(Quantity, constant=True)
    def outside(self) -> Quantity:
        """Outside air."""
        return self._dials["outside"]

    @Property(Quantity, constant=True)
    def cabin(self) -> Quantity:
        """Air in the cabin."""
        return self._dials["cabin"]

    @Property(Quantity, constant=True)
    def coolant(self) -> Quantity:
        """Engine coolant."""
        return self._dials["coolant"]

    @Property(Quantity, constant=True)
    def trip(self) -> Quantity:
        """Distance since the start of the trip."""
        return self._dials["trip"]

    @Property(Quantity, constant=True)
    def odometer(self) -> Quantity:
        """Distance in the car's life."""
        return self._dials["odometer"]

    @Property(Quantity, constant=True)
    def battery12(self) -> Quantity:
        """12 V battery."""
        return self._dials["battery12"]

    @Property(Quantity, constant=True)
    def cruise(self) -> Quantity:
        """Speed that the cruise control holds."""
        return self._dials["cruise"]

    @Property(Quantity, constant=True)
    def tyreFrontLeft(self) -> Quantity:
        """Tyre pressure."""
        return self._tyres[0]

    @Property(Quantity, constant=True)
    def tyreFrontRight(self) -> Quantity:
        """Tyre pressure."""
        return self._tyres[1]

    @Property(Quantity, constant=True)
    def tyreRearLeft(self) -> Quantity:
        """Tyre pressure."""
        return self._tyres[2]

    @Property(Quantity, constant=True)
    def tyreRearRight(self) -> Quantity:
        """Tyre pressure."""
        return self._tyres[3]
