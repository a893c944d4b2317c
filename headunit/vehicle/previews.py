"""Example states of the car: for the gallery, the golden pictures and the layout audit. The ugly ones matter most."""

from headunit.kernel.reading import Reading
from headunit.presentation.pane import Preview
from headunit.vehicle.state import Value, VehicleState

NOW = 100.0

_LIGHTS = "Vehicle.Body.Lights."
_HVAC = "Vehicle.Cabin.HVAC."
_ENGINE = "Vehicle.Powertrain.CombustionEngine."
_BATTERY = "Vehicle.Powertrain.TractionBattery."
_DOORS = [f"Vehicle.Cabin.Door.{r}.{s}.IsOpen" for r in ("Row1", "Row2") for s in ("DriverSide", "PassengerSide")]
_TYRES = [f"Vehicle.Chassis.Axle.{r}.Wheel.{s}.Tire" for r in ("Row1", "Row2") for s in ("Left", "Right")]

#: A plug-in hybrid on a country road in the afternoon.
CRUISING: dict[str, Value] = {
    "Vehicle.Speed": 83.4,
    "Vehicle.Powertrain.Transmission.SelectedGear": 127,
    "Vehicle.Powertrain.Transmission.CurrentGear": 5,
    "Vehicle.Chassis.ParkingBrake.IsEngaged": False,
    _ENGINE + "Speed": 1850.0,
    _ENGINE + "EngineCoolant.Temperature": 91.0,
    _ENGINE + "EngineOil.Level": "NORMAL",
    _BATTERY + "CurrentPower": -18_400.0,
    _BATTERY + "StateOfCharge.Displayed": 64.0,
    _BATTERY + "Charging.IsCharging": False,
    "Vehicle.Powertrain.Range": 612_000,
    _BATTERY + "Range": 38_000,
    "Vehicle.Powertrain.FuelSystem.RelativeLevel": 71,
    "Vehicle.Powertrain.FuelSystem.Range": 574_000,
    "Vehicle.Powertrain.FuelSystem.AverageConsumption": 4.6,
    "Vehicle.LowVoltageBattery.CurrentVoltage": 14.2,
    "Vehicle.Exterior.AirTemperature": 17.5,
    "Vehicle.TraveledDistance": 48_213_000,
    "Vehicle.TraveledDistanceSinceStart": 23_400,
    "Vehicle.ADAS.CruiseControl.IsActive": True,
    "Vehicle.ADAS.CruiseControl.SpeedSet": 85.0,
    "Vehicle.Cabin.Seat.Row1.DriverSide.IsBelted": True,
    "Vehicle.Cabin.Seat.Row1.DriverSide.Airbag.IsEnabled": True,
    "Vehicle.Diagnostics.DTCCount": 0,
    "Vehicle.Body.Hood.IsOpen": False,
    "Vehicle.Body.Trunk.Rear.IsOpen": False,
    _LIGHTS + "Beam.Low.IsOn": False,
    _LIGHTS + "Beam.High.IsOn": False,
    _LIGHTS + "DirectionIndicator.Left.IsSignaling": False,
    _LIGHTS + "DirectionIndicator.Right.IsSignaling": False,
    _LIGHTS + "Hazard.IsSignaling": False,
    _LIGHTS + "Brake.IsActive": "INACTIVE",
    _HVAC + "Station.Row1.Driver.Temperature": 21.0,
    _HVAC + "Station.Row1.Passenger.Temperature": 22.5,
    _HVAC + "Station.Row1.Driver.FanSpeed": 40,
    _HVAC + "AmbientAirTemperature": 21.5,
    _HVAC + "IsAirConditioningActive": True,
    _HVAC + "IsFrontDefrosterActive": False,
    **dict.fromkeys(_DOORS, False),
    **{tyre + ".Pressure": kpa for tyre, kpa in zip(_TYRES, (240, 240, 230, 230), strict=True)},
    **dict.fromkeys((tyre + ".IsPressureLow" for tyre in _TYRES), False),
}

#: Everything that can be wrong at once, at a crawl in the dark, with the widest numbers.
TROUBLE: dict[str, Value] = CRUISING | {
    "Vehicle.Speed": 7.9,
    "Vehicle.Powertrain.Transmission.SelectedGear": -1,
    "Vehicle.Powertrain.Transmission.CurrentGear": -1,
    _ENGINE + "EngineCoolant.Temperature": 124.0,
    _ENGINE + "EngineOil.Level": "CRITICALLY_LOW",
    _BATTERY + "CurrentPower": 41_900.0,
    _BATTERY + "StateOfCharge.Displayed": 4.0,
    "Vehicle.Powertrain.Range": 6_000,
    _BATTERY + "Range": 1_000,
    "Vehicle.Powertrain.FuelSystem.RelativeLevel": 3,
    "Vehicle.Powertrain.FuelSystem.Range": 5_000,
    "Vehicle.Powertrain.FuelSystem.AverageConsumption": 24.8,
    "Vehicle.LowVoltageBattery.CurrentVoltage": 11.4,
    "Vehicle.Exterior.AirTemperature": -21.0,
    "Vehicle.TraveledDistance": 999_999_000,
    "Vehicle.TraveledDistanceSinceStart": 1_284_300,
    "Vehicle.Cabin.Seat.Row1.DriverSide.IsBelted": False,
    "Vehicle.Diagnostics.DTCCount": 4,
    "Vehicle.ADAS.ABS.IsError": True,
    "Vehicle.ADAS.ESC.IsError": True,
    _DOORS[0]: True,
    _DOORS[3]: True,
    "Vehicle.Body.Trunk.Rear.IsOpen": True,
    _LIGHTS + "Beam.Low.IsOn": True,
    _LIGHTS + "Beam.High.IsOn": True,
    _LIGHTS + "Fog.Rear.IsOn": True,
    _LIGHTS + "Hazard.IsSignaling": True,
    _LIGHTS + "Brake.IsActive": "ACTIVE",
    _TYRES[1] + ".Pressure": 120,
    _TYRES[1] + ".IsPressureLow": True,
}

#: What a car tells of which only a few messages are known.
FEW: dict[str, Value] = {
    path: CRUISING[path]
    for path in (
        "Vehicle.Speed",
        "Vehicle.Powertrain.Transmission.SelectedGear",
        _ENGINE + "Speed",
        "Vehicle.TraveledDistance",
        *_DOORS,
    )
}


def car(values: dict[str, Value], age_s: float = 0.0) -> VehicleState:
    """A state in which each of `values` came `age_s` ago and is stale after one second."""
    readings: dict[str, Reading[Value]] = {
        path: Reading(value, NOW - age_s, "preview") for path, value in values.items()
    }
    return VehicleState(NOW, "demo", readings, dict.fromkeys(values, 1.0))


PREVIEWS = [
    Preview("cruising", (car(CRUISING),), NOW),
    Preview("trouble", (car(TROUBLE),), NOW),
    Preview("ageing", (car(CRUISING, 0.8),), NOW),
    Preview("silent", (car(CRUISING, 30.0),), NOW),
    Preview("few", (car(FEW),), NOW),
    Preview("nameless", (VehicleState(NOW),), NOW),
]
