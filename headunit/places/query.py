"""Search as one types: text in, hits out, the likeliest first. Pure but for the index that it is handed.

Nothing that can be typed raises anything but HeadunitError for a damaged index, or takes long: every step looks at a
bounded number of rows.
"""

from dataclasses import replace

from headunit.kernel.geodesy import LatLon, bearing_deg, distance_m
from headunit.kernel.text.folding import Word
from headunit.places import addresses, full_text, ranking
from headunit.places.catalogue import Catalogue, Entry
from headunit.places.coordinates import coordinates, written
from headunit.places.inquiry import LIMIT, Where
from headunit.places.kinds import COORDINATES, KINDS, PLUS_CODE
from headunit.places.plus_code import PlusCode, decode, plus_code
from headunit.places.question import Asked, beginning, read
from headunit.places.state import Hit, Place
from headunit.places.telling import places_of

#: Of one name that is typed in full, and of one that is only begun, while other names are still to be shown: six
#: streets called "Landstrasse" would hide what else begins with "land".
SAME_NAME, SAME_NAME_BEGUN = 6, 1
#: Of a kind whose name is only begun.
_BEGUN_ROWS = 3
_KIND_ROWS = 40
_SETTLEMENTS = ("city", "town", "village", "suburb", "quarter", "hamlet", "island")


def find(
    catalogue: Catalogue, text: str, where: Where, limit: int = LIMIT, kinds: tuple[str, ...] = ()
) -> tuple[Hit, ...]:
    """Hits for what is typed so far; of `kinds` alone where there are some. Raises HeadunitError for a bad index."""
    if (at := coordinates(text)) is not None:
        return (hit(_coordinates(catalogue, at, where), where),)
    if (code := plus_code(text)) is not None:
        return _plus_code(catalogue, code, where)
    asked = read(text)
    found = _Ranking(where)
    for one in full_text.find(catalogue, asked.words, kinds, where.near):
        found.add(one.entry, one.points)
    if asked.numbers and not kinds:
        for address in addresses.find(catalogue, asked.numbers, where.near, where.language):
            found.add_place(address.place, address.points)
    _add_kinds(catalogue, asked, where, found, kinds)
    return found.hits(catalogue, limit, " ".join(word.text for word in asked.words))


