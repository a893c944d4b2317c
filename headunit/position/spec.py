"""The words that name a receiver on the command line and in settings, and the link that they open."""

import re
from dataclasses import dataclass
from typing import override
from urllib.parse import urlsplit

from headunit.kernel.clock import Clock
from headunit.kernel.errors import UsageError
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import Link
from headunit.kernel.supervision import IoThread

#: gpsd's port, registered with IANA.
GPSD_PORT = 2947
#: Slowest and fastest speed of a serial receiver, in bits per second.
BAUD_RANGE = (300, 4_000_000)
FORMS = "gpsd://HOST, gpsd://HOST:PORT or serial:DEVICE@BAUD (serial:/dev/ttyACM0@9600)"


@dataclass(frozen=True, slots=True)
class GpsdSpec:
    """A gpsd: host name or address, and TCP port."""

    host: str
    port: int = GPSD_PORT

    @override
    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"gpsd://{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class SerialSpec:
    """A serial port: its device file, and bits per second."""

    device: str
    baud: int

    @override
    def __str__(self) -> str:
        return f"serial:{self.device}@{self.baud}"


type GpsSpec = GpsdSpec | SerialSpec


def parse_gps_spec(text: str) -> GpsSpec:
    """The receiver that `text` names. Raises UsageError, which lists the accepted forms."""
    spec: GpsSpec | None = None
    if text.startswith("gpsd://"):
        spec = _gpsd(text)
    elif text.startswith("serial:"):
        spec = _serial(text)
    if spec is None:
        raise UsageError(f"no GPS receiver named {text!r}: write {FORMS}")
    return spec


def open_gps(spec: GpsSpec, clock: Clock, inbox: Inbox, io: IoThread) -> Link:
    """The link to `spec`, not started yet. `io` serves gpsd; a serial port has a thread of its own."""
    match spec:
        case GpsdSpec(host, port):
            from headunit.position.gpsd import GpsdLink  # noqa: PLC0415  neither start waits for the other's library

            return GpsdLink(host, port, clock, inbox, io)
        case SerialSpec(device, baud):
            from headunit.position.pyserial_nmea import SerialNmeaLink  # noqa: PLC0415

            return SerialNmeaLink(device, baud, clock, inbox)


def _gpsd(text: str) -> GpsdSpec | None:
    try:
        url = urlsplit(text)
        port = GPSD_PORT if url.port is None else url.port
    except ValueError:  # not a number, above 65535, half a bracket
        return None
    sound = port > 0 and not (url.path.strip("/") or url.query or url.fragment or url.username)
    return GpsdSpec(url.hostname, port) if url.hostname and sound and not url.hostname.isspace() else None


def _serial(text: str) -> SerialSpec | None:
    match = re.fullmatch(r"serial:(.+)@([0-9]{1,7})", text)
    if match is None or not BAUD_RANGE[0] <= int(match[2]) <= BAUD_RANGE[1]:
        return None
    return SerialSpec(match[1], int(match[2]))
