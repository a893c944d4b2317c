"""Texts of tags as one may show them. Knows no format."""

import re
import unicodedata
from typing import Final

#: Longer texts are cut: no screen shows more, and a database should not carry a novel (characters).
LONGEST: Final = 512
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]+")
_SPACE: Final = re.compile(r"\s+")
_NUMBER: Final = re.compile(r"\s*(\d{1,4})")
_YEAR: Final = re.compile(r"\b(1[5-9]\d\d|20\d\d)(?=\D|\d{4}\b|$)")


def clean(text: str) -> str:
    """`text` without controls, marks of direction and lone surrogates, spaces single, composed (NFC), bounded."""
    if text.isascii() and text.isprintable() and len(text) < LONGEST and "  " not in text:
        return text.strip()
    text = _CONTROL.sub(" ", text[: 4 * LONGEST])
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()[:LONGEST].rstrip()


def first_number(text: str) -> int | None:
    """The track's number in "3/12", "03", "A3" is none. 0 is none."""
    found = _NUMBER.match(text)
    return int(found[1]) or None if found is not None else None


def year_of(text: str) -> int | None:
    """The year in "1999", "1999-05-01", "19990501", "01.05.1999"."""
    found = _YEAR.search(text)
    return int(found[1]) if found is not None else None
