"""One SQLite file and the one thread that speaks to it: who asks at the same time is answered one after the other."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from headunit.hub.ports import EngineBusyError
from headunit.kernel.errors import HeadunitError


class SqliteFile:
    """`schema`: run at each start. WAL and synchronous=FULL: what was returned survives a power cut."""

    def __init__(self, file: Path, schema: str) -> None:
        self._file, self._schema = file, schema
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"hub {file.stem}")
        self._db: sqlite3.Connection | None = None

    async def open(self) -> None:
        """Raises HeadunitError, in one line, where the file cannot be used."""
        await self._on_thread(self._open)

    def _open(self) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(self._file, isolation_level=None)
            db.execute("pragma journal_mode = wal")
            db.execute("pragma synchronous = full")
            db.executescript(self._schema)
        except (OSError, sqlite3.Error) as error:
            raise HeadunitError(f"the hub's store {self._file} cannot be used: {error}") from error
        self._db = db

    async def read[T](self, job: Callable[[sqlite3.Connection], T]) -> T:
        """Ask."""
        return await self._on_thread(lambda: job(self._there))

    async def write[T](self, job: Callable[[sqlite3.Connection], T]) -> T:
        """All of it or nothing. Raises EngineBusyError where the disk is full or fails."""

        def act() -> T:
            db = self._there
            try:
                with _whole(db):
                    return job(db)
            except sqlite3.OperationalError as error:
                raise EngineBusyError(f"nothing can be kept at the moment: {error}") from error

        return await self._on_thread(act)

    @property
    def _there(self) -> sqlite3.Connection:
        if self._db is None:
            raise EngineBusyError("the store is closed")
        return self._db

    async def _on_thread[T](self, job: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, job)
        except RuntimeError as error:
            raise EngineBusyError("the store is closed") from error

    async def close(self) -> None:
        """Let go of it."""

        def act() -> None:
            if self._db is not None:
                self._db.close()
                self._db = None

        await self._on_thread(act)
        self._thread.shutdown(wait=False)


class _whole:  # noqa: N801  reads as a word of the language
    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("begin immediate")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._db.in_transaction:
            self._db.execute("rollback" if kind else "commit")
