"""An Inbox that also keeps everything in order: what a link said, and when it said what."""

import time
from collections.abc import Callable
from typing import override

from headunit.kernel.inbox import Inbox
from headunit.kernel.link import LinkReport, LinkState
from headunit.kernel.reading import Reading
from headunit.position.state import Fix, Mode

#: Nothing here takes so long unless it never happens.
PATIENCE_S = 60.0


def until(what: Callable[[], object], message: str = "") -> None:
    """Wait until `what` is true; fail when patience is over."""
    end = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < end, message or "it never happened"
        time.sleep(0.01)


class Ear(Inbox):
    def __init__(self) -> None:
        super().__init__()
        self.readings: list[Reading[Fix]] = []
        self.reports: list[LinkReport] = []
        self.topics: set[str] = set()

    @override
    def post_all(self, values: dict[str, object]) -> None:
        for topic, value in values.items():
            self.topics.add(topic)
            if isinstance(value, LinkReport):
                self.reports.append(value)
            elif isinstance(value, Reading):
                self.readings.append(value)
        super().post_all(values)

    @property
    def states(self) -> list[LinkState]:
        """The states in order, without repetition."""
        states = [report.state for report in self.reports]
        return [state for before, state in zip([None, *states], states, strict=False) if state is not before]

    @property
    def placed(self) -> list[Fix]:
        return [reading.value for reading in self.readings if reading.value and reading.value.mode is not Mode.NO_FIX]

    def until_state(self, state: LinkState, detail: str = "") -> LinkReport:
        """Wait for a report of `state` whose detail holds `detail`, made after this call or being the latest."""
        done = max(0, len(self.reports) - 1)

        def found() -> LinkReport | None:
            return next((r for r in self.reports[done:] if r.state is state and detail in r.detail), None)

        until(found, f"no report of {state}; there were {self.reports[-8:]}")
        report = found()
        assert report is not None
        return report

    def until_fixes(self, more: int = 1) -> list[Fix]:
        """Wait for `more` fixes with a place, and give those."""
        done = len(self.placed)
        until(lambda: len(self.placed) >= done + more, f"no {more} fixes; the reports were {self.reports[-8:]}")
        return self.placed[done:]
