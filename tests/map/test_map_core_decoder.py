"""Vector tiles and the file that holds them: the same points as the reference, and nothing hostile gets through."""

import contextlib
import gzip
import random
from pathlib import Path

import mapbox_vector_tile
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from map_core_tiles import busy, raw, regions
from mapbox_vector_tile.Mapbox import vector_tile_pb2 as messages
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from headunit.map.mapbox_earcut_areas import ring_areas
from headunit.map.mapbox_vector_tile import decode
from headunit.map.pmtiles_source import MOST_BYTES, PmtilesSource
from headunit.map.tile import EXTENT, POINT, POLYGON, Layer, TileError


def rings(geometry):
    kind, coordinates = geometry["type"], geometry["coordinates"]
    match kind:
        case "Point":
            return [[coordinates]]
        case "MultiPoint":
            return [[each] for each in coordinates]
        case "LineString":
            return [coordinates]
        case "MultiLineString":
            return coordinates
        case "Polygon":
            return [ring[:-1] for ring in coordinates]
        case _:
            return [ring[:-1] for polygon in coordinates for ring in polygon]


@pytest.mark.parametrize("z", [4, 10, 13, 14])
def test_same_points_and_properties_as_the_reference(z):
    for region in regions():
        tile = busy(region, z)
        data = raw(region, tile)
        ours = decode(data, *tile).layers
        reference = mapbox_vector_tile.decode(data, default_options={"y_coord_down": True})
        assert set(ours) == {name for name, layer in reference.items() if layer["features"]}
        for name, layer in ours.items():
            features = reference[name]["features"]
            assert [dict(each) for each in layer.properties] == [each["properties"] for each in features]
            assert len(features) == len(layer.types)
            # The reference leaves rings without an area out.
            keep = (layer.types[layer.part_feature] != POLYGON) | (ring_areas(layer) != 0)
            wanted = [part for each in features for part in rings(each["geometry"])]
            assert len(wanted) == keep.sum()
            for part, points in zip(np.nonzero(keep)[0], wanted, strict=True):
                own = layer.xy[layer.part_start[part] : layer.part_start[part + 1]]
                assert own.tolist() == points
            assert (layer.closed == (layer.types[layer.part_feature] == POLYGON)).all()


def one_layer(geometry, *, kind=POLYGON, extent=4096, tags=(0, 0)):
    tile = messages.tile()
    layer = tile.layers.add()
    layer.name, layer.version, layer.extent = "roads", 2, extent
    layer.keys.append("class")
    layer.values.add().string_value = "minor"
    feature = layer.features.add()
    feature.type = kind
    feature.geometry.extend(geometry)
    feature.tags.extend(tags)
    return tile


SQUARE = (9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15)


def test_other_extents_are_scaled():
    layer = decode(one_layer(SQUARE, extent=512).SerializeToString(), 0, 0, 0).layers["roads"]
    assert layer.xy.max() == 10 * EXTENT / 512


@pytest.mark.parametrize(
    "bad",
    [
        one_layer((9, 0, 0, (1 << 28) << 3 | 2, 1, 1)),  # a count that runs out of its feature
        one_layer((18, 2, 2)),  # a line that begins nowhere
        one_layer((15,)),  # a ring closed that was not begun
        one_layer((9, 0, 0, 12, 1, 1)),  # a command that does not exist
        one_layer((9, 0)),
        one_layer(SQUARE, extent=0),
        one_layer(SQUARE, tags=(0, 7)),
        one_layer(SQUARE, tags=(0,)),
        one_layer((9, 2**31 - 1, 2**31 - 1)),
    ],
)
def test_hostile_messages(bad):
    with pytest.raises(TileError):
        decode(bad.SerializeToString(), 0, 0, 0)


def test_two_layers_of_one_name():
    tile = one_layer(SQUARE)
    tile.layers.add().CopyFrom(tile.layers[0])
    with pytest.raises(TileError, match="two layers"):
        decode(tile.SerializeToString(), 0, 0, 0)


