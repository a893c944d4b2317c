"""House numbers: found, completed, guessed between two neighbours, or given up for the street; what is at a place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from headunit.kernel.geodesy import LatLon, distance_m
from headunit.kernel.text.folding import Word, key
from headunit.places import full_text
from headunit.places.catalogue import Catalogue, Entry, House
from headunit.places.full_text import Found
from headunit.places.kinds import ADDRESS, STREET
from headunit.places.ranking import nearness
from headunit.places.state import Place
from headunit.places.telling import numbered, place_of, town_of

#: An address so near is where one is; else the street, if it is so near; else the town (m).
HOUSE_M, STREET_M, TOWN_M = 60.0, 250.0, 15_000.0
#: Streets looked at for one text, and numbers that a number still being typed may become.
MOST_STREETS, MOST_COMPLETIONS = 12, 3
#: The detail that says between which numbers a place was guessed: "10-14".
BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Address:
    """An address with its points without distance."""

    place: Place
    points: float


def find(
    catalogue: Catalogue, readings: Iterable[tuple[str, tuple[Word, ...]]], near: LatLon | None, language: str
) -> list[Address]:
    """Addresses for (house number, other words); the street itself where the number is unknown."""

    def likely(street: Found) -> tuple[float, int]:
        far_m = None if near is None else distance_m(*near, *street.entry.at)
        return street.points + nearness(far_m), street.entry.id

    found: list[Address] = []
    for number, words in readings:
        streets = sorted(full_text.find(catalogue, words, (STREET,), near), key=likely)
        if not streets:
            continue
        for street in streets[:MOST_STREETS]:
            found += _in_street(catalogue, street.entry, number, street.points, language)
        break
    return found


def _in_street(catalogue: Catalogue, street: Entry, number: str, points: float, language: str) -> list[Address]:
    houses = catalogue.houses(street.id)
    wanted = _squeezed(number)
    exact = [house for house in houses if _squeezed(house.number) == wanted]
    if exact:
        longer = [one for one in houses if _squeezed(one.number).startswith(wanted)][: MOST_COMPLETIONS + 1]
        found = [Address(_place(catalogue, street, exact[0], language), points - 1.0)]
        return (
            found
            + [
                Address(_place(catalogue, street, one, language), points + 0.4) for one in longer if one is not exact[0]
            ][:MOST_COMPLETIONS]
        )
    begun = [one for one in houses if _squeezed(one.number).startswith(wanted)][:MOST_COMPLETIONS]
    found = [Address(_place(catalogue, street, one, language), points - 0.2) for one in begun]
    between = _between(houses, house_order(number))
    if between is not None:
        guess, low, high = between
        house = House(number.replace(" ", ""), 0.0, guess, street.id, "")
        place = _place(catalogue, street, house, language)
        found.append(Address(replace(place, details={BETWEEN: f"{low.number}-{high.number}"}), points - 0.6))
    return [*found, Address(place_of(catalogue, street, language), points - 0.3)]


def _between(houses: list[House], wanted: float) -> tuple[LatLon, House, House] | None:
    """Where a number lies if numbers run evenly between its neighbours: those of its side of the street, else any."""
    for same_side in (True, False):
        fit = [
            one for one in houses if one.position > 0 and (not same_side or int(one.position) % 2 == int(wanted) % 2)
        ]
        low = max((one for one in fit if one.position < wanted), key=lambda one: one.position, default=None)
        high = min((one for one in fit if one.position > wanted), key=lambda one: one.position, default=None)
        if low is not None and high is not None:
            share = (wanted - low.position) / (high.position - low.position)
            lat = low.at.lat_deg + share * (high.at.lat_deg - low.at.lat_deg)
            lon = low.at.lon_deg + share * (high.at.lon_deg - low.at.lon_deg)
            return LatLon(lat, lon), low, high
    return None


def _squeezed(number: str) -> str:
    return key(number).replace(" ", "")


def _place(catalogue: Catalogue, street: Entry, house: House, language: str) -> Place:
    town = town_of(catalogue, street, language)
    where = " ".join(filter(None, (house.postcode, town)))
    return Place(numbered(street.name, house.number), ADDRESS, house.at, where)


def at(catalogue: Catalogue, place: LatLon, language: str) -> Place | None:
    """The address at a place, else its street, else its town, else None. `Place.at` stays the place asked for."""
    house = catalogue.house_near(place, HOUSE_M)
    if house is not None:
        return replace(_place(catalogue, catalogue.entries([house.street])[0], house, language), at=place)
    street = catalogue.street_near(place, STREET_M)
    if street is not None:
        return replace(place_of(catalogue, catalogue.entries([street[0]])[0], language), at=place, details={})
    towns = catalogue.nearest(("city", "town", "village", "hamlet", "suburb"), place, 1, within_m=TOWN_M)
    if not towns:
        return None
    return replace(place_of(catalogue, towns[0], language), at=place, details={})


def house_order(number: str) -> float:
    """A house number as a number that sorts: "12a" is 12.01, "12-14" is 12; 0 where there is none."""
    found = re.match(r"\s*(\d{1,5})\s*([a-z]?)", number.casefold())
    if found is None:
        return 0.0
    return int(found[1]) + ((ord(found[2]) - 96) / 100 if found[2] else 0.0)
