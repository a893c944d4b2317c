"""A CAN bus that is kept open: one reader thread that cannot die or go deaf. Knows no driver library.

Three failures look alike from outside and need the same cure (measured on a real vcan0): an interface that went down
raises once and is then merely quiet, one that was unplugged and is back stays quiet for ever, and a quiet car is quiet
too. So silence alone is reason enough to open the bus again.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Final, override

from headunit.kernel.clock import Clock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import Link, LinkState
from headunit.kernel.supervision import RETRY_FIRST_S, RETRY_MAX_S
from headunit.vehicle.bus import MOST, Bus, GarbledError, OpenBus
from headunit.vehicle.bus_spec import BusSpec, bus_names, parse_spec
from headunit.vehicle.ports import CarCodec, Frame, FrameSink, FrameSource
from headunit.vehicle.reception import Reception

log = logging.getLogger(__name__)

#: Without a frame for this long the bus is called silent, and after the longer time it is opened again (s).
SILENT_S: Final = 1.5
REOPEN_S: Final = 4.5
#: How long the reader waits for a frame before it looks whether it shall stop (s).
WAIT_S: Final = 0.2
#: So many times in a row something that is no frame: the connection has lost its place.
MAX_GARBLED: Final = 20
#: A frame seldom comes alone: on its thread the reader lets so much time go by before it looks for more (s), and
#: handles what has come by then in one go. On a busy bus, where MANY came at once, that is a good part of the time
#: between two pictures of news: to be woken costs more than a dozen frames.
GATHER_S: Final = 0.002
GATHER_BUSY_S: Final = 0.020
MANY: Final = 6
#: One call of `pump` handles so many frames at most: a flooded bus must not stop virtual time.
MAX_PUMPED: Final = 100_000


def _open_with_python_can(spec: BusSpec, name: str, transmit: bool) -> Bus:
    # Importing it takes a third of a second: done on the reader's thread, not before the first picture.
    from headunit.vehicle.python_can_bus import open_bus  # noqa: PLC0415

    return open_bus(spec, name, transmit)


class CanLink(Link, FrameSink, FrameSource):
    """One bus, by its spec (see `bus_spec.FORMS`; raises UsageError for another).

    Either `start` it, and a thread of its own reads, or `pump` it, and everything happens in the caller's thread.
    Without `codec` nothing is decoded; listeners still get each frame. `allow_transmit`: without it `send` refuses.
    """

    def __init__(
        self,
        spec: str,
        clock: Clock,
        inbox: Inbox,
        codec: CarCodec | None = None,
        *,
        allow_transmit: bool = False,
        name: str = "",
        open_bus: OpenBus = _open_with_python_can,
    ) -> None:
        self._spec = parse_spec(spec)
        self.name = name or bus_names([self._spec])[0]
        self.allow_transmit = allow_transmit
        self._clock, self._open_bus = clock, open_bus
        self._reception = Reception(self.name, clock, inbox, codec)
        self._lock = threading.Lock()  # guards _bus against a send beside a close
        self._bus: Bus | None = None
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._opened_before = False
        self._waiting_since = clock.now()
        self._retry_at = clock.now()
        self._pause_s = RETRY_FIRST_S
        self._garbled = 0
        self._dropped = 0  # by the kernel, since this opening

    @property
    def counters(self) -> dict[str, int]:
        """Totals since the beginning, by the names in `reception.COUNTERS`."""
        return dict(self._reception.counters)

    @override
    def start(self) -> None:
        if self._thread is not None and self._thread.is_alive():
            return
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(self._stopping,), name=f"can {self.name}", daemon=True)
        self._thread.start()

    @override
    def stop(self) -> None:
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(1.0)
            self._thread = None
        else:
            self._close()
        self._reception.report(LinkState.OFF)

    def pump(self) -> int:
        """Handle every frame that waits, without waiting for more; how many there were. For virtual time.

        Does nothing while the thread runs, and after `stop`.
        """
        if self._thread is not None or self._stopping.is_set():
            return 0
        count = 0
        while count < MAX_PUMPED and (handled := self._step(0.0)):
            count += handled
        return count

    @override
    def send(self, frame: Frame) -> None:
        """Put `frame` on the bus. Raises OSError where the bus does not take it, PermissionError if listen-only."""
        if not self.allow_transmit:
            raise PermissionError(f"{self.name} is listen-only")
        if self._thread is None and not self._stopping.is_set():
            self._open_if_due()
        with self._lock:
            if self._bus is None:
                raise ConnectionError(f"{self.name} is not open")
            self._bus.send(frame)
            self._reception.counters["sent"] += 1

    @override
    def subscribe(self, receive: Callable[[Frame], None]) -> None:
        self._reception.subscribe(receive)

    @override
    def subscribe_all(self, receive: Callable[[Sequence[Frame]], None]) -> None:
        self._reception.subscribe_all(receive)

    def _run(self, stopping: threading.Event) -> None:
        try:
            while not stopping.is_set():
                try:
                    count = self._step(WAIT_S)
                    if 0 < count < MOST:
                        stopping.wait(GATHER_S if count < MANY else GATHER_BUSY_S)
                except Exception as error:
                    log.exception("%s failed in a way that its author did not foresee", self.name)
                    self._lose(error)
                if self._bus is None:
                    stopping.wait(min(WAIT_S, max(0.01, self._retry_at - self._clock.now())))
        finally:
            self._close()

    def _step(self, timeout_s: float) -> int:
        """One turn: open if need be, receive, handle. How much was received, garbled things among it."""
        if not self._open_if_due():
            self._reception.tick()
            return 0
        bus = self._bus
        assert bus is not None
        try:
            frames = bus.receive(timeout_s)
        except Exception as error:  # noqa: BLE001  a driver's author may have overlooked one, too
            return self._failed(error)
        if frames:
            self._garbled, self._pause_s, self._waiting_since = 0, RETRY_FIRST_S, self._clock.now()
            self._reception.take_all(frames)
        else:
            self._watch_silence()
        self._watch_drops(bus)
        self._reception.tick()
        return len(frames)

    def _failed(self, error: Exception) -> int:
        """Deal with what a bus raised. 1 where it can go on: it was something garbled."""
        if not isinstance(error, GarbledError):
            self._lose(error)
            return 0
        self._reception.counters["damaged"] += 1
        self._garbled += 1
        if self._garbled >= MAX_GARBLED:
            self._lose(error)
        return self._bus is not None

    def _watch_drops(self, bus: Bus) -> None:
        """Count what the kernel threw away; asked for as often as it is reported."""
        if self._bus is not bus or not self._reception.due:
            return
        try:
            dropped = bus.dropped()
        except OSError as error:
            self._lose(error)
            return
        self._reception.counters["dropped"] += dropped - self._dropped
        self._dropped = dropped

    def _open_if_due(self) -> bool:
        if self._bus is not None:
            return True
        now = self._clock.now()
        if now < self._retry_at:
            return False
        if self._reception.state is LinkState.OFF:
            self._reception.report(LinkState.CONNECTING)
        try:
            bus = self._open_bus(self._spec, self.name, self.allow_transmit)
        except Exception as error:  # noqa: BLE001  whatever a driver raises, the cure is to try again
            self._lose(error)
            return False
        with self._lock:
            self._bus = bus
        self._dropped = 0
        # The clock may have moved on: some drivers take long to open.
        self._waiting_since = self._clock.now()
        if self._opened_before:
            self._reception.counters["reopened"] += 1
        self._opened_before = True
        if self._reception.state is LinkState.LOST:
            self._reception.report(LinkState.CONNECTING)
        return True

    def _watch_silence(self) -> None:
        waited_s = self._clock.now() - self._waiting_since
        if waited_s >= SILENT_S and self._reception.state in {LinkState.CONNECTING, LinkState.ONLINE}:
            self._reception.report(LinkState.SILENT, "open, but nothing arrives")
        if waited_s >= REOPEN_S:
            self._close()
            self._retry_at = self._clock.now()

    def _lose(self, error: Exception) -> None:
        self._close()
        self._garbled = 0
        self._retry_at = self._clock.now() + self._pause_s
        self._pause_s = min(self._pause_s * 2, RETRY_MAX_S)
        self._reception.report(LinkState.LOST, str(error) or type(error).__name__)

    def _close(self) -> None:
        with self._lock:
            bus, self._bus = self._bus, None
        if bus is not None:
            bus.close()
