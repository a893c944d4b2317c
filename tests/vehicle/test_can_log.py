"""Logs of every kind, whole and damaged. candump's lines are written here by hand, the rest by python-can's writers."""

import gzip
import random
import tracemalloc
from pathlib import Path
from typing import Protocol

import can
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headunit.kernel.errors import HeadunitError
from headunit.vehicle.ports import Frame, FrameKind
from headunit.vehicle.python_can_frame import frame_of, message_of
from headunit.vehicle.python_can_log import SUFFIXES, log_duration_s, read_log

CANDUMP = """\
(1533198887.000000) can0 123#DEADBEEF
(1533198887.100000) vcan1 00000123#00 R
(1533198887.200000) can0 1FFFFFFF#
(1533198887.300000) can0 7FF#R
(1533198887.400000) can0 00000001#R8 T

(1533198887.500000) can0 123##1112233445566778899AABBCC
(1533198887.600000) can0 20000040#0000000000000000
(1533198887.700000) can0 20000088#0000000000000000
(1533198888.700000) can0 00000040#11
"""


class Expect(Protocol):
    def __call__(self, pattern: str, *, perhaps: bool = False) -> None: ...


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_every_kind_of_candump_line(tmp_path: Path) -> None:
    file = write(tmp_path, "a.log", CANDUMP)
    t = 1533198887.0
    fd_data = bytes.fromhex("112233445566778899AABBCC")
    assert list(read_log(file)) == [
        Frame("can0", 0x123, b"\xde\xad\xbe\xef", t=t),
        Frame("vcan1", 0x123, b"\x00", extended=True, t=t + 0.1),
        Frame("can0", 0x1FFFFFFF, b"", extended=True, t=t + 0.2),
        Frame("can0", 0x7FF, b"", t=t + 0.3, kind=FrameKind.REMOTE),
        Frame("can0", 1, b"", extended=True, t=t + 0.4, kind=FrameKind.REMOTE),
        Frame("can0", 0x123, fd_data, t=t + 0.5, fd=True, brs=True),
        # Error frames: the class, bus-off and controller, is their identifier.
        Frame("can0", 0x40, bytes(8), t=t + 0.6, kind=FrameKind.ERROR),
        Frame("can0", 0x88, b"", t=t + 0.7, kind=FrameKind.ERROR),
        # and this is none.
        Frame("can0", 0x40, b"\x11", extended=True, t=t + 1.7),
    ]
    assert log_duration_s(file) == pytest.approx(1.7)


MESSAGES = [
    can.Message(timestamp=1.0, arbitration_id=0x123, data=b"\x01\x02", is_extended_id=False, channel=0),
    can.Message(timestamp=1.5, arbitration_id=0x123, data=b"", is_extended_id=True, channel=1),
    can.Message(timestamp=2.0, arbitration_id=0x7FF, is_remote_frame=True, is_extended_id=False, dlc=4, channel=0),
    can.Message(timestamp=2.5, arbitration_id=1, data=bytes(range(8)), is_extended_id=True, channel=0),
]


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix != ".mf4"])
@pytest.mark.parametrize("packed", ["", ".gz"])
def test_what_python_cans_writers_write(tmp_path: Path, suffix: str, packed: str) -> None:
    # python-can's own writer of PCAN traces leaves remote frames out.
    messages = [message for message in MESSAGES if suffix != ".trc" or not message.is_remote_frame]
    file = tmp_path / f"drive{suffix}"
    with can.Logger(file) as writer:
        for message in messages:
            writer(message)
    if packed:
        packed_file = file.with_name(file.name + packed)
        packed_file.write_bytes(gzip.compress(file.read_bytes()))
        file = packed_file
    read = list(read_log(file))
    assert [(f.id, f.extended, f.data, f.kind) for f in read] == [
        (f.id, f.extended, f.data, f.kind) for f in (frame_of(message, "") for message in messages)
    ]
    # Some formats count from their first frame; the steps between frames are every format's.
    assert [f.t - read[0].t for f in read] == pytest.approx([message.timestamp - 1.0 for message in messages], abs=1e-3)
    assert all(frame.bus.startswith("can") for frame in read)


