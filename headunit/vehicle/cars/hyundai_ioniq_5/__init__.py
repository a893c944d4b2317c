"""Hyundai Ioniq 5 (2022 to 2024), the bus that its maker calls E-CAN: CAN FD. Listen only: nothing may be asked of it.

Bit positions come from opendbc 0.3.1 (MIT), see dbc/hyundai_ioniq_5.dbc. Left out: the accelerator, whose unit is not
known; the cruise control's set speed, which is in the unit of the cluster, told elsewhere.
"""

from collections.abc import Mapping

from headunit.vehicle.car import Car, Checksum, rows_from
from headunit.vehicle.cars.hyundai_ioniq_5.checksum import hyundai_canfd_checksum
from headunit.vehicle.state import Value

OPENDBC = "opendbc 0.3.1, generator/hyundai/hyundai_canfd.dbc"

#: 10 to 20 ms apart, and 250 ms.
FAST_S = 0.5
BODY_S = 1.25

GEARS: Mapping[int, Value] = {0: 126, 5: 127, 6: 0, 7: -1}
#: enabled and driver_override; off and cancelled. "off_maybe_fault" is neither.
CRUISE: Mapping[int, Value] = {0: False, 1: True, 2: True, 4: False}

_row = rows_from(OPENDBC)

CAR = Car(
    name="hyundai_ioniq_5",
    title="Hyundai Ioniq 5",
    dbc="hyundai_ioniq_5.dbc",
    rows=(
        # One wheel: the bus has no speed of the car. In a tight bend it is some per cent off.
        _row("Vehicle.Speed", "WHEEL_SPEEDS.WHL_SpdFLVal", FAST_S),
        _row("Vehicle.Chassis.SteeringWheel.Angle", "STEERING_SENSORS.STEERING_ANGLE", FAST_S),
        _row("Vehicle.Powertrain.Transmission.SelectedGear", "ACCELERATOR.GEAR", FAST_S, GEARS),
        _row("Vehicle.ADAS.CruiseControl.IsActive", "SCC_CONTROL.ACCMode", FAST_S, CRUISE),
        _row("Vehicle.Cabin.Door.Row1.DriverSide.IsOpen", "DOORS_SEATBELTS.DRIVER_DOOR", BODY_S),
        _row("Vehicle.Cabin.Door.Row1.PassengerSide.IsOpen", "DOORS_SEATBELTS.PASSENGER_DOOR", BODY_S),
        _row("Vehicle.Cabin.Door.Row2.DriverSide.IsOpen", "DOORS_SEATBELTS.DRIVER_REAR_DOOR", BODY_S),
        _row("Vehicle.Cabin.Door.Row2.PassengerSide.IsOpen", "DOORS_SEATBELTS.PASSENGER_REAR_DOOR", BODY_S),
        _row("Vehicle.Cabin.Seat.Row1.DriverSide.IsBelted", "DOORS_SEATBELTS.DRIVER_SEATBELT", BODY_S),
        _row("Vehicle.Cabin.Seat.Row1.PassengerSide.IsBelted", "DOORS_SEATBELTS.PASSENGER_SEATBELT", BODY_S),
        _row("Vehicle.Body.Lights.DirectionIndicator.Left.IsSignaling", "BLINKERS.LEFT_LAMP", BODY_S),
        _row("Vehicle.Body.Lights.DirectionIndicator.Right.IsSignaling", "BLINKERS.RIGHT_LAMP", BODY_S),
    ),
    checksums={
        message: Checksum("CHECKSUM", hyundai_canfd_checksum)
        for message in ("ACCELERATOR", "WHEEL_SPEEDS", "STEERING_SENSORS", "SCC_CONTROL")
    },
)
