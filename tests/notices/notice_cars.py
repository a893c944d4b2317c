"""Cars for the notices: what each rule lights at, and what it does not light at."""

from collections.abc import Mapping

from headunit.kernel.reading import Reading
from headunit.vehicle.state import Value, VehicleState

SPEED = "Vehicle.Speed"
HANDBRAKE = "Vehicle.Chassis.ParkingBrake.IsEngaged"
OIL = "Vehicle.Powertrain.CombustionEngine.EngineOil.Level"
COOLANT = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature"
TYRES = [
    f"Vehicle.Chassis.Axle.{row}.Wheel.{side}.Tire.IsPressureLow"
    for row in ("Row1", "Row2")
    for side in ("Left", "Right")
]
LIDS = [
    *(f"Vehicle.Cabin.Door.{row}.{side}Side.IsOpen" for row in ("Row1", "Row2") for side in ("Driver", "Passenger")),
    "Vehicle.Body.Hood.IsOpen",
    "Vehicle.Body.Trunk.Rear.IsOpen",
]
SHUT: dict[str, Value] = dict.fromkeys(LIDS, False)
DRIVER = "Vehicle.Cabin.Seat.Row1.DriverSide.IsBelted"
BESIDE = "Vehicle.Cabin.Seat.Row1.PassengerSide.IsBelted"
SEATED = "Vehicle.Cabin.Seat.Row1.PassengerSide.OccupancyStatus"
FOG_REAR = "Vehicle.Body.Lights.Fog.Rear.IsOn"

type Values = dict[str, Value]

#: For each rule the states that light it, and those that do not although every fact is known.
EXAMPLES: dict[str, tuple[list[Values], list[Values]]] = {
    "brake_fluid": (
        [{"Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.IsFluidLevelLow": True}],
        [{"Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.IsFluidLevelLow": False}],
    ),
    "oil": ([{OIL: "CRITICALLY_LOW"}], [{OIL: "LOW"}, {OIL: "NORMAL"}, {OIL: "HIGH"}]),
    "coolant": ([{COOLANT: 118.1}, {COOLANT: 140.0}], [{COOLANT: 118.0}, {COOLANT: -40.0}]),
    "ajar": (
        [SHUT | {SPEED: speed, lid: True} for lid in LIDS for speed in (3.1, -3.1, 130.0)],
        [
            SHUT | {SPEED: 50.0},
            SHUT | {SPEED: 3.0, LIDS[0]: True},
            SHUT | {SPEED: -3.0, LIDS[5]: True},
            {SPEED: 50.0},  # a car that tells of no lid
        ],
    ),
    "belt": (
        [
            {DRIVER: False},
            {DRIVER: False, BESIDE: True, SEATED: "OCCUPIED"},
            {DRIVER: True, BESIDE: False, SEATED: "OCCUPIED"},
        ],
        [
            {DRIVER: True},
            {DRIVER: True, BESIDE: False, SEATED: "EMPTY"},
            {DRIVER: True, BESIDE: True, SEATED: "OCCUPIED"},
        ],
    ),
    "handbrake_rolling": (
        [{SPEED: 3.1, HANDBRAKE: True}, {SPEED: -5.0, HANDBRAKE: True}],
        [{SPEED: 3.0, HANDBRAKE: True}, {SPEED: 50.0, HANDBRAKE: False}],
    ),
    "handbrake": ([{HANDBRAKE: True}], [{HANDBRAKE: False}]),
    "airbag": (
        [{"Vehicle.Cabin.Seat.Row1.DriverSide.Airbag.IsEnabled": False}],
        [{"Vehicle.Cabin.Seat.Row1.DriverSide.Airbag.IsEnabled": True}],
    ),
    "tyre": ([dict.fromkeys(TYRES, False) | {tyre: True} for tyre in TYRES], [dict.fromkeys(TYRES, False)]),
    "engine": ([{"Vehicle.Diagnostics.DTCCount": 1}], [{"Vehicle.Diagnostics.DTCCount": 0}]),
    "oil_low": ([{OIL: "LOW"}], [{OIL: "CRITICALLY_LOW"}, {OIL: "NORMAL"}]),
    "abs": ([{"Vehicle.ADAS.ABS.IsError": True}], [{"Vehicle.ADAS.ABS.IsError": False}]),
    "esc": ([{"Vehicle.ADAS.ESC.IsError": True}], [{"Vehicle.ADAS.ESC.IsError": False}]),
    "esc_active": ([{"Vehicle.ADAS.ESC.IsEngaged": True}], [{"Vehicle.ADAS.ESC.IsEngaged": False}]),
    "battery_12v": (
        [{"Vehicle.LowVoltageBattery.CurrentVoltage": 11.79}],
        [{"Vehicle.LowVoltageBattery.CurrentVoltage": 11.8}],
    ),
    "fuel": (
        [{"Vehicle.Powertrain.FuelSystem.RelativeLevel": 9}],
        [{"Vehicle.Powertrain.FuelSystem.RelativeLevel": 10}],
    ),
    "charge": (
        [{"Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed": 9.9}],
        [{"Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed": 10.0}],
    ),
    "ice": ([{"Vehicle.Exterior.AirTemperature": 2.9}], [{"Vehicle.Exterior.AirTemperature": 3.0}]),
    "fog_rear": ([{FOG_REAR: True}], [{FOG_REAR: False}]),
    "high_beam": ([{"Vehicle.Body.Lights.Beam.High.IsOn": True}], [{"Vehicle.Body.Lights.Beam.High.IsOn": False}]),
    "fog_front": ([{"Vehicle.Body.Lights.Fog.Front.IsOn": True}], [{"Vehicle.Body.Lights.Fog.Front.IsOn": False}]),
    "low_beam": ([{"Vehicle.Body.Lights.Beam.Low.IsOn": True}], [{"Vehicle.Body.Lights.Beam.Low.IsOn": False}]),
    "parking_lights": ([{"Vehicle.Body.Lights.Parking.IsOn": True}], [{"Vehicle.Body.Lights.Parking.IsOn": False}]),
    "cruise": ([{"Vehicle.ADAS.CruiseControl.IsActive": True}], [{"Vehicle.ADAS.CruiseControl.IsActive": False}]),
    "charging": (
        [{"Vehicle.Powertrain.TractionBattery.Charging.IsCharging": True}],
        [{"Vehicle.Powertrain.TractionBattery.Charging.IsCharging": False}],
    ),
}


def a_car(values: Mapping[str, Value | None], now: float = 0.0, age_s: float = 0.0) -> VehicleState:
    """A car that tells the paths in `values`, each received `age_s` ago and stale after one second."""
    readings = {path: Reading(value, now - age_s, "can0") for path, value in values.items()}
    return VehicleState(now, "demo", readings, dict.fromkeys(values, 1.0))
