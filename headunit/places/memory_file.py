"""Where the driver's own places are kept: one JSON file, replaced in one step, on the disk before it counts.

A file that cannot be understood is put aside, never overwritten. Knows no board.
"""

import contextlib
import json
import logging
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from headunit.kernel.geodesy import LatLon
from headunit.kernel.kept_file import KeptFile
from headunit.places.state import Place, Remembered

log = logging.getLogger(__name__)

VERSION: Final = 1
#: A file beyond this was not written by us (characters).
_LARGEST: Final = 16_000_000
_LISTS: Final = ("favourites", "recents")


class MemoryFile:
    """`later`: writing is done by a thread, so that no picture waits for the disk; `end` waits for it."""

    def __init__(self, file: Path, *, later: bool = False) -> None:
        self._file, self._kept = file, KeptFile(file, later=later)

    def load(self) -> Remembered:
        """What was kept; nothing where there is no file, or none that can be understood."""
        try:
            with self._file.open(encoding="utf-8") as file:
                return remembered(json.loads(file.read(_LARGEST)))
        except FileNotFoundError:
            return Remembered()
        except OSError as error:
            log.error("%s cannot be read: %s", self._file, error.strerror)  # noqa: TRY400  one line is enough
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            log.error("%s is put aside, its places are lost: %s", self._file, error)  # noqa: TRY400
            self._put_aside()
        return Remembered()

    def _put_aside(self) -> None:
        for number in range(1, 100):
            aside = self._file.with_name(f"{self._file.name}.broken-{number}")
            if not aside.exists():
                with contextlib.suppress(OSError):
                    self._file.rename(aside)
                return

    def save(self, now: Remembered) -> None:
        """Keep it. What goes wrong is logged: the places live on in memory."""
        # A text with half a surrogate pair is no reason to lose the rest.
        self._kept.save(lambda: json.dumps(table(now), ensure_ascii=False, indent=1).encode("utf-8", "replace"))

    def end(self) -> None:
        """Wait until everything is on the disk."""
        self._kept.end()


def table(now: Remembered) -> dict[str, object]:
    """As JSON."""
    return {
        "version": VERSION,
        "home": None if now.home is None else _row(now.home),
        "work": None if now.work is None else _row(now.work),
        "favourites": [_row(place) for place in now.favourites],
        "recents": [_row(place) for place in now.recents],
    }


def _row(place: Place) -> dict[str, object]:
    row: dict[str, object] = {"name": place.name, "kind": place.kind, "lat": place.at.lat_deg, "lon": place.at.lon_deg}
    return row | {"where": place.where, "details": place.details}


def remembered(content: object) -> Remembered:
    """From JSON. Raises ValueError, TypeError or KeyError where it is not what `table` writes."""
    if not isinstance(content, Mapping) or content.get("version") != VERSION:
        raise ValueError("not a list of places of this version")
    home, work = (None if content[slot] is None else _place(content[slot]) for slot in ("home", "work"))
    favourites, recents = (tuple(_place(row) for row in content[name]) for name in _LISTS)
    return Remembered(home, work, favourites, recents)


def _place(row: object) -> Place:
    if not isinstance(row, Mapping):
        raise TypeError(f"not a place: {str(row)[:40]}")
    name, kind, where, details = row["name"], row["kind"], row["where"], row["details"]
    if not all(isinstance(text, str) for text in (name, kind, where)) or not isinstance(details, dict):
        raise TypeError("a place's name, kind and where are texts")
    lat, lon = float(row["lat"]), float(row["lon"])
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):  # noqa: PLR2004
        raise ValueError(f"no place on Earth: {lat}, {lon}")
    return Place(name, kind, LatLon(lat, lon), where, {str(key): str(value) for key, value in details.items()})
