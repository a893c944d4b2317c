"""Volkswagen Golf, seventh generation (MQB, 2013 to 2020), with automatic gearbox. Listen only: nothing may be asked
of it.

Bit positions come from opendbc 0.3.1 (MIT), see dbc/volkswagen_golf_7.dbc. The lights are what the body computer asks
of the lamps. The steering angle has its sign in a bit of its own: two rows, and who plays this car can turn left only.
Left out: the engine speed, which opendbc names in messages that not every engine sends; the brake pedal, of which only
"pressed" is told.
"""

from collections.abc import Mapping

from headunit.vehicle.car import Car, Checksum, rows_from
from headunit.vehicle.cars.volkswagen_golf_7.checksum import mqb_checksum
from headunit.vehicle.state import Value

OPENDBC = "opendbc 0.3.1, vw_mqb.dbc"

#: 10 to 50 ms, 100 ms, 200 ms, 500 ms and one second apart.
FAST_S = 0.5
BODY_S = 0.6
BELTS_S = 1.0
CLUSTER_S = 2.5
SLOW_S = 5.0

#: D, E and T are forward positions of the selector, and VSS knows only one.
GEARS: Mapping[int, Value] = {5: 126, 6: -1, 7: 0, 8: 127, 9: 127, 10: 127, 13: 127, 14: 127}
#: regulating, accel_pedal_override, brake_only; disabled and enabled.
CRUISE: Mapping[int, Value] = {1: False, 2: False, 3: True, 4: True, 5: True}
#: Only 3 is a closed belt (car/volkswagen/carstate.py); 0 and 1 are a lock that says nothing.
BELT: Mapping[int, Value] = {2: False, 3: True}

_row = rows_from(OPENDBC)

#: Raw values above the range that the DBC declares: starting up, or a fault.
_TOP_OF_BYTE = frozenset({254, 255})

CAR = Car(
    name="volkswagen_golf_7",
    title="Volkswagen Golf VII",
    dbc="volkswagen_golf_7.dbc",
    rows=(
        _row("Vehicle.Speed", "ESP_21.ESP_v_Signal", FAST_S, not_available=frozenset({65533, 65534, 65535})),
        _row("Vehicle.ADAS.ESC.IsEngaged", "ESP_21.ESP_Eingriff", FAST_S),
        _row(
            "Vehicle.Chassis.SteeringWheel.Angle", "LWI_01.LWI_Lenkradwinkel", FAST_S, when=("LWI_VZ_Lenkradwinkel", 0)
        ),
        _row(
            "Vehicle.Chassis.SteeringWheel.Angle",
            "LWI_01.LWI_Lenkradwinkel",
            FAST_S,
            scale=-1.0,
            when=("LWI_VZ_Lenkradwinkel", 1),
        ),
        _row(
            "Vehicle.Chassis.Accelerator.PedalPosition",
            "Motor_20.MO_Fahrpedalrohwert_01",
            FAST_S,
            not_available=frozenset({255}),
        ),
        _row("Vehicle.ADAS.CruiseControl.IsActive", "TSK_06.TSK_Status", FAST_S, CRUISE),
        _row("Vehicle.Powertrain.Transmission.SelectedGear", "Gateway_73.GE_Fahrstufe", FAST_S, GEARS),
        _row("Vehicle.Cabin.Door.Row1.DriverSide.IsOpen", "Gateway_72.ZV_FT_offen", BODY_S),
        _row("Vehicle.Cabin.Door.Row1.PassengerSide.IsOpen", "Gateway_72.ZV_BT_offen", BODY_S),
        _row("Vehicle.Cabin.Door.Row2.DriverSide.IsOpen", "Gateway_72.ZV_HFS_offen", BODY_S),
        _row("Vehicle.Cabin.Door.Row2.PassengerSide.IsOpen", "Gateway_72.ZV_HBFS_offen", BODY_S),
        _row("Vehicle.Body.Trunk.Rear.IsOpen", "Gateway_72.ZV_HD_offen", BODY_S),
        _row("Vehicle.Cabin.Seat.Row1.DriverSide.IsBelted", "Airbag_02.AB_Gurtschloss_FA", BELTS_S, BELT),
        _row("Vehicle.Cabin.Seat.Row1.PassengerSide.IsBelted", "Airbag_02.AB_Gurtschloss_BF", BELTS_S, BELT),
        _row("Vehicle.Chassis.ParkingBrake.IsEngaged", "Kombi_01.KBI_Handbremse", CLUSTER_S),
        _row(
            "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature",
            "Motor_07.MO_Kuehlmittel_Temp",
            CLUSTER_S,
            not_available=_TOP_OF_BYTE,
        ),
        # Sent every second, and fifty times a second while they blink.
        _row("Vehicle.Body.Lights.DirectionIndicator.Left.IsSignaling", "Blinkmodi_02.Comfort_Signal_Left", SLOW_S),
        _row("Vehicle.Body.Lights.DirectionIndicator.Right.IsSignaling", "Blinkmodi_02.Comfort_Signal_Right", SLOW_S),
        _row("Vehicle.Body.Lights.Parking.IsOn", "Licht_Anf_01.BCM1_Standlicht_Anf", SLOW_S),
        _row("Vehicle.Body.Lights.Beam.Low.IsOn", "Licht_Anf_01.BCM1_Abblendlicht_Anf", SLOW_S),
        _row("Vehicle.Body.Lights.Beam.High.IsOn", "Licht_Anf_01.BCM1_Fernlicht_Anf", SLOW_S),
        _row("Vehicle.Body.Lights.Fog.Front.IsOn", "Licht_Anf_01.BCM1_Nebellicht_Anf", SLOW_S),
        _row("Vehicle.Body.Lights.Fog.Rear.IsOn", "Licht_Anf_01.BCM1_Nebelschluss_Fzg_Anf", SLOW_S),
        _row("Vehicle.Body.Lights.Running.IsOn", "Licht_Anf_01.BCM1_Tagfahrlicht_Anf", SLOW_S),
        _row("Vehicle.TraveledDistance", "Kombi_02.KBI_Kilometerstand", SLOW_S, scale=1000.0),
        _row("Vehicle.Exterior.AirTemperature", "Kombi_02.KBI_Aussen_Temp_gef", SLOW_S, not_available=_TOP_OF_BYTE),
        _row(
            "Vehicle.Powertrain.FuelSystem.RelativeLevel",
            "Kombi_03.KBI_Tankfuellstand_Prozent",
            SLOW_S,
            not_available=frozenset({126, 127}),
        ),
    ),
    checksums={
        message: Checksum("CHECKSUM", mqb_checksum)
        for message in ("LWI_01", "ESP_21", "Motor_20", "TSK_06", "Licht_Anf_01")
    },
)
