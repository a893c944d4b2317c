"""Four tyres: air warms and cools, leaks, and warns. Pressures are kPa above the air around, as a gauge shows them."""

from dataclasses import dataclass

from headunit.simulator.commands import WHEELS
from headunit.vehicle.state import Value

#: Cold pressures on the placard, at 20 degrees Celsius.
PLACARD_KPA = {"row1.left": 240.0, "row1.right": 240.0, "row2.left": 230.0, "row2.right": 230.0}
AIR_KPA = 101.3
REFERENCE_K = 293.15
ZERO_CELSIUS_K = 273.15
#: Warning at 20 % below the placard (UN Regulation 141, 5.2), cleared well above so that it does not flicker.
LOW_SHARE = 0.80
CLEAR_SHARE = 0.86
#: A tyre ends this much warmer than the air per m/s, after a quarter of an hour.
WARMING_K_PER_MPS = 0.7
WARMING_S = 400.0

PATHS = {
    wheel: "Vehicle.Chassis.Axle.{}.Wheel.{}.Tire".format(*(part.capitalize() for part in wheel.split(".")))
    for wheel in WHEELS
}


@dataclass(slots=True)
class Tyre:
    """One tyre. `cold_kpa`: what a gauge would show at 20 degrees Celsius, so leaks change it and warmth does not."""

    placard_kpa: float
    cold_kpa: float
    celsius: float
    leak_kpa_per_s: float = 0.0
    low: bool = False

    @property
    def kpa(self) -> float:
        """Gauge pressure now: Gay-Lussac's law on the absolute pressure."""
        warmth = (self.celsius + ZERO_CELSIUS_K) / REFERENCE_K
        return max(0.0, (self.cold_kpa + AIR_KPA) * warmth - AIR_KPA)

    @kpa.setter
    def kpa(self, kpa: float) -> None:
        warmth = (self.celsius + ZERO_CELSIUS_K) / REFERENCE_K
        self.cold_kpa = (kpa + AIR_KPA) / warmth - AIR_KPA

    def step(self, dt_s: float, goal_celsius: float) -> None:
        """Move on by `dt_s`."""
        self.celsius += (goal_celsius - self.celsius) * dt_s / WARMING_S
        self.cold_kpa = max(0.0, self.cold_kpa - self.leak_kpa_per_s * dt_s)
        share = self.kpa / self.placard_kpa
        self.low = share < (CLEAR_SHARE if self.low else LOW_SHARE)


class Tyres:
    """All four, by wheel."""

    def __init__(self, outside_celsius: float, speed_mps: float) -> None:
        celsius = outside_celsius + WARMING_K_PER_MPS * speed_mps
        #: Somebody pumped them up last at this weather: half of the season's difference is left.
        cold_kpa = {wheel: kpa + (20.0 - outside_celsius) * 0.5 for wheel, kpa in PLACARD_KPA.items()}
        self.by_wheel = {wheel: Tyre(PLACARD_KPA[wheel], cold_kpa[wheel], celsius) for wheel in WHEELS}
        self.step(0.0, speed_mps, outside_celsius)

    def step(self, dt_s: float, speed_mps: float, outside_celsius: float) -> None:
        """Move on by `dt_s` at a speed through air of a temperature."""
        goal_celsius = outside_celsius + WARMING_K_PER_MPS * abs(speed_mps)
        for tyre in self.by_wheel.values():
            tyre.step(dt_s, goal_celsius)

    def tell(self, values: dict[str, Value]) -> None:
        """Add what the car's bus says of its tyres."""
        for wheel, path in PATHS.items():
            tyre = self.by_wheel[wheel]
            values[f"{path}.Pressure"] = round(tyre.kpa)
            values[f"{path}.IsPressureLow"] = tyre.low
