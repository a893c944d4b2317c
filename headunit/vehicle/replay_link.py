"""A recorded drive in place of a bus: the same frames, the same desk, paced by the log's own time stamps."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, override

from headunit.kernel.clock import Clock
from headunit.kernel.errors import HeadunitError, UsageError
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import Link, LinkState
from headunit.vehicle.ports import CarCodec, Frame, FrameSource
from headunit.vehicle.reception import Reception

#: Frames of several buses may be a little out of order; a larger step back is the recorder's clock being set (s).
OUT_OF_ORDER_S: Final = 1.0
#: So is a larger step ahead: no one waits for an hour (s).
MAX_GAP_S: Final = 3_600.0
#: Two moments closer than this are one: sums of small steps are not exact (s).
_SAME_MOMENT_S: Final = 1e-6
#: The thread does not sleep for less than this (s).
_NOW_S: Final = 0.002


class Pace:
    """When each frame of a log is due. Time never steps back here, whatever the recorder's clock did."""

    def __init__(self, origin: float, speedup: float) -> None:
        self._origin, self._speedup = origin, speedup
        self._position_s = 0.0
        self._newest: float | None = None

    def due(self, t: float) -> float:
        """The moment, on the run's clock, for a frame stamped `t`."""
        step_s = 0.0 if self._newest is None else t - self._newest
        if self._newest is None or step_s > 0 or step_s < -OUT_OF_ORDER_S:
            self._newest = t
        if 0 < step_s <= MAX_GAP_S:
            self._position_s += step_s
        return self._origin + self._position_s / self._speedup


class ReplayLink(Link, FrameSource):
    """Plays the log at `path`, `speedup` times as fast as it was recorded; `bus`: only the frames of that bus.

    Either `start` it, and a thread of its own keeps the pace, or `pump` it in virtual time.

    Raises HeadunitError for a file that cannot be opened, UsageError for a speedup that is not positive. What turns out
    only on the way is a FAULT of the link.
    """

    def __init__(
        self,
        path: Path,
        clock: Clock,
        inbox: Inbox,
        codec: CarCodec | None = None,
        speedup: float = 1.0,
        *,
        bus: str = "",
        name: str = "can0",
    ) -> None:
        if not 0 < speedup < float("inf"):
            raise UsageError(f"the speedup must be more than 0, not {speedup}")
        # Takes a third of a second, which only a replay should pay.
        from headunit.vehicle.python_can_log import log_duration_s, read_log  # noqa: PLC0415

        self.name = name
        self._path, self._clock, self._speedup, self._bus = path, clock, speedup, bus
        self._frames = read_log(path)
        self.duration_s = log_duration_s(path)
        self._reception = Reception(name, clock, inbox, codec)
        self._pace: Pace | None = None
        self._waiting: tuple[float, Frame] | None = None
        self._finished = False
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()

    @property
    def finished(self) -> bool:
        """Whether the last frame has been played, or the file was unreadable from here on."""
        return self._finished

    @property
    def counters(self) -> dict[str, int]:
        """Totals since the beginning, by the names in `reception.COUNTERS`."""
        return dict(self._reception.counters)

    @override
    def start(self) -> None:
        if self._thread is None and not self._stopping.is_set():
            self._thread = threading.Thread(target=self._run, name=f"replay {self.name}", daemon=True)
            self._thread.start()

    @override
    def stop(self) -> None:
        """End the replay; it cannot be started again."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(1.0)
        self._close()
        self._reception.report(LinkState.OFF)

    @override
    def subscribe(self, receive: Callable[[Frame], None]) -> None:
        self._reception.subscribe(receive)

    @override
    def subscribe_all(self, receive: Callable[[Sequence[Frame]], None]) -> None:
        self._reception.subscribe_all(receive)

    def pump(self) -> int:
        """Play every frame that is due by now; how many there were. Does nothing while the thread runs."""
        if self._thread is not None or self._stopping.is_set():
            return 0
        count = 0
        while (waiting := self._next()) is not None and waiting[0] <= self._clock.now() + _SAME_MOMENT_S:
            self._play(waiting[1])
            count += 1
        self._reception.tick()
        return count

    def _run(self) -> None:
        while not self._stopping.is_set() and (waiting := self._next()) is not None:
            ahead_s = waiting[0] - self._clock.now()
            if ahead_s > _NOW_S and self._stopping.wait(min(ahead_s, 0.2)):
                break
            if waiting[0] - self._clock.now() <= _NOW_S:
                self._play(waiting[1])
            else:
                self._reception.tick()

    def _next(self) -> tuple[float, Frame] | None:
        """The next frame with the moment at which it is due; None when there is none any more."""
        if self._waiting is None and not self._finished:
            if self._pace is None:
                self._pace = Pace(self._clock.now(), self._speedup)
                self._reception.report(LinkState.CONNECTING)
            try:
                frame = next((frame for frame in self._frames if not self._bus or frame.bus == self._bus), None)
            except HeadunitError as error:
                self._end(LinkState.FAULT, str(error))
                return None
            if frame is None:
                self._end(LinkState.SILENT, "end of the log")
                return None
            self._waiting = self._pace.due(frame.t), frame
        return self._waiting

    def _play(self, frame: Frame) -> None:
        self._waiting = None
        self._reception.take(frame)

    def _end(self, state: LinkState, detail: str) -> None:
        self._finished = True
        self._reception.report(state, detail)

    def _close(self) -> None:
        # The file goes with the generator; while a hung thread still runs it, it cannot be closed.
        if self._thread is None or not self._thread.is_alive():
            self._frames.close()
