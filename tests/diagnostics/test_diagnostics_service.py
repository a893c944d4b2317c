"""Scan, live, info and clear on scripted cars; the score; the reports."""

import json
from pathlib import Path

import pytest
from ecu_stage import Raw, Unit, hexed, stage
from scripted_cars import ENGINE, car

from headunit.diagnostics.dtc_table import load_table
from headunit.diagnostics.health import judge
from headunit.diagnostics.report import scan_data, scan_lines
from headunit.diagnostics.report_html import page
from headunit.diagnostics.service import Diagnostics, merged
from headunit.diagnostics.state import Cleared, EcuInfo, Memory, Monitor, MonitorStatus, Scan, Trouble, TroubleCode
from headunit.kernel.errors import HeadunitError, UsageError


def test_a_scan_finds_everything(tmp_path: Path) -> None:
    engine, brakes = car()
    with stage(tmp_path, engine, brakes) as world:
        scan = Diagnostics(world.line, world.clock, world.desk).scan()
    assert [unit.ecu for unit in scan.units] == ["7E8", "7EA"]
    first, second = scan.units
    assert (first.vin, first.calibrations, first.verifications) == ("WVWZZZ1KZAW000123", ("ABC123",), ("DEADBEEF",))
    assert first.name == "ECM-EngineControl"
    assert (second.vin, second.calibrations) == ("WVWZZZ1KZAW000123", ("ABS 1.2",))
    assert {(code.full, code.memories, code.status) for code in scan.codes} == {
        ("P0301-00", frozenset({Memory.STORED, Memory.PENDING, Memory.UDS}), 0x2F),
        ("P0420", frozenset({Memory.PERMANENT}), None),
        ("U0100-87", frozenset({Memory.PENDING, Memory.UDS}), 0x08),
    }
    (status,) = scan.statuses
    assert (status.mil, status.confirmed) == (True, 1)
    frame, snapshot, extended = scan.snapshots
    assert (frame.code, {v.key: v.value for v in frame.values}) == (
        "P0301",
        {
            "engine_load": pytest.approx(50.2, abs=0.1),
            "coolant_temperature": 90,
            "engine_speed": 1726,
            "vehicle_speed": 50,
        },
    )
    assert (snapshot.kind, snapshot.record, snapshot.raw) == ("snapshot", 1, "0101F4050A")
    assert (extended.kind, extended.raw) == ("extended data", "0105")
    assert {v.key: v.value for v in scan.values} == {
        "coolant_temperature": 90,
        "engine_speed": 1726,
        "vehicle_speed": 0,
        "distance_with_mil": 100,
        "distance_since_clear": 50,
        "module_voltage": 13.4,
    }
    # The extended session was opened for the one that asked for it, and closed again.
    assert [request.hex() for request in brakes.asked if request[0] == 0x10] == ["1003", "1001"]
    assert not any(request[0] == 0x10 for request in engine.asked)
    assert scan.troubles == ()


def test_obd_only(tmp_path: Path) -> None:
    engine, brakes = car()
    with stage(tmp_path, engine, brakes) as world:
        scan = Diagnostics(world.line, world.clock, world.desk, uds=False).scan()
    assert [unit.ecu for unit in scan.units] == ["7E8"]
    assert not {request[0] for request in engine.asked + brakes.asked} & {0x10, 0x19, 0x22, 0x3E}


def test_a_car_that_only_speaks_uds_on_29_bits(tmp_path: Path) -> None:
    unit = Unit(0x18DAF140, hexed({"3E00": "7E00", "19028D": "5902FFC1008708"}))
    with stage(tmp_path, unit) as world:
        scan = Diagnostics(world.line, world.clock, world.desk).scan()
    assert [(code.ecu, code.full) for code in scan.codes] == [("18DAF140", "U0100-87")]


