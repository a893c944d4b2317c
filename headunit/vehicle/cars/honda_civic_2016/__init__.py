"""Honda Civic Touring, model year 2016, with CVT, left-hand drive. Listen only: nothing may be asked of it.

Bit positions come from opendbc 0.3.1 (MIT), see dbc/honda_civic_2016.dbc. Left out: the accelerator and the brake
pressure, whose units are not known; the wipers, whose value table does not fit their field.
"""

from collections.abc import Mapping

from headunit.vehicle.car import Car, Checksum, rows_from
from headunit.vehicle.cars.honda_civic_2016.checksum import honda_checksum
from headunit.vehicle.state import Value

OPENDBC = "opendbc 0.3.1, generator/honda/honda_civic_touring_2016_can.dbc"

#: 10 ms, 100 ms, 333 ms and one second apart.
FAST_S = 0.5
BODY_S = 0.6
DOORS_S = 1.7
SLOW_S = 5.0

#: L and S are forward positions of the selector too, and VSS knows only one.
GEARS: Mapping[int, Value] = {1: 126, 2: -1, 3: 0, 4: 127, 7: 127, 10: 127}
MESSAGES = (
    "STEERING_SENSORS",
    "ENGINE_DATA",
    "POWERTRAIN_DATA",
    "GEARBOX_CVT",
    "SEATBELT_STATUS",
    "CAR_SPEED",
    "CRUISE",
    "SCM_FEEDBACK",
    "STALK_STATUS_2",
    "DOORS_STATUS",
    "ODOMETER",
)

_row = rows_from(OPENDBC)

CAR = Car(
    name="honda_civic_2016",
    title="Honda Civic (2016)",
    dbc="honda_civic_2016.dbc",
    rows=(
        _row("Vehicle.Speed", "CAR_SPEED.CAR_SPEED", BODY_S),
        _row("Vehicle.Chassis.SteeringWheel.Angle", "STEERING_SENSORS.STEER_ANGLE", FAST_S),
        _row("Vehicle.Powertrain.CombustionEngine.Speed", "ENGINE_DATA.ENGINE_RPM", FAST_S),
        _row("Vehicle.Powertrain.Transmission.SelectedGear", "GEARBOX_CVT.GEAR_SHIFTER", FAST_S, GEARS),
        _row("Vehicle.ADAS.CruiseControl.IsActive", "POWERTRAIN_DATA.ACC_STATUS", FAST_S),
        _row("Vehicle.ADAS.CruiseControl.SpeedSet", "CRUISE.CRUISE_SPEED_PCM", BODY_S),
        _row("Vehicle.Chassis.ParkingBrake.IsEngaged", "SCM_FEEDBACK.PARKING_BRAKE_ON", BODY_S),
        _row("Vehicle.Body.Lights.DirectionIndicator.Left.IsSignaling", "SCM_FEEDBACK.LEFT_BLINKER", BODY_S),
        _row("Vehicle.Body.Lights.DirectionIndicator.Right.IsSignaling", "SCM_FEEDBACK.RIGHT_BLINKER", BODY_S),
        _row("Vehicle.Cabin.Seat.Row1.DriverSide.IsBelted", "SEATBELT_STATUS.SEATBELT_DRIVER_LATCHED", BODY_S),
        _row("Vehicle.Cabin.Seat.Row1.PassengerSide.IsBelted", "SEATBELT_STATUS.SEATBELT_PASS_LATCHED", BODY_S),
        _row("Vehicle.Cabin.Door.Row1.DriverSide.IsOpen", "DOORS_STATUS.DOOR_OPEN_FL", DOORS_S),
        _row("Vehicle.Cabin.Door.Row1.PassengerSide.IsOpen", "DOORS_STATUS.DOOR_OPEN_FR", DOORS_S),
        _row("Vehicle.Cabin.Door.Row2.DriverSide.IsOpen", "DOORS_STATUS.DOOR_OPEN_RL", DOORS_S),
        _row("Vehicle.Cabin.Door.Row2.PassengerSide.IsOpen", "DOORS_STATUS.DOOR_OPEN_RR", DOORS_S),
        _row("Vehicle.Body.Trunk.Rear.IsOpen", "DOORS_STATUS.TRUNK_OPEN", DOORS_S),
        _row("Vehicle.Body.Lights.Beam.Low.IsOn", "STALK_STATUS_2.LOW_BEAMS", SLOW_S),
        _row("Vehicle.Body.Lights.Beam.High.IsOn", "STALK_STATUS_2.HIGH_BEAMS", SLOW_S),
        _row("Vehicle.Body.Lights.Parking.IsOn", "STALK_STATUS_2.PARK_LIGHTS", SLOW_S),
        _row("Vehicle.TraveledDistance", "ODOMETER.ODOMETER", SLOW_S, scale=1000.0),
    ),
    checksums={message: Checksum("CHECKSUM", honda_checksum) for message in MESSAGES},
)
