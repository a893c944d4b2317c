"""An opened search index: asked for rows, it knows the tables and nothing of what people mean. Used by one thread."""

import bisect
import contextlib
import functools
import itertools
import json
import math
import sqlite3
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from headunit.kernel.errors import HeadunitError
from headunit.kernel.geodesy import EARTH_RADIUS_M, Bounds, LatLon, LocalFrame, distance_m
from headunit.kernel.text.spelling import alike
from headunit.places.schema import FORMAT

#: How far around a place one looks, at first and at most: half the side of a box in degrees of latitude.
_FIRST_BOX_DEG, _LARGER = 0.01, 4.0
#: Of a frequent name so many records are looked at for near ones, and near is so far (degrees of latitude: 22 km).
SCANNED, AROUND_DEG = 3000, 0.2
_EVERYWHERE_DEG = 180.0
_METRES_PER_DEGREE = math.radians(EARTH_RADIUS_M)
_COLUMNS = "p.id, p.kind, p.name, p.names, p.written, p.lat, p.lon, p.weight, p.town"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of `place`, as far as ranking needs it. `written`: ways to write its name, folded, the plain one first."""

    id: int
    kind: str
    name: str
    names: str
    written: str
    at: LatLon
    weight: float
    town: int | None


@dataclass(frozen=True, slots=True)
class Rest:
    """The rest of a row, for those that are shown."""

    street: str
    number: str
    postcode: str
    details: dict[str, str]


@dataclass(frozen=True, slots=True)
class House:
    """A house number. `position`: as a number that sorts."""

    number: str
    position: float
    at: LatLon
    street: int
    postcode: str


class Catalogue:
    """Raises HeadunitError, with one line for a person, from any method when the file is damaged."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._stamp = _stamp(path)
        except OSError as error:
            raise HeadunitError(f"the search index {path.name} is missing: build the region anew") from error
        with self._honest():
            # Nobody writes a finished index; a rebuilt one is another file.
            self._do = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            self._check()
        except BaseException:
            self._do.close()
            raise

    def _check(self) -> None:
        with self._honest():
            version = self._do.execute("pragma user_version").fetchone()[0]
            if version != FORMAT:
                raise HeadunitError("the search index is of another version of this program: build the region anew")
            self._kinds: dict[int, str] = dict(self._do.execute("select id, key from kind"))
            #: How many records there are; ids run from 1.
            self.places: int = self._do.execute("select count(*) from place").fetchone()[0]
            self._numbers = {kind: number for number, kind in self._kinds.items()}
            self._do.execute("select count(*) from fts where fts match '\"a\" *'").fetchone()

    def close(self) -> None:
        """End it."""
        self._do.close()

    def current(self) -> bool:
        """Whether the file of that name is still the one that was opened."""
        try:
            return self._stamp == _stamp(self.path)
        except OSError:
            return True  # it has been removed; what is open can still be read

    @contextlib.contextmanager
    def _honest(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, ValueError, struct.error) as error:
            fault = f"the search index {self.path.name} is damaged ({error}): build the region anew"
            raise HeadunitError(fault) from error

    def matching(self, match: str, limit: int, kinds: Iterable[str] = ()) -> list[int]:
        """Ids of records whose words match, the weightiest first; only of `kinds` where there are some."""
        numbers = self._of(kinds)
        if kinds and not numbers:
            return []
        only = f"join place p on p.id = fts.rowid and p.kind in ({numbers})" if numbers else ""
        sql = f"select fts.rowid from fts {only} where fts match ? order by fts.rowid limit ?"  # noqa: S608  numbers only
        with self._honest():
            return [row[0] for row in self._do.execute(sql, (match, limit))]

    def matching_near(self, match: str, near: LatLon, limit: int, kinds: Iterable[str] = ()) -> list[int]:
        """The same around a place, among the weightiest SCANNED: for a name so frequent that `matching` is full."""
        numbers = self._of(kinds)
        if kinds and not numbers:
            return []
        only = f"and p.kind in ({numbers})" if numbers else ""
        sql = f"""select p.id from (select rowid from fts where fts match :match order by rowid limit {SCANNED}) f
            join place p on p.id = f.rowid
            where p.lat between :south and :north and p.lon between :west and :east {only} limit :limit"""  # noqa: S608
        with self._honest():
            asked = {"match": match, "limit": limit, **_box(near, AROUND_DEG)}
            return [row[0] for row in self._do.execute(sql, asked)]

    def _of(self, kinds: Iterable[str]) -> str:
        return ", ".join(str(self._numbers[kind]) for kind in kinds if kind in self._numbers)

    def entries(self, ids: Iterable[int]) -> list[Entry]:
        """The records of these ids."""
        wanted = ", ".join(map(str, ids))
        sql = f"select {_COLUMNS} from place p where p.id in ({wanted}) order by p.id"  # noqa: S608  numbers only
        with self._honest():
            return [self._entry(row) for row in self._do.execute(sql)]

    def _entry(self, row: tuple[int, int, str, str, str, float, float, float, int | None]) -> Entry:
        number, kind, name, names, written, lat, lon, weight, town = row
        return Entry(number, self._kinds[kind], name, names, written, LatLon(lat, lon), weight, town)

    def rests(self, ids: Iterable[int]) -> dict[int, Rest]:
        """What is shown of records besides their entries."""
        wanted = ", ".join(map(str, ids))
        sql = f"select id, street, number, postcode, details from place where id in ({wanted})"  # noqa: S608  numbers only
        with self._honest():
            return {
                number: Rest(street, house, postcode, json.loads(details) if details else {})
                for number, street, house, postcode, details in self._do.execute(sql)
            }

    @functools.lru_cache(maxsize=512)  # noqa: B019  lives as long as the index
    def town(self, number: int) -> tuple[str, dict[str, str]]:
        """Name and names of a town."""
        with self._honest():
            name, names = self._do.execute("select name, names from town where id = ?", (number,)).fetchone()
            return name, json.loads(names) if names else {}

    def nearest(self, kinds: Iterable[str], near: LatLon, limit: int, within_m: float = math.inf) -> list[Entry]:
        """Records of some kinds, nearest first."""
        numbers = sorted(self._numbers[kind] for kind in kinds if kind in self._numbers)
        half = _FIRST_BOX_DEG
        while True:
            found = [entry for number in numbers for entry in self._in_box(number, _box(near, half))]
            ranked = sorted((distance_m(*near, *entry.at), entry.id, entry) for entry in found)
            # Only within the circle in the box is nothing nearer outside it.
            sure_m = half * _METRES_PER_DEGREE
            if (
                half >= _EVERYWHERE_DEG
                or sure_m > within_m
                or (len(ranked) >= limit and ranked[limit - 1][0] <= sure_m)
            ):
                return [entry for far, _, entry in ranked[:limit] if far <= within_m]
            half = min(half * _LARGER, _EVERYWHERE_DEG)

    def inside(self, kinds: Iterable[str], bounds: Bounds) -> list[Entry]:
        """Records of some kinds in a box."""
        box = {"south": bounds.south, "north": bounds.north, "west": bounds.west, "east": bounds.east}
        numbers = sorted(self._numbers[kind] for kind in kinds if kind in self._numbers)
        return [entry for number in numbers for entry in self._in_box(number, box)]

    def _in_box(self, kind: int, box: dict[str, float]) -> list[Entry]:
        sql = f"""select {_COLUMNS} from box join place p on p.id = box.id
            where kind_low >= :kind and kind_high <= :kind
            and north >= :south and south <= :north and east >= :west and west <= :east"""  # noqa: S608  no foreign text
        with self._honest():
            return [self._entry(row) for row in self._do.execute(sql, {"kind": kind, **box})]

    def houses(self, street: int) -> list[House]:
        """All numbers of a street, in order."""
        sql = "select number, position, lat, lon, street, postcode from house where street = ? order by position, id"
        with self._honest():
            return [_house(row) for row in self._do.execute(sql, (street,))]

    def house_near(self, near: LatLon, within_m: float) -> House | None:
        """The nearest house number."""
        sql = """select h.number, h.position, h.lat, h.lon, h.street, h.postcode
            from house_box b join house h on h.id = b.id
            where b.north >= :south and b.south <= :north and b.east >= :west and b.west <= :east"""
        with self._honest():
            found = [_house(row) for row in self._do.execute(sql, _box(near, within_m / _METRES_PER_DEGREE))]
        ranked = min(
            ((distance_m(*near, *house.at), house.number, house) for house in found), default=None, key=lambda r: r[:2]
        )
        return ranked[2] if ranked is not None and ranked[0] <= within_m else None

    def street_near(self, near: LatLon, within_m: float) -> tuple[int, LatLon] | None:
        """Id of the nearest street, and the nearest place on it."""
        sql = """select p.street, p.line from piece_box b join piece p on p.id = b.id
            where b.north >= :south and b.south <= :north and b.east >= :west and b.west <= :east"""
        with self._honest():
            rows = self._do.execute(sql, _box(near, within_m / _METRES_PER_DEGREE)).fetchall()
            found = [(*_foot(near, line), street) for street, line in rows]
        best = min(found, default=None)
        return (best[2], best[1]) if best is not None and best[0] <= within_m else None

    @functools.cached_property
    def words(self) -> list[str]:
        """Every word of three letters or more, in order."""
        with self._honest():
            return [row[0] for row in self._do.execute("select word from term order by word")]

    def has_word(self, beginning: str) -> bool:
        """Whether any word begins so."""
        at = bisect.bisect_left(self.words, beginning)
        return at < len(self.words) and self.words[at].startswith(beginning)

    def is_word(self, word: str) -> bool:
        """Whether it is a whole word."""
        at = bisect.bisect_left(self.words, word)
        return at < len(self.words) and self.words[at] == word

    @functools.lru_cache(maxsize=256)  # noqa: B019  lives as long as the index
    def words_like(self, word: str, *, beginnings: bool, limit: int) -> list[tuple[str, int]]:
        """See spelling.alike: a dozen milliseconds for a long word, and the next keystroke asks again."""
        return alike(self.words, word, beginnings=beginnings, limit=limit)

    def words_with(self, part: str, limit: int) -> list[str]:
        """Words that contain `part` (three letters or more)."""
        sql = "select t.word from tri join term t on t.id = tri.rowid where tri match ? limit ?"
        with self._honest():
            return [row[0] for row in self._do.execute(sql, (f'"{part}"', limit))]


