"""Outbox and inbox on a thread of their own: a commit waits for the disk, and no frame waits for a commit."""

import logging
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final

from headunit.cloud.sqlite_inbox import SqliteInbox
from headunit.cloud.sqlite_outbox import Draft, OutboxFullError, SqliteOutbox
from headunit.mirror.frames import Envelope
from headunit.mirror.row import Lane, Row

log = logging.getLogger(__name__)

OUTBOX: Final = "outbox.sqlite"
INBOX: Final = "inbox.sqlite"


class PostRoom:
    """`arrived`: a command that comes for the first time; `posted`: there is something to send. Both are called on
    this thread. All methods return at once; `Future`s are for whoever can wait."""

    def __init__(self, folder: Path, wall: Callable[[], float]) -> None:
        self._folder, self._wall = folder, wall
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="post room")
        self._out: SqliteOutbox | None = None
        self._in: SqliteInbox | None = None
        self.arrived: Callable[[Envelope], None] = lambda _: None
        self.posted: Callable[[], None] = lambda: None
        self._failing = False

    def _submit[**P, T](self, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        try:
            return self._thread.submit(job, *args, **kwargs)
        except RuntimeError:  # it is closed: what comes now belongs to no run
            gone: Future[T] = Future()
            gone.cancel()
            return gone

    def open(self) -> Future[list[str]]:
        """Ids of commands that the last run has taken and not answered."""
        return self._submit(self._open)

    def _open(self) -> list[str]:
        self._out = SqliteOutbox(self._folder / OUTBOX)
        self._in = SqliteInbox(self._folder / INBOX)
        self._out.tidy(self._wall())
        self._in.tidy(self._wall())
        return self._in.interrupted()

    def post(self, drafts: Sequence[Draft]) -> None:
        """Keep them to be sent. What cannot be kept is logged, once until it works again."""
        if drafts:
            self._submit(self._post, drafts)

    def _post(self, drafts: Sequence[Draft]) -> None:
        if self._out is None:
            return
        try:
            self._out.append(drafts)
            self._failing = False
        except (OutboxFullError, sqlite3.Error) as error:
            if not self._failing:
                log.error("nothing can be kept for the mirror: %s", error)  # noqa: TRY400  a line will do
            self._failing = True
        self.posted()

    def answer(self, name: str, command: str, by: str, state: str, why: str, result: Draft) -> None:
        """What came of a command: kept, and told to the hub."""

        def act() -> None:
            if self._in is not None:
                self._in.finish(name, command, by, state, why)
            self._post([result])

        self._submit(act)

    def take(self, epoch: str, envelopes: Sequence[Envelope]) -> Future[None]:
        """Commands of a hub, in order. Done when they are safe here."""

        def act() -> None:
            if self._in is None:
                return
            for envelope in envelopes:
                if self._in.take(envelope.id, self._wall()):
                    self.arrived(envelope)
            self._in.advance(epoch, max(one.cseq for one in envelopes))

        return self._submit(act)

    def greeting(self) -> Future[tuple[str, int, tuple[str, ...]]]:
        """What to say to a hub: its epoch and cseq as known here, and the epochs that are kept here."""

        def act() -> tuple[str, int, tuple[str, ...]]:
            assert self._out is not None
            assert self._in is not None
            return (*self._in.cursor(), self._out.epochs())

        return self._submit(act)

    def trust(self, marks: Mapping[tuple[str, Lane], int]) -> Future[None]:
        """What the hub holds."""
        return self._submit(lambda: self._there.trust(marks))

    def acknowledge(self, epoch: str, lane: Lane, seq: int) -> Future[None]:
        """The hub holds more."""
        return self._submit(lambda: self._there.acknowledge(epoch, lane, seq))

    def after(self, sent: Mapping[tuple[str, Lane], int]) -> Future[tuple[Row, ...]]:
        """What to send next."""
        known = dict(sent)
        return self._submit(lambda: self._there.after(known))

    def waiting(self, told: Callable[[dict[str, int], int], None]) -> None:
        """Say, on this thread, how many rows wait by lane, and how many were dropped."""
        self._submit(lambda: None if self._out is None else told(self._out.waiting(), self._out.dropped))

    def forget(self, lanes: Sequence[Lane]) -> None:
        """Let go of what has not left the car."""
        self._submit(lambda: self._there.forget(lanes))

    def history(self, most: int) -> Future[list[tuple[str, str, str, str, str, float]]]:
        """Commands that came, the newest first; see SqliteInbox.newest."""
        return self._submit(lambda: [] if self._in is None else self._in.newest(most))

    @property
    def _there(self) -> SqliteOutbox:
        if self._out is None:
            raise OSError("the outbox is closed")
        return self._out

    def close(self) -> None:
        """What was posted is on the disk then."""

        def act() -> None:
            for store in (self._out, self._in):
                if store is not None:
                    store.close()
            self._out = self._in = None

        self._submit(act)
        self._thread.shutdown(wait=True)
