"""Looks into the finest tiles of a region with the reference decoder: what lies at a place, and all features of a
layer."""

import gzip
import math
from collections.abc import Iterator

import mapbox_vector_tile
from pmtiles.reader import MmapSource, Reader
from shapely.geometry import Point, shape

from headunit.regions.state import Region

ZOOM = 14
EXTENT = 4096


def tile_of(lat: float, lon: float) -> tuple[int, int, float, float]:
    """The tile of a place, and where in it (0..4096, y downwards)."""
    x = (lon + 180) / 360 * 2**ZOOM
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**ZOOM
    return int(x), int(y), x % 1 * EXTENT, y % 1 * EXTENT


def decoded(region: Region, x: int, y: int) -> dict:
    with region.tiles.open("rb") as file:
        data = Reader(MmapSource(file)).get(ZOOM, x, y)
    return (
        {} if data is None else mapbox_vector_tile.decode(gzip.decompress(data), default_options={"y_coord_down": True})
    )


def layers_at(region: Region, lat: float, lon: float) -> set[str]:
    """Areas at a place: names of layers, of water with its class ("water sea")."""
    x, y, east, south = tile_of(lat, lon)
    found = set()
    for layer, content in decoded(region, x, y).items():
        for feature in content["features"]:
            if "Polygon" in feature["geometry"]["type"] and shape(feature["geometry"]).buffer(0).contains(
                Point(east, south)
            ):
                kind = feature["properties"].get("class", "")
                found.add(f"{layer} {kind}" if layer == "water" else layer)
    return found


def features(region: Region, layer: str) -> Iterator[dict]:
    """Everything of a layer, from all tiles of the finest zoom."""
    box = region.bounds
    west, north, _, _ = tile_of(box.north, box.west)
    east, south, _, _ = tile_of(box.south, box.east)
    for x in range(west, east + 1):
        for y in range(north, south + 1):
            yield from decoded(region, x, y).get(layer, {"features": []})["features"]
