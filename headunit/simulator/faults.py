"""Defects, the warnings they raise, and the trouble codes that the control units store for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from headunit.simulator.commands import FAULTS
from headunit.vehicle.state import Value

#: A 12 V battery below this voltage stores a trouble code of its own.
WEAK_V = 11.5
WEAK_CODE = "P0562"
#: The code that each defect stores. Brake fluid has one of the maker's own, which no public table explains.
CODES: Mapping[str, str] = {
    "abs": "C0035",
    "esc": "C0561",
    "airbag": "B0001",
    "oil": "P0524",
    "brake_fluid": "C1214",
    "engine": "P0301",
}
assert CODES.keys() == set(FAULTS), "every defect stores a code"
#: A defect whose code was cleared is found again after so many seconds.
RETEST_S = 300.0


@dataclass(frozen=True, slots=True)
class StoredCode:
    """`memory`: "stored", "pending" or "permanent". `frozen`: what the car's units knew when it came, by VSS path."""

    code: str
    memory: str = "stored"
    frozen: Mapping[str, Value] = field(default_factory=dict)


class Faults:
    """What is broken, by the words of the `fault` command, and codes that a scenario puts there without a defect."""

    def __init__(self) -> None:
        self.present: set[str] = set()
        self._codes: dict[str, StoredCode] = {}
        self._forgotten_s: dict[str, float] = {}
        #: The odometer when the codes were last cleared (m); None where they never were.
        self.cleared_m: float | None = None

    def put(self, part: str, *, on: bool, values: Mapping[str, Value] | None = None) -> None:
        """Break or mend a part. What is mended takes its code with it, as from a workshop."""
        assert part in FAULTS
        if on:
            self.present.add(part)
        else:
            self.present.discard(part)
        self.put_code(CODES[part], "stored", on=on, values=values)

    def put_code(self, code: str, memory: str, *, on: bool, values: Mapping[str, Value] | None = None) -> None:
        """Put a code into its unit's memory, or take it out. `values`: what is frozen with it, by VSS path."""
        self._forgotten_s.pop(code, None)
        if on:
            self._codes[code] = StoredCode(code, memory, values or {})
        else:
            self._codes.pop(code, None)

    def codes(self, volts: float, t_s: float) -> tuple[StoredCode, ...]:
        """What the units would tell now, `t_s` seconds after the start."""
        codes = list(self._codes.values())
        if volts < WEAK_V and WEAK_CODE not in self._codes:
            codes.append(StoredCode(WEAK_CODE))
        return tuple(code for code in codes if t_s >= self._forgotten_s.get(code.code, 0.0))

    def clear(self, beginnings: tuple[str, ...], t_s: float, odometer_m: float) -> None:
        """Forget the codes that begin so. Permanent ones stay (SAE J1979, service 0A), and a defect that is still there
        is found again after RETEST_S."""
        self.cleared_m = odometer_m
        broken = {CODES[part] for part in self.present} | {WEAK_CODE}
        for code, stored in list(self._codes.items()):
            if code.startswith(beginnings) and stored.memory != "permanent" and code not in broken:
                del self._codes[code]
        self._forgotten_s |= {code: t_s + RETEST_S for code in broken if code.startswith(beginnings)}

    def tell(self, values: dict[str, Value], volts: float, t_s: float) -> None:
        """Add what the car's bus says. The count is of confirmed codes."""
        present = self.present
        values |= {
            "Vehicle.ADAS.ABS.IsError": "abs" in present,
            "Vehicle.ADAS.ESC.IsError": "esc" in present,
            "Vehicle.Cabin.Seat.Row1.DriverSide.Airbag.IsEnabled": "airbag" not in present,
            "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.IsFluidLevelLow": "brake_fluid" in present,
            "Vehicle.Powertrain.CombustionEngine.EngineOil.Level": "CRITICALLY_LOW" if "oil" in present else "NORMAL",
            "Vehicle.Diagnostics.DTCCount": sum(code.memory == "stored" for code in self.codes(volts, t_s)),
        }
