"""gpsd over TCP: a ?WATCH client on the links' asyncio thread, and the same without a socket for virtual time.

It decides what the reports mean for the link; what they say is for tpv.py, what is believed for the service.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import override

from headunit.kernel.clock import Clock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import Link, LinkState
from headunit.kernel.supervision import IoThread, keep_alive
from headunit.position import tpv
from headunit.position.reporter import SILENCE_S, LinkReporter
from headunit.position.state import Mode

log = logging.getLogger(__name__)

#: Longest wait for a connection, in seconds.
CONNECT_S = 2.0
WATCH = b'?WATCH={"enable":true,"json":true}\n'
#: Asked when nothing comes: a gpsd without a receiver is silent for good, but alive.
PROBE = b"?DEVICES;\n"
NO_RECEIVER = "gpsd has no receiver"


class _HungError(EOFError):
    """gpsd holds the connection open and does not answer."""


class GpsdFeed:
    """The meaning of gpsd's lines, without a socket: Readings and LinkReports to the Inbox. One thread at a time."""

    def __init__(self, clock: Clock, inbox: Inbox, name: str = "gpsd") -> None:
        self.reporter = LinkReporter(name, clock, inbox)
        self._devices: dict[str, str] = {}  # active ones: path -> driver
        self._satellites_used: int | None = None

    def pump_lines(self, lines: Iterable[str | bytes]) -> None:
        """Take `lines` as if they had come over the wire now."""
        for line in lines:
            self.take(line)

    def take(self, line: str | bytes) -> bool:
        """Take one line. Whether it was a report at all, which shows that gpsd is alive."""
        report = tpv.parse(line)
        match report:
            case tpv.Tpv(fix):
                self._heard()
                # SKY tells the satellites, TPV does not. Beside a place, 0 means that gpsd does not know (no GSA, GSV).
                unknown = fix.mode is not Mode.NO_FIX and not self._satellites_used
                self.reporter.fix(replace(fix, satellites_used=None if unknown else self._satellites_used))
            case tpv.Sky(satellites_used):
                self._heard()
                # A SKY with dilutions only leaves the count as it was.
                self._satellites_used = self._satellites_used if satellites_used is None else satellites_used
            case tpv.Devices(devices):
                self._devices = {device.path: device.driver for device in devices if device.active}
                self._judge_devices()
            case tpv.Device(path, driver, active):
                self._devices.pop(path, None)
                if active:
                    self._devices[path] = driver
                self._judge_devices()
            case tpv.Trouble(message):
                log.warning("gpsd: %s", message)
            case tpv.Rejected(reason):
                log.debug("gpsd: line dropped: %s", reason)
                self.reporter.count("rejected")
                return False
            case _:  # VERSION, WATCH and what a car does not need
                pass
        return True

    def forget(self) -> None:
        """The connection is over: nothing that the next one does not say itself is true."""
        self._devices, self._satellites_used = {}, None

    def silent(self) -> None:
        """Nothing came from a receiver for SILENCE_S."""
        if self.reporter.state is not LinkState.FAULT:
            self.reporter.say(LinkState.SILENT, f"no report for {SILENCE_S:g} s")

    def _heard(self) -> None:
        described = " ".join(f"{path} {driver}".strip() for path, driver in self._devices.items())
        self.reporter.say(LinkState.ONLINE, described)

    def _judge_devices(self) -> None:
        if not self._devices:
            self._satellites_used = None
            self.reporter.say(LinkState.FAULT, NO_RECEIVER)
        elif self.reporter.state not in {LinkState.ONLINE, LinkState.SILENT}:
            self.reporter.say(LinkState.CONNECTING, f"waiting for {next(iter(self._devices))}")


class GpsdLink(Link):
    """A gpsd that may be absent, die, hang and come back.

    Refused or closed is LOST, open without a report for 3 s is SILENT, answering without a receiver is FAULT. A gpsd
    that does not answer a question within another 3 s is hung: it is dialled anew.
    """

    def __init__(self, host: str, port: int, clock: Clock, inbox: Inbox, io: IoThread, name: str = "gpsd") -> None:
        self.name = name
        self._host, self._port, self._io = host, port, io
        self._feed = GpsdFeed(clock, inbox, name)
        self._reporter = self._feed.reporter
        self._connections = 0
        self._cancel: Callable[[], None] | None = None
        self._over = threading.Event()

    @override
    def start(self) -> None:
        if self._cancel is None:
            self._over.clear()
            self._reporter.say(LinkState.CONNECTING, f"{self._host}:{self._port}")
            self._cancel = self._io.spawn(self._run())

    @override
    def stop(self) -> None:
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
            self._over.wait(0.8)
            self._reporter.say(LinkState.OFF)

    def pump_lines(self, lines: Iterable[str | bytes]) -> None:
        """Take `lines` as if they had come over the wire now. For a link that is not started."""
        self._feed.pump_lines(lines)

    async def _run(self) -> None:
        try:
            await keep_alive(self._attempt, self._lost)
        finally:
            self._over.set()

    async def _attempt(self) -> None:
        self._feed.forget()
        try:
            async with asyncio.timeout(CONNECT_S):
                reader, writer = await asyncio.open_connection(self._host, self._port, limit=tpv.MAX_LINE)
        except TimeoutError:
            raise ConnectionError(f"no answer within {CONNECT_S:g} s") from None
        self._connections += 1
        if self._connections > 1:
            self._reporter.count("reconnects")
        try:
            await self._follow(reader, writer)
        finally:
            # Not waited for: what is still to be sent to a hung gpsd would hold us up.
            writer.transport.abort()

    async def _follow(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        writer.write(WATCH)
        heard, asked = loop.time(), False
        while True:
            try:
                async with asyncio.timeout_at(heard + SILENCE_S):
                    line = await reader.readline()
            except TimeoutError:
                if asked:
                    raise _HungError("gpsd does not answer") from None
                self._feed.silent()
                writer.write(PROBE)
                heard, asked = loop.time(), True
                continue
            except ValueError:
                self._reporter.count("rejected")
                raise ConnectionError(f"gpsd sent a line of more than {tpv.MAX_LINE} bytes") from None
            if not line.endswith(b"\n"):
                raise ConnectionError("gpsd closed the connection")
            if self._feed.take(line):
                heard, asked = loop.time(), False

    def _lost(self, error: Exception) -> None:
        self._feed.forget()
        state = LinkState.SILENT if isinstance(error, _HungError) else LinkState.LOST
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        self._reporter.say(state, reason or type(error).__name__)
