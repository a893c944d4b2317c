"""Colours for what is playing, taken from its cover and kept legible. Pure: pixels in, colours out.

Contrast by WCAG 2.2, 1.4.3 (text 4.5:1). Each colour is moved in lightness until what is written on it can be read.
"""

import colorsys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

type Rgb = tuple[int, int, int]

#: The theme's inks that are written on the tinted card, and on the play button (ui/theme; a test holds them together).
INK_NIGHT, FAINT_NIGHT = (0xF2, 0xF5, 0xF8), (0xA9, 0xB4, 0xC0)
INK_DAY, FAINT_DAY = (0x10, 0x15, 0x1B), (0x4A, 0x55, 0x61)
INK_ON_ACCENT = (0x10, 0x15, 0x1B)
#: A little above WCAG's 4.5: the picture is rounded to whole levels.
CONTRAST = 4.6
#: The tint is there to be felt, not to be looked at: its saturation is capped.
MOST_TINT = 0.35
#: Below this saturation a colour is grey and has no hue to speak of.
GREY = 0.12
_STEP = 0.01


@dataclass(frozen=True, slots=True)
class CoverColours:
    """`surface`: of the card. `accent`: of the play button and the bar. One of each by night and by day."""

    surface_night: Rgb
    surface_day: Rgb
    accent_night: Rgb
    accent_day: Rgb


def luminance(colour: Rgb) -> float:
    """Relative luminance, 0..1 (WCAG 2.2, definitions)."""
    parts = [level / 255 for level in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)  # noqa: PLR2004  IEC 61966-2-1
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """1..21 (WCAG 2.2, definitions)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _rgb(hue: float, lightness: float, saturation: float) -> Rgb:
    red, green, blue = colorsys.hls_to_rgb(hue, lightness, saturation)
    return round(red * 255), round(green * 255), round(blue * 255)


def _legible(hue: float, saturation: float, start: float, step: float, *inks: Rgb) -> Rgb:
    """The colour of that hue whose lightness, moved from `start` by `step`s, is the first that all `inks` stand out
    from."""
    lightness = start
    while 0.0 <= lightness <= 1.0:
        colour = _rgb(hue, lightness, saturation)
        if min(contrast(colour, ink) for ink in inks) >= CONTRAST:
            return colour
        lightness += step
    return _rgb(hue, min(1.0, max(0.0, lightness)), 0.0)


def leading_hue(pixels: Iterable[Rgb]) -> tuple[float, float] | None:
    """Hue (0..1) and saturation (0..1) of what fills most of a picture and has a colour; None for a grey one."""
    weights: Counter[int] = Counter()
    hues: Counter[int] = Counter()
    depth: Counter[int] = Counter()
    for red, green, blue in pixels:
        hue, lightness, saturation = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
        # Almost black and almost white have a hue by accident only.
        vivid = saturation * (1 - abs(2 * lightness - 1))
        if vivid >= GREY:
            band = int(hue * 24) % 24
            weights[band] += round(1000 * vivid)
            hues[band] += round(1000 * vivid * hue)
            depth[band] += round(1000 * vivid * saturation)
    if not weights:
        return None
    band, weight = max(weights.items(), key=lambda item: (item[1], -item[0]))
    return hues[band] / weight, depth[band] / weight


def colours_of(pixels: Iterable[Rgb]) -> CoverColours | None:
    """The colours of a cover, or None where it is grey: then the theme's own are used."""
    found = leading_hue(pixels)
    if found is None:
        return None
    hue, saturation = found
    tint = min(saturation, MOST_TINT)
    lively = max(0.45, min(saturation, 0.75))
    return CoverColours(
        _legible(hue, tint, 0.17, -_STEP, INK_NIGHT, FAINT_NIGHT),
        _legible(hue, tint, 0.90, _STEP, INK_DAY, FAINT_DAY),
        _legible(hue, lively, 0.60, _STEP, INK_ON_ACCENT),
        _legible(hue, lively, 0.52, _STEP, INK_ON_ACCENT),
    )
