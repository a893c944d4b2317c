"""Checksums, counters and AUTOSAR's end-to-end profiles: one bad frame never reaches the state, and is counted."""

import importlib
from collections.abc import Callable

import pytest
from can_worlds import Desk
from hypothesis import given
from hypothesis import strategies as st

from headunit.kernel.clock import ManualClock
from headunit.kernel.errors import HeadunitError
from headunit.vehicle import e2e_checksum
from headunit.vehicle.car import Car, Checksum, Row
from headunit.vehicle.checksum import BAD, WINDOW, DistrustError, Protection, RepeatedError, counted
from headunit.vehicle.codec import TableCodec
from headunit.vehicle.dbc import Dbc, Message, Signal
from headunit.vehicle.ports import DecodeError, Frame
from headunit.vehicle.reception import Reception

SPEED = "Vehicle.Speed"


def make(message: Message, protection: Checksum) -> TableCodec:
    row = Row(path=SPEED, message=message.name, signal="Speed", source="invented", stale_after_s=1.0)
    return TableCodec(
        Car(name="t", title="T", dbc="t.dbc", rows=(row,), checksums={message.name: protection}), Dbc("t", [message])
    )


#: Of each profile: the protection, the library's own name for it, where counter and checksum lie, and the length.
DATA_IDS = bytes(range(0x40, 0x50))
PROFILES = {
    "01": (lambda: e2e_checksum.profile_01(0x123), (0x123,), Signal("Crc", 0, 8), Signal("Count", 8, 4), 15, 8),
    "02": (lambda: e2e_checksum.profile_02(DATA_IDS), (DATA_IDS,), Signal("Crc", 0, 8), Signal("Count", 8, 4), 16, 8),
    "04": (
        lambda: e2e_checksum.profile_04(0x1234),
        (0x1234,),
        Signal("Crc", 71, 32, little_endian=False),
        Signal("Count", 23, 16, little_endian=False),
        0,
        20,
    ),
    "05": (lambda: e2e_checksum.profile_05(0x1234), (0x1234,), Signal("Crc", 0, 16), Signal("Count", 16, 8), 0, 8),
    "06": (
        lambda: e2e_checksum.profile_06(0x1234),
        (0x1234,),
        Signal("Crc", 7, 16, little_endian=False),
        Signal("Count", 32, 8),
        0,
        20,
    ),
    "07": (
        lambda: e2e_checksum.profile_07(0x1234),
        (0x1234,),
        Signal("Crc", 7, 64, little_endian=False),
        Signal("Count", 103, 32, little_endian=False),
        0,
        32,
    ),
    "11": (lambda: e2e_checksum.profile_11(0x123), (0x123,), Signal("Crc", 0, 8), Signal("Count", 8, 4), 15, 8),
}


