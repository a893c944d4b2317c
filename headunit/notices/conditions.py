"""What can be asked of the vehicle's state. A condition answers None where the fact is unknown."""

from collections.abc import Callable

from headunit.vehicle.state import VehicleState

type Condition = Callable[[VehicleState], bool | None]

#: Doors and belts matter from a walking pace on (km/h).
ROLLING_KMH = 3.0

TYRES_LOW = tuple(
    f"Vehicle.Chassis.Axle.{row}.Wheel.{side}.Tire.IsPressureLow"
    for row in ("Row1", "Row2")
    for side in ("Left", "Right")
)
DOORS = tuple(
    f"Vehicle.Cabin.Door.{row}.{side}.IsOpen" for row in ("Row1", "Row2") for side in ("DriverSide", "PassengerSide")
)
LIDS = (*DOORS, "Vehicle.Body.Trunk.Rear.IsOpen", "Vehicle.Body.Hood.IsOpen")

_SEATS = "Vehicle.Cabin.Seat.Row1."
_SEATED = _SEATS + "PassengerSide.OccupancyStatus"
_BELTED = (_SEATS + "DriverSide.IsBelted", _SEATS + "PassengerSide.IsBelted")


def flag(path: str) -> Condition:
    """True while the flag `path` is set."""
    return lambda car: car.flag(path)


def is_not(path: str) -> Condition:
    """True while the flag `path` is known to be unset."""

    def condition(car: VehicleState) -> bool | None:
        value = car.flag(path)
        return None if value is None else not value

    return condition


def any_of(paths: tuple[str, ...]) -> Condition:
    """True while one of the flags is set, False when all are known to be unset."""

    def condition(car: VehicleState) -> bool | None:
        flags = [car.flag(path) for path in paths]
        return True if True in flags else None if None in flags else False

    return condition


def below(path: str, limit: float) -> Condition:
    """True while the number at `path`, in its VSS unit, is below `limit`."""

    def condition(car: VehicleState) -> bool | None:
        number = car.number(path)
        return None if number is None else number < limit

    return condition


def above(path: str, limit: float) -> Condition:
    """True while the number at `path`, in its VSS unit, is above `limit`."""

    def condition(car: VehicleState) -> bool | None:
        number = car.number(path)
        return None if number is None else number > limit

    return condition


def one_of(path: str, *words: str) -> Condition:
    """True while the text at `path` is one of `words`."""

    def condition(car: VehicleState) -> bool | None:
        text = car.text(path)
        return None if text is None else text in words

    return condition


def unbelted(car: VehicleState) -> bool | None:
    """The driver, or a seated front passenger, is not belted."""
    driver, beside = (car.flag(path) for path in _BELTED)
    if driver is False or (beside is False and car.text(_SEATED) == "OCCUPIED"):
        return True
    told = [car.value(path) for path in (*_BELTED, _SEATED) if car.offers(path)]
    return None if None in told else False


def rolling(car: VehicleState) -> bool | None:
    """The car moves faster than a walking pace, forward or backward."""
    speed_kmh = car.number("Vehicle.Speed")
    return None if speed_kmh is None else abs(speed_kmh) > ROLLING_KMH


def both(one: Condition, other: Condition) -> Condition:
    """True while both are so, False once one is known not to be."""

    def condition(car: VehicleState) -> bool | None:
        answers = (one(car), other(car))
        return False if False in answers else None if None in answers else True

    return condition


def any_lid(car: VehicleState) -> bool | None:
    """A door, the hood or the trunk is open, as far as the car tells of it."""
    told = [car.flag(lid) for lid in LIDS if car.offers(lid)]
    return True if True in told else None if None in told else False
