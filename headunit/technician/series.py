"""The past of one signal, an hour of it in a fixed amount of memory: least and most of each slice of time. Pure."""

import math
from typing import Final

from headunit.technician.state import ZOOMS_S

#: Slices in view at each zoom: a screen has not many more pixels for a lane.
SLICES: Final = 480
#: A line goes on over this many empty slices, or over twice the signal's own period; longer is a gap.
_BRIDGED: Final = 3
#: A span smaller than this share of the values is noise of the arithmetic: the signal is flat.
_FLAT: Final = 1e-9

type Point = tuple[float, float]


class _Slices:
    """A ring of SLICES slices of `width_s` seconds: number of the slice, least, most."""

    def __init__(self, width_s: float) -> None:
        self.width_s = width_s
        self._numbers = [-1] * SLICES
        self._least = [0.0] * SLICES
        self._most = [0.0] * SLICES

    def add(self, at: float, value: float) -> None:
        number = int(at / self.width_s)
        place = number % SLICES
        if self._numbers[place] != number:
            self._numbers[place], self._least[place], self._most[place] = number, value, value
        elif value < self._least[place]:
            self._least[place] = value
        elif value > self._most[place]:
            self._most[place] = value

    def view(self, now: float) -> list[tuple[int, float, float]]:
        """(slices back from now, as a negative number; least; most), the oldest first; empty slices are left out."""
        last = int(now / self.width_s)
        found = []
        for number in range(max(0, last - SLICES + 1), last + 1):
            place = number % SLICES
            if self._numbers[place] == number:
                found.append((number - last, self._least[place], self._most[place]))
        return found


class Series:
    """Takes one value after another, at any rate, for ever; draws any of the zooms at the same small cost."""

    def __init__(self) -> None:
        self._zooms = {zoom_s: _Slices(zoom_s / SLICES) for zoom_s in ZOOMS_S}
        self.latest: float | None = None
        self._at: float | None = None
        self._period_s = 0.0

    def add(self, at: float, value: float) -> None:
        """`at`: Clock.now() of the receipt, never before the last one's. Values that are not finite are left out."""
        if not math.isfinite(value):
            return
        if self._at is not None:
            self._period_s += (at - self._at - self._period_s) / 16
        self._at, self.latest = at, value
        for slices in self._zooms.values():
            slices.add(at, value)

    def extent(self, zoom_s: float, now: float) -> tuple[float, float] | None:
        """Least and most in view, or None where nothing is."""
        seen = self._zooms[zoom_s].view(now)
        return (min(least for _, least, _ in seen), max(most for _, _, most in seen)) if seen else None

    def lines(self, zoom_s: float, now: float, low: float, high: float) -> tuple[tuple[Point, ...], ...]:
        """Polylines in the unit square, see `state.PlotLane`. `low` < `high`: the ends of the scale."""
        slices = self._zooms[zoom_s]
        bridged = max(_BRIDGED, math.ceil(2 * self._period_s / slices.width_s))
        lines: list[list[Point]] = []
        before: int | None = None
        for back, least, most in slices.view(now):
            if before is None or back - before > bridged:
                lines.append([])
            before = back
            x = 1.0 + back / (SLICES - 1)
            # Up in one slice, down in the next would cross it twice: begin at the end that is nearer to the last one.
            ends = (
                [(least - low) / (high - low)] if least == most else [(y - low) / (high - low) for y in (least, most)]
            )
            if lines[-1] and len(ends) > 1 and abs(lines[-1][-1][1] - ends[1]) < abs(lines[-1][-1][1] - ends[0]):
                ends.reverse()
            lines[-1] += [(x, y) for y in ends]
        return tuple(tuple(line) for line in lines)


def scale(extent: tuple[float, float]) -> tuple[float, float]:
    """Round ends of a scale that holds `extent`: 1, 2 or 5 times a power of ten apart from each other's neighbours."""
    least, most = extent
    size = max(abs(least), abs(most), 1.0)
    span = most - least if most - least > size * _FLAT else size * 0.1
    step = 10.0 ** math.floor(math.log10(span))
    step *= next(factor for factor in (0.2, 0.5, 1.0, 2.0) if span / (step * factor) <= 5)  # noqa: PLR2004
    low, high = math.floor(least / step) * step, math.ceil(most / step) * step
    if low == high:
        low, high = low - step, high + step
    return round(low, 12), round(high, 12)
