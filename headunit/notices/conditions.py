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
    driver = car.flag("Vehicle.Cabin.Seat.Row1.DriverSide.IsBelted")
    beside = car.flag("Vehicle.Cabin.Seat.Row1.PassengerSide.IsBelted")
    seated = car.flag("Vehicle.Cabin.Seat.Row1.PassengerSide.IsOccupied")
    return driver is False or (beside is False and seated is True)


def open_while_rolling(car: VehicleState) -> bool | None:
    """A door or lid is open and the car rolls."""
    speed_kmh = car.number("Vehicle.Speed")
    lids = (*DOORS, "Vehicle.Body.Trunk.Rear.IsOpen", "Vehicle.Body.Hood.IsOpen")
    return speed_kmh is not None and speed_kmh > ROLLING_KMH and any(car.flag(lid) for lid in lids)


def brake_held_while_rolling(car: VehicleState) -> bool | None:
    """The parking brake is on and the car rolls."""
    speed_kmh = car.number("Vehicle.Speed")
    return speed_kmh is not None and speed_kmh > ROLLING_KMH and car.flag("Vehicle.Chassis.ParkingBrake.IsEngaged")
