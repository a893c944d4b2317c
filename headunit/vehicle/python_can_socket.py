"""Reads the sockets that python-can has opened, many frames at one wake-up and without a `can.Message` for each: half
the time a frame, which is what a full bus needs. What python-can would refuse is refused here too."""

import select
import socket
import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from can.interfaces.socketcan.socketcan import build_can_frame
from can.interfaces.udp_multicast import utils

from headunit.vehicle.bus import GarbledError
from headunit.vehicle.dbc_repair import MAX_EXTENDED, MAX_STANDARD
from headunit.vehicle.ports import Frame, FrameKind
from headunit.vehicle.python_can_frame import message_of
from headunit.vehicle.python_can_mmsg import Datagrams

#: From what a socket gave, the moment of receipt (s) and the bus's name to a frame; None for one that is our own.
type Parse = Callable[[bytes, float, str], Frame | None]

#: linux/can.h: struct can_frame has 16 bytes, struct canfd_frame 72; both begin with these fields, data from byte 8 on.
_HEAD: Final = struct.Struct("=IBB")
_CAN_MTU, _CANFD_MTU = 16, 72
_BRS: Final = 0x01  # CANFD_BRS, in the flags of a struct canfd_frame
_DATA_AT: Final = 8
_EXTENDED, _REMOTE, _ERROR = 0x8000_0000, 0x4000_0000, 0x2000_0000
#: Socket counters (linux/sock_diag.h, SK_MEMINFO_DROPS): what the kernel threw away because nobody fetched it.
_SO_MEMINFO, _MEMINFO_DROPS = 55, 8
#: The longest frames of classic CAN and CAN FD, in bytes (ISO 11898-1).
_CLASSIC, _FD = 8, 64

#: What the constructor of a frozen dataclass does by name, field by field, three times as fast: it is called for each
#: frame of a full bus.
_set_bus, _set_id, _set_data, _set_extended, _set_t, _set_kind, _set_fd, _set_brs = (
    Frame.__dict__[field].__set__ for field in ("bus", "id", "data", "extended", "t", "kind", "fd", "brs")
)


_new: Final = object.__new__
_DATA: Final = FrameKind.DATA


def _make(
    bus: str, identifier: int, data: bytes, t: float, kind: FrameKind, extended: bool, fd: bool, brs: bool
) -> Frame:
    frame = _new(Frame)
    _set_bus(frame, bus)
    _set_id(frame, identifier)
    _set_data(frame, data)
    _set_extended(frame, extended)
    _set_t(frame, t)
    _set_kind(frame, kind)
    _set_fd(frame, fd)
    _set_brs(frame, brs)
    return frame


def parse_linux(raw: bytes, t: float, bus: str) -> Frame | None:
    """A frame as SocketCAN hands it out. Raises GarbledError for anything of another size."""
    size = len(raw)
    if size not in {_CAN_MTU, _CANFD_MTU}:
        raise GarbledError(f"{size} bytes are no CAN frame")
    number, length, flags = _HEAD.unpack_from(raw)
    if length > size - _DATA_AT:
        raise GarbledError(f"a frame of {size} bytes says that it has {length} of data")
    data, fd = raw[_DATA_AT : _DATA_AT + length], size == _CANFD_MTU
    brs = fd and bool(flags & _BRS)
    if number <= MAX_STANDARD:  # no flag is set: nearly every frame
        return _make(bus, number, data, t, _DATA, False, fd, brs)
    if number & _ERROR:
        return Frame(bus, number & MAX_EXTENDED, data, t=t, kind=FrameKind.ERROR)
    extended = bool(number & _EXTENDED)
    identifier = number & (MAX_EXTENDED if extended else MAX_STANDARD)
    if number & _REMOTE:
        return Frame(bus, identifier, b"", extended, t, FrameKind.REMOTE)
    return _make(bus, identifier, data, t, _DATA, extended, fd, brs)


