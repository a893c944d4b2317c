"""What the F-150 tells: for each message how long it is believed, and which path each of its signals speaks for."""

from collections.abc import Mapping
from typing import Final

from headunit.vehicle.car import Row
from headunit.vehicle.state import Value

SOURCE: Final = "opendbc 0.3.1, ford_lincoln_base_pt.dbc"

#: (message, stale after s, its quality flag or "", signal by path).
_MESSAGES: Final[tuple[tuple[str, float, str, Mapping[str, str]], ...]] = (
    ("BrakeSysFeatures", 0.5, "VehVActlBrk_D_Qf", {"Vehicle.Speed": "Veh_V_ActlBrk"}),
    (
        "SteeringPinion_Data",
        0.5,
        "StePinCompAnEst_D_Qf",
        {"Vehicle.Chassis.SteeringWheel.Angle": "StePinComp_An_Est"},
    ),
    (
        "EngVehicleSpThrottle",
        0.5,
        "",
        {
            "Vehicle.Chassis.Accelerator.PedalPosition": "ApedPos_Pc_ActlArb",
            "Vehicle.Powertrain.CombustionEngine.Speed": "EngAout_N_Actl",
        },
    ),
    (
        "PowertrainData_10",
        0.6,
        "",
        {
            "Vehicle.Powertrain.Transmission.SelectedGear": "TrnRng_D_Rq",
            "Vehicle.Powertrain.Transmission.CurrentGear": "GearPos_D_Actl",
        },
    ),
    ("EngBrakeData", 0.5, "", {"Vehicle.ADAS.CruiseControl.IsActive": "CcStat_D_Actl"}),
    (
        "EngineData_6",
        0.6,
        "EngClntTe_D_Qf",
        {"Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature": "EngClnt_Te_Actl"},
    ),
    ("EngineClimateData", 0.6, "AirAmbTe_D_Qf", {"Vehicle.Exterior.AirTemperature": "AirAmb_Te_Actl"}),
    (
        "RCMStatusMessage2_FD1",
        0.6,
        "",
        {
            "Vehicle.Cabin.Seat.Row1.DriverSide.IsBelted": "FirstRowBuckleDriver",
            "Vehicle.Cabin.Seat.Row1.PassengerSide.IsBelted": "FirstRowBucklePsngr",
        },
    ),
    (
        "Battery_Traction_4_FD1",
        0.6,
        "",
        {"Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed": "BattTracSoc2_Pc_Actl"},
    ),
    ("Cluster_Info1_FD1", 0.6, "", {"Vehicle.TraveledDistance": "OdometerMasterValue"}),
    (
        "BodyInfo_3_FD1",
        2.5,
        "",
        {
            "Vehicle.Cabin.Door.Row1.DriverSide.IsOpen": "DrStatDrv_B_Actl",
            "Vehicle.Cabin.Door.Row1.PassengerSide.IsOpen": "DrStatPsngr_B_Actl",
            "Vehicle.Cabin.Door.Row2.DriverSide.IsOpen": "DrStatRl_B_Actl",
            "Vehicle.Cabin.Door.Row2.PassengerSide.IsOpen": "DrStatRr_B_Actl",
            "Vehicle.Body.Trunk.Rear.IsOpen": "DrStatTgate_B_Actl",
            "Vehicle.Body.Hood.IsOpen": "DrStatHood_B_Actl",
            "Vehicle.Chassis.ParkingBrake.IsEngaged": "PrkBrkActv_B_Actl",
            "Vehicle.Body.Lights.DirectionIndicator.Left.IsSignaling": "TurnLghtLeftOn_B_Stat",
            "Vehicle.Body.Lights.DirectionIndicator.Right.IsSignaling": "TurnLghtRightOn_B_Stat",
            "Vehicle.Body.Lights.Fog.Front.IsOn": "FogLghtFrontOn_B_Stat",
            "Vehicle.Body.Lights.Fog.Rear.IsOn": "FogLghtRearOn_B_Stat",
            "Vehicle.Body.Lights.Parking.IsOn": "Parklamp_Status",
        },
    ),
    (
        "BCM_Lamp_Stat_FD1",
        5.0,
        "",
        {
            "Vehicle.Body.Lights.Beam.Low.IsOn": "HeadLampLoActv_B_Stat",
            "Vehicle.Body.Lights.Beam.High.IsOn": "HeadLghtHiOn_B_Stat",
        },
    ),
    ("Locking_Systems_2_FD1", 5.0, "", {"Vehicle.Cabin.Door.Row1.DriverSide.IsLocked": "Veh_Lock_Status"}),
    ("Body_Info_4_FD1", 5.0, "", {"Vehicle.LowVoltageBattery.CurrentVoltage": "BattULo_U_Actl"}),
    (
        "Tire_Pressure_Data_FD1",
        5.0,
        "",
        {
            "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure": "Tire_Press_LF_Data",
            "Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.Pressure": "Tire_Press_RF_Data",
            "Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.Pressure": "Tire_Press_LR_OLR_Data",
            "Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.Pressure": "Tire_Press_RR_ORR_Data",
        },
    ),
)

#: What each quality flag calls OK.
_GOOD: Final = 3

#: VSS value for each raw value of the signals that are neither numbers nor plain flags.
_WORDS: Final[Mapping[str, Mapping[int, Value]]] = {
    # The forward positions of the selector are one to VSS.
    "TrnRng_D_Rq": {0: 126, 1: -1, 2: 0, **dict.fromkeys(range(3, 12), 127)},
    "GearPos_D_Actl": {**{gear: gear for gear in range(11)}, 14: -1},
    "CcStat_D_Actl": {0: False, 1: False, 2: False, 3: False, 4: True, 5: True},
    "FirstRowBuckleDriver": {1: True, 2: False},
    "FirstRowBucklePsngr": {1: True, 2: False},
    # LOCK_ALL, LOCK_DBL, UNLOCK_ALL, UNLOCK_DRV.
    "Veh_Lock_Status": {1: True, 0: True, 2: False, 3: False},
}

_NO_PRESSURE: Final = frozenset({65533, 65534, 65535})
#: Raw values that the DBC's value tables call invalid, unknown or faulty.
_NOT_AVAILABLE: Final[Mapping[str, frozenset[int]]] = {
    "BattULo_U_Actl": frozenset({255}),
    "BattTracSoc2_Pc_Actl": frozenset({16382, 16383}),
    "OdometerMasterValue": frozenset({16777215}),
    "Tire_Press_LF_Data": _NO_PRESSURE,
    "Tire_Press_RF_Data": _NO_PRESSURE,
    "Tire_Press_LR_OLR_Data": _NO_PRESSURE,
    "Tire_Press_RR_ORR_Data": _NO_PRESSURE,
}

ROWS: Final = tuple(
    Row(
        path=path,
        message=message,
        signal=signal,
        stale_after_s=stale_after_s,
        source=SOURCE,
        # The DBC counts kilometres, VSS metres.
        scale=1000.0 if signal == "OdometerMasterValue" else 1.0,
        words=_WORDS.get(signal),
        when=(quality, _GOOD) if quality else None,
        not_available=_NOT_AVAILABLE.get(signal, frozenset()),
    )
    for message, stale_after_s, quality, signals in _MESSAGES
    for path, signal in signals.items()
)
