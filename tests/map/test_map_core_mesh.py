"""From decoded tiles to triangles: complete, finite, as large as what they stand for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from map_core_tiles import some_tiles

from headunit.kernel.geodesy import LatLon
from headunit.map import mesh, overlay_mesh, strokes, style
from headunit.map.camera import Projection, TileId, Viewport, world
from headunit.map.frame import PIECE, Frame, uniforms
from headunit.map.mapbox_earcut_areas import MOST_POINTS, ring_areas, triangles
from headunit.map.state import Camera, Line, LineKind
from headunit.map.style import PAINTS, ROW, Kind
from headunit.map.tile import EXTENT, LINE, POLYGON, Layer, Tile, TileError
from headunit.map.tile_store import Piece


def area_of(xy, indices):
    a, b, c = (xy[indices.astype(np.int64)[corner::3]].astype(float) for corner in range(3))
    return np.abs((b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])).sum() / 2


def test_triangles_are_as_large_as_their_polygons():
    checked = 0
    for tile in some_tiles():
        for layer in tile.layers.values():
            parts = np.nonzero(layer.closed)[0]
            wanted = ring_areas(layer)[parts].sum()  # holes are negative
            if wanted:
                assert area_of(layer.xy, triangles(layer, parts)) == pytest.approx(wanted, rel=2e-3)
                checked += 1
    assert checked > 10


def test_meshes_are_sound():
    for tile in some_tiles():
        built = mesh.build(tile)
        vertices = built.vertices
        assert built.indices.max() < len(vertices)
        assert len(built.indices) % 3 == 0
        for field in ("xy", "extrude", "distance"):
            assert np.isfinite(vertices[field]).all()
        assert (np.abs(vertices["extrude"]) <= 2.01).all()
        rows = vertices["row"][built.indices]
        assert (rows[::3] == rows[1::3]).all()
        assert (rows[::3] == rows[2::3]).all()
        # Painted in the order of the table.
        assert (np.diff(rows.astype(int)) >= 0).all()
        assert built.nbytes == vertices.nbytes + built.indices.nbytes
        assert area_of(vertices["xy"], built.indices[:6]) > EXTENT**2  # the land


def test_every_row_of_tiles_is_met_somewhere():
    met = set(np.unique(np.concatenate([mesh.build(tile).vertices["row"] for tile in some_tiles()])).tolist())
    for name in ("land", "water", "buildings", "buildings.edge", "primary.ground", "primary.edge.ground", "oneway"):
        assert ROW[name] in met, name


def test_same_parts_for_both_views():
    tile = some_tiles()[-1]
    built = mesh.build(tile)
    for name, layer in tile.layers.items():
        for paint in PAINTS:
            if paint.layer == name and paint.kind is not Kind.ARROWS and paint.zooms[0] <= 16:
                drawn = (built.vertices["row"] == ROW[paint.name]).any()
                assert drawn == bool(len(style.parts(name, layer, paint))), paint.name


def layer_of(lines, kind, properties):
    xy = np.array([point for line in lines for point in line], np.float32).reshape(-1, 2)
    start = np.cumsum([0, *map(len, lines)])
    count = len(lines)
    return Layer(
        xy, start, np.arange(count), np.full(count, kind == POLYGON), np.full(count, kind, np.int8), properties
    )


def test_hostile_polygon():
    angles = np.linspace(0, 6.28, MOST_POINTS + 1)
    ring = np.stack((np.cos(angles), np.sin(angles)), axis=1) * 1000
    with pytest.raises(TileError, match="points"):
        mesh.build(Tile(14, 0, 0, {"water": layer_of([ring], POLYGON, ({"class": "lake"},))}))


def test_links_are_narrower_and_arrows_turn_with_the_way():
    road = [(0, 0), (2000, 0)]
    properties = ({"class": "motorway", "oneway": -1}, {"class": "motorway", "link": 1})
    built = mesh.build(Tile(14, 0, 0, {"roads": layer_of([road, road], LINE, properties)}))
    surface = built.vertices[built.vertices["row"] == ROW["motorway.ground"]]
    assert np.unique(np.abs(surface["extrude"][:, 1])).tolist() == pytest.approx([0.7, 1.0])
    arrows = built.vertices[built.vertices["row"] == ROW["oneway"]]
    assert len(arrows) == 4 * 17
    ahead = arrows["along"] == 254
    assert (arrows["extrude"][ahead][:, 0] == -1).all()


coordinates = arrays(np.float32, st.tuples(st.integers(0, 30), st.just(2)), elements=st.integers(-100, 4200))


@given(coordinates, st.lists(st.integers(1, 5), max_size=8), st.booleans())
def test_any_line_can_be_stroked(xy, lengths, round_ends):
    part = np.repeat(np.arange(len(lengths) + 1), [*lengths, len(xy)])[: len(xy)]
    found = strokes.stroke(xy, part, round_ends=round_ends)
    for values in (found.xy, found.extrude, found.distance):
        assert np.isfinite(values).all()
    assert not len(found.indices) or found.indices.max() < len(found.xy)
    assert (np.abs(found.extrude) <= 2.01).all()
    # Every triangle stays on one line.
    lines = found.part[found.indices.astype(int)].reshape(-1, 3)
    assert (lines == lines[:, :1]).all()
    strokes.spaced(xy, part, 50.0)


def test_strokes_of_a_straight_line():
    xy = np.array([(0, 0), (10, 0), (20, 0)], np.float32)
    found = strokes.stroke(xy, np.zeros(3, int), round_ends=False)
    assert area_of(found.xy + found.extrude * 2, found.indices) == 20 * 4
    assert found.distance.tolist() == [0, 0, 10, 10, 20, 20]
    rounded = strokes.stroke(xy, np.zeros(3, int), round_ends=True)
    assert area_of(rounded.xy + rounded.extrude * 2, rounded.indices) == 24 * 4


def test_a_sharp_turn_is_taken_apart():
    xy = np.array([(0, 0), (10, 0), (0, 1)], np.float32)
    assert len(strokes.stroke(xy, np.zeros(3, int), round_ends=True).xy) == 2 * 4 + 4 * 2
    assert len(strokes.stroke(xy, np.zeros(3, int), round_ends=False).xy) == 2 * 3


def test_points_at_even_distances():
    xy = np.array([(0, 0), (100, 0), (100, 100), (0, 0), (5, 0)], np.float32)
    at, unit, line, number = strokes.spaced(xy, np.array([0, 0, 0, 1, 1]), 40)
    assert at.tolist() == [[20, 0], [60, 0], [100, 0], [100, 40], [100, 80]]
    assert unit[[0, 4]].tolist() == [[1, 0], [0, 1]]
    assert set(line.tolist()) == {0}
    assert number.tolist() == [0, 1, 2, 3, 4]


def test_overlay_lines():
    here = [LatLon(47 + 0.0005 * step, 9.5 + 0.02 * step) for step in range(100)]
    flow = tuple([0] * 30 + [1] * 20 + [2] * 9 + [3] * 20 + [-1] * 20)
    ring = tuple(LatLon(47 + np.sin(turn), 9.5 + np.cos(turn)) for turn in np.linspace(0, 6, 30))
    lines = (
        Line(LineKind.ROUTE, tuple(here), "r", flow),
        Line(LineKind.RANGE, ring),
        Line(LineKind.DRIVEN, (LatLon(47, 9),)),
    )
    chunks = overlay_mesh.build(lines)
    rows = [PAINTS[chunk.mesh.vertices["row"][0]].name for chunk in chunks]
    assert rows[0] == "range.area"
    assert list(dict.fromkeys(rows)) == [
        "range.area", "range", "route.edge", "route", "route.slow", "route.jam", "route.closed",
    ]  # fmt: skip
    # The same line again is the same chunks: they need not be uploaded anew.
    again = overlay_mesh.build((*lines, Line(LineKind.ALTERNATIVE, tuple(here))))
    assert set(chunks) <= set(again)
    # Chunk by chunk the whole line, each exact to a hundredth of a pixel at the closest zoom.
    of_route = [chunk for chunk, row in zip(chunks, rows, strict=True) if row == "route"]
    assert len(of_route) > 1
    found = np.concatenate(
        [chunk.mesh.vertices["xy"].astype(float) / overlay_mesh.UNITS + chunk.origin for chunk in of_route]
    )
    for place in here:
        away = np.abs(found - np.array(world(place))).max(axis=1).min()
        assert away * 256 * 2**19.5 < 0.03
    assert overlay_mesh.build((Line(LineKind.ROUTE, (LatLon(float("nan"), 0), LatLon(1, 1))),)) == ()


def test_nothing_trembles_at_the_closest_zoom():
    """Float32 as the GPU multiplies it, against double precision: less than a tenth of a pixel apart."""
    view = Viewport(1920, 1080)
    camera = Camera(LatLon(47.1410003, 9.5209007), 19.5, 33.0, 40.0)
    seen = Projection(camera, view)
    tile = TileId(14, *(int(part * 2**14) for part in seen.origin))
    frame = Frame(view, seen, "day", (tile,), (tile,), 4, (), 0)
    block = np.frombuffer(uniforms(frame, [Piece(tile, tile)], [], np.eye(4), 256), np.uint8)
    matrix = block[: PIECE.itemsize].view(PIECE)["matrix"][0]
    inside = np.array([(seen.origin.x * 2**14 - tile.x) * EXTENT, (seen.origin.y * 2**14 - tile.y) * EXTENT])
    points = (inside + np.random.default_rng(1).uniform(-150, 150, (200, 2))).round().astype(np.float32)
    clip = points[:, :1] * matrix[0] + points[:, 1:] * matrix[1] + matrix[3]
    assert clip.dtype == np.float32
    pixels = (clip[:, :2] / clip[:, 3:] * (0.5, -0.5) + 0.5) * (view.width, view.height)
    exact, _ = seen.screens((points.astype(float) / EXTENT + (tile.x, tile.y)) / 2**14)
    assert np.abs(pixels - exact).max() < 0.1


def test_a_parent_is_cut_to_the_square_it_stands_for():
    view = Viewport(800, 480)
    seen = Projection(Camera(LatLon(47.14, 9.52), 15.0), view)
    child, parent = TileId(14, 8625, 5753), TileId(12, 2156, 1438)
    frame = Frame(view, seen, "day", (child,), (child,), 4, (), 0)
    block = np.frombuffer(uniforms(frame, [Piece(parent, child)], [], np.eye(4), 256), np.uint8)
    square = block[: PIECE.itemsize].view(PIECE)["square"][0]
    assert square.tolist() == pytest.approx([1024, 1024, 2048, 2048], abs=0.3)
