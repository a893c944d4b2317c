"""What the map looks like: ONE table, in the order of drawing, that feeds the view on the GPU and the one in software.
Colours are names (palette.py); classes are those of the tiles' schema (regions/ports.py). Words: label_style.py.

Sizes are pixels at the zooms of web maps (state.Camera). The roads are bolder than on a desk: a driver has a second.
"""

import enum
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from headunit.map.state import MAX_ZOOM, MIN_ZOOM
from headunit.map.tile import Layer

#: (zoom, pixels), zooms ascending.
type Stops = tuple[tuple[float, float], ...]


class Kind(enum.Enum):
    """What is drawn."""

    AREA = "area"  # the inside
    LINE = "line"  # along a line, or round an area
    ARROWS = "arrows"  # along a line, in its direction of travel


class Band(enum.Enum):
    """Roads are drawn in three storeys."""

    TUNNEL = -1
    GROUND = 0
    BRIDGE = 1


@dataclass(frozen=True, slots=True)
class Paint:
    """One step of drawing: some classes of one layer, in one colour.

    `layer` is "" for what does not come from tiles. `classes`: which; empty is all. `band`: of roads; None is all.
    `width`: of the whole line. `dash`: pixels on and off. `round`: ends and sharp corners are round. `alpha`: 0..1.
    `ring`: a line round areas; other lines leave areas of the same class alone.
    """

    name: str
    layer: str
    classes: frozenset[str]
    kind: Kind
    colour: str
    zooms: tuple[float, float] = (MIN_ZOOM, MAX_ZOOM)
    width: Stops = ()
    dash: tuple[float, float] | None = None
    band: Band | None = None
    round: bool = True
    alpha: float = 1.0
    ring: bool = False

    def visible(self, zoom: float) -> bool:
        """Whether it is drawn at all."""
        return self.zooms[0] <= zoom <= self.zooms[1]

    def width_px(self, zoom: float) -> float:
        """Width of the whole line, growing evenly in zoom as roads themselves do."""
        stops = self.width
        if not stops:
            return 0.0
        if zoom <= stops[0][0]:
            return stops[0][1]
        for (low, start), (high, end) in itertools.pairwise(stops):
            if zoom <= high:
                return float(start * (end / start) ** ((zoom - low) / (high - low)))
        return stops[-1][1]


#: Links are drawn this much narrower than what they lead to.
LINK_SHARE: Final = 0.7

_AREAS: Final = (
    # name and colour, classes, first zoom
    ("built", ("residential",), 10.0),
    ("industry", ("industrial", "commercial"), 10.0),
    ("military", ("military",), 11.0),
    ("airport", ("airport",), 10.0),
    ("campus", ("school", "hospital"), 12.0),
    ("farmland", ("farmland",), 10.0),
    ("grass", ("grass",), 10.0),
    ("wood", ("wood",), 8.0),
    ("rock", ("rock",), 9.0),
    ("sand", ("sand",), 10.0),
    ("glacier", ("glacier",), 8.0),
    ("park", ("park",), 10.0),
    ("cemetery", ("cemetery",), 12.0),
    ("pitch", ("pitch",), 13.0),
    ("paved", ("pedestrian", "parking"), 13.0),
)

#: Hairline round an area in its own colour: it smooths the edge that the triangles leave jagged.
_EDGE: Final[Stops] = ((4, 1.2),)

_MOTORWAY: Final[Stops] = ((4, 0.8), (8, 2.2), (11, 3.8), (13, 5.6), (15, 10.5), (17, 21), (19.5, 72))
_TRUNK: Final[Stops] = ((6, 1), (9, 2.2), (11, 3.4), (13, 5), (15, 9.5), (17, 19), (19.5, 66))
_PRIMARY: Final[Stops] = ((7, 0.8), (9, 1.6), (11, 2.8), (13, 4.6), (15, 8.5), (17, 17.5), (19.5, 62))
_SECONDARY: Final[Stops] = ((8, 0.6), (11, 2.2), (13, 3.9), (15, 7.2), (17, 15.5), (19.5, 56))
_TERTIARY: Final[Stops] = ((10, 0.8), (12, 2), (13, 3), (15, 6), (17, 14), (19.5, 50))
_MINOR: Final[Stops] = ((11, 0.5), (13, 1.6), (14, 2.8), (15, 4.5), (16, 7), (17, 11.5), (19.5, 42))
_SERVICE: Final[Stops] = ((12, 0.4), (14, 1.2), (15, 2.4), (16, 4), (17, 7), (19.5, 26))
_FOOT: Final[Stops] = ((13, 0.8), (15, 1.2), (17, 2.2), (19.5, 6))

