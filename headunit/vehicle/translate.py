"""The arithmetic of one claim: from bits of a frame to a VSS value, and back. Pure."""

import math
from collections.abc import Callable, Sequence

from headunit.vehicle import dbc_quality
from headunit.vehicle.car import Claim
from headunit.vehicle.dbc import Raw, Signal
from headunit.vehicle.state import Value

type Reader = Callable[[int], Value | None]


def absent_raws(claim: Claim, signal: Signal) -> frozenset[int]:
    """The raw values of `signal` that mean "not available"."""
    return claim.not_available | dbc_quality.absent_raws(signal)


def reader(claim: Claim, signal: Signal, length: int, fine: Signal | None = None) -> Reader:
    """A function from a whole frame of `length` bytes, as one integer in the signal's byte order, to the VSS value.

    It returns None for "not available", NaN, infinity and anything outside the DBC's declared range or VSS's.
    """
    shift, mask = signal.shift(length), signal.mask
    if (meanings := claim.meanings) is not None:
        by_bits = {signal.bits(raw): value for raw, value in meanings.items()}
        find = by_bits.get
        return lambda word: find(word >> shift & mask)
    if fine is None and not signal.is_float:
        return _integer_reader(claim, signal, shift)
    return _general_reader(claim, signal, shift, fine, 0 if fine is None else fine.shift(length))


def _integer_reader(claim: Claim, signal: Signal, shift: int) -> Reader:
    """The common case, written for speed: everything that can be known beforehand is."""
    leaf, mask = claim.leaf, signal.mask
    absent = frozenset(signal.bits(raw) for raw in absent_raws(claim, signal))
    sign = 1 << (signal.length - 1) if signal.signed else 0
    scale = signal.scale * claim.scale
    offset = signal.offset * claim.scale + claim.offset
    low, high, whole = leaf.low, leaf.high, leaf.whole
    least, most = dbc_quality.believed_raws(signal)

    def read(word: int) -> Value | None:
        bits = word >> shift & mask
        if bits in absent:
            return None
        raw = (bits ^ sign) - sign
        if not least <= raw <= most:
            return None
        # Rounded first: a tank that the DBC lets be at -0.1 % is empty, and a field's end may miss VSS's by a last bit.
        value = raw * scale + offset
        value = round(value) if whole else round(value, 9)
        return value if low <= value <= high else None

    return read


def _general_reader(claim: Claim, signal: Signal, shift: int, fine: Signal | None, fine_shift: int) -> Reader:
    absent = frozenset(signal.bits(raw) for raw in absent_raws(claim, signal))

    def read(word: int) -> Value | None:
        bits = word >> shift & signal.mask
        if bits in absent or dbc_quality.doubt(signal, signal.raw(bits)):
            return None
        value = signal.physical(signal.raw(bits))
        if fine is not None:
            value += fine.physical(fine.raw(word >> fine_shift & fine.mask))
        number = value * claim.scale + claim.offset
        if not math.isfinite(number):
            return None
        return claim.leaf.number(round(number) if claim.leaf.whole else round(number, 9))

    return read


def legal_range(claim: Claim, signal: Signal) -> tuple[float, float]:
    """Least and greatest VSS value that VSS, the DBC's declared range and the width of the field all allow."""
    low, high = signal.low, signal.high
    if not low < high:
        if signal.is_float:
            return claim.leaf.low, claim.leaf.high
        low, high = sorted(raw * signal.scale + signal.offset for raw in signal.raw_range)
    low, high = sorted((low * claim.scale + claim.offset, high * claim.scale + claim.offset))
    return max(low, claim.leaf.low), min(high, claim.leaf.high)


def raws_for(claim: Claim, signal: Signal, value: Value, fine: Signal | None = None) -> dict[str, Raw] | None:
    """The raw values to send for `value`, by signal name; None where the field cannot say it.

    A number beyond `legal_range` is sent as its nearest end, as a sensor at its limit does.
    """
    if (meanings := claim.meanings) is not None:
        raw = next((raw for raw, meaning in meanings.items() if _same(meaning, value)), None)
        return None if raw is None else {signal.name: raw}
    if isinstance(value, bool | str) or value != value:  # noqa: PLR0124  NaN is the one number unequal to itself
        return None
    low, high = legal_range(claim, signal)
    wanted = (min(max(value, low), high) - claim.offset) / claim.scale
    coarse = nearest(signal, wanted)
    if fine is None:
        return {signal.name: coarse}
    return {signal.name: coarse, fine.name: nearest(fine, wanted - float(signal.physical(coarse)))}


def nearest(signal: Signal, physical: float) -> Raw:
    """The raw value whose physical value is nearest to `physical`."""
    raw = (physical - signal.offset) / signal.scale
    return raw if signal.is_float else signal.raw(signal.bits(round(raw)))


def agreeing(claims: Sequence[tuple[Claim, Value]], initial: Raw) -> int | None:
    """The raw value of a field that several claims share and that suits most of their values; None if it suits none."""
    raws = {raw for claim, _value in claims for raw in claim.meanings or ()}
    votes = {raw: sum(_same((claim.meanings or {}).get(raw), value) for claim, value in claims) for raw in raws}
    best = min(raws, key=lambda raw: (-votes[raw], raw != initial, raw), default=None)
    return best if best is not None and votes[best] else None


def _same(meaning: Value | None, value: Value) -> bool:
    # True == 1, but a flag is not a number.
    return isinstance(meaning, bool) == isinstance(value, bool) and meaning == value
