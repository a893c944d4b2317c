"""What is more likely meant when names are alike: a city before its statue, an exact name before a similar one.

Points: lower is likelier. Knows no SQL. The figures were chosen by the table of queries in tests/places.
"""

import math

from headunit.places.kinds import ADDRESS, KINDS, STREET, Group

#: Points of a kind of named place; POIs follow by their rank.
_PLACES = {
    "country": 0.3,
    "state": 0.4,
    "city": 0.0,
    "town": 0.1,
    "village": 0.2,
    "suburb": 0.6,
    "island": 0.7,
    "quarter": 0.8,
    "hamlet": 0.8,
    "square": 1.1,
    "peak": 1.3,
    "water": 1.5,
    "protected_area": 1.6,
    "locality": 1.6,
    "farm": 1.7,
    STREET: 1.0,
    ADDRESS: 1.9,
}
_POI_BASE, _POI_RANK = 0.8, 0.13
#: How well the words fit. See `fit`.
EXACT, WHOLE_WORDS, BEGINS, WORDS, ADDRESS_FITS, INSIDE, MISSPELT = 0.0, 0.7, 1.0, 1.6, 2.4, 3.5, 4.5


def weight(kind: str, population: str = "", told: int = 0) -> float:
    """Points of a record by itself. `told`: how many facts the map has of it: a sign of how well known it is."""
    if kind in _PLACES:
        people = int(population) if population.isdecimal() else 0
        return _PLACES[kind] - 0.02 * math.log10(1 + min(people, 10**9))
    known = KINDS.get(kind)
    rank = 9 if known is None or known.group is Group.PLACE else known.rank
    return _POI_BASE + _POI_RANK * rank - 0.01 * min(told, 8)


def nearness(distance_m: float | None) -> float:
    """Points of a distance: 0.1 at 1 km, 0.35 at 10 km, 0.7 at 100 km: a tie breaker, and gently more."""
    return 0.0 if distance_m is None else 0.35 * math.log10(1 + distance_m / 1000)


def fit(asked: str, keys: list[str]) -> float:
    """How well a name fits what is typed. `keys`: the ways it is written, the plain one first; all folded."""
    best = WORDS
    for number, key in enumerate(keys):
        if key.startswith(asked):
            rest = key[len(asked) :]
            points = EXACT if not rest else WHOLE_WORDS if rest[0] == " " else BEGINS
            # A name in another language, or a brand, counts nearly as much as the plain one.
            best = min(best, points + (0.15 if number else 0.0) + min(0.2, 0.01 * len(rest)))
    return best