@pytest.mark.parametrize("number", PROFILES)
def test_what_the_librarys_sender_protects_is_believed_and_any_bit_that_turns_is_found(number: str) -> None:
    compute, identity, crc, count, counts, length = PROFILES[number]
    speed = Signal("Speed", 8 * length - 16, 16, scale=0.01)
    message = Message("M", 0x100, length, (crc, count, speed))
    codec = make(message, Protection("Crc", compute(), "Count", counts))
    protect = getattr(importlib.import_module(f"e2e.p{number}"), f"e2e_p{number}_protect")
    data = bytearray(message.write({"Speed": 4321}))
    for _ in range(40):
        protect(data, *identity)
        assert codec.decode(Frame("can0", 0x100, bytes(data))) == {SPEED: 43.21}
    assert codec.skipped == 0
    for bit in range(8 * length):
        turned = bytearray(data)
        turned[bit // 8] ^= 1 << bit % 8
        fresh = make(message, Protection("Crc", compute(), "Count", counts))
        # The four bits beside a counter of four bits are data like any other.
        with pytest.raises(DecodeError, match="checksum"):
            fresh.decode(Frame("can0", 0x100, bytes(turned)))


def crc8(data: bytes) -> int:
    """CRC-8 with SAE J1850's polynomial 1D, bit by bit, from 0 on: that of profiles 1 and 11 (PRS_E2E_00083)."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc << 1 ^ 0x1D if crc & 0x80 else crc << 1) & 0xFF
    return crc


@pytest.mark.parametrize("profile", [e2e_checksum.profile_01, e2e_checksum.profile_11])
@given(rest=st.binary(min_size=7, max_size=7), data_id=st.integers(0, 0xFFFF))
def test_two_profiles_against_a_sum_of_our_own(
    profile: Callable[[int], Callable[[int, bytes], int]], rest: bytes, data_id: int
) -> None:
    """Over the data id, low byte first, and the message without its checksum."""
    assert profile(data_id)(0, b"\0" + rest) == crc8(data_id.to_bytes(2, "little") + rest)


PLAIN = Message("M", 0x100, 4, (Signal("Speed", 0, 16, scale=0.01), Signal("Count", 16, 4), Signal("Sum", 24, 8)))


def plain_sum(_identifier: int, data: bytes) -> int:
    return sum(data[:3]) & 0xFF


def frame(kmh: float, count: int, *, bad: bool = False) -> Frame:
    head = round(kmh * 100).to_bytes(2, "little") + bytes([count])
    return Frame("can0", 0x100, head + bytes([sum(head) + bad & 0xFF]))


@pytest.fixture
def codec() -> TableCodec:
    return make(PLAIN, Protection("Sum", plain_sum, "Count"))


def test_a_counter_that_stands_still_is_refused(codec: TableCodec) -> None:
    assert codec.decode(frame(10, 3)) == {SPEED: 10.0}
    with pytest.raises(RepeatedError, match="Count stands still at 3"):
        codec.decode(frame(11, 3))
    assert codec.decode(frame(12, 4)) == {SPEED: 12.0}
    assert codec.skipped == 0


def test_a_counter_that_jumps_is_believed_and_the_gap_counted(codec: TableCodec) -> None:
    for count in (14, 15, 0, 2, 7):
        assert codec.decode(frame(10 + count, count)) == {SPEED: 10.0 + count}
    assert codec.skipped == 4, "3, 4, 5, 6; a single one, 1, is within the allowed step"


def test_each_bus_has_its_own_counters(codec: TableCodec) -> None:
    first = frame(10, 3)
    assert codec.decode(first) == {SPEED: 10.0}
    assert codec.decode(Frame("can1", first.id, first.data)) == {SPEED: 10.0}


def test_n_bad_of_m_and_the_signal_is_invalid_until_they_are_out_of_sight(codec: TableCodec) -> None:
    count = 0

    def good() -> object:
        nonlocal count
        count += 1
        return codec.decode(frame(50, count % 16))[SPEED]

    assert good() == 50.0
    for _ in range(BAD - 1):
        with pytest.raises(DecodeError) as raised:
            codec.decode(frame(60, count % 16, bad=True))
        assert not isinstance(raised.value, DistrustError)
    assert good() == 50.0, "not yet"
    with pytest.raises(DistrustError) as raised:
        codec.decode(frame(60, count % 16, bad=True))
    assert raised.value.paths == (SPEED,)
    answers = [good() for _ in range(WINDOW + 1)]
    # The first two bad ones are the first to be forgotten.
    assert answers == [None] * (WINDOW - BAD - 1) + [50.0] * (BAD + 2)


def test_the_desk_counts_them_and_takes_the_value_back(codec: TableCodec) -> None:
    desk = Desk()
    reception = Reception("can0", ManualClock(), desk.inbox, codec)
    reception.take_all([frame(10, 0), frame(99, 1, bad=True), frame(99, 0), frame(12, 1)])
    desk.drain()
    assert desk.value(SPEED) == 12.0
    reception.take_all([frame(99, 2, bad=True), Frame("can0", 0x100, b"\x01")])
    desk.drain()
    assert desk.value(SPEED) is None
    counters = reception.counters
    assert (counters["received"], counters["decoded"], counters["damaged"]) == (6, 2, 4)
    assert (counters["bad_checksum"], counters["repeated"], counters["truncated"]) == (2, 1, 1)


def test_gaps_are_in_the_report(codec: TableCodec) -> None:
    clock, desk = ManualClock(), Desk()
    reception = Reception("can0", clock, desk.inbox, codec)
    reception.take_all([frame(10, 0), frame(10, 9)])
    clock.advance(1.0)
    reception.tick()
    desk.drain()
    assert desk.report("can0").counters["skipped"] == 8


def test_what_is_sent_counts_on_and_is_believed(codec: TableCodec) -> None:
    receiver = make(PLAIN, Protection("Sum", plain_sum, "Count"))
    for turn in range(40):
        (sent,) = codec.encode_due({SPEED: float(turn % 7)}, turn * 0.1) or [None]
        if sent is not None:
            assert receiver.decode(sent) == {SPEED: float(turn % 7)}
    assert receiver.skipped == 0


def test_a_counter_alone_protects_too() -> None:
    codec = make(PLAIN, counted("Count"))
    assert codec.decode(frame(10, 3, bad=True)) == {SPEED: 10.0}
    with pytest.raises(RepeatedError):
        codec.decode(frame(10, 3))
    (sent,) = codec.encode_all({SPEED: 5.0})
    assert sent.data[3] == 0, "there is no checksum"


@pytest.mark.parametrize(
    ("protection", "said"),
    [
        (lambda: Protection("Sum", plain_sum, "Nobody"), "there is no signal M.Nobody"),
        (lambda: Protection("Sum", plain_sum, "Count", 17), "cannot count 17 values"),
        (lambda: counted(""), "there is no signal M."),
        (lambda: Protection("Sum", e2e_checksum.profile_07(1)), "M of 4 bytes: .*20"),
    ],
)
def test_a_protection_that_cannot_be_is_refused_at_once(protection: Callable[[], Checksum], said: str) -> None:
    with pytest.raises(HeadunitError, match=said):
        make(PLAIN, protection())


def test_without_the_library_the_car_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "e2e.p05", None)
    with pytest.raises(HeadunitError, match=r"AUTOSAR profile 5: install headunit\[e2e\]"):
        e2e_checksum.profile_05(1)
