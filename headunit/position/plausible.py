"""What a number from a receiver must be to be believed. Every source makes its Fix here, so all keep the same promises.

It knows neither gpsd's JSON nor NMEA.
"""

import datetime as dt
import math

from headunit.position.state import Fix, Mode

#: What civil receivers report at most: 1000 knots and 18 km (the former CoCom export limits, still built in).
MAX_SPEED_MPS = 515.0
MAX_ALT_M = 18_000.0
#: Below the shore of the Dead Sea (-430 m), with the error of a poor fix.
MIN_ALT_M = -1000.0
#: A position known no better than this is none for a car.
MAX_EPH_M = 100_000.0
#: All constellations together have fewer satellites above the horizon.
MAX_SATELLITES = 100
#: GPS time begins here (IS-GPS-200); an earlier date is a receiver's power-on default.
GPS_EPOCH = dt.datetime(1980, 1, 6, tzinfo=dt.UTC)
#: Below this speed the course of a receiver is noise: it is computed from a velocity no better known than this.
TRACK_FROM_MPS = 1.0
#: Longest text taken over from the wire into a report for a person.
MAX_TEXT = 80


def number(value: object, low: float, high: float) -> float | None:
    """`value` as a float if it is a finite number within [low, high], else None. A bool is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # Compared before the conversion: an int of 400 digits does not fit a float. NaN fails every comparison.
    return float(value) if low <= value <= high else None


def text_number(text: object, low: float, high: float) -> float | None:
    """The same for a number in decimal text; an empty text is None."""
    if not isinstance(text, str):
        return None
    try:
        return number(float(text), low, high)
    except ValueError:
        return None


def words(value: object) -> str:
    """Text from the wire made fit for a person's eyes: printable, at most MAX_TEXT characters; "" if it is no text."""
    if not isinstance(value, str):
        return ""
    return "".join(char if char.isprintable() else "?" for char in value[:MAX_TEXT])


def utc(value: object) -> dt.datetime | None:
    """An ISO 8601 time with its zone as UTC; None if it is none, or before GPS time began."""
    if not isinstance(value, str):
        return None
    try:
        moment = dt.datetime.fromisoformat(value)
        if moment.tzinfo is None:
            return None
        moment = moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment >= GPS_EPOCH else None


def make_fix(
    mode: Mode,
    *,
    utc: dt.datetime | None = None,
    lat_deg: object = None,
    lon_deg: object = None,
    alt_m: object = None,
    speed_mps: object = None,
    track_deg: object = None,
    eph_m: object = None,
    satellites_used: object = None,
) -> Fix:
    """A Fix that keeps what `state.Fix` promises, whatever is passed: what cannot be true becomes None.

    Without both coordinates, or at 0 N 0 E (open sea, and the "no place" of careless receivers), the mode is NO_FIX;
    with NO_FIX only time and satellites stay.
    """
    lat, lon = number(lat_deg, -90, 90), number(lon_deg, -180, 180)
    satellites = number(satellites_used, 0, MAX_SATELLITES)
    used = None if satellites is None else int(satellites)
    if mode < Mode.FIX_2D or lat is None or lon is None or (lat == 0 and lon == 0):
        return Fix(utc=utc, satellites_used=used)
    speed, track = number(speed_mps, 0, MAX_SPEED_MPS), number(track_deg, 0, 360)
    if track is not None:
        track = None if speed is not None and speed < TRACK_FROM_MPS else math.fmod(track, 360)
    return Fix(
        mode=mode,
        utc=utc,
        lat_deg=lat,
        lon_deg=lon,
        alt_m=number(alt_m, MIN_ALT_M, MAX_ALT_M),
        speed_mps=speed,
        track_deg=track,
        eph_m=number(eph_m, 0, MAX_EPH_M) or None,  # no fix is without an error
        # A solution from no satellite is a count that the receiver does not tell (gpsd without GSA and GSV says 0).
        satellites_used=used or None,
    )
