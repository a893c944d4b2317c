"""Commands that have come, on the car's disk: each is taken once, whatever dies in between, and answered once.

One connection; used on the outbox's thread.
"""

import sqlite3
from pathlib import Path
from typing import Final

#: Ids are kept so long (s): no command lives longer (mirror/roles.USUAL_LIFE_S), and a day more.
KEEP_S: Final = 8 * 86400.0

_SCHEMA: Final = """
create table if not exists seen (
  id text primary key, command text not null, by text not null, at_s real not null, state text not null,
  why text not null) strict;
create table if not exists hubs (epoch text primary key, cseq integer not null) strict;
"""


class SqliteInbox:
    """Raises sqlite3.Error where the file fails: then the command is not taken, and comes again."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = full")
        self._db.executescript(_SCHEMA)

    def take(self, name: str, now_s: float) -> bool:
        """Whether this id comes for the first time; it is taken from now on, also after a power cut."""
        return self._db.execute(
            "insert or ignore into seen values (?, '', '', ?, 'taken', '')", (name, now_s)
        ).rowcount > 0  # fmt: skip

    def finish(self, name: str, command: str, by: str, state: str, why: str) -> None:
        """What came of it."""
        self._db.execute(
            "update seen set command = ?, by = ?, state = ?, why = ? where id = ?", (command, by, state, why, name)
        )

    def interrupted(self) -> list[str]:
        """Taken, and never answered: the car died in between."""
        return [name for (name,) in self._db.execute("select id from seen where state in ('taken', 'accepted')")]

    def newest(self, most: int) -> list[tuple[str, str, str, str, str, float]]:
        """(id, command, by, state, why, at_s), the newest first."""
        return list(
            self._db.execute(
                "select id, command, by, state, why, at_s from seen where command <> '' order by at_s desc limit ?",
                (most,),
            )
        )

    def cursor(self) -> tuple[str, int]:
        """The hub's store that spoke last, and how many of its commands are taken; "" none."""
        found = self._db.execute("select epoch, cseq from hubs").fetchone()
        return (found[0], found[1]) if found else ("", 0)

    def advance(self, epoch: str, cseq: int) -> None:
        """All of this hub's commands up to `cseq` are taken."""
        before = self.cursor()
        if before[0] == epoch and cseq <= before[1]:
            return
        self._db.execute("begin immediate")
        self._db.execute("delete from hubs")
        self._db.execute("insert into hubs values (?, ?)", (epoch, cseq))
        self._db.execute("commit")

    def tidy(self, now_s: float) -> None:
        """Forget what cannot come again."""
        self._db.execute("delete from seen where at_s < ?", (now_s - KEEP_S,))

    def close(self) -> None:
        """Nothing waits."""
        self._db.close()
