"""What any link does with a frame: count it, decode it, post it, and tell how the link is. Knows no driver.

It never raises: a frame from outside is data, whatever it holds.
"""

import logging
from collections.abc import Callable
from typing import Final

from headunit.kernel.clock import Clock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import LinkReport, LinkState
from headunit.kernel.reading import Reading
from headunit.vehicle.ports import CarCodec, DecodeError, Frame, FrameKind

log = logging.getLogger(__name__)

#: Topics of the Inbox: a reading's is this and its VSS path; a report's is the other and the link's name.
READING_TOPIC: Final = "vehicle:"
REPORT_TOPIC: Final = "link:"
#: Counters alone are reported at most this often (s).
REPORT_EVERY_S: Final = 0.5
#: SocketCAN puts the error class into the identifier (linux/can/error.h, CAN_ERR_BUSOFF).
BUS_OFF: Final = 0x40

COUNTERS: Final = (
    "received",  # data frames
    "decoded",  # of these: said something about the car
    "unknown",  # of these: not in the car's table
    "damaged",  # of these: short, wrong checksum, unknown multiplexer; and what was no frame at all
    "error_frames",
    "remote",
    "reopened",
    "sent",
)


class Reception:
    """The desk of one link. All methods are called on the link's own thread."""

    def __init__(self, name: str, clock: Clock, inbox: Inbox, codec: CarCodec | None) -> None:
        self._name, self._clock, self._inbox, self._codec = name, clock, inbox, codec
        self._subscribers: list[Callable[[Frame], None]] = []
        self.counters = dict.fromkeys(COUNTERS, 0)
        self.state = LinkState.OFF
        self._since = clock.now()
        self._detail = ""
        self._reported_at = -REPORT_EVERY_S
        self._reported: dict[str, int] = {}

    def subscribe(self, receive: Callable[[Frame], None]) -> None:
        """Hand each frame, of whatever kind, to `receive`, before it is decoded."""
        self._subscribers.append(receive)

    def take(self, frame: Frame) -> None:
        """Deal with one frame from the bus."""
        for receive in self._subscribers:
            try:
                receive(frame)
            except Exception:
                log.exception("a listener on %s failed", self._name)
        if frame.kind is FrameKind.ERROR:
            self.counters["error_frames"] += 1
            if frame.id & BUS_OFF:
                self.report(LinkState.FAULT, "bus-off: the controller has left the bus")
        elif frame.kind is FrameKind.REMOTE:
            self.counters["remote"] += 1
            self.report(LinkState.ONLINE)
        else:
            self.counters["received"] += 1
            self._decode(frame)
            self.report(LinkState.ONLINE)
        self.tick()

    def _decode(self, frame: Frame) -> None:
        if self._codec is None:
            return
        try:
            values = self._codec.decode(frame)
        except DecodeError as error:
            self.counters["damaged"] += 1
            log.debug("%s: %s", self._name, error)
            return
        except Exception:
            self.counters["damaged"] += 1
            log.exception("%s: the codec failed on %s", self._name, frame)
            return
        if not values:
            self.counters["unknown"] += 1
            return
        self.counters["decoded"] += 1
        now = self._clock.now()
        self._inbox.post_all({READING_TOPIC + path: Reading(value, now, self._name) for path, value in values.items()})

    def report(self, state: LinkState, detail: str = "") -> None:
        """Say how the link is; posted at once, and only where it differs from what was said last."""
        if (state, detail) == (self.state, self._detail):
            return
        if state is not self.state:
            self._since = self._clock.now()
        self.state, self._detail = state, detail
        self._post()

    def tick(self) -> None:
        """Post counters that have changed, at most every REPORT_EVERY_S. Called often, costs little."""
        if self._clock.now() - self._reported_at >= REPORT_EVERY_S and self.counters != self._reported:
            self._post()

    def _post(self) -> None:
        self._reported_at = self._clock.now()
        self._reported = dict(self.counters)
        report = LinkReport(self._name, "can", self.state, self._since, self._detail, self._reported)
        self._inbox.post(REPORT_TOPIC + self._name, report)
