"""Which signal each number on the screen shows, and how the driver reads it. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass

from headunit.preferences.state import Preferences

type Read = Callable[[Preferences, float | None], tuple[float | None, str]]


@dataclass(frozen=True, slots=True)
class Dial:
    """`path`: VSS 6. `read`: from the VSS unit to the driver's, in which `low` and `high` end the scale."""

    path: str
    read: Read
    low: float = 0.0
    high: float = 100.0
    digits: int = 0


def _percent(_choice: Preferences, value: float | None) -> tuple[float | None, str]:
    return value, "%"


def _kilowatts(_choice: Preferences, watts: float | None) -> tuple[float | None, str]:
    # VSS counts current into the battery as positive; a driver counts what the car spends.
    return (None if watts is None else -watts / 1000), "kW"


def _rpm(_choice: Preferences, value: float | None) -> tuple[float | None, str]:
    return value, "rpm"


def _volts(_choice: Preferences, value: float | None) -> tuple[float | None, str]:
    return value, "V"


DIALS: dict[str, Dial] = {
    "speed": Dial("Vehicle.Speed", Preferences.speed, high=220),
    "rpm": Dial("Vehicle.Powertrain.CombustionEngine.Speed", _rpm, high=7000),
    "power": Dial("Vehicle.Powertrain.TractionBattery.CurrentPower", _kilowatts, low=-60, high=120),
    "charge": Dial("Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed", _percent),
    "fuel": Dial("Vehicle.Powertrain.FuelSystem.RelativeLevel", _percent),
    "range": Dial("Vehicle.Powertrain.Range", Preferences.length, high=900),
    "electricRange": Dial("Vehicle.Powertrain.TractionBattery.Range", Preferences.length, high=900),
    "fuelRange": Dial("Vehicle.Powertrain.FuelSystem.Range", Preferences.length, high=900),
    "consumption": Dial("Vehicle.Powertrain.FuelSystem.AverageConsumption", Preferences.consumption, high=15, digits=1),
    "outside": Dial("Vehicle.Exterior.AirTemperature", Preferences.degrees, low=-30, high=50),
    "cabin": Dial("Vehicle.Cabin.HVAC.AmbientAirTemperature", Preferences.degrees, low=-30, high=50),
    "coolant": Dial(
        "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature", Preferences.degrees, low=50, high=130
    ),
    "trip": Dial("Vehicle.TraveledDistanceSinceStart", Preferences.length, digits=1),
    "odometer": Dial("Vehicle.TraveledDistance", Preferences.length),
    "battery12": Dial("Vehicle.LowVoltageBattery.CurrentVoltage", _volts, low=10, high=15, digits=1),
    "cruise": Dial("Vehicle.ADAS.CruiseControl.SpeedSet", Preferences.speed, high=220),
}

#: The four wheels in the order front left, front right, rear left, rear right.
WHEELS = tuple(f"Vehicle.Chassis.Axle.{row}.Wheel.{side}" for row in ("Row1", "Row2") for side in ("Left", "Right"))


def gear_letter(selected: float | None, current: float | None) -> str:
    """P, R, N, D or, with a known gear beside D, D3. VSS 6: 126 park, 127 drive, 0 neutral, below 0 reverse."""
    if selected is None:
        return "--"
    if selected == 126:  # noqa: PLR2004  VSS's number for park
        return "P"
    if selected == 0:
        return "N"
    if selected < 0:
        return "R"
    return "D" if current is None or current <= 0 else f"D{current:.0f}"
