"""Reads the sockets that python-can has opened, many frames at one wake-up and without a `can.Message` for each: half
the time a frame, which is what a full bus needs. What python-can would refuse is refused here too."""

import select
import socket
import struct
from collections.abc import Callable, Mapping
from typing import Any, Final

from can.interfaces.udp_multicast import utils

from headunit.vehicle.bus import GarbledError
from headunit.vehicle.dbc_repair import MAX_EXTENDED, MAX_STANDARD
from headunit.vehicle.ports import Frame, FrameKind
from headunit.vehicle.python_can_frame import message_of
from headunit.vehicle.python_can_mmsg import CAPACITY, Datagrams

#: From what a socket gave, the moment of receipt (s) and the bus's name to a frame; None for one that is our own.
type Parse = Callable[[bytes, float, str], Frame | None]

#: linux/can.h: struct can_frame has 16 bytes, struct canfd_frame 72; both begin with these fields, data from byte 8 on.
_HEAD: Final = struct.Struct("=IBB")
_CAN_MTU, _CANFD_MTU = 16, 72
_DATA_AT: Final = 8
_EXTENDED, _REMOTE, _ERROR = 0x8000_0000, 0x4000_0000, 0x2000_0000
#: Socket counters (linux/sock_diag.h, SK_MEMINFO_DROPS): what the kernel threw away because nobody fetched it.
_SO_MEMINFO, _MEMINFO_DROPS = 55, 8
#: The longest frames of classic CAN and CAN FD, in bytes (ISO 11898-1).
_CLASSIC, _FD = 8, 64


#: What the constructor of a frozen dataclass does by name, field by field, three times as fast: it is called for each
#: frame of a full bus.
_set_bus, _set_id, _set_data, _set_extended, _set_t, _set_kind, _set_fd = (
    Frame.__dict__[field].__set__ for field in ("bus", "id", "data", "extended", "t", "kind", "fd")
)


def _make(bus: str, identifier: int, data: bytes, t: float, kind: FrameKind, *, extended: bool, fd: bool) -> Frame:
    frame = object.__new__(Frame)
    _set_bus(frame, bus)
    _set_id(frame, identifier)
    _set_data(frame, data)
    _set_extended(frame, extended)
    _set_t(frame, t)
    _set_kind(frame, kind)
    _set_fd(frame, fd)
    return frame


def parse_linux(raw: bytes, t: float, bus: str) -> Frame | None:
    """A frame as SocketCAN hands it out. Raises GarbledError for anything of another size."""
    size = len(raw)
    if size not in {_CAN_MTU, _CANFD_MTU}:
        raise GarbledError(f"{size} bytes are no CAN frame")
    number, length, _ = _HEAD.unpack_from(raw)
    if length > size - _DATA_AT:
        raise GarbledError(f"a frame of {size} bytes says that it has {length} of data")
    if number & _ERROR:
        return Frame(bus, number & MAX_EXTENDED, raw[8 : 8 + length], t=t, kind=FrameKind.ERROR)
    extended = bool(number & _EXTENDED)
    identifier = number & (MAX_EXTENDED if extended else MAX_STANDARD)
    if number & _REMOTE:
        return Frame(bus, identifier, b"", extended, t, FrameKind.REMOTE)
    data = raw[8 : 8 + length]
    return _make(bus, identifier, data, t, FrameKind.DATA, extended=extended, fd=size == _CANFD_MTU)


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
    return _make(bus, identifier, data, t, kind, extended=bool(extended), fd=bool(is_fd))


def multicast_datagram(frame: Frame) -> bytes:
    """`frame` as python-can's multicast bus would send it: for whoever plays a full bus and must be quick."""
    return utils.pack_message(message_of(frame))


class SocketReader:
    """Reads one socket, which stays python-can's: it is not closed here. One thread."""

    def __init__(self, opened: socket.socket, bus: str, parse: Parse) -> None:
        self._socket, self._bus, self._parse = opened, bus, parse
        self._datagrams = Datagrams(opened)
        # The newest first: the next one is popped from the end.
        self._waiting: list[tuple[bytes, float]] = []
        self._more = False
        self._poll = select.poll()
        self._poll.register(opened, select.POLLIN)

    def receive(self, timeout_s: float) -> Frame | None:
        """The next frame, or None where none came within `timeout_s`, or only one of our own.

        Raises GarbledError, or OSError where the socket is gone.
        """
        # Asked first without waiting: on a busy bus that is all there is to do.
        self._more = True
        frame = self.receive_waiting()
        if frame is not None or not timeout_s or not self._poll.poll(timeout_s * 1000):
            return frame
        self._more = True
        return self.receive_waiting()

    def receive_waiting(self) -> Frame | None:
        """The next frame that waits; None where none does. Frames of our own are passed over. Raises as `receive`."""
        while True:
            if not self._waiting:
                if not self._more:
                    return None
                self._waiting = self._datagrams.read()
                self._waiting.reverse()
                # Not as many as there was room for: there are no more, and the kernel need not be asked.
                self._more = len(self._waiting) == CAPACITY
                if not self._waiting:
                    return None
            raw, t = self._waiting.pop()
            frame = self._parse(raw, t, self._bus)
            if frame is not None:
                return frame

    def dropped(self) -> int:
        """Frames that the kernel threw away since the socket was opened, because its buffer was full."""
        counters = self._socket.getsockopt(socket.SOL_SOCKET, _SO_MEMINFO, 4 * (_MEMINFO_DROPS + 1))
        return int(struct.unpack_from("=I", counters, 4 * _MEMINFO_DROPS)[0])