#: class, colour, width, width of both edges together, first zoom of surface and edge. From the lowest to the highest.
_ROADS: Final[tuple[tuple[str, str, Stops, float, float, float], ...]] = (
    ("service", "lane", _SERVICE, 1.6, 12.5, 14.5),
    ("pedestrian", "lane", _SERVICE, 1.6, 12.5, 14.5),
    ("minor", "minor", _MINOR, 2.0, 11.5, 13.0),
    ("tertiary", "minor", _TERTIARY, 2.2, 10.0, 12.0),
    ("secondary", "secondary", _SECONDARY, 2.2, 8.0, 10.5),
    ("primary", "primary", _PRIMARY, 2.4, 7.0, 9.5),
    ("trunk", "trunk", _TRUNK, 2.6, 6.0, 8.5),
    ("motorway", "motorway", _MOTORWAY, 2.8, 4.0, 7.0),
)
_EDGES: Final = {"lane": "minor-edge"}


def _wider(stops: Stops, by_px: float) -> Stops:
    """Room for an edge, a thinner one where the line itself is thin."""
    return tuple((zoom, width + min(by_px, 0.6 + 0.5 * width)) for zoom, width in stops)


def _areas() -> Iterator[Paint]:
    yield Paint("earth", "earth", frozenset(), Kind.AREA, "land")
    for name, classes, first in _AREAS:
        meant = frozenset(classes)
        yield Paint(f"{name}", "landuse", meant, Kind.AREA, name, (first, MAX_ZOOM))
        near = (max(first, 13.0), MAX_ZOOM)
        yield Paint(f"{name}.edge", "landuse", meant, Kind.LINE, name, near, _EDGE, round=False, ring=True)
    still = frozenset({"sea", "lake", "river", "canal"})
    yield Paint("water", "water", still, Kind.AREA, "water")
    yield Paint("water.edge", "water", still, Kind.LINE, "water", width=_EDGE, round=False, ring=True)
    wide: Stops = ((8, 0.8), (12, 2), (14, 4), (17, 10), (19.5, 28))
    yield Paint("river", "water", frozenset({"river", "canal"}), Kind.LINE, "water", (8.0, MAX_ZOOM), wide)
    brook: Stops = ((12, 0.6), (15, 1.6), (17, 3.5), (19.5, 10))
    yield Paint("stream", "water", frozenset({"stream"}), Kind.LINE, "water", (12.5, MAX_ZOOM), brook)
    border: Stops = ((4, 1), (10, 1.6), (15, 2.4))
    yield Paint("border", "boundaries", frozenset({"2"}), Kind.LINE, "border", width=border, dash=(9, 4), round=False)
    yield Paint(
        "border.inner", "boundaries", frozenset({"4"}), Kind.LINE, "border", (7.0, MAX_ZOOM), ((7, 0.7), (15, 1.4)),
        dash=(4, 4), round=False, alpha=0.6,
    )  # fmt: skip


def _paths(band: Band) -> Iterator[Paint]:
    """Ways that are not for cars, and tracks: below every road of the same storey."""
    tag = band.name.lower()
    track: Stops = ((12, 0.6), (14, 1.2), (16, 2.2), (19.5, 9))
    yield Paint(
        f"path.{tag}", "roads", frozenset({"path"}), Kind.LINE, "path", (15.0, MAX_ZOOM), _FOOT, (3, 2.5), band, False
    )
    yield Paint(
        f"track.{tag}", "roads", frozenset({"track"}), Kind.LINE, "path", (13.0, MAX_ZOOM), track, (7, 3), band, False
    )


def _rails(band: Band) -> Iterator[Paint]:
    tag = band.name.lower()
    dash = (4.0, 3.0) if band is Band.TUNNEL else None
    rail: Stops = ((8, 0.6), (12, 1.0), (15, 1.6), (16, 2.4), (17, 3.6), (19.5, 8))
    gap: Stops = ((16, 1.4), (17, 2.2), (19.5, 5.5))
    tram: Stops = ((13, 0.5), (15, 0.8), (17, 1.4), (19.5, 3))
    colour = "tunnel-edge" if band is Band.TUNNEL else "rail"
    yield Paint(
        f"rail.{tag}", "roads", frozenset({"rail"}), Kind.LINE, colour, (9.0, MAX_ZOOM), rail, dash, band, False
    )
    if band is not Band.TUNNEL:
        yield Paint(
            f"rail.gap.{tag}", "roads", frozenset({"rail"}), Kind.LINE, "rail-gap", (16.0, MAX_ZOOM), gap, (7, 7),
            band, False,
        )  # fmt: skip
    yield Paint(
        f"tram.{tag}", "roads", frozenset({"tram"}), Kind.LINE, "tram", (14.0, MAX_ZOOM), tram, dash, band, False
    )


def _roads(band: Band) -> Iterator[Paint]:
    """All edges, then all surfaces: so roads of one storey run into each other."""
    tag = band.name.lower()
    for name, colour, width, edge_px, _, first in _ROADS:
        edge = "tunnel-edge" if band is Band.TUNNEL else _EDGES.get(colour, f"{colour}-edge")
        dash = (5.0, 3.5) if band is Band.TUNNEL else None
        wider = _wider(width, edge_px + (1.0 if band is Band.BRIDGE else 0.0))
        # A bridge's edge ends where the bridge does, or it would cross the road that leads to it.
        ends = band is Band.GROUND
        yield Paint(
            f"{name}.edge.{tag}", "roads", frozenset({name}), Kind.LINE, edge, (first, MAX_ZOOM), wider, dash, band,
            ends,
        )  # fmt: skip
    for name, colour, width, _, first, _ in _ROADS:
        surface = colour
        if band is Band.TUNNEL:
            surface = "tunnel-main" if colour in {"motorway", "trunk", "primary"} else "tunnel"
        yield Paint(
            f"{name}.{tag}", "roads", frozenset({name}), Kind.LINE, surface, (first, MAX_ZOOM), width, None, band
        )


