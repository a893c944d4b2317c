"""Objects of an extract by their kind, those that filters let through. Knows no tag."""

from collections.abc import Iterator
from pathlib import Path

import osmium
from osmium import BaseFilter
from osmium.osm import Area, Changeset, Node, Relation, Way, osm_entity_bits

type _Any = Node | Way | Relation | Area | Changeset


def nodes(path: Path, *filters: BaseFilter) -> Iterator[Node]:
    """Nodes, with their places."""
    for item in _reading(path, osmium.osm.NODE, filters):
        if isinstance(item, Node):
            yield item


def ways(path: Path, *filters: BaseFilter) -> Iterator[Way]:
    """Ways, without the places of their nodes."""
    for item in _reading(path, osmium.osm.WAY, filters):
        if isinstance(item, Way):
            yield item


def relations(path: Path, *filters: BaseFilter) -> Iterator[Relation]:
    """Relations."""
    for item in _reading(path, osmium.osm.RELATION, filters):
        if isinstance(item, Relation):
            yield item


def with_areas(path: Path, *filters: BaseFilter) -> Iterator[Node | Way | Relation | Area]:
    """Everything: ways with the places of their nodes where the file has them, and areas put together."""
    reading = osmium.FileProcessor(str(path)).with_areas()
    for item in _filtered(reading, filters):
        if isinstance(item, Node | Way | Relation | Area):
            yield item


def all_objects(path: Path, *filters: BaseFilter) -> Iterator[Node | Way | Relation]:
    """Nodes, ways and relations as they are in the file."""
    for item in _filtered(osmium.FileProcessor(str(path)), filters):
        if isinstance(item, Node | Way | Relation):
            yield item


def _reading(path: Path, kind: osm_entity_bits, filters: tuple[BaseFilter, ...]) -> Iterator[_Any]:
    return _filtered(osmium.FileProcessor(str(path), kind), filters)


def _filtered(reading: osmium.FileProcessor, filters: tuple[BaseFilter, ...]) -> Iterator[_Any]:
    """A filter drops objects before Python sees them."""
    for one in filters:
        reading = reading.with_filter(one)
    yield from reading
