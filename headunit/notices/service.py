"""Turns the vehicle's state into tell-tales and notices. A notice appears with its fact, stays until that ends or
it is dismissed, and returns only when the fact ends and comes again. Other rooms' announcements stand beside."""

from typing import override

from headunit.kernel.clock import Clock
from headunit.notices.announced import Announced
from headunit.notices.ports import Announcement, Announcer, Dismissals
from headunit.notices.rules import RULES, Rule
from headunit.notices.state import Notice, NoticesState, Telltale, Urgency
from headunit.vehicle.state import VehicleState

#: A fact must hold this long before it speaks, and be gone this long before it is over: readings near a threshold
#: flicker, and a warning that comes and goes is no warning (seconds). Red ones speak at once.
SETTLE_S = 1.0
#: An unknown fact (its signal is stale) ends no warning at once, since a bus may stumble (seconds).
UNKNOWN_S = 5.0


class Notices(Dismissals, Announcer):
    """Feed it with `on_vehicle` and `announce`; read `state`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._announced = Announced()
        self._since: dict[str, float] = {}  # facts that are so, and since when
        self._gone: dict[str, float] = {}  # of these, the ones that seem over, and since when
        self._dismissed: set[str] = set()

    @override
    def dismiss(self, key: str) -> None:
        # What has just ended cannot be dismissed: it would be missed the next time.
        if key in self._since:
            self._dismissed.add(key)
        self._announced.withdraw(key)

    @override
    def act(self, key: str) -> None:
        self._announced.act(key)

    @override
    def announce(self, announcement: Announcement) -> None:
        self._announced.announce(announcement, self._clock.now())

    @override
    def withdraw(self, key: str) -> None:
        self._announced.withdraw(key)

    def on_vehicle(self, vehicle: VehicleState) -> None:
        """Judge all rules at `vehicle.at`."""
        now = vehicle.at
        for rule in RULES:
            holds = rule.condition(vehicle)
            if holds is True:
                self._since.setdefault(rule.key, now)
                self._gone.pop(rule.key, None)
            elif rule.key in self._since:
                over_since = self._gone.setdefault(rule.key, now)
                patience_s = SETTLE_S if holds is False else UNKNOWN_S
                if rule.urgency <= Urgency.FAR or not self._speaks(rule, over_since):
                    patience_s = 0.0
                if now - over_since >= patience_s:
                    del self._since[rule.key]
                    del self._gone[rule.key]
                    self._dismissed.discard(rule.key)

    def _speaks(self, rule: Rule, now: float) -> bool:
        """Whether the fact has held long enough to be shown."""
        return rule.urgency is not Urgency.SOON or now - self._since[rule.key] >= SETTLE_S

    def state(self, now: float) -> NoticesState:
        """What is to be shown at `now` (Clock.now(), seconds)."""
        lit = [rule for rule in RULES if rule.key in self._since and self._speaks(rule, now)]
        lit.sort(key=lambda rule: -rule.urgency)
        notices = [
            Notice(rule.key, rule.icon, rule.urgency, rule.words, rule.advice, self._since[rule.key])
            for rule in lit
            if rule.advice and rule.key not in self._dismissed
        ]
        notices += self._announced.notices(now)
        notices.sort(key=lambda notice: (-notice.urgency, -notice.since))
        return NoticesState(tuple(Telltale(r.key, r.icon, r.urgency, r.words) for r in lit), tuple(notices))
