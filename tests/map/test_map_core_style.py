"""The style's table: a paint for every class of the schema, colours for every paint, hierarchy at a glance."""

import hashlib
import itertools
import re
from pathlib import Path

import numpy as np
import pytest

import headunit.regions.ports
from headunit.map import style_block
from headunit.map.palette import NAMES, PALETTES, rgb
from headunit.map.state import MAX_ZOOM, MIN_ZOOM
from headunit.map.style import MOST_ROWS, PAINTS, ROW, Band, Kind

ROADS = ("motorway", "trunk", "primary", "secondary", "tertiary", "minor", "service")


def schema(layer):
    """The classes of a layer, as regions/ports.py lists them."""
    text = headunit.regions.ports.__doc__ or ""
    row = next(line for line in text.splitlines() if line.startswith(f"| `{layer}`"))
    found = re.search(r"`class`: ([a-z, ]+)", row)
    assert found
    return {word.strip() for word in found[1].split(",")}


@pytest.mark.parametrize("layer", ["water", "landuse", "roads"])
def test_every_class_of_the_schema_is_drawn(layer):
    drawn = set().union(*(paint.classes for paint in PAINTS if paint.layer == layer))
    assert drawn == schema(layer)
    for band in Band if layer == "roads" else ():
        in_band = {
            name for paint in PAINTS if paint.layer == layer and paint.band in {None, band} for name in paint.classes
        }
        assert in_band == drawn


def test_layers_without_classes_are_drawn():
    assert {"earth", "buildings", "boundaries"} <= {paint.layer for paint in PAINTS}


def test_table_is_sound():
    assert len(ROW) == len(PAINTS) <= MOST_ROWS
    for paint in PAINTS:
        assert MIN_ZOOM <= paint.zooms[0] < paint.zooms[1] <= MAX_ZOOM, paint.name
        assert bool(paint.width) == (paint.kind is not Kind.AREA), paint.name
        assert [zoom for zoom, _ in paint.width] == sorted({zoom for zoom, _ in paint.width}), paint.name
        assert all(width > 0 for _, width in paint.width), paint.name
        assert paint.dash is None or paint.dash[0] > 0


@pytest.mark.parametrize("palette", PALETTES)
def test_palettes_are_complete(palette):
    assert tuple(PALETTES[palette]) == NAMES
    assert {paint.colour for paint in PAINTS} <= set(NAMES)
    assert all(re.fullmatch("#[0-9A-F]{6}", colour) for colour in PALETTES[palette].values())


@pytest.mark.parametrize("zoom", [11, 13, 15, 17, 19])
def test_roads_get_narrower_with_their_class(zoom):
    widths = [PAINTS[ROW[f"{name}.ground"]].width_px(zoom) for name in ROADS]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == len(widths)
    for name in ROADS:
        edge = PAINTS[ROW[f"{name}.edge.ground"]]
        assert edge.width_px(zoom) > PAINTS[ROW[f"{name}.ground"]].width_px(zoom)
        assert ROW[edge.name] < ROW["service.ground"], "all edges lie under all surfaces"


def luminance(colour):
    """Relative luminance, WCAG 2.2."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", PALETTES)
def test_contrast(palette):
    colours = PALETTES[palette]
    ground = ("land", "built", "park", "wood", "farmland")
    for word in (name for name in NAMES if name.startswith("text-")):
        # Words stand on their halo.
        assert contrast(colours[word], colours["halo"]) >= 4.5, word
    for name in ground:
        assert contrast(colours["route"], colours[name]) >= 2.2, name
        assert contrast(colours["jam"], colours[name]) >= 2.5, name
    # The route is not taken for a road, nor one flow for another.
    for road in ("motorway", "trunk", "primary", "minor"):
        assert np.abs(np.subtract(rgb(colours["route"]), rgb(colours[road]))).max() > 0.25, road
    for one, other in itertools.combinations(("route", "slow", "jam", "closed"), 2):
        assert np.abs(np.subtract(rgb(colours[one]), rgb(colours[other]))).max() > 0.2, (one, other)
    # The rank of a road is seen without its colour.
    ranks = [luminance(colours[name]) for name in ("motorway", "trunk", "primary", "secondary", "minor")]
    if palette == "night":
        assert ranks == sorted(ranks, reverse=True)
        assert luminance(colours["land"]) < 0.01
        assert luminance(colours["water"]) < 0.03
    else:
        assert ranks == sorted(ranks)


def test_block_for_the_shaders():
    step = round(15.3 * style_block.STEPS)
    rows = np.frombuffer(style_block.block("day", step), np.float32).reshape(MOST_ROWS, 4)
    zoom = step / style_block.STEPS
    for row, paint in enumerate(PAINTS):
        red, green, blue = rgb(PALETTES["day"][paint.colour])
        packed = round(red * 255) << 16 | round(green * 255) << 8 | round(blue * 255)
        assert rows[row, 0] == packed
        if not paint.visible(zoom):
            assert rows[row, 1] == -1
        else:
            assert rows[row, 1] == pytest.approx(paint.width_px(zoom) / 2, rel=1e-5)
    assert (rows[len(PAINTS) :, 1] == -1).all()
    assert style_block.block("day", step) != style_block.block("night", step)
    # Beyond the ends nothing breaks.
    style_block.block("day", -5)
    style_block.block("day", 10_000)


def test_baked_shaders_are_those_of_the_sources():
    """Run scripts/shaders after changing one."""
    folder = Path(style_block.__file__).parent / "shaders"
    sources = sorted([*folder.glob("*.vert"), *folder.glob("*.frag")])
    told = [f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}" for each in sources]
    assert sorted((folder / "baked.sha256").read_text().splitlines()) == sorted(told)
    assert all(each.with_name(f"{each.name}.qsb").is_file() for each in sources)


def test_dashes_grow_with_the_map_until_the_next_zoom():
    assert style_block.whole_zoom_share(15.0) == 1
    assert style_block.whole_zoom_share(15.999) == pytest.approx(0.5, abs=1e-3)
