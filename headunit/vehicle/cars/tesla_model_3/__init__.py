"""Tesla Model 3, party bus. Listen only: nothing may be asked of it.

Bit positions come from opendbc 0.3.1 (MIT), see dbc/tesla_model_3.dbc. Left out: `anyDoorOpen`, because VSS has a path
for each door and none for all; the brake pedal, of which only "pressed" is told; the battery, which speaks on another
bus.
"""

from collections.abc import Mapping

from headunit.vehicle.car import Car, Checksum, rows_from
from headunit.vehicle.cars.tesla_model_3.checksum import tesla_checksum
from headunit.vehicle.state import Value

OPENDBC = "opendbc 0.3.1, tesla_model3_party.dbc"

#: At most 20 ms apart: 25 cycles and more; the slow ones are 100 ms apart.
FAST_S = 0.5
SLOW_S = 0.6

GEARS: Mapping[int, Value] = {1: 126, 2: -1, 3: 0, 4: 127}
#: ENABLED, STANDSTILL, OVERRIDE, PRE_FAULT and PRE_CANCEL count as active in car/tesla/carstate.py, too.
CRUISE: Mapping[int, Value] = {1: False, 0: False, 5: False, 2: True, 3: True, 4: True, 6: True, 7: True}
#: RELEASED and APPLIED; on its way from one to the other it is neither.
PARKING_BRAKE: Mapping[int, Value] = {1: False, 3: True}
BLINKING: Mapping[int, Value] = {0: False, 1: True, 2: True}
BRAKE_LIGHT: Mapping[int, Value] = {0: "INACTIVE", 1: "ACTIVE"}
#: ON is ready, ENGAGED acts.
STABILITY: Mapping[int, Value] = {1: False, 2: True}

_row = rows_from(OPENDBC)

CAR = Car(
    name="tesla_model_3",
    title="Tesla Model 3",
    dbc="tesla_model_3.dbc",
    rows=(
        # Negative in reverse.
        _row("Vehicle.Speed", "DI_speed.DI_vehicleSpeed", FAST_S),
        _row("Vehicle.Powertrain.Transmission.SelectedGear", "DI_systemStatus.DI_gear", FAST_S, GEARS),
        _row("Vehicle.Chassis.Accelerator.PedalPosition", "DI_systemStatus.DI_accelPedalPos", FAST_S),
        _row(
            "Vehicle.Chassis.SteeringWheel.Angle",
            "EPAS3S_sysStatus.EPAS3S_internalSAS",
            FAST_S,
            when=("EPAS3S_internalSASQF", 1),
        ),
        _row("Vehicle.Body.Lights.Brake.IsActive", "ESP_status.ESP_brakeLamp", FAST_S, BRAKE_LIGHT),
        _row("Vehicle.ADAS.ABS.IsError", "ESP_status.ESP_absFaultLamp", FAST_S),
        _row("Vehicle.ADAS.ESC.IsError", "ESP_status.ESP_espFaultLamp", FAST_S),
        _row("Vehicle.ADAS.ESC.IsEngaged", "ESP_status.ESP_stabilityControlSts2", FAST_S, STABILITY),
        _row("Vehicle.ADAS.CruiseControl.IsActive", "DI_state.DI_cruiseState", SLOW_S, CRUISE),
        _row("Vehicle.Chassis.ParkingBrake.IsEngaged", "DI_state.DI_parkBrakeState", SLOW_S, PARKING_BRAKE),
        _row("Vehicle.Cabin.Seat.Row1.DriverSide.IsBelted", "UI_warning.buckleStatus", SLOW_S),
        _row("Vehicle.Body.Lights.Beam.High.IsOn", "UI_warning.highBeam", SLOW_S),
        _row(
            "Vehicle.Body.Lights.DirectionIndicator.Left.IsSignaling",
            "UI_warning.leftBlinkerBlinking",
            SLOW_S,
            BLINKING,
        ),
        _row(
            "Vehicle.Body.Lights.DirectionIndicator.Right.IsSignaling",
            "UI_warning.rightBlinkerBlinking",
            SLOW_S,
            BLINKING,
        ),
    ),
    checksums={
        "DI_speed": Checksum("DI_speedChecksum", tesla_checksum(0)),
        "DI_systemStatus": Checksum("DI_systemStatusChecksum", tesla_checksum(0)),
        "EPAS3S_sysStatus": Checksum("EPAS3S_sysStatusChecksum", tesla_checksum(7)),
        "ESP_status": Checksum("ESP_statusChecksum", tesla_checksum(0)),
        "DI_state": Checksum("DI_locStatusChecksum", tesla_checksum(0)),
        "UI_warning": Checksum("UI_warningChecksum", tesla_checksum(0)),
    },
)
