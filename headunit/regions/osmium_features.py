"""Reads an extract and hands out what is drawn as lines of GeoJSON for tippecanoe. What tags mean is features.py's.

A way that the extract's edge cuts is drawn as far as its nodes are known.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import osmium
from osmium.osm import Area, Node, Way

from headunit.kernel.errors import HeadunitError
from headunit.regions import features
from headunit.regions.features import Feature, Tags
from headunit.regions.osmium_objects import relations, with_areas
from headunit.regions.ports import Extract
from headunit.regions.shapely_coast import LonLat, close

type KindOf = Callable[[Tags], str | None]
type RankOf = Callable[[str], int]

#: Between two reports of progress (objects).
_REPORT_EVERY = 20_000


def feature_lines(
    extract: Extract, kind_of: KindOf, rank_of: RankOf, progress: Callable[[float], None]
) -> Iterator[str]:
    """One line of GeoJSON each, without the newline. Raises HeadunitError for a damaged extract."""
    try:
        borders = _borders(extract.path)
        coast: list[list[LonLat]] = []
        yield from _objects(extract.path, borders, coast, _Maker(kind_of, rank_of), progress)
        land, sea = close(coast, extract.bounds)
    except (RuntimeError, UnicodeDecodeError) as error:
        raise HeadunitError(f"{extract.path.name} is damaged: {error}") from error
    for part in land:
        yield _line(Feature("earth", features.FIRST_ZOOM, {}), json.dumps(part.__geo_interface__))
    for part in sea:
        yield _line(Feature("water", features.FIRST_ZOOM, {"class": "sea"}), json.dumps(part.__geo_interface__))


class _Maker:
    """Objects to lines."""

    def __init__(self, kind_of: KindOf, rank_of: RankOf) -> None:
        self._kind_of, self._rank_of = kind_of, rank_of
        self._geometry = osmium.geom.GeoJSONFactory()

    def node(self, node: Node) -> Iterator[str]:
        """The points of a node."""
        for feature in features.points(node.tags, self._kind_of, self._rank_of):
            yield _line(feature, _point(node.lon, node.lat))

    def way(self, way: Way, level: int | None) -> Iterator[str]:
        """The lines of a way. `level`: of the boundary that it is part of."""
        feature = features.line(way.tags)
        border = features.boundary(way.tags)
        if level is not None:
            border = Feature("boundaries", features.FIRST_ZOOM, {"level": level})
        if feature is None and border is None:
            return
        for run in runs(way):
            shape = json.dumps({"type": "LineString", "coordinates": run})
            if feature is not None:
                yield _line(feature, shape)
            if border is not None:
                if way.tags.get("maritime") == "yes":
                    border.properties["maritime"] = 1
                yield _line(border, shape)

    def area(self, area: Area) -> Iterator[str]:
        """An area, and the points that it is too: a POI or a house number in its middle."""
        feature = features.area(area.tags)
        points = features.points(area.tags, self._kind_of, self._rank_of)
        if feature is None and not points:
            return
        try:
            shape = self._geometry.create_multipolygon(area)
        except (RuntimeError, osmium.InvalidLocationError):
            return  # its rings do not close
        if feature is not None:
            yield _line(feature, shape)
        if points:
            ring = next(iter(area.outer_rings()))
            middle = _middle([(node.lon, node.lat) for node in ring])
            for point in points:
                yield _line(point, _point(*middle))


def _objects(
    path: Path,
    borders: dict[int, int],
    coast: list[list[LonLat]],
    maker: _Maker,
    progress: Callable[[float], None],
) -> Iterator[str]:
    """All lines but the coast's; `coast` is filled on the way."""
    drawn = osmium.filter.EmptyTagFilter()
    total = max(1, path.stat().st_size // _BYTES_PER_OBJECT)
    for done, item in enumerate(with_areas(path, drawn), 1):
        if done % _REPORT_EVERY == 0:
            progress(min(0.99, done / total))
        if isinstance(item, Node):
            yield from maker.node(item)
        elif isinstance(item, Way):
            level = borders.pop(item.id, None)
            if item.tags.get("natural") == "coastline":
                coast.extend(runs(item))
                level = None  # the coast is drawn as such
            yield from maker.way(item, level)
        elif isinstance(item, Area):
            yield from maker.area(item)


#: Bytes of an extract per object with tags (Liechtenstein 2026: 3.3 MB, 80,000 objects).
_BYTES_PER_OBJECT = 40


def _borders(path: Path) -> dict[int, int]:
    """Ways that are part of a boundary of level 2 or 4, with the higher level (the smaller number)."""
    found: dict[int, int] = {}
    wanted = osmium.filter.TagFilter(("boundary", "administrative"))
    for relation in relations(path, wanted):
        feature = features.boundary(relation.tags)
        if feature is None:
            continue
        level = int(feature.properties["level"])
        for member in relation.members:
            if member.type == "w":
                found[member.ref] = min(level, found.get(member.ref, level))
    return found


def runs(way: Way) -> list[list[LonLat]]:
    """The line of a way, broken where the extract lacks nodes. Each has two places or more."""
    found: list[list[LonLat]] = []
    run: list[LonLat] = []
    for node in way.nodes:
        if node.location.valid():
            run.append((round(node.lon, 7), round(node.lat, 7)))
        else:
            found.append(run)
            run = []
    return [one for one in (*found, run) if len(one) > 1]


def _middle(ring: list[LonLat]) -> LonLat:
    """The centre of gravity of a ring; of its corners where it has no extent."""
    lon0, lat0 = ring[0]
    twice = east = north = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = (x1 - lon0) * (y2 - lat0) - (x2 - lon0) * (y1 - lat0)
        twice += cross
        east += (x1 + x2 - 2 * lon0) * cross
        north += (y1 + y2 - 2 * lat0) * cross
    if twice == 0.0:
        return sum(lon for lon, _ in ring) / len(ring), sum(lat for _, lat in ring) / len(ring)
    return lon0 + east / (3 * twice), lat0 + north / (3 * twice)


def _point(lon: float, lat: float) -> str:
    return f'{{"type":"Point","coordinates":[{lon:.7f},{lat:.7f}]}}'


def _line(feature: Feature, shape: str) -> str:
    head = json.dumps({"minzoom": feature.zoom, "layer": feature.layer})
    properties = json.dumps(feature.properties, ensure_ascii=False)
    return f'{{"type":"Feature","tippecanoe":{head},"properties":{properties},"geometry":{shape}}}'
