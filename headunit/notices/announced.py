"""What other rooms have had announced: shown until its time is over, it is withdrawn or put away. Knows no room."""

from dataclasses import dataclass

from headunit.notices.ports import Announcement
from headunit.notices.state import Notice

#: So many are kept; the oldest of the least urgent go first. A room that announces without end hides no other's.
MOST = 12


@dataclass(frozen=True, slots=True)
class _Shown:
    """`since`: its place among others. `until`: Clock.now(), seconds; None without end."""

    announcement: Announcement
    since: float
    until: float | None


class Announced:
    """Qt's thread. The time comes in (Clock.now(), seconds)."""

    def __init__(self) -> None:
        self._shown: dict[str, _Shown] = {}

    def announce(self, announcement: Announcement, now: float) -> None:
        """As `Announcer.announce`."""
        known = self._shown.get(announcement.key)
        until = None if announcement.for_s is None else now + announcement.for_s
        self._shown[announcement.key] = _Shown(announcement, now if known is None else known.since, until)
        if len(self._shown) > MOST:
            del self._shown[min(self._shown.values(), key=_worth).announcement.key]

    def withdraw(self, key: str) -> None:
        """As `Announcer.withdraw`; also what the driver has read."""
        self._shown.pop(key, None)

    def act(self, key: str) -> None:
        """Run the wish of one, and put it away."""
        shown = self._shown.pop(key, None)
        action = None if shown is None else shown.announcement.action
        if action is not None and action.wish is not None:
            action.wish()

    def notices(self, now: float) -> list[Notice]:
        """Those whose time is not over."""
        over = [key for key, shown in self._shown.items() if shown.until is not None and now >= shown.until]
        for key in over:
            del self._shown[key]
        return [_notice(shown) for shown in self._shown.values()]


def _worth(shown: _Shown) -> tuple[int, float]:
    return (shown.announcement.urgency, shown.since)


def _notice(shown: _Shown) -> Notice:
    said = shown.announcement
    action = said.action
    return Notice(
        said.key,
        said.icon,
        said.urgency,
        said.title,
        said.advice,
        shown.since,
        said.words,
        said.context,
        "" if action is None else action.words,
        "" if action is None else action.pane,
    )
