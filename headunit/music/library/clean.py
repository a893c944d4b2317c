"""Texts of tags as one may show them. Knows no format."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

#: Longer texts are cut: no screen shows more, and a database should not carry a novel (characters).
LONGEST: Final = 512
_CONTROL: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]+"
)
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


def clean_all(texts: Sequence[str]) -> tuple[str, ...]:
    """Each of `texts` once, clean, in order; at most sixteen: no song has more artists. NUL parts two of them."""
    if not texts:
        return ()
    if len(texts) == 1 and texts[0].isascii() and texts[0].isprintable():
        text = clean(texts[0])
        return (text,) if text else ()
    return tuple(dict.fromkeys(filter(None, (clean(part) for text in texts for part in text.split("\0")))))[:16]


def first(texts: tuple[str, ...]) -> str:
    """The first, or nothing."""
    return texts[0] if texts else ""


_GAIN: Final = re.compile(r"\s*([+-]?\d{1,3}(?:[.,]\d+)?)\s*(?:dB)?\s*", re.IGNORECASE)
#: R128 gains of Opus aim at -23 LUFS, ReplayGain 2.0 at -18 (RFC 7845, 5.2.1; ReplayGain 2.0 specification).
_R128_TO_REPLAYGAIN_DB: Final = 5.0
#: No music is further off: such a tag is an error, and would be heard (dB).
_MOST_DB: Final = 60.0


def gain(text: str | None) -> float | None:
    """The gain in "-7.03 dB"."""
    found = _GAIN.fullmatch(text or "")
    return None if found is None else bounded(float(found[1].replace(",", ".")))


def r128(text: str) -> float | None:
    """A gain of Opus, Q7.8 fixed point (RFC 7845, 5.2.1), as ReplayGain in dB."""
    try:
        return bounded(int(text) / 256 + _R128_TO_REPLAYGAIN_DB)
    except ValueError:
        return None


def bounded(gain_db: float) -> float | None:
    """A gain that may be believed, in dB."""
    return round(gain_db, 2) if -_MOST_DB <= gain_db <= _MOST_DB else None
