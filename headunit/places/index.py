"""A step of a region's build: from an OpenStreetMap extract to the search index, one SQLite file. Knows no query."""

import contextlib
import json
import re
import sqlite3
import struct
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import override

from headunit.kernel.errors import HeadunitError
from headunit.kernel.text import folding
from headunit.kernel.text.pypinyin_sound import sounds
from headunit.places.addresses import house_order
from headunit.places.gather import Gathered, Street, gather
from headunit.places.kinds import KINDS, STREET
from headunit.places.osmium_records import Thing, read
from headunit.places.ranking import weight
from headunit.places.schema import FINISH, FORMAT, TABLES
from headunit.places.towns import Town
from headunit.regions.ports import Extract, Step

FILE = "search.sqlite"
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
#: The languages in which a town is added to what lies in it: all would swell the index.
_TOWN_LANGUAGES = ("en", "de", "zh", "zh-Hans", "fr", "it", "es", "fi", "sv")
#: A town's postcodes are those of at least this share of its houses: others are errors, or of its fringe.
CODE_SHARE = 0.02
_NUMBER_SEPARATOR = re.compile(r"[;,]")


class SearchIndex(Step):
    """Builds `search.sqlite`. The same extract gives the same bytes."""

    @property
    @override
    def outputs(self) -> tuple[str, ...]:
        return (FILE,)

    @override
    def run(self, extract: Extract, folder: Path, progress: Callable[[float], None]) -> None:
        part = folder / f"{FILE}.part"
        part.unlink(missing_ok=True)
        found = gather(read(extract.path), lambda share: progress(share * 0.6))
        try:
            with contextlib.closing(sqlite3.connect(part)) as connection:
                connection.executescript(TABLES)
                _Writer(connection).write(found)
                progress(0.85)
                connection.commit()
                connection.executescript(FINISH)
                connection.commit()
            part.replace(folder / FILE)
        except (sqlite3.Error, OSError) as error:
            part.unlink(missing_ok=True)
            raise HeadunitError(f"the search index of {extract.path.name} cannot be written: {error}") from error
        progress(1.0)


