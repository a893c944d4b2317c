"""What can be asked of a hub that is one process: twins, trips, points, alerts, commands, documents, audit. SQLite."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, override

from headunit.hub.ports import Asked, Change, ConflictError, Document, Event, Store, Value, command_body
from headunit.hub.reading_rows import Alert, Forget, Meaning, Newest, Outcome, Point, Trip, meaning, right_of
from headunit.hub.sqlite_file import SqliteFile

#: Points are kept so long (s).
POINTS_S: Final = 365 * 86400.0
#: How far a command has got; it never goes back.
_STEPS: Final = {"queued": 0, "sent": 1, "accepted": 2, "done": 3, "refused": 3, "failed": 3, "expired": 3}

_SCHEMA: Final = """
create table if not exists cars (car text primary key, key blob not null, hub_s real not null) strict;
create table if not exists watermarks (
  car text primary key, lineage text not null, offset integer not null) strict;
create table if not exists twin (
  car text not null, key text not null, value text not null, at_s real not null, hub_s real not null,
  good integer not null, lane text not null default '', primary key (car, key)) strict;
create table if not exists points (
  car text not null, key text not null, at_s real not null, value real not null,
  primary key (car, key, at_s)) strict, without rowid;
create table if not exists trips (
  car text not null, id text not null, began_s real, body text not null, primary key (car, id)) strict;
create table if not exists alerts (
  car text not null, id text not null, at_s real not null, body text not null, primary key (car, id)) strict;
create table if not exists commands (
  car text not null, id text not null, command text not null, by text not null, state text not null,
  why text not null, at_s real not null, primary key (car, id)) strict;
create table if not exists documents (
  kind text not null, car text not null, id text not null, version integer not null, body text not null,
  primary key (kind, car, id)) strict;
create table if not exists audit (
  number integer primary key autoincrement, car text not null, at_s real not null, who text not null,
  what text not null, detail text not null, digest text not null) strict;
