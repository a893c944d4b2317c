"""The widest words and numbers that a drive can bring: examples for the layout audit alone."""

from headunit.presentation.pane import Preview
from headunit.vehicle.previews import CRUISING, FEW, NOW, TROUBLE, car
from headunit.vehicle.state import Value

_BATTERY = "Vehicle.Powertrain.TractionBattery."
_ENGINE = "Vehicle.Powertrain.CombustionEngine."

#: Flat out, in an electric car with a long life behind it.
FAST: dict[str, Value] = CRUISING | {
    "Vehicle.Speed": 238.0,
    _BATTERY + "CurrentPower": -188_000.0,
    _BATTERY + "StateOfCharge.Displayed": 100.0,
    "Vehicle.Powertrain.Range": 1_188_000,
    "Vehicle.Powertrain.FuelSystem.RelativeLevel": 100,
    "Vehicle.Powertrain.FuelSystem.Range": 1_088_000,
    "Vehicle.Powertrain.FuelSystem.AverageConsumption": 28.8,
    _ENGINE + "EngineCoolant.Temperature": 108.0,
    "Vehicle.Exterior.AirTemperature": -28.0,
    "Vehicle.TraveledDistance": 888_888_000,
    "Vehicle.TraveledDistanceSinceStart": 8_888_800,
}
#: A car with an engine and a tank only.
PETROL: dict[str, Value] = {
    path: value for path, value in FAST.items() if not path.startswith(_BATTERY) and path != "Vehicle.Powertrain.Range"
} | {_ENGINE + "Speed": 6888.0}
#: Few messages, but one of them is the tank.
MEAGRE: dict[str, Value] = FEW | {_ENGINE + "Speed": 6888.0, "Vehicle.Powertrain.FuelSystem.RelativeLevel": 100}

EXTREMES = [
    Preview("fast", (car(FAST),), NOW),
    Preview("petrol", (car(PETROL),), NOW),
    Preview("meagre", (car(MEAGRE),), NOW),
    Preview("troubled-old", (car(TROUBLE, 0.8),), NOW),
]
