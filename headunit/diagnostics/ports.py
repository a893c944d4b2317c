"""What the diagnostics room needs from the world: a line on which control units can be asked."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Answer:
    """One whole message of one control unit, without its transport.

    `ecu`: identifier of its answers in hex ("7E8", "18DAF110"). `data`: from the service byte on, 1 to 4095 bytes;
    empty where the message never became whole, and then `fault` says why.
    """

    ecu: str
    data: bytes = b""
    fault: str = ""


class DiagnosticLine(Protocol):
    """A way to the control units. One thread at a time; each call blocks until the answers are in or overdue.

    Both calls raise UsageError for a request that the send desk refuses, HeadunitError where the line is dead.
    """

    name: str

    @property
    def is_can(self) -> bool:
        """Whether the car is on CAN. Older buses (K-line, J1850) count nothing in their answers and know no UDS."""
        ...

    def ask_all(self, request: bytes, why: str, expect: frozenset[str] = frozenset()) -> tuple[Answer, ...]:
        """Ask all control units at once (functional addressing, 1-7 bytes); every answer, in order of identifiers.

        `expect`: who is known to answer this; once all of them have, nobody else is waited for. Empty where nobody
        answered in time. Messages that do not belong to `request` are left out.
        """
        ...

    def ask(self, ecu: str, request: bytes, why: str) -> Answer:
        """Ask the one whose answers come as `ecu` (physical addressing). No answer in time is a fault of the answer."""
        ...

    def close(self) -> None:
        """Give everything back. May be called twice."""
        ...


class Desk(Protocol):
    """What a line asks before anything leaves, and tells of everything that left."""

    def sending(self, request: bytes, why: str) -> AbstractContextManager[Callable[[str, str], None]]:
        """Open the send log for `request`; the function writes (frame or line as sent, outcome) into it.

        Raises UsageError where the request is refused, and where the log cannot be written: then nothing is sent.
        """
        ...


class CarCheck(Protocol):
    """What the driver may wish of a check of the car.

    On Qt's thread; each call returns at once, and what comes of it is in the `CheckState` on the board. A wish that
    makes no sense at the moment (a second scan beside the first) is left.
    """

    def read(self) -> None:
        """Ask all control units for everything that the health report needs."""
        ...

    def open(self, key: str) -> None:
        """Look at one code of the result, by `TroubleCode.key`; "" closes it."""
        ...

    def ask_to_clear(self, *, asking: bool) -> None:
        """Put the question whether the codes be cleared, or take it back. Nothing is sent."""
        ...

    def clear(self) -> None:
        """The driver has confirmed. Without the question nothing happens; the speed is looked at last of all."""
        ...

    def acknowledge(self) -> None:
        """What was cleared, refused or failed has been read: back to the result, if there is one."""
        ...

    def save(self, page: str) -> None:
        """Write a report (a whole HTML page) into the driver's folder for documents."""
        ...
