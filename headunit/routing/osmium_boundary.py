"""A made-up country for an extract that was cut out of one: its box, carrying the country's code.

Without a complete boundary relation Valhalla knows no country, and believes in left-hand traffic.
"""

from pathlib import Path
from typing import Final

import osmium
from osmium.osm.mutable import Node, Relation, Way

from headunit.kernel.geodesy import Bounds
from headunit.routing.driving_side import LEFT_HAND

#: Ids that no object of OpenStreetMap has.
_FIRST_ID: Final = 9_000_000_001_000
#: The box is wider than the extract by this (degrees): roads may end on its edge.
_MARGIN_DEG: Final = 0.05


def write_boundary(country: str, bounds: Bounds, path: Path) -> None:
    """Write one boundary relation of admin_level 2 for `country` (ISO 3166-1 alpha-2) to `path` (.osm or .osm.pbf)."""
    west, east = bounds.west - _MARGIN_DEG, bounds.east + _MARGIN_DEG
    south, north = max(-90.0, bounds.south - _MARGIN_DEG), min(90.0, bounds.north + _MARGIN_DEG)
    ids = [_FIRST_ID + corner for corner in range(4)]
    border = {"boundary": "administrative", "admin_level": "2"}
    name = LEFT_HAND.get(country, country)  # by which Valhalla finds the side of the road
    named = {"name": name, "name:en": name, "ISO3166-1": country, "ISO3166-1:alpha2": country}
    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for number, place in zip(ids, ((west, south), (east, south), (east, north), (west, north)), strict=True):
            writer.add_node(Node(id=number, version=1, location=place))
        writer.add_way(Way(id=_FIRST_ID, version=1, nodes=[*ids, ids[0]], tags=border))
        writer.add_relation(
            Relation(
                id=_FIRST_ID, version=1, members=[("w", _FIRST_ID, "outer")], tags={"type": "boundary"} | border | named
            )
        )
