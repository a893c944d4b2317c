"""What a link to the world says of itself. The screen shows these words; a link never raises into the screen."""

import enum
from dataclasses import dataclass, field
from typing import Protocol


class LinkState(enum.Enum):
    """One of six things a person can be told about a link."""

    OFF = "off"  # not asked for
    CONNECTING = "connecting"  # trying; the other side has not answered yet
    ONLINE = "online"  # data arrives
    SILENT = "silent"  # open, but nothing arrives
    FAULT = "fault"  # the other side reports trouble: bus-off, no receiver
    LOST = "lost"  # absent, refused, unplugged; a retry is running


@dataclass(frozen=True, slots=True)
class LinkReport:
    """The state of one link at one moment.

    `name`: for people and logs ("can0", "gpsd"). `kind`: "can" or "gps". `since`: Clock.now() of the last change of
    `state`. `detail`: one line for the technician, in the driver library's own words. `counters`: totals since start.
    """

    name: str
    kind: str
    state: LinkState
    since: float
    detail: str = ""
    counters: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Links:
    """All links of this run, in the order in which they were asked for."""

    reports: tuple[LinkReport, ...] = ()


class Link(Protocol):
    """One connection to the world, driven by app.py. `start` returns at once; reports go to the Inbox."""

    name: str

    def start(self) -> None:
        """Begin trying to connect, and go on for ever. Never raises because the other side is absent."""
        ...

    def stop(self) -> None:
        """End every thread and task of the link within a second. May be called twice."""
        ...
