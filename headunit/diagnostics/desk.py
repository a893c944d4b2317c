"""The send desk: nothing leaves for a control unit that was not admitted and written down here first."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import override

from headunit.diagnostics.ports import Desk
from headunit.diagnostics.services import CLEARING, refusal
from headunit.kernel.clock import Clock
from headunit.kernel.errors import UsageError
from headunit.kernel.send_log import send_log


class NotStandingError(UsageError):
    """The car moves, or may. `speed_kmh`: None is unknown."""

    def __init__(self, why: str, speed_kmh: float | None) -> None:
        super().__init__(f"trouble codes are cleared only at standstill, and {why}")
        self.speed_kmh = speed_kmh


class SendDesk(Desk):
    """`who`: on whose behalf ("headunit dtc"). `allowed`: whether this run may send at all. `log_path`: the send log,
    one JSON object a line, appended: time, who, why, request, frame, outcome. Without it the process's own log gets
    the same lines."""

    def __init__(self, clock: Clock, who: str, *, allowed: bool, log_path: Path | None) -> None:
        self._clock, self._who, self._allowed, self._log_path = clock, who, allowed, log_path
        self._may_clear = False

    @contextlib.contextmanager
    def clearing(self, speed_kmh: float | None, *, confirmed: bool) -> Iterator[None]:
        """Let services 04 and 14 through inside the block.

        `speed_kmh`: as just read; None is unknown. Raises NotStandingError unless the car stands, UsageError unless a
        person confirmed.
        """
        if not confirmed:
            raise UsageError("trouble codes are cleared only after confirmation")
        if speed_kmh is None:
            raise NotStandingError("the speed is unknown", speed_kmh)
        if speed_kmh != 0:
            raise NotStandingError(f"the car moves at {speed_kmh:g} km/h", speed_kmh)
        self._may_clear = True
        try:
            yield
        finally:
            self._may_clear = False

    @override
    @contextlib.contextmanager
    def sending(self, request: bytes, why: str) -> Iterator[Callable[[str, str], None]]:
        reason = self._refusal(request)
        with send_log(self._log_path) as write:

            def note(frame: str | None, outcome: str) -> None:
                entry = {
                    "time": self._clock.local().isoformat(),
                    "who": self._who,
                    "why": why,
                    "request": request.hex().upper(),
                    "frame": frame,
                    "outcome": outcome,
                }
                write(entry)

            if reason is not None:
                note(None, f"refused: {reason}")
                raise UsageError(reason)
            yield note

    def _refusal(self, request: bytes) -> str | None:
        if not self._allowed:
            return "this run is listen-only: nothing is sent to the car"
        if request and request[0] in CLEARING and not self._may_clear:
            return "trouble codes are cleared only at standstill and after confirmation"
        return refusal(request)
