"""What is never sent, and the desk that refuses it and writes everything down."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.diagnostics.desk import SendDesk
from headunit.diagnostics.services import CLEARING, READING, answers, pending, refusal
from headunit.kernel.clock import ManualClock
from headunit.kernel.errors import UsageError


@pytest.mark.parametrize("service", [0x27, 0x2E, 0x31, 0x34, 0x35, 0x36, 0x37])
@pytest.mark.parametrize("rest", [b"", b"\x01", b"\x01\x02\x03\x04"])
def test_what_could_change_or_unlock_a_unit_is_refused(service: int, rest: bytes) -> None:
    assert f"{service:02X}" in str(refusal(bytes((service,)) + rest))


@given(st.binary(max_size=12))
def test_only_what_is_named_ever_passes(request: bytes) -> None:
    if refusal(request) is None:
        assert request[0] in READING or request[0] in CLEARING


@pytest.mark.parametrize(
    "request_hex",
    ["1002", "1083", "10", "100301", "3E80", "3E", "1901FF", "19", "1914", "08", "11", "85", "28", ""],
)
def test_what_looks_harmless_and_is_not(request_hex: str) -> None:
    assert refusal(bytes.fromhex(request_hex))


@pytest.mark.parametrize(
    "request_hex",
    [
        "0100",
        "020C00",
        "03",
        "04",
        "07",
        "0902",
        "0A",
        "1001",
        "1003",
        "14FFFFFF",
        "19028D",
        "1904030100FF",
        "190A",
        "1906030100FF",
        "22F190",
        "3E00",
    ],
)
def test_what_is_asked(request_hex: str) -> None:
    assert refusal(bytes.fromhex(request_hex)) is None


def test_an_answer_belongs_to_its_request() -> None:
    assert answers(b"\x01\x0c", b"\x41\x0c\x1a\xf8")
    assert not answers(b"\x01\x0c", b"\x41\x0d\x00")
    assert answers(b"\x22\xf1\x90", b"\x7f\x22\x31")
    assert not answers(b"\x22\xf1\x90", b"\x7f\x19\x31")
    assert not answers(b"\x22\xf1\x90", b"\x7f\x22")
    assert not answers(b"\x03", b"")
    assert pending(b"\x03", b"\x7f\x03\x78")
    assert not pending(b"\x03", b"\x7f\x03\x11")


@given(st.binary(min_size=1, max_size=8), st.binary(max_size=20))
def test_nothing_that_arrives_breaks_the_matching(request: bytes, data: bytes) -> None:
    assert answers(request, data) in {True, False}
    assert pending(request, data) in {True, False}


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def desk(tmp_path: Path, *, allowed: bool = True) -> SendDesk:
    return SendDesk(ManualClock(), "a tester", allowed=allowed, log_path=tmp_path / "log" / "sends.jsonl")


def test_a_send_is_written_down_with_who_and_why(tmp_path: Path) -> None:
    with desk(tmp_path).sending(b"\x03", "codes") as note:
        note("7DF#0103000000000000", "sent")
    assert lines(tmp_path / "log" / "sends.jsonl") == [
        {
            "time": "2026-05-01T09:41:00+02:00",
            "who": "a tester",
            "why": "codes",
            "request": "03",
            "frame": "7DF#0103000000000000",
            "outcome": "sent",
        }
    ]


@pytest.mark.parametrize(
    ("request_hex", "allowed", "said"),
    [("2701", True, "27"), ("03", False, "listen-only"), ("04", True, "standstill"), ("14FFFFFF", True, "standstill")],
)
def test_a_refusal_is_written_down_too(tmp_path: Path, request_hex: str, allowed: bool, said: str) -> None:
    with pytest.raises(UsageError, match=said), desk(tmp_path, allowed=allowed).sending(bytes.fromhex(request_hex), ""):
        pytest.fail("it was admitted")
    (line,) = lines(tmp_path / "log" / "sends.jsonl")
    assert line["frame"] is None
    assert str(line["outcome"]).startswith("refused: ")


@pytest.mark.parametrize(("speed", "confirmed"), [(None, True), (1.0, True), (0.0, False), (-1.0, True)])
def test_clearing_needs_standstill_and_confirmation(tmp_path: Path, speed: float | None, confirmed: bool) -> None:
    with pytest.raises(UsageError), desk(tmp_path).clearing(speed, confirmed=confirmed):
        pytest.fail("it was admitted")


def test_clearing_is_admitted_inside_and_no_longer(tmp_path: Path) -> None:
    place = desk(tmp_path)
    with place.clearing(0.0, confirmed=True), place.sending(b"\x04", "clear") as note:
        note("7DF#0104", "sent")
    with pytest.raises(UsageError), place.sending(b"\x04", "clear"):
        pytest.fail("it was admitted")


def test_without_a_log_nothing_is_sent(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file where the folder should be")
    with pytest.raises(UsageError, match="cannot be written"), desk(tmp_path).sending(b"\x03", "codes"):
        pytest.fail("it was admitted")
