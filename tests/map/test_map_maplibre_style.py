"""The map for a page: the car's own table in MapLibre's words, and the car's own tiles."""

from pathlib import Path

import pytest
from built_regions import monaco

from headunit.map.mapbox_vector_tile import decode
from headunit.map.maplibre_style import TILE_ZOOMS, maplibre_style
from headunit.map.page_maps import PageMaps
from headunit.map.palette import PALETTES
from headunit.map.style import PAINTS, Kind

# regions/ports.py
SCHEMA = {"earth", "water", "landuse", "buildings", "roads", "boundaries", "places", "pois", "housenumbers"}
#: MapLibre Style Specification 8: maxzoom.
LIMIT = 24


@pytest.mark.parametrize("theme", sorted(PALETTES))
def test_every_paint_is_there_in_the_order_of_drawing(theme: str) -> None:
    style = maplibre_style(theme, "de", "/t/{z}/{x}/{y}")
    names = [layer["id"] for layer in style["layers"]]
    assert len(names) == len(set(names))
    wanted = [one.name for one in PAINTS if one.layer and one.kind is not Kind.ARROWS and not one.ring]
    drawn = [name for name in names if name in set(wanted)]
    assert drawn == wanted
    assert all(layer["source-layer"] in SCHEMA for layer in style["layers"] if "source-layer" in layer)
    colours = {value for layer in style["layers"] for key, value in layer["paint"].items() if key.endswith("-color")}
    assert colours <= set(PALETTES[theme].values())


def test_zooms_are_those_of_maplibre() -> None:
    style = maplibre_style("day", "en", "/t/{z}/{x}/{y}")
    by_name = {layer["id"]: layer for layer in style["layers"]}
    assert by_name["minor.ground"]["minzoom"] == pytest.approx(10.5)
    for layer in style["layers"]:
        assert 0 <= layer.get("minzoom", 0) < layer.get("maxzoom", LIMIT) <= LIMIT
        width = layer["paint"].get("line-width")
        if isinstance(width, list):
            zooms = width[3::2]
            assert zooms == sorted(set(zooms))
            assert all(px > 0 for px in width[4::2])


def test_tiles_come_from_whichever_region_has_them(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pmtiles"
    broken.write_bytes(b"no map")
    files: list[Path] = [broken, tmp_path / "gone.pmtiles"]
    maps = PageMaps(lambda: tuple(files))
    try:
        assert maps.style("day", "en", "http://hub") is None
        files.append(monaco().tiles)
        style = maps.style("night", "en", "http://hub")
        assert style is not None
        assert style["sources"]["region"]["tiles"] == ["http://hub/api/map/tiles/{z}/{x}/{y}"]
        assert maps.style("sepia", "en", "http://hub") is None
        tile = maps.tile(14, 8529, 5974)
        assert tile is not None
        assert "roads" in decode(tile, 14, 8529, 5974).layers
        assert TILE_ZOOMS == (4, 14)
        for nowhere in ((14, 0, 0), (3, 0, 0), (22, 1, 1), (14, 1 << 14, 0), (14, -1, 5)):
            assert maps.tile(*nowhere) is None
        files.clear()
        assert maps.tile(14, 8529, 5974) is None
    finally:
        maps.close()
