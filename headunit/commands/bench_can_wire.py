"""How the frames of `bench can` travel: as python-can's multicast bus sends them, or as SocketCAN hands them out."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from headunit.app import House
    from headunit.vehicle.bus import OpenBus
    from headunit.vehicle.bus_spec import BusSpec
    from headunit.vehicle.can_link import CanLink
    from headunit.vehicle.codec import TableCodec
    from headunit.vehicle.ports import Frame

GROUP: Final = "239.74.163.9"


@dataclass(frozen=True, slots=True)
class Wire:
    """How frames come here. `address`: where they are sent to. `pack`: a frame as it travels. `open_bus`: what receives
    them, where that is not python-can's multicast bus."""

    address: str
    pack: "Callable[[Frame], bytes]"
    open_bus: "OpenBus | None" = None


class _FrameSocket:
    """A bus that reads the frames of SocketCAN from a UDP socket."""

    def __init__(self, spec: "BusSpec", name: str, _transmit: bool) -> None:
        from headunit.vehicle.python_can_bus import RECEIVE_BUFFER_BYTES, SO_RCVBUFFORCE
        from headunit.vehicle.python_can_mmsg import SO_TIMESTAMPNS
        from headunit.vehicle.python_can_socket import SocketReader, parse_linux

        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", int(spec.options["port"])))
        self._socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER_BYTES)
        except OSError:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
        reader = SocketReader(self._socket, name, parse_linux)
        self.receive, self.dropped = reader.receive, reader.dropped

    def send(self, frame: "Frame") -> None:
        raise PermissionError(f"{frame}: this bus is listen-only")

    def close(self) -> None:
        self._socket.close()


def wire_of(name: str) -> Wire:
    """One of the two."""
    from headunit.vehicle.python_can_socket import linux_frame, multicast_datagram

    return {"multicast": Wire(GROUP, multicast_datagram), "socketcan": Wire("127.0.0.1", linux_frame, _FrameSocket)}[
        name
    ]


def link_to(wire: Wire, port: int, name: str, house: "House", codec: "TableCodec") -> "CanLink":
    """One bus of the bench, as `headunit run` would open it."""
    from headunit.vehicle.can_link import CanLink

    spec = f"udp_multicast:{GROUP}?port={port}"
    if wire.open_bus is None:
        return CanLink(spec, house.clock, house.inbox, codec, name=name)
    return CanLink(spec, house.clock, house.inbox, codec, name=name, open_bus=wire.open_bus)