@given(st.binary(max_size=400))
def test_any_bytes(data):
    with contextlib.suppress(TileError):
        decode(data, 0, 0, 0)


def test_damaged_real_tiles():
    region = regions()[0]
    data = raw(region, busy(region, 14))
    dice = random.Random(4)
    for _ in range(60):
        hurt = bytearray(data[: dice.randrange(len(data))] if dice.random() < 0.3 else data)
        for _ in range(dice.randrange(1, 6)):
            if hurt:
                hurt[dice.randrange(len(hurt))] = dice.randrange(256)
        with contextlib.suppress(TileError):
            decode(bytes(hurt), 14, 0, 0)


def test_no_tile_is_an_empty_tile():
    assert decode(None, 3, 1, 2).layers == {}


def write(path: Path, tiles: dict[tuple[int, int, int], bytes]) -> Path:
    with path.open("wb") as file:
        writer = Writer(file)
        for zxy, data in sorted(tiles.items(), key=lambda each: zxy_to_tileid(*each[0])):
            writer.write_tile(zxy_to_tileid(*zxy), data)
        header = {"tile_type": TileType.MVT, "tile_compression": Compression.GZIP}
        header |= {"min_lon_e7": 0, "min_lat_e7": 0, "max_lon_e7": 1, "max_lat_e7": 1}
        header |= {"center_zoom": 0, "center_lon_e7": 0, "center_lat_e7": 0}
        writer.finalize(header, {})
    return path


def test_source_finds_what_is_there(tmp_path):
    tiles = {(9, x, y): gzip.compress(f"{x} {y}".encode()) for x in range(120) for y in range(60)}
    with PmtilesSource(write(tmp_path / "map.pmtiles", tiles)) as source:
        assert (source.least, source.most) == (9, 9)
        for x, y in ((0, 0), (119, 59), (64, 31)):
            assert source.tile(9, x, y) == f"{x} {y}".encode()
        assert source.tile(9, 200, 200) is None
        assert source.tile(2, 0, 0) is None


def test_source_refuses_bombs_and_rubbish(tmp_path):
    bomb = gzip.compress(b"\0" * (MOST_BYTES + 1))
    cut = gzip.compress(random.Random(1).randbytes(3000))[:-900]
    path = write(tmp_path / "map.pmtiles", {(1, 0, 0): bomb, (1, 0, 1): cut, (1, 1, 0): b"no gzip at all"})
    with PmtilesSource(path) as source:
        for x, y in ((0, 0), (0, 1), (1, 0)):
            with pytest.raises(TileError):
                source.tile(1, x, y)
        with pytest.raises(TileError):
            source.tile(1, 99, 0)  # no such tile at this zoom


@pytest.mark.parametrize("content", [b"", b"PMTiles\3", b"<html>" * 100, bytes(2000)])
def test_source_that_is_none(tmp_path, content):
    path = tmp_path / "map.pmtiles"
    path.write_bytes(content)
    with pytest.raises(TileError):
        PmtilesSource(path)
    with pytest.raises(TileError):
        PmtilesSource(tmp_path / "missing.pmtiles")


def test_source_cut_short_while_open(tmp_path):
    region = regions()[0]
    path = tmp_path / "map.pmtiles"
    path.write_bytes(region.tiles.read_bytes())
    tile = busy(region, 14)
    with PmtilesSource(path) as source:
        assert source.tile(*tile)
        with path.open("r+b") as file:
            file.truncate(4000)
        with pytest.raises(TileError, match="ends"):
            source.tile(*tile)


def test_ring_areas_know_holes():
    xy = np.array([(0, 0), (10, 0), (10, 10), (0, 10), (2, 2), (2, 4), (4, 4), (4, 2), (7, 7)], np.float32)
    layer = Layer(xy, np.array([0, 4, 8, 9]), np.zeros(3, int), np.array([1, 1, 0], bool), np.array([POINT]), ({},))
    assert ring_areas(layer).tolist() == [100, -4, 0]
