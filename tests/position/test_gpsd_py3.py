"""The one-shot question by gpsd-py3, against each of its known defects and against the real gpsd."""

import json
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import gpsd
import pytest
from ear import PATIENCE_S
from gpsd_stage import Stage
from nmea_drive import DEVICE, VERSION, WATCH, devices
from real_gpsd import RealGpsd, free_port

from headunit.position.gpsd_py3 import ask
from headunit.position.state import Fix, Mode

RAV4 = Path(__file__).resolve().parents[2].parent / "shared" / "drives" / "rav4"
TPV = {"class": "TPV", "mode": 3, "time": "2026-05-01T07:41:00Z", "lat": 47.14, "lon": 9.52, "alt": 455.2}
TPV |= {"speed": 20.5, "track": 90.5, "epx": 3.0, "epy": 4.0}
SKY = {"class": "SKY", "satellites": [{"PRN": 1, "used": True}, {"PRN": 2, "used": False}]}


def poll(*, tpv: list[object], sky: list[object], active: int = 1) -> str:
    return json.dumps({"class": "POLL", "active": active, "tpv": tpv, "sky": sky})


def answering(*replies: str, greeting: str = f"{devices(DEVICE)}\r\n{WATCH}") -> Callable[[socket.socket], None]:
    """A gpsd that answers each ?POLL with the next of `replies`, on whichever connection; the last one for ever."""
    left = list(replies)

    def script(connection: socket.socket) -> None:
        connection.sendall(f"{VERSION}\r\n".encode())
        with connection.makefile("r") as questions:
            for question in questions:
                if question.startswith("?WATCH"):
                    connection.sendall(f"{greeting}\r\n".encode())
                elif question.startswith("?POLL"):
                    reply = left.pop(0) if len(left) > 1 else left[0]
                    connection.sendall(f"{reply}\r\n".encode())

    return script


def asked(script: Callable[[socket.socket], None], timeout_s: float = PATIENCE_S) -> Fix | str:
    with Stage(script) as stage:
        return ask("127.0.0.1", stage.port, timeout_s)


def test_a_fix() -> None:
    fix = asked(answering(poll(tpv=[TPV], sky=[SKY])))
    assert isinstance(fix, Fix)
    assert (fix.mode, fix.lat_deg, fix.lon_deg, fix.alt_m) == (Mode.FIX_3D, 47.14, 9.52, 455.2)
    assert (fix.speed_mps, fix.track_deg, fix.eph_m, fix.satellites_used) == (20.5, 90.5, 5.0, 1)
    assert fix.utc is not None
    assert fix.utc.isoformat() == "2026-05-01T07:41:00+00:00"


def test_what_gpsd_did_not_tell_is_unknown_not_zero() -> None:
    fix = asked(answering(poll(tpv=[{"mode": 2, "lat": 47.14, "lon": 9.52}], sky=[{}])))
    assert fix == Fix(Mode.FIX_2D, lat_deg=47.14, lon_deg=9.52)


def test_zero_that_gpsd_told_is_zero() -> None:
    fix = asked(answering(poll(tpv=[TPV | {"speed": 0.0}], sky=[SKY])))
    assert isinstance(fix, Fix)
    assert (fix.speed_mps, fix.track_deg) == (0.0, None)


@pytest.mark.parametrize(
    "first",
    [
        poll(tpv=[], sky=[]),
        poll(tpv=[TPV | {"mode": 1}], sky=[SKY]),
        poll(tpv=[{"class": "TPV", "mode": 2}], sky=[SKY]),  # the library says 0.0, 0.0
        poll(tpv=[], sky=[], active=0),
        poll(tpv=[{"class": "TPV"}], sky=[]),  # KeyError
        poll(tpv=["TPV"], sky=["SKY"]),  # TypeError
        f'{{"class":"DEVICE","path":"{DEVICE}","activated":0}}\r\n' + poll(tpv=[], sky=[]),
        "not JSON",
        "[]",
    ],
)
def test_a_bad_answer_is_survived_and_asked_again(first: str) -> None:
    fix = asked(answering(first, poll(tpv=[TPV], sky=[])))
    assert isinstance(fix, Fix)
    assert (fix.lat_deg, fix.satellites_used) == (47.14, None)