class _Writer:
    """Fills the tables in a fixed order."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._do = connection
        self._kinds = {kind: number for number, kind in enumerate(KINDS, 1)}
        self._towns: dict[tuple[str, str], int] = {}
        self._of_town: dict[str, str] = {}

    def write(self, found: Gathered) -> None:
        self._do.executemany("insert into kind values(?, ?)", ((number, kind) for kind, number in self._kinds.items()))
        rows: list[tuple[float, str, str, Thing | Street, Town | None]] = [
            (
                weight(thing.kind, thing.details.get("population", ""), len(thing.details)),
                thing.name,
                thing.osm,
                thing,
                town,
            )
            for thing, town in found.things
        ]
        rows += [
            (weight(STREET) - min(0.1, 0.002 * len(street.houses)), street.name, street.osm, street, street.town)
            for street in found.streets
        ]
        self._codes(found.streets)
        rows.sort(key=lambda row: row[:3])
        for number, (points, _, _, record, town) in enumerate(rows, 1):
            if isinstance(record, Thing):
                self._thing(number, record, town, points)
            else:
                self._street(number, record, points)
        self._do.executemany(
            "insert into meta values(?, ?)",
            [("format", str(FORMAT)), ("places", str(len(rows))), ("records", str(self._records()))],
        )

    def _records(self) -> int:
        counted = self._do.execute("select (select count(*) from place) + (select count(*) from house)").fetchone()
        return int(counted[0])

    def _codes(self, streets: list[Street]) -> None:
        """Postcodes of each town, by the houses in it: "9490" finds Vaduz."""
        counted: dict[str, dict[str, int]] = {}
        for street in streets:
            if street.town is not None and street.postcode:
                of_town = counted.setdefault(street.town.name, {})
                of_town[street.postcode] = of_town.get(street.postcode, 0) + len(street.houses)
        for town, codes in counted.items():
            least = sum(codes.values()) * CODE_SHARE
            self._of_town[town] = " ".join(sorted(code for code, houses in codes.items() if houses >= least))

    def _thing(self, number: int, thing: Thing, town: Town | None, points: float) -> None:
        code = thing.postcode
        if thing.kind in _SETTLEMENTS:
            code = self._of_town.get(thing.name, code)
            # In a town's own record the town says nothing new.
            town = (
                None if town is not None and (thing.name == town.name or thing.kind in {"country", "state"}) else town
            )
        place = (thing.street, thing.number, code)
        self._place(number, thing.kind, thing.name, thing.names, thing.others, place, town, thing.at, points)
        details = json.dumps(thing.details, ensure_ascii=False, sort_keys=True) if thing.details else ""
        self._do.execute("update place set details = ?, osm = ? where id = ?", (details, thing.osm, number))

    def _street(self, number: int, street: Street, points: float) -> None:
        place = ("", "", street.postcode)
        self._place(number, STREET, street.name, street.names, street.others, place, street.town, street.at, points)
        self._do.execute("update place set osm = ? where id = ?", (street.osm, number))
        for house in sorted(street.houses, key=lambda one: (house_order(one.number), one.number, one.osm)):
            for one in _NUMBER_SEPARATOR.split(house.number):
                lat, lon = house.at
                row = (number, one.strip(), house_order(one), lat, lon, house.postcode)
                made = self._do.execute("insert into house values(null, ?, ?, ?, ?, ?, ?)", row).lastrowid
                self._do.execute("insert into house_box values(?, ?, ?, ?, ?)", (made, lat, lat, lon, lon))
        for line in street.pieces:
            flat = [round(value * 1e6) for point in line for value in point]
            packed = struct.pack(f"<{len(flat)}i", *flat)
            made = self._do.execute("insert into piece values(null, ?, ?)", (number, packed)).lastrowid
            lats, lons = [lat for lat, _ in line], [lon for _, lon in line]
            edges = (min(lats), max(lats), min(lons), max(lons))
            self._do.execute("insert into piece_box values(?, ?, ?, ?, ?)", (made, *edges))

    def _place(
        self,
        number: int,
        kind: str,
        name: str,
        names: dict[str, str],
        others: tuple[str, ...],
        place: tuple[str, str, str],
        town: Town | None,
        at: tuple[float, float],
        points: float,
    ) -> None:
        street, house, postcode = place
        plain = folding.keys(name)
        other = _unique(key for text in (*names.values(), *others) for key in folding.keys(text))
        other = [key for key in other if key not in plain]
        around = (street, house, postcode, *_spoken(town))
        where = _unique(key for text in around if text for key in folding.keys(text))
        sound = _unique(sound for text in _chinese(name, names) for sound in sounds(text))
        row: tuple[object, ...] = (
            number,
            self._kinds[kind],
            name,
            json.dumps(names, ensure_ascii=False) if names else "",
        )
        row += (
            "\n".join(filter(None, (*plain, *other))),
            street,
            house,
            postcode,
            self._town(town),
            *at,
            points,
            "",
            "",
        )
        self._do.execute(f"insert into place values({', '.join('?' * 14)})", row)
        texts = (folding.indexed(plain), folding.indexed(other), folding.indexed(where), " ".join(sound))
        self._do.execute("insert into fts(rowid, name, other, place, sound) values(?, ?, ?, ?, ?)", (number, *texts))
        kind_number, (lat, lon) = self._kinds[kind], at
        box = (number, kind_number, kind_number, lat, lat, lon, lon)
        self._do.execute("insert into box values(?, ?, ?, ?, ?, ?, ?)", box)

    def _town(self, town: Town | None) -> int | None:
        if town is None:
            return None
        names = json.dumps(town.names, ensure_ascii=False, sort_keys=True) if town.names else ""
        known = self._towns.get((town.name, names))
        if known is None:
            known = self._towns[town.name, names] = len(self._towns) + 1
            self._do.execute("insert into town values(?, ?, ?)", (known, town.name, names))
        return known


_SETTLEMENTS = frozenset({"country", "state", "city", "town", "village"})


def _unique(texts: Iterable[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]


def _spoken(town: Town | None) -> Iterator[str]:
    if town is not None:
        yield town.name
        yield from (town.names[language] for language in _TOWN_LANGUAGES if language in town.names)


def _chinese(name: str, names: dict[str, str]) -> Iterator[str]:
    """The Chinese names: others in Han characters, the Japanese ones, sound otherwise."""
    written = [folding.fold(text) for language, text in names.items() if language.startswith(("zh", "yue"))]
    written += [folding.fold(name)] if _HAN.search(name) else []
    yield from dict.fromkeys(written)
