"""Mends what technicians' DBC files get wrong, so that a parser accepts them, and says what was mended. Pure text.

Each defect below occurs in files of opendbc (0.3.1) that cantools refuses. Comments are left out of a mended file: they
are its most damaged part and change no value.
"""

import re
from typing import Final

#: A DBC marks a 29-bit identifier with this bit (DBC File Format Documentation, "BO_").
EXTENDED_BIT: Final = 0x8000_0000
#: Where Vector's editor keeps signals that belong to no message.
NO_MESSAGE: Final = 0xC000_0000
MAX_STANDARD: Final = 0x7FF
MAX_EXTENDED: Final = 0x1FFF_FFFF

_KEYWORD: Final = re.compile(r"^\s*(?:BO_|SG_|VAL_|CM_|BA_\w*|BU_|SIG_\w+|SG_MUL_VAL_|BO_TX_BU_)[\s:]")
_MESSAGE: Final = re.compile(r"^\s*BO_\s+([0-9]{1,10}|0[xX][0-9A-Fa-f]{1,8})\s+(\w+)\s*:(.*)$")
_SIGNAL: Final = re.compile(r"^\s*SG_\s+(\w+)(\s*(?:M|m\d+M?)?\s*):(.*)$")
_VALUES: Final = re.compile(
    r'^\s*VAL_\s+([0-9]{1,10}|0[xX][0-9A-Fa-f]{1,8})\s+(\w+)((?:\s+-?[0-9]+\s*"[^"]*")*)\s*;?.*$'
)
_OTHER: Final = re.compile(r"^(\s*(?:BA_|SIG_VALTYPE_|SG_MUL_VAL_|BO_TX_BU_|SIG_GROUP_)\b.*?)\b([0-9]{1,10})\b(.*)$")
_BARE_FRACTION: Final = re.compile(r"([(\[,|]\s*-?)\.(\d)")


def repair(text: str) -> tuple[str, list[str]]:
    """`text` mended, and one line for each kind of defect that was found, in order of first occurrence."""
    mending = _Mending()
    lines = [mending.line(line) for line in text.splitlines()]
    return "\n".join(line for line in lines if line is not None) + "\n", list(mending.found)


class _Mending:
    """One pass over a file: value tables are checked against the signals that came before them."""

    def __init__(self) -> None:
        self.found: dict[str, None] = {}
        self._signals: dict[int, set[str]] = {}
        self._message = -1
        self._in_comment = False

    def line(self, line: str) -> str | None:
        """The line mended, or None to leave it out."""
        if self._comment(line):
            return None
        if match := _MESSAGE.match(line):
            self._message = self._identifier(match[1])
            self._signals.setdefault(self._message, set())
            return f"BO_ {self._message} {self._name(match[2])}:{match[3]}"
        if match := _SIGNAL.match(line):
            name = self._name(match[1])
            self._signals.setdefault(self._message, set()).add(name)
            rest = _BARE_FRACTION.sub(r"\g<1>0.\2", match[3])
            if rest != match[3]:
                self._note("a number without a digit before its point")
            return f" SG_ {name}{match[2]}:{rest}"
        if line.lstrip().startswith("VAL_ "):
            return self._values(line)
        if match := _OTHER.match(line):
            return f"{match[1]}{self._identifier(match[2], note=False)}{match[3]}" if " BO_ " in line else line
        return line

    def _comment(self, line: str) -> bool:
        """Whether `line` is part of a comment. One that runs into the next statement ends there."""
        starts = line.lstrip().startswith("CM_ ")
        if self._in_comment and _KEYWORD.match(line):
            self._note("a comment that does not end")
            self._in_comment = False
        belongs = starts or self._in_comment
        if belongs:
            quotes = line.count('"') - line.count('\\"')
            self._in_comment = bool(quotes % 2) is starts
        return belongs

    def _values(self, line: str) -> str | None:
        match = _VALUES.match(line)
        if match is None:
            self._note("a value table that cannot be read")
            return None
        identifier, name = self._identifier(match[1], note=False), self._name(match[2])
        if name not in self._signals.get(identifier, ()):
            self._note("a value table for an unknown signal")
            return None
        if not line.rstrip().endswith(";"):
            self._note("a value table without its semicolon")
        return f"VAL_ {identifier} {name}{match[3]} ;"

    def _identifier(self, text: str, *, note: bool = True) -> int:
        number = int(text, 16) if text[:2] in {"0x", "0X"} else int(text)
        extended = number > MAX_STANDARD and number != NO_MESSAGE
        mended = number & MAX_EXTENDED | EXTENDED_BIT if extended else number
        if mended != number and note:
            self._note("a 29-bit identifier that is not marked as one")
        return mended

    def _name(self, name: str) -> str:
        if not name[0].isdigit():
            return name
        self._note("a name that begins with a digit")
        return f"_{name}"

    def _note(self, what: str) -> None:
        self.found[what] = None