def _overlay() -> Iterator[Paint]:
    """Lines of navigation: over all roads, under all words."""
    route: Stops = ((4, 4), (10, 6), (14, 9), (16, 13), (17, 17), (19.5, 34))
    edge = _wider(route, 4.0)
    other: Stops = tuple((zoom, width * 0.8) for zoom, width in route)
    none: frozenset[str] = frozenset()
    yield Paint("range.area", "", none, Kind.AREA, "range", alpha=0.10)
    yield Paint("range", "", none, Kind.LINE, "range", width=((4, 2.5), (15, 4)), dash=(10, 6))
    yield Paint("driven", "", none, Kind.LINE, "driven", width=((4, 2), (12, 3), (16, 5), (19.5, 10)), dash=(1, 0))
    yield Paint("alternative.edge", "", none, Kind.LINE, "alternative-edge", width=_wider(other, 3.0))
    yield Paint("alternative", "", none, Kind.LINE, "alternative", width=other)
    yield Paint("route.edge", "", none, Kind.LINE, "route-edge", width=edge)
    yield Paint("route", "", none, Kind.LINE, "route", width=route)
    yield Paint("route.slow", "", none, Kind.LINE, "slow", width=route)
    yield Paint("route.jam", "", none, Kind.LINE, "jam", width=route)
    yield Paint("route.closed", "", none, Kind.LINE, "closed", width=route, dash=(10, 7))


def _table() -> Iterator[Paint]:
    yield Paint("land", "", frozenset(), Kind.AREA, "land")
    yield from _areas()
    yield from _roads(Band.TUNNEL)
    yield from _rails(Band.TUNNEL)
    yield Paint("buildings", "buildings", frozenset(), Kind.AREA, "building", (14.0, MAX_ZOOM))
    outline: Stops = ((14, 0.8), (17, 1.2), (19.5, 2))
    yield Paint(
        "buildings.edge", "buildings", frozenset(), Kind.LINE, "building-edge", (14.0, MAX_ZOOM), outline, round=False,
        ring=True,
    )  # fmt: skip
    ferry: Stops = ((8, 1), (14, 2), (18, 3))
    yield Paint("ferry", "roads", frozenset({"ferry"}), Kind.LINE, "ferry", (8.0, MAX_ZOOM), ferry, (8, 5), round=False)
    for band in (Band.GROUND, Band.BRIDGE):
        yield from _paths(band)
        yield from _roads(band)
        yield from _rails(band)
    yield from _paths(Band.TUNNEL)
    driven = frozenset(name for name, *_ in _ROADS) - {"service", "pedestrian"}
    size: Stops = ((16, 11), (17, 14), (19.5, 28))
    yield Paint("oneway", "roads", driven, Kind.ARROWS, "arrow", (16.0, MAX_ZOOM), size)
    yield from _overlay()


#: Everything that is drawn, the lowest first. Its index is the "row" of meshes and shaders.
PAINTS: Final = tuple(_table())
ROW: Final[Mapping[str, int]] = {paint.name: row for row, paint in enumerate(PAINTS)}
#: What the shaders have room for.
MOST_ROWS: Final = 128
assert len(PAINTS) <= MOST_ROWS


def classes(name: str, layer: Layer) -> list[str]:
    """The class of each feature, in the words of the table."""
    key = "level" if name == "boundaries" else "class"
    return [str(each.get(key, "")) for each in layer.properties]


def bands(layer: Layer) -> NDArray[np.int8]:
    """The storey of each feature of the roads."""
    return np.array(
        [1 if each.get("bridge") else -1 if each.get("tunnel") else 0 for each in layer.properties], np.int8
    )


def chosen(paint: Paint, of_class: NDArray[np.str_], of_band: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Which features of its layer a paint is for."""
    found = np.isin(of_class, list(paint.classes)) if paint.classes else np.ones(len(of_class), bool)
    if paint.band is not None:
        found &= of_band == paint.band.value
    return found


def parts(name: str, layer: Layer, paint: Paint) -> NDArray[np.int64]:
    """The parts of `layer`, named `name`, that a paint draws: rings for areas, rings and lines for lines.

    Boundaries at sea are left out: they mean nothing to a driver.
    """
    mask = chosen(paint, np.array(classes(name, layer)), bands(layer) if name == "roads" else np.zeros(0, np.int8))
    if name == "boundaries":
        mask &= np.array([not each.get("maritime") for each in layer.properties], bool)
    rings = layer.closed if paint.kind is Kind.AREA or paint.ring else ~layer.closed
    return np.nonzero(mask[layer.part_feature] & rings & (np.diff(layer.part_start) > 1))[0]
