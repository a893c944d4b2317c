"""What the demo car tells: for each message how long it is believed, and which path each of its signals speaks for."""

from collections.abc import Mapping
from typing import Final

from headunit.vehicle.car import Row
from headunit.vehicle.state import Value

SOURCE: Final = "invented: dbc/demo.dbc"

#: (message, stale after s, signal by path). Fast messages may be a dozen cycles late: a small computer hesitates.
_MESSAGES: Final[tuple[tuple[str, float, Mapping[str, str]], ...]] = (
    (
        "ESC_Motion",
        0.5,
        {
            "Vehicle.Speed": "VehicleSpeed",
            "Vehicle.Chassis.Brake.PedalPosition": "BrakePedal",
            "Vehicle.Chassis.ParkingBrake.IsEngaged": "ParkingBrake",
            "Vehicle.Body.Lights.Brake.IsActive": "BrakeLight",
            "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.IsFluidLevelLow": "BrakeFluidLow",
            "Vehicle.ADAS.ABS.IsError": "AbsError",
            "Vehicle.ADAS.ESC.IsError": "EscError",
            "Vehicle.ADAS.ESC.IsEngaged": "EscEngaged",
        },
    ),
    (
        "EPS_Steering",
        0.5,
        {
            "Vehicle.Chassis.SteeringWheel.Angle": "SteeringWheelAngle",
            "Vehicle.AngularVelocity.Yaw": "YawRate",
        },
    ),
    ("SWM_Keys", 0.5, {"Vehicle.Cabin.SteeringWheel.MediaKey": "MediaKey"}),
    (
        "PCM_Drive",
        0.5,
        {
            "Vehicle.Powertrain.CombustionEngine.Speed": "EngineSpeed",
            "Vehicle.Chassis.Accelerator.PedalPosition": "AcceleratorPedal",
            "Vehicle.Powertrain.Transmission.SelectedGear": "SelectedGear",
            "Vehicle.Powertrain.Transmission.CurrentGear": "CurrentGear",
            "Vehicle.ADAS.CruiseControl.IsActive": "CruiseActive",
            "Vehicle.ADAS.CruiseControl.SpeedSet": "CruiseSpeedSet",
        },
    ),
    (
        "PCM_Fluids",
        2.5,
        {
            "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature": "CoolantTemperature",
            "Vehicle.Powertrain.CombustionEngine.EngineOil.Level": "OilLevel",
            "Vehicle.Powertrain.FuelSystem.RelativeLevel": "FuelLevel",
            "Vehicle.Powertrain.FuelSystem.Range": "FuelRange",
            "Vehicle.Powertrain.FuelSystem.AverageConsumption": "AverageConsumption",
        },
    ),
    (
        "BMS_Traction",
        0.5,
        {
            "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed": "StateOfCharge",
            "Vehicle.Powertrain.TractionBattery.Charging.IsCharging": "Charging",
            "Vehicle.Powertrain.TractionBattery.CurrentPower": "BatteryPower",
            "Vehicle.Powertrain.Range": "TotalRange",
            "Vehicle.Powertrain.TractionBattery.Range": "ElectricRange",
        },
    ),
    (
        "BCM_Surroundings",
        5.0,
        {
            "Vehicle.LowVoltageBattery.CurrentVoltage": "SupplyVoltage",
            "Vehicle.Exterior.AirTemperature": "OutsideTemperature",
        },
    ),
    (
        "IC_Distance",
        2.5,
        {"Vehicle.TraveledDistance": "Odometer", "Vehicle.TraveledDistanceSinceStart": "TripDistance"},
    ),
    ("GW_Diagnosis", 5.0, {"Vehicle.Diagnostics.DTCCount": "DtcCount"}),
    (
        "BCM_Doors",
        0.5,
        {
            "Vehicle.Cabin.Door.Row1.DriverSide.IsOpen": "DoorFrontLeft",
            "Vehicle.Cabin.Door.Row1.PassengerSide.IsOpen": "DoorFrontRight",
            "Vehicle.Cabin.Door.Row2.DriverSide.IsOpen": "DoorRearLeft",
            "Vehicle.Cabin.Door.Row2.PassengerSide.IsOpen": "DoorRearRight",
            "Vehicle.Body.Hood.IsOpen": "Hood",
            "Vehicle.Body.Trunk.Rear.IsOpen": "Trunk",
            "Vehicle.Cabin.Door.Row1.DriverSide.IsLocked": "LockFrontLeft",
            "Vehicle.Cabin.Door.Row1.PassengerSide.IsLocked": "LockFrontRight",
            "Vehicle.Cabin.Door.Row2.DriverSide.IsLocked": "LockRearLeft",
            "Vehicle.Cabin.Door.Row2.PassengerSide.IsLocked": "LockRearRight",
        },
    ),
    (
        "BCM_Lights",
        0.5,
        {
            "Vehicle.Body.Lights.Beam.Low.IsOn": "LowBeam",
            "Vehicle.Body.Lights.Beam.High.IsOn": "HighBeam",
            "Vehicle.Body.Lights.Parking.IsOn": "ParkingLight",
            "Vehicle.Body.Lights.Fog.Front.IsOn": "FogFront",
            "Vehicle.Body.Lights.Fog.Rear.IsOn": "FogRear",
            "Vehicle.Body.Lights.Hazard.IsSignaling": "HazardWarning",
            "Vehicle.Body.Lights.DirectionIndicator.Left.IsSignaling": "IndicatorLeft",
            "Vehicle.Body.Lights.DirectionIndicator.Right.IsSignaling": "IndicatorRight",
            "Vehicle.Body.Windshield.Front.Wiping.Mode": "WiperMode",
        },
    ),
    (
        "ACM_Restraints",
        1.0,
        {
            "Vehicle.Cabin.Seat.Row1.DriverSide.IsBelted": "BeltFrontLeft",
            "Vehicle.Cabin.Seat.Row1.PassengerSide.IsBelted": "BeltFrontRight",
            "Vehicle.Cabin.Seat.Row2.DriverSide.IsBelted": "BeltRearLeft",
            "Vehicle.Cabin.Seat.Row2.Middle.IsBelted": "BeltRearMiddle",
            "Vehicle.Cabin.Seat.Row2.PassengerSide.IsBelted": "BeltRearRight",
            "Vehicle.Cabin.Seat.Row1.PassengerSide.OccupancyStatus": "PassengerSeat",
            "Vehicle.Cabin.Seat.Row1.DriverSide.Airbag.IsEnabled": "DriverAirbag",
        },
    ),
    (
        "TPM_Tyre",
        5.0,
        {
            "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure": "PressureFrontLeft",
            "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.IsPressureLow": "PressureLowFrontLeft",
            "Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.Pressure": "PressureFrontRight",
            "Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.IsPressureLow": "PressureLowFrontRight",
            "Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.Pressure": "PressureRearLeft",
            "Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.IsPressureLow": "PressureLowRearLeft",
            "Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.Pressure": "PressureRearRight",
            "Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.IsPressureLow": "PressureLowRearRight",
        },
    ),
    (
        "CLM_Status",
        1.0,
        {
            "Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature": "TemperatureDriver",
            "Vehicle.Cabin.HVAC.Station.Row1.Passenger.Temperature": "TemperaturePassenger",
            "Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed": "Fan",
            "Vehicle.Cabin.HVAC.IsAirConditioningActive": "AirConditioning",
            "Vehicle.Cabin.HVAC.IsRecirculationActive": "Recirculation",
            "Vehicle.Cabin.HVAC.IsFrontDefrosterActive": "FrontDefroster",
            "Vehicle.Cabin.HVAC.AmbientAirTemperature": "CabinTemperature",
        },
    ),
)

