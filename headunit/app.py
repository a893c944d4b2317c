"""Composition root: the only file that knows every room. Builds the house up, tears it down in reverse. No Qt."""

import contextlib
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

from headunit.kernel.board import Board
from headunit.kernel.clock import Clock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import LinkReport, Links
from headunit.kernel.reading import Reading
from headunit.kernel.supervision import IoThread, Link
from headunit.notices.ports import Dismissals
from headunit.notices.service import Notices
from headunit.position.service import Positioning
from headunit.position.state import Fix
from headunit.preferences.ports import Choices, PreferenceStore
from headunit.preferences.service import PreferenceService
from headunit.preferences.state import Preferences
from headunit.safety.service import judge
from headunit.vehicle.ports import CarCodec, FrameSink, Requests
from headunit.vehicle.requests import BusRequests
from headunit.vehicle.service import Signals

log = logging.getLogger(__name__)


class House:
    """All services of one run, fed through one inbox. `flush` and `tick` run on one thread, Qt's or the only one."""

    def __init__(
        self,
        clock: Clock,
        car: str,
        codec: CarCodec | None,
        preferences: Preferences,
        store: PreferenceStore | None = None,
    ) -> None:
        self.clock = clock
        self.board = Board()
        self.io = IoThread()
        self._wake: Callable[[], None] = lambda: None
        self.inbox = Inbox(self._ring)
        self.codec = codec
        self._ports: dict[type, object] = {}
        self._links: list[Link] = []
        self._reports: dict[str, LinkReport] = {}
        self._signals = Signals({} if codec is None else codec.paths, clock, car)
        self._positioning = Positioning(clock)
        self._notices = Notices()
        self.offer(Dismissals, self._notices)
        self.offer(Choices, PreferenceService(self.board, store, preferences))
        self.tick()

    def _ring(self) -> None:
        self._wake()

    def offer(self, kind: type, behind: object) -> None:
        """Put `behind` behind the port `kind`."""
        self._ports[kind] = behind

    def port[T](self, kind: type[T]) -> T | None:
        """The object behind a port, or None."""
        found = self._ports.get(kind)
        return None if found is None else found  # type: ignore[return-value]  # offer() keyed it by its Protocol

    def allow_requests(self, sink: FrameSink, log_path: Path | None) -> None:
        """Let the driver's wishes out on `sink`, those that the car's folder names."""
        if self.codec is not None:
            self.offer(Requests, BusRequests(self.codec, sink, self.clock, allowed=True, log_path=log_path))

    def wake_with(self, wake: Callable[[], None]) -> None:
        """Have `wake` called (on any thread) when the inbox fills."""
        self._wake = wake

    def add_link(self, link: Link) -> None:
        """Take over a link: it starts and stops with the house."""
        self._links.append(link)

    def flush(self) -> bool:
        """Bring what the links posted to the services. True when there was anything."""
        batch = self.inbox.drain()
        if not batch:
            return False
        for topic, value in batch.latest.items():
            if isinstance(value, LinkReport):
                self._hear(topic, value)
            elif topic == "position" and isinstance(value, Reading) and isinstance(value.value, Fix):
                self._positioning.on_reading(value)
        if self._signals.apply(batch.latest):
            self._publish_vehicle()
        self.board.publish(self._positioning.state())
        return True

    def tick(self) -> None:
        """Ten times a second: what was fresh grows old although nothing arrives."""
        self.flush()
        self._publish_vehicle()
        self.board.publish(self._positioning.state())

    def _hear(self, topic: str, report: LinkReport) -> None:
        previous = self._reports.get(topic)
        self._reports[topic] = report
        if report.kind == "gps":
            self._positioning.on_link(report)
        if previous is None or previous.state is not report.state:
            log.info("%s: %s %s", report.name, report.state.value, report.detail)
        self.board.publish(Links(tuple(self._reports.values())))

    def _publish_vehicle(self) -> None:
        vehicle = self._signals.state()
        self._notices.on_vehicle(vehicle)
        self.board.publish(vehicle)
        self.board.publish(judge(vehicle))
        self.board.publish(self._notices.state(self.clock.now()))

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Start all links; stop them in reverse, whatever happens."""
        self.io.start()
        started: list[Link] = []
        try:
            for link in self._links:
                link.start()
                started.append(link)
            yield
        finally:
            for link in reversed(started):
                link.stop()
            self.io.stop()
