"""Tiles of the built regions, for the tests of the map's core."""

import functools

from built_regions import helsinki, monaco

from headunit.map.camera import TileId, world
from headunit.map.mapbox_vector_tile import decode
from headunit.map.pmtiles_source import PmtilesSource
from headunit.map.tile import Tile
from headunit.regions.state import Region


def regions() -> tuple[Region, ...]:
    return monaco(), helsinki()


def busy(region: Region, z: int) -> TileId:
    """The tile of zoom `z` that holds most bytes, near the region's middle."""
    with PmtilesSource(region.tiles) as source:
        x, y = (int(part * 2**z) for part in world(region.bounds.middle))
        near = [TileId(z, x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        return max(near, key=lambda tile: len(source.tile(*tile) or b""))


@functools.cache
def raw(region: Region, tile: TileId) -> bytes:
    with PmtilesSource(region.tiles) as source:
        data = source.tile(*tile)
    assert data
    return data


@functools.cache
def some_tiles() -> tuple[Tile, ...]:
    """A few real ones of two regions, far out and close."""
    found = [(region, busy(region, z)) for region in regions() for z in (6, 11, 13, 14)]
    return tuple(decode(raw(region, tile), *tile) for region, tile in found)
