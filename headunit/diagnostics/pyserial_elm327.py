"""Control units through an ELM327 adapter or one of its copies, on a serial port, by pyserial.

Everything is asked in the adapter's own words (ELM327 data sheet v2.2); it does the transport, flow control included,
so the send log holds the requests and not the frames. Messages that are
answered with "pending" are waited for by the adapter itself.
"""

import contextlib
import termios
import time
from collections.abc import Callable
from typing import Final, override

import serial

from headunit.diagnostics import elm_text
from headunit.diagnostics.ports import Answer, Desk, DiagnosticLine
from headunit.diagnostics.services import answers, pending
from headunit.kernel.clock import Clock
from headunit.kernel.errors import HeadunitError, UsageError

#: How long the adapter may think over a setting, and over finding the car's bus among nine (s).
SETTING_S: Final = 4.0
SEARCH_S: Final = 25.0
#: One request: its own time-out is 0.2 s, after each frame again.
REQUEST_S: Final = 8.0
_READ_S: Final = 0.05
#: More than any answer; a port that pours out more is no adapter.
_MAX_BYTES: Final = 1 << 16
#: The adapter sends one frame, so this is the longest request.
_LONGEST: Final = 7
#: Restart, no echo, no line feeds, spaces, headers, adaptive timing, find the bus yourself.
_SETTINGS: Final = ("ATZ", "ATE0", "ATL0", "ATS1", "ATH1", "ATAT1", "ATSP0")


def parse_elm_spec(text: str) -> tuple[str, int]:
    """DEVICE@BAUD taken apart. Raises UsageError, with an example, for anything else."""
    device, separator, baud = text.rpartition("@")
    if not separator or not device or not baud.isascii() or not baud.isdecimal() or not int(baud):
        raise UsageError(f"no ELM327 adapter is called {text!r}: use DEVICE@BAUD, such as /dev/ttyUSB0@38400")
    return device, int(baud)