def test_a_device_line_in_the_greeting_is_survived() -> None:
    greetings = iter([f'{{"class":"DEVICE","path":"{DEVICE}"}}\r\n{devices(DEVICE)}\r\n{WATCH}'])

    def script(connection: socket.socket) -> None:
        usual = f"{devices(DEVICE)}\r\n{WATCH}"
        answering(poll(tpv=[TPV], sky=[SKY]), greeting=next(greetings, usual))(connection)

    assert isinstance(asked(script), Fix)


@pytest.mark.parametrize(
    ("replies", "said"),
    [
        (poll(tpv=[], sky=[], active=0), "has no receiver"),
        (poll(tpv=[], sky=[]), "no fix within 1 s"),
        (poll(tpv=[TPV | {"mode": 1}], sky=[SKY]), "no fix within 1 s"),
        ("hello", "does not talk like gpsd 3"),
        ("x" * 200_000, "does not talk like gpsd 3"),
    ],
)
def test_no_fix_says_why(replies: str, said: str) -> None:
    answer = asked(answering(replies), 1)
    assert isinstance(answer, str)
    assert said in answer
    assert "\n" not in answer


def test_nobody_there() -> None:
    answer = ask("127.0.0.1", free_port(), 5)
    assert isinstance(answer, str)
    assert "systemctl start gpsd" in answer


def test_no_such_host() -> None:
    assert isinstance(ask("no-such-host.invalid", 2947, 5), str)


@pytest.mark.parametrize("greeting", [b"", f"{VERSION}\r\n".encode()])
def test_a_gpsd_that_hangs_is_left(greeting: bytes) -> None:
    """The library alone would wait for ever."""
    over = threading.Event()

    def script(connection: socket.socket) -> None:
        connection.sendall(greeting)
        over.wait()

    with Stage(script) as stage:
        answer = ask("127.0.0.1", stage.port, 0.5)
        over.set()
    assert isinstance(answer, str)
    assert "does not answer" in answer


def test_nothing_stays_behind() -> None:
    asked(answering(poll(tpv=[TPV], sky=[SKY])))
    assert (gpsd.gpsd_socket, gpsd.gpsd_stream) == (None, None)
    assert not [thread for thread in threading.enumerate() if thread.name == "gpsd question"]


def test_the_real_gpsd(drive_log: Path) -> None:
    with RealGpsd(drive_log, free_port()) as real:
        fix = ask("127.0.0.1", real.port, PATIENCE_S)
    assert isinstance(fix, Fix)
    assert fix.lat_deg == pytest.approx(47.14, abs=1e-6)


@pytest.mark.shared
def test_the_real_gpsd_without_a_sky_view() -> None:
    with RealGpsd(RAV4 / "gnss.nmea", free_port()) as real:
        fix = ask("127.0.0.1", real.port, PATIENCE_S)
    assert isinstance(fix, Fix)
    assert fix.lat_deg == pytest.approx(37.725, abs=0.01)
    assert fix.satellites_used is None


def test_the_real_gpsd_without_a_receiver() -> None:
    with RealGpsd(None, free_port()) as real:
        answer = ask("127.0.0.1", real.port, 1)
    assert isinstance(answer, str)
    assert "has no receiver" in answer


def test_the_real_gpsd_hangs(drive_log: Path) -> None:
    with RealGpsd(drive_log, free_port()) as real:
        real.freeze()
        began = time.monotonic()
        answer = ask("127.0.0.1", real.port, 1)
        assert time.monotonic() - began < PATIENCE_S
        real.thaw()
        assert isinstance(ask("127.0.0.1", real.port, PATIENCE_S), Fix)
    assert isinstance(answer, str)
    assert "does not answer" in answer
