"""When a trip has ended, and when its end is old news. Pure."""

#: At the destination within this (m), or standing for so long (s) within that.
AT_M, NEAR_M, STANDING_S = 10.0, 40.0, 3.0
#: "Arrived" is shown for so long (s) and so far (m).
SHOWN_S, SHOWN_M = 60.0, 150.0


class Arrival:
    """One trip's end."""

    def __init__(self) -> None:
        self._standing_since: float | None = None
        self._at, self._driven_m = 0.0, 0.0

    def reached(self, now: float, left_m: float, *, standing: bool) -> bool:
        """Whether the car is there, so many metres before the end of the route."""
        if left_m <= AT_M:
            return True
        if left_m > NEAR_M or not standing:
            self._standing_since = None
            return False
        self._standing_since = now if self._standing_since is None else self._standing_since
        return now - self._standing_since >= STANDING_S

    def begin(self, now: float, driven_m: float) -> None:
        """It has arrived."""
        self._at, self._driven_m = now, driven_m

    def over(self, now: float, driven_m: float) -> bool:
        """Whether the driver knows by now."""
        return now - self._at > SHOWN_S or driven_m - self._driven_m > SHOWN_M
