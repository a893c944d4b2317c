"""What the car has to tell, kept on its disk until the hub holds it safely, and for a while after.

One connection, owned by whoever calls: the thread of `OutboxThread` in a running car. WAL with `synchronous=FULL`, so
that what `append` returned survives a power cut. Each opening begins a new epoch: a store that falls back (a power cut,
a restored disk) never gives a number twice, since (epoch, lane, seq) is a row's name (headunit/mirror/row.py).
"""

import contextlib
import logging
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgpack

from headunit.kernel.errors import HeadunitError
from headunit.mirror.frames import MOST_FRAME
from headunit.mirror.row import MOST_ROWS, Lane, Row
from headunit.mirror.topics import SKIP

log = logging.getLogger(__name__)

#: Rows that the hub holds are kept for so long and so much (s, bytes): a hub that was restored from an old backup asks
#: for them again.
KEEP_S: Final = 30 * 86400.0
MOST_BYTES: Final = 200 * 1024 * 1024
#: What a row takes beside its body (bytes, measured: index and columns).
_ROW_BYTES: Final = 80
#: Rows that go at once where the disk's share is used up.
_SHED: Final = 2000

_SCHEMA: Final = """
create table if not exists epochs (epoch text primary key, number integer not null) strict;
create table if not exists rows (
  id integer primary key autoincrement, epoch text not null, lane text not null, seq integer not null,
  topic text not null, key text not null, wall_s real not null, good integer not null, body blob not null,
  unique (epoch, lane, seq)) strict;
create index if not exists newest on rows (lane, key) where key <> '';
create table if not exists marks (
  epoch text not null, lane text not null, seq integer not null, primary key (epoch, lane)) strict;
"""


class OutboxFullError(HeadunitError):
    """There is no room on the disk: nothing of this was kept."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A row before it has a number. `key`: of the state lane: an older one of the same key that has not left the car
    yet is not worth sending any more."""

    lane: Lane
    topic: str
    wall_s: float
    body: bytes
    clock_good: bool = True
    key: str = ""


