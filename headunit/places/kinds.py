"""Kinds of places that a driver asks for, and which of them an OpenStreetMap object is. Knows no file and no screen.

Tags: OpenStreetMap wiki, "Map features" (https://wiki.openstreetmap.org/wiki/Map_features). Words that people type for
a kind are in kind_words/.
"""

import enum
from dataclasses import dataclass
from typing import Protocol

from headunit.places import kinds_table

#: Keys of things that are no POI, in SearchIndex and Place.kind.
STREET, ADDRESS, COORDINATES, PLUS_CODE = "street", "address", "coordinates", "plus_code"


class Tags(Protocol):
    """A dict of tags, or pyosmium's list of them."""

    def get(self, key: str, /) -> str | None:
        """The value of a tag."""
        ...


class Group(enum.Enum):
    """What kinds are listed under. Values are keys of kinds_table."""

    CAR = "car"
    FOOD = "food"
    SLEEP = "sleep"
    SHOP = "shop"
    HEALTH = "health"
    SIGHT = "sight"
    TRANSPORT = "transport"
    OFFICIAL = "official"
    PLACE = "place"  # towns, peaks, streets: what has a name and no opening hours


@dataclass(frozen=True, slots=True)
class Kind:
    """`title`: source text, translation context "places". `icon`: of Material Design Icons 7. `rank`: 1 best .. 9.

    `tags`: "key=value", one of which makes an object of this kind.
    """

    key: str
    title: str
    icon: str
    group: Group
    rank: int
    tags: tuple[str, ...] = ()


def _each(tags: str) -> tuple[str, ...]:
    """The tags of a row of the table: "shop=car|tyres" is two."""
    pairs = (one.split("=") for one in tags.split())
    return tuple(f"{key}={value}" for key, values in pairs for value in values.split("|"))


def _kinds() -> dict[str, Kind]:
    return {
        key: Kind(key, title, icon, Group(group), rank, _each(tags))
        for group, rows in kinds_table.ROWS.items()
        for key, title, icon, rank, tags in rows
    }


#: All kinds by key, in the order in which a person would list them.
KINDS: dict[str, Kind] = _kinds()

_BY_TAG = {tag: kind.key for kind in KINDS.values() if kind.group is not Group.PLACE for tag in kind.tags}
_PLACE_BY_TAG = {tag: kind.key for kind in KINDS.values() if kind.group is Group.PLACE for tag in kind.tags}
#: The first key that names a kind decides: a filling station with a shop is a filling station.
_KEYS = (
    *("amenity", "aeroway", "railway", "aerialway", "tourism", "highway", "shop", "healthcare", "leisure", "historic"),
    *("natural", "man_made", "craft", "office", "public_transport", "emergency", "waterway", "barrier"),
)
#: Of no use to a stranger where access is private, as most pools and many parking spaces are.
_PUBLIC_ONLY = frozenset(
    {"parking", "swimming", "toilets", "charger", "sports", "park", "picnic", "fuel", "playground"}
)
#: Without a name these are street furniture, or countless.
NAMED_ONLY = frozenset({"swimming", "artwork", "monument", "viewpoint", "religion", "park", "cemetery", "nature"})
_OFFICES = frozenset({"office", "visitor_centre"})
_CLOSED = frozenset({"private", "no", "residents", "employees", "permit"})


def kind_of(tags: Tags) -> str | None:
    """The key of the kind of POI that carries `tags`, or None. Towns, streets and addresses are no POIs."""
    for key in _KEYS:
        value = tags.get(key)
        if value is None:
            continue
        if value == "information" and tags.get("information") in _OFFICES:
            return "tourist_info"
        found = _BY_TAG.get(f"{key}={value}")
        if found is None and ";" in value:
            found = next((_BY_TAG[tag] for one in value.split(";") if (tag := f"{key}={one.strip()}") in _BY_TAG), None)
        if found is not None:
            closed = found in _PUBLIC_ONLY and tags.get("access") in _CLOSED
            nameless = found in NAMED_ONLY and tags.get("name") is None
            return None if closed or nameless else found
    return None


def place_kind_of(tags: Tags) -> str | None:
    """The key of the kind of named place ("town", "peak", ...) that carries `tags`, or None."""
    for key in ("place", "natural", "boundary"):
        value = tags.get(key)
        if value is not None and (found := _PLACE_BY_TAG.get(f"{key}={value}")) is not None:
            return found
    return None