def _stamp(path: Path) -> tuple[int, int, int]:
    told = path.stat()
    return told.st_dev, told.st_ino, told.st_mtime_ns


def _house(row: tuple[str, float, float, float, int, str]) -> House:
    number, position, lat, lon, street, postcode = row
    return House(number, position, LatLon(lat, lon), street, postcode)


def _box(near: LatLon, half: float) -> dict[str, float]:
    wide = min(_EVERYWHERE_DEG * 2, half / max(0.01, math.cos(math.radians(near.lat_deg))))
    lat, lon = near
    return {"south": lat - half, "north": lat + half, "west": lon - wide, "east": lon + wide}


def _foot(near: LatLon, line: bytes) -> tuple[float, LatLon]:
    """Distance (m) to a line of `piece`, and the nearest place on it."""
    flat = struct.unpack(f"<{len(line) // 4}i", line)
    frame = LocalFrame(*near)
    points = [frame.to_metres(flat[at] / 1e6, flat[at + 1] / 1e6) for at in range(0, len(flat), 2)]
    best = min(((math.hypot(*point), point) for point in points), default=(math.inf, (0.0, 0.0)))
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        length2 = (x2 - x1) ** 2 + (y2 - y1) ** 2
        if length2 > 0:
            share = min(1.0, max(0.0, -(x1 * (x2 - x1) + y1 * (y2 - y1)) / length2))
            foot = (x1 + share * (x2 - x1), y1 + share * (y2 - y1))
            best = min(best, (math.hypot(*foot), foot))
    return best[0], LatLon(*frame.to_degrees(*best[1]))