class SqliteOutbox:
    """See the module. Methods raise sqlite3.Error only where the file itself fails; a broken file is put aside at
    opening as NAME.broken."""

    def __init__(self, file: Path, most_bytes: int = MOST_BYTES) -> None:
        self._file, self._most_bytes = file, most_bytes
        self.epoch = secrets.token_hex(16)
        self.dropped = 0
        file.parent.mkdir(parents=True, exist_ok=True)
        self._db = _open(file)
        self._begin_epoch()
        self._seqs = dict.fromkeys(Lane, 0)
        self._bytes = self._weigh()

    def _begin_epoch(self) -> None:
        with self._all_or_nothing():
            number = self._db.execute("select coalesce(max(number), 0) + 1 from epochs").fetchone()[0]
            self._db.execute("insert into epochs values (?, ?)", (self.epoch, number))
            # An epoch of which no row is left is of no use to anybody.
            self._db.execute(
                "delete from epochs where epoch <> ? and epoch not in (select epoch from rows)", (self.epoch,)
            )
            self._db.execute("delete from marks where epoch not in (select epoch from epochs)")

    def _weigh(self) -> int:
        found = self._db.execute("select coalesce(sum(length(body)), 0) + ? * count(*) from rows", (_ROW_BYTES,))
        return int(found.fetchone()[0])

    @contextlib.contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            with contextlib.suppress(sqlite3.Error):  # a full disk has ended it already
                self._db.execute("rollback")
            raise
        self._db.execute("commit")

    def append(self, drafts: Sequence[Draft]) -> list[Row]:
        """Keep them, durable on return, and number them. Raises OutboxFullError; a lane that is not the alerts' makes
        room for one that is."""
        try:
            return self._append(drafts)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_FULL:
                raise
        self._shed()
        try:
            return self._append(drafts)
        except sqlite3.OperationalError as error:
            raise OutboxFullError(f"the disk is full, {len(drafts)} rows are not kept") from error

    def _append(self, drafts: Sequence[Draft]) -> list[Row]:
        seqs, rows = dict(self._seqs), []
        for draft in drafts:
            seqs[draft.lane] += 1
            rows.append(
                Row(draft.lane, self.epoch, seqs[draft.lane], draft.topic, draft.wall_s, draft.body, draft.clock_good)
            )
        with self._all_or_nothing():
            for draft, row in zip(drafts, rows, strict=True):
                if draft.key:
                    self._replace_older(draft.key, row)
                self._insert(row, draft.key)
        self._seqs = seqs
        self._bytes += sum(len(row.body) + _ROW_BYTES for row in rows)
        while self._bytes > self._most_bytes and self._shed():
            pass
        return rows

    def _insert(self, row: Row, key: str = "") -> None:
        self._db.execute(
            "insert into rows (epoch, lane, seq, topic, key, wall_s, good, body) values (?, ?, ?, ?, ?, ?, ?, ?)",
            (row.epoch, row.lane.value, row.seq, row.topic, key, row.wall_s, int(row.clock_good), row.body),
        )

    def _replace_older(self, key: str, row: Row) -> None:
        """The state lane is latest-only: what waits under the same key goes. What is under way may be told twice, in
        order, which does no harm."""
        self._db.execute("delete from rows where lane = ? and key = ?", (row.lane.value, key))

    def acknowledge(self, epoch: str, lane: Lane, seq: int) -> None:
        """The hub holds all of it up to `seq`."""
        self.trust({(epoch, lane): seq}, only_forward=True)

    def trust(self, marks: Mapping[tuple[str, Lane], int], *, only_forward: bool = False) -> None:
        """What the hub says on connecting is so, also where it holds less than it did (restored from a backup): then
        all after its mark is sent again. Epochs that it does not name are not held at all."""
        with self._all_or_nothing():
            if not only_forward:
                self._db.execute("delete from marks")
            self._db.executemany(
                "insert into marks values (?, ?, ?) on conflict do update set seq = max(seq, excluded.seq)",
                [(epoch, lane.value, seq) for (epoch, lane), seq in marks.items()],
            )

    def epochs(self) -> tuple[str, ...]:
        """Those that rows are held of, the oldest first."""
        found = self._db.execute(
            "select epoch from epochs where epoch in (select epoch from rows) or epoch = ? order by number",
            (self.epoch,),
        )
        return tuple(epoch for (epoch,) in found)

    def after(self, sent: Mapping[tuple[str, Lane], int], lanes: Iterable[Lane] = Lane) -> tuple[Row, ...]:
        """The next rows to send: of the first lane that has any, of the oldest epoch, one batch. `sent`: what is under
        way already, (epoch, lane) -> seq."""
        for lane in lanes:
            for epoch in self.epochs():
                if rows := self._batch(epoch, lane, sent.get((epoch, lane), 0)):
                    return rows
        return ()

    def _batch(self, epoch: str, lane: Lane, sent: int) -> tuple[Row, ...]:
        mark = self._db.execute("select seq from marks where epoch = ? and lane = ?", (epoch, lane.value)).fetchone()
        after = max(sent, mark[0] if mark else 0)
        found = self._db.execute(
            "select seq, topic, wall_s, body, good from rows where epoch = ? and lane = ? and seq > ?"
            " order by seq limit ?",
            (epoch, lane.value, after, MOST_ROWS),
        )
        rows = [Row(lane, epoch, seq, topic, wall_s, body, bool(good)) for seq, topic, wall_s, body, good in found]
        return _in_one_frame(rows if lane in {Lane.STATE, Lane.BULK} else _without_holes(rows, after))

    def waiting(self) -> dict[str, int]:
        """Rows that the hub does not hold yet, by lane letter."""
        found = self._db.execute(
            "select lane, count(*) from rows left join marks using (epoch, lane)"
            " where rows.seq > coalesce(marks.seq, 0) group by lane"
        )
        return dict(found.fetchall())

    def tidy(self, now_s: float) -> None:
        """Let go of what the hub holds and is old (`now_s`: since 1970)."""
        with self._all_or_nothing():
            self._db.execute(
                "delete from rows where wall_s < ? and seq <="
                " (select seq from marks where marks.epoch = rows.epoch and marks.lane = rows.lane)",
                (now_s - KEEP_S,),
            )
        self._bytes = self._weigh()

    def _shed(self) -> bool:
        """Make room: first what the hub holds, oldest first; then old telemetry and bulk, with a row that says so. An
        alert that nobody holds is never dropped. False where there is nothing more to give."""
        with self._all_or_nothing():
            held = self._db.execute(
                "delete from rows where id in (select id from rows join marks using (epoch, lane)"
                " where rows.seq <= marks.seq order by id limit ?)",
                (_SHED,),
            ).rowcount
            gone = 0 if held else self._skip_oldest()
        self.dropped += gone
        self._bytes = self._weigh()
        return bool(held or gone)

    def _skip_oldest(self) -> int:
        """Drop the oldest run of one lossy lane of one epoch; its last row becomes a "skip" of the same number."""
        for lane in (Lane.BULK, Lane.TELEMETRY):
            first = self._db.execute(
                "select epoch, seq from rows where lane = ? and topic <> ? order by id limit 1", (lane.value, SKIP)
            ).fetchone()
            if first is None:
                continue
            epoch, begin = first
            last, wall_s, count = self._db.execute(
                "select max(seq), max(wall_s), count(*) from (select seq, wall_s from rows"
                " where epoch = ? and lane = ? and seq >= ? order by seq limit ?)",
                (epoch, lane.value, begin, _SHED),
            ).fetchone()
            self._db.execute(
                "delete from rows where epoch = ? and lane = ? and seq between ? and ?",
                (epoch, lane.value, begin, last),
            )
            body: bytes = msgpack.packb({"from": begin, "why": "quota"})
            self._insert(Row(lane, epoch, last, SKIP, wall_s, body))
            return int(count)
        return 0

    def forget(self, lanes: Iterable[Lane]) -> None:
        """Drop what has not left the car yet of these lanes (privacy): one "skip" row stands for each run."""
        for lane in lanes:
            with self._all_or_nothing():
                runs = self._db.execute(
                    "select epoch, min(rows.seq), max(rows.seq), max(wall_s)"
                    " from rows left join marks using (epoch, lane) where lane = ?"
                    " and rows.seq > coalesce(marks.seq, 0) group by epoch",
                    (lane.value,),
                ).fetchall()
                for epoch, begin, last, wall_s in runs:
                    self._db.execute(
                        "delete from rows where epoch = ? and lane = ? and seq >= ?", (epoch, lane.value, begin)
                    )
                    body: bytes = msgpack.packb({"from": begin, "why": "privacy"})
                    self._insert(Row(lane, epoch, last, SKIP, wall_s, body))
        self._bytes = self._weigh()

    def close(self) -> None:
        """Nothing waits."""
        self._db.close()


