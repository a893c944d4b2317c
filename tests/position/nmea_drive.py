"""A drive as its receiver would tell it, in NMEA 0183 and in gpsd's JSON. Made here, so that the truth is known."""

import datetime as dt
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass

START = dt.datetime(2026, 5, 1, 23, 59, 50, tzinfo=dt.UTC)  # passes midnight after ten seconds
KNOT_MPS = 1852 / 3600
DEVICE = "/dev/ttyACM0"
VERSION = '{"class":"VERSION","release":"3.22","rev":"3.22","proto_major":3,"proto_minor":14}'
WATCH = '{"class":"WATCH","enable":true,"json":true}'


def sentence(body: str) -> str:
    checksum = 0
    for byte in body.encode():
        checksum ^= byte
    return f"${body}*{checksum:02X}\r\n"


def angle(value: float, width: int, hemispheres: str) -> str:
    degrees, minutes = divmod(abs(value) * 60, 60)
    return f"{int(degrees):0{width}d}{minutes:08.5f},{hemispheres[value < 0]}"


@dataclass(frozen=True)
class Moment:
    utc: dt.datetime
    fixed: bool
    lat_deg: float
    lon_deg: float
    speed_mps: float
    track_deg: float = 90.0
    alt_m: float = 455.2

    def nmea(self) -> list[str]:
        time, date = self.utc.strftime("%H%M%S.%f")[:9], self.utc.strftime("%d%m%y")
        if not self.fixed:
            return [
                sentence(f"GPGGA,{time},,,,,0,00,99.99,,,,,,"),
                sentence("GPGSA,A,1,,,,,,,,,,,,,99.99,99.99,99.99"),
                sentence(f"GPRMC,{time},V,,,,,,,{date},,,N"),
            ]
        where = f"{angle(self.lat_deg, 2, 'NS')},{angle(self.lon_deg, 3, 'EW')}"
        return [
            sentence(f"GPGGA,{time},{where},1,08,0.5,{self.alt_m:.1f},M,47.0,M,,"),
            sentence("GPGSA,A,3,01,02,03,04,05,06,07,08,,,,,1.1,0.5,0.9"),
            sentence(f"GPRMC,{time},A,{where},{self.speed_mps / KNOT_MPS:.3f},{self.track_deg:.1f},{date},,,A"),
        ]

    def gpsd(self) -> list[str]:
        stamp = self.utc.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        sky: dict[str, object] = {"class": "SKY", "device": DEVICE, "uSat": 8 if self.fixed else 0, "nSat": 11}
        tpv: dict[str, object] = {"class": "TPV", "device": DEVICE, "mode": 3 if self.fixed else 1, "time": stamp}
        if self.fixed:
            tpv |= {"lat": self.lat_deg, "lon": self.lon_deg, "altMSL": self.alt_m, "alt": self.alt_m, "eph": 9.5}
            tpv |= {"speed": self.speed_mps, "track": self.track_deg}
        return [json.dumps(sky) + "\r\n", json.dumps(tpv) + "\r\n"]


def drive(seconds: int, no_fix_s: int = 3, period_s: float = 1.0, speed_mps: float = 20.0) -> Iterator[Moment]:
    """Eastwards from Vaduz, 3D, the first `no_fix_s` without a fix."""
    lat_deg, lon_deg = 47.14, 9.52
    per_degree_m = math.radians(6_371_008.8) * math.cos(math.radians(lat_deg))
    for step in range(round(seconds / period_s)):
        at_s = step * period_s
        moved_deg = at_s * speed_mps / per_degree_m
        utc = START + dt.timedelta(seconds=at_s)
        yield Moment(utc, at_s >= no_fix_s, lat_deg, lon_deg + moved_deg, speed_mps)


def nmea_lines(moments: list[Moment]) -> list[str]:
    return [line for moment in moments for line in moment.nmea()]


def devices(*paths: str) -> str:
    listed = [
        {"class": "DEVICE", "path": path, "driver": "NMEA0183", "activated": "2026-05-01T07:41:00Z"} for path in paths
    ]
    return json.dumps({"class": "DEVICES", "devices": listed})
