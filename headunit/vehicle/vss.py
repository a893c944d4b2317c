"""The part of the COVESA Vehicle Signal Specification that this house uses.

Source: COVESA/vehicle_signal_specification, release 6.0, exported as CSV with vss-tools. Only facts are kept: path,
data type, unit, range and allowed words. A path that is not here is spoken nowhere in the house: a test
holds every "Vehicle..." literal against this table.
"""

import math
from dataclasses import dataclass
from typing import Final, override

from headunit.vehicle.state import Value

#: Ranges of VSS's integer types ("Data Types" in its documentation).
INTEGER_RANGES: Final = {
    "uint8": (0.0, 255.0),
    "int8": (-128.0, 127.0),
    "uint16": (0.0, 65_535.0),
    "int16": (-32_768.0, 32_767.0),
    "uint32": (0.0, 4_294_967_295.0),
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """What a value under a path may be.

    `datatype`: VSS's own word. `unit`: VSS's own word, empty for a number without one. `low`, `high`: the legal range,
    both ends included; infinite where VSS sets none. `allowed`: the words that a text value may be.
    """

    datatype: str
    unit: str = ""
    low: float = -math.inf
    high: float = math.inf
    allowed: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the value is a whole number."""
        return self.datatype in INTEGER_RANGES

    def number(self, value: float) -> float | int | None:
        """`value` (in the leaf's unit) as the leaf stores it, or None where it is NaN, infinite or out of range."""
        if not self.low <= value <= self.high or math.isinf(value):  # NaN fails every comparison
            return None
        return round(value) if self.whole else value

    def accepts(self, value: Value) -> bool:
        """Whether `value` is legal here: right type, in range, an allowed word."""
        if self.datatype == "boolean":
            return isinstance(value, bool)
        if self.datatype == "string":
            return value in self.allowed
        return not isinstance(value, bool | str) and self.number(value) is not None

    @override
    def __str__(self) -> str:
        if self.datatype == "boolean":
            return "true or false"
        if self.datatype == "string":
            return f"one of {', '.join(self.allowed)}"
        ends = "" if math.isinf(self.low) and math.isinf(self.high) else f" from {self.low:g} to {self.high:g}"
        return f"a {'whole ' if self.whole else ''}number{ends}{' ' if self.unit else ''}{self.unit}"


def _number(datatype: str, unit: str, low: float = -math.inf, high: float = math.inf) -> Leaf:
    least, most = INTEGER_RANGES.get(datatype, (-math.inf, math.inf))
    return Leaf(datatype, unit, max(low, least), min(high, most))


def _words(*allowed: str) -> Leaf:
    return Leaf("string", allowed=allowed)


FLAG: Final = Leaf("boolean")

LEAVES: Final[dict[str, Leaf]] = {
    "Vehicle.ADAS.ABS.IsError": FLAG,
    "Vehicle.ADAS.CruiseControl.IsActive": FLAG,
    "Vehicle.ADAS.CruiseControl.SpeedSet": _number("float", "km/h"),
    "Vehicle.ADAS.ESC.IsEngaged": FLAG,
    "Vehicle.ADAS.ESC.IsError": FLAG,
    "Vehicle.AngularVelocity.Yaw": _number("float", "degrees/s"),
    "Vehicle.Body.Hood.IsOpen": FLAG,
    "Vehicle.Body.Lights.Beam.High.IsOn": FLAG,
    "Vehicle.Body.Lights.Beam.Low.IsOn": FLAG,
    "Vehicle.Body.Lights.Brake.IsActive": _words("INACTIVE", "ACTIVE", "ADAPTIVE"),
    "Vehicle.Body.Lights.DirectionIndicator.Left.IsSignaling": FLAG,
    "Vehicle.Body.Lights.DirectionIndicator.Right.IsSignaling": FLAG,
    "Vehicle.Body.Lights.Fog.Front.IsOn": FLAG,
    "Vehicle.Body.Lights.Fog.Rear.IsOn": FLAG,
    "Vehicle.Body.Lights.Hazard.IsSignaling": FLAG,
    "Vehicle.Body.Lights.Parking.IsOn": FLAG,
    "Vehicle.Body.Lights.Running.IsOn": FLAG,
    "Vehicle.Body.Trunk.Rear.IsOpen": FLAG,
    "Vehicle.Body.Windshield.Front.Wiping.Mode": _words("OFF", "SLOW", "MEDIUM", "FAST", "INTERVAL", "RAIN_SENSOR"),
    "Vehicle.Cabin.Door.Row1.DriverSide.IsLocked": FLAG,
    "Vehicle.Cabin.Door.Row1.DriverSide.IsOpen": FLAG,
    "Vehicle.Cabin.Door.Row1.PassengerSide.IsLocked": FLAG,
    "Vehicle.Cabin.Door.Row1.PassengerSide.IsOpen": FLAG,
    "Vehicle.Cabin.Door.Row2.DriverSide.IsLocked": FLAG,
    "Vehicle.Cabin.Door.Row2.DriverSide.IsOpen": FLAG,
    "Vehicle.Cabin.Door.Row2.PassengerSide.IsLocked": FLAG,
    "Vehicle.Cabin.Door.Row2.PassengerSide.IsOpen": FLAG,
    "Vehicle.Cabin.HVAC.AmbientAirTemperature": _number("float", "Celsius"),
    "Vehicle.Cabin.HVAC.IsAirConditioningActive": FLAG,
    "Vehicle.Cabin.HVAC.IsFrontDefrosterActive": FLAG,
    "Vehicle.Cabin.HVAC.IsRecirculationActive": FLAG,
    "Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed": _number("uint8", "percent", low=0, high=100),
    "Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature": _number("float", "Celsius"),
    "Vehicle.Cabin.HVAC.Station.Row1.Passenger.Temperature": _number("float", "Celsius"),
    "Vehicle.Cabin.Seat.Row1.DriverSide.Airbag.IsEnabled": FLAG,
    "Vehicle.Cabin.Seat.Row1.DriverSide.IsBelted": FLAG,
    "Vehicle.Cabin.Seat.Row1.PassengerSide.IsBelted": FLAG,
    "Vehicle.Cabin.Seat.Row1.PassengerSide.OccupancyStatus": _words("UNKNOWN", "OCCUPIED", "EMPTY"),
    "Vehicle.Cabin.Seat.Row2.DriverSide.IsBelted": FLAG,
    "Vehicle.Cabin.Seat.Row2.Middle.IsBelted": FLAG,
    "Vehicle.Cabin.Seat.Row2.PassengerSide.IsBelted": FLAG,
    # Not in VSS 6, which has no keys on the steering wheel: an overlay of this house, as VSS allows for.
    "Vehicle.Cabin.SteeringWheel.MediaKey": _words(
        "NONE", "PLAY_PAUSE", "NEXT", "PREVIOUS", "VOLUME_UP", "VOLUME_DOWN", "MUTE"
    ),
    "Vehicle.Chassis.Accelerator.PedalPosition": _number("uint8", "percent", low=0, high=100),
    "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.IsFluidLevelLow": FLAG,
    "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.IsPressureLow": FLAG,
    "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure": _number("uint16", "kPa"),
    "Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.IsPressureLow": FLAG,
    "Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.Pressure": _number("uint16", "kPa"),
    "Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.IsPressureLow": FLAG,
    "Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.Pressure": _number("uint16", "kPa"),
    "Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.IsPressureLow": FLAG,
    "Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.Pressure": _number("uint16", "kPa"),
    "Vehicle.Chassis.Brake.PedalPosition": _number("uint8", "percent", low=0, high=100),
    "Vehicle.Chassis.ParkingBrake.IsEngaged": FLAG,
    "Vehicle.Chassis.SteeringWheel.Angle": _number("int16", "degrees"),
    "Vehicle.Diagnostics.DTCCount": _number("uint8", ""),
    "Vehicle.Exterior.AirTemperature": _number("float", "Celsius"),
    "Vehicle.LowVoltageBattery.CurrentVoltage": _number("float", "V"),
    "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature": _number("float", "Celsius"),
    "Vehicle.Powertrain.CombustionEngine.EngineOil.Level": _words(
        "CRITICALLY_LOW", "LOW", "NORMAL", "HIGH", "CRITICALLY_HIGH"
    ),
    "Vehicle.Powertrain.CombustionEngine.Speed": _number("float", "rpm"),
    "Vehicle.Powertrain.FuelSystem.AverageConsumption": _number("float", "l/100km", low=0),
    "Vehicle.Powertrain.FuelSystem.Range": _number("uint32", "m"),
    "Vehicle.Powertrain.FuelSystem.RelativeLevel": _number("uint8", "percent", low=0, high=100),
    "Vehicle.Powertrain.Range": _number("uint32", "m"),
    "Vehicle.Powertrain.TractionBattery.Charging.IsCharging": FLAG,
    "Vehicle.Powertrain.TractionBattery.CurrentPower": _number("float", "W"),
    "Vehicle.Powertrain.TractionBattery.Range": _number("uint32", "m"),
    "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed": _number("float", "percent", low=0, high=100),
    "Vehicle.Powertrain.Transmission.CurrentGear": _number("int8", ""),
    "Vehicle.Powertrain.Transmission.SelectedGear": _number("int8", ""),
    "Vehicle.Speed": _number("float", "km/h"),
    "Vehicle.TraveledDistance": _number("uint32", "m"),
    "Vehicle.TraveledDistanceSinceStart": _number("uint32", "m"),
}
