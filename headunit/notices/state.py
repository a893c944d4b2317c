"""What wants to be seen: tell-tales that glow as long as something is so, notices that a person reads once."""

import enum
from dataclasses import dataclass


class Urgency(enum.IntEnum):
    """ISO 2575's colour meanings, in rising order, and one without a colour: what is only good to know."""

    ON = 0  # green: a system works
    FAR = 1  # blue: high beam
    NOTE = 2  # no colour: nothing has to be done; never a tell-tale
    SOON = 3  # amber: act soon
    STOP = 4  # red: stop, or act at once


@dataclass(frozen=True, slots=True)
class Telltale:
    """One glowing symbol. `words`: source text in context "Notices", what it means in two or three words."""

    key: str
    icon: str
    urgency: Urgency
    words: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to read. `title`, `advice` and `action`: source texts in `context`, with %1, %2, ... for `words`.
    `since`: Clock.now(), seconds. `action`: the word on its button, "" for none. `pane`: what the button opens, "" no
    pane."""

    key: str
    icon: str
    urgency: Urgency
    title: str
    advice: str
    since: float
    words: tuple[str, ...] = ()
    context: str = "Notices"
    action: str = ""
    pane: str = ""


@dataclass(frozen=True, slots=True)
class NoticesState:
    """Both lists, the most urgent first; notices of one urgency with the newest first. Dismissed ones are left out."""

    telltales: tuple[Telltale, ...] = ()
    notices: tuple[Notice, ...] = ()
