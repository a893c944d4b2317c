"""When the car calls a phone that is not there: the one used last first, then the others, with growing pauses. Pure."""

from collections.abc import Sequence

#: First pause between two attempts, and the longest (s): one that is not in reach keeps the radio busy for 5 s
#: (Bluetooth Core 5.4, Vol 4, Part E, 6.6: page timeout).
FIRST_S, LONGEST_S = 2.0, 60.0


class Reconnect:
    """Not one that the driver has let go. Whoever connects by himself is welcome."""

    def __init__(self) -> None:
        self._let_go: set[str] = set()
        self._pause_s = FIRST_S
        self._next_at: float | None = None
        self._turn = 0
        self._own = ""
        self._lost = False
        self._connected: frozenset[str] = frozenset()

    def want(self, address: str) -> None:
        """The driver has chosen it: the next attempt is his, not ours."""
        self._let_go.discard(address)
        self._own = "" if self._own == address else self._own

    def let_go(self, address: str) -> None:
        """The driver has sent it away."""
        self._let_go.add(address)

    def is_own(self, address: str) -> bool:
        """Whether the last attempt was ours, and not the driver's wish."""
        return address == self._own

    def on_connected(self, connected: frozenset[str]) -> None:
        """These are there now."""
        self._let_go -= connected - self._connected
        self._lost = self._lost or bool(self._connected - connected)
        self._connected = connected

    def due(self, now: float, returning: Sequence[str], connected: frozenset[str]) -> str | None:
        """Whom to call now; who has just gone, after a first pause. `returning`: whom one may call, the last one used
        first."""
        wanted = [address for address in returning if address not in self._let_go]
        if connected or not wanted or self._lost:
            self._pause_s, self._next_at, self._turn = FIRST_S, None, 0
            if self._lost and not connected:  # it may have meant to go
                self._next_at = now + FIRST_S
            self._lost = False
            return None
        if self._next_at is not None and now < self._next_at:
            return None
        self._own = wanted[self._turn % len(wanted)]
        self._turn += 1
        self._next_at = now + self._pause_s
        self._pause_s = min(LONGEST_S, self._pause_s * 2)
        return self._own
