"""An emergency call on its way: it waits for nobody, and takes the next phone where one fails. Pure."""

from collections.abc import Iterable
from typing import Final

from headunit.kernel.clock import Clock
from headunit.phone.call_log import CallLog
from headunit.phone.call_wishes import CallWishes
from headunit.phone.state import Call, CallPhase

#: It waits for others to end no longer than this (s).
URGENT_S: Final = 2.0
#: In these phases nothing else can be dialled: 3GPP TS 22.030 clause 6.5.5.
_UNSETTLED: Final = frozenset({CallPhase.INCOMING, CallPhase.WAITING, CallPhase.DIALING, CallPhase.ALERTING})


class EmergencyCall:
    """One at a time; a new one takes the place of the old."""

    def __init__(self, clock: Clock, log: CallLog, wishes: CallWishes) -> None:
        self._clock, self._log, self._wishes = clock, log, wishes
        self._number = ""
        self._left: list[str] = []  # addresses of phones not tried yet
        self._waits: tuple[str, float] | None = None  # for room on this phone, since

    def begin(self, number: str, addresses: Iterable[str]) -> None:
        """Call by the first of these phones, or by the next where that fails. One that calls there already goes on."""
        self._number, self._left, self._waits = number, list(addresses), None
        if not any(call.outgoing and call.number == number for call in self._on()):
            self._try()

    def _on(self, address: str = "") -> list[Call]:
        calls = [call for call in self._log.calls if call.phase is not CallPhase.ENDED]
        return [call for call in calls if not address or self._log.address(call.key) == address]

    def _try(self) -> bool:
        if not self._left:
            return False
        address = self._left.pop(0)
        for call in self._in_the_way(address):
            self._log.end_by_hand(call.key)
            self._wishes.mutter("hang_up", lambda door, key=call.key: door.hang_up(address, key))  # type: ignore[misc]
        self._waits = (address, self._clock.now())
        self.step()
        return True

    def _in_the_way(self, address: str) -> list[Call]:
        """Who rings, who is being called; and of two calls the one that is held."""
        calls = self._on(address)
        two = {CallPhase.ACTIVE, CallPhase.HELD} <= {call.phase for call in calls}
        return [call for call in calls if call.phase in _UNSETTLED or (two and call.phase is CallPhase.HELD)]

    def step(self) -> None:
        """Dial as soon as there is room, or when it has taken too long."""
        if self._waits is None:
            return
        address, since = self._waits
        if not self._in_the_way(address) or self._clock.now() - since >= URGENT_S:
            self._waits = None
            number = self._number
            self._wishes.send("dial", lambda door: door.dial(address, number), rescue=lambda _: self._try())
