"""`headunit gps`, with the real gpsd and a real pty behind it."""

import argparse
import json
import os
import threading
import tty
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from ear import PATIENCE_S
from nmea_drive import drive, nmea_lines
from real_gpsd import RealGpsd, free_port

from headunit.commands import gps
from headunit.kernel.errors import HeadunitError, UsageError
from headunit.position.state import Fix, Mode, Quality


def headunit(*words: str) -> int:
    parser = argparse.ArgumentParser()
    gps.register(parser.add_subparsers())
    args = parser.parse_args(["gps", *words])
    return int(args.func(args))


@pytest.fixture
def serial_port() -> Iterator[str]:
    """A receiver that drives on a pty until the test is over."""
    master, slave = os.openpty()
    tty.setraw(slave)
    over = threading.Event()
    lines = [line.encode() for line in nmea_lines(list(drive(30)))]

    def send() -> None:
        while not over.is_set():
            for line in lines:
                os.write(master, line)
                over.wait(0.005)

    sender = threading.Thread(target=send)
    sender.start()
    drain = os.ttyname(slave)
    yield f"serial:{drain}@9600"
    over.set()
    os.set_blocking(master, False)
    tty.tcflush(slave, tty.TCIOFLUSH)  # type: ignore[attr-defined]
    sender.join()
    os.close(slave)
    os.close(master)


def test_one_answer_from_the_real_gpsd(drive_log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with RealGpsd(drive_log, free_port()) as real:
        spec = f"gpsd://127.0.0.1:{real.port}"
        assert headunit("--gps", spec, "--for", str(PATIENCE_S)) == 0
        line = capsys.readouterr().out
        assert line.startswith("47.140000 N, 9.52")
        assert ", 3D, " in line
        assert headunit("--gps", spec, "--json", "--for", str(PATIENCE_S)) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["quality"] == "3D"
    assert said["lat_deg"] == pytest.approx(47.14, abs=1e-6)
    assert set(said) == {
        *("quality", "lat_deg", "lon_deg", "alt_m", "speed_mps", "track_deg", "eph_m", "satellites_used", "utc"),
        "detail",
    }


def test_follow_the_real_gpsd(drive_log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with RealGpsd(drive_log, free_port()) as real:
        assert headunit("--gps", f"gpsd://127.0.0.1:{real.port}", "--follow", "--json", "--for", "4") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line["quality"] for line in lines} >= {"3D"}
    assert len({line["lon_deg"] for line in lines}) > 3
    assert all(before != after for before, after in pairwise(lines))


def test_nobody_there_says_what_to_do() -> None:
    spec = f"gpsd://127.0.0.1:{free_port()}"
    with pytest.raises(HeadunitError, match="systemctl start gpsd") as refusal:
        headunit("--gps", spec)
    assert refusal.value.exit_code == 1
    with pytest.raises(HeadunitError, match="no fix from"):
        headunit("--gps", spec, "--follow", "--for", "0.5")


def test_no_receiver_says_so() -> None:
    with RealGpsd(None, free_port()) as real, pytest.raises(HeadunitError, match="has no receiver"):
        headunit("--gps", f"gpsd://127.0.0.1:{real.port}", "--for", "1")


def test_one_answer_from_a_serial_port(serial_port: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert headunit("--gps", serial_port, "--for", str(PATIENCE_S)) == 0
    assert capsys.readouterr().out.startswith("47.140000 N, 9.52")


def test_a_serial_port_that_is_not_there() -> None:
    with pytest.raises(HeadunitError, match="No such file"):
        headunit("--gps", "serial:/dev/no-such-port@9600", "--for", "1")


@pytest.mark.parametrize(
    "words", [["--gps", "usb"], ["--for", "0"], ["--for", "-3"], ["--for", "nan"], ["--for", "inf"]]
)
def test_wrong_use(words: list[str]) -> None:
    with pytest.raises(UsageError) as refusal:
        headunit(*words)
    assert refusal.value.exit_code == 2


def test_the_line_for_a_person() -> None:
    fix = Fix(Mode.FIX_2D, lat_deg=-33.5, lon_deg=-70.25, eph_m=9.6, speed_mps=20, track_deg=7, satellites_used=5)
    assert (
        gps.as_text(Quality.FIX_2D, fix, "")
        == "33.500000 S, 70.250000 W, 2D, within 10 m (95 %), 20.0 m/s, course 007, 5 satellites"
    )
    assert gps.as_text(Quality.NO_RECEIVER, None, "gpsd has no receiver") == "no receiver (gpsd has no receiver)"
    assert gps.as_text(Quality.SEARCHING, None, "") == "searching"
