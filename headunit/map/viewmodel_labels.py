"""Labels and pins as rows for QML, which fades them in and out and lets them ride on the camera."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import override

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from headunit.map.camera import Projection, visible_tiles
from headunit.map.label_layout import MOST, MOST_DRIVING, Box, LabelLayout, Placed
from headunit.map.labels import LabelTile
from headunit.map.palette import PALETTES, Palette, rgb
from headunit.map.tile_store import Kind, Request
from headunit.map.viewmodel_tiles import Tiles

#: A label that goes is drawn, fading, for so long (s).
FADE_S = 0.3
FAMILY = "Inter"
#: Rounding of glyphs, and a weight between two that fonts have.
WIDER = 1.03

ROLES = ("key", "text", "wx", "wy", "pixels", "strength", "ink", "halo", "plate", "icon", "boxWidth", "shown")

type Index = QModelIndex | QPersistentModelIndex
type Row = Mapping[str, object]


@lru_cache(maxsize=8192)
def measure(text: str, pixels: float, weight: int) -> float:
    """Width of a text in the one family (pixels)."""
    font = QFont(FAMILY)
    font.setPixelSize(round(pixels))
    font.setWeight(QFont.Weight(700) if weight > 600 else QFont.Weight.Medium)  # noqa: PLR2004  the theme's "strong"
    return QFontMetricsF(font).horizontalAdvance(text) * WIDER


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, 1.4.3) of "#rrggbb"."""
    parts = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in rgb(colour)]  # noqa: PLR2004
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1..21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def label_row(placed: Placed, palette: Palette, step_px: float) -> dict[str, object]:
    """A label for QML, in the colours of a palette."""
    style, plate = placed.style, ""
    ink, halo = palette[style.ink], palette["halo"]
    if style.plate:
        plate = palette[style.plate]
        # On a plate whichever of the two writes more clearly.
        on_plate = max((palette["text-place"], halo), key=lambda colour: contrast(colour, plate))
        if not style.icon:
            ink = on_plate
    return {
        "key": placed.key,
        "text": placed.text,
        "wx": placed.x,
        "wy": placed.y,
        "pixels": round(style.size * step_px),
        "strength": style.weight,
        "ink": ink,
        "halo": halo,
        "plate": plate,
        "icon": style.icon,
        "boxWidth": placed.width,
        "shown": True,
    }


class LabelRows(QAbstractListModel):
    """Rows that come at the end and go where they are, so that those that stay keep their items."""

    def __init__(self, parent: QObject, *, fade: bool) -> None:
        super().__init__(parent)
        self._fade_s = FADE_S if fade else 0.0
        self._rows: list[Row] = []
        self._leaving: dict[str, float] = {}

    @property
    def rows(self) -> Sequence[Row]:
        """What QML sees."""
        return self._rows

    def show(self, rows: Sequence[Row], now: float) -> None:
        """Show these. What is not among them any more fades, and goes with a later call."""
        wanted = {str(row["key"]): row for row in rows}
        for number in range(len(self._rows) - 1, -1, -1):
            key = str(self._rows[number]["key"])
            row = wanted.pop(key, None)
            if row is None and now - self._leaving.setdefault(key, now) >= self._fade_s:
                self.beginRemoveRows(QModelIndex(), number, number)
                del self._rows[number]
                del self._leaving[key]
                self.endRemoveRows()
                continue
            if row is not None:
                self._leaving.pop(key, None)
            row = {**self._rows[number], "shown": False} if row is None else row
            if row != self._rows[number]:
                self._rows[number] = row
                index = self.index(number)
                self.dataChanged.emit(index, index)
        if wanted:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(wanted) - 1)
            self._rows += wanted.values()
            self.endInsertRows()

    @property
    def fading(self) -> bool:
        """Whether some rows wait for their end."""
        return bool(self._leaving)

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def roleNames(self) -> dict[int, QByteArray]:
        first = int(Qt.ItemDataRole.UserRole)
        return {first + number: QByteArray(name.encode()) for number, name in enumerate(ROLES)}

    @override
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        number = role - int(Qt.ItemDataRole.UserRole)
        if not index.isValid() or not 0 <= number < len(ROLES):
            return None
        return self._rows[index.row()][ROLES[number]]


class MapLabels:
    """The labels of one map: asks for what the tiles could write, lays it out, shows the rows."""

    def __init__(self, tiles: Tiles, parent: QObject) -> None:
        self._tiles = tiles
        self._layout = LabelLayout(measure)
        self.rows = LabelRows(parent, fade=not tiles.virtual)

    def forget(self) -> None:
        """Begin anew: another language, another region."""
        self._layout.forget()

    def hide(self) -> None:
        """The map is not on the screen: nothing is wanted."""
        self._tiles.store.want(self, ())

    def lay_out(
        self,
        seen: Projection,
        now: float,
        *,
        palette: str,
        language: str,
        step_px: float,
        reserved: Sequence[Box],
        driving: bool,
    ) -> None:
        """Choose the labels for a picture; see LabelLayout.place."""
        store = self._tiles.store
        if store.zooms is None:
            self._layout.forget()
            self.rows.show([], now)
            return
        wanted = [Request(Kind.LABELS, tile) for tile in visible_tiles(seen.camera, seen.view, *store.zooms)]
        store.want(self, wanted)
        there = {one.tile: found for one in wanted if isinstance(found := store.get(one), LabelTile)}
        most = MOST_DRIVING if driving else MOST
        placed = self._layout.place(there, seen, language=language, step_px=step_px, reserved=reserved, most=most)
        self.rows.show([label_row(one, PALETTES[palette], step_px) for one in placed], now)
