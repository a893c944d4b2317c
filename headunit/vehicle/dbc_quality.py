"""Whether a signal's value can be believed: the range that its DBC declares, the words for "not available". Pure."""

import enum
import math
from typing import Final

from headunit.vehicle.dbc import Raw, Signal

#: What value tables call a raw value that carries no value; compared without case, blanks and underscores. "SNA" is
#: Vector's usage (signal not available), the others are in opendbc's files and in SAE J1939-71's wording.
ABSENT_WORDS: Final = frozenset({"sna", "signalnotavailable", "notavailable", "na", "n/a", "novalue", "nodata"})
#: Decimal factors are not exact: a limit of 25.0 must not exclude 250 x 0.1.
_SLACK: Final = 1e-6


class Doubt(enum.Enum):
    """Why a value cannot be believed."""

    NOT_AVAILABLE = "not available"
    OUT_OF_RANGE = "out of range"
    NOT_A_NUMBER = "not a number"


def says_absent(word: str) -> bool:
    """Whether a word of a value table means that there is no value."""
    return word.casefold().replace(" ", "").replace("_", "") in ABSENT_WORDS


def absent_raws(signal: Signal) -> frozenset[int]:
    """The raw values of `signal` that its value table calls "not available"."""
    return frozenset(raw for raw, word in signal.choices.items() if says_absent(word))


def believed_raws(signal: Signal) -> tuple[int, int]:
    """Least and greatest raw value of an integer signal that lie in the range which the DBC declares.

    Without a declared range, or with one that allows no raw value at all, every raw value is believed.
    """
    least, most = signal.raw_range
    if not (signal.low < signal.high and signal.scale and math.isfinite(signal.scale) and math.isfinite(signal.offset)):
        return least, most
    ends = sorted(((signal.low - signal.offset) / signal.scale, (signal.high - signal.offset) / signal.scale))
    if not all(map(math.isfinite, ends)):
        return least, most
    low, high = max(least, math.ceil(ends[0] - _SLACK)), min(most, math.floor(ends[1] + _SLACK))
    return (low, high) if low <= high else (least, most)


def doubt(signal: Signal, raw: Raw) -> Doubt | None:
    """Why `raw` is not to be believed, or None."""
    if not math.isfinite(raw):
        return Doubt.NOT_A_NUMBER
    if raw in signal.choices:
        # A value that the file names is meant, wherever it lies.
        return Doubt.NOT_AVAILABLE if says_absent(signal.choices[int(raw)]) else None
    if signal.is_float:
        value = signal.physical(raw)
        inside = not signal.low < signal.high or signal.low <= value <= signal.high
    else:
        least, most = believed_raws(signal)
        inside = least <= raw <= most
    return None if inside else Doubt.OUT_OF_RANGE
