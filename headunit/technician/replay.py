"""Holds, moves and paces a replay by bending the time that everything in the run goes by.

A held replay stops the clock, so nothing on the screen grows old meanwhile. Going ahead moves the clock ahead, and the
links catch up; going back opens the logs anew and catches up from their beginning. Knows no kind of log.
"""

import datetime as dt
import threading
from collections.abc import Callable, Sequence
from typing import Final, Protocol, override

from headunit.kernel.clock import Clock
from headunit.kernel.link import Link
from headunit.technician.ports import ReplayControl
from headunit.technician.state import ReplayState
from headunit.vehicle.ports import Frame, FrameSource

#: Behind the place that was asked for by more than this, a replay is still on its way (s).
_ON_THE_WAY_S: Final = 1.0


class ReplayClock(Clock):
    """A clock that can stand, hurry and jump ahead. Like any, it never steps back."""

    def __init__(self, real: Clock, speed: float = 1.0) -> None:
        self._real = real
        self._lock = threading.Lock()
        self._speed, self._paused = speed, False
        #: (real time, own time, own seconds per real second): replaced whole, so that `now` needs no lock.
        self._course = (real.now(), real.now(), speed)

    @override
    def now(self) -> float:
        real_at, own_at, rate = self._course
        return own_at + (self._real.now() - real_at) * rate

    @override
    def local(self) -> dt.datetime:
        return self._real.local()

    @property
    def speed(self) -> float:
        """Times real time, when it is not held."""
        return self._speed

    @property
    def paused(self) -> bool:
        """Whether it is held."""
        return self._paused

    def pause(self, paused: bool) -> None:
        """Hold it, or let it go on."""
        self._bend(paused=paused)

    def set_speed(self, speed: float) -> None:
        """Times real time, more than 0. Raises ValueError for another."""
        if not 0 < speed < float("inf"):
            raise ValueError(f"the speed must be more than 0, not {speed}")
        self._bend(speed=speed)

    def jump(self, seconds: float) -> None:
        """Be `seconds` later at once. Raises ValueError where that would be earlier."""
        if seconds < 0:
            raise ValueError(f"time cannot step back by {-seconds} s")
        self._bend(jump_s=seconds)

    def _bend(self, *, paused: bool | None = None, speed: float | None = None, jump_s: float = 0.0) -> None:
        with self._lock:
            real_at, own_at, rate = self._course
            real_now = self._real.now()
            self._paused = self._paused if paused is None else paused
            self._speed = self._speed if speed is None else speed
            now = own_at + (real_now - real_at) * rate + jump_s
            self._course = (real_now, now, 0.0 if self._paused else self._speed)


class Recorded(Protocol):
    """One log that is played: a link that ends."""

    @property
    def finished(self) -> bool:
        """Whether all of it was played."""
        ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


#: Opens the logs of a drive from their beginning, on the given clock; frames of CAN logs go to the listener.
type OpenLogs = Callable[[Callable[[Frame], None]], Sequence[Recorded]]


class ReplaySession(Link, ReplayControl, FrameSource):
    """The logs of one drive as one link of the house.

    `open_logs` is called here once, so that bad files are told at once, and again for each step back. `duration_s`: of
    the CAN log, None where it is not known.
    """

    name = "replay"

    def __init__(self, clock: ReplayClock, open_logs: OpenLogs, duration_s: Callable[[], float | None]) -> None:
        self._clock, self._open_logs = clock, open_logs
        self._listeners: list[Callable[[Frame], None]] = []
        self._lock = threading.RLock()
        self._heard_t: float | None = None
        self._first_t: float | None = None
        self._links = list(open_logs(self._hear))
        self.duration_s = duration_s()
        self._origin = clock.now()
        self._started = self._stopped = False

    @override
    def subscribe(self, receive: Callable[[Frame], None]) -> None:
        self._listeners.append(receive)

    def _hear(self, frame: Frame) -> None:
        if self._first_t is None:
            self._first_t = frame.t
        self._heard_t = frame.t
        for receive in self._listeners:
            receive(frame)

    @override
    def start(self) -> None:
        with self._lock:
            if not self._started and not self._stopped:
                self._started = True
                self._origin = self._clock.now()
                for link in self._links:
                    link.start()

    @override
    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            for link in reversed(self._links):
                link.stop()

    @override
    def pause(self, paused: bool) -> None:
        self._clock.pause(paused)

    @override
    def set_speed(self, speed: float) -> None:
        self._clock.set_speed(speed)

    @override
    def seek(self, position_s: float) -> None:
        """Going back takes as long as reading the log from its beginning does; the screen is alive meanwhile."""
        with self._lock:
            if self._stopped or not self._started:
                return
            wanted_s = max(0.0, position_s if self.duration_s is None else min(position_s, self.duration_s))
            if wanted_s < self._position_s():
                for link in reversed(self._links):
                    link.stop()
                self._first_t = self._heard_t = None
                self._links = list(self._open_logs(self._hear))
                self._origin = self._clock.now()
                for link in self._links:
                    link.start()
            self._clock.jump(max(0.0, wanted_s - self._position_s()))

    def _position_s(self) -> float:
        return self._clock.now() - self._origin

    def state(self) -> ReplayState:
        """How it goes. Any thread."""
        finished = all(link.finished for link in self._links)
        position_s = self._position_s() if self._started else 0.0
        if self.duration_s is not None:
            position_s = min(position_s, self.duration_s)
        heard_t, first_t = self._heard_t, self._first_t
        played_s = 0.0 if heard_t is None or first_t is None else heard_t - first_t
        behind = self.duration_s is not None and position_s - played_s > _ON_THE_WAY_S
        return ReplayState(
            position_s,
            self.duration_s,
            self._clock.speed,
            self._clock.paused,
            seeking=behind and self._started and not finished,
            finished=finished,
        )