"""


class SqliteStore(Store):
    """`wall`: seconds since 1970."""

    def __init__(self, file: Path, wall: Callable[[], float]) -> None:
        self._file, self._wall = SqliteFile(file, _SCHEMA), wall

    @override
    async def start(self) -> None:
        await self._file.open()

        def begin(db: sqlite3.Connection) -> None:
            if "lane" not in {column[1] for column in db.execute("pragma table_info(twin)")}:
                db.execute("alter table twin add column lane text not null default ''")  # a store of version 0.1.0
            db.execute("delete from points where at_s < ?", (self._wall() - POINTS_S,))

        await self._file.write(begin)

    @override
    async def stop(self) -> None:
        await self._file.close()

    # Cars and their events.

    @override
    async def enrol(self, car: str, key: bytes) -> None:
        row = (car, key, self._wall())
        await self._file.write(lambda db: db.execute("insert or ignore into cars values (?, ?, ?)", row))

    @override
    async def cars(self) -> dict[str, bytes]:
        return await self._file.read(lambda db: dict(db.execute("select car, key from cars order by hub_s")))

    @override
    async def watermark(self, car: str, lineage: str) -> int:
        return await self._file.read(lambda db: _watermark(db, car, lineage))

    @override
    async def apply(self, car: str, lineage: str, events: Sequence[Event]) -> Sequence[Change]:
        def keep(db: sqlite3.Connection) -> list[Change]:
            mark = _watermark(db, car, lineage)
            found = db.execute("select key from cars where car = ?", (car,)).fetchone()
            key = bytes(found[0]) if found else b""
            changes: dict[tuple[str, str], Change] = {}
            for event in events:
                if event.offset <= mark:
                    continue
                mark = event.offset
                for said in meaning(event.row):
                    for change in _Keeper(db, car, key, event).keep(said):
                        changes[change.type, str(change.body.get("key") or change.body.get("id"))] = change
            db.execute("insert or replace into watermarks values (?, ?, ?)", (car, lineage, mark))
            return list(changes.values())

        return await self._file.write(keep)

    @override
    async def rewind(self, car: str) -> None:
        await self._file.write(lambda db: db.execute("delete from watermarks where car = ?", (car,)))

    @override
    async def twin(self, car: str) -> dict[str, Value]:
        def ask(db: sqlite3.Connection) -> dict[str, Value]:
            found = db.execute("select key, value, at_s, hub_s, good from twin where car = ?", (car,))
            return {key: Value(json.loads(value), at_s, hub_s, bool(good)) for key, value, at_s, hub_s, good in found}

        return await self._file.read(ask)

    @override
    async def trips(self, car: str, before_s: float, most: int) -> list[dict[str, object]]:
        asked = "select body from trips where car = ? and began_s < ? order by began_s desc limit ?"
        return await self._bodies(asked, car, before_s, most)

    @override
    async def trip(self, car: str, name: str) -> dict[str, object] | None:
        found = await self._bodies("select body from trips where car = ? and id = ?", car, name)
        return found[0] if found else None

    @override
    async def alerts(self, car: str, before_s: float, most: int) -> list[dict[str, object]]:
        asked = "select body from alerts where car = ? and at_s < ? order by at_s desc limit ?"
        return await self._bodies(asked, car, before_s, most)

    async def _bodies(self, asked: str, *given: object) -> list[dict[str, object]]:
        return await self._file.read(lambda db: [json.loads(body) for (body,) in db.execute(asked, given)])

    @override
    async def points(self, car: str, key: str, begin_s: float, end_s: float, most: int) -> list[tuple[float, float]]:
        def ask(db: sqlite3.Connection) -> list[tuple[float, float]]:
            of = (car, key, begin_s, end_s)
            where = "from points where car = ? and key = ? and at_s >= ? and at_s <= ?"
            count = db.execute(f"select count(*) {where}", of).fetchone()[0]
            step = max(1, -(-count // max(1, most)))
            found = db.execute(f"select at_s, value {where} order by at_s", of)
            return [(at_s, value) for number, (at_s, value) in enumerate(found) if number % step == 0]

        return await self._file.read(ask)

    @override
    async def forget(self, car: str) -> None:
        def act(db: sqlite3.Connection) -> None:
            for table in ("twin", "points", "trips", "alerts", "commands", "documents", "audit"):
                db.execute(f"delete from {table} where car = ?", (car,))  # noqa: S608  fixed names

        await self._file.write(act)

    # Commands.

    @override
    async def ask(self, car: str, asked: Asked) -> bool:
        return await self._file.write(lambda db: _further(db, car, asked))

    @override
    async def commands(self, car: str, most: int) -> list[Asked]:
        said = "select id, command, by, state, why, at_s from commands where car = ? order by at_s desc limit ?"
        return await self._file.read(lambda db: [Asked(*row) for row in db.execute(said, (car, most))])

    # Documents.

    @override
    async def get(self, kind: str, car: str, name: str) -> Document | None:
        found = await self._file.read(
            lambda db: db.execute(
                "select version, body from documents where kind = ? and car = ? and id = ?", (kind, car, name)
            ).fetchone()
        )
        return None if found is None else Document(kind, car, name, found[0], json.loads(found[1]))

    @override
    async def find(self, kind: str, car: str) -> list[Document]:
        said = "select id, version, body from documents where kind = ? and car = ? order by rowid"
        found = await self._file.read(lambda db: list(db.execute(said, (kind, car))))
        return [Document(kind, car, name, version, json.loads(body)) for name, version, body in found]

    @override
    async def put(self, document: Document) -> Document:
        of = (document.kind, document.car, document.id)

        def keep(db: sqlite3.Connection) -> Document:
            where = "where kind = ? and car = ? and id = ?"
            found = db.execute(f"select version from documents {where}", of).fetchone()  # noqa: S608  fixed text
            if (found[0] if found else 0) != document.version:
                raise ConflictError("somebody else has changed it meanwhile")
            version = document.version + 1
            body = json.dumps(document.body, ensure_ascii=False)
            db.execute("insert or replace into documents values (?, ?, ?, ?, ?)", (*of, version, body))
            return Document(*of, version, document.body)

        return await self._file.write(keep)

    @override
    async def remove(self, kind: str, car: str, name: str) -> None:
        of = (kind, car, name)
        await self._file.write(lambda db: db.execute("delete from documents where kind = ? and car = ? and id = ?", of))

    # Audit.

    @override
    async def log(self, car: str, who: str, what: str, detail: str) -> None:
        def keep(db: sqlite3.Connection) -> None:
            last = db.execute("select digest from audit where car = ? order by number desc limit 1", (car,)).fetchone()
            line = (car, self._wall(), who, what, detail)
            digest = chained(last[0] if last else "", line)
            db.execute(
                "insert into audit (car, at_s, who, what, detail, digest) values (?, ?, ?, ?, ?, ?)", (*line, digest)
            )

        await self._file.write(keep)

    @override
    async def audit(self, car: str, most: int) -> list[dict[str, object]]:
        names = ("at_s", "who", "what", "detail", "digest")
        said = f"select {', '.join(names)} from audit where car = ? order by number desc limit ?"  # noqa: S608  fixed names
        found = await self._file.read(lambda db: list(db.execute(said, (car, most))))
        return [dict(zip(names, row, strict=True)) for row in found]


def chained(before: str, line: Sequence[object]) -> str:
    """Digest of a line of the audit, and of all before it."""
    return hashlib.sha256(json.dumps([before, *line], ensure_ascii=False).encode()).hexdigest()


def _watermark(db: sqlite3.Connection, car: str, lineage: str) -> int:
    found = db.execute("select offset from watermarks where car = ? and lineage = ?", (car, lineage)).fetchone()
    return int(found[0]) if found else 0


def _further(db: sqlite3.Connection, car: str, asked: Asked) -> bool:
    """A command gets further, or is listed. Of one that was never listed here only its outcome is known."""
    found = db.execute("select state from commands where car = ? and id = ?", (car, asked.id)).fetchone()
    if found is None:
        row = (car, asked.id, asked.command, asked.by, asked.state, asked.why, asked.at_s)
        db.execute("insert into commands values (?, ?, ?, ?, ?, ?, ?)", row)
        return True
    if _STEPS.get(asked.state, 0) <= _STEPS.get(found[0], 0):
        return False
    db.execute(
        "update commands set state = ?, why = ?, at_s = max(at_s, ?) where car = ? and id = ?",
        (asked.state, asked.why, asked.at_s, car, asked.id),
    )
    return True


class _Keeper:
    """What one event says, written down."""

    def __init__(self, db: sqlite3.Connection, car: str, key: bytes, event: Event) -> None:
        self._db, self._car, self._key, self._event = db, car, key, event

    def keep(self, said: Meaning) -> list[Change]:
        match said:
            case Newest():
                return self._newest(said)
            case Point():
                row = (self._car, said.key, said.at_s, said.value)
                self._db.execute("insert or replace into points values (?, ?, ?, ?)", row)
                return []
            case Alert():
                return self._merged("alerts", "alert", said.id, said.body, "alerts")
            case Trip():
                return self._merged("trips", "trip", said.id, {"id": said.id, **said.fields}, "trips")
            case Outcome():
                return self._outcome(said)
            case Forget():
                return self._forget(said)

    def _newest(self, said: Newest) -> list[Change]:
        """On one lane the car's order counts, whatever its clock said: one that ran years ahead for a while must not
        keep old values, and who is paired, for as long. Lanes overtake one another, so between two of them the clock
        counts, as far as it is not ahead of ours."""
        event = self._event
        lane, at_s = event.row.lane.value, min(said.at_s, event.hub_s)
        known = self._db.execute(
            "select lane, min(at_s, hub_s) from twin where car = ? and key = ?", (self._car, said.key)
        ).fetchone()
        if known is not None and known[0] != lane and known[1] > at_s:
            return []
        value = json.dumps(said.value, ensure_ascii=False, allow_nan=False, default=str)
        row = (self._car, said.key, value, said.at_s, event.hub_s, event.row.clock_good, lane)
        self._db.execute("insert or replace into twin values (?, ?, ?, ?, ?, ?, ?)", row)
        body: dict[str, object] = {"key": said.key, "value": json.loads(value), "at_s": said.at_s}
        body |= {"hub_s": event.hub_s, "clock_good": event.row.clock_good}
        return [Change(self._car, "value", body, right_of(said.key))]

    def _merged(self, table: str, kind: str, name: str, body: Mapping[str, object], right: str) -> list[Change]:
        of = (self._car, name)
        found = self._db.execute(f"select body from {table} where car = ? and id = ?", of).fetchone()  # noqa: S608
        before: dict[str, object] = json.loads(found[0]) if found else {}
        now = before | {key: value for key, value in body.items() if value is not None or key not in before}
        when = now.get("began_s" if table == "trips" else "at_s")
        row = (*of, when, json.dumps(now, ensure_ascii=False))
        self._db.execute(f"insert or replace into {table} values (?, ?, ?, ?)", row)  # noqa: S608  fixed names
        return [Change(self._car, kind, now, right)]

    def _outcome(self, said: Outcome) -> list[Change]:
        if said.author != self._key:
            return []  # only the car itself says what came of a command
        if not _further(self._db, self._car, Asked(said.id, "", "", said.state, said.why, said.at_s)):
            return []
        found = self._db.execute(
            "select id, command, by, state, why, at_s from commands where car = ? and id = ?", (self._car, said.id)
        ).fetchone()
        return [Change(self._car, "command", command_body(Asked(*found)))]

    def _forget(self, said: Forget) -> list[Change]:
        trips = self._db.execute(
            "select id, body from trips where car = ? and (id = ? or began_s < ?)",
            (self._car, said.trip, said.before_s if said.before_s is not None else 0.0),
        ).fetchall()
        for name, body in trips:
            trip = json.loads(body)
            ended = trip.get("ended_s") or trip.get("began_s") or 0.0
            self._db.execute(
                "delete from points where car = ? and at_s >= ? and at_s <= ?",
                (self._car, trip.get("began_s") or ended, ended),
            )
            self._db.execute("delete from trips where car = ? and id = ?", (self._car, name))
        return [Change(self._car, "forget", {"id": name}, "trips") for name, _ in trips]
