"""Contrast as WCAG 2.2 defines it (relative luminance, contrast ratio), and its thresholds."""

from PySide6.QtGui import QColor

#: 1.4.3: text, whatever its size: a driver's glance is no reader's.
TEXT = 4.5
#: 1.4.11: symbols, bars, the mark of the focus.
GRAPHICS = 3.0


def luminance(color: QColor) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """1 (the same) to 21 (black on white)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
