"""Judges from the vehicle's state whether it stands. In doubt it moves."""

from headunit.safety.state import Driving, SafetyState
from headunit.vehicle.state import VehicleState

#: Slower than this is standing: a wheel sensor's noise, not a walking pace (km/h).
STANDING_BELOW_KMH = 0.5
#: VSS 6: Vehicle.Powertrain.Transmission.SelectedGear.
PARK = 126


def judge(vehicle: VehicleState) -> SafetyState:
    """An unknown or stale speed counts as moving. Parked takes a second witness: the gear or the parking brake."""
    speed_kmh = vehicle.number("Vehicle.Speed")
    if speed_kmh is None or not abs(speed_kmh) < STANDING_BELOW_KMH:  # so that NaN counts as moving
        return SafetyState(Driving.MOVING)
    secured = vehicle.number("Vehicle.Powertrain.Transmission.SelectedGear") == PARK or vehicle.flag(
        "Vehicle.Chassis.ParkingBrake.IsEngaged"
    )
    return SafetyState(Driving.PARKED if secured else Driving.IDLING)
