"""Mends what technicians' DBC files get wrong, so that a parser accepts them, and says what was mended. Pure text.

Each defect below occurs in files of opendbc (0.3.1) that cantools refuses. A comment changes no value: one that cannot
be read is left out.
"""

import re
from dataclasses import dataclass
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
#: How a comment begins that a parser accepts: what it is about, then its text. The text may go on over many lines.
_COMMENT: Final = re.compile(
    r'^(\s*CM_\s+(?:BU_\s+[A-Za-z_]\w*\s+)?)(?:(BO_|SG_)\s+([0-9]{1,10})\s+((?:[A-Za-z_]\w*\s+)?))?(".*)$'
)
_COMMENT_END: Final = re.compile(r'^[^"]*"\s*;\s*$')


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing that was mended. `line`: in the file, from 1. `defect`: what was wrong. `mend`: what was done."""

    line: int
    defect: str
    mend: str


def repair(text: str) -> tuple[str, list[Repair]]:
    """`text` mended, and what was mended, in the file's order. Lines keep their numbers."""
    mending = _Mending()
    for number, line in enumerate(text.splitlines(), 1):
        mending.take(number, line)
    mending.finish()
    return "\n".join(mending.lines) + "\n", sorted(mending.found, key=lambda one: one.line)


class _Mending:
    """One pass over a file: value tables are checked against the signals that came before them."""

    def __init__(self) -> None:
        self.found: list[Repair] = []
        self.lines: list[str] = []
        self._signals: dict[int, set[str]] = {}
        self._message = -1
        self._number = 0
        # Index in `lines` of the comment that is still open, or None.
        self._comment_at: int | None = None
        # Whether that comment is left out already.
        self._dropping = False

    def take(self, number: int, line: str) -> None:
        """The next line of the file."""
        self._number = number
        if self._comment_at is not None and not self._goes_on(line):
            return
        self.lines.append(self._mended(line))

    def finish(self) -> None:
        """The file is over."""
        if self._comment_at is not None:
            self._drop_comment("a comment that does not end")

    def _goes_on(self, line: str) -> bool:
        """Whether the open comment is over before `line`. If not, the line is its own."""
        if _KEYWORD.match(line):
            # One that runs into the next statement ends there.
            self._drop_comment("a comment that does not end")
            return True
        self.lines.append("" if self._dropping else line)
        if '"' in line.replace('\\"', ""):
            if self._dropping or _COMMENT_END.match(line.replace('\\"', "")):
                self._comment_at, self._dropping = None, False
            else:
                self._drop_comment("a comment that cannot be read")
        return False

    def _drop_comment(self, defect: str) -> None:
        assert self._comment_at is not None
        at, self._comment_at, self._dropping = self._comment_at, None, False
        self.lines[at:] = [""] * (len(self.lines) - at)
        self.found.append(Repair(at + 1, defect, "left out"))

    def _mended(self, line: str) -> str:
        if line.lstrip().startswith("CM_ "):
            return self._comment(line)
        if match := _MESSAGE.match(line):
            self._message = self._identifier(match[1])
            self._signals.setdefault(self._message, set())
            return f"BO_ {self._message} {self._name(match[2])}:{match[3]}"
        if match := _SIGNAL.match(line):
            name = self._name(match[1])
            self._signals.setdefault(self._message, set()).add(name)
            rest = _BARE_FRACTION.sub(r"\g<1>0.\2", match[3])
            if rest != match[3]:
                self._note("a number without a digit before its point", "0 put before it")
            return f" SG_ {name}{match[2]}:{rest}"
        if line.lstrip().startswith("VAL_ "):
            return self._values(line)
        if match := _OTHER.match(line):
            return f"{match[1]}{self._identifier(match[2], note=False)}{match[3]}" if " BO_ " in line else line
        return line

    def _comment(self, line: str) -> str:
        match = _COMMENT.match(line)
        if match is None or (match[2] == "SG_" and not match[4]) or (match[2] == "BO_" and match[4]):
            self._note("a comment that cannot be read", "left out")
            if line.replace('\\"', "").count('"') % 2:
                # Its further lines must go as well.
                self._comment_at, self._dropping = len(self.lines), True
            return ""
        text = match[5].replace('\\"', "")[1:]
        if '"' not in text:
            self._comment_at = len(self.lines)
        elif not _COMMENT_END.match(text):
            self._note("a comment that cannot be read", "left out")
            return ""
        if match[2] is None:
            return line
        return f"{match[1]}{match[2]} {self._identifier(match[3], note=False)} {match[4]}{match[5]}"

    def _values(self, line: str) -> str:
        match = _VALUES.match(line)
        if match is None:
            self._note("a value table that cannot be read", "left out")
            return ""
        identifier, name = self._identifier(match[1], note=False), self._name(match[2], note=False)
        if name not in self._signals.get(identifier, ()):
            self._note("a value table for an unknown signal", f"{name} left out")
            return ""
        if not line.rstrip().endswith(";"):
            self._note("a value table without its semicolon", "ended")
        return f"VAL_ {identifier} {name}{match[3]} ;"

    def _identifier(self, text: str, *, note: bool = True) -> int:
        number = int(text, 16) if text[:2] in {"0x", "0X"} else int(text)
        extended = number > MAX_STANDARD and number != NO_MESSAGE
        mended = number & MAX_EXTENDED | EXTENDED_BIT if extended else number
        if mended != number and note:
            self._note("a 29-bit identifier that is not marked as one", f"{text} became {mended}")
        return mended

    def _name(self, name: str, *, note: bool = True) -> str:
        if not name[0].isdigit():
            return name
        if note:
            self._note("a name that begins with a digit", f"{name} became _{name}")
        return f"_{name}"

    def _note(self, defect: str, mend: str) -> None:
        self.found.append(Repair(self._number, defect, mend))
