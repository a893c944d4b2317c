"""Which signals leave the car, how exactly, and what has changed since the last second. Pure.

Numbers go as telemetry, a second at a time and only where they moved by more than their step; what is on or off goes at
once, as state.
"""

from collections.abc import Iterator
from typing import Final

from headunit.cloud.state import Kind, Privacy
from headunit.kernel.reading import Freshness
from headunit.vehicle.state import Value, VehicleState

#: VSS path, or the beginning of one -> (kind, smallest step that is worth telling, in the path's unit).
_TOLD: Final[tuple[tuple[str, Kind, float], ...]] = (
    ("Vehicle.Speed", Kind.DRIVING, 0.5),
    ("Vehicle.TraveledDistance", Kind.STATE, 100.0),
    ("Vehicle.Powertrain.TractionBattery.StateOfCharge", Kind.STATE, 0.5),
    ("Vehicle.Powertrain.TractionBattery.CurrentPower", Kind.DRIVING, 500.0),
    ("Vehicle.Powertrain.TractionBattery.Range", Kind.STATE, 1000.0),
    ("Vehicle.Powertrain.TractionBattery.Charging", Kind.STATE, 1.0),
    ("Vehicle.Powertrain.FuelSystem.RelativeLevel", Kind.STATE, 0.5),
    ("Vehicle.Powertrain.FuelSystem.Range", Kind.STATE, 1000.0),
    ("Vehicle.Powertrain.Range", Kind.STATE, 1000.0),
    ("Vehicle.Powertrain.CombustionEngine.Speed", Kind.DRIVING, 100.0),
    ("Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature", Kind.STATE, 1.0),
    ("Vehicle.Powertrain.Transmission", Kind.DRIVING, 1.0),
    ("Vehicle.Chassis.Accelerator.PedalPosition", Kind.DRIVING, 3.0),
    ("Vehicle.Chassis.Brake.PedalPosition", Kind.DRIVING, 3.0),
    ("Vehicle.Chassis.ParkingBrake", Kind.STATE, 1.0),
    ("Vehicle.Chassis.Axle", Kind.STATE, 2.0),
    ("Vehicle.LowVoltageBattery.CurrentVoltage", Kind.STATE, 0.1),
    ("Vehicle.Exterior.AirTemperature", Kind.STATE, 0.5),
    ("Vehicle.Cabin.HVAC", Kind.STATE, 0.5),
    ("Vehicle.Cabin.Door", Kind.STATE, 1.0),
    ("Vehicle.Cabin.Seat", Kind.DRIVING, 1.0),
    ("Vehicle.Body.Trunk", Kind.STATE, 1.0),
    ("Vehicle.Body.Hood", Kind.STATE, 1.0),
    ("Vehicle.Body.Lights", Kind.DRIVING, 1.0),
    ("Vehicle.Diagnostics", Kind.HEALTH, 1.0),
)


def kind_of(path: str) -> tuple[Kind, float] | None:
    """What kind of data a path is, and its step; None: it never leaves the car."""
    return next(((kind, step) for begin, kind, step in _TOLD if path.startswith(begin)), None)


class SignalChanges:
    """What was told of each path, so that only what changed is told again."""

    def __init__(self) -> None:
        self._told: dict[str, Value | None] = {}
        self._rules: dict[str, tuple[Kind, float] | None] = {}

    def changed(self, vehicle: VehicleState, privacy: Privacy) -> Iterator[tuple[str, Value | None]]:
        """Each path that is to be told now, with its value; None: unknown by now."""
        for path in vehicle.stale_after_s:
            rule = self._rules.setdefault(path, kind_of(path))
            if rule is None or rule[0] not in privacy.on:
                continue
            reading = vehicle.readings.get(path)
            stale = reading is None or vehicle.freshness(path) is Freshness.STALE
            value = None if stale or reading is None else reading.value
            if path not in self._told and value is None:
                continue
            if path not in self._told or _moved(self._told[path], value, rule[1]):
                self._told[path] = value
                yield path, _short(value, rule[1])

    def again(self) -> None:
        """Tell all anew: somebody who knows nothing has come, or what may be told has changed."""
        self._told.clear()


def is_number(value: Value | None) -> bool:
    """Whether it goes as telemetry."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _moved(before: Value | None, now: Value | None, step: float) -> bool:
    if isinstance(before, int | float) and isinstance(now, int | float) and not isinstance(now, bool):
        return abs(now - before) >= step or (now == 0 and before != 0)
    return before != now


def _short(value: Value | None, step: float) -> Value | None:
    """Digits that the step does not tell apart cost bytes."""
    if isinstance(value, float):
        return round(value, 0 if step >= 10 else 1 if step >= 0.5 else 2)  # noqa: PLR2004
    return value
