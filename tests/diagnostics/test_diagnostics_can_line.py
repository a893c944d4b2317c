"""The line over CAN, against scripted units: several at once, long and pending answers, and all that goes wrong."""

import json
from pathlib import Path

import pytest
from ecu_stage import Raw, Unit, Wait, hexed, stage
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headunit.diagnostics.can_isotp import is_answer_id
from headunit.diagnostics.can_line import CanIsoTpLine
from headunit.diagnostics.desk import SendDesk
from headunit.diagnostics.ports import Answer
from headunit.kernel.clock import SystemClock
from headunit.kernel.errors import HeadunitError, UsageError
from headunit.vehicle.ports import Frame

VIN = b"\x49\x02\x01WVWZZZ1KZAW000123"
LONG = bytes((0x49, 0x04)) + bytes(range(256)) * 8


def test_units_of_both_lengths_answer_at_once_with_long_messages(tmp_path: Path) -> None:
    units = (
        Unit(0x7E8, hexed({"0902": (VIN,), "0904": (LONG,)})),
        Unit(0x7E9, hexed({"0902": (VIN + b"B",)})),
        Unit(0x7EF, hexed({"0902": (b"\x49\x02\x00",)})),
        Unit(0x18DAF110, hexed({"0902": (VIN + b"D",)})),
    )
    everybody = frozenset({"7E8", "7E9", "7EF", "18DAF110"})
    with stage(tmp_path, *units, p2_s=20.0) as world:
        assert world.line.ask_all(b"\x09\x02", "who", everybody) == (
            Answer("18DAF110", VIN + b"D"),
            Answer("7E8", VIN),
            Answer("7E9", VIN + b"B"),
            Answer("7EF", b"\x49\x02\x00"),
        )
        assert world.line.ask_all(b"\x09\x04", "long", frozenset({"7E8"})) == (Answer("7E8", LONG),)


@pytest.mark.parametrize("identifier", [0x7E8, 0x7EF, 0x18DAF110, 0x18DAF1F9])
def test_one_unit_is_asked_alone(tmp_path: Path, identifier: int) -> None:
    unit = Unit(
        identifier, {b"\x22\xf1\x90": (b"\x62\xf1\x90" + VIN[3:],), bytes(range(0x22, 0x40)): (b"\x62\x23\x24",)}
    )
    other = Unit(0x7EA, {b"\x22\xf1\x90": (b"\x62\xf1\x90no",)})
    with stage(tmp_path, unit, other) as world:
        name = f"{identifier:X}"
        assert world.line.ask(name, b"\x22\xf1\x90", "VIN") == Answer(name, b"\x62\xf1\x90" + VIN[3:])
        # Longer than a frame: the unit's flow control is followed.
        assert world.line.ask(name, bytes(range(0x22, 0x40)), "long") == Answer(name, b"\x62\x23\x24")
        assert not other.asked


@pytest.mark.parametrize("ecu", ["", "7E7", "7F0", "7e8", "18DAF2", "18DBF110", "hello", "000007E8"])
def test_who_cannot_be_a_unit_is_not_asked(tmp_path: Path, ecu: str) -> None:
    with stage(tmp_path) as world, pytest.raises(UsageError, match="no control unit answers as"):
        world.line.ask(ecu, b"\x03", "codes")


def test_only_one_length_when_asked_so_and_the_car_is_remembered(tmp_path: Path) -> None:
    eleven, twentynine = Unit(0x7E8, hexed({"03": "4300"})), Unit(0x18DAF110, hexed({"03": "4300"}))
    with stage(tmp_path, eleven, twentynine, bits=29) as world:
        assert [answer.ecu for answer in world.line.ask_all(b"\x03", "")] == ["18DAF110"]
        assert not eleven.asked
    with stage(tmp_path, Unit(0x7E8, hexed({"03": "4300"}))) as world:
        world.line.ask_all(b"\x03", "")
        world.log.unlink()
        world.line.ask_all(b"\x03", "")
        assert [json.loads(line)["frame"] for line in world.log.read_text().splitlines()] == ["7DF#0103000000000000"]


