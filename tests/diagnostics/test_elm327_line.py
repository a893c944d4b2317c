"""The ELM327's words taken apart, and a scripted adapter for what emulators do not do: old buses, copies, faults."""

import os
import re
import select
import threading
import tty
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.diagnostics import elm_text
from headunit.diagnostics.desk import SendDesk
from headunit.diagnostics.ports import Answer
from headunit.diagnostics.pyserial_elm327 import Elm327Line, parse_elm_spec
from headunit.diagnostics.service import Diagnostics
from headunit.kernel.clock import SystemClock
from headunit.kernel.errors import HeadunitError, UsageError


def heard(text: str, protocol: str) -> tuple[Answer, ...]:
    return elm_text.messages(elm_text.reply_of(text, protocol), protocol)


def test_can_with_and_without_spaces() -> None:
    spaced = "SEARCHING...\r7E8 06 41 00 BE 1F A8 13 \r7E9 06 41 00 80 00 00 01 \r\r>"
    expected = (Answer("7E8", bytes.fromhex("4100BE1FA813")), Answer("7E9", bytes.fromhex("410080000001")))
    assert heard(spaced, "6") == expected
    assert heard(spaced.replace(" ", ""), "6") == expected
    assert heard("18 DA F1 10 03 41 0D 00\r>", "7") == (Answer("18DAF110", b"\x41\x0d\x00"),)


def test_long_messages_of_two_units_mixed() -> None:
    """From the data sheet: each line is a frame, and lines of several units alternate."""
    text = (
        "7E8 10 14 49 02 01 57 56 57\r7E9 10 08 49 04 01 41 42 43\r"
        "7E8 21 5A 5A 5A 31 4B 5A 41\r7E9 21 44 45\r7E8 22 57 30 30 30 31 32 33\r>"
    )
    assert heard(text, "6") == (
        Answer("7E8", b"\x49\x02\x01WVWZZZ1KZAW000123"),
        Answer("7E9", b"\x49\x04\x01ABCDE"),
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("7E8 10 14 49 02 01 57 56 57\r7E8 22 5A", "missing"),
        ("7E8 10 14 49 02 01 57 56 57", "broke off"),
        ("7E8 10 14 49 02 01 57 56 57\r7E8 03 41 0D 00", "broke off"),
        ("7E8 06 41 00", "shorter"),
    ],
)
def test_messages_that_are_not_whole(text: str, fault: str) -> None:
    assert any(fault in answer.fault for answer in heard(text, "6"))


def test_older_buses() -> None:
    assert heard("48 6B 10 41 0D 00 11\r>", "3") == (Answer("10", b"\x41\x0d\x00"),)
    vin = "87 F1 10 49 02 01 00 00 00 57 AA\r" + "".join(
        f"87 F1 10 49 02 {n:02X} {part} AA\r"
        for n, part in enumerate(("56 57 5A 5A", "5A 31 4B 5A", "41 57 30 30", "30 31 32 33"), 2)
    )
    (answer,) = heard(vin, "5")
    assert answer.data.endswith(b"WVWZZZ1KZAW000123")


@pytest.mark.parametrize(
    "text", [*elm_text.COMPLAINTS, "7E8 03 41 0D <DATA ERROR", "<RX ERROR", "ERR94", "SEARCHING...UNABLE TO CONNECT"]
)
def test_complaints_of_the_adapter(text: str) -> None:
    reply = elm_text.reply_of(f"{text}\r\r>", "6")
    assert reply.complaint
    assert not reply.frames


def test_nobody_answered_is_no_complaint() -> None:
    assert elm_text.reply_of("NO DATA\r\r>", "6") == elm_text.Reply()


@given(st.text(max_size=200), st.sampled_from("0123456789ABC"))
def test_any_text(text: str, protocol: str) -> None:
    for answer in heard(text, protocol):
        assert bool(answer.data) != bool(answer.fault)


@given(
    st.lists(st.from_regex(r"(7E[89] )?([0-9A-F]{2} ?){0,12}", fullmatch=True), max_size=12), st.sampled_from("3679")
)
def test_anything_like_frames(lines: list[str], protocol: str) -> None:
    for answer in heard("\r".join(lines), protocol):
        assert bool(answer.data) != bool(answer.fault)


@pytest.mark.parametrize(
    "text", ["", "/dev/ttyUSB0", "@38400", "/dev/ttyUSB0@", "/dev/ttyUSB0@fast", "/dev/x@0", "/dev/x@-1", "x@٣"]
)
def test_what_names_no_adapter(text: str) -> None:
    with pytest.raises(UsageError, match="DEVICE@BAUD"):
        parse_elm_spec(text)


def test_how_an_adapter_is_named() -> None:
    assert parse_elm_spec("/dev/serial/by-id/usb-1a86@2@38400") == ("/dev/serial/by-id/usb-1a86@2", 38400)


class Adapter:
    """An ELM327 at the other end of a pseudo-terminal. `replies`: to requests, in its own words, without the prompt."""

    def __init__(self, replies: Mapping[str, str], protocol: str = "A6", greeting: str = "ELM327 v1.5") -> None:
        self._replies, self._protocol, self._greeting = replies, protocol, greeting
        self._master, self._slave = os.openpty()
        tty.setraw(self._master)
        tty.setraw(self._slave)
        self.device = os.ttyname(self._slave)
        self.asked: list[str] = []
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        buffer = ""
        while not self._stopping.is_set():
            if not select.select([self._master], [], [], 0.02)[0]:
                continue
            buffer += os.read(self._master, 1024).decode("ascii", "replace")
            while "\r" in buffer:
                line, _, buffer = buffer.partition("\r")
                reply = self._answer(line.strip())
                if reply is not None:
                    os.write(self._master, f"{reply}\r\r>".encode())

    def _answer(self, line: str) -> str | None:
        if line.startswith("AT"):
            fixed = {"ATZ": self._greeting, "ATI": self._greeting, "ATDPN": self._protocol}
            return fixed.get(line, "OK")
        self.asked.append(line)
        return self._replies.get(line, "NO DATA")

    def close(self) -> None:
        self._stopping.set()
        self._thread.join()
        os.close(self._slave)
        os.close(self._master)