class Elm327Line(DiagnosticLine):
    """See the port. Opens the adapter and finds the car's bus with the first request.

    Raises HeadunitError where there is no adapter at `device`. Nothing goes to the car before the first request.
    """

    def __init__(self, device: str, baud: int, clock: Clock, desk: Desk) -> None:
        self.name = device
        self._clock, self._desk = clock, desk
        self._protocol = ""
        self._header = ""
        try:
            # Exclusive: two who write would cut each other's commands.
            self._port = serial.Serial(device, baud, timeout=_READ_S, write_timeout=SETTING_S, exclusive=True)
        except (OSError, ValueError, termios.error) as error:
            raise HeadunitError(f"the adapter at {device} cannot be opened: {error}") from error
        try:
            self._greet()
        except BaseException:
            self.close()
            raise

    def _greet(self) -> None:
        # A half command may wait in the adapter: end it, and whatever it runs. Never by an empty line: that repeats
        # the last command, which may have been a request to the car.
        with contextlib.suppress(HeadunitError):
            self._command("ATI", SETTING_S / 4)
        self.version = ""
        for setting in _SETTINGS:
            said = self._command(setting, SETTING_S)
            if setting == "ATZ":
                self.version = next((line for line in elm_text.lines_of(said) if "ELM" in line), "")
                if not self.version:
                    raise HeadunitError(f"{self.name} does not answer like an ELM327: {said.strip()[:40]!r}")

    @property
    @override
    def is_can(self) -> bool:
        # Before the first answer nobody knows; since 2008 nearly every car is.
        return not self._protocol or self._protocol in elm_text.CAN_DIGITS

    @override
    def ask_all(self, request: bytes, why: str, expect: frozenset[str] = frozenset()) -> tuple[Answer, ...]:
        with self._desk.sending(request, why) as note:
            if self._header:
                digits = elm_text.CAN_DIGITS.get(self._protocol)
                self._set_header({3: "7DF", 8: "DB33F1"}.get(digits or 0, ""))
                self._header = ""
            found = self._exchange(request, note)
        return tuple(sorted(found, key=lambda answer: answer.ecu))

    @override
    def ask(self, ecu: str, request: bytes, why: str) -> Answer:
        with self._desk.sending(request, why) as note:
            header = self._header_of(ecu)
            if header != self._header:
                self._set_header(header)
            found = [answer for answer in self._exchange(request, note) if answer.ecu == ecu]
        return found[0] if found else Answer(ecu, fault="no answer in time")

    @override
    def close(self) -> None:
        port = getattr(self, "_port", None)
        if port is not None:
            port.close()

    def _header_of(self, ecu: str) -> str:
        digits = elm_text.CAN_DIGITS.get(self._protocol)
        try:
            if digits == len(ecu) == 3:  # noqa: PLR2004  11 bits: answers are eight above requests (ISO 15765-4, 6.3.2)
                return f"{int(ecu, 16) - 8:03X}"
            if digits == len(ecu):
                return f"DA{int(ecu[-2:], 16):02X}F1"
        except ValueError:
            pass
        raise UsageError(f"{ecu!r} cannot be asked alone through this adapter on this bus")

    def _set_header(self, header: str) -> None:
        if header and "OK" not in self._command(f"ATSH{header}", SETTING_S).upper():
            raise HeadunitError(f"the adapter at {self.name} does not take the header {header}")
        self._header = header

    def _exchange(self, request: bytes, note: Callable[[str, str], None]) -> list[Answer]:
        if not 1 <= len(request) <= _LONGEST:
            raise UsageError(f"a request through an ELM327 is 1 to {_LONGEST} bytes, not {len(request)}")
        line = request.hex().upper()
        note(line, "sent")
        said = self._command(line, REQUEST_S if self._protocol else SEARCH_S)
        if not self._protocol and elm_text.reply_of(said, "").complaint in {"", elm_text.COMPLAINTS["BUFFER FULL"]}:
            # "A6": found by itself, protocol 6.
            self._protocol = "".join(elm_text.lines_of(self._command("ATDPN", SETTING_S)))[-1:]
        reply = elm_text.reply_of(said, self._protocol)
        found: dict[str, Answer] = {}
        several: list[Answer] = []
        for answer in elm_text.messages(reply, self._protocol):
            if answer.fault:
                found.setdefault(answer.ecu, answer)
            elif pending(request, answer.data):
                found.setdefault(answer.ecu, Answer(answer.ecu, fault="said that it needs more time, and then nothing"))
            elif answers(request, answer.data):
                previous = found.get(answer.ecu)
                if previous is not None and previous.data and not self.is_can:
                    several.append(answer)  # older buses: three codes a frame, each a message of its own
                else:
                    found[answer.ecu] = answer
        if not found and reply.complaint:
            raise HeadunitError(f"the adapter at {self.name}: {reply.complaint}")
        if reply.complaint:
            several.append(Answer(next(iter(found)), fault=reply.complaint))
        return [*found.values(), *several]

    def _command(self, text: str, patience_s: float) -> str:
        """Write a line, read until the prompt. Raises HeadunitError where the port dies or no prompt comes."""
        try:
            self._port.reset_input_buffer()
            self._port.write(f"{text}\r".encode("ascii"))
            heard = b""
            end = self._clock.now() + patience_s
            while b">" not in heard and self._clock.now() < end and len(heard) < _MAX_BYTES:
                heard += self._port.read(max(1, self._port.in_waiting))
        except (OSError, ValueError, termios.error) as error:
            raise HeadunitError(f"the adapter at {self.name} is gone: {error}") from error
        if b">" not in heard:
            raise HeadunitError(f"the adapter at {self.name} does not answer {text}")
        if text == "ATZ":
            # Copies write their prompt before they are ready.
            time.sleep(_READ_S)
        return heard.decode("ascii", "replace").replace(f"{text}\r", "", 1)
