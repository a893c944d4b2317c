"""Whatever a receiver sends: no parser raises, and no Fix breaks its promises."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nmea_drive import sentence

from headunit.position import tpv
from headunit.position.nmea import NmeaAssembler
from headunit.position.state import Fix, Mode

#: A busy machine is no defect, and a run can be repeated.
PATIENT = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
NUMBERS = st.one_of(
    st.floats(),
    st.integers(),
    st.floats(-200, 200),
    st.sampled_from([10**400, -0.0, 1e308, 90, 180, 90.0000001, -180.0000001]),
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=6,
)
NAMES = ["mode", "time", "lat", "lon", "alt", "altMSL", "speed", "track", "eph", "devices", "path", "activated"]
NAMES += ["satellites", "uSat", "message", "release", "enable", "driver"]
CLASSES = ["TPV", "TPV", "SKY", "DEVICE", "DEVICES", "VERSION", "WATCH", "ERROR", "POLL"]
REPORTS = st.builds(
    lambda kind, fields: json.dumps({"class": kind, **fields}),
    st.sampled_from(CLASSES),
    st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=9),
)
FIELDS = st.one_of(
    st.sampled_from(["", "A", "V", "N", "S", "E", "W", "1", "3", "nan", "inf", "1e999", "-1", "360.0", "99.99"]),
    st.sampled_from(["120000.00", "235959.99", "240000", "010526", "310299", "4708.4", "00931.2", "9060.0", "18000.0"]),
    st.floats(0, 99999).map(lambda value: f"{value:.3f}"),
    st.text(st.characters(codec="ascii", exclude_characters="*$,\r\n"), max_size=12),
)
KINDS = st.sampled_from(["GPGGA", "GNGGA", "GPRMC", "GNRMC", "GPGSA", "GNGNS", "GPVTG", "GPGLL", "GPGST", "GPZDA"])
SENTENCES = st.builds(lambda kind, fields: sentence(",".join([kind, *fields])), KINDS, st.lists(FIELDS, max_size=18))


def check(fix: Fix) -> None:
    if fix.mode is Mode.NO_FIX:
        assert fix == Fix(utc=fix.utc, satellites_used=fix.satellites_used)
    else:
        assert fix.lat_deg is not None
        assert fix.lon_deg is not None
        assert -90 <= fix.lat_deg <= 90
        assert -180 <= fix.lon_deg <= 180
        assert (fix.lat_deg, fix.lon_deg) != (0, 0)
    assert fix.alt_m is None or -1000 <= fix.alt_m <= 18_000
    assert fix.speed_mps is None or 0 <= fix.speed_mps <= 515
    assert fix.track_deg is None or 0 <= fix.track_deg < 360
    assert fix.track_deg is None or fix.speed_mps is None or fix.speed_mps >= 1
    assert fix.eph_m is None or 0 < fix.eph_m <= 100_000
    assert fix.satellites_used is None or 0 <= fix.satellites_used <= 100
    assert fix.utc is None or (fix.utc.utcoffset() is not None and fix.utc.year >= 1980)


@PATIENT
@given(st.one_of(REPORTS, st.text(max_size=200), st.binary(max_size=200), VALUES.map(json.dumps)))
def test_gpsd_lines(line: str | bytes) -> None:
    report = tpv.parse(line)
    if isinstance(report, tpv.Tpv):
        check(report.fix)


@PATIENT
@given(st.lists(st.one_of(SENTENCES, st.text(max_size=100), st.binary(max_size=100)), max_size=20))
def test_nmea_lines(lines: list[str | bytes]) -> None:
    assembler = NmeaAssembler()
    for fix in [*(assembler.feed(line) for line in lines), assembler.flush()]:
        if fix is not None:
            check(fix)
    assert assembler.sentences + assembler.rejected <= len(lines)


@PATIENT
@given(st.binary(max_size=300))
def test_any_bytes_with_a_right_checksum(data: bytes) -> None:
    body = data.decode("latin-1").replace("*", "").replace("$", "")
    assembler = NmeaAssembler()
    assembler.feed(sentence(f"GPRMC,{body}"))
    fix = assembler.flush()
    if fix is not None:
        check(fix)
