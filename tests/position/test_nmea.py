"""NMEA sentences to fixes: what each field means, when an epoch is complete, what is not believed."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from nmea_drive import drive, nmea_lines, sentence

from headunit.position.nmea import NmeaAssembler
from headunit.position.state import Fix, Mode

RAV4 = Path(__file__).resolve().parents[2].parent / "shared" / "drives" / "rav4"
GGA = "GPGGA,{time},4708.40000,N,00931.20000,E,{quality},{satellites},{hdop},{alt},M,47.0,M,,"
RMC = "GPRMC,{time},{status},4708.40000,N,00931.20000,E,{knots},{course},{date},,,{mode}"


def gga(
    time: str = "120000.00", quality: str = "1", satellites: str = "08", hdop: str = "1.0", alt: str = "455.2"
) -> str:
    return sentence(GGA.format(time=time, quality=quality, satellites=satellites, hdop=hdop, alt=alt))


def rmc(
    time: str = "120000.00",
    status: str = "A",
    knots: str = "38.877",
    course: str = "90.0",
    date: str = "010526",
    mode: str = "A",
) -> str:
    return sentence(RMC.format(time=time, status=status, knots=knots, course=course, date=date, mode=mode))


def fixes_of(*lines: str | bytes) -> list[Fix]:
    assembler = NmeaAssembler()
    fixes = [fix for line in lines if (fix := assembler.feed(line)) is not None]
    last = assembler.flush()
    return fixes if last is None else [*fixes, last]


def only(*lines: str | bytes) -> Fix:
    (fix,) = fixes_of(*lines)
    return fix


@pytest.mark.shared
def test_the_rav4_log_agrees_with_its_table() -> None:
    with (RAV4 / "gnss.csv").open() as file:
        rows = list(csv.DictReader(file))
    assembler = NmeaAssembler()
    fixes = [fix for line in (RAV4 / "gnss.nmea").read_bytes().splitlines() if (fix := assembler.feed(line))]
    assert (assembler.sentences, assembler.rejected, assembler.flush()) == (2 * len(rows), 0, None)
    assert len(fixes) == len(rows) == 579
    right_time = 0
    for fix, row in zip(fixes, rows, strict=True):
        assert fix.mode is Mode.FIX_3D
        assert fix.lat_deg == pytest.approx(float(row["lat_deg"]), abs=1e-7)
        assert fix.lon_deg == pytest.approx(float(row["lon_deg"]), abs=1e-7)
        assert fix.alt_m == pytest.approx(float(row["alt_m"]), abs=0.006)
        assert fix.speed_mps == pytest.approx(float(row["speed_mps"]), abs=0.001)
        assert fix.track_deg == pytest.approx(float(row["bearing_deg"]), abs=0.006)
        assert (fix.eph_m, fix.satellites_used) == (None, None)
        assert fix.utc is not None
        late_s = fix.utc.timestamp() - float(row["utc_s"])
        # The file writes each full second .000 as .100 of the second before (gnss.csv has it right).
        assert late_s == pytest.approx(0.001, abs=0.002) or late_s == pytest.approx(-0.899, abs=0.002)
        right_time += late_s > 0
    assert right_time == 519


def test_a_drive_past_midnight() -> None:
    moments = list(drive(30))
    assembler = NmeaAssembler()
    fixes = [fix for line in nmea_lines(moments) if (fix := assembler.feed(line))]
    assert [fix.utc for fix in fixes] == [moment.utc for moment in moments]
    assert fixes[-1].utc is not None
    assert fixes[-1].utc.date() == dt.date(2026, 5, 2)
    assert [fix.mode for fix in fixes] == [Mode.NO_FIX] * 3 + [Mode.FIX_3D] * 27
    assert fixes[0] == Fix(utc=moments[0].utc, satellites_used=0)
    fix = fixes[3]
    assert (fix.lat_deg, fix.lon_deg) == pytest.approx((moments[3].lat_deg, moments[3].lon_deg), abs=1e-7)
    assert (fix.speed_mps, fix.track_deg, fix.alt_m) == pytest.approx((20, 90, 455.2), abs=1e-3)
    assert (fix.eph_m, fix.satellites_used) == (9.5, 8)


def test_an_epoch_is_given_out_with_its_last_sentence_once_that_is_known() -> None:
    assembler = NmeaAssembler()
    given = [assembler.feed(line) is not None for line in nmea_lines(list(drive(5)))]
    # GGA, GSA, RMC: with the next GGA at first, then with RMC.
    assert given == [False] * 3 + [True, False, False, True, False, True, False, False, True, False, False, True]


def test_the_order_of_sentences_may_change() -> None:
    early = [line for moment in list(drive(30))[:10] for line in moment.nmea()]
    late = [line for moment in list(drive(30))[10:20] for line in reversed(moment.nmea())]
    fixes = fixes_of(*early, *late)
    assert [fix.utc for fix in fixes] == [moment.utc for moment in list(drive(30))[:20]]
    assert all(fix.speed_mps == pytest.approx(20, abs=1e-3) for fix in fixes[12:])


def test_a_lost_last_sentence_costs_only_what_it_said() -> None:
    moments = list(drive(10))
    lines = nmea_lines(moments)
    del lines[17]  # the RMC of the sixth second
    fixes = fixes_of(*lines)
    assert [fix.utc for fix in fixes] == [moment.utc for moment in moments]
    assert [fix.speed_mps is None for fix in fixes] == [i < 3 or i == 5 for i in range(10)]
    assert fixes[5].lat_deg == pytest.approx(moments[5].lat_deg)


def test_a_sentence_alone_is_an_epoch() -> None:
    fixes = fixes_of(*[rmc(time=f"12000{second}.00") for second in range(6)])
    # Until the end of an epoch is learnt the newest counts: one is passed over.
    assert [fix.utc.second for fix in fixes if fix.utc] == [0, 2, 3, 4, 5]
    assert {fix.mode for fix in fixes} == {Mode.FIX_2D}


def test_gga_alone_has_no_date() -> None:
    fix = only(gga())
    assert (fix.mode, fix.utc, fix.speed_mps, fix.track_deg) == (Mode.FIX_3D, None, None, None)


def test_gga_before_rmc_at_midnight() -> None:
    night = [gga("235959.00"), rmc("235959.00"), gga("000000.00"), gga("000001.00")]
    assert [fix.utc for fix in fixes_of(*night)] == [
        dt.datetime(2026, 5, 1, 23, 59, 59, tzinfo=dt.UTC),
        dt.datetime(2026, 5, 2, 0, 0, 0, tzinfo=dt.UTC),
        dt.datetime(2026, 5, 2, 0, 0, 1, tzinfo=dt.UTC),
    ]


@pytest.mark.parametrize(
    ("lines", "mode"),
    [
        ([gga(), rmc()], Mode.FIX_3D),
        ([gga(alt=""), rmc()], Mode.FIX_2D),
        ([gga(), sentence("GPGSA,A,2,01,02,03,,,,,,,,,,2.0,1.5,1.3"), rmc()], Mode.FIX_2D),
        ([gga(alt=""), sentence("GNGSA,A,1,,,,,,,,,,,,,,,"), sentence("GNGSA,A,3,65,,,,,,,,,,,,2,1,1")], Mode.FIX_3D),
        ([gga(), sentence("GPGSA,A,1,,,,,,,,,,,,,,,")], Mode.NO_FIX),
        ([gga(quality="0"), rmc()], Mode.NO_FIX),
        ([gga(quality="7"), rmc(mode="M")], Mode.NO_FIX),
        ([gga(), rmc(status="V")], Mode.NO_FIX),
        ([gga(), rmc(mode="N")], Mode.NO_FIX),
        ([gga(quality="6"), rmc(mode="E")], Mode.FIX_3D),  # dead reckoning of the receiver's own
        ([sentence("GNGNS,120000.00,4708.4,N,00931.2,E,AAN,12,0.9,455.2,47.0,,")], Mode.FIX_3D),
        ([sentence("GNGNS,120000.00,4708.4,N,00931.2,E,NNN,12,0.9,455.2,47.0,,")], Mode.NO_FIX),
        ([sentence("GNGLL,4708.4,N,00931.2,E,120000.00,A,A")], Mode.FIX_2D),
        ([sentence("GPGSA,A,3,01,02,03,04,,,,,,,,,2.0,1.5,1.3")], Mode.NO_FIX),  # no place said
    ],
)
def test_mode(lines: list[str], mode: Mode) -> None:
    fix = only(*lines)
    assert fix.mode is mode
    assert (fix.lat_deg is None) == (mode is Mode.NO_FIX)


def test_no_fix_without_a_clock_is_told_each_time() -> None:
    """Before the first satellite many receivers have no time: the fields are empty."""
    cold = [sentence("GPGGA,,,,,,0,00,99.99,,,,,,"), sentence("GPRMC,,V,,,,,,,,,,N")]
    assert fixes_of(*cold * 5) == [Fix(satellites_used=0)] * 5


def test_a_clock_that_stands_still_fills_no_memory() -> None:
    assembler = NmeaAssembler()
    fixes = [assembler.feed(line) for line in [gga(), rmc()] * 200]
    assert sum(fix is not None for fix in fixes) >= 199
    flood = [assembler.feed(sentence("GPVTG,90.0,T,,M,38.9,N,72.0,K,A")) for _ in range(1000)]
    assert sum(fix is not None for fix in flood) >= 10  # given up from time to time, so it is not kept


def test_vtg_stands_in_for_rmc() -> None:
    fix = only(gga(), sentence("GPVTG,271.5,T,,M,,N,72.0,K,A"))
    assert (fix.speed_mps, fix.track_deg) == (pytest.approx(20), 271.5)


def test_zda_brings_the_date() -> None:
    assert only(sentence("GPZDA,120000.57,01,05,2026,00,00"), gga("120000.57")).utc == dt.datetime(
        2026, 5, 1, 12, 0, 0, 570_000, tzinfo=dt.UTC
    )


@pytest.mark.parametrize(
    ("lines", "eph_m"),
    [
        ([gga(hdop="1.2")], 22.8),
        ([gga(hdop="1.2", quality="2")], 5.7),
        ([gga(hdop="")], None),
        ([gga(hdop="99.99")], None),
        ([gga(hdop="0.0")], None),
        ([gga(), sentence("GPGST,120000.00,1.5,2.0,1.5,30,3.0,4.0,5.0")], 10.0),
    ],
)
def test_error_in_metres(lines: list[str], eph_m: float | None) -> None:
    assert only(*lines).eph_m == (None if eph_m is None else pytest.approx(eph_m))


def test_course_at_standstill_is_unknown() -> None:
    assert only(gga(), rmc(knots="1.5", course="123.0")).track_deg is None  # 0.8 m/s
    assert only(gga(), rmc(knots="2.5", course="123.0")).track_deg == 123.0
    assert only(gga(), rmc(knots="20", course="360.0")).track_deg == 0.0
    assert only(gga(), rmc(knots="20", course="")).track_deg is None


@pytest.mark.parametrize("talker", ["GP", "GN", "GL", "GA", "GB", "BD", "IN"])
def test_any_talker(talker: str) -> None:
    assert only(sentence(talker + rmc()[3:-5])).mode is Mode.FIX_2D


@pytest.mark.parametrize(
    "place",
    [
        *("9999.99,N,00931.2,E", "4708.4,X,00931.2,E", "4708.4,N,18001.0,E", "4760.0,N,00931.2,E", "4708.4,N,,E"),
        *("nan,N,nan,E", "0000.0,N,00000.0,E", "-4708.4,N,00931.2,E", "47.1,N,9.52,E", ",,,"),
        "\uff14\uff1708.4,N,00931.2,E",  # digits, but not of ASCII
    ],
)
def test_an_impossible_place_is_none(place: str) -> None:
    line = sentence(f"GPRMC,120000.00,A,{place},20.0,90.0,010526,,,A")
    nowhere = Fix(utc=dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC))
    assert fixes_of(line) == ([nowhere] if line.isascii() else [])


def test_south_and_west_are_negative() -> None:
    fix = only(sentence("GPRMC,120000.00,A,3351.500,S,07040.250,W,20.0,90.0,010526,,,A"))
    assert (fix.lat_deg, fix.lon_deg) == pytest.approx((-33.858333, -70.670833), abs=1e-6)


@pytest.mark.parametrize(
    ("time", "date"), [("250000.00", "010526"), ("120000.00", "320526"), ("12:00", "010526"), ("", ""), ("1e5", "x")]
)
def test_an_impossible_time_is_none(time: str, date: str) -> None:
    fix = only(rmc(time=time, date=date))
    assert (fix.utc, fix.mode) == (None, Mode.FIX_2D)


@pytest.mark.parametrize(
    "line",
    [
        "$GPGGA,120000.00,4708.4,N,00931.2,E,1,08,1.0,455.2,M,47.0,M,,",
        "$GPGGA,120000.00,4708.4,N,00931.2,E,1,08,1.0,455.2,M,47.0,M,,*00",
        "GPGGA",
        "hello",
        "$",
        b"\xff\xfe\x00$GP\xb5*",
        "$" + "A" * 300,
        "$GPGGA,\u0661\u0662*00",
    ],
)
def test_what_has_no_sound_checksum_is_counted_and_dropped(line: str | bytes) -> None:
    assembler = NmeaAssembler()
    assert assembler.feed(line) is None
    assert (assembler.rejected, assembler.sentences, assembler.flush()) == (1, 0, None)


def test_what_is_sound_but_of_no_use_is_no_fault() -> None:
    assembler = NmeaAssembler()
    for line in ["GPGSV,1,1,01,05,40,083,46", "PUBX,00,081350.00", "GPXYZ,1,2", "CCGPQ,GGA"]:
        assert assembler.feed(sentence(line)) is None
    for line in ["", "\r\n", "# a comment", b""]:
        assert assembler.feed(line) is None
    assert (assembler.rejected, assembler.sentences, assembler.flush()) == (0, 4, None)


def test_a_sentence_behind_a_torn_one_is_found() -> None:
    assert only("$GPGGA,1200" + rmc()).mode is Mode.FIX_2D
    assert only(b"\xb5\x62\x01$" + rmc().encode()).mode is Mode.FIX_2D
