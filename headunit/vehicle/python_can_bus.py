"""A CAN bus through python-can: opens, receives, sends, and sorts its errors. Decides nothing about retries."""

import contextlib
import os
import select
import socket
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final, cast, override

import can
from can.interfaces.slcan import slcanBus
from can.interfaces.socketcan import SocketcanBus
from can.interfaces.socketcand import SocketCanDaemonBus
from can.interfaces.udp_multicast import UdpMulticastBus
from can.interfaces.virtual import VirtualBus

from headunit.vehicle.bus import MOST, Bus, GarbledError
from headunit.vehicle.bus_spec import BusSpec
from headunit.vehicle.ports import Frame
from headunit.vehicle.python_can_frame import frame_of, message_of
from headunit.vehicle.python_can_socket import SocketReader, multicast_parser, parse_linux

#: How long a server may take to answer while the bus is opened (s): stop() must end within one second.
ANSWER_S: Final = 0.8
#: The kernel's default buffer holds 278 classic frames; a reader that hesitates loses the rest unseen.
RECEIVE_BUFFER_BYTES: Final = 1 << 22
SO_RCVBUFFORCE: Final = 33  # asm-generic/socket.h


class _Socketcand(SocketCanDaemonBus):
    """Mends five things: python-can tries for ten seconds to reach the server, waits for ever for its greeting, takes
    frames that follow at once for part of it, stumbles again and again over the same garbled line, and does not notice
    the server's end."""

    def __init__(self, channel: str, host: str, port: int) -> None:
        socket.create_connection((host, port), ANSWER_S).close()
        super().__init__(channel, host, port)  # type: ignore[no-untyped-call]

    @property
    def _stream(self) -> socket.socket:
        return cast("socket.socket", self._SocketCanDaemonBus__socket)  # type: ignore[attr-defined]

    @override
    def _expect_msg(self, msg: str) -> None:
        self._stream.settimeout(ANSWER_S)
        answer = b""
        while len(answer) < len(msg) and (more := self._stream.recv(len(msg) - len(answer))):
            answer += more
        if answer != msg.encode():
            raise ConnectionRefusedError(f"the server says {answer!r} instead of {msg!r}")

    @override
    def _recv_internal(self, timeout: float | None) -> tuple[can.Message | None, bool]:
        try:
            return cast("tuple[can.Message | None, bool]", super()._recv_internal(timeout))  # type: ignore[no-untyped-call]
        except can.CanError:
            self._SocketCanDaemonBus__receive_buffer = ""
            raise

    def check(self) -> None:
        """Raises ConnectionResetError where the server has closed the connection."""
        readable, _, _ = select.select([self._stream], [], [], 0)
        if readable and not self._stream.recv(1, socket.MSG_PEEK):
            raise ConnectionResetError("the server closed the connection")


#: What each interface is opened with where the person says nothing else.
_DEFAULTS: Final[Mapping[str, Mapping[str, Any]]] = {
    # FD frames are invisible to a socket that did not ask for them.
    "socketcan": {"fd": True},
    # python-can's own default of 1 puts the car's traffic on the local network.
    "udp_multicast": {"hop_limit": 0},
    # Two seconds is for boards that restart when the port opens; CAN adapters do not.
    "slcan": {"sleep_after_open": 0.2, "timeout": 0.02},
    "socketcand": {},
    "virtual": {},
}
_CLASSES: Final[Mapping[str, Callable[..., can.BusABC]]] = {
    "socketcan": SocketcanBus,
    "udp_multicast": UdpMulticastBus,
    "slcan": slcanBus,
    "socketcand": _Socketcand,
    "virtual": VirtualBus,
}


