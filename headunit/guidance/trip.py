"""The trip that is under way, kept on the disk so that it can go on after a restart. Knows no route, only its stops."""

import json
import logging
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from headunit.kernel.geodesy import LatLon
from headunit.kernel.kept_file import KeptFile
from headunit.routing.state import Aim, Avoid, RouteRequest, Stop

log = logging.getLogger(__name__)

#: Offered for so long after the program was last guiding (s): a meal, a ferry, a night's rest is another trip.
OFFERED_S: Final = 6 * 3600.0
MOST_STOPS: Final = 50


@dataclass(frozen=True, slots=True)
class Trip:
    """What is left to do. `request`: its first stop is where the car was; `saved_s`: Unix time."""

    request: RouteRequest
    saved_s: float


class TripFile:
    """Keeps one trip. Every failure is logged and goes no further: guidance does not depend on a disk.

    `later`: the disk is waited for on a thread; `end` waits for that.
    """

    def __init__(self, file: Path, *, later: bool = False) -> None:
        self._file, self._kept = file, KeptFile(file, later=later)

    def save(self, trip: Trip) -> None:
        """Replace what was kept; power may go at any time."""
        self._kept.save(lambda: json.dumps(_table(trip)).encode())

    def forget(self) -> None:
        """The trip is over."""
        self._kept.save(lambda: None)

    def end(self) -> None:
        """Wait until everything is on the disk."""
        self._kept.end()

    def load(self, now_s: float) -> Trip | None:
        """The trip that was under way, unless that is too long ago, or the file is damaged."""
        try:
            said = json.loads(self._file.read_text("utf-8"))
            trip = _trip(said)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
            log.warning("the trip before the restart cannot be read: %s", error)
            return None
        return trip if 0 <= now_s - trip.saved_s <= OFFERED_S else None


def _table(trip: Trip) -> dict[str, object]:
    request = trip.request
    return {
        "saved_s": trip.saved_s,
        "aim": request.aim.value,
        "avoid": sorted(avoid.value for avoid in request.avoid),
        "language": request.language,
        "stops": [[stop.at.lat_deg, stop.at.lon_deg, stop.name] for stop in request.stops],
    }


def _trip(said: dict[str, object]) -> Trip:
    listed = said["stops"]
    if not isinstance(listed, list) or not 2 <= len(listed) <= MOST_STOPS:  # noqa: PLR2004  from here to there
        raise ValueError("stops: two or more are expected")
    stops = tuple(Stop(_place(lat, lon), str(name)) for lat, lon, name in listed)
    avoid = said["avoid"]
    request = RouteRequest(
        stops,
        Aim(said["aim"]),
        frozenset(Avoid(one) for one in avoid) if isinstance(avoid, list) else frozenset(),
        language=str(said["language"]),
    )
    saved_s = float(str(said["saved_s"]))
    if not math.isfinite(saved_s):
        raise ValueError("saved_s is no time")
    return Trip(request, saved_s)


def _place(lat: object, lon: object) -> LatLon:
    if not isinstance(lat, int | float) or not isinstance(lon, int | float):
        raise TypeError("a place is two numbers")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):  # noqa: PLR2004
        raise ValueError("no such place")
    return LatLon(float(lat), float(lon))