def test_nobody_there(tmp_path: Path) -> None:
    with stage(tmp_path) as world:
        diagnostics = Diagnostics(world.line, world.clock, world.desk)
        for wish in (diagnostics.scan, diagnostics.info, diagnostics.watch, lambda: diagnostics.clear(confirmed=True)):
            with pytest.raises(HeadunitError, match="ignition"):
                wish()


def test_a_unit_that_stumbles_is_named_and_the_rest_is_told(tmp_path: Path) -> None:
    engine = Unit(
        0x7E8,
        hexed({**ENGINE, "03": (Raw(b"\x10\x08\x43\x03\x03\x01\x03\x02"), Raw(b"\x23\x03\x03")), "07": "47030301"}),
    )
    with stage(tmp_path, engine) as world:
        scan = Diagnostics(world.line, world.clock, world.desk).scan()
    said = {trouble.what for trouble in scan.troubles}
    assert any("stored trouble codes" in what and "SequenceNumber" in what for what in said)
    assert "pending trouble codes: 2 are missing" in said
    assert {code.code for code in scan.codes} >= {"P0301", "P0420"}


@pytest.mark.parametrize("reply", ["7F0311", None])
def test_a_unit_that_tells_no_codes_is_not_called_healthy(tmp_path: Path, reply: str | None) -> None:
    replies = {"0100": "410008000000"} | ({"03": reply} if reply else {})
    with stage(tmp_path, Unit(0x7E8, hexed(dict(replies)))) as world:
        scan = Diagnostics(world.line, world.clock, world.desk).scan()
    assert scan.troubles == (Trouble("7E8", "tells no stored trouble codes"),)
    assert judge(scan).score != 100
    told = hexed({**replies, "19028D": "5902FF"})
    with stage(tmp_path, Unit(0x7E8, told)) as world:
        scan = Diagnostics(world.line, world.clock, world.desk).scan()
    assert not any("stored" in trouble.what for trouble in scan.troubles)


def test_live_values(tmp_path: Path) -> None:
    engine, _ = car()
    with stage(tmp_path, engine) as world:
        watch = Diagnostics(world.line, world.clock, world.desk).watch([0x0C, 0x05, 0x5C])
        assert watch.pids == (0x0C, 0x05)
        assert [(value.key, value.value) for value in watch.read()] == [
            ("engine_speed", 1726),
            ("coolant_temperature", 90),
        ]
        assert watch.troubles == ()


def test_clearing(tmp_path: Path) -> None:
    engine, brakes = car()
    with stage(tmp_path, engine, brakes) as world:
        cleared = Diagnostics(world.line, world.clock, world.desk).clear(confirmed=True)
        log = [json.loads(line) for line in world.log.read_text().splitlines()]
    assert cleared == (Cleared("7E8"), Cleared("7EA", "ConditionsNotCorrect (22)"))
    assert [line["request"] for line in log if line["frame"]][-4:] == ["010D", "04", "14FFFFFF", "14FFFFFF"]


@pytest.mark.parametrize(
    ("speed", "own", "said"),
    [
        ("410D01", None, "moves at 1 km/h"),
        ("410D00", 3.0, "moves at 3 km/h"),
        ("410D", 0.0, None),
        ("410D", None, "unknown"),
        ("7F0122", None, "unknown"),
    ],
)
def test_clearing_only_at_standstill(tmp_path: Path, speed: str, own: float | None, said: str | None) -> None:
    unit = Unit(0x7E8, hexed({**ENGINE, "010D": speed}))
    with stage(tmp_path, unit) as world:
        diagnostics = Diagnostics(world.line, world.clock, world.desk)
        if said is None:
            assert diagnostics.clear(confirmed=True, speed_kmh=own) == (Cleared("7E8"),)
            return
        with pytest.raises(UsageError, match=said):
            diagnostics.clear(confirmed=True, speed_kmh=own)
    assert not {request[0] for request in unit.asked} & {0x04, 0x14}


