"""The map's look (style.py, palette.py, label_style.py) as a style of MapLibre, for a page in a browser. Pure.

Source: MapLibre Style Specification, version 8. Its zooms are of tiles of 512 px: one less than ours.
"""

from typing import Any, Final

from headunit.map.label_style import LabelStyle, label_style
from headunit.map.palette import PALETTES, Palette
from headunit.map.state import MAX_ZOOM, MIN_ZOOM
from headunit.map.style import PAINTS, Band, Kind, Paint, Stops

#: Of the tiles (regions/ports.py); beyond, the browser enlarges.
TILE_ZOOMS: Final = (4, 14)
ATTRIBUTION: Final = "© OpenStreetMap contributors"
_SOURCE: Final = "region"
#: How widths grow from zoom to zoom, about as style.Paint.width_px lets them (doubling per zoom, once near).
_GROWTH: Final = 1.6
#: The smallest letters of a page (CSS px).
_LETTER_PX: Final = 13.0
#: What is written, from the most to the least important; symbols of shops and the like are left to the car.
_WRITTEN: Final = {
    "places": ("country", "city", "town", "village", "island", "suburb", "quarter", "hamlet", "peak"),
    "water": ("sea", "lake", "river"),
    "roads": ("motorway", "trunk", "primary", "secondary", "tertiary", "minor", "pedestrian"),
}


def maplibre_style(theme: str, language: str, tiles: str) -> dict[str, Any]:
    """`theme`: a palette's name. `language`: of names where they are known in it ("en"). `tiles`: address of a tile
    with {z}, {x} and {y}."""
    palette = PALETTES[theme]
    return {
        "version": 8,
        "sources": {
            _SOURCE: {
                "type": "vector",
                "tiles": [tiles],
                "minzoom": TILE_ZOOMS[0],
                "maxzoom": TILE_ZOOMS[1],
                "attribution": ATTRIBUTION,
            }
        },
        # Never asked for: the page draws letters itself. The specification wants it where words are.
        "glyphs": "/api/map/no-glyphs/{fontstack}/{range}",
        "layers": [
            {"id": "ground", "type": "background", "paint": {"background-color": palette["land"]}},
            *(_layer(paint, palette) for paint in PAINTS if _drawn(paint)),
            *_words(palette, language),
        ],
    }


def _drawn(paint: Paint) -> bool:
    """Lines of navigation are the page's own; edges of areas a browser smooths by itself."""
    return bool(paint.layer) and paint.kind in {Kind.AREA, Kind.LINE} and not paint.ring


def _layer(paint: Paint, palette: Palette) -> dict[str, Any]:
    area = paint.kind is Kind.AREA
    kind = "fill" if area else "line"
    painted: dict[str, Any] = {f"{kind}-color": palette[paint.colour], f"{kind}-opacity": paint.alpha}
    layout: dict[str, Any] = {}
    if not area:
        painted["line-width"] = _stops(paint.width)
        layout = {"line-cap": "round" if paint.round and paint.dash is None else "butt", "line-join": "round"}
        if paint.dash is not None:
            wide = paint.width_px(sum(paint.zooms) / 2)
            painted["line-dasharray"] = [max(0.5, part / max(1.0, wide)) for part in paint.dash]
    return {
        "id": paint.name,
        "type": kind,
        "source": _SOURCE,
        "source-layer": paint.layer,
        "minzoom": _zoom(paint.zooms[0]),
        **({} if paint.zooms[1] >= MAX_ZOOM else {"maxzoom": _zoom(paint.zooms[1])}),
        "filter": _chosen(paint),
        "layout": layout,
        "paint": painted,
    }


def _zoom(ours: float) -> float:
    return max(0.0, ours - 1) if ours > MIN_ZOOM else 0.0


def _stops(stops: Stops) -> object:
    if len(stops) == 1:
        return stops[0][1]
    return ["interpolate", ["exponential", _GROWTH], ["zoom"], *(part for zoom, px in stops for part in (zoom - 1, px))]


def _chosen(paint: Paint) -> list[Any]:
    """As style.chosen and style.parts choose."""
    rules: list[Any] = ["all", ["==", ["geometry-type"], "Polygon" if paint.kind is Kind.AREA else "LineString"]]
    if paint.classes:
        key = "level" if paint.layer == "boundaries" else "class"
        rules.append(["in", ["to-string", ["get", key]], ["literal", sorted(paint.classes)]])
    if paint.layer == "boundaries":
        rules.append(["!", ["has", "maritime"]])
    match paint.band:
        case Band.BRIDGE:
            rules.append(["has", "bridge"])
        case Band.TUNNEL:
            rules += [["has", "tunnel"], ["!", ["has", "bridge"]]]
        case Band.GROUND:
            rules += [["!", ["has", "tunnel"]], ["!", ["has", "bridge"]]]
        case None:
            pass
    return rules


def _words(palette: Palette, language: str) -> list[dict[str, Any]]:
    """The least important first: MapLibre places what is drawn last first."""
    known = [
        (layer, kind, style)
        for layer, kinds in _WRITTEN.items()
        for kind in kinds
        if (style := label_style(layer, kind))
    ]
    known.sort(key=lambda one: -one[2].priority)
    return [_word(layer, kind, style, palette, language) for layer, kind, style in known]


def _word(layer: str, kind: str, style: LabelStyle, palette: Palette, language: str) -> dict[str, Any]:
    along = layer == "roads" or kind == "river"
    weight = "Bold" if style.weight > 500 else "Medium"  # noqa: PLR2004  CSS: 500 is medium
    return {
        "id": f"word.{layer}.{kind}",
        "type": "symbol",
        "source": _SOURCE,
        "source-layer": layer,
        "minzoom": _zoom(style.min_zoom),
        "maxzoom": _zoom(min(style.max_zoom, MAX_ZOOM)),
        "filter": ["all", ["==", ["get", "class"], kind], ["has", "name"]],
        "layout": {
            "text-field": ["coalesce", ["get", f"name:{language}"], ["get", "name"]],
            "text-font": [weight],
            "text-size": _LETTER_PX * style.size,
            "text-max-width": 8,
            "symbol-placement": "line" if along else "point",
            "symbol-spacing": style.repeat_px,
        },
        "paint": {
            "text-color": palette[style.ink],
            "text-halo-color": palette["halo"],
            "text-halo-width": 1.5,
        },
    }
