"""The only way out to the car: what its own folder allows, sent on a bus that allows it, written down every time."""

from pathlib import Path
from typing import override

from headunit.kernel.clock import Clock
from headunit.kernel.errors import UsageError
from headunit.kernel.send_log import send_log
from headunit.vehicle.codec import TableCodec
from headunit.vehicle.ports import Frame, FrameSink, Requests
from headunit.vehicle.state import Value


class BusRequests(Requests):
    """Sends requests as frames to `link`.

    `allowed`: whether this run may send at all. `log_path`: the send log, one JSON object a line, appended: time, who,
    why, path, value, frame, outcome. Where it cannot be written, nothing is sent. Without it the process's own log gets
    the same lines.
    """

    def __init__(
        self, codec: TableCodec, link: FrameSink | None, clock: Clock, allowed: bool, log_path: Path | None
    ) -> None:
        self._codec, self._link, self._clock = codec, link, clock
        self._allowed, self._log_path = allowed, log_path

    @override
    def may(self, path: str) -> bool:
        return self._refusal(path) is None

    @override
    def ask(self, path: str, value: Value, who: str, why: str) -> None:
        """See the port. A bus that does not take the frame is no error of the caller: the send log tells of it."""
        entry: dict[str, object] = {
            "time": self._clock.local().isoformat(),
            "who": who,
            "why": why,
            "path": path,
            "value": value,
            "frame": None,
        }
        try:
            frame = self._frame(path, value)
        except UsageError as error:
            with send_log(self._log_path) as write:
                write({**entry, "outcome": f"refused: {error}"})
            raise
        entry["frame"] = f"{frame.id:0{8 if frame.extended else 3}X}#{frame.data.hex().upper()}"
        # The log is opened first: no frame may be on the bus and nowhere else.
        with send_log(self._log_path) as write:
            write({**entry, "outcome": self._send(frame)})

    def _send(self, frame: Frame) -> str:
        assert self._link is not None
        try:
            self._link.send(frame)
        except OSError as error:
            return f"failed: {error}"
        return "sent"

    def _refusal(self, path: str) -> str | None:
        if path not in self._codec.request_paths:
            return f"the car {self._codec.car.name} cannot be asked to change {path}"
        if not self._allowed or self._link is None:
            return "this run is listen-only: nothing is sent to the car"
        return None

    def _frame(self, path: str, value: Value) -> Frame:
        refusal = self._refusal(path)
        if refusal is not None:
            raise UsageError(refusal)
        return self._codec.encode_request(path, value)
