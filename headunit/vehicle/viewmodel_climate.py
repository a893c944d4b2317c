"""The climate bar's facts and wishes. A wish goes to the car; what is shown changes when the car says so."""

import logging
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.kernel.clock import Clock
from headunit.kernel.errors import HeadunitError
from headunit.preferences.state import Preferences
from headunit.presentation.pane import House
from headunit.presentation.quantity import Quantity
from headunit.vehicle.ports import Requests
from headunit.vehicle.state import Value, VehicleState

log = logging.getLogger(__name__)

QML_IMPORT_NAME = "headunit.vehicle"
QML_IMPORT_MAJOR_VERSION = 1

_HVAC = "Vehicle.Cabin.HVAC."
DRIVER = _HVAC + "Station.Row1.Driver.Temperature"
PASSENGER = _HVAC + "Station.Row1.Passenger.Temperature"
FAN = _HVAC + "Station.Row1.Driver.FanSpeed"
COOLING = _HVAC + "IsAirConditioningActive"
DEFROST = _HVAC + "IsFrontDefrosterActive"
RECIRCULATION = _HVAC + "IsRecirculationActive"

#: The car has this long to do what it was asked; then the wish is forgotten and the car's own value stands (seconds).
ANSWER_WITHIN_S = 3.0
#: Set temperatures that a car's climate control takes (degrees Celsius), and the step of one tap.
COOLEST_C, WARMEST_C, STEP_C = 16.0, 28.0, 0.5
FAN_STEP_PERCENT = 10


@dataclass(frozen=True, slots=True)
class _Wish:
    value: Value
    until: float


@QmlElement
@QmlUncreatable("made by the pane's house")
class ClimateViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """Two temperatures, a fan and three switches. `pending...` is true from the wish to the car's answer."""

    changed = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._clock: Clock = house.clock
        self._house = house
        self._choices = Preferences()
        self._car = VehicleState()
        self._wishes: dict[str, _Wish] = {}
        self._driver = Quantity(self, digits=1, low=COOLEST_C, high=WARMEST_C)
        self._passenger = Quantity(self, digits=1, low=COOLEST_C, high=WARMEST_C)
        self._fan = Quantity(self, unit="%", high=100)
        self._facts: tuple[object, ...] = ()
        house.board.watch(Preferences, self._choose)
        house.board.watch(VehicleState, self._show)

    def _choose(self, choices: Preferences) -> None:
        self._choices = choices
        self._show(self._car)

    def _show(self, car: VehicleState) -> None:
        self._car = car
        now = self._clock.now()
        for path, wish in list(self._wishes.items()):
            if now > wish.until or car.value(path) == wish.value:
                del self._wishes[path]
        for quantity, path in ((self._driver, DRIVER), (self._passenger, PASSENGER)):
            value, unit = self._choices.degrees(self._wished_number(path))
            quantity.show(value, car.freshness(path), unit)
        self._fan.show(self._wished_number(FAN), car.freshness(FAN))
        facts = (
            frozenset(self._wishes),
            *(self._wished_flag(path) for path in (COOLING, DEFROST, RECIRCULATION)),
            car.offers(DRIVER),
            self.mayAsk,
            car.freshness(DRIVER),
        )
        if facts != self._facts:
            self._facts = facts
            self.changed.emit()

    def _wished_number(self, path: str) -> float | None:
        wish = self._wishes.get(path)
        known = self._car.number(path)
        return known if wish is None or known is None else float(wish.value)

    def _wished_flag(self, path: str) -> bool | None:
        wish = self._wishes.get(path)
        return self._car.flag(path) if wish is None else bool(wish.value)

    def _ask(self, path: str, value: Value) -> None:
        requests = self._house.port(Requests)
        if requests is None or not requests.may(path):
            return
        try:
            requests.ask(path, value, who="driver", why="climate bar")
        except (HeadunitError, OSError) as error:
            log.warning("the car could not be asked: %s", error)
            return
        self._wishes[path] = _Wish(value, self._clock.now() + ANSWER_WITHIN_S)
        self._show(self._car)

    def _step(self, path: str, step: float, low: float, high: float) -> None:
        value = self._wished_number(path)
        if value is None:
            return
        wanted = min(high, max(low, value + step))
        if wanted != value:  # at the end of the scale there is nothing to ask for
            self._ask(path, wanted)

    @Slot(int)
    def stepDriver(self, direction: int) -> None:
        """Warmer (1) or cooler (-1) on the driver's side."""
        self._step(DRIVER, direction * STEP_C, COOLEST_C, WARMEST_C)

    @Slot(int)
    def stepPassenger(self, direction: int) -> None:
        """Warmer (1) or cooler (-1) on the passenger's side."""
        self._step(PASSENGER, direction * STEP_C, COOLEST_C, WARMEST_C)

    @Slot(int)
    def stepFan(self, direction: int) -> None:
        """Faster (1) or slower (-1)."""
        self._step(FAN, direction * FAN_STEP_PERCENT, 0, 100)

    def _toggle(self, path: str) -> None:
        flag = self._wished_flag(path)
        if flag is not None:
            self._ask(path, not flag)

    @Slot()
    def toggleCooling(self) -> None:
        """Air conditioning on or off."""
        self._toggle(COOLING)

    @Slot()
    def toggleDefrost(self) -> None:
        """Windscreen defroster on or off."""
        self._toggle(DEFROST)

    @Slot()
    def toggleRecirculation(self) -> None:
        """Recirculated or fresh air."""
        self._toggle(RECIRCULATION)

    @Property(bool, notify=changed)
    def present(self) -> bool:
        """Whether this car tells its climate at all."""
        return self._car.offers(DRIVER)

    @Property(bool, notify=changed)
    def mayAsk(self) -> bool:
        """Whether the car answers now and may be asked."""
        requests = self._house.port(Requests)
        return requests is not None and requests.may(DRIVER) and self._car.number(DRIVER) is not None

    @Property(Quantity, constant=True)
    def driver(self) -> Quantity:
        """Set temperature, driver's side."""
        return self._driver

    @Property(Quantity, constant=True)
    def passenger(self) -> Quantity:
        """Set temperature, passenger's side."""
        return self._passenger

    @Property(Quantity, constant=True)
    def fan(self) -> Quantity:
        """Blower."""
        return self._fan

    @Property(bool, notify=changed)
    def pendingDriver(self) -> bool:
        """Asked, not answered."""
        return DRIVER in self._wishes

    @Property(bool, notify=changed)
    def pendingPassenger(self) -> bool:
        """Asked, not answered."""
        return PASSENGER in self._wishes

    @Property(bool, notify=changed)
    def pendingFan(self) -> bool:
        """Asked, not answered."""
        return FAN in self._wishes

    @Property(bool, notify=changed)
    def cooling(self) -> bool:
        """Air conditioning."""
        return bool(self._wished_flag(COOLING))

    @Property(bool, notify=changed)
    def defrost(self) -> bool:
        """Windscreen defroster."""
        return bool(self._wished_flag(DEFROST))

    @Property(bool, notify=changed)
    def recirculation(self) -> bool:
        """Recirculated air."""
        return bool(self._wished_flag(RECIRCULATION))
