"""Bits on the wire. Figures of whole buses: CAN in Automation's frame formats, ISO 11898-1:2015, clause 10.4."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.technician.wire_bits import frame_bits
from headunit.vehicle.ports import Frame, FrameKind

#: No five bits alike anywhere.
ALTERNATING = b"\xaa\x55"


def test_a_frame_without_a_stuffed_bit_has_the_bits_of_its_format() -> None:
    # 44 bits and the data and three of intermission; its CRC decides over the last few stuffed bits.
    bits, data_phase = frame_bits(Frame("can0", 0x2AA, b"\xaa" * 8))
    assert 111 <= bits <= 114
    assert data_phase == 0


def test_five_alike_are_followed_by_a_stuffed_one_that_counts_itself() -> None:
    # Start of frame, 11 zeros of id, RTR, IDE, r0: 15 zeros; then 0 0 0 0 of the length; zeros to the end: CRC 0 too.
    bits, _ = frame_bits(Frame("can0", 0, b""))
    zeros = 1 + 11 + 3 + 4 + 15
    # The first after five, then each stuffed one and four more.
    assert bits == zeros + (1 + (zeros - 5) // 5 + 0) + 13


@pytest.mark.parametrize(("length", "per_s"), [(8, 9259), (64, 2990)])
def test_fd_frames_a_second_at_500_kbit_and_2_mbit(length: int, per_s: int) -> None:
    nominal, data = frame_bits(Frame("can0", 0x2AA, ALTERNATING * (length // 2), fd=True, brs=True))
    # The length code of 64 bytes is 1111 after ESI 0, so nothing is stuffed; 8 is 1000.
    assert 1 / (nominal / 500_000 + data / 2_000_000) == pytest.approx(per_s, rel=0.005)


@given(
    identifier=st.integers(0, 0x1FFFFFFF),
    extended=st.booleans(),
    data=st.binary(max_size=8),
    kind=st.sampled_from([FrameKind.DATA, FrameKind.REMOTE]),
)
def test_a_classic_frame_is_within_its_formats_limits(
    identifier: int, extended: bool, data: bytes, kind: FrameKind
) -> None:
    identifier = identifier if extended else identifier & 0x7FF
    bits, _ = frame_bits(Frame("can0", identifier, data, extended, kind=kind))
    sent = 8 * len(data) if kind is FrameKind.DATA else 0
    stuffable = (54 if extended else 34) + sent
    assert stuffable + 13 <= bits <= stuffable + (stuffable - 1) // 4 + 13


@given(st.binary(max_size=64), st.booleans())
def test_an_fd_frame_is_within_its_formats_limits(data: bytes, extended: bool) -> None:
    nominal, in_data = frame_bits(Frame("can0", 0x123, data, extended, fd=True, brs=True))
    head, body = (36 if extended else 17), 5 + 8 * len(data)
    crc = 21 + 6 if len(data) <= 16 else 25 + 7
    plain = head + body + crc + 13
    assert plain <= nominal + in_data <= plain + (head + body) // 4
    assert nominal <= head + 13 + head // 4
