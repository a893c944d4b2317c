"""Places to and from files of other programs, by their ending: GPX 1.1 or GeoJSON. Hostile files give one line.

A file is read whole before anything of it is taken.
"""

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from headunit.kernel.errors import HeadunitError, UsageError
from headunit.kernel.geodesy import LatLon
from headunit.kernel.kept_file import replace_file
from headunit.places.kinds import KINDS
from headunit.places.state import Place

#: More is no list of a driver's places: a recorded drive, or mischief.
MOST_PLACES: Final = 10_000
LARGEST_BYTES: Final = 8_000_000
#: Longer texts are cut.
LONGEST_TEXT: Final = 200
_ENDINGS: Final = (".gpx", ".geojson", ".json")


class UnreadableError(Exception):
    """Why a file is none of ours, in some words."""


def write(path: Path, places: Iterable[Place]) -> None:
    """Write a file in one step. Raises UsageError for another ending, HeadunitError where the disk will not."""
    listed = list(places)
    if _ending(path) == ".gpx":
        from headunit.places.gpxpy_file import gpx  # noqa: PLC0415  only when asked for

        text = gpx(listed)
    else:
        from headunit.places.geojson import geojson  # noqa: PLC0415

        text = geojson(listed)
    try:
        path.parent.stat()  # a folder that was mistyped is not made
        replace_file(path, text.encode(), mode=0o644)
    except OSError as error:
        raise HeadunitError(f"{path} cannot be written: {error.strerror}") from error


def read(path: Path) -> list[Place]:
    """The places in a file. Raises UsageError or HeadunitError, with one line, where there are none to be had."""
    ending = _ending(path)
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise HeadunitError(f"{path.name} is larger than {LARGEST_BYTES // 1_000_000} MB: no list of places")
        data = path.read_bytes()
    except OSError as error:
        raise HeadunitError(f"{path} cannot be read: {error.strerror}") from error
    try:
        if ending == ".gpx":
            from headunit.places.gpxpy_file import places_of_gpx as understand  # noqa: PLC0415
        else:
            from headunit.places.geojson import places_of_geojson as understand  # noqa: PLC0415
        places = understand(data)
    except UnreadableError as error:
        raise HeadunitError(f"{path.name} is not taken: {error}") from error
    if not places:
        raise HeadunitError(f"{path.name} is not taken: there is no place in it")
    if len(places) > MOST_PLACES:
        raise HeadunitError(f"{path.name} is not taken: {len(places)} places, {MOST_PLACES} is the most")
    return places


def _ending(path: Path) -> str:
    ending = path.suffix.casefold()
    if ending not in _ENDINGS:
        raise UsageError(f"{path.name}: places are read and written as .gpx or .geojson")
    return ending


def checked(name: object, kind: object, lat: object, lon: object, where: object = "") -> Place:
    """A place out of foreign values. Raises UnreadableError where it lies nowhere on Earth."""
    numbers = [value for value in (lat, lon) if isinstance(value, int | float) and not isinstance(value, bool)]
    try:
        finite = len(numbers) == 2 and all(math.isfinite(value) for value in numbers)  # noqa: PLR2004
        at = LatLon(float(numbers[0]), float(numbers[1])) if finite else None
    except OverflowError:
        at = None
    if at is None or abs(at.lat_deg) > 90 or abs(at.lon_deg) > 180:  # noqa: PLR2004
        raise UnreadableError(f"no place on Earth: latitude {str(lat)[:20]}, longitude {str(lon)[:20]}")
    known = kind if isinstance(kind, str) and kind in KINDS else "coordinates"
    return Place(text(name) or f"{at.lat_deg:.5f}, {at.lon_deg:.5f}", known, at, text(where))


def text(value: object) -> str:
    """A foreign text on one line, without what no file or screen can show."""
    if not isinstance(value, str):
        return ""
    shown = "".join(letter if _writable(letter) else " " for letter in value[: LONGEST_TEXT * 2])
    return " ".join(shown.split())[:LONGEST_TEXT].strip()


def _writable(letter: str) -> bool:
    """XML 1.0, production 2 (Char), without the controls that it allows but that no name has."""
    point = ord(letter)
    return 0x20 <= point <= 0x7E or 0xA0 <= point <= 0xD7FF or 0xE000 <= point <= 0xFFFD or 0x10000 <= point <= 0x10FFFF  # noqa: PLR2004
