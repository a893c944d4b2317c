"""Examines an OpenStreetMap extract before anything is built from it: whole, of when, where, in which country.

Reads the file once from end to end, so that a damaged one is found here and not half way through a build.
"""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import osmium
from osmium.osm import Relation, Way

from headunit.kernel.errors import HeadunitError
from headunit.kernel.geodesy import Bounds
from headunit.regions.countries import CODES, lies_in
from headunit.regions.osmium_objects import all_objects, nodes, ways
from headunit.regions.ports import Extract

_SAID_IN = ("addr:country", "is_in:country_code")
_ISO = ("ISO3166-1:alpha2", "ISO3166-1", "country_code_iso3166_1_alpha_2")
#: A header's box beyond this is a habit of some tools, not the place of the extract (degrees).
_WORLD = 359.0
#: The most that a border counts that does not close.
_NOT_CLOSED = 0.99


class CountryUnknownError(HeadunitError):
    """The extract is good, but nothing in it tells where it is."""


@dataclass(slots=True)
class _Found:
    """What one reading shows. `borders`: ways of each country's boundary relation."""

    roads: int = 0
    newest: str = ""
    said: Counter[str] = field(default_factory=Counter)
    borders: dict[str, set[int]] = field(default_factory=dict)


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turns what osmium says of a bad file into one line for a person."""
    try:
        yield
    except (RuntimeError, ValueError, UnicodeDecodeError) as error:
        raise HeadunitError(f"{path.name} is not a whole OpenStreetMap extract (.osm.pbf): {error}") from error


def examine(path: Path, country: str, progress: Callable[[float], None]) -> tuple[Extract, str]:
    """The extract, and the state of its data (ISO 8601 UTC, or ""). `country` is what the user says, or "".

    Raises HeadunitError: not an extract, cut off, without roads, or nothing tells its country.
    """
    if not path.is_file():
        raise HeadunitError(f"there is no file {path}")
    if path.stat().st_size == 0:
        raise HeadunitError(f"{path.name} is empty")
    with reading(path):
        reader = osmium.io.Reader(str(path), osmium.osm.osm_entity_bits.NOTHING)
        try:
            header = reader.header()
            box, stamp = header.box(), header.get("osmosis_replication_timestamp", "")
        finally:
            reader.close()
        found = _read(path)
        progress(0.6)
        if not found.roads:
            raise HeadunitError(f"{path.name} has no roads in it")
        shares = _complete(path, found.borders)
        bounds = None
        if box.valid():
            bounds = Bounds(box.bottom_left.lat, box.bottom_left.lon, box.top_right.lat, box.top_right.lon)
        if bounds is None or bounds.east - bounds.west > _WORLD:
            bounds = _extent(path)
    progress(1.0)
    lies = lies_in(shares, found.said, country)
    if not lies.countries:
        raise CountryUnknownError(
            f"{path.name} does not tell which country it is in, and so not on which side one drives: "
            "say it with --country (CH, GB, ...)"
        )
    return Extract(path, bounds, lies.countries, lies.whole), stamp or found.newest


def _read(path: Path) -> _Found:
    found = _Found()
    newest = None
    # The filter drops what has no tags before Python sees it, yet the whole file is read.
    keys = (*_SAID_IN, *_ISO, "highway")
    for item in all_objects(path, osmium.filter.KeyFilter(*keys)):
        tags = item.tags
        if isinstance(item, Way) and "highway" in tags:
            found.roads += 1
        if newest is None or item.timestamp > newest:
            newest = item.timestamp
        for key in _SAID_IN:
            if (said := tags.get(key)) in CODES:
                found.said[str(said)] += 1
        if isinstance(item, Relation) and tags.get("boundary") == "administrative" and tags.get("admin_level") == "2":
            code = next((tags[key] for key in _ISO if tags.get(key) in CODES), None)
            if code is not None:
                ways = {member.ref for member in item.members if member.type == "w" and member.role != "subarea"}
                found.borders.setdefault(code, set()).update(ways)
    if newest is not None and newest.timestamp() > 0:
        found.newest = newest.strftime("%Y-%m-%dT%H:%M:%SZ")
    return found


def _complete(path: Path, borders: dict[str, set[int]]) -> dict[str, float]:
    """The share of each border's ways that are in the file with all their nodes; 1 only where they close to rings.

    Some tools that cut extracts also cut the relations' lists of members: then all of a broken border is there.
    """
    wanted = set().union(*borders.values()) if borders else set()
    if not wanted:
        return {}
    lines: dict[int, list[int]] = {}
    for way in ways(path, osmium.filter.IdFilter(wanted)):
        lines[way.id] = [node.ref for node in way.nodes]
    corners = {node for line in lines.values() for node in line}
    there: set[int] = set()
    if corners:
        there = {node.id for node in nodes(path, osmium.filter.IdFilter(corners))}
    whole = {way for way, line in lines.items() if there.issuperset(line)}
    shares = {}
    for code, members in borders.items():
        share = len(members & whole) / len(members) if members else 0.0
        ends = Counter(end for way in members & whole for end in (lines[way][0], lines[way][-1]))
        closed = share >= 1.0 and all(count % 2 == 0 for count in ends.values())
        shares[code] = share if closed else min(share, _NOT_CLOSED)
    return shares


def _extent(path: Path) -> Bounds:
    """The box of the nodes, for a file whose header has none."""
    south, west, north, east = 90.0, 180.0, -90.0, -180.0
    for node in nodes(path):
        lat, lon = node.lat, node.lon
        south, north = min(south, lat), max(north, lat)
        west, east = min(west, lon), max(east, lon)
    if south > north:
        raise HeadunitError(f"{path.name} has no places in it")
    return Bounds(south, west, north, east)