def _in_one_frame(rows: Sequence[Row]) -> tuple[Row, ...]:
    """As many as go: a frame that is too long is refused, and would be sent again for ever."""
    size = 0
    for number, row in enumerate(rows[:MOST_ROWS]):
        size += len(row.body) + _ROW_BYTES
        if number and size > MOST_FRAME // 2:
            return tuple(rows[:number])
    return tuple(rows[:MOST_ROWS])


def _without_holes(rows: Sequence[Row], after: int) -> list[Row]:
    """A hub that holds less than was let go of here (a new one, an old backup) is told what is gone: a lossless lane
    with a hole in it would be refused for ever."""
    told: list[Row] = []
    for row in rows:
        if row.seq != after + 1 and row.topic != SKIP:
            body: bytes = msgpack.packb({"from": after + 1, "why": "quota"})
            told.append(Row(row.lane, row.epoch, row.seq - 1, SKIP, row.wall_s, body, row.clock_good))
        told.append(row)
        after = row.seq
    return told


def _open(file: Path) -> sqlite3.Connection:
    try:
        return _connect(file)
    except sqlite3.DatabaseError as error:
        broken = file.with_name(f"{file.name}.broken")
        log.error("%s is damaged (%s): it is kept as %s, and a new one begun", file.name, error, broken.name)  # noqa: TRY400
        file.replace(broken)
        for tail in ("-wal", "-shm"):
            file.with_name(file.name + tail).unlink(missing_ok=True)
        return _connect(file)


def _connect(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    try:
        db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = full")
        _check(db)
        db.executescript(_SCHEMA)
    except BaseException:
        db.close()
        raise
    return db


def _check(db: sqlite3.Connection) -> None:
    if db.execute("pragma quick_check(1)").fetchone() != ("ok",):
        raise sqlite3.DatabaseError("quick_check failed")
