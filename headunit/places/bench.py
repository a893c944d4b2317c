"""How fast a keystroke is answered, and how soon a name is found: for `headunit bench nav` and the tests."""

import random
import time
from dataclasses import dataclass
from pathlib import Path

from headunit.kernel.geodesy import LatLon
from headunit.places.catalogue import Catalogue, Entry
from headunit.places.inquiry import Where
from headunit.places.query import find

#: As many hits as a screen shows.
SHOWN = 8
#: About 2 km to the north-east.
ASIDE_DEG = 0.013
#: Shorter names are typed in full before anything can be measured.
SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Keystrokes:
    """`ms`: of each keystroke, in the order of typing. `found`: letters typed -> share of names then among SHOWN."""

    ms: tuple[float, ...]
    found: dict[int, float]

    def percentile(self, share: float) -> float:
        """`share` of the keystrokes were answered within so many ms."""
        return sorted(self.ms)[min(len(self.ms) - 1, int(share * len(self.ms)))]


def keystrokes(
    index: Path, names: int = 300, seed: int = 2, letters: tuple[int, ...] = (4, 6), *, every: bool = True
) -> Keystrokes:
    """Type `names` names of the index letter by letter, each in a car 2 km from its place.

    Without `every`, only so many letters as `letters` says are looked at.
    """
    catalogue = Catalogue(index)
    try:
        chosen = _entries(catalogue, names, seed)
        find(catalogue, "warm", Where())  # as the program does when it opens a region
        ms, found = [], dict.fromkeys(letters, 0)
        for entry in chosen:
            car = LatLon(entry.at.lat_deg + ASIDE_DEG, entry.at.lon_deg + ASIDE_DEG)
            where = Where(car, car, language="")  # names as the map has them
            for length in range(1, len(entry.name) + 1) if every else letters:
                began = time.perf_counter()
                hits = find(catalogue, entry.name[:length], where)
                ms.append((time.perf_counter() - began) * 1e3)
                if length in found:
                    found[length] += any(hit.place.name == entry.name for hit in hits[:SHOWN])
        return Keystrokes(tuple(ms), {length: count / len(chosen) for length, count in found.items()})
    finally:
        catalogue.close()


def _entries(catalogue: Catalogue, number: int, seed: int) -> list[Entry]:
    entries = [entry for entry in catalogue.entries(range(1, catalogue.places + 1)) if len(entry.name) > SHORTEST]
    return random.Random(seed).sample(entries, min(number, len(entries)))
