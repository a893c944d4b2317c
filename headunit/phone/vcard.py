"""One vCard, as a phone writes it, into what a car wants of it. Never raises for what it reads.

Versions 2.1 (versit, 1996), 3.0 (RFC 2426), 4.0 (RFC 6350); call histories by PBAP 1.2 (clause 3.1.5.3). Written for
speed, and proven against vobject by a test. Knows neither order nor search.
"""

import binascii
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from headunit.kernel.text.encodings import encoding_of
from headunit.phone.state import Direction, Number, NumberKind

#: Beyond this a name or number is cut (characters); so many numbers has nobody.
MOST_TEXT: Final = 200
MOST_NUMBERS: Final = 40
#: So much of an encoding that nobody declared is looked at (bytes).
_SAMPLE: Final = 4_000

_TEXTS: Final = frozenset({b"FN", b"N", b"ORG", b"NICKNAME"})
_WANTED: Final = _TEXTS | {b"TEL", b"UID", b"X-BT-UID", b"PHOTO", b"X-IRMC-CALL-DATETIME"}
_QUOTED: Final = frozenset({b"QUOTED-PRINTABLE", b"ENCODING=QUOTED-PRINTABLE"})
_ENDS_QUOTE: Final = re.compile(rb'^((?:[^":]|"[^"]*"?)*):')
_SWALLOWED: Final = re.compile(rb"(?:TEL|FN|N|ORG)[;:]", re.IGNORECASE)
_ESCAPED: Final = re.compile(r"\\([\\;,:nN])")
#: Components of a structured value; what is escaped does not part them.
_PART: Final = re.compile(r"((?:[^\\;]|\\.)*)(?:;|\Z)", re.DOTALL)
_WHEN: Final = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)(Z?)", re.ASCII)
_DIRECTIONS: Final = {b"MISSED": Direction.MISSED, b"RECEIVED": Direction.IN, b"DIALED": Direction.OUT}
#: Controls, marks of direction (iOS writes them around numbers) and what no file may hold.
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\xa0\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]+")
#: Written without a space between family and given name.
_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_CHARSET: Final = re.compile(
    r"(?:utf-?(?:8|16\w*)|us-ascii|gb\w+|big5[\w-]*|s(?:hift)?[_-]?jis|euc[-_]\w+|iso[-_]?(?:8859|2022)[\w-]+"
    r"|(?:windows-|cp)\d+|koi8-\w|tis-620|ks_c_5601[\w-]*)\Z"
)
#: Phones mean the larger sets by these names.
_LARGER: Final = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "iso-8859-1": "cp1252"}


@dataclass(slots=True)
class Card:
    """`name`: "" where the card has none. `photo`: in base64, not looked at yet. `direction`, `when`: of a past call;
    seconds since 1970, None where the card does not say."""

    name: str = ""
    numbers: list[Number] = field(default_factory=list)
    organisation: str = ""
    uid: str = ""
    photo: bytes = b""
    direction: Direction | None = None
    when: float | None = None


def read(lines: Iterable[bytes], usual: str = "") -> Card:
    """The card of these logical lines. `usual`: codec of what declares none and is not UTF-8; "" guess each."""
    card = Card()
    composed = nickname = ""
    for line in lines:
        found = _property(line)
        if found is None:
            continue
        name, marks, raw = found
        if name == b"TEL":
            _add_number(card, marks, _text(marks, raw, usual))
        elif name == b"FN":
            card.name = card.name or _clean(_unescaped(_text(marks, raw, usual)))
        elif name == b"N":
            composed = composed or _composed(_parts(_text(marks, raw, usual)))
        elif name == b"ORG":
            card.organisation = card.organisation or next(iter(filter(None, _parts(_text(marks, raw, usual)))), "")
        elif name == b"NICKNAME":
            nickname = nickname or _clean(_unescaped(_text(marks, raw, usual)))
        elif name == b"PHOTO":
            card.photo = card.photo or _base64_of(marks, raw)
        elif name == b"X-IRMC-CALL-DATETIME":
            card.direction = next((_DIRECTIONS[mark] for mark in _types(marks) if mark in _DIRECTIONS), None)
            card.when = _when(_text(marks, raw, usual))
        else:
            card.uid = card.uid or _clean(_text(marks, raw, usual))
    card.name = card.name or composed or nickname or card.organisation
    return card


def undeclared(cards: Iterable[Sequence[bytes]]) -> str:
    """The codec in which these cards are written where they declare none; "" where all is UTF-8. One phone wrote them
    all: together they tell what each alone is too short for."""
    sample = b""
    for lines in cards:
        for line in lines:
            found = _property(line)
            if found is None or found[0] not in _TEXTS or any(mark.startswith(b"CHARSET=") for mark in found[1]):
                continue
            raw = _bare(found[1], found[2])
            if not raw.isascii() and _decoded(raw, "utf-8") is None:
                sample += raw.replace(b";", b" ").strip() + b"\n"
        if len(sample) > _SAMPLE:
            break
    return (encoding_of(sample) or "cp1252") if sample else ""


