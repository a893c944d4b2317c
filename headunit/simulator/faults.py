"""Defects, the warnings they raise, and how many trouble codes are stored."""

from headunit.simulator.commands import FAULTS
from headunit.vehicle.state import Value

#: A 12 V battery below this voltage stores a trouble code of its own.
WEAK_V = 11.5


class Faults:
    """What is broken, by the words of the `fault` command."""

    def __init__(self) -> None:
        self.present: set[str] = set()

    def put(self, part: str, *, on: bool) -> None:
        """Break or mend a part."""
        assert part in FAULTS
        if on:
            self.present.add(part)
        else:
            self.present.discard(part)

    def tell(self, values: dict[str, Value], volts: float) -> None:
        """Add what the car's bus says. Each defect stores one code."""
        present = self.present
        values |= {
            "Vehicle.ADAS.ABS.IsError": "abs" in present,
            "Vehicle.ADAS.ESC.IsError": "esc" in present,
            "Vehicle.Cabin.Seat.Row1.DriverSide.Airbag.IsEnabled": "airbag" not in present,
            "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.IsFluidLevelLow": "brake_fluid" in present,
            "Vehicle.Powertrain.CombustionEngine.EngineOil.Level": "CRITICALLY_LOW" if "oil" in present else "NORMAL",
            "Vehicle.Diagnostics.DTCCount": len(present) + (volts < WEAK_V),
        }
