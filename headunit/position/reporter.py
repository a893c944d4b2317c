"""What every position link tells the Inbox, said in one way. Knows neither sockets nor sentences."""

from headunit.kernel.clock import Clock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import LinkReport, LinkState
from headunit.kernel.reading import Reading
from headunit.position.state import Fix, Mode

#: Topic of every Reading[Fix], whichever receiver it is from.
POSITION = "position"
#: Nothing understood for so long (s): the link is SILENT.
SILENCE_S = 3.0
#: Counters alone are posted at most once in so many seconds.
COUNTERS_EVERY_S = 1.0


def link_topic(name: str) -> str:
    """Topic of the LinkReports of link `name`."""
    return f"link:{name}"


class LinkReporter:
    """One link's voice. One thread at a time: first the one that starts the link, then the link's own.

    Counters: `reports` heard from the receiver, `fixes` among them with a place, `rejected` lines, `reconnects`.
    """

    def __init__(self, name: str, clock: Clock, inbox: Inbox) -> None:
        self.name = name
        self.counters = {"reports": 0, "fixes": 0, "rejected": 0, "reconnects": 0}
        self._clock, self._inbox = clock, inbox
        self._report = LinkReport(name, "gps", LinkState.OFF, clock.now())
        self._posted_at = clock.now()

    @property
    def state(self) -> LinkState:
        """What was said last."""
        return self._report.state

    def say(self, state: LinkState, detail: str = "") -> None:
        """Post a LinkReport if `state` or `detail` is news."""
        if (state, detail) != (self._report.state, self._report.detail):
            self._post(state, detail)

    def count(self, what: str, by: int = 1) -> None:
        """Add to a counter; it is posted soon, not at once."""
        self.counters[what] += by
        self.refresh()

    def refresh(self) -> None:
        """Post the counters if they were not posted for a second."""
        if self._clock.now() - self._posted_at >= COUNTERS_EVERY_S and self.counters != self._report.counters:
            self._post(self._report.state, self._report.detail)

    def fix(self, fix: Fix) -> None:
        """Post `fix` as received now."""
        self._inbox.post(POSITION, Reading(fix, self._clock.now(), self.name))
        self.counters["fixes"] += fix.mode is not Mode.NO_FIX
        self.count("reports")

    def _post(self, state: LinkState, detail: str) -> None:
        now = self._clock.now()
        since = self._report.since if state is self._report.state else now
        self._report = LinkReport(self.name, "gps", state, since, detail, dict(self.counters))
        self._posted_at = now
        self._inbox.post(link_topic(self.name), self._report)
