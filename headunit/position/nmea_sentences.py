"""What one NMEA sentence says, from its fields as text. Knows no parser and no other sentence.

Field meanings: NMEA 0183 version 4.11, as the u-blox M8 and M10 interface descriptions list them. A field that is
empty, malformed or out of range is None: one bad field does not spoil its neighbours.
"""

import datetime as dt
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from headunit.kernel.units import KMH_PER_MPS, MPS_PER_KNOT
from headunit.position.plausible import MAX_ALT_M, MAX_EPH_M, MAX_SATELLITES, MAX_SPEED_MPS, MIN_ALT_M, text_number

#: A dilution of precision beyond this means "none": receivers without a fix say 99.99.
MAX_DOP = 50.0
#: GGA's quality: 0 is invalid and 7 was typed in by a person; neither is a measured place.
NO_PLACE_QUALITY = frozenset("07")
#: The same in the mode indicator of RMC, GLL and GNS: not valid, manual input.
NO_PLACE_MODE = frozenset("NM")
#: GGA's quality and the mode indicator where the ranges were corrected (SBAS, RTK fixed or float).
DIFFERENTIAL = frozenset("245DRF")
#: The last fields came with later versions of the standard: older receivers end earlier.
MOST_FIELDS = 20


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence. None where it is silent.

    `kind`: talker and type ("GPGGA"). `timed`: whether the type has a time field at all. `valid`: whether it stands for
    a place. `mode`: GSA's 1..3. `error_m`: GST's horizontal error, 95 %.
    """

    kind: str = ""
    timed: bool = True
    time: dt.time | None = None
    date: dt.date | None = None
    valid: bool | None = None
    place: tuple[float, float] | None = None
    alt_m: float | None = None
    speed_mps: float | None = None
    track_deg: float | None = None
    satellites: float | None = None
    hdop: float | None = None
    differential: bool | None = None
    error_m: float | None = None
    mode: int | None = None


def read(talker: str, sentence: str, data: Sequence[str]) -> Said | None:
    """What the sentence says, or None for a type that tells nothing of the position."""
    reader = _READERS.get(sentence)
    return None if reader is None else reader(talker + sentence, [*data, *[""] * MOST_FIELDS])


def _gga(kind: str, f: list[str]) -> Said:
    return Said(
        kind,
        time=_time(f[0]),
        place=_place(f[1:5]),
        valid=f[5] not in NO_PLACE_QUALITY if f[5] else None,
        differential=f[5] in DIFFERENTIAL,
        satellites=text_number(f[6], 0, MAX_SATELLITES),
        hdop=text_number(f[7], 0, MAX_DOP),
        alt_m=text_number(f[8], MIN_ALT_M, MAX_ALT_M),
    )


def _gns(kind: str, f: list[str]) -> Said:
    # One letter for each constellation; a sentence of one constellation among several may leave all of it empty.
    return Said(
        kind,
        time=_time(f[0]),
        place=_place(f[1:5]),
        valid=not set(f[5]) <= NO_PLACE_MODE if f[5] else None,
        differential=not DIFFERENTIAL.isdisjoint(f[5]) if f[5] else None,
        satellites=text_number(f[6], 0, MAX_SATELLITES),
        hdop=text_number(f[7], 0, MAX_DOP),
        alt_m=text_number(f[8], MIN_ALT_M, MAX_ALT_M),
    )


def _rmc(kind: str, f: list[str]) -> Said:
    return Said(
        kind,
        time=_time(f[0]),
        valid=f[1] == "A" and f[11] not in NO_PLACE_MODE,
        place=_place(f[2:6]),
        speed_mps=_speed(f[6], MPS_PER_KNOT),
        track_deg=text_number(f[7], 0, 360),
        date=_date(f[8][0:2], f[8][2:4], f"20{f[8][4:]}"),
    )


def _gll(kind: str, f: list[str]) -> Said:
    return Said(kind, place=_place(f[0:4]), time=_time(f[4]), valid=f[5] == "A" and f[6] not in NO_PLACE_MODE)


def _gsa(kind: str, f: list[str]) -> Said:
    used = sum(1 for satellite in f[2:14] if satellite)
    mode = int(f[1]) if f[1] in {"1", "2", "3"} else None
    return Said(kind, timed=False, mode=mode, satellites=used or None, hdop=text_number(f[15], 0, MAX_DOP))


def _vtg(kind: str, f: list[str]) -> Said:
    knots = _speed(f[4], MPS_PER_KNOT)
    speed_mps = _speed(f[6], 1 / KMH_PER_MPS) if knots is None else knots
    return Said(kind, timed=False, track_deg=text_number(f[0], 0, 360), speed_mps=speed_mps)


def _gst(kind: str, f: list[str]) -> Said:
    north_m, east_m = text_number(f[5], 0, MAX_EPH_M), text_number(f[6], 0, MAX_EPH_M)
    # Twice the distance RMS holds 95 to 98 % of the fixes, by the shape of the error ellipse.
    error_m = None if north_m is None or east_m is None else 2 * math.hypot(north_m, east_m)
    return Said(kind, time=_time(f[0]), error_m=error_m)


def _zda(kind: str, f: list[str]) -> Said:
    return Said(kind, time=_time(f[0]), date=_date(f[1], f[2], f[3]))


_READERS = {"GGA": _gga, "GNS": _gns, "RMC": _rmc, "GLL": _gll, "GSA": _gsa, "VTG": _vtg, "GST": _gst, "ZDA": _zda}


def _time(text: str) -> dt.time | None:
    match = re.fullmatch(r"([01]\d|2[0-3])([0-5]\d)([0-5]\d)(\.\d{1,9})?", text, re.ASCII)
    if match is None:
        return None
    # To the millisecond, as gpsd does: a binary fraction must not turn .57 into .569999.
    ms = min(999, round(float(match[4] or 0) * 1000))
    return dt.time(int(match[1]), int(match[2]), int(match[3]), ms * 1000)


def _date(day: str, month: str, year: str) -> dt.date | None:
    if re.fullmatch(r"\d\d \d\d \d{4}", f"{day} {month} {year}", re.ASCII) is None:
        return None
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _speed(text: str, mps_per_unit: float) -> float | None:
    return None if (speed := text_number(text, 0, MAX_SPEED_MPS / mps_per_unit)) is None else speed * mps_per_unit


def _place(f: list[str]) -> tuple[float, float] | None:
    lat, lon = _degrees(f[0], f[1], "NS", 90), _degrees(f[2], f[3], "EW", 180)
    return None if lat is None or lon is None else (lat, lon)


def _degrees(text: str, hemisphere: str, hemispheres: str, limit: int) -> float | None:
    match = re.fullmatch(r"(\d{1,3})([0-5]\d(?:\.\d*)?)", text, re.ASCII)
    if match is None or len(hemisphere) != 1 or hemisphere not in hemispheres:
        return None
    degrees = int(match[1]) + float(match[2]) / 60
    if degrees > limit:
        return None
    return degrees if hemisphere == hemispheres[0] else -degrees
