"""The world's position in gpsd's words: JSON lines as gpsd 3.25 sends them (gpsd_json(5), protocol 3.15). Pure.

Each function returns one line without its line end.
"""

import datetime as dt
import json
from collections.abc import Sequence

from headunit.position.state import Fix, Mode
from headunit.simulator.sky import GEOID_M, PERIOD_S, Satellite

RELEASE, MAJOR, MINOR = "3.25", 3, 15
DEVICE = "/dev/ttyACM0"
#: What gpsd estimates beside the fix: time, climb, and the share of the vertical error, all 95 %.
EPT_S, EPS_MPS, EPC_MPS, VERTICAL = 0.005, 0.5, 0.9, 1.6
#: 95 % of one axis against 95 % of the plane.
AXIS = 0.71
#: Dilution of precision, of position and horizontal.
DOPS_3D, DOPS_2D = {"pdop": 1.5, "hdop": 0.9}, {"pdop": 4.8, "hdop": 3.9}


def _line(message: dict[str, object]) -> str:
    return json.dumps(message, separators=(",", ":"))


def _time(utc: dt.datetime | None) -> str:
    """RFC 3339 with milliseconds, as gpsd writes it."""
    return (utc or dt.datetime.fromtimestamp(0, dt.UTC)).astimezone(dt.UTC).isoformat("T", "milliseconds")[:23] + "Z"


def version() -> str:
    """The first line that every client gets."""
    return _line({"class": "VERSION", "release": RELEASE, "rev": RELEASE, "proto_major": MAJOR, "proto_minor": MINOR})


def device(*, active_since: dt.datetime | None) -> str:
    """A receiver came, or with None went."""
    return _line(_device(active_since))


def _device(active_since: dt.datetime | None) -> dict[str, object]:
    if active_since is None:
        return {"class": "DEVICE", "path": DEVICE, "activated": 0}
    return {
        "class": "DEVICE",
        "path": DEVICE,
        "driver": "u-blox",
        "activated": _time(active_since),
        "flags": 1,
        "native": 1,
        "bps": 9600,
        "parity": "N",
        "stopbits": 1,
        "cycle": PERIOD_S,
    }


def devices(*, active_since: dt.datetime | None) -> str:
    """The list of receivers: one, or with None none."""
    return _line({"class": "DEVICES", "devices": [_device(active_since)] if active_since else []})


def watch(*, enable: bool, as_json: bool) -> str:
    """The answer to ?WATCH."""
    return _line(
        {
            "class": "WATCH",
            "enable": enable,
            "json": as_json,
            "nmea": False,
            "raw": 0,
            "scaled": False,
            "timing": False,
            "split24": False,
            "pps": False,
        }
    )


def error(request: str) -> str:
    """The answer to a request that gpsd does not know."""
    return _line({"class": "ERROR", "message": f"Unrecognized request '{request[:80]}'"})


def _tpv(fix: Fix) -> dict[str, object]:
    message: dict[str, object] = {"class": "TPV", "device": DEVICE, "mode": int(fix.mode)}
    if fix.utc is not None:
        message["time"] = _time(fix.utc)
    if fix.mode is Mode.NO_FIX or fix.lat_deg is None or fix.lon_deg is None or fix.eph_m is None:
        return message
    message |= {
        "ept": EPT_S,
        "lat": round(fix.lat_deg, 9),
        "lon": round(fix.lon_deg, 9),
        "epx": round(fix.eph_m * AXIS, 3),
        "epy": round(fix.eph_m * AXIS, 3),
        "eph": round(fix.eph_m, 3),
        "eps": EPS_MPS,
        "speed": round(fix.speed_mps or 0.0, 3),
    }
    if fix.track_deg is not None:
        message["track"] = round(fix.track_deg, 4)
    if fix.alt_m is not None:
        message |= {
            "altMSL": round(fix.alt_m, 4),
            "alt": round(fix.alt_m, 4),
            "altHAE": round(fix.alt_m + GEOID_M, 4),
            "geoidSep": GEOID_M,
            "epv": round(fix.eph_m * VERTICAL, 3),
            "climb": 0.0,
            "epc": EPC_MPS,
        }
    return message


def tpv(fix: Fix) -> str:
    """One report of position and velocity. What is unknown is left out, as gpsd does."""
    return _line(_tpv(fix))


def _sky(fix: Fix, satellites: Sequence[Satellite]) -> dict[str, object]:
    message: dict[str, object] = {"class": "SKY", "device": DEVICE}
    if fix.utc is not None:
        message["time"] = _time(fix.utc)
    if fix.mode is not Mode.NO_FIX:
        message |= DOPS_3D if fix.mode is Mode.FIX_3D else DOPS_2D
    message |= {
        "nSat": len(satellites),
        "uSat": sum(satellite.used for satellite in satellites),
        "satellites": [
            {
                "PRN": satellite.prn,
                "gnssid": 0,
                "svid": satellite.prn,
                "el": satellite.elevation_deg,
                "az": satellite.azimuth_deg,
                "ss": satellite.signal_db,
                "used": satellite.used,
            }
            for satellite in satellites
        ],
    }
    return message


def sky(fix: Fix, satellites: Sequence[Satellite]) -> str:
    """One report of the satellites in view."""
    return _line(_sky(fix, satellites))


def poll(fix: Fix | None, satellites: Sequence[Satellite]) -> str:
    """The answer to ?POLL: the last reports; empty lists without a receiver or before its first."""
    message: dict[str, object] = {"class": "POLL", "time": _time(fix.utc if fix else None)}
    message |= {
        "active": int(fix is not None),
        "tpv": [] if fix is None else [_tpv(fix)],
        "gst": [],
        "sky": [] if fix is None else [_sky(fix, satellites)],
    }
    return _line(message)
