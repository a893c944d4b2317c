"""Chargers beside a line, out of the search index, for routing's plan of an electric car. Knows no battery."""

import re
from collections.abc import Callable
from typing import override

from headunit.kernel.geodesy import LatLon
from headunit.places.state import Place
from headunit.routing.ports import Charger, ChargerSource

#: Most of these need no key: without a number they say the usual power of such a socket (kW): OSM wiki, Key:socket.
_USUAL_KW = {"tesla_supercharger": 150.0, "type2_combo": 50.0, "chademo": 50.0, "type2": 22.0, "type2_cable": 22.0}
_POWER = re.compile(r"(\d+(?:[.,]\d+)?)\s*(k?)\s*(?:w|va)?", re.IGNORECASE)
#: From here on a bare number is meant in W (no socket gives so many kW).
_WATTS_FROM = 1000.0


def power_w(details: dict[str, str]) -> float | None:
    """Of the strongest socket that the tags tell of; None where they tell of none."""
    found = []
    for tag, value in details.items():
        parts = tag.split(":")
        if parts[0] != "socket" or value.strip() in {"no", "0"}:
            continue
        said = _POWER.match(value.strip()) if parts[-1] == "output" else None
        if said is not None:
            number = float(said[1].replace(",", "."))
            found.append(number * (1000 if said[2] or number < _WATTS_FROM else 1))
        elif len(parts) == 2 and parts[1] in _USUAL_KW and f"{tag}:output" not in details:  # noqa: PLR2004
            found.append(_USUAL_KW[parts[1]] * 1000)
    return max(found, default=None)


def charger(place: Place) -> Charger:
    """`place`, a charging station, as routing weighs it."""
    return Charger(place.name, place.at, power_w(place.details))


class IndexChargers(ChargerSource):
    """`along_line`: PlaceSearch.along, which asks the index of the region in use."""

    def __init__(
        self,
        along_line: Callable[[tuple[str, ...], tuple[LatLon, ...], float, Callable[[tuple[Place, ...]], None]], None],
    ) -> None:
        self._along = along_line

    @override
    def along(self, line: tuple[LatLon, ...], within_m: float, answer: Callable[[tuple[Charger, ...]], None]) -> None:
        self._along(("charger",), line, within_m, lambda places: answer(tuple(charger(place) for place in places)))
