"""The scale bar: the longest round length that fits. Pure."""

from typing import NamedTuple

from headunit.kernel.units import METRES_PER_MILE

FOOT_M = 0.3048
#: Below this part of a mile one speaks of feet.
_FEET_BELOW_MI = 0.2


class Scale(NamedTuple):
    """What stands beside it, and how long it is in pixels."""

    text: str
    pixels: float


def _round_down(value: float) -> float:
    """1, 2 or 5 times a power of ten, at most `value` (> 0)."""
    power = 1.0
    while power > value:
        power /= 10
    while power * 10 <= value:
        power *= 10
    return next(power * digit for digit in (5, 2, 1) if power * digit <= value * (1 + 1e-9))


def nice_scale(metres_per_px: float, most_px: float, *, imperial: bool) -> Scale:
    """A bar of at most `most_px` for a map of `metres_per_px`."""
    most_m = metres_per_px * most_px
    if imperial:
        unit, one_m = ("mi", METRES_PER_MILE) if most_m >= _FEET_BELOW_MI * METRES_PER_MILE else ("ft", FOOT_M)
    else:
        unit, one_m = ("km", 1000.0) if most_m >= 1000 else ("m", 1.0)  # noqa: PLR2004  a kilometre
    length = _round_down(most_m / one_m)
    return Scale(f"{length:g} {unit}", length * one_m / metres_per_px)