@contextmanager
def adapter(folder: Path, replies: Mapping[str, str], **more: str) -> Iterator[tuple[Adapter, Elm327Line, SendDesk]]:
    far = Adapter(replies, **more)
    try:
        desk = SendDesk(SystemClock(), "test", allowed=True, log_path=folder / "sends.jsonl")
        line = Elm327Line(far.device, 38400, SystemClock(), desk)
        try:
            yield far, line, desk
        finally:
            line.close()
    finally:
        far.close()


def test_an_old_car_on_the_k_line(tmp_path: Path) -> None:
    """Its codes are not counted, come in several messages of three, and nobody asks it by UDS."""
    replies = {
        "0100": "BUS INIT: ...OK\r48 6B 10 41 00 88 18 00 00 33",
        "0101": "48 6B 10 41 01 84 07 65 04 11",
        "0105": "48 6B 10 41 05 82 11",
        "010C": "48 6B 10 41 0C 1A F8 11",
        "010D": "48 6B 10 41 0D 00 11",
        "03": "48 6B 10 43 03 01 03 02 03 03 11\r48 6B 10 43 04 20 00 00 00 00 11",
        "04": "48 6B 10 44 11",
    }
    with adapter(tmp_path, replies, protocol="A3") as (far, line, desk):
        diagnostics = Diagnostics(line, SystemClock(), desk)
        scan = diagnostics.scan()
        assert {code.code for code in scan.codes} == {"P0301", "P0302", "P0303", "P0420"}
        assert [unit.ecu for unit in scan.units] == ["10"]
        assert {value.key for value in scan.values} == {"coolant_temperature", "engine_speed", "vehicle_speed"}
        assert not line.is_can
        assert [unit.ecu for unit in diagnostics.clear(confirmed=True)] == ["10"]
        assert not any(re.match("3E|19|22|10", request) for request in far.asked)


def test_a_unit_is_asked_alone_and_all_again_after(tmp_path: Path) -> None:
    replies = {"0100": "7E8 06 41 00 BE 1F A8 13", "22F190": "7E8 04 62 F1 90 41", "03": "7E8 02 43 00"}
    with adapter(tmp_path, replies) as (_far, line, _desk):
        assert line.ask_all(b"\x01\x00", "") == (Answer("7E8", bytes.fromhex("4100BE1FA813")),)
        assert line.ask("7E8", b"\x22\xf1\x90", "") == Answer("7E8", b"\x62\xf1\x90A")
        assert line.ask("7E9", b"\x22\xf1\x90", "").fault == "no answer in time"
        assert line.ask_all(b"\x03", "") == (Answer("7E8", b"\x43\x00"),)
        with pytest.raises(UsageError, match="cannot be asked alone"):
            line.ask("18DAF110", b"\x03", "")


@pytest.mark.parametrize(
    ("reply", "said"), [("SEARCHING...UNABLE TO CONNECT", "ignition"), ("CAN ERROR", "CAN bus"), ("?", "command")]
)
def test_an_adapter_that_finds_no_car(tmp_path: Path, reply: str, said: str) -> None:
    with adapter(tmp_path, {"0100": reply}) as (_far, line, _desk), pytest.raises(HeadunitError, match=said):
        line.ask_all(b"\x01\x00", "")


def test_what_is_refused_never_reaches_the_adapter(tmp_path: Path) -> None:
    with adapter(tmp_path, {"0100": "7E8 06 41 00 BE 1F A8 13"}) as (far, line, _desk):
        line.ask_all(b"\x01\x00", "")
        for request in (b"\x27\x01", b"\x2e\xf1\x90A", b"\x31\x01", b"\x34", b"\x37", b"\x04", b"\x14\xff\xff\xff"):
            with pytest.raises(UsageError):
                line.ask("7E8", request, "mischief")
            with pytest.raises(UsageError):
                line.ask_all(request, "mischief")
        assert far.asked == ["0100"]


def test_greeting_the_adapter_sends_nothing_to_the_car(tmp_path: Path) -> None:
    with adapter(tmp_path, {}) as (far, line, _desk):
        assert line.version == "ELM327 V1.5"
        assert far.asked == []
    assert not (tmp_path / "sends.jsonl").exists()


def test_something_else_on_the_port(tmp_path: Path) -> None:
    with pytest.raises(HeadunitError, match="does not answer like an ELM327"), adapter(tmp_path, {}, greeting="login:"):
        pytest.fail("it was believed")


def test_no_adapter_at_all() -> None:
    desk = SendDesk(SystemClock(), "test", allowed=True, log_path=None)
    with pytest.raises(HeadunitError, match="cannot be opened"):
        Elm327Line("/dev/nowhere", 38400, SystemClock(), desk)


def test_an_adapter_that_falls_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headunit.diagnostics.pyserial_elm327.SEARCH_S", 0.3)
    with adapter(tmp_path, {}) as (far, line, _desk):
        far._answer = lambda _line: None
        with pytest.raises(HeadunitError, match="does not answer 0100"):
            line.ask_all(b"\x01\x00", "")
