"""What a hub stands on: an engine that keeps what cars send and what is sent to them, and a store that answers
questions.

Two pairs meet these: SQLite for one process (`hub/sqlite_*.py`), NATS JetStream with PostgreSQL for a fleet
(`hub/nats_engine.py`, `hub/postgresql_store.py`). They pass the same contract tests. All of it is asyncio, one loop.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from headunit.kernel.errors import HeadunitError
from headunit.mirror.row import Lane, Row


class EngineBusyError(HeadunitError):
    """It does not answer in time (a leader is being chosen, a disk is full): close the connection; the other side comes
    back and sends again."""


class GapError(HeadunitError):
    """A batch does not follow what is held: close the connection; `Marks` will tell the car from where to send."""


@dataclass(frozen=True, slots=True)
class Event:
    """A row that is held. `offset`: grows, per car, within one hub epoch. `hub_s`: when it came, since 1970."""

    offset: int
    car: str
    row: Row
    hub_s: float


@dataclass(frozen=True, slots=True)
class Command:
    """`cseq`: grows per car. `kind`: "statement" go to the car before all others. `signed`: see mirror/signed.py."""

    cseq: int
    id: str
    kind: str
    signed: bytes
    hub_s: float


class Engine(Protocol):
    """What must not be lost. Nothing is returned before it is durable."""

    @property
    def epoch(self) -> str:
        """Of this hub's store: 32 hex digits; another one after a restore from a backup, so that cursors of commands
        are not trusted any more: a car that has seen more than is held is sent all again, and takes each once."""
        ...

    @property
    def lineage(self) -> str:
        """In which offsets of events hold: what is restored, or opened again, goes on with the same."""
        ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def marks(self, car: str, epochs: Sequence[str]) -> dict[tuple[str, Lane], int]:
        """What is held of this car, for these epochs."""
        ...

    async def append(self, car: str, rows: Sequence[Row]) -> int:
        """Hold rows of one epoch and lane, those that are new; returns the mark. Once and in order, whoever sends them
        how often. Raises GapError, EngineBusyError."""
        ...

    def events(self, car: str, after: int) -> AsyncIterator[Sequence[Event]]:
        """All after an offset, in order, then live, for ever."""
        ...

    async def last(self, car: str) -> int:
        """Offset of the last event of this car that was ever held, or one behind it."""
        ...

    async def put(self, car: str, name: str, kind: str, signed: bytes) -> int:
        """Hold a command; the same id again changes nothing. Returns its cseq."""
        ...

    def commands(self, car: str, after: int) -> AsyncIterator[Sequence[Command]]:
        """All after a cseq, statements first within what is there, then live, for ever."""
        ...


@dataclass(frozen=True, slots=True)
class Value:
    """One key of a car's twin. `at_s`: the car's time of the reading. `hub_s`: when it came."""

    value: object
    at_s: float
    hub_s: float
    clock_good: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """News for whoever looks at a car: `type` "value", "alert", "trip", "command" or "forget", `body` as the page
    reads it (hub/README.md), `right`: who may see it (mirror/roles.py), "" everybody who is paired."""

    car: str
    type: str
    body: dict[str, object]
    right: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command as the hub lists it. `state`: "queued", "sent", "accepted", "done", "expired", "refused", "failed"."""

    id: str
    command: str
    by: str
    state: str
    why: str
    at_s: float


def command_body(asked: Asked) -> dict[str, object]:
    """As the page reads it."""
    return {
        "id": asked.id,
        "command": asked.command,
        "by": asked.by,
        "state": asked.state,
        "why": asked.why,
        "at_s": asked.at_s,
    }


@dataclass(frozen=True, slots=True)
class Document:
    """Something people keep at the hub: a place, a fence, a share, a cost, a session. `version`: 1, 2, ..."""

    kind: str
    car: str
    id: str
    version: int
    body: dict[str, object] = field(default_factory=dict)


class ConflictError(HeadunitError):
    """Somebody else has changed it meanwhile."""


class Store(Protocol):
    """What can be asked. Fed by a projector, in order, each event once whatever dies: `apply` and the watermark are one
    transaction."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def watermark(self, car: str, lineage: str) -> int:
        """Offset of the last event that was applied; 0 before the first, and in another lineage."""
        ...

    async def apply(self, car: str, lineage: str, events: Sequence[Event]) -> Sequence["Change"]:
        """Take them in, in order; what is not later than the watermark is passed over. Returns what changed."""
        ...

    async def rewind(self, car: str) -> None:
        """Be given all events again: the engine has fallen back behind the watermark. What was applied stays; to apply
        an event twice, in order, comes to the same."""
        ...

    async def enrol(self, car: str, key: bytes) -> None:
        """From now on the car belongs here."""
        ...

    async def cars(self) -> dict[str, bytes]:
        """Name -> public key."""
        ...

    async def twin(self, car: str) -> dict[str, Value]: ...

    async def trips(self, car: str, before_s: float, most: int) -> list[dict[str, object]]:
        """Begun before a moment, the newest first."""
        ...

    async def trip(self, car: str, name: str) -> dict[str, object] | None: ...

    async def points(self, car: str, key: str, begin_s: float, end_s: float, most: int) -> list[tuple[float, float]]:
        """(at_s, value) of one signal; thinned evenly to `most`."""
        ...

    async def alerts(self, car: str, before_s: float, most: int) -> list[dict[str, object]]: ...

    async def ask(self, car: str, asked: Asked) -> bool:
        """A command is listed, or has got further: never back. Whether that changed anything."""
        ...

    async def commands(self, car: str, most: int) -> list[Asked]:
        """The newest first."""
        ...

    async def forget(self, car: str) -> None:
        """All of it."""
        ...

    async def get(self, kind: str, car: str, name: str) -> Document | None: ...

    async def find(self, kind: str, car: str) -> list[Document]: ...

    async def put(self, document: Document) -> Document:
        """Compare and set: `version` is the one that was read, 0 for a new one. Raises ConflictError."""
        ...

    async def remove(self, kind: str, car: str, name: str) -> None: ...

    async def log(self, car: str, who: str, what: str, detail: str) -> None:
        """The audit: appended, each line with the digest of the one before."""
        ...

    async def audit(self, car: str, most: int) -> list[dict[str, object]]: ...


class Maps(Protocol):
    """A map for the page. Any thread."""

    def style(self, theme: str, language: str, origin: str) -> dict[str, object] | None:
        """For MapLibre; None where there is none. `theme`: "day" or "night"."""
        ...

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """A Mapbox Vector Tile; None where there is none."""
        ...
