"""What could be written on the map: one tile's names, numbers and symbols with their anchors. Runs in the worker.

Which of them are written, and how, is decided for each picture by label_layout.py.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headunit.map.tile import EXTENT, POINT, POLYGON, Layer, Properties, Tile

#: Along a line a name could stand every so many tile units: 400 pixels at the zoom that shows house numbers.
EVERY_UNITS = 384.0
#: Shorter named pieces give no anchor of their own (tile units).
SHORTEST_UNITS = 48.0
#: Roads that carry a shield with their number.
SHIELDED = ("motorway", "trunk", "primary", "secondary")
#: A longer "number" is no number (characters).
LONGEST_REF = 8
#: Road classes without names worth the room: ferries and rails say where they go at their stations.
NAMELESS = ("rail", "tram", "ferry", "track")

type Names = dict[str, str]


@dataclass(frozen=True, slots=True)
class Label:
    """One thing that could be written. `layer`, `kind`: keys of label_style.py; "shield-..." is the kind of a road's
    number.

    `names`: by language, "" is the local one. `rank`: smaller is more important among its kind. Anchors: rows `first`
    up to `last` of LabelTile.anchors; any of them will do.
    """

    layer: str
    kind: str
    names: Names
    rank: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class LabelTile:
    """All of one tile. `anchors`: float64 (N, 2) in the world square (camera.py). `owner`: int32, label of an
    anchor."""

    labels: tuple[Label, ...]
    anchors: NDArray[np.float64]
    owner: NDArray[np.int32]

    @property
    def nbytes(self) -> int:
        """Roughly what it holds in memory."""
        return self.anchors.nbytes + self.owner.nbytes + 500 * len(self.labels)


def names_of(properties: Properties) -> Names:
    """Names by language out of `name` and `name:xx`."""
    found = {key[5:]: str(value) for key, value in properties.items() if key.startswith("name:") and value}
    local = properties.get("name")
    return found | {"": str(local)} if local else found


def _inside(points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Points of the tile proper; those in its margin belong to its neighbours."""
    return ((points >= 0) & (points < EXTENT)).all(axis=1)


