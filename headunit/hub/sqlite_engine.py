"""What cars send and what is sent to them, in one SQLite file: the engine of a hub that is one process."""

import asyncio
import secrets
import sqlite3
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Final, override

from headunit.hub.ports import Command, Engine, Event, GapError
from headunit.hub.sqlite_file import SqliteFile
from headunit.mirror.row import Lane, Row
from headunit.mirror.topics import SKIP

#: Commands are forgotten after (s): none lives longer (mirror/roles.USUAL_LIFE_S), and one day more.
COMMANDS_S: Final = 8 * 86400.0
#: Raw rows are kept so long (s); trips, alerts and values stand in the store.
ROWS_S: Final = 30 * 86400.0
_AT_ONCE: Final = 500

_SCHEMA: Final = """
create table if not exists about (name text primary key, value text not null) strict;
create table if not exists rows (
  offset integer primary key autoincrement, car text not null, epoch text not null, lane text not null,
  seq integer not null, topic text not null, wall_s real not null, good integer not null, body blob not null,
  hub_s real not null) strict;
create index if not exists of_car on rows (car, offset);
create table if not exists marks (
  car text not null, epoch text not null, lane text not null, seq integer not null,
  primary key (car, epoch, lane)) strict;
create table if not exists commands (
  cseq integer primary key autoincrement, car text not null, id text not null, kind text not null,
  signed blob not null, hub_s real not null, unique (car, id)) strict;
"""


class SqliteEngine(Engine):
    """`wall`: seconds since 1970."""

    def __init__(self, file: Path, wall: Callable[[], float]) -> None:
        self._file, self._wall = SqliteFile(file, _SCHEMA), wall
        self._epoch, self._lineage = secrets.token_hex(16), ""
        self._rows: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._commands: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)

    @property
    @override
    def epoch(self) -> str:
        """Another one at each opening: a file from a backup was opened, too."""
        return self._epoch

    @property
    @override
    def lineage(self) -> str:
        return self._lineage

    @override
    async def start(self) -> None:
        await self._file.open()

        def begin(db: sqlite3.Connection) -> str:
            db.execute("insert or ignore into about values ('lineage', ?)", (secrets.token_hex(16),))
            db.execute("delete from commands where hub_s < ?", (self._wall() - COMMANDS_S,))
            db.execute("delete from rows where hub_s < ?", (self._wall() - ROWS_S,))
            return str(db.execute("select value from about where name = 'lineage'").fetchone()[0])

        self._lineage = await self._file.write(begin)

    @override
    async def stop(self) -> None:
        await self._file.close()

    @override
    async def marks(self, car: str, epochs: Sequence[str]) -> dict[tuple[str, Lane], int]:
        def ask(db: sqlite3.Connection) -> dict[tuple[str, Lane], int]:
            found = db.execute("select epoch, lane, seq from marks where car = ?", (car,))
            return {(epoch, Lane(lane)): seq for epoch, lane, seq in found if epoch in set(epochs)}

        return await self._file.read(ask)

    @override
    async def append(self, car: str, rows: Sequence[Row]) -> int:
        first = rows[0]
        of = (car, first.epoch, first.lane.value)

        def keep(db: sqlite3.Connection) -> int:
            found = db.execute("select seq from marks where car = ? and epoch = ? and lane = ?", of).fetchone()
            mark = int(found[0]) if found else 0
            new = [row for row in rows if row.seq > mark]
            if not new:
                return mark
            _follows(first.lane, mark, new)
            now = self._wall()
            db.executemany(
                "insert into rows (car, epoch, lane, seq, topic, wall_s, good, body, hub_s)"
                " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(*of, row.seq, row.topic, row.wall_s, row.clock_good, row.body, now) for row in new],
            )
            db.execute("insert or replace into marks values (?, ?, ?, ?)", (*of, new[-1].seq))
            return new[-1].seq

        mark = await self._file.write(keep)
        self._rows[car].set()
        return mark

    @override
    async def events(self, car: str, after: int) -> AsyncIterator[Sequence[Event]]:
        def ask(db: sqlite3.Connection) -> list[Event]:
            found = db.execute(
                "select offset, epoch, lane, seq, topic, wall_s, good, body, hub_s from rows"
                " where car = ? and offset > ? order by offset limit ?",
                (car, after, _AT_ONCE),
            )
            return [
                Event(offset, car, Row(Lane(lane), epoch, seq, topic, wall_s, body, bool(good)), hub_s)
                for offset, epoch, lane, seq, topic, wall_s, good, body, hub_s in found
            ]

        news = self._rows[car]
        while True:
            news.clear()
            found = await self._file.read(ask)
            if found:
                after = found[-1].offset
                yield found
            else:
                await news.wait()

    @override
    async def last(self, car: str) -> int:
        """The file's, whoever's it is: rows that were let go count, too."""
        said = "select coalesce(max(seq), 0) from sqlite_sequence where name = 'rows'"
        return await self._file.read(lambda db: int(db.execute(said).fetchone()[0]))

    @override
    async def put(self, car: str, name: str, kind: str, signed: bytes) -> int:
        def keep(db: sqlite3.Connection) -> int:
            db.execute(
                "insert or ignore into commands (car, id, kind, signed, hub_s) values (?, ?, ?, ?, ?)",
                (car, name, kind, signed, self._wall()),
            )
            return int(db.execute("select cseq from commands where car = ? and id = ?", (car, name)).fetchone()[0])

        cseq = await self._file.write(keep)
        self._commands[car].set()
        return cseq

    @override
    async def commands(self, car: str, after: int) -> AsyncIterator[Sequence[Command]]:
        def ask(db: sqlite3.Connection) -> list[Command]:
            found = db.execute(
                "select cseq, id, kind, signed, hub_s from commands where car = ? and cseq > ?"
                " order by kind <> 'statement', cseq",
                (car, after),
            )
            return [Command(*row) for row in found]

        news = self._commands[car]
        while True:
            news.clear()
            found = await self._file.read(ask)
            if found:
                after = max(one.cseq for one in found)
                yield found
            else:
                await news.wait()


def _follows(lane: Lane, mark: int, new: Sequence[Row]) -> None:
    """On a lossless lane no number is left out but by a row that says so. Raises GapError."""
    if lane in {Lane.STATE, Lane.BULK}:
        return
    for row in new:
        if row.seq != mark + 1 and row.topic != SKIP:
            raise GapError(f"row {row.seq} of lane {lane.value} follows {mark}")
        mark = row.seq
