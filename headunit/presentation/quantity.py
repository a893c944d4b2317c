"""A number on the screen: rounded once, with its unit, its place on a scale and how far it may be believed."""

import math

from PySide6.QtCore import Property, QLocale, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.kernel.reading import Freshness

QML_IMPORT_NAME = "headunit.presentation"
QML_IMPORT_MAJOR_VERSION = 1

#: What is drawn for a value that is unknown or stale.
DASHES = "--"
#: From here on decimals say nothing to a driver and cost room.
FULL = 1000


class _Language:
    """The locale that numbers are written in, and how often it was changed: asking Qt for it takes microseconds, and a
    screen asks some thousand times a second."""

    locale = QLocale()
    turns = 0


def write_in(locale: QLocale) -> None:
    """From now on write numbers, here and everywhere in Qt, as `locale` does. Each `Quantity` follows with its next
    `show`."""
    QLocale.setDefault(locale)
    _Language.locale = locale
    _Language.turns += 1


@QmlElement
@QmlUncreatable("made by a view model")
class Quantity(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """One number for QML. Emits `changed` only when what is drawn changes, so it may be fed at any rate.

    `digits`: decimals drawn. `low`, `high`: the ends of its scale, in the drawn unit, for bars and arcs.
    """

    changed = Signal()

    def __init__(
        self, parent: QObject, *, unit: str = "", digits: int = 0, low: float = 0.0, high: float = 1.0
    ) -> None:
        super().__init__(parent)
        self._digits, self._low, self._high = digits, low, high
        self._shown: tuple[str, str, float, str] = (DASHES, unit, 0.0, Freshness.STALE.value)
        self._fed: tuple[object, ...] = ()

    def show(
        self, value: float | None, freshness: Freshness, unit: str | None = None, digits: int | None = None
    ) -> None:
        """Draw `value` (in the drawn unit). None, NaN and infinities are dashes, whatever `freshness` says.

        `unit`, `digits`: from now on, where given.
        """
        fed = (value, freshness, unit, digits, _Language.turns)
        if fed == self._fed:
            return
        self._fed = fed
        self._digits = self._digits if digits is None else digits
        unit = self._shown[1] if unit is None else unit
        if value is None or freshness is Freshness.STALE or not math.isfinite(value):
            shown = (DASHES, unit, 0.0, Freshness.STALE.value)
        else:
            # Adding zero turns a rounded "-0" into "0".
            decimals = 0 if round(abs(value), self._digits) >= FULL else self._digits
            text = _Language.locale.toString(round(value, decimals) + 0.0, "f", decimals)
            share = min(1.0, max(0.0, (value - self._low) / (self._high - self._low)))
            shown = (text, unit, round(share, 4), freshness.value)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    def scale(self, low: float, high: float) -> None:
        """Change the ends of the scale; takes effect with the next `show`."""
        self._low, self._high = low, high
        self._fed = ()

    @Property(str, notify=changed)
    def text(self) -> str:
        """The number as drawn, in the language's digits and separators, or dashes."""
        return self._shown[0]

    @Property(str, notify=changed)
    def unit(self) -> str:
        """The unit beside it."""
        return self._shown[1]

    @Property(float, notify=changed)
    def share(self) -> float:
        """Place on the scale, 0..1; 0 when unknown."""
        return self._shown[2]

    @Property(str, notify=changed)
    def freshness(self) -> str:
        """One of "live", "ageing" and "stale"."""
        return self._shown[3]
