"""Do not disturb: whose call is let through all the same. Pure.

The field's convention (Android's Do Not Disturb, iOS's Driving Focus): favourites are, and whoever calls again within
three minutes.
"""

from collections.abc import Iterable
from typing import Final

from headunit.kernel.clock import Clock
from headunit.phone.dialled import same_number
from headunit.phone.state import Call, CallEnd

#: Whoever calls again within so long means it (s).
AGAIN_S: Final = 180.0


class Quiet:
    """Remembers which calls were let through, and who called in vain."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._heard: set[str] = set()  # keys: once it rings, it goes on ringing
        self._kept: set[str] = set()
        self._missed: list[tuple[str, float]] = []

    def judge(self, call: Call, *, favourite: bool, wanted: bool) -> bool:
        """Whether a call that comes in is to be quiet. `wanted`: do not disturb is on, and the car is driven."""
        if call.key not in self._heard:
            if wanted and not favourite and not self._again(call.number):
                self._kept.add(call.key)
                return True
            self._heard.add(call.key)
            self._kept.discard(call.key)
        return False

    def keeps(self, key: str) -> bool:
        """Whether this call is quiet."""
        return key in self._kept

    def _again(self, number: str) -> bool:
        now = self._clock.now()
        self._missed = [one for one in self._missed if now - one[1] <= AGAIN_S]
        return any(same_number(number, missed) for missed, _ in self._missed)

    def note(self, ended: Iterable[Call]) -> None:
        """These calls are over."""
        for call in ended:
            self._heard.discard(call.key)
            self._kept.discard(call.key)
            if call.end is CallEnd.MISSED and call.number:
                self._missed.append((call.number, self._clock.now()))