def multicast_parser(own_mark: str, *, fd: bool) -> Parse:
    """For datagrams of python-can's multicast bus. `own_mark`: the channel that our own frames carry: multicast gives
    them back. `fd`: whether FD frames are wanted."""
    unpack: Callable[..., Any] = utils.msgpack.unpackb  # type: ignore[attr-defined]  # python-can depends on it, and so do we

    def parse(raw: bytes, t: float, bus: str) -> Frame | None:
        try:
            fields = unpack(raw, raw=False)
            if fields["channel"] == own_mark or (fields["is_fd"] and not fd):
                return None
            return _frame(fields, t, bus)
        except GarbledError:
            raise
        except Exception as error:
            raise GarbledError(f"could not unpack received message: {' '.join(str(error).split())}") from error

    return parse


def _frame(fields: Mapping[str, Any], t: float, bus: str) -> Frame:
    identifier, data, extended = fields["arbitration_id"], fields["data"], fields["is_extended_id"]
    is_fd, remote, error = fields["is_fd"], fields["is_remote_frame"], fields["is_error_frame"]
    right = (
        type(identifier) is int
        and type(data) is bytes
        and 0 <= identifier <= (MAX_EXTENDED if extended or error else MAX_STANDARD)
        and len(data) <= (_FD if is_fd else _CLASSIC)
        and (remote or fields["dlc"] == len(data))
    )
    if not right:
        raise GarbledError(f"no CAN frame has the identifier {identifier!r} and the data {data!r:.80}")
    kind = FrameKind.ERROR if error else FrameKind.REMOTE if remote else FrameKind.DATA
    brs = bool(is_fd and fields["bitrate_switch"])
    return _make(bus, identifier, data, t, kind, bool(extended), bool(is_fd), brs)


def multicast_datagram(frame: Frame) -> bytes:
    """`frame` as python-can's multicast bus would send it: for whoever plays a full bus and must be quick."""
    return utils.pack_message(message_of(frame))


def linux_frame(frame: Frame) -> bytes:
    """`frame` as SocketCAN would hand it out."""
    return build_can_frame(message_of(frame))


class SocketReader:
    """Reads one socket, which stays python-can's: it is not closed here. One thread."""

    def __init__(self, opened: socket.socket, bus: str, parse: Parse) -> None:
        self._socket, self._bus, self._parse = opened, bus, parse
        self._datagrams = Datagrams(opened)
        self._left: Iterator[tuple[bytes, float]] = iter(())  # behind something garbled
        self._garbled: GarbledError | None = None
        self._poll = select.poll()
        self._poll.register(opened, select.POLLIN)

    def receive(self, timeout_s: float) -> list[Frame]:
        """As `Bus.receive` says; frames of our own are passed over.

        Raises GarbledError, or OSError where the socket is gone.
        """
        if self._garbled is not None:
            error, self._garbled = self._garbled, None
            raise error
        # Asked first without waiting: on a busy bus that is all there is to do.
        frames = self._parsed(self._left) or self._parsed(iter(self._datagrams.read()))
        if frames or not timeout_s or not self._poll.poll(timeout_s * 1000):
            return frames
        return self._parsed(iter(self._datagrams.read()))

    def _parsed(self, datagrams: Iterator[tuple[bytes, float]]) -> list[Frame]:
        """Frames up to the first thing that is none: that is raised now, or by the next call where it is not first."""
        parse, bus = self._parse, self._bus
        frames: list[Frame] = []
        self._left = datagrams
        try:
            for raw, t in datagrams:
                frame = parse(raw, t, bus)
                if frame is not None:
                    frames.append(frame)
        except GarbledError as error:
            if not frames:
                raise
            self._garbled = error
        return frames

    def dropped(self) -> int:
        """Frames that the kernel threw away since the socket was opened, because its buffer was full."""
        counters = self._socket.getsockopt(socket.SOL_SOCKET, _SO_MEMINFO, 4 * (_MEMINFO_DROPS + 1))
        return int(struct.unpack_from("=I", counters, 4 * _MEMINFO_DROPS)[0])