def test_pending_is_waited_for(tmp_path: Path) -> None:
    steps = ("7F0378", Wait(0.6), "7F0378", Wait(0.6), "43010301")
    # The units share a thread, so the one that waits must come second.
    with stage(tmp_path, Unit(0x7E9, hexed({"03": "4300"})), Unit(0x7E8, hexed({"03": steps}))) as world:
        assert world.line.ask_all(b"\x03", "") == (Answer("7E8", b"\x43\x01\x03\x01"), Answer("7E9", b"\x43\x00"))
        assert world.line.ask("7E8", b"\x03", "") == Answer("7E8", b"\x43\x01\x03\x01")


def test_pending_for_ever_comes_to_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headunit.diagnostics.can_line.P2_STAR_S", 0.3)
    with stage(tmp_path, Unit(0x7E8, hexed({"03": "7F0378"}))) as world:
        assert "more time" in world.line.ask("7E8", b"\x03", "").fault
    monkeypatch.setattr("headunit.diagnostics.can_line.EXCHANGE_S", 0.5)
    nagging = tuple(step for _ in range(12) for step in ("7F0378", Wait(0.1)))
    with stage(tmp_path, Unit(0x7E8, hexed({"03": nagging}))) as world:
        assert world.line.ask("7E8", b"\x03", "").fault


def test_a_no_is_an_answer_and_gives_way_to_a_better_one(tmp_path: Path) -> None:
    unit = Unit(0x7E8, hexed({"0A": "7F0A11", "03": ("7F0311", Wait(0.02), "4300")}))
    with stage(tmp_path, unit) as world:
        assert world.line.ask_all(b"\x0a", "") == (Answer("7E8", b"\x7f\x0a\x11"),)
        assert world.line.ask_all(b"\x03", "", frozenset({"7E8"})) == (Answer("7E8", b"\x43\x00"),)


def test_who_is_expected_ends_the_waiting(tmp_path: Path) -> None:
    """Proved by what is left out: the late one comes within the window, but nobody waits for it."""
    units = Unit(0x7E8, hexed({"010D": "410D00"})), Unit(0x7E9, hexed({"010D": (Wait(0.3), "410D05")}))
    with stage(tmp_path, *units, p2_s=60.0) as world:
        assert [a.ecu for a in world.line.ask_all(b"\x01\x0d", "", frozenset({"7E8", "7E9"}))] == ["7E8", "7E9"]
        assert [a.ecu for a in world.line.ask_all(b"\x01\x0d", "", frozenset({"7E8"}))] == ["7E8"]


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((Raw(b"\x10\x14\x49\x02\x01ABC"),), "timed out"),
        ((Raw(b"\x10\x14\x49\x02\x01ABC"), Raw(b"\x22DEFGHIJ")), "wrong SequenceNumber"),
        ((Raw(b"\x21DEFGHIJ"),), "idle"),
        ((Raw(b"\x07\x49"),), "invalid"),
        ((Raw(b""),), "invalid"),
        ((Raw(b"\x00\x00\x00\x00\x00\x00\x00\x00"),), "invalid"),
        ((Raw(b"\x10"),), "invalid"),
        ((Raw(b"\xf0\x01\x02"),), "invalid"),
        ((Raw(b"\x30"),), "invalid"),
    ],
)
def test_broken_messages_are_faults_of_their_unit(tmp_path: Path, steps: tuple[Raw, ...], said: str) -> None:
    units = Unit(0x7E8, {b"\x09\x02": steps}), Unit(0x7E9, {b"\x09\x02": (VIN,)})
    with stage(tmp_path, *units) as world:
        broken, whole = world.line.ask_all(b"\x09\x02", "")
        assert said in broken.fault
        assert not broken.data
        assert whole == Answer("7E9", VIN)
        assert said in world.line.ask("7E8", b"\x09\x02", "").fault


