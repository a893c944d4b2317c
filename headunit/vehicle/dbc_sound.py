"""Which parts of a message can be decoded at all, and on which line of its file each part stands. Pure."""

import re
from dataclasses import replace
from typing import Final

from headunit.vehicle.dbc import Message, Signal
from headunit.vehicle.dbc_limits import MAX_DEPTH
from headunit.vehicle.dbc_repair import Repair

#: CAN FD's longest frame (ISO 11898-1), in bytes.
MAX_LENGTH: Final = 64
FLOAT_BITS: Final = (16, 32, 64)

_STATEMENT: Final = re.compile(r"^\s*(?:BO_\s+\S+\s+(\w+)\s*:|SG_\s+(\w+)\b)")


class DbcLines:
    """Where a DBC text names its messages and signals. In another kind of file everything is on line 0: unknown."""

    def __init__(self, text: str) -> None:
        self._messages: dict[str, int] = {}
        self._signals: dict[tuple[str, str], int] = {}
        message = ""
        for number, line in enumerate(text.splitlines(), 1):
            match = _STATEMENT.match(line)
            if match is None:
                continue
            if match[1]:
                message = match[1]
                self._messages[message] = number
            else:
                self._signals[message, match[2]] = number

    def of_message(self, name: str) -> int:
        """The line of the message, under its name in the file or its mended one."""
        return self._messages.get(name, 0) or self._messages.get(name.removeprefix("_"), 0)

    def of_signal(self, message: str, name: str) -> int:
        """The line of the signal; of its message where the signal itself is not found."""
        plain = (message.removeprefix("_"), name.removeprefix("_"))
        found = self._signals.get((message, name)) or self._signals.get((message, plain[1]))
        return found or self._signals.get(plain) or self.of_message(message)


def sound(message: Message, lines: DbcLines) -> tuple[Message | None, list[Repair]]:
    """`message` without the signals that no frame can carry, or None where nothing is left; and what was left out."""
    line = lines.of_message(message.name)
    if message.length > MAX_LENGTH:
        defect = f"a message of {message.length} bytes, more than any frame has"
        return None, [Repair(line, defect, f"left out: {message.name}")]
    faults: list[Repair] = []
    good: list[Signal] = []
    gone: set[str] = set()
    for signal in message.signals:  # a multiplexer comes before what it chooses
        defect = _defect(signal, message, gone)
        if defect:
            gone.add(signal.name)
            where = lines.of_signal(message.name, signal.name)
            faults.append(Repair(where, defect, f"left out: {message.name}.{signal.name}"))
        else:
            good.append(signal)
    if gone and not good:
        faults.append(Repair(line, "a message without a usable field", f"left out: {message.name}"))
        return None, faults
    return (replace(message, signals=tuple(good)) if gone else message), faults


def _defect(signal: Signal, message: Message, gone: set[str]) -> str:
    if not signal.fits(message.length):
        return f"a field outside its frame of {message.length} bytes"
    if signal.is_float and signal.length not in FLOAT_BITS:
        return f"a floating-point field of {signal.length} bits"
    if signal.chosen_by in gone:
        return f"a field whose multiplexer {signal.chosen_by} was left out"
    if _depth(signal, message) > MAX_DEPTH:
        return f"multiplexers nested more than {MAX_DEPTH} deep"
    return ""


def _depth(signal: Signal, message: Message) -> int:
    depth, chooser = 0, signal.chosen_by
    while chooser and depth <= MAX_DEPTH:
        above = message.signal(chooser)
        depth, chooser = depth + 1, above.chosen_by if above else ""
    return depth
