"""What is written on the map: nothing on anything else, the same as before, in the driver's language."""

import itertools
import re

import numpy as np
import pytest
from built_regions import helsinki, monaco
from hypothesis import given
from hypothesis import strategies as st

from headunit.kernel.geodesy import LatLon
from headunit.map.camera import Projection, TileId, Viewport, visible_tiles
from headunit.map.label_layout import MOST, LabelLayout, Placed, along_line, box_of, text_in
from headunit.map.label_style import _TABLE, icons, label_style
from headunit.map.labels import LabelTile, extract
from headunit.map.mapbox_vector_tile import decode
from headunit.map.palette import NAMES, PALETTES
from headunit.map.pmtiles_source import PmtilesSource
from headunit.map.state import Camera
from headunit.map.tile import POINT, Layer, Tile
from headunit.map.viewmodel_labels import contrast, label_row
from headunit.places.kinds import KINDS
from headunit.regions.state import Region

VIEW = Viewport(1280, 720)
STEP = 24.0


def measure(text: str, pixels: float, _weight: int) -> float:
    return 0.56 * pixels * len(text)


class Shelf:
    """The label tiles of a region, each made once."""

    def __init__(self, region: Region) -> None:
        self.middle = region.bounds.middle
        self.source = PmtilesSource(region.tiles)
        self.made: dict[TileId, LabelTile] = {}

    def tiles(self, camera: Camera) -> dict[TileId, LabelTile]:
        wanted = visible_tiles(camera, VIEW, self.source.least, self.source.most)
        for tile in wanted:
            if tile not in self.made:
                self.made[tile] = extract(decode(self.source.tile(*tile), *tile))
        return {tile: self.made[tile] for tile in wanted}


@pytest.fixture(scope="module")
def shelves():
    found = [Shelf(monaco()), Shelf(helsinki())]
    yield found
    for shelf in found:
        shelf.source.close()


def place(layout: LabelLayout, shelf: Shelf, camera: Camera, language: str = "en", reserved=()):
    seen = Projection(camera, VIEW)
    return seen, layout.place(shelf.tiles(camera), seen, language=language, step_px=STEP, reserved=reserved)


@given(
    st.sampled_from([0, 1]),
    st.floats(9, 19.5),
    st.floats(0, 359),
    st.sampled_from([0.0, 30.0, 60.0]),
    st.floats(-0.008, 0.008),
    st.floats(-0.008, 0.008),
)
def test_nothing_is_written_on_anything(shelves, which, zoom, bearing, tilt, north, east) -> None:
    shelf = shelves[which]
    camera = Camera(LatLon(shelf.middle.lat_deg + north, shelf.middle.lon_deg + east), zoom, bearing, tilt)
    reserved = [(0.0, 0.0, 420.0, 150.0), (600.0, 480.0, 680.0, 560.0)]
    seen, placed = place(LabelLayout(measure), shelf, camera, reserved=reserved)
    assert len(placed) <= MOST
    boxes = [box_of(one, seen, STEP) for one in placed]
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert top >= 0
        assert right <= VIEW.width
        assert bottom <= VIEW.height
    for a, b in itertools.combinations([*boxes, *reserved], 2):
        if a in reserved and b in reserved:
            continue
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    assert len({one.key for one in placed}) == len(placed)


def test_a_city_shows_streets_and_symbols(shelves) -> None:
    _, placed = place(LabelLayout(measure), shelves[0], Camera(shelves[0].middle, 16.5))
    kinds = {one.key.split("|")[0] for one in placed}
    assert {"roads", "pois"} <= kinds
    assert len(placed) > 15
    assert any(re.match("Avenue|Boulevard|Rue", one.text) for one in placed)


def test_the_important_goes_first(shelves) -> None:
    _, placed = place(LabelLayout(measure), shelves[1], Camera(shelves[1].middle, 12.0))
    assert "Helsinki" in {one.text for one in placed}


def test_what_is_there_stays_while_the_map_moves(shelves) -> None:
    layout, shelf = LabelLayout(measure), shelves[0]
    _, before = place(layout, shelf, Camera(shelf.middle, 16.5))
    kept = []
    for step in range(1, 12):
        camera = Camera(
            LatLon(shelf.middle.lat_deg + step * 3e-5, shelf.middle.lon_deg), 16.5 + step * 0.01, step * 2.0
        )
        seen, after = place(layout, shelf, camera)
        inner = (200, 150, VIEW.width - 200, VIEW.height - 150)
        still = {
            one.key
            for one in before
            if inner[0] < seen.screen_of_world((one.x, one.y)).x < inner[2]
            and inner[1] < seen.screen_of_world((one.x, one.y)).y < inner[3]
        }
        kept.append(len(still & {one.key for one in after}) / max(1, len(still)))
        before = after
    assert np.mean(kept) > 0.9


def test_standing_still_it_never_changes(shelves) -> None:
    layout = LabelLayout(measure)
    runs = [place(layout, shelves[0], Camera(shelves[0].middle, 17.0, 33.0))[1] for _ in range(4)]
    assert {one.key for one in runs[1]} == {one.key for one in runs[2]} == {one.key for one in runs[3]}


