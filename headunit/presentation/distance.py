"""Distances and durations as a driver reads them at a glance: rounded so that they count down evenly."""

from PySide6.QtCore import QLocale

from headunit.kernel.units import METRES_PER_MILE

FOOT_M = 0.3048  # exactly (NIST SP 811, B.8)
#: From here on metres are told in kilometres, and feet in miles.
KM_FROM_M = 1000.0
MILE_FROM_M = 0.1 * METRES_PER_MILE
#: Whole kilometres or miles from so many of them on.
WHOLE_FROM = 10


def _step(value: float, step: int) -> int:
    return max(0, round(value / step) * step)


def shown(metres: float, distance: str) -> tuple[str, str]:
    """A distance in metres as figures, in the language's digits, and unit. `distance`: "km" or "mi" (Preferences)."""
    locale = QLocale()
    if distance == "mi":
        if metres < MILE_FROM_M:
            return locale.toString(_step(metres / FOOT_M, 50)), "ft"
        far, unit = metres / METRES_PER_MILE, "mi"
    elif metres < KM_FROM_M - 25:
        return locale.toString(_step(metres, 10 if metres < 250 else 50)), "m"  # noqa: PLR2004
    else:
        far, unit = metres / 1000, "km"
    return locale.toString(float(far), "f", 1 if far < WHOLE_FROM - 0.05 else 0), unit


def minutes(seconds: float) -> int:
    """Whole minutes, rounded; at least one while anything is left."""
    return 0 if seconds <= 0 else max(1, round(seconds / 60))
