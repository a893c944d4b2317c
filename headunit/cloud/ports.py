"""What the driver can ask of the mirror, and what it needs from the rooms. Qt's thread; every call returns at once,
CloudState answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from headunit.cloud.state import Exactness, Kind
from headunit.mirror.roles import Role


class Mirror(Protocol):
    """The driver's hand on it."""

    def offer_pairing(self, role: Role, hours: float | None = None) -> None:
        """Show a code for one device of this role, for good or for so many hours. Parked only."""
        ...

    def agree(self, yes: bool) -> None:
        """The six digits are the same on both screens, or not."""
        ...

    def end_pairing(self) -> None: ...

    def revoke(self, name: str) -> None:
        """Unpair a device, now."""
        ...

    def allow(self, kind: Kind, on: bool) -> None:
        """Let a kind of data out, or not."""
        ...

    def exactness(self, exactness: Exactness) -> None: ...

    def private_drive(self, on: bool) -> None:
        """One tap."""
        ...

    def seal(self, lane: str, on: bool) -> None:
        """Encrypt a lane end to end."""
        ...

    def forget_trip(self, trip: str) -> None: ...

    def delete_all(self) -> None:
        """Ask the hub to forget this car, and empty the outbox."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a command: "done", "refused" or "failed", and why, one line in English source text, context
    "Cloud"."""

    state: str
    why: str = ""


#: Done on Qt's thread; `told` is called once, at once or when the world has answered.
type Effect = Callable[[Mapping[str, object], Callable[[Outcome], None]], None]


class Effects(Protocol):
    """What commands come to in this car: rooms' wishes behind names of mirror/roles.py. Made by app/mirror.py."""

    def effect(self, command: str) -> Effect | None:
        """None where this car cannot do it."""
        ...
