"""`headunit signals` and `headunit decode`, through their own parsers."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import pytest

from headunit.commands import decode, signals
from headunit.kernel.data import data_path
from headunit.kernel.errors import HeadunitError, UsageError

#: Speeds of 1, 1, 2 km/h and unknown; one foreign, one short frame.
LOG = """\
(10.0) can0 123#6400
(10.1) can0 123#6400
(10.2) can1 123#C800
(10.3) can0 123#FFFF
(10.4) can0 7FF#00
(10.5) can0 123#01
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "drive.log"
    file.write_text(LOG, encoding="ascii")
    return file


def run(*words: str | Path) -> int:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    signals.register(commands)
    decode.register(commands)
    args = parser.parse_args([str(word) for word in words])
    return int(args.func(args))


def test_signals_as_json(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("signals", log, "--car", "smallest", "--json") == 0
    out, err = capsys.readouterr()
    assert [json.loads(line) for line in out.splitlines()] == [
        {"t": 10.0, "path": "Vehicle.Speed", "value": 1.0, "unit": "km/h"},
        {"t": 10.1, "path": "Vehicle.Speed", "value": 1.0, "unit": "km/h"},
        {"t": 10.2, "path": "Vehicle.Speed", "value": 2.0, "unit": "km/h"},
        {"t": 10.3, "path": "Vehicle.Speed", "value": None, "unit": "km/h"},
    ]
    assert err == "6 frames: 4 decoded, 1 unknown to this car, 1 damaged\n"


def test_only_changes_and_only_one_bus(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("signals", log, "--car", "smallest", "--json", "--changes")
    assert [json.loads(line)["t"] for line in capsys.readouterr().out.splitlines()] == [10.0, 10.2, 10.3]
    run("signals", log, "--car", "smallest", "--json", "--bus", "can1")
    assert [json.loads(line)["t"] for line in capsys.readouterr().out.splitlines()] == [10.2]


def test_paths_may_be_chosen(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("signals", log, "--car", "smallest", "--path", "Vehicle.Body.*")
    assert capsys.readouterr().out == ""


def test_signals_for_people(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("signals", log, "--car", "smallest")
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines] == [
        ["10.000000", "Vehicle.Speed", "1.0", "km/h"],
        ["10.100000", "Vehicle.Speed", "1.0", "km/h"],
        ["10.200000", "Vehicle.Speed", "2.0", "km/h"],
        ["10.300000", "Vehicle.Speed", "--", "km/h"],
    ]


def test_decode_as_json(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("decode", log, "--dbc", data_path("dbc", "smallest.dbc"), "--json") == 0
    out, err = capsys.readouterr()
    first, *_rest, last = [json.loads(line) for line in out.splitlines()]
    assert first == {"t": 10.0, "bus": "can0", "id": 291, "message": "Motion", "signals": {"Speed": 1.0}}
    assert last["signals"] == {"Speed": "SNA"}
    assert err == "6 frames: 4 decoded, 1 not in the DBC, 1 damaged\n"


def test_decode_with_numbers_and_for_people(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("decode", log, "--dbc", data_path("dbc", "smallest.dbc"), "--numbers", "--bus", "can0")
    assert capsys.readouterr().out.splitlines()[-1].split() == [
        "10.300000",
        "can0",
        "123",
        "Motion:",
        "Speed=655.35km/h",
    ]


def test_decode_tells_extended_identifiers_and_writes_real_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dbc = tmp_path / "wide.dbc"
    lines = ['VERSION ""', "BU_: A", "BO_ 2147484001 Wide: 4 A", ' SG_ F : 0|32@1- (1,0) [0|0] "" A']
    dbc.write_text("\n".join([*lines, "SIG_VALTYPE_ 2147484001 F : 1;", ""]), encoding="utf-8")
    log = tmp_path / "wide.log"
    log.write_text("(1.0) can0 00000161#0000C07F\n(1.0) can0 161#0000C07F\n", encoding="ascii")
    run("decode", log, "--dbc", dbc, "--json")
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line, parse_constant=lambda word: pytest.fail(f"{word} is not JSON")) == {
        "t": 1.0,
        "bus": "can0",
        "id": 353,
        "extended": True,
        "message": "Wide",
        "signals": {"F": None},
    }


@pytest.mark.parametrize(
    ("words", "error", "said"),
    [
        (("signals", "LOG", "--car", "dmo"), UsageError, "did you mean demo"),
        (("signals", "none.log", "--car", "demo"), HeadunitError, "cannot read none.log"),
        (("decode", "LOG", "--dbc", "none.dbc"), HeadunitError, "cannot read the DBC file none.dbc"),
        (("decode", "LOG", "--dbc", "LOG"), HeadunitError, "is not a DBC file"),
    ],
)
def test_bad_input(log: Path, words: tuple[str, ...], error: type[HeadunitError], said: str) -> None:
    with pytest.raises(error, match=said):
        run(*[log if word == "LOG" else word for word in words])


def test_a_reader_that_has_seen_enough_is_no_failure(tmp_path: Path) -> None:
    log = tmp_path / "long.log"
    log.write_text("".join(f"({tick}.0) can0 123#{tick % 250:02X}00\n" for tick in range(20_000)), encoding="ascii")
    code = (
        "import argparse, sys\n"
        "from headunit.commands import signals\n"
        "parser = argparse.ArgumentParser(); signals.register(parser.add_subparsers())\n"
        "args = parser.parse_args(sys.argv[1:]); sys.exit(args.func(args))\n"
    )
    words = [sys.executable, "-c", code, "signals", str(log), "--car", "smallest"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().split()[1] == b"Vehicle.Speed"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_a_codec_is_cheap_to_import() -> None:
    """Neither the parser of DBC files nor python-can may delay a start that needs neither."""
    code = "import sys\nfrom headunit.vehicle import can_link, codec\nprint({'can', 'cantools'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
