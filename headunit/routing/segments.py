"""What any traffic feed comes down to: pieces of road, and how one drives there now."""

import math
from dataclasses import dataclass
from typing import Any, Final

from headunit.kernel.geodesy import LatLon

#: Whatever stood in the feed.
type Told = Any

#: No traffic runs faster; whoever says so is not believed (km/h).
MAX_KMH: Final = 250.0
#: A report with more pieces or points than this is cut off: the whole of Germany has 30,000.
MAX_SEGMENTS: Final = 50_000
MAX_POINTS: Final = 1000


class FeedError(Exception):
    """The feed cannot be used. `str` is one line for a person."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of road in the direction of travel; a single place is the road there.

    One of: `closed`; `speed_kmh`; `share`, the speed as a share of the free one, where the feed has only words for it.
    `both`: it holds against the direction of the line too.
    """

    line: tuple[LatLon, ...]
    speed_kmh: float | None = None
    share: float | None = None
    closed: bool = False
    both: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """`at`: Unix time that the feed claims, or None. `absurd`: pieces that were left out because they cannot be."""

    segments: tuple[Segment, ...]
    at: float | None = None
    absurd: int = 0


def place(lat: Told, lon: Told) -> LatLon | None:
    """A place on the Earth, or None where that is none."""
    try:
        found = LatLon(float(lat), float(lon))
    except (TypeError, ValueError, OverflowError):
        return None
    ours = math.isfinite(found.lat_deg) and math.isfinite(found.lon_deg)
    return found if ours and abs(found.lat_deg) <= 90 and abs(found.lon_deg) <= 180 else None  # noqa: PLR2004


def speed(kmh: Told) -> float | None:
    """A believable speed, or None."""
    try:
        found = float(kmh)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if 0 <= found <= MAX_KMH else None
