"""Which labels are written on a picture, and where: none on another, none on the car, the same ones as before.

Pure numpy; how wide a text is it asks `measure`. A few times a second; in between, labels ride on the map.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headunit.map.camera import Projection, TileId
from headunit.map.label_style import LabelStyle, label_style
from headunit.map.labels import Label, LabelTile, Names

#: Labels on one picture; more cannot be read. While the car drives, fewer.
MOST, MOST_DRIVING = 32, 20
#: The best so many candidates are tried.
TRIED = 420
#: Clear pixels around a label, in steps of the smallest type.
CLEAR = 0.6
#: A label that is there already goes before newcomers that are this much more important, ...
LOYALTY = 2.5
#: ... and may stay this much outside its zooms.
SLACK_ZOOM = 0.25
#: A plate is this much wider than its text, in steps.
PLATE_WIDER = 0.7
#: Line height, and the side of an icon, in sizes.
LINE, ICON = 1.25, 1.5
#: Further from the eye than this (in distances of the picture's middle) nothing is written: it would be a crowd.
FAR = 1.9

type Measure = Callable[[str, float, int], float]
#: Left, top, right, bottom in pixels.
type Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """A label on the picture. `x`, `y`: its anchor in the world square. `width`, `height`: of its box around that.

    With an icon the anchor is the icon's middle, and `text` may be ""."""

    key: str
    text: str
    x: float
    y: float
    width: float
    height: float
    style: LabelStyle


def text_in(names: Names, language: str) -> str:
    """The name in a language (BCP 47; its primary tag counts), else the local one, else any."""
    wanted = language.partition("-")[0]
    return names.get(wanted) or names.get("") or names.get("en") or next(iter(names.values()), "")


@dataclass(frozen=True, slots=True)
class _Stock:
    """All candidates of a set of tiles, one row an anchor."""

    anchors: NDArray[np.float64]
    owner: NDArray[np.int64]
    labels: list[Label]
    styles: list[LabelStyle]
    priority: NDArray[np.float64]
    min_zoom: NDArray[np.float64]
    max_zoom: NDArray[np.float64]


def _stock(tiles: Mapping[TileId, LabelTile]) -> _Stock:
    labels: list[Label] = []
    styles: list[LabelStyle] = []
    anchors, owners = [np.empty((0, 2))], [np.empty(0, np.int64)]
    for tile in tiles.values():
        number = np.full(len(tile.labels), -1, np.int64)
        for index, label in enumerate(tile.labels):
            style = label_style(label.layer, label.kind)
            if style is not None:
                number[index] = len(labels)
                labels.append(label)
                styles.append(style)
        owner = number[tile.owner]
        anchors.append(tile.anchors[owner >= 0])
        owners.append(owner[owner >= 0])
    # Rank only orders labels of one style: it stays below one.
    ranks = np.array([np.tanh(label.rank / 20) * 0.5 for label in labels])
    return _Stock(
        np.concatenate(anchors),
        np.concatenate(owners),
        labels,
        styles,
        np.array([style.priority for style in styles]) + ranks,
        np.array([style.min_zoom for style in styles]),
        np.array([style.max_zoom for style in styles]),
    )


