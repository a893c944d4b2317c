"""What is subscribed, its episodes, where each was left: SQLite, safe against a power cut. Knows no network.

The subscriptions stand in an OPML file beside it as well: a damaged database is set aside and made anew from that.
"""

import contextlib
import hashlib
import logging
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from headunit.kernel.errors import HeadunitError
from headunit.kernel.kept_file import replace_file
from headunit.music import opml
from headunit.music.opml import Outline
from headunit.music.sources.podcasts.feed import Episode, Feed

log = logging.getLogger(__name__)

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS show(
  id TEXT PRIMARY KEY, url TEXT UNIQUE NOT NULL, title TEXT NOT NULL, author TEXT NOT NULL DEFAULT '',
  home TEXT NOT NULL DEFAULT '', image TEXT NOT NULL DEFAULT '', etag TEXT NOT NULL DEFAULT '',
  modified TEXT NOT NULL DEFAULT '', fault TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS episode(
  id TEXT PRIMARY KEY, show TEXT NOT NULL REFERENCES show ON DELETE CASCADE, place INTEGER NOT NULL,
  title TEXT NOT NULL, url TEXT NOT NULL, published REAL NOT NULL, duration_s REAL, size INTEGER,
  media_type TEXT NOT NULL, position_s REAL NOT NULL DEFAULT 0, played INTEGER NOT NULL DEFAULT 0,
  kept TEXT NOT NULL DEFAULT '', there INTEGER NOT NULL DEFAULT 1);
CREATE INDEX IF NOT EXISTS episode_of ON episode(show, published DESC, place);
"""
_EPISODES: Final = (
    "SELECT episode.id, episode.title, episode.url, published, duration_s, size, media_type, show.id, show.title,"
    " position_s, played, kept FROM episode JOIN show ON show.id = episode.show "
)
_NEWEST_FIRST: Final = " ORDER BY published DESC, place LIMIT ?"


@dataclass(frozen=True, slots=True)
class Show:
    """A subscription. `fault`: why it could not be refreshed. `fresh`: episodes not yet heard."""

    id: str
    url: str
    title: str
    author: str
    home: str
    image: str
    validators: dict[str, str]
    fault: str
    fresh: int
    newest: float


@dataclass(frozen=True, slots=True)
class Kept:
    """An episode with what became of it here. `kept`: its file's name, "" where it is not on this computer."""

    episode: Episode
    show: str
    show_title: str
    position_s: float
    played: bool
    kept: str


class Store:
    """Any thread; one at a time."""

    def __init__(self, folder: Path) -> None:
        self._file, self.list_file = folder / "podcasts.db", folder / "podcasts.opml"
        self._lock = threading.RLock()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._db = self._opened()
        except sqlite3.OperationalError as error:  # no access, or somebody else's lock: nothing is damaged
            raise HeadunitError(f"{self._file} cannot be opened: {error}") from error
        except sqlite3.DatabaseError:
            log.exception("%s is damaged: set aside, and made anew from %s", self._file, self.list_file)
            for end in ("-wal", "-shm"):
                self._file.with_name(self._file.name + end).unlink(missing_ok=True)
            self._file.replace(self._file.with_suffix(".damaged"))
            self._db = self._opened()
            with contextlib.suppress(OSError, HeadunitError):
                for outline in opml.read(self.list_file.read_bytes()):
                    self.subscribe(outline.url, outline.title)
        #: Where each episode was left: read without a wait.
        self.positions: dict[str, float] = dict(
            self._db.execute("SELECT id, position_s FROM episode WHERE position_s > 0").fetchall()
        )

    def _opened(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._file, check_same_thread=False, isolation_level=None)
        try:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA foreign_keys=ON")
            db.executescript(_SCHEMA)
            db.execute("SELECT count(*) FROM show, episode").fetchone()
        except sqlite3.DatabaseError:
            db.close()
            raise
        return db

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """All or nothing. Raises HeadunitError where the disk does not take it."""
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                try:
                    yield self._db
                except BaseException:
                    self._db.execute("ROLLBACK")
                    raise
                self._db.execute("COMMIT")
            except sqlite3.Error as error:
                raise HeadunitError(f"{self._file} cannot be written: {error}") from error

    def subscribe(self, url: str, title: str) -> str:
        """The show at `url`, new or known: its id."""
        id_ = hashlib.sha256(url.encode()).hexdigest()[:24]
        with self._writing() as db:
            db.execute("INSERT OR IGNORE INTO show(id, url, title) VALUES(?, ?, ?)", (id_, url, title))
        self._write_list()
        return id_

    def unsubscribe(self, show: str) -> None:
        """Forget it and its episodes."""
        with self._writing() as db:
            db.execute("DELETE FROM show WHERE id = ?", (show,))
        self._write_list()

    def _write_list(self) -> None:
        try:
            replace_file(self.list_file, self.export())
        except OSError as error:
            raise HeadunitError(f"{self.list_file} cannot be written: {error.strerror}") from error

    def export(self) -> bytes:
        """The subscriptions as OPML."""
        return opml.write("Podcasts", (Outline(show.title, show.url, "rss", show.home) for show in self.shows()))

    def take(self, show: str, feed: Feed, validators: dict[str, str]) -> None:
        """What the feed says now. What became of its episodes here stays; those it no longer lists stay if kept."""
        with self._writing() as db:
            db.execute(
                "UPDATE show SET title=?, author=?, home=?, image=?, etag=?, modified=?, fault='' WHERE id=?",
                (
                    feed.title,
                    feed.author,
                    feed.home,
                    feed.image,
                    validators.get("If-None-Match", ""),
                    validators.get("If-Modified-Since", ""),
                    show,
                ),
            )
            db.execute("UPDATE episode SET there = 0 WHERE show = ?", (show,))
            db.executemany(
                "INSERT INTO episode(id, show, place, title, url, published, duration_s, size, media_type)"
                " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET there = 1, place = excluded.place,"
                " title = excluded.title, url = excluded.url, published = excluded.published,"
                " duration_s = coalesce(excluded.duration_s, duration_s), size = excluded.size,"
                " media_type = excluded.media_type",
                (
                    (one.id, show, place, one.title, one.url, one.published, one.duration_s, one.size, one.media_type)
                    for place, one in enumerate(feed.episodes)
                ),
            )
            db.execute("DELETE FROM episode WHERE show = ? AND there = 0 AND kept = '' AND position_s = 0", (show,))
        self._write_list()

    def blame(self, show: str, fault: str) -> None:
        """It could not be refreshed; "" where nothing is wrong."""
        with self._writing() as db:
            db.execute("UPDATE show SET fault = ? WHERE id = ?", (fault, show))

    def shows(self) -> list[Show]:
        """All, those with the newest episode first."""
        with self._lock:
            rows = self._db.execute(
                "SELECT show.id, url, title, author, home, image, etag, modified, fault,"
                " (SELECT count(*) FROM episode WHERE show = show.id AND played = 0),"
                " coalesce((SELECT max(published) FROM episode WHERE show = show.id), 0) AS newest"
                " FROM show ORDER BY newest DESC, title"
            ).fetchall()
        return [
            Show(id_, url, title, author, home, image, _validators(etag, modified), fault, fresh, newest)
            for id_, url, title, author, home, image, etag, modified, fault, fresh, newest in rows
        ]

    def episodes(self, where: str = "", values: tuple[object, ...] = (), most: int = -1) -> list[Kept]:
        """Newest first. `where`: a condition of ours on show and episode."""
        with self._lock:
            condition = f"WHERE {where}" if where else ""
            rows = self._db.execute(_EPISODES + condition + _NEWEST_FIRST, (*values, most)).fetchall()
        return [Kept(Episode(*row[:7]), row[7], row[8], row[9], bool(row[10]), row[11]) for row in rows]

    def episode(self, id_: str) -> Kept:
        """Raises HeadunitError where there is none."""
        found = self.episodes("episode.id = ?", (id_,))
        if not found:
            raise HeadunitError("this episode is not known any more")
        return found[0]

    def heard(self, id_: str, position_s: float, *, played: bool) -> None:
        """Up to where."""
        self.positions[id_] = 0.0 if played else position_s
        with self._writing() as db:
            db.execute(
                "UPDATE episode SET position_s = ?, played = max(played, ?) WHERE id = ?",
                (self.positions[id_], played, id_),
            )

    def mark(self, where: str, value: str, *, played: bool) -> None:
        """By hand. `where`: "id" or "show"."""
        with self._writing() as db:
            db.execute(
                f"UPDATE episode SET played = ?, position_s = 0 WHERE {where} = ?",  # noqa: S608  ours
                (played, value),
            )
        for one in self.episodes(f"episode.{where} = ?", (value,)):
            self.positions.pop(one.episode.id, None)

    def keep(self, id_: str, file: str) -> None:
        """It lies there now; "" nowhere."""
        with self._writing() as db:
            db.execute("UPDATE episode SET kept = ? WHERE id = ?", (file, id_))

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()


def _validators(etag: str, modified: str) -> dict[str, str]:
    return {name: said for name, said in (("If-None-Match", etag), ("If-Modified-Since", modified)) if said}