def test_after_a_broken_message_a_whole_one_counts(tmp_path: Path) -> None:
    steps = (Raw(b"\x10\x14\x49\x02\x01ABC"), Raw(b"\x25DEFGHIJ"), VIN)
    with stage(tmp_path, Unit(0x7E8, {b"\x09\x02": steps})) as world:
        assert world.line.ask_all(b"\x09\x02", "") == (Answer("7E8", VIN),)


@pytest.mark.parametrize("stray", [b"\x02\x50\x03", b"\x03\x7f\x01\x11", b"\x03\x41\x0d\x05", b"\x02\x7f\x22"])
def test_answers_to_somebody_else_are_left_out(tmp_path: Path, stray: bytes) -> None:
    unit = Unit(0x7E8, {b"\x22\xf1\x90": (Raw(stray), Wait(0.02), b"\x62\xf1\x90X")})
    with stage(tmp_path, unit) as world:
        assert world.line.ask("7E8", b"\x22\xf1\x90", "") == Answer("7E8", b"\x62\xf1\x90X")


def test_frames_that_are_no_answers(tmp_path: Path) -> None:
    """Traffic of the car itself, identifiers that share a number, and an FD frame."""
    noise = [Raw(b"\x02\x43\x00", identifier) for identifier in (0x123, 0x7E0, 0x7DF, 0x18DAF210, 0x18FEF100)]
    steps = (*noise, Raw(b"\x00\x0a\x43\x04\x03\x01\x03\x02\x03\x03\x03\x04", fd=True))
    with stage(tmp_path, Unit(0x7E8, {b"\x03": steps})) as world:
        (answer,) = world.line.ask_all(b"\x03", "")
        assert answer == Answer("7E8", bytes.fromhex("43040301030203030304"))
    assert not is_answer_id(0x7E8, extended=True)
    assert not is_answer_id(0x18DAF110, extended=False)


def test_silence(tmp_path: Path) -> None:
    with stage(tmp_path) as world:
        assert world.line.ask_all(b"\x03", "") == ()
        assert world.line.ask("7E8", b"\x03", "").fault == "no answer in time"


def test_every_frame_is_in_the_send_log_flow_control_too(tmp_path: Path) -> None:
    with stage(tmp_path, Unit(0x7E8, {b"\x09\x02": (VIN,)}), bits=11) as world:
        world.line.ask_all(b"\x09\x02", "VIN")
        lines = [json.loads(line) for line in world.log.read_text().splitlines()]
        assert [(line["frame"], line["outcome"]) for line in lines] == [
            ("7DF#0209020000000000", "sent"),
            ("7E0#3000000000000000", "sent"),
        ]
        assert {line["why"] for line in lines} == {"VIN"}


def test_what_is_refused_never_reaches_the_bus(tmp_path: Path) -> None:
    unit = Unit(0x7E8)
    with stage(tmp_path, unit) as world:
        for request in (
            b"\x27\x01",
            b"\x2e\xf1\x90A",
            b"\x31\x01\x00\x00",
            b"\x34",
            b"\x35",
            b"\x36",
            b"\x37",
            b"\x04",
        ):
            with pytest.raises(UsageError):
                world.line.ask("7E8", request, "mischief")
            with pytest.raises(UsageError):
                world.line.ask_all(request, "mischief")
        world.line.ask("7E8", b"\x3e\x00", "")
        assert unit.asked == [b"\x3e\x00"]


def test_listen_only(tmp_path: Path) -> None:
    unit = Unit(0x7E8)
    with stage(tmp_path, unit, allowed=False) as world:
        with pytest.raises(UsageError, match="listen-only"):
            world.line.ask_all(b"\x03", "")
        # Even a desk that would let it through finds a bus that does not.
        desk = SendDesk(SystemClock(), "t", allowed=True, log_path=world.log)
        with pytest.raises(UsageError, match="listen-only"):
            CanIsoTpLine("can0", world.link, world.link, SystemClock(), desk).ask_all(b"\x03", "")
        assert not unit.asked


