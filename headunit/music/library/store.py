"""The library's database on the disk: opened, made anew where it is damaged, locked against a second writer.

Knows SQLite and the tables; what is written into them others decide.
"""

import contextlib
import fcntl
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from headunit.kernel.errors import HeadunitError
from headunit.music.library.schema import FORMAT, TABLES

log = logging.getLogger(__name__)

FILE: Final = "library.sqlite"
_BESIDE: Final = ("-wal", "-shm")
#: The other process writes in short pieces (s).
_BUSY_S: Final = 10.0


class DamagedError(HeadunitError):
    """The database cannot be understood. A scan makes it anew."""


@contextlib.contextmanager
def alone(folder: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Be the only one who writes. `waiting`: called where another does, before it is waited for.

    Raises HeadunitError where the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "library.lock").open("w")
    except OSError as error:
        raise HeadunitError(f"the library cannot be kept in {folder}: {error.strerror}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            waiting()
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def open_to_write(folder: Path) -> sqlite3.Connection:
    """The database, made where there is none or one of another format. Inside `alone`. Raises sqlite3.Error."""
    file = folder / FILE
    try:
        return _open(file)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and "not a database" not in str(error):
            raise
        log.error("%s is damaged and made anew: %s", file, error)  # noqa: TRY400  one line is enough
        discard(folder)
        return _open(file)


def discard(folder: Path) -> None:
    """Delete the database: all in it can be read again."""
    for name in (FILE, *(FILE + end for end in _BESIDE)):
        (folder / name).unlink(missing_ok=True)


def _open(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=_BUSY_S, isolation_level=None)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        found = connection.execute("pragma user_version").fetchone()[0]
        if found == FORMAT:
            connection.execute("select count(*) from root").fetchone()
            return connection
        tables = connection.execute("select count(*) from sqlite_master").fetchone()[0]
        if tables:
            raise sqlite3.DatabaseError(f"format {found}, not {FORMAT}")  # noqa: TRY301
        connection.executescript(TABLES)
    except BaseException:
        connection.close()
        raise
    return connection


#: How many tracks are here (1) and how many are away (0).
COUNTS: Final = "select present, sum(tracks) from root group by present"


class Shelves:
    """The database for those who only look: opened late, opened again where it was made anew. One thread.

    Raises DamagedError.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._connection: sqlite3.Connection | None = None
        self._inode = 0

    def rows(self, question: str, *given: object) -> list[tuple[object, ...]]:
        """All rows of an answer. None where there is no library yet."""
        try:
            inode = os.stat(self._file).st_ino  # noqa: PTH116  once a question
        except FileNotFoundError:
            self.close()
            return []
        try:
            if self._connection is None or inode != self._inode:
                self.close()
                uri = f"{self._file.absolute().as_uri()}?mode=ro"
                self._connection = sqlite3.connect(uri, uri=True, timeout=_BUSY_S, check_same_thread=False)
                self._inode = inode
            if self._connection.execute("pragma user_version").fetchone()[0] != FORMAT:
                return []  # it is being made
            return self._connection.execute(question, given).fetchall()
        except sqlite3.Error as error:
            self.close()
            raise DamagedError(f"the library in {self._file} cannot be read: {error}") from error

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def counts(folder: Path) -> tuple[int, int]:
    """How many tracks the library in `folder` has here, and how many are away. Blocks. Raises DamagedError."""
    shelves = Shelves(folder)
    try:
        found = {row[0]: row[1] for row in shelves.rows(COUNTS)}
    finally:
        shelves.close()
    here, away = found.get(1) or 0, found.get(0) or 0
    assert isinstance(here, int)
    assert isinstance(away, int)
    return here, away


def check(connection: sqlite3.Connection) -> None:
    """Look at every page, before something is written into a damaged database. Raises sqlite3.DatabaseError."""
    if connection.execute("pragma quick_check(1)").fetchone()[0] != "ok":
        raise sqlite3.DatabaseError("it fails its own check")
