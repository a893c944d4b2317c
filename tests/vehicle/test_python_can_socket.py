"""The direct reader against python-can's own: the same frames out of the same bytes, on real sockets."""

import contextlib
import socket
import time
from collections.abc import Iterator

import can
import pytest
from can.interfaces.socketcan.socketcan import build_can_frame
from can.interfaces.udp_multicast.utils import pack_message, unpack_message
from hypothesis import given
from hypothesis import strategies as st

from headunit.vehicle.bus import GarbledError
from headunit.vehicle.bus_spec import parse_spec
from headunit.vehicle.ports import Frame, FrameKind
from headunit.vehicle.python_can_bus import SO_RCVBUFFORCE, open_bus
from headunit.vehicle.python_can_frame import frame_of, message_of
from headunit.vehicle.python_can_mmsg import CAPACITY, LARGEST, SO_TIMESTAMPNS, Datagrams
from headunit.vehicle.python_can_socket import SocketReader, multicast_datagram, multicast_parser, parse_linux

PARSE = multicast_parser("ours", fd=True)


@st.composite
def messages(draw: st.DrawFn) -> can.Message:
    extended, kind = draw(st.booleans()), draw(st.sampled_from(["data", "fd", "remote", "error"]))
    sizes = st.sampled_from([0, 1, 8, 12, 16, 20, 24, 32, 48, 64]) if kind == "fd" else st.integers(0, 8)
    size = draw(sizes)
    return can.Message(
        timestamp=5.0,
        arbitration_id=draw(st.integers(0, 0x1FFF_FFFF if extended else 0x7FF)),
        is_extended_id=extended,
        is_remote_frame=kind == "remote",
        is_error_frame=kind == "error",
        is_fd=kind == "fd",
        bitrate_switch=kind == "fd" and draw(st.booleans()),
        dlc=size,
        data=None if kind == "remote" else draw(st.binary(min_size=size, max_size=size)),
        check=kind != "error",
    )


@given(messages())
def test_a_socketcan_frame_is_read_as_python_can_reads_it(message: can.Message) -> None:
    frame = parse_linux(build_can_frame(message), 5.0, "can0")
    expected = frame_of(message, "can0")
    assert frame is not None
    if expected.kind is FrameKind.ERROR:
        # Whether the number of an error class is a long one means nothing.
        assert (frame.kind, frame.id, frame.data) == (expected.kind, expected.id, expected.data)
    else:
        assert frame == expected


@given(messages())
def test_a_multicast_datagram_is_read_as_python_can_reads_it(message: can.Message) -> None:
    datagram = pack_message(message)
    assert PARSE(datagram, 5.0, "can0") == frame_of(unpack_message(datagram, replace={"timestamp": 5.0}), "can0")


@given(st.binary(max_size=100))
def test_other_bytes_are_garbled_and_nothing_else(raw: bytes) -> None:
    for parse in (parse_linux, PARSE):
        with contextlib.suppress(GarbledError):
            frame = parse(raw, 0.0, "can0")
            assert frame is None or len(frame.data) <= 64


@pytest.mark.parametrize(
    "change",
    [
        {"arbitration_id": 0x800},
        {"arbitration_id": -1},
        {"arbitration_id": "1"},
        {"arbitration_id": None},
        {"data": b"123456789", "dlc": 9},
        {"data": "12345678"},
        {"data": [1, 2]},
        {"dlc": 3},
    ],
)
def test_what_python_can_would_refuse_is_refused(change: dict[str, object]) -> None:
    msgpack = pytest.importorskip("msgpack")
    fields = msgpack.unpackb(pack_message(can.Message(arbitration_id=1, data=bytes(8), is_extended_id=False)))
    assert PARSE(msgpack.packb(fields), 0.0, "can0") is not None
    with pytest.raises(GarbledError):
        PARSE(msgpack.packb({**fields, **change}), 0.0, "can0")


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:
        yield ours, theirs


def test_waiting_frames_are_read_together_without_waiting(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    reader = SocketReader(ours, "can0", parse_linux)
    assert reader.receive(0.0) == []
    sent = [Frame("can0", number, bytes([number])) for number in range(5)]
    for frame in sent:
        theirs.send(build_can_frame(message_of(frame)))
    assert reader.receive(1.0) == sent
    assert reader.receive(0.0) == []


def test_what_is_garbled_is_told_in_its_place_and_takes_no_frame_with_it(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    ours, theirs = pair
    reader = SocketReader(ours, "can0", parse_linux)
    first, second, third = (Frame("can0", number, b"") for number in range(3))
    for raw in (first, b"no frame", second, b"none", b"nor this", third):
        theirs.send(raw if isinstance(raw, bytes) else build_can_frame(message_of(raw)))
    told: list[list[Frame] | str] = []
    for _ in range(7):
        try:
            told.append(reader.receive(0.0))
        except GarbledError as error:
            told.append(str(error))
    assert told == [
        [first],
        "8 bytes are no CAN frame",
        [second],
        "4 bytes are no CAN frame",
        "8 bytes are no CAN frame",
        [third],
        [],
    ]


def test_our_own_frames_are_passed_over(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    reader = SocketReader(ours, "can0", PARSE)
    for channel in ("ours", "theirs"):
        message = can.Message(arbitration_id=1, data=channel.encode(), is_extended_id=False, channel=channel)
        theirs.send(pack_message(message))
    assert [frame.data for frame in reader.receive(1.0)] == [b"theirs"]


def test_a_closed_socket_is_an_error(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, _theirs = pair
    reader = SocketReader(ours, "can0", parse_linux)
    ours.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        reader.receive(1.0)


def test_more_than_one_call_can_hold_arrive_in_order_and_with_their_time() -> None:
    """Real datagrams, real time stamps of the kernel, empty and overlong ones among them."""
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ours,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out,
    ):
        ours.bind(("127.0.0.1", 0))
        ours.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        # The usual buffer holds some 256 of the smallest datagrams.
        ours.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 1 << 20)
        reader = Datagrams(ours)
        assert reader.read() == []
        before = time.time()
        sent = [number.to_bytes(2, "big") * (number % 5) for number in range(CAPACITY + 20)]
        for datagram in sent:
            out.sendto(datagram, ours.getsockname())
        read = [*reader.read(), *reader.read()]
        assert [raw for raw, _t in read] == sent
        moments = [t for _raw, t in read]
        # The kernel's clock is read before ours is, or a tick of it later.
        assert before - 1 <= moments[0] <= moments[-1] <= time.time() + 1
        assert moments == sorted(moments)
        out.sendto(bytes(LARGEST + 5), ours.getsockname())
        assert [len(raw) for raw, _t in reader.read()] == [LARGEST]


def test_what_the_kernel_throws_away_is_counted() -> None:
    """A real multicast bus whose reader does not read, and whose buffer is small."""
    port = 20_000 + id(object()) % 20_000
    bus = open_bus(parse_spec(f"udp_multicast:239.74.163.7?port={port}"), "can0", False)
    try:
        with socket.socket(fileno=socket.dup(bus._bus.fileno())) as twin:
            twin.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        assert bus.dropped() == 0
        datagram = multicast_datagram(Frame("can0", 1, bytes(8)))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
            out.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 0)
            for _ in range(500):
                out.sendto(datagram, ("239.74.163.7", port))
        read = 0
        while frames := bus.receive(0.2):
            read += len(frames)
        assert 0 < read < 500
        assert read + bus.dropped() == 500
    finally:
        bus.close()