def _property(line: bytes) -> tuple[bytes, list[bytes], bytes] | None:
    """Name, marks (parameters, in capitals) and value of a line; None of what nobody here asks for."""
    head, colon, raw = line.partition(b":")
    if b'"' in head and (found := _ENDS_QUOTE.match(line)) is not None:
        head, raw = found[1], line[found.end() :]
    name, *marks = head.upper().replace(b'"', b"").split(b";")
    if b"." in name:
        name = name.rpartition(b".")[2]
    name = name.strip()
    if not colon or name not in _WANTED:
        return None
    if name in {b"FN", b"N"} and _SWALLOWED.match(raw):
        return _property(raw)  # an empty value whose line end somebody swallowed, as obexd does
    return name, [mark.strip() for mark in marks], raw


def _types(marks: list[bytes]) -> set[bytes]:
    """TYPE=CELL,VOICE (3.0), CELL (2.1)."""
    return {one.strip() for mark in marks for one in mark.removeprefix(b"TYPE=").split(b",")} if marks else set()


def _bare(marks: list[bytes], raw: bytes) -> bytes:
    return binascii.a2b_qp(raw) if marks and not _QUOTED.isdisjoint(marks) else raw


def _decoded(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _codec(charset: bytes) -> str:
    """Python's name for it; one that decodes nothing where it is no charset: Python has other codecs, too."""
    name = charset.decode("ascii", "replace").lower()
    return _LARGER.get(name, name) if _CHARSET.match(name) else "undefined"


def _text(marks: list[bytes], raw: bytes, usual: str) -> str:
    raw = _bare(marks, raw)
    if raw.isascii():
        return raw.decode("ascii")
    for mark in marks:
        if mark.startswith(b"CHARSET=") and (text := _decoded(raw, _codec(mark[8:]))) is not None:
            return text
    text = _decoded(raw, "utf-8")
    if text is None and usual:
        text = _decoded(raw, usual)
    if text is None:
        text = raw.decode(encoding_of(raw) or "cp1252", "replace")
    return text


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text) if "\\" in text else text


def _clean(text: str) -> str:
    """One line, without what cannot be seen."""
    if not (text.isascii() and text.isprintable()):
        text = _UNSEEN.sub(" ", text)
    return " ".join(text[: 2 * MOST_TEXT].split())[:MOST_TEXT]


def _parts(text: str) -> list[str]:
    if "\\" not in text:
        return [_clean(part) for part in text.split(";")]
    return [_clean(_unescaped(part)) for part in _PART.findall(text)]


def _composed(parts: list[str]) -> str:
    """A name out of family; given; additional; prefix; suffix."""
    family, given, middle, prefix, suffix = (parts + [""] * 5)[:5]
    if _HAN.match(family) and (not given or _HAN.match(given)):
        return family + given
    return " ".join(part for part in (prefix, given, middle, family, suffix) if part)


def _add_number(card: Card, marks: list[bytes], text: str) -> None:
    if text[:4].lower() == "tel:":
        text = text[4:].partition(";")[0]  # RFC 3966
    number = _clean(text)
    types = _types(marks)
    fax = (b"FAX" in types or b"PAGER" in types) and not types & {b"VOICE", b"CELL"}
    if not number or fax or len(card.numbers) >= MOST_NUMBERS or not any(letter.isdigit() for letter in number):
        return
    kind = NumberKind.OTHER
    if types & {b"CELL", b"IPHONE", b"X-MOBILE"}:
        kind = NumberKind.MOBILE
    elif b"HOME" in types:
        kind = NumberKind.HOME
    elif b"WORK" in types:
        kind = NumberKind.WORK
    card.numbers.append(Number(number, kind, bool(types & {b"PREF", b"PREF=1"})))


def _base64_of(marks: list[bytes], raw: bytes) -> bytes:
    if raw[:5].lower() == b"data:":
        head, _, data = raw.partition(b",")
        return data if head.lower().endswith(b";base64") else b""
    return raw if any(mark in {b"BASE64", b"ENCODING=BASE64", b"ENCODING=B"} for mark in marks) else b""


def _when(text: str) -> float | None:
    """The phone's local time is taken for the car's: they travel together."""
    found = _WHEN.search(text)
    if found is None:
        return None
    try:
        local = dt.datetime(*(int(part) for part in found.groups()[:6]))  # type: ignore[arg-type]  # noqa: DTZ001
        return (local.replace(tzinfo=dt.UTC) if found[7] else local.astimezone()).timestamp()
    except (ValueError, OverflowError, OSError):
        return None
