"""What wants to be seen: tell-tales that glow as long as something is so, notices that a person reads once."""

import enum
from dataclasses import dataclass


class Urgency(enum.IntEnum):
    """ISO 2575's colour meanings, in rising order."""

    ON = 0  # green: a system works
    FAR = 1  # blue: high beam
    SOON = 2  # amber: act soon
    STOP = 3  # red: stop, or act at once


@dataclass(frozen=True, slots=True)
class Telltale:
    """One glowing symbol. `words`: source text in context "Notices", what it means in two or three words."""

    key: str
    icon: str
    urgency: Urgency
    words: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to read. `title` and `advice`: source texts in context "Notices". `since`: Clock.now(), seconds."""

    key: str
    icon: str
    urgency: Urgency
    title: str
    advice: str
    since: float


@dataclass(frozen=True, slots=True)
class NoticesState:
    """Both lists, the most urgent first; notices of one urgency with the newest first. Dismissed ones are left out."""

    telltales: tuple[Telltale, ...] = ()
    notices: tuple[Notice, ...] = ()