@pytest.mark.parametrize("suffix", [".asc", ".blf"])
def test_channels_of_vectors_formats_are_named_as_linux_does(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"drive{suffix}"
    with can.Logger(file) as writer:
        for message in MESSAGES:
            writer(message)
    assert [frame.bus for frame in read_log(file)] == ["can0", "can1", "can0", "can0"]


def test_frame_and_message_are_each_made_of_the_other() -> None:
    for frame in (
        Frame("a", 0x1FFFFFFF, bytes(64), extended=True, t=3.0, fd=True),
        Frame("a", 0x7FF, b"", kind=FrameKind.REMOTE),
        Frame("a", 0x123, b"12345678"),
    ):
        assert frame_of(message_of(frame), "a") == frame
    for impossible in (Frame("a", 0x800, b""), Frame("a", 1, bytes(9)), Frame("a", 1 << 29, b"", extended=True)):
        with pytest.raises(ValueError, match=r"."):
            message_of(impossible)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.log", None, "No such file"),
        ("empty.log", b"", "is empty"),
        ("blank.log", b"\n\n", "has no CAN frames"),
        ("odd.pcap", b"x", "known are .log, .asc, .csv, .trc, .blf, .mf4"),
        ("odd", b"x", "known are"),
        ("nmea.log", b"$GPGGA,1*00\n$GPRMC\n", "line 1 ('$GPGGA,1*00') is not what a .log log has"),
        ("screen.log", b"  can0  123   [2]  11 22\n  can0  123   [2]  11 22\n", "line 1"),
        ("noise.log", bytes(range(256)) * 40, "line 1"),
        ("middle.log", b"(1.0) can0 123#00\n(1.0) can0 123#0G\n(2.0) can0 123#00\n", "line 2"),
        ("long.log", b"(1.0) can0 123#" + b"00" * 9 + b"\n(2.0) can0 123#00\n", "line 1"),
        ("text.asc", b"hello\nworld\n", "has no CAN frames"),
        ("text.blf", b"hello world" * 100, "after 0 frames"),
        ("short.blf", b"LOGG", "after 0 frames"),
        ("text.csv", b"timestamp\n1,2\n3,4\n", "line 2"),
        ("text.trc", b"hello\n", "has no CAN frames"),
        ("not-packed.log.gz", b"(1.0) can0 123#00\n", "is not what a .log log has"),
    ],
)
def test_what_is_no_log_is_one_clear_line(
    tmp_path: Path, name: str, content: bytes | None, said: str, expect_log: Expect
) -> None:
    expect_log("is cut off", perhaps=True)
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(HeadunitError) as raised:
        list(read_log(file))
    assert said in str(raised.value)
    assert name in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_folder_is_no_log(tmp_path: Path) -> None:
    folder = tmp_path / "drive.log"
    folder.mkdir()
    with pytest.raises(HeadunitError, match="directory"):
        read_log(folder)


@pytest.mark.parametrize("cut", ["(1533198888.7", "(1533198888.700000) can0 0000", "(1533198888.700000) can0 123#0"])
def test_a_cut_last_line_is_left_out_with_a_warning(tmp_path: Path, cut: str, expect_log: Expect) -> None:
    file = write(tmp_path, "cut.log", "(1.000000) can0 123#00\n(2.000000) can0 123#01\n" + cut)
    expect_log("is cut off in line 3")
    assert [frame.data for frame in read_log(file)] == [b"\x00", b"\x01"]


@pytest.mark.parametrize("share", [0.5, 0.9, 0.999])
@pytest.mark.parametrize("packed", [False, True])
def test_a_cut_blf_gives_what_is_whole(tmp_path: Path, share: float, packed: bool, expect_log: Expect) -> None:
    whole = tmp_path / "whole.blf"
    dice = random.Random(3)
    with can.Logger(whole) as writer:
        for tick in range(20_000):
            writer(can.Message(timestamp=tick / 1000, arbitration_id=1, data=dice.randbytes(8), is_extended_id=False))
    data = gzip.compress(whole.read_bytes()) if packed else whole.read_bytes()
    file = tmp_path / ("cut.blf.gz" if packed else "cut.blf")
    file.write_bytes(data[: int(len(data) * share)])
    expect_log("is cut off")
    frames = list(read_log(file))
    assert 0.3 * 20_000 * share < len(frames) < 20_000


def test_a_long_log_is_never_in_memory_as_a_whole(tmp_path: Path) -> None:
    file = tmp_path / "long.log"
    with file.open("w", encoding="ascii") as log:
        for tick in range(12_000):
            log.write(f"({tick}.000000) can0 123#0102030405060708\n")
    list(read_log(write(tmp_path, "short.log", CANDUMP)))  # python-can's own tables
    tracemalloc.start()
    try:
        assert sum(1 for _frame in read_log(file)) == 12_000
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert file.stat().st_size > 400_000
    assert peak < 300_000


def test_a_log_that_nobody_finishes_is_closed(tmp_path: Path) -> None:
    """An unclosed file would be a ResourceWarning, and warnings fail the tests."""
    file = write(tmp_path, "a.log", CANDUMP)
    frames = read_log(file)
    next(frames)
    frames.close()
    read_log(file)


@given(st.binary(max_size=400), st.sampled_from(SUFFIXES))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_noise_never_escapes_as_anything_else(
    tmp_path_factory: pytest.TempPathFactory, expect_log: Expect, noise: bytes, suffix: str
) -> None:
    expect_log("is cut off", perhaps=True)
    file = tmp_path_factory.mktemp("noise") / f"noise{suffix}"
    file.write_bytes(noise)
    try:
        frames = list(read_log(file))
    except HeadunitError:
        return
    assert frames


@given(st.text(alphabet="()0123456789. canvR#ABC\n", max_size=120), st.integers(0, len(CANDUMP)))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_noise_in_a_good_log_never_escapes_as_anything_else(
    tmp_path_factory: pytest.TempPathFactory, expect_log: Expect, noise: str, at: int
) -> None:
    expect_log("is cut off", perhaps=True)
    file = write(tmp_path_factory.mktemp("noise"), "noise.log", CANDUMP[:at] + noise + CANDUMP[at:])
    try:
        frames = list(read_log(file))
    except HeadunitError:
        return
    assert frames
    assert log_duration_s(file) is not None


def test_the_duration_of_other_logs_is_not_known(tmp_path: Path) -> None:
    assert log_duration_s(tmp_path / "a.blf") is None
    assert log_duration_s(write(tmp_path, "a.log", "no time here\n")) is None
