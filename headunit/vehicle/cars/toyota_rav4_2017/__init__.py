"""Toyota RAV4, model year 2017, left-hand drive. Listen only: nothing may be asked of it.

Bit positions come from opendbc 0.3.1 (MIT), see dbc/toyota_rav4_2017.dbc. Left out, because the recorded drive does not
bear them out: the clock (stands at its default), STEER_TORQUE_SENSOR.STEER_ANGLE (0 while it initialises), brake lights
and pedal, windscreen defogger. The messages that carry the VIN are not read at all.
"""

from collections.abc import Mapping

from headunit.kernel.units import METRES_PER_MILE
from headunit.vehicle.car import Car, Checksum, rows_from
from headunit.vehicle.cars.toyota_rav4_2017.checksum import toyota_checksum
from headunit.vehicle.state import Value

OPENDBC = "opendbc 0.3.1, toyota_new_mc_pt_generated.dbc"

#: Worst gap on the recorded drive: 46 ms for the fast messages, 1.03 s for the slow ones, 10.0 s for the blinkers.
FAST_S = 0.5
BODY_S = 1.5
SLOW_S = 5.0
BLINKERS_S = 25.0

LEFT: Mapping[int, Value] = {1: True, 2: False, 3: False}
RIGHT: Mapping[int, Value] = {1: False, 2: True, 3: False}
#: S is a forward position of the selector too, and VSS knows only one.
GEARS: Mapping[int, Value] = {0: 127, 1: 127, 8: 0, 16: -1, 32: 126}

_row = rows_from(OPENDBC)

CAR = Car(
    name="toyota_rav4_2017",
    title="Toyota RAV4 (2017)",
    dbc="toyota_rav4_2017.dbc",
    rows=(
        # Reads about 2 % above the wheels and agrees with GNSS to 1 km/h: it is what the car's own cluster shows.
        _row("Vehicle.Speed", "SPEED.SPEED", FAST_S),
        # Positive to the left, as in VSS: on the drive the GNSS course turns left when it is positive.
        _row("Vehicle.Chassis.SteeringWheel.Angle", "STEER_ANGLE_SENSOR.STEER_ANGLE", FAST_S, fine="STEER_FRACTION"),
        _row("Vehicle.Chassis.Accelerator.PedalPosition", "GAS_PEDAL.GAS_PEDAL", FAST_S),
        _row("Vehicle.Powertrain.CombustionEngine.Speed", "ENGINE_RPM.RPM", FAST_S),
        _row("Vehicle.ADAS.CruiseControl.IsActive", "PCM_CRUISE.CRUISE_ACTIVE", FAST_S),
        _row("Vehicle.ADAS.CruiseControl.SpeedSet", "PCM_CRUISE_2.SET_SPEED", FAST_S),
        _row("Vehicle.Powertrain.Transmission.SelectedGear", "GEAR_PACKET.GEAR", SLOW_S, words=GEARS),
        _row("Vehicle.TraveledDistance", "UI_SETTING.ODOMETER", SLOW_S, scale=1000.0, when=("UNITS", 1)),
        _row("Vehicle.TraveledDistance", "UI_SETTING.ODOMETER", SLOW_S, scale=METRES_PER_MILE, when=("UNITS", 2)),
        _row("Vehicle.Chassis.ParkingBrake.IsEngaged", "BODY_CONTROL_STATE.PARKING_BRAKE", BODY_S),
        _row(
            "Vehicle.Cabin.Seat.Row1.DriverSide.IsBelted",
            "BODY_CONTROL_STATE.SEATBELT_DRIVER_UNLATCHED",
            BODY_S,
            words={0: True, 1: False},
        ),
        _row("Vehicle.Cabin.Door.Row1.DriverSide.IsOpen", "BODY_CONTROL_STATE.DOOR_OPEN_FL", BODY_S),
        _row("Vehicle.Cabin.Door.Row1.PassengerSide.IsOpen", "BODY_CONTROL_STATE.DOOR_OPEN_FR", BODY_S),
        _row("Vehicle.Cabin.Door.Row2.DriverSide.IsOpen", "BODY_CONTROL_STATE.DOOR_OPEN_RL", BODY_S),
        _row("Vehicle.Cabin.Door.Row2.PassengerSide.IsOpen", "BODY_CONTROL_STATE.DOOR_OPEN_RR", BODY_S),
        _row(
            "Vehicle.Cabin.Door.Row1.DriverSide.IsLocked",
            "DOOR_LOCKS.LOCK_STATUS",
            SLOW_S,
            words={0: True, 1: False},
        ),
        _row("Vehicle.Body.Lights.Beam.Low.IsOn", "LIGHT_STALK.LOW_BEAM", SLOW_S),
        _row("Vehicle.Body.Lights.Beam.High.IsOn", "LIGHT_STALK.HIGH_BEAM", SLOW_S),
        _row("Vehicle.Body.Lights.Parking.IsOn", "LIGHT_STALK.PARKING_LIGHT", SLOW_S),
        _row("Vehicle.Body.Lights.Fog.Front.IsOn", "LIGHT_STALK.FRONT_FOG", SLOW_S),
        _row("Vehicle.Body.Lights.Running.IsOn", "LIGHT_STALK.DAYTIME_RUNNING_LIGHT", SLOW_S),
        _row(
            "Vehicle.Body.Lights.DirectionIndicator.Left.IsSignaling",
            "BLINKERS_STATE.TURN_SIGNALS",
            BLINKERS_S,
            words=LEFT,
        ),
        _row(
            "Vehicle.Body.Lights.DirectionIndicator.Right.IsSignaling",
            "BLINKERS_STATE.TURN_SIGNALS",
            BLINKERS_S,
            words=RIGHT,
        ),
        _row("Vehicle.Body.Lights.Hazard.IsSignaling", "BLINKERS_STATE.HAZARD_LIGHT", BLINKERS_S),
    ),
    checksums={
        message: Checksum("CHECKSUM", toyota_checksum)
        for message in ("SPEED", "PCM_CRUISE", "PCM_CRUISE_2", "GAS_PEDAL")
    },
)
