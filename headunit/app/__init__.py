"""Composition root: the only folder that knows every room. Builds the house up, tears it down in reverse. No Qt.

Heavy things (DBC parser, CAN drivers, the simulator) are imported where they are first needed, on the thread that opens
the links: the first picture does not wait for them.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from headunit.kernel.board import Board
from headunit.kernel.clock import Clock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import LinkReport, Links
from headunit.kernel.reading import Reading
from headunit.notices.ports import Announcer, Dismissals
from headunit.notices.service import Notices
from headunit.position.service import Positioning
from headunit.position.state import Fix
from headunit.preferences.ports import Choices, PreferenceStore
from headunit.preferences.service import PreferenceService
from headunit.preferences.state import Preferences
from headunit.safety.service import judge
from headunit.technician.csv_writer import CsvWriter, decoded_by
from headunit.technician.ports import Decoder, ReplayControl, Workbench
from headunit.technician.replay import ReplaySession
from headunit.technician.service import Technician
from headunit.vehicle import cars
from headunit.vehicle.car import Car
from headunit.vehicle.ports import FrameSink, FrameSource, Requests
from headunit.vehicle.service import Signals

if TYPE_CHECKING:
    from headunit.kernel.link import Link
    from headunit.kernel.supervision import IoThread
    from headunit.technician.ports import LogWriter
    from headunit.vehicle.codec import TableCodec
    from headunit.vehicle.dbc import Dbc

log = logging.getLogger(__name__)

#: The opening thread may sit in a driver's import or open call; the end of the program does not wait longer (s).
OPENING_ENDS_S = 0.4


class Part(Protocol):
    """A part of the house that has its own services."""

    def flush(self) -> None:
        """Bring what came to those who wait. Once a frame at most."""
        ...

    def tick(self) -> None:
        """Ten times a second."""
        ...

    def end(self) -> None:
        """Leave nothing running. Within a second."""
        ...


def find_car(name: str) -> Car:
    """The table of the car in the folder `name`. Raises UsageError, with the known names, where there is none."""
    return cars.load(name)


def codec_of(car: Car) -> "TableCodec":
    """The car's table with its DBC read. Takes some tenths of a second. Raises HeadunitError for a bad DBC."""
    from headunit.vehicle.codec import TableCodec  # noqa: PLC0415

    return TableCodec(car)