def test_the_fastest_unit_counts(tmp_path: Path) -> None:
    """One that stands still because its sensor is broken must not speak for the car."""
    units = Unit(0x7E8, hexed(dict(ENGINE))), Unit(0x7E9, hexed({"0100": "410000080000", "010D": "410D28"}))
    with stage(tmp_path, *units) as world, pytest.raises(UsageError, match="40 km/h"):
        Diagnostics(world.line, world.clock, world.desk).clear(confirmed=True)


def test_unconfirmed_nothing_is_even_asked(tmp_path: Path) -> None:
    engine, _ = car()
    with stage(tmp_path, engine) as world, pytest.raises(UsageError, match="confirmation"):
        Diagnostics(world.line, world.clock, world.desk).clear(confirmed=False, speed_kmh=0.0)
    assert not engine.asked


def test_a_code_that_two_ways_tell_is_one() -> None:
    obd = [
        TroubleCode("P0301", "7E8", frozenset({Memory.STORED})),
        TroubleCode("P0302", "7E8", frozenset({Memory.PENDING})),
    ]
    uds = [
        TroubleCode("P0301", "7E8", frozenset({Memory.UDS}), 0, 9),
        TroubleCode("P0301", "7E9", frozenset({Memory.UDS}), 0, 9),
    ]
    assert [(code.ecu, code.full, len(code.memories)) for code in merged(obd, uds)] == [
        ("7E8", "P0301-00", 2),
        ("7E9", "P0301-00", 1),
        ("7E8", "P0302", 1),
    ]


def example(*codes: TroubleCode, mil: bool = False, complete: bool = True, troubles: tuple[Trouble, ...] = ()) -> Scan:
    stored = sum(Memory.STORED in code.memories for code in codes)
    status = MonitorStatus("7E8", mil, stored, False, (Monitor("catalyst", complete),))
    return Scan("now", "can0", (EcuInfo("7E8"),), codes, (status,), troubles=troubles)


def test_the_score_says_why() -> None:
    stored = TroubleCode("P0420", "7E8", frozenset({Memory.STORED}))
    pending = TroubleCode("P0171", "7E8", frozenset({Memory.PENDING}))
    past = TroubleCode("P0171", "7E8", frozenset({Memory.UDS}), 0, 0x08)
    misfire = TroubleCode("P0301", "7E8", frozenset({Memory.STORED}))
    healthy = judge(example())
    assert (healthy.score, healthy.reasons) == (100, ())
    scores = [
        judge(scan).score
        for scan in (
            example(past),
            example(pending),
            example(stored),
            example(misfire),
            example(misfire, mil=True),
            example(misfire, stored, pending, mil=True),
        )
    ]
    assert all(score is not None for score in scores)
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
    for scan in (example(stored, complete=False), example(troubles=(Trouble("7E9", "no answer"),))):
        found = judge(scan)
        assert found.score == 100 - sum(reason.points for reason in found.reasons) < 100
    assert judge(Scan("now", "can0")).score is None
    many = tuple(TroubleCode(f"P01{n:02d}", "7E8", frozenset({Memory.STORED})) for n in range(20))
    assert judge(example(*many)).score == 0


def test_the_reports_tell_the_same(tmp_path: Path) -> None:
    engine, brakes = car()
    with stage(tmp_path, engine, brakes) as world:
        scan = Diagnostics(world.line, world.clock, world.desk).scan()
    table = load_table("de")
    data = json.loads(json.dumps(scan_data(scan, table)))
    text, html = "\n".join(scan_lines(scan, table)), page(scan, table)
    assert data["score"] == judge(scan).score
    assert f"health {data['score']} of 100" in text
    assert f"{data['score']} of 100" in html
    for code in data["codes"]:
        assert code["text"] in text
        assert code["text"] in html
        assert code["code"] in html
    for reason in data["reasons"]:
        assert reason["what"] in text
    assert "1726 rpm" in text
    assert 'lang="de"' in html


def test_what_a_unit_says_is_no_html() -> None:
    scan = example(troubles=(Trouble("7E8", "<script>alert(1)</script>"),))
    assert "<script" not in page(scan, load_table("en"))