def _add_kinds(catalogue: Catalogue, asked: Asked, where: Where, found: "_Ranking", kinds: tuple[str, ...]) -> None:
    wanted = tuple(kind for kind in asked.kinds if not kinds or kind in kinds)
    if asked.whole and where.near is not None:
        for entry in catalogue.nearest(wanted, where.near, _KIND_ROWS):
            # Nearest first, whatever each is called: distance is what counts here.
            found.add(entry, 0.9, by_kind=True)
    elif wanted and asked.rest:
        named = full_text.find(catalogue, asked.rest, wanted, where.near)
        for one in named:
            found.add(one.entry, one.points - 0.8)
        beside = _beside(catalogue, asked.rest, where)
        if beside is not None:
            for entry in catalogue.nearest(wanted, beside.at, _KIND_ROWS // 2, within_m=_beside_m(beside)):
                found.add(entry, 1.2 + 2 * ranking.nearness(distance_m(*beside.at, *entry.at)))
    elif len(asked.words) == 1 and not kinds and where.near is not None:
        for entry in catalogue.nearest(beginning(asked.words[0].text), where.near, _BEGUN_ROWS):
            found.add(entry, 2.6, by_kind=True)


def _beside(catalogue: Catalogue, words: tuple[Word, ...], where: Where) -> Entry | None:
    """What a kind was asked for beside: "tankstelle vaduz", "parking casino"."""
    asked = " ".join(word.text for word in words)
    found = [
        one for one in full_text.find(catalogue, words, near=where.near)
        if ranking.fit(asked, one.entry.written.split("\n")) < ranking.WORDS
    ]  # fmt: skip
    return min(found, key=lambda one: (one.points, one.entry.id)).entry if found else None


def _beside_m(entry: Entry) -> float:
    return 10_000.0 if entry.kind in _SETTLEMENTS else 1_500.0


def of_kind(
    catalogue: Catalogue, kinds: tuple[str, ...], near: LatLon, where: Where, limit: int = LIMIT
) -> tuple[Hit, ...]:
    """All places of some kinds, nearest to `near` first."""
    entries = catalogue.nearest(kinds, near, limit)
    return tuple(hit(place, where) for place in places_of(catalogue, entries, where.language))


def hit(place: Place, where: Where) -> Hit:
    """`place` as seen from the car."""
    if where.car is None:
        return Hit(place)
    return Hit(place, distance_m(*where.car, *place.at), bearing_deg(where.car, place.at))


class _Ranking:
    """What has been found so far, each record once."""

    def __init__(self, where: Where) -> None:
        self._where = where
        self._entries: dict[int, tuple[float, Entry]] = {}
        self._places: list[tuple[float, Place]] = []

    def _far(self, at: LatLon) -> float:
        return ranking.nearness(None if self._where.near is None else distance_m(*self._where.near, *at))

    def add(self, entry: Entry, points: float, *, by_kind: bool = False) -> None:
        points += self._far(entry.at) * (2 if by_kind else 1)
        known = self._entries.get(entry.id)
        if known is None or points < known[0]:
            self._entries[entry.id] = (points, entry)

    def add_place(self, place: Place, points: float) -> None:
        self._places.append((points + self._far(place.at), place))

    def hits(self, catalogue: Catalogue, limit: int, asked: str) -> tuple[Hit, ...]:
        ranked: list[tuple[float, int, Entry | Place]] = [
            *((points, entry.id, entry) for points, entry in self._entries.values()),
            *((points, -number, place) for number, (points, place) in enumerate(reversed(self._places), 1)),
        ]
        ranked.sort(key=lambda one: one[:2])
        first: list[Entry | Place] = []
        later: list[Entry | Place] = []
        seen: dict[str, int] = {}
        for _, _, one in ranked:
            seen[one.name] = seen.get(one.name, 0) + 1
            full = isinstance(one, Place) or not one.name or asked in one.written.split("\n")
            (first if seen[one.name] <= (SAME_NAME if full else SAME_NAME_BEGUN) else later).append(one)
        shown = (first + later)[:limit]
        told = iter(places_of(catalogue, [one for one in shown if isinstance(one, Entry)], self._where.language))
        places = [one if isinstance(one, Place) else next(told) for one in shown]
        return tuple(hit(place, self._where) for place in places)


def _coordinates(catalogue: Catalogue, at: LatLon, where: Where) -> Place:
    there = addresses.at(catalogue, at, where.language)
    return Place(written(at), COORDINATES, at, "" if there is None else _line(there))


def _line(place: Place) -> str:
    return ", ".join(filter(None, (place.name, place.where)))


def _plus_code(catalogue: Catalogue, code: PlusCode, where: Where) -> tuple[Hit, ...]:
    near = where.near
    if code.beside:
        beside = find(catalogue, code.beside, where, 1) if "+" not in code.beside else ()
        near = beside[0].place.at if beside else near
    at = decode(code, near)
    if at is None:
        return ()
    return (hit(replace(_coordinates(catalogue, at, where), name=code.code, kind=PLUS_CODE), where),)


def at(catalogue: Catalogue, place: LatLon, where: Where) -> tuple[Hit, ...]:
    """What is at a place: its address, street or town; its coordinates where there is nothing."""
    found = addresses.at(catalogue, place, where.language) or Place(written(place), COORDINATES, place)
    return (hit(found, where),)


def title(kind: str) -> str:
    """Source text of a kind's name, translation context "places"."""
    return KINDS[kind].title if kind in KINDS else kind