def open_bus(spec: BusSpec, name: str, transmit: bool) -> "PythonCanBus":
    """The bus that `spec` names; python-can's own configuration files and environment are not looked at.

    Raises OSError or ValueError, in python-can's words, where it cannot be opened.
    """
    options = {**_DEFAULTS[spec.interface], **spec.options}
    if spec.interface == "slcan":
        options["listen_only"] = not transmit
    kind = cast("type[can.BusABC]", _CLASSES[spec.interface])
    # In two steps, so that what a failed __init__ has opened can be closed.
    bus = kind.__new__(kind)
    try:
        bus.__init__(spec.channel, **options)  # type: ignore[misc]
    except Exception as error:
        with contextlib.suppress(Exception):
            bus.shutdown()
        if isinstance(error, OSError | ValueError):
            raise
        raise OSError(_words(error)) from error
    _widen(spec, bus)
    return PythonCanBus(spec, name, bus)


def _widen(spec: BusSpec, bus: can.BusABC) -> None:
    if spec.interface in {"socketcan", "udp_multicast"}:
        # Options belong to the socket, not to the descriptor, so a duplicate may set them.
        with socket.socket(fileno=os.dup(bus.fileno())) as twin:
            try:
                # Beyond the system's limit (net.core.rmem_max), where we may.
                twin.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER_BYTES)
            except OSError:
                twin.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)


class PythonCanBus(Bus):
    """An open bus. See `open_bus`."""

    def __init__(self, spec: BusSpec, name: str, bus: can.BusABC) -> None:
        self._bus = bus
        self._name = name
        # Multicast gives back what we send; a mark in python-can's own field tells it from what others send.
        self._mark = f"headunit-{uuid.uuid4().hex[:8]}" if spec.interface == "udp_multicast" else None
        self._failure: Exception | None = None  # comes after frames that were handed out
        self._reader = _reader(spec, name, bus, self._mark or "")

    @override
    def receive(self, timeout_s: float) -> list[Frame]:
        if self._reader is not None:
            return self._reader.receive(timeout_s)
        if self._failure is not None:
            failure, self._failure = self._failure, None
            raise failure
        frames: list[Frame] = []
        try:
            while len(frames) < MOST and (frame := self._receive_one(0.0 if frames else timeout_s)) is not None:
                frames.append(frame)
        except (OSError, GarbledError) as error:
            if not frames:
                raise
            self._failure = error
        return frames

    def _receive_one(self, timeout_s: float) -> Frame | None:
        try:
            message = self._bus.recv(timeout_s)
            if message is None and isinstance(self._bus, _Socketcand):
                self._bus.check()
            return None if message is None else frame_of(message, self._name)
        except OSError:
            raise
        except Exception as error:
            raise _sorted(error) from error

    @override
    def dropped(self) -> int:
        return 0 if self._reader is None else self._reader.dropped()

    @override
    def send(self, frame: Frame) -> None:
        try:
            message = message_of(frame)
            if self._mark:
                message.channel = self._mark
            self._bus.send(message)
        except OSError:
            raise
        except Exception as error:
            raise OSError(_words(error)) from error

    @override
    def close(self) -> None:
        with contextlib.suppress(Exception):
            self._bus.shutdown()


def _reader(spec: BusSpec, name: str, bus: can.BusABC, mark: str) -> SocketReader | None:
    """What reads the bus's socket directly; None where the bus is no socket that carries whole frames."""
    if isinstance(bus, SocketcanBus):
        return SocketReader(bus.socket, name, parse_linux)
    if isinstance(bus, UdpMulticastBus):
        # There is no public way to it: python-can hands out its number alone.
        opened = bus._multicast._socket  # noqa: SLF001
        return SocketReader(opened, name, multicast_parser(mark, fd=bool(spec.options.get("fd", True))))
    return None


def _sorted(error: Exception) -> Exception:
    """GarbledError for bytes that python-can could not take for a frame, OSError for a bus that is gone."""
    cause = error.__cause__
    gone = isinstance(error, can.CanError) and (cause is None or isinstance(cause, OSError))
    return OSError(_words(error)) if gone else GarbledError(_words(error))


def _words(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
