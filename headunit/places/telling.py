"""A record as a Place for a person: its name in their language, and the line that tells two of a name apart."""

import json
import re
from collections.abc import Sequence

from headunit.kernel.text.opencc_script import simplified
from headunit.places.catalogue import Catalogue, Entry, Rest
from headunit.places.kinds import KINDS, STREET
from headunit.places.state import Place

#: Where the number stands before the street: French, English and their like; elsewhere it follows.
_NUMBER_FIRST = re.compile(
    r"^(rue|avenue|boulevard|place|chemin|quai|impasse|all[ée]e|route|ruelle|sentier|mont[ée]e|square|cours|passage)\b"
    r"|\b(street|road|avenue|lane|drive|close|crescent|way)$",
    re.IGNORECASE,
)
_CHINESE = ("zh-Hans", "zh-CN", "zh", "zh-Hant", "zh-TW")


def place_of(catalogue: Catalogue, entry: Entry, language: str) -> Place:
    """The place of a record. One without a name is called by its kind's title (source text, context "places")."""
    return places_of(catalogue, [entry], language)[0]


def places_of(catalogue: Catalogue, entries: Sequence[Entry], language: str) -> list[Place]:
    """The places of records, in their order."""
    rests = catalogue.rests(entry.id for entry in entries)
    return [_place(catalogue, entry, rests[entry.id], language) for entry in entries]


def _place(catalogue: Catalogue, entry: Entry, rest: Rest, language: str) -> Place:
    name = named(entry.name, json.loads(entry.names) if entry.names else {}, language) or KINDS[entry.kind].title
    parts = [numbered(rest.street, rest.number) if rest.street else "", town_of(catalogue, entry, language)]
    if entry.kind == STREET and rest.postcode:
        parts = [" ".join(filter(None, (rest.postcode, parts[1])))]
    where = ", ".join(part for part in parts if part and part != name)
    return Place(name, entry.kind, entry.at, where, rest.details)


def town_of(catalogue: Catalogue, entry: Entry, language: str) -> str:
    """The town of a record; "" where it is one itself, or none is known."""
    return "" if entry.town is None else named(*catalogue.town(entry.town), language)


def named(name: str, names: dict[str, str], language: str) -> str:
    """The name in `language` where there is one."""
    wanted = _CHINESE if language == "zh" else (language, language.partition("-")[0])
    found = next((names[one] for one in wanted if one in names), name)
    # Much of what is tagged zh is written in traditional characters.
    return simplified(found) if language == "zh" and not found.isascii() else found


def numbered(street: str, number: str) -> str:
    """An address as it is written there: "Austrasse 12", "12 Rue Grimaldi"."""
    if not number:
        return street
    return f"{number} {street}" if _NUMBER_FIRST.search(street) else f"{street} {number}"
