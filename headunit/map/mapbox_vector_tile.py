"""Mapbox Vector Tile 2.1 -> tile.Tile: protobuf reads the messages, numpy the geometry. Knows no schema and no style.

Three times as fast as the package's own decoder, with the same points (tests/map/test_map_core_decoder.py).
"""

from itertools import chain

import numpy as np
from google.protobuf.message import DecodeError
from mapbox_vector_tile.Mapbox import vector_tile_pb2 as messages

from headunit.map.tile import EXTENT, Layer, Properties, Tile, TileError

_MOVE, _LINE, _CLOSE = 1, 2, 7
#: Coordinates beyond this many tiles' sides are nonsense, and would not be exact in float32.
_FAR = 1 << 22
#: No tile of a map has so many features, or so many numbers of geometry, in one layer; a hostile one fills the memory.
_MOST_FEATURES = 100_000
_MOST_NUMBERS = 2_000_000


def decode(data: bytes | None, z: int, x: int, y: int) -> Tile:
    """The tile of these bytes (unpacked; None: an empty tile). Raises TileError."""
    message = messages.tile()
    try:
        message.ParseFromString(data or b"")
    except DecodeError as error:
        raise TileError(f"no vector tile: {error}") from None
    layers: dict[str, Layer] = {}
    for layer in message.layers:
        if layer.name in layers:
            raise TileError(f"two layers named {layer.name!r}")
        if layer.features:
            layers[layer.name] = _layer(layer)
    return Tile(z, x, y, layers)


def _layer(layer: messages.tile.layer) -> Layer:
    extent = layer.extent
    if extent == 0:
        raise TileError("a layer without an extent")
    features = layer.features
    geometries = [each.geometry for each in features]
    lengths = [len(each) for each in geometries]
    if len(features) > _MOST_FEATURES or sum(lengths) > _MOST_NUMBERS:
        raise TileError(f"a layer of {len(features)} features and {sum(lengths)} numbers")
    flat = list(chain.from_iterable(geometries))
    commands, part_start, part_feature, closed, feature_start, points = _walk(flat, lengths)
    parameters = np.ones(len(flat), bool)
    parameters[commands] = False
    zigzag = np.array(flat, np.int64)[parameters]
    steps = ((zigzag >> 1) ^ -(zigzag & 1)).reshape(-1, 2)
    summed = steps.cumsum(axis=0)
    # The cursor begins anew with each feature: take away where it stood at the end of the one before.
    starts = np.array(feature_start, np.int64)
    counts = np.diff(np.append(starts, points))
    before = np.zeros((len(starts), 2), np.int64)
    later = starts > 0
    before[later] = summed[starts[later] - 1]
    xy = summed - np.repeat(before, counts, axis=0)
    if len(xy) and np.abs(xy).max() > _FAR:
        raise TileError("a point far out of its tile")
    exact = xy.astype(np.float32)
    if extent != EXTENT:
        exact *= np.float32(EXTENT / extent)
    return Layer(
        exact,
        np.array([*part_start, points], np.int64),
        np.array(part_feature, np.int64),
        np.array(closed, bool),
        np.array([each.type for each in features], np.int8),
        _properties(layer),
    )


def _walk(flat: list[int], lengths: list[int]) -> tuple[list[int], list[int], list[int], list[bool], list[int], int]:
    """Where the commands stand, and what parts they make. Every count is checked against what is there."""
    commands: list[int] = []
    part_start: list[int] = []
    part_feature: list[int] = []
    closed: list[bool] = []
    feature_start: list[int] = []
    position = points = 0
    for feature, length in enumerate(lengths):
        end = position + length
        feature_start.append(points)
        begun = False
        while position < end:
            word = flat[position]
            command, count = word & 7, word >> 3
            commands.append(position)
            if command == _CLOSE:
                if not begun or count != 1:
                    raise TileError("a ring closed that was not begun")
                closed[-1] = True
                position += 1
                continue
            position += 1 + 2 * count
            if position > end or command not in {_MOVE, _LINE}:
                raise TileError("geometry that runs out of its feature")
            if command == _MOVE:
                part_start.extend(range(points, points + count))
                part_feature.extend([feature] * count)
                closed.extend([False] * count)
                begun = begun or count > 0
            elif not begun:
                raise TileError("a line that begins nowhere")
            points += count
    return commands, part_start, part_feature, closed, feature_start, points


def _properties(layer: messages.tile.layer) -> tuple[Properties, ...]:
    keys = list(layer.keys)
    values: list[str | int | float | bool] = []
    for value in layer.values:
        fields = value.ListFields()
        values.append(fields[0][1] if fields else "")
    found: list[Properties] = []
    try:
        for feature in layer.features:
            tags = iter(feature.tags)
            found.append({keys[key]: values[value] for key, value in zip(tags, tags, strict=True)})
    except (IndexError, ValueError):
        raise TileError("properties that are not there") from None
    return tuple(found)
