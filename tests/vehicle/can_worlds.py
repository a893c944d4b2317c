"""The other end of a bus, in the bus's own words: a node on it, an adapter's firmware, a server. For the link tests."""

import contextlib
import os
import re
import select
import socket
import threading
import time
import tty
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import can
from can.interfaces.udp_multicast import UdpMulticastBus
from can.interfaces.virtual import VirtualBus

from headunit.kernel.inbox import Inbox
from headunit.kernel.link import LinkReport, LinkState
from headunit.kernel.reading import Reading
from headunit.vehicle.ports import Frame
from headunit.vehicle.python_can_frame import frame_of, message_of

#: How long anything may take on a loaded machine before a test gives up, in seconds.
PATIENCE_S = 30.0


def wait_for[T](look: Callable[[], T], what: str) -> T:
    """The first true value of `look`. Fails, naming `what`, when it never comes."""
    deadline = time.monotonic() + PATIENCE_S
    while not (found := look()):
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.005)
    return found


class Desk:
    """Drains an Inbox as the main thread would, and remembers."""

    def __init__(self) -> None:
        self.inbox = Inbox()
        self._latest: dict[str, object] = {}
        self.states: list[LinkState] = []

    def drain(self) -> dict[str, object]:
        batch = self.inbox.drain()
        self._latest |= batch.latest
        for report in batch.latest.values():
            if isinstance(report, LinkReport) and (not self.states or self.states[-1] is not report.state):
                self.states.append(report.state)
        return self._latest

    def value(self, path: str) -> object:
        reading = self.drain().get(f"vehicle:{path}")
        return reading.value if isinstance(reading, Reading) else None

    def report(self, name: str) -> LinkReport:
        report = self.drain().get(f"link:{name}")
        return report if isinstance(report, LinkReport) else LinkReport(name, "can", LinkState.OFF, 0.0)

    def state(self, name: str) -> LinkState:
        return self.report(name).state


class World(Protocol):
    """A node on the bus that `spec` names."""

    spec: str

    def send(self, frame: Frame) -> None: ...

    def received(self) -> list[Frame]:
        """Everything that has arrived since the last call."""
        ...

    def garbage(self) -> None:
        """Put something on the wire that is no frame, where the wire allows it."""
        ...

    def close(self) -> None: ...


class NodeWorld:
    """A second python-can bus."""

    def __init__(self, spec: str, bus: can.BusABC) -> None:
        self.spec = spec
        self._bus = bus

    def send(self, frame: Frame) -> None:
        self._bus.send(message_of(frame))

    def received(self) -> list[Frame]:
        found = []
        while (message := self._bus.recv(0)) is not None:
            found.append(frame_of(message, "world"))
        return found

    def garbage(self) -> None:
        # The smallest legal frame that says nothing: this wire carries objects, not bytes.
        self.send(Frame("", 0, b""))

    def close(self) -> None:
        self._bus.shutdown()


def virtual_world() -> NodeWorld:
    channel = f"test-{uuid.uuid4().hex}"
    return NodeWorld(f"virtual:{channel}", VirtualBus(channel))


class MulticastWorld(NodeWorld):
    GROUP = "239.74.163.2"

    def __init__(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind(("", 0))
            self._port = probe.getsockname()[1]
        super().__init__(
            f"udp_multicast:{self.GROUP}?port={self._port}", UdpMulticastBus(self.GROUP, self._port, hop_limit=0)
        )

    def garbage(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 0)
            for datagram in (b"", b"\xc1", b"\x81\xa4data\x01", os.urandom(100), b"\x80"):
                sender.sendto(datagram, (self.GROUP, self._port))


class SlcanWorld:
    """An adapter with Lawicel firmware behind a serial port, for which a pseudo-terminal stands. `path`: the port."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.spec = f"slcan:{path}?bitrate=500000&sleep_after_open=0"
        self.commands = b""
        self.plug()

    def plug(self) -> None:
        self._master, self._slave = os.openpty()
        tty.setraw(self._master)
        tty.setraw(self._slave)
        self._path.symlink_to(os.ttyname(self._slave))

    def unplug(self) -> None:
        self._path.unlink()
        os.close(self._slave)
        os.close(self._master)

    def send(self, frame: Frame) -> None:
        kind = "T%08X" if frame.extended else "t%03X"
        os.write(self._master, f"{kind % frame.id}{len(frame.data)}{frame.data.hex().upper()}\r".encode())

    def received(self) -> list[Frame]:
        while select.select([self._master], [], [], 0)[0]:
            self.commands += os.read(self._master, 4096)
        found = re.findall(rb"t([0-9A-F]{3})(\d)([0-9A-F]*)\r", self.commands)
        self.commands = re.sub(rb"t[0-9A-F]{4,}\r", b"", self.commands)
        return [Frame("world", int(identifier, 16), bytes.fromhex(data.decode())) for identifier, _n, data in found]

    def garbage(self) -> None:
        os.write(self._master, b"tXYZ9\r\xff\xfe\xfd?\r\x07\x07")

    def close(self) -> None:
        self.unplug()


class SocketcandWorld:
    """A socketcand server (protocol.md of linux-can/socketcand): greeting, open, raw mode, then frames both ways."""

    def __init__(self, port: int = 0) -> None:
        self._server = socket.create_server(("127.0.0.1", port))
        self.port = self._server.getsockname()[1]
        self.spec = f"socketcand:vcan0?host=127.0.0.1&port={self.port}"
        self._clients: list[socket.socket] = []
        self._raw: list[socket.socket] = []
        self._text = ""
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _address = self._server.accept()
                self._clients.append(client)
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            client.sendall(b"< hi >")
            while text := client.recv(4096).decode():
                for command in re.findall(r"<[^>]*>", text):
                    if command.startswith(("< open", "< rawmode")):
                        client.sendall(b"< ok >")
                    if command.startswith("< rawmode"):
                        self._raw.append(client)
                    if command.startswith("< send"):
                        with self._lock:
                            self._text += command

    def _tell(self, text: str) -> None:
        for client in list(self._raw):
            with contextlib.suppress(OSError):
                client.sendall(text.encode())

    def send(self, frame: Frame) -> None:
        identifier = f"{frame.id:08X}" if frame.extended else f"{frame.id:03X}"
        self._tell(f"< frame {identifier} 1.000000 {frame.data.hex().upper()} >")

    def received(self) -> list[Frame]:
        with self._lock:
            text, self._text = self._text, ""
        found = re.findall(r"< send ([0-9A-F]+) [0-9A-F]+ ((?:[0-9a-f]{1,2} ?)*)>", text)
        return [Frame("world", int(i, 16), bytes(int(byte, 16) for byte in data.split())) for i, data in found]

    def garbage(self) -> None:
        self._tell("nonsense > < frame zzz >\x00<>")

    def close(self) -> None:
        # shutdown, not close alone: a thread waits in accept.
        for end in (self._server, *self._clients):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
