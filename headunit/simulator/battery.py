"""The traction battery, its charger, and the 12 V battery beside it. Each joule is counted once."""

import dataclasses
import random

JOULE_PER_KWH = 3.6e6
CAPACITY_J = 13.0 * JOULE_PER_KWH
#: Loss inside the battery and its electronics, each way.
EFFICIENCY = 0.96
#: On-board charger, watts from the wall, and its loss.
CHARGER_W = 7_400.0
CHARGER_EFFICIENCY = 0.92
#: The charger slows down above this share of charge.
TAPER_FROM = 0.95
#: 12 V battery: resting, and with the converter from the traction battery at work.
RESTING_V = 12.6
CONVERTER_V = 14.1


@dataclasses.dataclass(slots=True)
class Battery:
    """State of both batteries. `power_w`: VSS's sign, positive into the battery."""

    energy_j: float
    rng: random.Random
    power_w: float = 0.0
    plugged: bool = False
    charging: bool = False
    charged_j: float = 0.0
    volts: float = CONVERTER_V
    forced_volts: float | None = None

    @property
    def share(self) -> float:
        """State of charge, 0..1."""
        return self.energy_j / CAPACITY_J

    def step(self, dt_s: float, load_w: float, *, parked: bool, awake: bool) -> None:
        """Supply `load_w` at the terminals for `dt_s`; negative is energy won back. `awake`: the converter runs."""
        self.charging = self.plugged and parked and self.share < 1.0
        charger_w = 0.0
        if self.charging:
            taper = min(1.0, max(0.1, (1.0 - self.share) / (1.0 - TAPER_FROM)))
            charger_w = CHARGER_W * CHARGER_EFFICIENCY * taper
        power_w = charger_w - load_w
        stored_w = power_w * EFFICIENCY if power_w > 0 else power_w / EFFICIENCY
        before_j = self.energy_j
        self.energy_j = min(CAPACITY_J, max(0.0, before_j + stored_w * dt_s))
        self.charged_j += charger_w * dt_s
        self.power_w = power_w if self.energy_j != before_j else 0.0
        self._low_voltage(dt_s, awake=awake or self.charging)

    def _low_voltage(self, dt_s: float, *, awake: bool) -> None:
        goal_v = self.forced_volts if self.forced_volts is not None else CONVERTER_V if awake else RESTING_V
        self.volts += (goal_v + self.rng.gauss(0.0, 0.02) - self.volts) * min(1.0, dt_s / 0.6)
