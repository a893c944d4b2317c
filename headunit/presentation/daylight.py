"""Whether the screen is drawn for day or night. Knows no Qt."""

import datetime as dt

#: A tunnel's first lamps should not flash the screen: headlights must hold this long before it turns (seconds).
SETTLE_S = 1.5
#: Without headlights to go by, night lasts from this local hour to the other.
DUSK_HOUR, DAWN_HOUR = 20, 6


class Daylight:
    """Feed it with the headlights; ask it for night. Pure: time comes in."""

    def __init__(self) -> None:
        self._night: bool | None = None
        self._other_since: float | None = None

    def night(self, choice: str, low_beam: bool | None, now: float, local: dt.datetime) -> bool:
        """`choice`: "day", "night" or "auto". `low_beam`: None where the car does not tell. `now`: Clock.now()."""
        if choice != "auto":
            self._night = None
            return choice == "night"
        wanted = not DAWN_HOUR <= local.hour < DUSK_HOUR if low_beam is None else low_beam
        if self._night is None or wanted == self._night:
            self._night, self._other_since = wanted, None
        elif self._other_since is None:
            self._other_since = now
        elif now - self._other_since >= SETTLE_S:
            self._night, self._other_since = wanted, None
        return self._night
