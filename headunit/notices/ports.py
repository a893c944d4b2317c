"""What the screen may ask of the notices, and what other rooms may have announced."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from headunit.notices.state import Urgency


class Dismissals(Protocol):
    """Takes a notice off the screen, or does what its button says. Qt's thread."""

    def dismiss(self, key: str) -> None:
        """The driver has read the notice `key`; it returns when its fact ends and comes again."""
        ...

    def act(self, key: str) -> None:
        """The driver has touched its button: its wish is run, and it is put away. The screen opens its pane itself."""
        ...


@dataclass(frozen=True, slots=True)
class Action:
    """What one can do about it. `words`: on the button, one or two. `pane`: opened, "" none. `wish`: run on Qt's thread
    and returns at once. Either or both."""

    words: str
    pane: str = ""
    wish: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Announcement:
    """What another room wants to be read.

    `key`: "room.what", unique. `icon`: a name in ui/controls/glyphs.js. `urgency`: NOTE for what is good to know, SOON
    for what one should act on; STOP is the car's own. `title`, `advice` and the action's words: source texts marked for
    translation in `context`, with %1, %2, ... where `words` go; of these, ones that are source texts in `context` are
    translated too. `for_s`: it goes by itself after so many seconds; None when withdrawn or put away.
    """

    key: str
    icon: str
    urgency: Urgency
    title: str
    advice: str = ""
    words: tuple[str, ...] = ()
    context: str = "Notices"
    for_s: float | None = None
    action: Action | None = None


class Announcer(Protocol):
    """Where other rooms have something announced. Qt's thread; returns at once, NoticesState answers with the next
    tick."""

    def announce(self, announcement: Announcement) -> None:
        """Show it. One with the same key takes the place of the older, also of one that was put away; its time begins
        anew, and it does not jump over others of its urgency that came since."""
        ...

    def withdraw(self, key: str) -> None:
        """It is no longer so. An unknown key is no fault."""
        ...
