"""What is known of the vehicle, by COVESA VSS 6 path, in the unit that VSS fixes for the path (speed in km/h)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from headunit.kernel.reading import Freshness, Reading

type Value = float | int | bool | str


@dataclass(frozen=True, slots=True)
class VehicleState:
    """All signals of the car at the moment `at` (Clock.now(), seconds).

    `car`: folder name under `vehicle/cars`, or "" for a bare DBC. `stale_after_s`: for each path that the car's table
    offers, whether it was ever received or not. `readings`: for each path that was received.
    """

    at: float = 0.0
    car: str = ""
    readings: Mapping[str, Reading[Value]] = field(default_factory=dict)
    stale_after_s: Mapping[str, float] = field(default_factory=dict)

    def offers(self, path: str) -> bool:
        """Whether this car can tell `path` at all: what it cannot tell is left off the screen."""
        return path in self.stale_after_s

    def freshness(self, path: str) -> Freshness:
        """How far the value of `path` may be believed now; STALE if it never came."""
        reading = self.readings.get(path)
        return Freshness.STALE if reading is None else reading.freshness(self.at, self.stale_after_s[path])

    def value(self, path: str) -> Value | None:
        """The value, or None where it is unknown or stale."""
        return None if self.freshness(path) is Freshness.STALE else self.readings[path].value

    def number(self, path: str) -> float | None:
        """The value as a number; None also where it is not one (a bool is not)."""
        value = self.value(path)
        return None if isinstance(value, bool | str) or value is None else float(value)

    def flag(self, path: str) -> bool | None:
        """The value as yes or no; None also where it is neither."""
        value = self.value(path)
        return value if isinstance(value, bool) else None

    def text(self, path: str) -> str | None:
        """The value as one of VSS's allowed words; None also where it is not text."""
        value = self.value(path)
        return value if isinstance(value, str) else None
