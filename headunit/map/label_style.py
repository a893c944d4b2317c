# ruff: noqa: E501  a table is easier to read unbroken
"""How names, numbers and symbols on the map look: one table, beside style.py's for what is drawn. Knows no colour.

Fewer labels than a paper map: a driver reads three words at a glance. Zooms are camera zooms (map/state.py).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """`size`: in steps of the theme's smallest type. `ink`, `plate`: names of palette.py. `priority`: smaller is placed first.

    `icon`: of ui/controls' table, drawn above the text; the text of one with an icon waits for `text_zoom`, and
    one that is `named` is not shown without. `plate`:
    what a text, or an icon, stands on, or "". `repeat_px`: the same text again not before.
    """

    priority: float
    min_zoom: float
    max_zoom: float = 30.0
    size: float = 1.0
    weight: int = 500
    ink: str = "text-place"
    icon: str = ""
    text_zoom: float = 0.0
    named: bool = False
    plate: str = ""
    repeat_px: float = 500.0


_PLACES = {
    "country": LabelStyle(0, 4, 7, 1.3, 650),
    "city": LabelStyle(1, 5, 14.5, 1.5, 650),
    "town": LabelStyle(2, 8, 15.2, 1.3, 650),
    "village": LabelStyle(4, 10.5, 16, 1.15),
    "island": LabelStyle(5, 10, 16, 1.0),
    "suburb": LabelStyle(6, 11.5, 16.2, 1.0, ink="text-number"),
    "quarter": LabelStyle(8, 13, 16.8, 1.0, ink="text-number"),
    "hamlet": LabelStyle(9, 13.2, 16.8, 1.0, ink="text-number"),
    "locality": LabelStyle(30, 15.2, 17.5, 1.0, ink="text-number"),
    "peak": LabelStyle(20, 12.5, 18, 1.0, ink="text-number", icon="image-filter-hdr", text_zoom=13.0),
}
_ROADS = {
    "shield-motorway": LabelStyle(3, 8, weight=650, plate="motorway", repeat_px=420),
    "shield-trunk": LabelStyle(3.5, 9, weight=650, plate="motorway", repeat_px=420),
    "shield-primary": LabelStyle(5, 11, 17, weight=650, plate="primary", repeat_px=480),
    "shield-secondary": LabelStyle(7, 12.5, 17, weight=650, plate="secondary", repeat_px=480),
    "motorway": LabelStyle(11, 15, ink="text-road"),
    "trunk": LabelStyle(11, 15, ink="text-road"),
    "primary": LabelStyle(12, 14.5, weight=650, ink="text-road"),
    "secondary": LabelStyle(13, 15, ink="text-road"),
    "tertiary": LabelStyle(14, 15.5, ink="text-road"),
    "minor": LabelStyle(16, 16.2, ink="text-road"),
    "pedestrian": LabelStyle(17, 16.8, ink="text-number"),
    "service": LabelStyle(25, 17.6, ink="text-number"),
    "path": LabelStyle(28, 18, ink="text-number"),
}
_WATER = {
    "sea": LabelStyle(10, 6, ink="text-water"),
    "lake": LabelStyle(10, 9, ink="text-water"),
    "river": LabelStyle(15, 12, ink="text-water", repeat_px=700),
    "canal": LabelStyle(22, 14, ink="text-water", repeat_px=700),
    "stream": LabelStyle(27, 16, ink="text-water", repeat_px=700),
}
_LANDUSE = {
    "park": LabelStyle(19, 14.5, ink="text-park"),
    "wood": LabelStyle(26, 14, 17, ink="text-park"),
    "cemetery": LabelStyle(29, 16, ink="text-park"),
    "airport": LabelStyle(9, 11),
    "hospital": LabelStyle(18, 15),
    "school": LabelStyle(26, 16.5, ink="text-number"),
    "industrial": LabelStyle(27, 15, 17, ink="text-number"),
    "commercial": LabelStyle(27, 15.5, 17, ink="text-number"),
    "pedestrian": LabelStyle(17, 16.5, ink="text-number"),
}


def _poi(icon: str, priority: float, min_zoom: float, plate: str = "", *, named: bool = False) -> LabelStyle:
    """`named`: the symbol alone would say nothing."""
    text_zoom = min_zoom if named else min_zoom + 1.2
    return LabelStyle(
        priority, min_zoom, ink="text-poi", icon=icon, text_zoom=text_zoom, named=named, plate=plate, repeat_px=60
    )


#: The symbols that a car itself may need stand out.
_CAR = "text-poi"

#: What a driver looks for. Keys are kinds of places/kinds.py (checked by a test); the others are found by searching.
_POIS = {
    "fuel": _poi("gas-station", 15.2, 14.8, _CAR),
    "charger": _poi("ev-station", 15.1, 14.8, _CAR),
    "rest_area": _poi("highway", 15.3, 12.5, _CAR),
    "parking": _poi("parking", 21, 16.2, _CAR),
    "car_repair": _poi("car-wrench", 24, 17, _CAR),
    "car_wash": _poi("car-wash", 24, 17, _CAR),
    "hospital": _poi("hospital-building", 15.4, 14.2),
    "airport": _poi("airplane", 9.5, 11),
    "station": _poi("train", 15.5, 14),
    "ferry": _poi("ferry", 16.5, 14.5),
    "bus_station": _poi("bus-multiple", 23, 16.5),
    "police": _poi("police-badge", 20, 16),
    "pharmacy": _poi("pill", 22, 16.8),
    "castle": _poi("castle", 18.2, 14.5),
    "attraction": _poi("star", 20.5, 16.4, named=True),
    "museum": _poi("bank", 20.6, 16.2, named=True),
    "theatre": _poi("drama-masks", 21.5, 16.2),
    "cinema": _poi("movie", 21.6, 16.2),
    "casino": _poi("cards-playing", 21.2, 16),
    "stadium": _poi("stadium", 18.5, 14.8),
    "zoo": _poi("elephant", 18.6, 15),
    "theme_park": _poi("ferris-wheel", 18.6, 15),
    "viewpoint": _poi("binoculars", 23, 16.4, named=True),
    "townhall": _poi("town-hall", 21.7, 16),
    "university": _poi("account-school", 21.8, 15.8),
    "hotel": _poi("bed", 22.5, 16.8),
    "camping": _poi("tent", 20.8, 15.2),
    "supermarket": _poi("cart", 21.9, 16.5),
    "mall": _poi("shopping", 21.4, 15.8),
    "restaurant": _poi("silverware-fork-knife", 24.5, 17),
    "fast_food": _poi("food", 24.7, 17.2),
    "cafe": _poi("coffee", 24.8, 17.2),
    "post_office": _poi("email", 24.9, 17.2),
    "bank": _poi("cash-multiple", 25, 17.2),
    "toilets": _poi("toilet", 24, 17),
    "beach": _poi("beach", 20.2, 15),
    "marina": _poi("sail-boat", 20.2, 15.2),
}
_NUMBERS = {"housenumber": LabelStyle(40, 17.6, weight=400, ink="text-number", repeat_px=40)}

_TABLE = {
    "places": _PLACES,
    "roads": _ROADS,
    "water": _WATER,
    "landuse": _LANDUSE,
    "pois": _POIS,
    "housenumbers": _NUMBERS,
}


def label_style(layer: str, kind: str) -> LabelStyle | None:
    """How things of a class of a layer are written; None: not at all."""
    return _TABLE.get(layer, {}).get(kind)


def icons() -> dict[str, str]:
    """Icon of each kind of POI that has one on the map."""
    return {kind: style.icon for kind, style in _POIS.items()}