def _along(line: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points of a line where its name could stand: the middle, and more on long ones."""
    steps = np.hypot(*np.diff(line, axis=0).T)
    at = np.concatenate(([0.0], np.cumsum(steps)))
    if at[-1] < SHORTEST_UNITS:
        return line[:0]
    count = max(1, round(at[-1] / EVERY_UNITS))
    wanted = (np.arange(count) + 0.5) * (at[-1] / count)
    return np.stack((np.interp(wanted, at, line[:, 0]), np.interp(wanted, at, line[:, 1])), axis=-1)


def _area(ring: NDArray[np.float64]) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def _within(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    """A point well inside a ring: the middle of the widest stretch among a few level cuts. (1, 2), or empty."""
    low, high = ring[:, 1].min(), ring[:, 1].max()
    best, widest = ring[:0], 0.0
    following = np.roll(ring, -1, axis=0)
    for share in (0.5, 0.4, 0.6, 0.3, 0.7):
        y = low + (high - low) * share + 0.01
        cut = (ring[:, 1] <= y) != (following[:, 1] <= y)
        here, there = ring[cut], following[cut]
        xs = np.sort(here[:, 0] + (y - here[:, 1]) * (there[:, 0] - here[:, 0]) / (there[:, 1] - here[:, 1]))
        for left, right in zip(xs[::2], xs[1::2], strict=False):
            width = (right - left) * (1.0 if share == 0.5 else 0.8)  # noqa: PLR2004  the middle cut is preferred
            if width > widest:
                best, widest = np.array([((left + right) / 2, y)]), width
    return best


def _parts(layer: Layer) -> Iterator[tuple[int, NDArray[np.float64]]]:
    """Each part with its feature."""
    for part, feature in enumerate(layer.part_feature):
        yield int(feature), layer.xy[layer.part_start[part] : layer.part_start[part + 1]].astype(np.float64)


class _Collector:
    def __init__(self) -> None:
        self.labels: list[Label] = []
        self.points: list[NDArray[np.float64]] = []
        self.count = 0

    def add(self, layer: str, kind: str, names: Names, rank: float, points: NDArray[np.float64]) -> None:
        points = points[_inside(points)]
        if len(points) and names:
            self.labels.append(Label(layer, kind, names, rank, self.count, self.count + len(points)))
            self.points.append(points)
            self.count += len(points)


def _place_rank(properties: Properties) -> float:
    people = properties.get("population", 0)
    size = math.log10(max(1.0, float(people))) if isinstance(people, int | float) and math.isfinite(people) else 0.0
    return -size - (10.0 if properties.get("capital") else 0.0)


def _points(out: _Collector, name: str, layer: Layer) -> None:
    for feature, points in _parts(layer):
        properties = layer.properties[feature]
        if layer.types[feature] != POINT:
            continue
        if name == "housenumbers":
            out.add(name, "housenumber", {"": str(properties.get("number", ""))}, 0.0, points[:1])
            continue
        rank = _place_rank(properties) if name == "places" else properties.get("rank", 9)
        kind = str(properties.get("class", ""))
        # A filling station without a name is still a filling station: its symbol says so.
        names = names_of(properties) or ({"": ""} if name == "pois" else {})
        out.add(name, kind, names, float(rank) if isinstance(rank, int | float) else 9.0, points[:1])


def _lines(out: _Collector, name: str, layer: Layer) -> None:
    """Names and numbers along lines. Pieces of one street in one tile are one label with many anchors."""
    found: dict[tuple[str, str, tuple[tuple[str, str], ...]], list[NDArray[np.float64]]] = {}
    for feature, line in _parts(layer):
        properties = layer.properties[feature]
        kind = str(properties.get("class", ""))
        if layer.types[feature] == POLYGON or kind in NAMELESS or len(line) < 2:  # noqa: PLR2004  a line's two ends
            continue
        names, ref = names_of(properties), str(properties.get("ref", ""))
        shielded = name == "roads" and kind in SHIELDED and ref
        if not (names or shielded):
            continue
        anchors = _along(line)
        if names and not (shielded and kind == "motorway"):
            found.setdefault((name, kind, tuple(sorted(names.items()))), []).append(anchors)
        if shielded:
            for one in ref.split(";")[:2]:
                if len(one.strip()) > LONGEST_REF:
                    continue
                found.setdefault((name, f"shield-{kind}", (("", one.strip()),)), []).append(anchors)
    for (layer_name, kind, names_key), lines in found.items():
        out.add(layer_name, kind, dict(names_key), 0.0, np.concatenate(lines))


def _areas(out: _Collector, name: str, layer: Layer) -> None:
    """Names of lakes, parks and the like, each in its largest ring; the larger the area, the more important."""
    largest: dict[int, tuple[float, NDArray[np.float64]]] = {}
    for feature, ring in _parts(layer):
        properties = layer.properties[feature]
        if layer.types[feature] == POLYGON and "name" in properties and len(ring) > 2:  # noqa: PLR2004  an area
            area = _area(ring)
            if area > largest.get(feature, (SHORTEST_UNITS**2, ring))[0]:
                largest[feature] = (area, ring)
    for feature, (area, ring) in largest.items():
        properties = layer.properties[feature]
        kind = str(properties.get("class", ""))
        out.add(name, kind, names_of(properties), -math.log2(area), _within(np.clip(ring, 0, EXTENT - 1)))


def extract(tile: Tile) -> LabelTile:
    """All that could be written on a tile."""
    out = _Collector()
    for name in ("places", "pois", "housenumbers"):
        if name in tile.layers:
            _points(out, name, tile.layers[name])
    for name in ("roads", "water"):
        if name in tile.layers:
            _lines(out, name, tile.layers[name])
    for name in ("water", "landuse"):
        if name in tile.layers:
            _areas(out, name, tile.layers[name])
    if not out.labels:
        return LabelTile((), np.empty((0, 2)), np.empty(0, np.int32))
    units = np.concatenate(out.points)
    anchors = (units / EXTENT + (tile.x, tile.y)) / 2**tile.z
    lengths = [label.last - label.first for label in out.labels]
    return LabelTile(tuple(out.labels), anchors, np.repeat(np.arange(len(lengths), dtype=np.int32), lengths))
