"""The distance that the banner counts down: even between fixes, never back, and soon right again when it was wrong.

Pure: distances along the route (m) and speeds (m/s) in, one distance out. Knows neither geometry nor receivers.
"""

import math

#: Noise of fixes is averaged over about this long (s); a larger difference is taken at once (m).
AVERAGE_S, AT_ONCE_M = 2.0, 25.0
#: Share of what is left of the difference that is made up within a second.
PULL_PER_S = 0.8
#: While catching up or waiting the shown place moves between these shares of the speed, plus a crawl (m/s).
SLOWEST_SHARE, FASTEST_SHARE, CRAWL_MPS = 0.4, 1.8, 0.5
#: Beyond this it is not noise but an error: the shown place leaps (m), forward at once, backward after some seconds.
LEAP_M, LEAP_BACK_S = 60.0, 2.0


class Progress:
    """`at_m`: where the driver is told to be. Never falls, except where it was wrong by more than LEAP_M."""

    def __init__(self, at_m: float = 0.0) -> None:
        self.at_m = at_m
        self._believed_m = at_m  # by dead reckoning from the last fix
        self._fixed_at: float | None = None
        self._behind_since: float | None = None
        self.standing = True

    @property
    def expected_m(self) -> float:
        """Where the car must be by now: what the next fix is compared with."""
        return self._believed_m

    def fix(self, at: float, at_m: float) -> None:
        """A fix says that the car is at `at_m`."""
        passed_s = 0.0 if self._fixed_at is None else max(0.0, at - self._fixed_at)
        self._fixed_at = at
        news_m = at_m - self._believed_m
        gain = 1.0 if abs(news_m) > AT_ONCE_M else 1 - math.exp(-passed_s / AVERAGE_S)
        self._believed_m += gain * news_m
        error_m = at_m - self.at_m
        if error_m > LEAP_M:
            self.at_m = at_m
        if error_m < -LEAP_M:
            if self._behind_since is None:
                self._behind_since = at
            elif at - self._behind_since >= LEAP_BACK_S:
                self.at_m, self._behind_since = at_m, None
        else:
            self._behind_since = None

    def move(self, dt_s: float, driven_m: float) -> None:
        """So many seconds have passed, in which the car drove so far."""
        if dt_s <= 0:
            return
        self._believed_m += driven_m
        speed_mps = driven_m / dt_s
        self.standing = speed_mps < CRAWL_MPS
        wish_mps = speed_mps + (self._believed_m - driven_m - self.at_m) * PULL_PER_S
        crawl_mps = 0.0 if self.standing else CRAWL_MPS
        least, most = SLOWEST_SHARE * speed_mps, FASTEST_SHARE * speed_mps + crawl_mps
        self.at_m += min(most, max(least, wish_mps, 0.0)) * dt_s