class House:
    """All services of one run, fed through one inbox. `flush` and `tick` run on one thread, Qt's or the only one."""

    def __init__(
        self, clock: Clock, car: Car | None, preferences: Preferences, store: PreferenceStore | None = None
    ) -> None:
        self.clock = clock
        self.board = Board()
        self._wake: Callable[[], None] = lambda: None
        self.inbox = Inbox(self.wake)
        self._ports: dict[type, object] = {}
        self._parts: list[Part] = []
        self._hearers: dict[str, Callable[[object], None]] = {}
        self._io: IoThread | None = None
        self._links: list[Link] = []
        self._opening: threading.Thread | None = None
        self._ending = threading.Event()
        self._reports: dict[str, LinkReport] = {}
        self._signals = Signals({} if car is None else car.paths, clock, "" if car is None else car.name)
        self._positioning = Positioning(clock)
        self._notices = Notices(clock)
        self._technician = Technician(clock, self.board)
        self._decoder: Decoder | None = None
        self._replay: ReplaySession | None = None
        self.offer(Workbench, self._technician)
        self.offer(Dismissals, self._notices)
        self.offer(Announcer, self._notices)
        self.offer(Choices, PreferenceService(self.board, store, preferences))
        self.tick()

    def wake(self) -> None:
        """Something is to be flushed. Any thread."""
        self._wake()

    def offer(self, kind: type, behind: object) -> None:
        """Put `behind` behind the port `kind`. Any thread."""
        self._ports[kind] = behind

    def hear(self, topic: str, take: Callable[[object], None]) -> None:
        """Bring what is posted under `topic` to `take`, on the thread that flushes. Any thread may ask."""
        self._hearers[topic] = take

    def join(self, part: Part) -> None:
        """Let a part of the house share its beat and its end."""
        self._parts.append(part)

    def port[T](self, kind: type[T]) -> T | None:
        """The object behind a port at this moment, or None."""
        found = self._ports.get(kind)
        return None if found is None else found  # type: ignore[return-value]  # offer() keyed it by its Protocol

    def allow_requests(self, codec: "TableCodec", sink: FrameSink, log_path: Path | None) -> None:
        """Let the driver's wishes out on `sink`, those that the car's folder names."""
        from headunit.vehicle.requests import BusRequests  # noqa: PLC0415

        self.offer(Requests, BusRequests(codec, sink, self.clock, allowed=True, log_path=log_path))

    def listen(self, link: "Link | FrameSource") -> None:
        """Let the technician hear each frame of a bus. Links without frames, such as a receiver's, are left alone."""
        subscribe = getattr(link, "subscribe_all", None)
        if subscribe is not None:
            subscribe(self._technician.take_all)
        if isinstance(link, ReplaySession):
            self._replay = link
            self.offer(ReplayControl, link)

    def explain_with(self, codec: "TableCodec | None", dbc: "Dbc | None" = None) -> None:
        """The words in which the technician reads frames: the car's DBC, or a bare one."""
        from headunit.app.explain import DbcDecoder  # noqa: PLC0415

        found = dbc if codec is None else codec.dbc
        self._decoder = None if found is None else DbcDecoder(found, codec)
        self._technician.explain_with(self._decoder)

    def record_to(self, folder: Path) -> None:
        """Where the technician's recordings go."""

        def open_late(path: Path) -> "LogWriter":
            # python-can takes a third of a second, which only a recording should pay.
            from headunit.technician.python_can_writer import open_writer  # noqa: PLC0415

            if path.suffix == ".csv":
                return CsvWriter(path, decoded_by(self._decoder))
            return open_writer(path)

        self._technician.record_to(folder, open_late)

    def wake_with(self, wake: Callable[[], None]) -> None:
        """Have `wake` called (on any thread) when the inbox fills."""
        self._wake = wake

    def flush(self) -> bool:
        """Bring what the links posted to the services. True when there was anything."""
        for part in self._parts:
            part.flush()
        batch = self.inbox.drain()
        if not batch:
            return False
        moved = False
        for topic, value in (*batch.latest.items(), *batch.events):
            moved = self._take(topic, value) or moved
        if self._signals.apply(batch.latest):
            self.board.publish(self._signals.state())
        if moved:
            self.board.publish(self._positioning.state())
        return True

    def _take(self, topic: str, value: object) -> bool:
        """One thing that was posted. True where it may have moved the car."""
        if isinstance(value, LinkReport):
            self._hear(topic, value)
            return value.kind == "gps"
        if topic == "position" and isinstance(value, Reading) and isinstance(value.value, Fix):
            self._positioning.on_reading(value)
            return True
        if (take := self._hearers.get(topic)) is not None:
            take(value)
        return False

    def tick(self) -> None:
        """Ten times a second: what was fresh grows old although nothing arrives. Warnings and the driving state, which
        need no frame's haste, are judged here alone."""
        self.flush()
        self._judge_vehicle()
        self.board.publish(self._positioning.state())
        self._technician.tick()
        for part in self._parts:
            part.tick()
        if self._replay is not None:
            self.board.publish(self._replay.state())

    def _hear(self, topic: str, report: LinkReport) -> None:
        previous = self._reports.get(topic)
        self._reports[topic] = report
        if report.kind == "gps":
            self._positioning.on_link(report)
        if previous is None or previous.state is not report.state:
            log.info("%s: %s %s", report.name, report.state.value, report.detail)
        self.board.publish(Links(tuple(self._reports.values())))

    def _judge_vehicle(self) -> None:
        vehicle = self._signals.state()
        self._notices.on_vehicle(vehicle)
        self.board.publish(vehicle)
        self.board.publish(judge(vehicle))
        self.board.publish(self._notices.state(self.clock.now()))

    def begin(self, open_links: "Callable[[IoThread], Iterable[Link]]", failed: Callable[[Exception], None]) -> None:
        """Open the links on a thread of their own, and start each as it comes. `failed` hears, there, why not."""

        def opening() -> None:
            from headunit.kernel.supervision import IoThread  # noqa: PLC0415

            self._io = IoThread()
            self._io.start()
            try:
                for link in open_links(self._io):
                    if self._ending.is_set():
                        return
                    self._links.append(link)
                    self.listen(link)
                    link.start()
            except Exception as error:  # noqa: BLE001  whatever it is, somebody must be told
                failed(error)

        self._opening = threading.Thread(target=opening, name="opening", daemon=True)
        self._opening.start()

    def end(self) -> None:
        """Stop all links in reverse, then the loop that they share. Within a second."""
        self._ending.set()
        if self._opening is not None:
            self._opening.join(OPENING_ENDS_S)
        for link in reversed(self._links):
            link.stop()
        self._links.clear()
        self._technician.end()
        for part in reversed(self._parts):
            part.end()
        if self._io is not None:
            self._io.stop()
