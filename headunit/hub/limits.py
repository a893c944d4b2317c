"""How often somebody may ask. Pure; time is handed in."""

from collections import OrderedDict
from typing import Final

#: So many who ask are remembered.
_MOST: Final = 10_000


class Limit:
    """A bucket for each who asks: `burst` at once, then `per_minute`."""

    def __init__(self, burst: int, per_minute: float) -> None:
        self._burst, self._per_s = float(burst), per_minute / 60
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, who: str, now: float) -> bool:
        """Whether `who` may, at `now` (s that never step back); it counts as asked."""
        left, at = self._left.pop(who, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._per_s)
        fine = left >= 1
        self._left[who] = (left - 1 if fine else left, now)
        while len(self._left) > _MOST:
            self._left.popitem(last=False)
        return fine
