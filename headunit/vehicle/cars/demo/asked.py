"""What the demo car may be asked to change: its climate control, and nothing that moves the car."""

from typing import Final

from headunit.vehicle.car import Request
from headunit.vehicle.cars.demo.told import SOURCE

_SIGNALS: Final = {
    "Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature": "RequestTemperatureDriver",
    "Vehicle.Cabin.HVAC.Station.Row1.Passenger.Temperature": "RequestTemperaturePassenger",
    "Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed": "RequestFan",
    "Vehicle.Cabin.HVAC.IsAirConditioningActive": "RequestAirConditioning",
    "Vehicle.Cabin.HVAC.IsRecirculationActive": "RequestRecirculation",
    "Vehicle.Cabin.HVAC.IsFrontDefrosterActive": "RequestFrontDefroster",
}

REQUESTS: Final = tuple(
    Request(path=path, message="HU_ClimateRequest", signal=signal, source=SOURCE) for path, signal in _SIGNALS.items()
)
