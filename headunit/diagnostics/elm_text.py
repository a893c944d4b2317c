"""What an ELM327 adapter writes, taken apart (ELM327 data sheet v2.2). Pure; never raises: copies write anything.

The adapter reassembles nothing: with headers on, each line is one frame as it was on the bus.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from headunit.diagnostics.ports import Answer

#: Protocols of ATDPN that are CAN, with the hexadecimal digits of their identifiers.
CAN_DIGITS: Final = {"6": 3, "7": 8, "8": 3, "9": 8}
#: Older buses: three bytes of header, the second last of which is followed by the sender, and a check byte at the end.
_OLD_HEADER: Final = 3
#: Nothing is wrong, only nobody answered.
SILENCE: Final = "NO DATA"
#: The adapter's own complaints, with what they mean for a person.
COMPLAINTS: Final = {
    "UNABLE TO CONNECT": "the adapter found no bus that it knows: is the ignition on?",
    "BUS INIT: ERROR": "the car did not answer the start of the connection: is the ignition on?",
    "BUS INIT: ...ERROR": "the car did not answer the start of the connection: is the ignition on?",
    "BUS ERROR": "the bus is disturbed",
    "BUS BUSY": "the bus is too busy",
    "CAN ERROR": "the CAN bus does not work at this speed",
    "FB ERROR": "the bus does not follow the adapter: wiring?",
    "LV RESET": "the adapter restarted: its voltage is low",
    "LP ALERT": "the adapter is about to sleep",
    "ACT ALERT": "the adapter is about to sleep",
    "STOPPED": "the adapter was interrupted",
    "BUFFER FULL": "the adapter's buffer is full; part of the answer is lost",
    "?": "the adapter does not know this command",
}
#: Kinds of frames (ISO 15765-2, 9.6.1).
_SINGLE, _FIRST, _CONSECUTIVE = 0, 1, 2
_MARKED: Final = re.compile(r"<(?:DATA|RX) ERROR?")
_HEX: Final = re.compile(r"[0-9A-F]+")


@dataclass(frozen=True, slots=True)
class Reply:
    """`frames`: (sender, bytes after the header) in order. `complaint`: of the adapter, for people; "" is none."""

    frames: tuple[tuple[str, bytes], ...] = ()
    complaint: str = ""


def lines_of(text: str) -> list[str]:
    """The lines of a reply, without prompt, empty ones, and the adapter's talk while it searches."""
    lines = (line.strip(" \0>").upper() for line in re.split(r"[\r\n]+", text))
    lines = (
        line.removeprefix("SEARCHING...").removeprefix("BUS INIT: OK").removeprefix("BUS INIT: ...OK") for line in lines
    )
    return [line.strip() for line in lines if line.strip()]


def reply_of(text: str, protocol: str) -> Reply:
    """The frames in a reply with headers on. `protocol`: the last character of ATDPN's answer."""
    frames: list[tuple[str, bytes]] = []
    complaint = ""
    for line in lines_of(text):
        if line == SILENCE:
            continue
        known = next(
            (said for mark, said in COMPLAINTS.items() if line == mark or (mark != "?" and line.endswith(mark))), ""
        )
        known = known or ("a frame arrived damaged" if _MARKED.search(line) or line.startswith("ERR") else "")
        digits = line.replace(" ", "")
        if known:
            complaint = complaint or known
        elif _HEX.fullmatch(digits):
            frame = _frame(digits, protocol)
            if frame is not None:
                frames.append(frame)
        else:
            complaint = complaint or f"the adapter wrote {line[:40]!r}"
    return Reply(tuple(frames), complaint)


def _frame(digits: str, protocol: str) -> tuple[str, bytes] | None:
    head = CAN_DIGITS.get(protocol)
    if head is not None:
        body = digits[head:]
        return None if len(body) % 2 or not body else (digits[:head], bytes.fromhex(body))
    if len(digits) % 2:
        return None
    data = bytes.fromhex(digits)
    # Header, at least a service, check byte.
    if len(data) < _OLD_HEADER + 2:
        return None
    return f"{data[2]:02X}", data[_OLD_HEADER:-1]


def messages(reply: Reply, protocol: str) -> tuple[Answer, ...]:
    """The whole messages in a reply; a unit may have several, in order. Half a message is a fault."""
    by_sender: dict[str, list[bytes]] = {}
    for sender, data in reply.frames:
        by_sender.setdefault(sender, []).append(data)
    join = _joined if protocol in CAN_DIGITS else _listed
    return tuple(answer for sender, parts in by_sender.items() for answer in join(sender, parts))


class _Joint:
    """ISO 15765-2 put together from single, first and consecutive frames (9.6) of one sender."""

    def __init__(self, ecu: str) -> None:
        self._ecu = ecu
        self._body, self._length, self._sequence = b"", 0, 0

    def take(self, part: bytes) -> Iterable[Answer]:
        """What `part` completes, or breaks. Not empty."""
        kind, low = part[0] >> 4, part[0] & 0xF
        if kind == _CONSECUTIVE:
            yield from self._continue(low, part[1:])
            return
        yield from self.end()
        if kind == _SINGLE and low:
            whole = low < len(part)
            yield Answer(self._ecu, part[1 : 1 + low]) if whole else self._fault("a frame is shorter than it says")
        elif kind == _FIRST and len(part) > 1:
            self._length, self._body, self._sequence = low << 8 | part[1], part[2:], 0

    def _continue(self, sequence: int, data: bytes) -> Iterable[Answer]:
        if not self._length:
            return
        self._sequence = (self._sequence + 1) & 0xF
        self._body += data
        if sequence != self._sequence:
            self._length = 0
            yield self._fault("frames are missing from a message")
        elif len(self._body) >= self._length:
            yield Answer(self._ecu, self._body[: self._length])
            self._length = 0

    def end(self) -> Iterable[Answer]:
        """A fault where a message is not whole."""
        if self._length:
            yield self._fault("a message broke off")
        self._length = 0

    def _fault(self, what: str) -> Answer:
        return Answer(self._ecu, fault=what)


def _joined(ecu: str, parts: Iterable[bytes]) -> Iterable[Answer]:
    joint = _Joint(ecu)
    for part in parts:
        yield from joint.take(part)
    yield from joint.end()


def _listed(ecu: str, parts: Iterable[bytes]) -> Iterable[Answer]:
    """Older buses: each frame is a message; those of service 09 are numbered parts of one (SAE J1979, 6.9)."""
    numbered: dict[int, bytes] = {}
    for part in parts:
        # 49, info type, number of the part, four bytes.
        if part[:1] == b"\x49" and len(part) > 3 and part[1] % 2 == 0 and part[1]:  # noqa: PLR2004
            numbered[part[1]] = numbered.get(part[1], b"") + part[3:]
        elif part:
            yield Answer(ecu, part)
    for item, body in numbered.items():
        # In front a count of one, as on CAN, so that both are read alike.
        yield Answer(ecu, bytes((0x49, item, 1)) + body)
