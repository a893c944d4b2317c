"""What its owner wants to be told of, wherever he is: left unlocked, low 12 V, a tyre, a full battery. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from headunit.vehicle.state import VehicleState

_DOORS: Final = ("Row1.DriverSide", "Row1.PassengerSide", "Row2.DriverSide", "Row2.PassengerSide")
_WHEELS: Final = ("Row1.Wheel.Left", "Row1.Wheel.Right", "Row2.Wheel.Left", "Row2.Wheel.Right")
#: A lead-acid battery below this does not start an engine for long (V; VARTA, open circuit at some 25 % of charge).
LOW_VOLTS: Final = 11.8
_CHARGE: Final = "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed"
_CHARGING: Final = "Vehicle.Powertrain.TractionBattery.Charging.IsCharging"
_FULL: Final = 100.0


def _unlocked(vehicle: VehicleState, parked: bool) -> bool:
    return parked and any(vehicle.flag(f"Vehicle.Cabin.Door.{door}.IsLocked") is False for door in _DOORS)


def _tyre(vehicle: VehicleState, _parked: bool) -> bool:
    return any(vehicle.flag(f"Vehicle.Chassis.Axle.{wheel}.Tire.IsPressureLow") is True for wheel in _WHEELS)


def _low(vehicle: VehicleState, _parked: bool) -> bool:
    volts = vehicle.number("Vehicle.LowVoltageBattery.CurrentVoltage")
    return volts is not None and volts < LOW_VOLTS


def _charged(vehicle: VehicleState, parked: bool) -> bool:
    level = vehicle.number(_CHARGE)
    return parked and vehicle.flag(_CHARGING) is False and level is not None and level >= _FULL


#: kind -> (whether it is so, for how long before it is told, s).
_WATCHED: Final[dict[str, tuple[Callable[[VehicleState, bool], bool], float]]] = {
    "unlocked": (_unlocked, 300.0),
    "tyre": (_tyre, 10.0),
    "low_12v": (_low, 30.0),
    "charge_done": (_charged, 5.0),
}


@dataclass(slots=True)
class _Watch:
    since_s: float | None = None
    told: str = ""
    began_s: float = 0.0


class Alerts:
    """Each is told when it has been so for a while, and once more when it is over."""

    def __init__(self) -> None:
        self._watches = {kind: _Watch() for kind in _WATCHED}

    def on(self, vehicle: VehicleState, now_s: float, *, parked: bool) -> Iterator[dict[str, object]]:
        """Words of the rows that are due. `now_s`: since 1970."""
        for kind, (is_so, for_s) in _WATCHED.items():
            watch = self._watches[kind]
            if not is_so(vehicle, parked):
                watch.since_s = None
                if watch.told:
                    yield {"id": watch.told, "kind": kind, "at": watch.began_s, "ended": now_s}
                    watch.told = ""
                continue
            watch.since_s = now_s if watch.since_s is None or now_s < watch.since_s else watch.since_s
            if not watch.told and now_s - watch.since_s >= for_s:
                watch.told, watch.began_s = f"{kind}-{watch.since_s:.0f}", watch.since_s
                yield {"id": watch.told, "kind": kind, "at": watch.since_s, "ended": None}
