"""A receiver on a serial port or USB, read with pyserial on a thread of its own. What the lines say is for nmea.py."""

import logging
import termios
import threading
from typing import override

import serial

from headunit.kernel.clock import Clock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import Link, LinkState
from headunit.kernel.supervision import RETRY_FIRST_S, RETRY_MAX_S
from headunit.position.nmea import NmeaAssembler
from headunit.position.reporter import SILENCE_S, LinkReporter

log = logging.getLogger(__name__)

#: Longest wait for bytes, in seconds: how soon silence and `stop` are noticed.
READ_S = 0.2
#: Bytes without a line end beyond this are dropped: binary data, or the wrong speed.
MAX_LINE = 4096


class SerialNmeaLink(Link):
    """A port that may be absent, be unplugged and come back, perhaps as another device behind the same name.

    Absent, busy or unplugged is LOST; open without a sound sentence for 3 s is SILENT, with the number of bytes that
    came instead: many of them mean a wrong speed. `baud`: bits per second.
    """

    def __init__(self, device: str, baud: int, clock: Clock, inbox: Inbox, name: str = "gps") -> None:
        self.name = name
        self._device, self._baud, self._clock = device, baud, clock
        self._reporter = LinkReporter(name, clock, inbox)
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    @override
    def start(self) -> None:
        if self._thread is None:
            self._stopping.clear()
            self._reporter.say(LinkState.CONNECTING, self._device)
            self._thread = threading.Thread(target=self._run, name=f"serial {self.name}", daemon=True)
            self._thread.start()

    @override
    def stop(self) -> None:
        if self._thread is not None:
            self._stopping.set()
            self._thread.join(0.9)
            self._thread = None
            self._reporter.say(LinkState.OFF)

    def _run(self) -> None:
        pause_s = RETRY_FIRST_S
        opened = 0
        while not self._stopping.is_set():
            try:
                # Exclusive: two readers would each get half of every sentence.
                with serial.Serial(self._device, self._baud, timeout=READ_S, exclusive=True) as port:
                    opened += 1
                    if opened > 1:
                        self._reporter.count("reconnects")
                    pause_s = RETRY_FIRST_S
                    self._read(port)
            # pyserial lets errors of termios through, which are no OSError, and refuses odd speeds with ValueError.
            except (OSError, ValueError, termios.error) as error:
                self._reporter.say(LinkState.LOST, _reason(error))
            except Exception as error:
                # A defect must not silence the receiver for the whole drive.
                log.exception("serial link failed in a way that its author did not foresee")
                self._reporter.say(LinkState.LOST, _reason(error))
            self._stopping.wait(pause_s)
            pause_s = min(2 * pause_s, RETRY_MAX_S)

    def _read(self, port: serial.Serial) -> None:
        assembler, torn, strange_bytes = NmeaAssembler(), b"", 0
        heard = self._clock.now()
        while not self._stopping.is_set():
            received = port.read(max(1, port.in_waiting))
            *lines, torn = (torn + received).replace(b"\r", b"\n").split(b"\n")
            if len(torn) > MAX_LINE:
                torn = b""
                self._reporter.count("rejected")
            rejected, sentences = assembler.rejected, assembler.sentences
            for line in lines:
                if (fix := assembler.feed(line)) is not None:
                    self._reporter.fix(fix)
            if assembler.rejected > rejected:
                self._reporter.count("rejected", assembler.rejected - rejected)
            if assembler.sentences > sentences:
                heard, strange_bytes = self._clock.now(), 0
                self._reporter.say(LinkState.ONLINE, f"{self._device} at {self._baud} Bd")
                continue
            strange_bytes += len(received)
            if self._clock.now() - heard > SILENCE_S:
                heard = self._clock.now()
                said = f"{strange_bytes} bytes, but no NMEA sentence: wrong speed?" if strange_bytes else "no data"
                self._reporter.say(LinkState.SILENT, f"{self._device} at {self._baud} Bd: {said}")
                strange_bytes = 0
            self._reporter.refresh()


def _reason(error: BaseException) -> str:
    return str(error) or type(error).__name__
