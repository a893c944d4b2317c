"""What any link does with a frame: count it, decode it, post it, and tell how the link is. Knows no driver.

It never raises: a frame from outside is data, whatever it holds.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from headunit.kernel.clock import Clock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import LinkReport, LinkState
from headunit.kernel.reading import Reading
from headunit.vehicle.checksum import ChecksumError, CountsGaps, DistrustError, RepeatedError, TruncatedError
from headunit.vehicle.ports import CarCodec, DecodeError, Frame, FrameKind
from headunit.vehicle.state import Value

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
    "truncated",  # of the damaged: shorter than the message
    "bad_checksum",  # of the damaged: checksum wrong
    "repeated",  # of the damaged: the message's counter stands still
    "skipped",  # never arrived, by the messages' counters
    "dropped",  # never arrived: the kernel had no room for them because this program was too slow
    "error_frames",
    "remote",
    "reopened",
    "sent",
)


_COUNTER_OF: Final[Mapping[type[DecodeError], str]] = {
    TruncatedError: "truncated",
    ChecksumError: "bad_checksum",
    RepeatedError: "repeated",
}
_ALIVE: Final = (LinkState.ONLINE, "")


class Reception:
    """The desk of one link. All methods are called on the link's own thread."""

    def __init__(self, name: str, clock: Clock, inbox: Inbox, codec: CarCodec | None) -> None:
        self._name, self._clock, self._inbox, self._codec = name, clock, inbox, codec
        counts: object = codec
        self._gaps = counts if isinstance(counts, CountsGaps) else None
        self._subscribers: list[Callable[[Sequence[Frame]], None]] = []
        self.counters = dict.fromkeys(COUNTERS, 0)
        self.state = LinkState.OFF
        self._since = clock.now()
        self._detail = ""
        self._reported_at = -REPORT_EVERY_S
        self._reported: dict[str, int] = {}

    def subscribe(self, receive: Callable[[Frame], None]) -> None:
        """Hand each frame, of whatever kind, to `receive`, before it is decoded."""

        def hand_on(frames: Sequence[Frame]) -> None:
            for frame in frames:
                self._hand_on(frame, receive)

        self._subscribers.append(hand_on)

    def subscribe_all(self, receive: Callable[[Sequence[Frame]], None]) -> None:
        """The same, with all frames that arrived together in one call."""
        self._subscribers.append(lambda frames: self._hand_on(frames, receive))

    def take(self, frame: Frame) -> None:
        """Deal with one frame from the bus."""
        self.take_all((frame,))

    def take_all(self, frames: Sequence[Frame]) -> None:
        """Deal with frames that arrived together, in their order. Their values are posted in one go."""
        values: dict[str, Value | None] = {}
        state: tuple[LinkState, str] | None = None  # what the newest frame says of the bus
        for receive in self._subscribers:
            receive(frames)
        decode = self._decode
        for frame in frames:
            if frame.kind is FrameKind.DATA:
                state = _ALIVE
                decode(frame, values)
            elif frame.kind is FrameKind.REMOTE:
                state = _ALIVE
                self.counters["remote"] += 1
            else:
                self.counters["error_frames"] += 1
                if frame.id & BUS_OFF:
                    state = LinkState.FAULT, "bus-off: the controller has left the bus"
        if values:
            now, name = self._clock.now(), self._name
            self._inbox.post_all({READING_TOPIC + path: Reading(value, now, name) for path, value in values.items()})
        if state is not None:
            self.report(*state)
        self.tick()

    def _hand_on[Heard](self, heard: Heard, receive: Callable[[Heard], None]) -> None:
        try:
            receive(heard)
        except Exception:
            log.exception("a listener on %s failed", self._name)

    def _decode(self, frame: Frame, values: dict[str, Value | None]) -> None:
        """Count a data frame, and add what it says to `values`."""
        counters = self.counters
        counters["received"] += 1
        if self._codec is None:
            return
        try:
            said = self._codec.decode(frame)
        except DecodeError as error:
            self._refuse(error, values)
        except Exception:
            counters["damaged"] += 1
            log.exception("%s: the codec failed on %s", self._name, frame)
        else:
            if said:
                counters["decoded"] += 1
                values.update(said)
            else:
                counters["unknown"] += 1

    def _refuse(self, error: DecodeError, values: dict[str, Value | None]) -> None:
        """Count a damaged frame. What its message said is taken back where it was one too many."""
        log.debug("%s: %s", self._name, error)
        self.counters["damaged"] += 1
        if isinstance(error, DistrustError):
            values.update(dict.fromkeys(error.paths))
            error = error.cause
        for kind, counter in _COUNTER_OF.items():
            if isinstance(error, kind):
                self.counters[counter] += 1

    def report(self, state: LinkState, detail: str = "") -> None:
        """Say how the link is; posted at once, and only where it differs from what was said last."""
        if (state, detail) == (self.state, self._detail):
            return
        if state is not self.state:
            self._since = self._clock.now()
        self.state, self._detail = state, detail
        self._post()

    @property
    def due(self) -> bool:
        """Whether it is time to report counters, if they have changed."""
        return self._clock.now() - self._reported_at >= REPORT_EVERY_S

    def tick(self) -> None:
        """Post counters that have changed, at most every REPORT_EVERY_S. Called often, costs little."""
        if self.due:
            if self._gaps is not None:
                self.counters["skipped"] = self._gaps.skipped
            if self.counters != self._reported:
                self._post()

    def _post(self) -> None:
        self._reported_at = self._clock.now()
        self._reported = dict(self.counters)
        report = LinkReport(self._name, "can", self.state, self._since, self._detail, self._reported)
        self._inbox.post(REPORT_TOPIC + self._name, report)
