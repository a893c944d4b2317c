"""The makers' checksums, against frames of real cars and against what is known of each sum from elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.vehicle import cars
from headunit.vehicle.cars.honda_civic_2016.checksum import honda_checksum
from headunit.vehicle.cars.hyundai_ioniq_5.checksum import hyundai_canfd_checksum
from headunit.vehicle.cars.tesla_model_3.checksum import tesla_checksum
from headunit.vehicle.cars.volkswagen_golf_7.checksum import mqb_checksum
from headunit.vehicle.codec import TableCodec
from headunit.vehicle.ports import DecodeError, Frame

PROTECTED = [
    pytest.param(name, message, id=f"{name}-{message}")
    for name in cars.names()
    for message in TableCodec(cars.load(name)).car.checksums
]

#: Recorded in cars of the maker, one for each counter value (opendbc 0.3.1, MIT, can/tests/test_checksums.py).
RECORDED = {
    0x086: "6b00bd0000000000 ee010a0000000000 d802a90000000000 0303bea212000000 7b04312003000000 8b05e28509000000",
    0x0FD: "66d01f8045050000 87d11f8052050000 cdd21f8050060000 fdd31f8035020000 fad41f8022050000 fdd51f8084040000 "
    "2ed61f80f0030000 9fd71f8000000000 1ed81f80b3030000 61d91f806d050000 44da1f8047020000 86db1f803a020000 "
    "39dc1f80cb010000 19dd1f8000000000 8cde1f80ba040000 fbdf1f8046000000",
    0x120: "c10000020008ff21 340100020008ff21 cc0200020008ff21 1e0300020008ff21 480400020008ff21",
    0x121: "b90000c039467efe 853120001a467efe c71200401a467efe 5393000019467efe a43400801a467efe",
    0x3D5: "c800000400000000 9f01000400000000 5e02000400000000 5203000400000000 f204000400000000",
}


@pytest.mark.parametrize("identifier", RECORDED)
def test_volkswagen_as_recorded(identifier: int) -> None:
    for text in RECORDED[identifier].split():
        data = bytes.fromhex(text)
        assert mqb_checksum(identifier, data) == data[0], text


def test_a_recorded_volkswagen_frame_tells_the_speed() -> None:
    codec = TableCodec(cars.load("volkswagen_golf_7"))
    told = codec.decode(Frame("can0", 0xFD, bytes.fromhex("66d01f8045050000")))
    assert told == {"Vehicle.Speed": 13.49, "Vehicle.ADAS.ESC.IsEngaged": False}


@given(st.integers(0, 0x7FF), st.binary(min_size=8, max_size=8))
def test_honda_half_bytes_add_up_to_8(identifier: int, data: bytes) -> None:
    whole = data[:-1] + bytes([data[-1] & 0xF0 | honda_checksum(identifier, data)])
    halves = f"{identifier:x}{whole.hex()}"
    assert sum(int(half, 16) for half in halves) % 16 == 8


@given(st.integers(0, 0x7FF), st.binary(min_size=8, max_size=8), st.sampled_from([0, 7]))
def test_tesla_sum_ignores_its_own_byte(identifier: int, data: bytes, at: int) -> None:
    others = data[:at] + data[at + 1 :]
    assert tesla_checksum(at)(identifier, data) == sum([*identifier.to_bytes(2), *others]) % 256


def test_hyundai_is_crc_16_xmodem() -> None:
    """The catalogue's check value of that CRC, for the text 123456789, is 0x31C3."""
    text = b"123456789"
    data = b"\x00\x00" + text[:7]
    identifier = int.from_bytes(text[7:], "little")
    assert len(data) not in {8, 16, 24, 32}  # lengths with a mask
    assert hyundai_canfd_checksum(identifier, data) == 0x31C3


@pytest.mark.parametrize(("length", "mask"), [(8, 0x5F29), (16, 0x041D), (24, 0x819D), (32, 0x9F5B)])
def test_hyundai_mask(length: int, mask: int) -> None:
    """The CRC of nothing but zeros is 0, so only the mask is left."""
    assert hyundai_canfd_checksum(0, bytes(length)) == mask


@pytest.mark.parametrize(("name", "message"), PROTECTED)
def test_one_wrong_bit_anywhere_and_nothing_is_believed(name: str, message: str) -> None:
    codec = TableCodec(cars.load(name))
    number = codec.dbc.by_name[message].id
    frame = next(frame for frame in codec.encode_all({}) if frame.id == number)
    codec.decode(frame)
    for bit in range(8 * len(frame.data)):
        wrong = (int.from_bytes(frame.data, "little") ^ 1 << bit).to_bytes(len(frame.data), "little")
        with pytest.raises(DecodeError):
            codec.decode(Frame("can0", frame.id, wrong, frame.extended, fd=frame.fd))