#: The DBC counts distances in km and power in kW, VSS in m and W.
_THOUSANDS: Final = {"FuelRange", "TotalRange", "ElectricRange", "Odometer", "TripDistance", "BatteryPower"}

#: VSS value for each raw value of the signals that are neither numbers nor flags. Gears are VSS's numbers.
_WORDS: Final[Mapping[str, Mapping[int, Value]]] = {
    "SelectedGear": {0: 126, 1: -1, 2: 0, 3: 127},
    "CurrentGear": {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8, 9: 9, 14: -1},
    "OilLevel": {0: "CRITICALLY_LOW", 1: "LOW", 2: "NORMAL", 3: "HIGH", 4: "CRITICALLY_HIGH"},
    "BrakeLight": {0: "INACTIVE", 1: "ACTIVE", 2: "ADAPTIVE"},
    "WiperMode": {0: "OFF", 1: "SLOW", 2: "MEDIUM", 3: "FAST", 4: "INTERVAL", 5: "RAIN_SENSOR"},
    "MediaKey": {
        0: "NONE",
        1: "PLAY_PAUSE",
        2: "NEXT",
        3: "PREVIOUS",
        4: "VOLUME_UP",
        5: "VOLUME_DOWN",
        6: "MUTE",
    },
    "PassengerSeat": {0: "EMPTY", 1: "OCCUPIED", 2: "UNKNOWN"},
}

ROWS: Final = tuple(
    Row(
        path=path,
        message=message,
        signal=signal,
        stale_after_s=stale_after_s,
        source=SOURCE,
        scale=1000.0 if signal in _THOUSANDS else 1.0,
        words=_WORDS.get(signal),
    )
    for message, stale_after_s, signals in _MESSAGES
    for path, signal in signals.items()
)
