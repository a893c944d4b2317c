"""gpsd's JSON: what each report says, and that nothing on the wire is believed because it is on the wire."""

import datetime as dt
import json

import pytest

from headunit.position import tpv
from headunit.position.state import Fix, Mode

#: As the real gpsd 3.22 wrote it.
REAL_TPV = (
    '{"class":"TPV","device":"/dev/pts/1","mode":3,"time":"2026-11-22T20:00:03.000Z","ept":0.005,'
    '"lat":48.100000000,"lon":11.500806667,"altHAE":547.0000,"altMSL":500.0000,"alt":500.0000,"epv":25.300,'
    '"track":90.0000,"magtrack":93.3220,"magvar":3.3,"speed":20.012,"climb":0.000,"epc":50.60,"geoidSep":47.000,'
    '"eph":19.000,"sep":28.500}'
)


def fix_of(**fields: object) -> Fix:
    report = tpv.parse(json.dumps({"class": "TPV", "mode": 3, "lat": 47.14, "lon": 9.52, **fields}))
    assert isinstance(report, tpv.Tpv)
    return report.fix


def test_a_real_tpv() -> None:
    assert tpv.parse(REAL_TPV) == tpv.Tpv(
        Fix(
            mode=Mode.FIX_3D,
            utc=dt.datetime(2026, 11, 22, 20, 0, 3, tzinfo=dt.UTC),
            lat_deg=48.1,
            lon_deg=11.500806667,
            alt_m=500.0,
            speed_mps=20.012,
            track_deg=90.0,
            eph_m=19.0,
        )
    )


@pytest.mark.parametrize(
    ("line", "report"),
    [
        ('{"class":"VERSION","release":"3.22","proto_major":3}', tpv.Version("3.22")),
        ('{"class":"DEVICES","devices":[]}', tpv.Devices(())),
        (
            '{"class":"DEVICES","devices":[{"class":"DEVICE","path":"/dev/a","driver":"u-blox"},7,{"path":""}]}',
            tpv.Devices((tpv.Device("/dev/a", "u-blox", active=True),)),
        ),
        ('{"class":"DEVICE","path":"/dev/a","activated":0}', tpv.Device("/dev/a", "", active=False)),
        (
            '{"class":"DEVICE","path":"/dev/a","activated":"2026-05-01T00:00:00Z"}',
            tpv.Device("/dev/a", "", active=True),
        ),
        ('{"class":"SKY","uSat":7}', tpv.Sky(7)),
        ('{"class":"SKY","satellites":[{"PRN":1,"used":true},{"PRN":2,"used":false},"x"]}', tpv.Sky(1)),
        ('{"class":"SKY","hdop":1.0}', tpv.Sky(None)),
        ('{"class":"SKY","uSat":"many"}', tpv.Sky(None)),
        ('{"class":"WATCH","enable":true}', tpv.Watch(enable=True)),
        ('{"class":"ERROR","message":"Unrecognized request"}', tpv.Trouble("Unrecognized request")),
        ('{"class":"PPS","real_sec":1}', tpv.Other("PPS")),
        ('{"class":"TPV"}', tpv.Tpv(Fix())),
        ('{"class":"TPV","mode":0}', tpv.Tpv(Fix())),
    ],
)
def test_reports(line: str, report: tpv.Report) -> None:
    assert tpv.parse(line) == report
    assert tpv.parse(line.encode() + b"\r\n") == report


@pytest.mark.parametrize(
    "line",
    [
        "",
        "hello",
        "[]",
        "7",
        "null",
        "{}",
        '{"class":7}',
        '{"class":"TPV","mode":3,',
        '{"class":"TPV","mode":"3D"}',
        '{"class":"TPV","mode":4}',
        '{"class":"TPV","mode":2.5}',
        '{"class":"TPV","mode":true}',
        '{"class":"TPV","mode":NaN}',
        '{"class":"DEVICE"}',
        '{"class":"DEVICE","path":7}',
        '{"class":"DEVICES","devices":{}}',
        "[" * 50_000,
        '{"class":"TPV","mode":' + "9" * 6000 + "}",
        '{"class":"TPV"}' + " " * 70_000,
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_report_is_rejected(line: str | bytes) -> None:
    assert isinstance(tpv.parse(line), tpv.Rejected)


@pytest.mark.parametrize("lat", [999, -90.1, "47", None, True, [], float("nan"), float("inf"), 10**400])
def test_a_place_out_of_range_is_no_fix(lat: object) -> None:
    assert fix_of(lat=lat) == Fix()
    assert fix_of(lon=lat if lat != -90.1 else -180.1) == Fix()


def test_mode_2_without_a_place_is_no_fix() -> None:
    report = tpv.parse('{"class":"TPV","mode":2,"time":"2026-05-01T07:41:00Z","speed":3.0}')
    assert report == tpv.Tpv(Fix(utc=dt.datetime(2026, 5, 1, 7, 41, tzinfo=dt.UTC)))


def test_null_island_is_no_fix() -> None:
    assert fix_of(lat=0.0, lon=0.0) == Fix()
    assert fix_of(lat=0.0, lon=9.5).mode is Mode.FIX_3D


def test_mode_1_has_no_place_whatever_it_says() -> None:
    assert fix_of(mode=1, speed=1.0, alt=400) == Fix()


@pytest.mark.parametrize("bad", [-1, 1e9, "fast", True, {}, float("nan"), float("-inf"), 10**400])
@pytest.mark.parametrize(("field", "name"), [("speed", "speed_mps"), ("track", "track_deg"), ("eph", "eph_m")])
def test_a_bad_field_is_unknown_and_spoils_nothing(field: str, name: str, bad: object) -> None:
    fix = fix_of(**{field: bad})
    assert getattr(fix, name) is None
    assert (fix.mode, fix.lat_deg, fix.lon_deg) == (Mode.FIX_3D, 47.14, 9.52)


def test_altitude_is_above_the_sea() -> None:
    assert fix_of(altHAE=500, altMSL=452.5, alt=7).alt_m == 452.5
    assert fix_of(altHAE=500, alt=452.5).alt_m == 452.5
    assert fix_of(altHAE=500).alt_m is None
    assert fix_of(alt=1e6).alt_m is None


@pytest.mark.parametrize(
    "time",
    ["", "yesterday", 1777620000, None, "2026-05-01T07:41:00", "1970-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59"],
)
def test_a_bad_time_is_unknown(time: object) -> None:
    assert fix_of(time=time).utc is None


def test_text_from_the_wire_is_short_and_printable() -> None:
    report = tpv.parse(json.dumps({"class": "ERROR", "message": "\x1b[31m\n" + "x" * 1000}))
    assert isinstance(report, tpv.Trouble)
    assert report.message.startswith("?[31m?x")
    assert len(report.message) == 80
