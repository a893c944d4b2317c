"""A value that knows when and from where it came. Unknown is None; old is stale; neither is drawn as a live number."""

import enum
from dataclasses import dataclass


class Freshness(enum.Enum):
    """How far a value may be believed at a given moment."""

    LIVE = "live"
    AGEING = "ageing"  # still shown, but faded
    STALE = "stale"  # shown as "--"


#: A value fades from this share of its stale-after time on.
AGEING_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Reading[T]:
    """One observed value.

    `value`: None when the source itself said "not available". `at`: Clock.now() of the receipt, in seconds, never the
    sender's own time stamp, which may jump. `source`: who said it ("can0", "gpsd").
    """

    value: T | None
    at: float
    source: str

    def age_s(self, now: float) -> float:
        """Seconds since receipt; never negative."""
        return max(0.0, now - self.at)

    def freshness(self, now: float, stale_after_s: float) -> Freshness:
        """LIVE, AGEING or STALE at `now`. A value that is None is STALE at any age."""
        age_s = self.age_s(now)
        if self.value is None or age_s > stale_after_s:
            return Freshness.STALE
        return Freshness.AGEING if age_s > stale_after_s * AGEING_SHARE else Freshness.LIVE

    def value_at(self, now: float, stale_after_s: float) -> T | None:
        """The value, or None once it is stale."""
        return None if self.freshness(now, stale_after_s) is Freshness.STALE else self.value