def test_in_the_language_of_the_driver() -> None:
    names = {"": "Helsinki - Helsingfors", "zh": "赫尔辛基", "de": "Helsinki"}
    assert text_in(names, "zh") == "赫尔辛基"
    assert text_in(names, "zh-Hans-CN") == "赫尔辛基"
    assert text_in(names, "fr") == "Helsinki - Helsingfors"
    assert text_in({"en": "Gulf"}, "zh") == "Gulf"
    assert text_in({}, "en") == ""


def test_a_language_shows_on_the_map(shelves) -> None:
    texts = {
        language: {
            one.text for one in place(LabelLayout(measure), shelves[1], Camera(shelves[1].middle, 12.0), language)[1]
        }
        for language in ("en", "zh")
    }
    assert texts["en"] != texts["zh"]
    assert any(re.search("[\u4e00-\u9fff]", text) for text in texts["zh"])


def test_a_street_is_not_written_twice_side_by_side(shelves) -> None:
    seen, placed = place(LabelLayout(measure), shelves[0], Camera(shelves[0].middle, 17.0))
    by_text: dict[str, list] = {}
    for one in placed:
        if one.text and not one.style.icon:
            by_text.setdefault(one.text, []).append((one, seen.screen_of_world((one.x, one.y))))
    for same in by_text.values():
        for (one, a), (_, b) in itertools.combinations(same, 2):
            assert np.hypot(a.x - b.x, a.y - b.y) >= one.style.repeat_px


def test_names_keep_off_the_route(shelves) -> None:
    camera = Camera(shelves[0].middle, 16.5)
    seen = Projection(camera, VIEW)
    line = np.array([seen.world((100, 700)), seen.world((640, 360)), seen.world((1200, 300))])
    boxes = along_line(line, seen, STEP)
    assert 40 < len(boxes) < 100
    _, placed = place(LabelLayout(measure), shelves[0], camera, reserved=boxes)
    for one in placed:
        left, top, right, bottom = box_of(one, seen, STEP)
        for share in np.linspace(0, 1, 200):
            x, y = (100 + 540 * 2 * share, 700 - 340 * 2 * share) if share < 0.5 else (0, 0)
            assert not (left < x < right and top < y < bottom)


def test_labels_of_a_tile_that_says_too_much() -> None:
    """Names of one letter and of thousands, no names, odd types: what a tile may hold."""
    points = np.array([[100, 100], [200, 200], [300, 300], [-50, 10], [5000, 10]], np.float32)
    layer = Layer(
        points,
        np.arange(6, dtype=np.int64),
        np.arange(5, dtype=np.int64),
        np.zeros(5, bool),
        np.full(5, POINT, np.int8),
        (
            {"class": "city", "name": "x" * 5000, "population": float("nan")},
            {"class": "city", "name": 12, "population": "many"},
            {"class": "city"},
            {"class": "city", "name": "of a neighbour"},
            {"class": "city", "name": "of another"},
        ),
    )
    tile = extract(Tile(14, 8, 8, {"places": layer}))
    assert [label.names[""] for label in tile.labels] == ["x" * 5000, "12"]
    camera = Camera(LatLon(0, 0), 10)
    middle = Projection(camera, VIEW).origin
    shifted = LabelTile(tile.labels, np.repeat([middle], len(tile.anchors), axis=0), tile.owner)
    placed = LabelLayout(measure).place(
        {TileId(9, 1, 1): shifted}, Projection(camera, VIEW), language="en", step_px=STEP
    )
    assert [one.text for one in placed] == ["12"]  # what is wider than the picture is not written


def test_every_style_is_drawable() -> None:
    for layer, kinds in _TABLE.items():
        for kind, style in kinds.items():
            assert label_style(layer, kind) is style
            assert style.ink in NAMES
            assert style.plate == "" or style.plate in NAMES
            assert style.min_zoom < style.max_zoom
            assert style.size >= 1.0, "nothing is smaller than the theme's smallest type"
    assert label_style("pois", "bench") is None


def test_symbols_are_those_of_the_kinds() -> None:
    told = {kind.key: kind.icon for kind in (KINDS.values() if isinstance(KINDS, dict) else KINDS)}
    assert icons().items() <= told.items()


@pytest.mark.parametrize("palette", PALETTES)
def test_inks_are_legible(palette: str) -> None:
    """Letters against the halo around them, and on plates against the plate: WCAG 2.2, 1.4.3."""
    colours = PALETTES[palette]
    for kinds in _TABLE.values():
        for style in kinds.values():
            one = Placed("key", "A1", 0.5, 0.5, 40.0, 30.0, style)
            row = label_row(one, colours, STEP)
            assert contrast(str(row["ink"]), str(row["halo"])) >= 4.5 or row["plate"]
            if row["plate"] and not row["icon"]:
                assert contrast(str(row["ink"]), str(row["plate"])) >= 4.5, style
            if row["plate"] and row["icon"]:
                assert contrast(str(row["halo"]), str(row["plate"])) >= 4.5, style
