"""`headunit dtc` through its own parser, in this process, on a scripted car."""

import argparse
import io
import json
import sys
from pathlib import Path

import pytest
from ecu_stage import Unit, hexed, stage
from scripted_cars import car

from headunit.cli import COMMANDS
from headunit.commands import dtc
from headunit.kernel.errors import HeadunitError, UsageError


def run(*words: str | Path) -> int:
    parser = argparse.ArgumentParser()
    dtc.register(parser.add_subparsers())
    args = parser.parse_args(["dtc", *(str(word) for word in words)])
    return int(args.func(args))


def test_the_command_line_has_it() -> None:
    assert "dtc" in COMMANDS


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("read",), "where is the car"),
        (("read", "--can", "virtual:x", "--elm", "y@1"), "where is the car"),
        (("read", "--can", "virtual:x"), "--allow-transmit"),
        (("clear", "--can", "virtual:x", "--yes"), "--allow-transmit"),
        (("live", "--elm", "/dev/x@9600"), "--allow-transmit"),
        (("info", "--can", "virtual:x", "--supported"), "goes with read"),
        (("read", "--can", "virtual:x", "--supported", "--out", "x.html"), "goes with read"),
        (("read", "--can", "nonsense", "--allow-transmit"), "no CAN bus is called"),
        (("read", "--elm", "nonsense", "--allow-transmit"), "DEVICE@BAUD"),
    ],
)
def test_wrong_calls(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        run(*words)


@pytest.mark.parametrize("pid", ["", "G", "100", "-1", "0x"])
def test_a_pid_that_is_none(pid: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run("live", "--can", "virtual:x", "--pid", pid)
    assert "two hexadecimal digits" in capsys.readouterr().err


def test_read_for_people_and_into_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with stage(tmp_path, *car()) as world:
        for name in ("report.txt", "report.json", "report.html"):
            assert run("read", "--can", world.spec, "--allow-transmit", "--out", tmp_path / name) == 0
            said = capsys.readouterr().out
    assert "P0301-00" in said
    assert "Cylinder 1: misfires" in said
    text = (tmp_path / "report.txt").read_text("utf-8")
    assert [line for line in text.splitlines() if "taken" not in line][1:] == said.splitlines()[1:]
    data = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert f"health {data['score']} of 100" in said
    assert "<h1>Vehicle health report</h1>" in (tmp_path / "report.html").read_text("utf-8")


def test_a_report_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unit = Unit(0x7E8, hexed({"0100": "410000000000"}))
    with stage(tmp_path, unit) as world, pytest.raises(HeadunitError, match="cannot be written"):
        run("read", "--can", world.spec, "--allow-transmit", "--out", tmp_path / "none" / "x.html")
    assert "health" in capsys.readouterr().out


def test_what_units_could_tell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = {"3E00": "7E00", "190A": "590AFF" + "030100AF" + "C1218700"}
    units = Unit(0x7E8, hexed(told)), Unit(0x7E9, hexed({"3E00": "7E00", "190A": "7F1912"}))
    with stage(tmp_path, *units) as world:
        words = ("read", "--supported", "--can", world.spec, "--allow-transmit")
        assert run(*words) == 0
        assert capsys.readouterr().out.splitlines() == [
            "7E8: P0301-00  Cylinder 1: misfires",
            "7E8: U0121-87  No messages from the ABS control unit (message missing)",
        ]
        assert run(*words, "--json") == 0
    assert [code["status"] for code in json.loads(capsys.readouterr().out)] == [0xAF, 0]
    with stage(tmp_path, units[1]) as world, pytest.raises(HeadunitError, match="lists the trouble codes"):
        run("read", "--supported", "--can", world.spec, "--allow-transmit")


def test_info(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with stage(tmp_path, *car()) as world:
        assert run("info", "--can", world.spec, "--allow-transmit") == 0
        assert "7E8: ECM-EngineControl, VIN WVWZZZ1KZAW000123, ABC123, DEADBEEF" in capsys.readouterr().out
        assert run("info", "--can", world.spec, "--allow-transmit", "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert [unit["ecu"] for unit in data["units"]] == ["7E8", "7EA"]
    assert "score" not in data


def test_live(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with stage(tmp_path, *car()) as world:
        assert run("live", "--can", world.spec, "--allow-transmit", "--pid", "0C", "--for", "0.2") == 0
        lines = capsys.readouterr().out.splitlines()
        assert set(lines) == {"7E8: engine speed 1726 rpm"}
        with pytest.raises(HeadunitError, match="no control unit has such a value"):
            run("live", "--can", world.spec, "--allow-transmit", "--pid", "5C")


def test_clear(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    engine, brakes = car()

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def cleared() -> int:
        return sum(request[0] in {0x04, 0x14} for request in (*engine.asked, *brakes.asked))

    with stage(tmp_path, engine, brakes) as world:
        words = ("clear", "--can", world.spec, "--allow-transmit")
        monkeypatch.setattr(sys, "stdin", io.StringIO("clear\n"))
        with pytest.raises(UsageError, match="--yes"):
            run(*words)
        monkeypatch.setattr(sys, "stdin", Terminal("yes\n"))
        with pytest.raises(UsageError, match="nothing was cleared"):
            run(*words)
        assert cleared() == 0
        monkeypatch.setattr(sys, "stdin", Terminal("clear\n"))
        assert run(*words) == 0
        assert cleared() > 0
        capsys.readouterr()
        assert run(*words, "--yes", "--json") == 0
    assert json.loads(capsys.readouterr().out) == [
        {"ecu": "7E8", "cleared": True, "refusal": ""},
        {"ecu": "7EA", "cleared": False, "refusal": "ConditionsNotCorrect (22)"},
    ]


def test_clear_that_everybody_refuses(tmp_path: Path) -> None:
    unit = Unit(0x7E8, hexed({"0100": "410000080000", "010D": "410D00", "04": "7F0422"}))
    with stage(tmp_path, unit) as world, pytest.raises(HeadunitError, match="no control unit cleared"):
        run("clear", "--can", world.spec, "--allow-transmit", "--yes", "--no-uds")


def test_a_bus_that_is_not_there_says_why() -> None:
    with pytest.raises(HeadunitError, match="can0"):
        run("read", "--can", "socketcand:can0?host=127.0.0.1&port=9", "--allow-transmit")