class LabelLayout:
    """Remembers what it placed last. `measure`: width in pixels of a text of a size (pixels) and weight."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._tiles: list[LabelTile] = []
        self._stock = _stock({})
        self.placed: tuple[Placed, ...] = ()

    def place(
        self,
        tiles: Mapping[TileId, LabelTile],
        seen: Projection,
        *,
        language: str,
        step_px: float,
        reserved: Sequence[Box] = (),
        most: int = MOST,
    ) -> tuple[Placed, ...]:
        """The labels for a picture, `most` of them at most.

        `step_px`: the smallest type. `reserved`: where nothing may be written.
        """
        if len(tiles) != len(self._tiles) or any(a is not b for a, b in zip(tiles.values(), self._tiles, strict=True)):
            self._tiles, self._stock = list(tiles.values()), _stock(tiles)
        stock, loyal = self._stock, {one.key for one in self.placed}
        rows, at = self._candidates(stock, seen, loyal)
        self.placed = tuple(self._greedy(stock, rows, at, seen, language, step_px, reserved, most))
        return self.placed

    def forget(self) -> None:
        """Lay out the next picture as if it were the first."""
        self.placed = ()

    def _key(self, stock: _Stock, row: int) -> str:
        label = stock.labels[stock.owner[row]]
        x, y = stock.anchors[row]
        return f"{label.layer}|{label.kind}|{round(x * 2**26)}|{round(y * 2**26)}"

    def _candidates(self, stock: _Stock, seen: Projection, loyal: set[str]) -> tuple[list[int], NDArray[np.float64]]:
        """Rows in the order in which they are tried, and where all rows are on the screen."""
        zoom, view = seen.camera.zoom, seen.view
        if not len(stock.anchors):
            return [], stock.anchors
        fits = (stock.min_zoom[stock.owner] - SLACK_ZOOM <= zoom) & (zoom <= stock.max_zoom[stock.owner] + SLACK_ZOOM)
        at = np.full((len(stock.anchors), 2), -1e9)
        at[fits], front = seen.screens(stock.anchors[fits])
        on = fits.copy()
        on[fits] = front
        on &= (at[:, 0] > 0) & (at[:, 0] < view.width) & (at[:, 1] > 0) & (at[:, 1] < view.height)
        rows = np.flatnonzero(on)
        middle = np.array(view.middle)
        off = np.hypot(*(at[rows] - middle).T) / view.width
        order = stock.priority[stock.owner[rows]] + off * 0.4
        rows = rows[np.argsort(order, kind="stable")][: 4 * TRIED]
        # Those that are there already come first among equals; newcomers must be well within their zooms.
        scored = []
        for place, row in enumerate(rows.tolist()):
            there = self._key(stock, row) in loyal
            owner = stock.owner[row]
            if not there and not stock.min_zoom[owner] <= zoom <= stock.max_zoom[owner]:
                continue
            scored.append(
                (stock.priority[owner] + (off_by(at[row], middle) * 0.4) - (LOYALTY if there else 0), place, row)
            )
        scored.sort()
        return [row for _, _, row in scored[:TRIED]], at

    def _greedy(
        self,
        stock: _Stock,
        rows: list[int],
        at: NDArray[np.float64],
        seen: Projection,
        language: str,
        step_px: float,
        reserved: Sequence[Box],
        most: int,
    ) -> list[Placed]:
        view, zoom = seen.view, seen.camera.zoom
        taken = np.empty((len(reserved) + most, 4))
        taken[: len(reserved)] = np.array(reserved).reshape(-1, 4)
        count = len(reserved)
        same: dict[str, list[tuple[float, float]]] = {}
        placed: list[Placed] = []
        top = self._far_edge(seen)
        for row in rows:
            if len(placed) == most:
                break
            label, style = stock.labels[stock.owner[row]], stock.styles[stock.owner[row]]
            x, y = float(at[row, 0]), float(at[row, 1])
            if y < top:
                continue
            text = text_in(label.names, language)
            if style.named and not text:
                continue
            if any((x - a) ** 2 + (y - b) ** 2 < style.repeat_px**2 for a, b in same.get(f"{style.icon}{text}", ())):
                continue
            shown = "" if style.icon and zoom < style.text_zoom else text
            width, height = self._size(shown, style, step_px)
            left, upper = x - width / 2, y - (ICON * step_px if style.icon else height) / 2
            right, lower = left + width, upper + height
            if left < 0 or upper < 0 or right > view.width or lower > view.height:
                continue
            clear = CLEAR * step_px
            others = taken[:count]
            hit = (
                (others[:, 0] < right + clear)
                & (others[:, 2] > left - clear)
                & (others[:, 1] < lower + clear / 2)
                & (others[:, 3] > upper - clear / 2)
            )
            if hit.any():
                continue
            taken[count] = (left, upper, right, lower)
            count += 1
            same.setdefault(f"{style.icon}{text}", []).append((x, y))
            anchor = stock.anchors[row]
            placed.append(
                Placed(self._key(stock, row), shown, float(anchor[0]), float(anchor[1]), width, height, style)
            )
        return placed

    @staticmethod
    def _far_edge(seen: Projection) -> float:
        """The row of pixels beyond which nothing is written."""
        if seen.camera.tilt_deg < 1:
            return 0.0
        tilt = np.radians(seen.camera.tilt_deg)
        ahead = (FAR - 1) * seen.view.eye_px / np.sin(tilt)
        return float(seen.view.height / 2 - ahead * np.cos(tilt) / FAR)

    def _size(self, text: str, style: LabelStyle, step_px: float) -> tuple[float, float]:
        """Width and height of a label's box."""
        size = style.size * step_px
        width = self._measure(text, size, style.weight) if text else 0.0
        height = LINE * size if text else 0.0
        if style.plate and not style.icon:
            return width + PLATE_WIDER * step_px, height
        if style.icon:
            return max(width, ICON * step_px), ICON * step_px + height
        return width, height


def off_by(at: NDArray[np.float64], middle: NDArray[np.float64]) -> float:
    """How far from the middle, in widths of the picture (roughly)."""
    return float(np.hypot(*(at - middle)) / max(1.0, 2 * middle[0]))


def box_of(one: Placed, seen: Projection, step_px: float) -> Box:
    """Where a placed label is drawn at another camera."""
    at = seen.screen_of_world((one.x, one.y))
    left = at.x - one.width / 2
    top = at.y - (ICON * step_px / 2 if one.style.icon else one.height / 2)
    return left, top, left + one.width, top + one.height


#: Names keep off a route: boxes of this half width (in steps), so far apart; no more of them than this.
ROUTE_HALF, ROUTE_EVERY_PX, ROUTE_MOST = 0.45, 26.0, 160


def along_line(points: NDArray[np.float64], seen: Projection, step_px: float) -> list[Box]:
    """What a line through world points (N, 2) covers on the picture."""
    at, front = seen.screens(points)
    width, height = seen.view.width, seen.view.height
    keep = front & (at[:, 0] > -width) & (at[:, 0] < 2 * width) & (at[:, 1] > -height) & (at[:, 1] < 2 * height)
    at = at[keep]
    if len(at) < 2:  # noqa: PLR2004  a line's two ends
        return []
    gone = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(at, axis=0).T))))
    wanted = np.arange(0.0, gone[-1], ROUTE_EVERY_PX)
    x, y = np.interp(wanted, gone, at[:, 0]), np.interp(wanted, gone, at[:, 1])
    inside = (x > 0) & (x < width) & (y > 0) & (y < height)
    half = ROUTE_HALF * step_px
    return [
        (left - half, top - half, left + half, top + half)
        for left, top in zip(x[inside][:ROUTE_MOST].tolist(), y[inside][:ROUTE_MOST].tolist(), strict=True)
    ]
