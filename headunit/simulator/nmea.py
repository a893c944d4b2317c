"""The world's position as NMEA 0183 sentences, checksums included: what a receiver would put on a serial line. Pure.

Fields after the NMEA 0183 description at gpsd.gitlab.io/gpsd/NMEA.html; each function returns one line without its end.
"""

import datetime as dt
import functools
import operator
from collections.abc import Sequence

from headunit.kernel.units import MPS_PER_KNOT
from headunit.position.state import Fix, Mode
from headunit.simulator.gpsd_lines import DOPS_2D, DOPS_3D
from headunit.simulator.sky import GEOID_M, Satellite

#: GSA has room for so many satellites.
GSA_PLACES = 12


def sentence(body: str) -> str:
    """`body` between its dollar sign and its checksum."""
    return f"${body}*{functools.reduce(operator.xor, body.encode('ascii'), 0):02X}"


def _angle(degrees: float, width: int, letters: str) -> str:
    """Degrees and minutes, and the hemisphere, as two fields."""
    # Round once, in units of the last digit, so that 59.99999 minutes become a full degree.
    units = round(abs(degrees) * 60 * 100_000)
    whole, rest = divmod(units, 60 * 100_000)
    return f"{whole:0{width}d}{rest / 100_000:08.5f},{letters[degrees < 0]}"


def _place(fix: Fix) -> str:
    if fix.mode is Mode.NO_FIX or fix.lat_deg is None or fix.lon_deg is None:
        return ",,,"
    return f"{_angle(fix.lat_deg, 2, 'NS')},{_angle(fix.lon_deg, 3, 'EW')}"


def _time(utc: dt.datetime | None) -> str:
    return "" if utc is None else f"{utc:%H%M%S}.{utc.microsecond // 10_000:02d}"


def gga(fix: Fix) -> str:
    """Fix data: time, place, quality, satellites, height."""
    dops = DOPS_3D if fix.mode is Mode.FIX_3D else DOPS_2D
    if fix.mode is Mode.NO_FIX:
        return sentence(f"GPGGA,{_time(fix.utc)},,,,,0,00,,,M,,M,,")
    height = "" if fix.alt_m is None else f"{fix.alt_m:.1f}"
    used = min(GSA_PLACES, fix.satellites_used or 0)
    return sentence(
        f"GPGGA,{_time(fix.utc)},{_place(fix)},1,{used:02d},{dops['hdop']:.1f},{height},M,{GEOID_M:.1f},M,,"
    )


def rmc(fix: Fix) -> str:
    """Recommended minimum: time and date, place, speed and course over ground."""
    date = "" if fix.utc is None else f"{fix.utc:%d%m%y}"
    if fix.mode is Mode.NO_FIX:
        return sentence(f"GPRMC,{_time(fix.utc)},V,,,,,,,{date},,,N")
    knots = (fix.speed_mps or 0.0) / MPS_PER_KNOT
    course = "" if fix.track_deg is None else f"{fix.track_deg:.2f}"
    return sentence(f"GPRMC,{_time(fix.utc)},A,{_place(fix)},{knots:.2f},{course},{date},,,A")


def gsa(fix: Fix, satellites: Sequence[Satellite]) -> str:
    """Mode of the fix, satellites used, dilution of precision."""
    used = [f"{satellite.prn:02d}" for satellite in satellites if satellite.used][:GSA_PLACES]
    places = ",".join(used + [""] * (GSA_PLACES - len(used)))
    if fix.mode is Mode.NO_FIX:
        return sentence(f"GPGSA,A,1,{places},,,")
    dops = DOPS_3D if fix.mode is Mode.FIX_3D else DOPS_2D
    vertical = (dops["pdop"] ** 2 - dops["hdop"] ** 2) ** 0.5
    return sentence(f"GPGSA,A,{int(fix.mode)},{places},{dops['pdop']:.1f},{dops['hdop']:.1f},{vertical:.1f}")
