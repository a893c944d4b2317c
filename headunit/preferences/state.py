"""What the driver chose, and how numbers read in the chosen units."""

from dataclasses import dataclass

from headunit.kernel import units

THEMES = ("auto", "day", "night")
#: BCP 47 tags of the languages that are complete.
LANGUAGES = ("en", "de", "zh")
DISTANCES = ("km", "mi")
TEMPERATURES = ("C", "F")
PRESSURES = ("bar", "kPa", "psi")
SIDES = ("left", "right")
#: How strongly the map sets roads and names off.
MAPS = ("calm", "contrast")
#: Whether to warn of speed cameras; "auto": where the law is known to allow it.
CAMERAS = ("auto", "off", "on")


@dataclass(frozen=True, slots=True)
class Preferences:
    """The driver's choices. `drive`: the side of the car on which the driver sits."""

    theme: str = "auto"
    language: str = "en"
    distance: str = "km"
    temperature: str = "C"
    pressure: str = "bar"
    drive: str = "left"
    cameras: str = "auto"
    map: str = "calm"

    def speed(self, kmh: float | None) -> tuple[float | None, str]:
        """A speed in km/h as the driver reads it, with the unit."""
        if self.distance == "km":
            return kmh, "km/h"
        return None if kmh is None else units.kmh_to_mph(kmh), "mph"

    def length(self, metres: float | None) -> tuple[float | None, str]:
        """A long distance in metres, in km or miles."""
        if metres is None:
            return None, self.distance
        km = metres / 1000
        return (km if self.distance == "km" else units.km_to_miles(km)), self.distance

    def degrees(self, celsius: float | None) -> tuple[float | None, str]:
        """A temperature in degrees Celsius."""
        if self.temperature == "C":
            return celsius, "°C"
        return None if celsius is None else units.celsius_to_fahrenheit(celsius), "°F"

    def tyre(self, kpa: float | None) -> tuple[float | None, str, int]:
        """A tyre pressure in kPa, with the unit and the decimals that it is read with."""
        factor, digits = {"bar": (units.KPA_PER_BAR, 1), "kPa": (1.0, 0), "psi": (units.KPA_PER_PSI, 0)}[self.pressure]
        return (None if kpa is None else kpa / factor), self.pressure, digits

    def consumption(self, litres_per_100km: float | None) -> tuple[float | None, str]:
        """Fuel consumption: l/100 km, or miles per US gallon with miles."""
        if self.distance == "km":
            return litres_per_100km, "l/100 km"
        return (None if not litres_per_100km else units.MPG_FROM_L_PER_100KM / litres_per_100km), "mpg"