def test_requests_to_all_fit_into_a_frame(tmp_path: Path) -> None:
    with stage(tmp_path) as world, pytest.raises(UsageError, match="1 to 7 bytes"):
        world.line.ask_all(b"\x22\xf1\x90\xf1\x91\xf1\x92\xf1\x93", "")


def test_a_bus_that_takes_nothing_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headunit.diagnostics.can_line.OPEN_S", 0.1)

    class Dead:
        def subscribe(self, receive: object) -> None: ...

        def send(self, _frame: Frame) -> None:
            raise ConnectionError("can0 is not open")

    desk = SendDesk(SystemClock(), "t", allowed=True, log_path=tmp_path / "log")
    with pytest.raises(HeadunitError, match="can0 takes no request: can0 is not open"):
        CanIsoTpLine("can0", Dead(), Dead(), SystemClock(), desk).ask_all(b"\x03", "")
    assert "failed" in (tmp_path / "log").read_text()


class Garbage:
    """A bus on which each request is answered with these frames at once."""

    def __init__(self, frames: list[Frame]) -> None:
        self._frames = frames

    def subscribe(self, receive: object) -> None:
        self._receive = receive

    def send(self, _frame: Frame) -> None:
        for reply in self._frames:
            self._receive(reply)


def test_what_an_earlier_question_left_behind_answers_no_later_one(tmp_path: Path) -> None:
    desk = SendDesk(SystemClock(), "t", allowed=True, log_path=tmp_path / "log")
    answers = [Frame("can0", 0x7E8, b"\x02\x43\x00"), Frame("can0", 0x7E9, b"\x04\x43\x01\x03\x01")]
    bus = Garbage(answers)
    line = CanIsoTpLine("can0", bus, bus, SystemClock(), desk, bits=11, p2_s=0.1)
    assert line.ask("7E8", b"\x03", "") == Answer("7E8", b"\x43\x00")
    answers.clear()
    assert line.ask_all(b"\x03", "") == ()


def test_a_flood_is_counted_and_comes_to_an_end(tmp_path: Path) -> None:
    desk = SendDesk(SystemClock(), "t", allowed=True, log_path=tmp_path / "log")
    bus = Garbage([Frame("can0", 0x7E8, b"\x02\x50\x03")] * 5000)
    line = CanIsoTpLine("can0", bus, bus, SystemClock(), desk, bits=11, p2_s=0.01)
    assert line.ask("7E8", b"\x03", "").fault == "no answer in time"
    assert line.flooded == 5000 - 4096


_FRAMES = st.lists(
    st.builds(
        Frame,
        bus=st.just("can0"),
        id=st.sampled_from([0x7E8, 0x7E9]),
        data=st.one_of(st.binary(max_size=8), st.binary(max_size=64), st.binary(max_size=7).map(lambda d: b"\x03" + d)),
        fd=st.booleans(),
    ),
    max_size=30,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_FRAMES)
def test_whatever_a_bus_says_the_line_ends_and_does_not_raise(tmp_path: Path, frames: list[Frame]) -> None:
    desk = SendDesk(SystemClock(), "t", allowed=True, log_path=tmp_path / "log")
    bus = Garbage(frames)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("headunit.diagnostics.can_isotp.N_CR_S", 0.02)
        for name in ("P2_STAR_S", "EXCHANGE_S"):
            patch.setattr(f"headunit.diagnostics.can_line.{name}", 0.02)
        line = CanIsoTpLine("can0", bus, bus, SystemClock(), desk, bits=11, p2_s=0.005)
        for answer in line.ask_all(b"\x03", ""):
            assert bool(answer.data) != bool(answer.fault)
        assert line.ask("7E8", b"\x03", "").ecu == "7E8"
