"""The send desk: nothing leaves for a control unit that was not admitted and written down here first."""

import contextlib
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import override

from headunit.diagnostics.ports import Desk
from headunit.diagnostics.services import CLEARING, refusal
from headunit.kernel.clock import Clock
from headunit.kernel.errors import UsageError

log = logging.getLogger(__name__)


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

        `speed_kmh`: as just read; None is unknown. Raises UsageError unless the car stands and a person confirmed.
        """
        if not confirmed:
            raise UsageError("trouble codes are cleared only after confirmation")
        if speed_kmh is None:
            raise UsageError("trouble codes are cleared only at standstill, and the speed is unknown")
        if speed_kmh != 0:
            raise UsageError(f"trouble codes are cleared only at standstill, and the car moves at {speed_kmh:g} km/h")
        self._may_clear = True
        try:
            yield
        finally:
            self._may_clear = False

    @override
    @contextlib.contextmanager
    def sending(self, request: bytes, why: str) -> Iterator[Callable[[str, str], None]]:
        reason = self._refusal(request)
        with self._log() as write:

            def note(frame: str | None, outcome: str) -> None:
                entry = {
                    "time": self._clock.local().isoformat(),
                    "who": self._who,
                    "why": why,
                    "request": request.hex().upper(),
                    "frame": frame,
                    "outcome": outcome,
                }
                write(json.dumps(entry, ensure_ascii=False))

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

    @contextlib.contextmanager
    def _log(self) -> Iterator[Callable[[str], None]]:
        if self._log_path is None:
            yield lambda line: log.info("request %s", line)
            return
        try:
            self._log_path.parent.mkdir(parents=True, exist_ok=True)
            # Unbuffered: a line is appended whole, before the frame's answer is waited for.
            file = self._log_path.open("ab", buffering=0)
        except OSError as error:
            reason = error.strerror or error
            raise UsageError(f"nothing is sent: the send log {self._log_path} cannot be written: {reason}") from error

        def write(line: str) -> None:
            try:
                file.write(f"{line}\n".encode())
            except OSError as error:
                log.error("the send log %s lacks %s: %s", self._log_path, line, error)  # noqa: TRY400

        with file:
            yield write
