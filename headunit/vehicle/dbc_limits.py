"""What a database file may ask of us, judged before any parser sees it: parsers make lists as long as a file says.

Each limit is many times what real files need: opendbc's largest has 0.8 MB, its longest line 4,400 characters.
Pure text.
"""

import re
from typing import Final

from headunit.kernel.errors import HeadunitError

MAX_BYTES: Final = 8_000_000
MAX_LINE: Final = 65_536
MAX_SIGNALS: Final = 20_000
#: J1939-21's longest transport message has 1,785 bytes; nothing on a CAN bus is longer.
MAX_BITS: Final = 8 * 1_785
#: Values of multiplexers that SG_MUL_VAL_ lines name, in all.
MAX_CHOICES: Final = 100_000
#: Identifiers that the ID ranges of a SYM file name, in all.
MAX_IDENTIFIERS: Final = 10_000
#: Multiplexers that choose multiplexers.
MAX_DEPTH: Final = 8
#: A 64-bit number has 20 digits, a double needs 17 and an exponent.
_LONG_NUMBER: Final = re.compile(r"[0-9]{41}")
_MESSAGE: Final = re.compile(r"^\s*BO_\s+\S+\s+\S+\s*:\s*([0-9]+)")
_FIELD: Final = re.compile(r":\s*([0-9]+)\s*\|\s*([0-9]+)")
_RANGE: Final = re.compile(r"\b([0-9]+)\s*-\s*([0-9]+)")
_SYM_RANGE: Final = re.compile(r"^\s*ID\s*=\s*([0-9A-Fa-f]{1,8})h?\s*-\s*([0-9A-Fa-f]{1,8})h?")
_SYM_FIELD: Final = re.compile(r"^\s*(?:Sig|Var|DLC|MaxLen|Len|Mux)\b[^\"/]*")


def check_text(text: str, *, sym: bool = False) -> None:
    """Raises HeadunitError, naming the line, where a DBC file (or a SYM file: `sym`) asks for too much."""
    asked = _Asked()
    take = asked.sym_line if sym else asked.dbc_line
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > MAX_LINE:
            raise HeadunitError(f"line {number} has {len(line)} characters; more than {MAX_LINE} are not read")
        take(number, line)
        if asked.signals > MAX_SIGNALS:
            raise HeadunitError(f"line {number}: more than {MAX_SIGNALS} signals are not read")
        if asked.choices > MAX_CHOICES or asked.identifiers > MAX_IDENTIFIERS:
            raise HeadunitError(f"line {number}: ranges of more values than any real file has")


class _Asked:
    """What a file has asked for so far."""

    def __init__(self) -> None:
        self.signals = self.choices = self.identifiers = 0

    def dbc_line(self, number: int, line: str) -> None:
        word = line.lstrip()
        if word.startswith("SG_ "):
            self.signals += 1
            _check_field(number, line)
        elif word.startswith("BO_ "):
            _check_message(number, line)
        elif word.startswith("SG_MUL_VAL_"):
            self.choices += _choices(number, line)

    def sym_line(self, number: int, line: str) -> None:
        self.signals += line.lstrip().startswith(("Sig=", "Var="))
        if match := _SYM_RANGE.match(line):
            self.identifiers += int(match[2], 16) - int(match[1], 16)
        if (match := _SYM_FIELD.match(line)) and (big := re.search(r"[0-9]{6}", match[0])):
            raise HeadunitError(f"line {number}: no field has the place or size {big[0]}...")


def _check_message(number: int, line: str) -> None:
    match = _MESSAGE.match(line)
    if match and (len(match[1]) > 5 or int(match[1]) * 8 > MAX_BITS):  # noqa: PLR2004  five digits are enough
        raise HeadunitError(f"line {number}: no message on a CAN bus has {match[1][:20]} bytes")


def _check_field(number: int, line: str) -> None:
    # The unit, a free text, begins at the first quote.
    numbers = line.partition('"')[0]
    if _LONG_NUMBER.search(numbers):
        raise HeadunitError(f"line {number} has a number of more than 40 digits")
    match = _FIELD.search(numbers)
    if match and max(len(match[1]), len(match[2])) > 5:  # noqa: PLR2004  as above
        raise HeadunitError(f"line {number}: no field has the place {match[1][:20]} and {match[2][:20]} bits")
    if match and (int(match[1]) > MAX_BITS or int(match[2]) > MAX_BITS):
        raise HeadunitError(f"line {number}: no field has the place {match[1]} and {match[2]} bits")


def _choices(number: int, line: str) -> int:
    """How many multiplexer values the ranges of an SG_MUL_VAL_ line stand for."""
    if _LONG_NUMBER.search(line):
        raise HeadunitError(f"line {number} has a number of more than 40 digits")
    return sum(max(0, int(last) - int(first)) + 1 for first, last in _RANGE.findall(line))
