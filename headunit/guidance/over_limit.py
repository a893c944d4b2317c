"""Whether the car is faster than allowed, with a tolerance, and without a flicker at the edge. Pure."""

from headunit.guidance.state import GuidanceWishes

#: From this limit on the tolerance is a share (km/h).
SHARE_FROM_KMH = 100.0
#: It must hold for so long (s), and is over only when the speed is below the edge by so much (km/h).
HOLD_S, BACK_KMH = 1.0, 1.0


def edge_kmh(limit_kmh: float, wishes: GuidanceWishes) -> float:
    """Up to here nothing is said."""
    if limit_kmh > SHARE_FROM_KMH:
        return limit_kmh + max(wishes.tolerance_kmh, limit_kmh * wishes.tolerance_share)
    return limit_kmh + wishes.tolerance_kmh


class OverLimit:
    """One car's speed against the limit of the road under it."""

    def __init__(self) -> None:
        self.over = False
        self._since: float | None = None

    def judge(self, at: float, speed_kmh: float | None, limit_kmh: float | None, wishes: GuidanceWishes) -> bool:
        """Whether it is too fast at the moment `at` (s). Unknown speed or limit: never."""
        if speed_kmh is None or limit_kmh is None:
            self.over, self._since = False, None
            return False
        edge = edge_kmh(limit_kmh, wishes)
        if self.over:
            self.over = speed_kmh > edge - BACK_KMH
        elif speed_kmh <= edge:
            self._since = None
        else:
            self._since = at if self._since is None else self._since
            self.over = at - self._since >= HOLD_S
        if not self.over and speed_kmh <= edge:
            self._since = None
        return self.over
