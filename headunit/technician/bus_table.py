"""What is counted of one message and of one bus. Knows no lock and no clock: `traffic.Traffic` has both."""

from collections import deque
from dataclasses import dataclass
from typing import Final

from headunit.technician.state import BusFigures, MessageKey, MessageRow
from headunit.vehicle.ports import Frame

#: A rate is counted over this long, or over one period of slower messages (s).
WINDOW_S: Final = 1.0
#: A changed bit stays marked for at least this long and at most twice as long (s).
MARKED_S: Final = 0.5
#: A message that stays away for so many periods has the rate 0.
MISSED: Final = 5

#: linux/can/error.h: classes in the identifier, and what byte 1 says of the controller.
_CRTL, _BUS_OFF, _RESTARTED, _COUNTERS = 0x04, 0x40, 0x100, 0x200
_WARNING, _PASSIVE, _ACTIVE = 0x04 | 0x08, 0x10 | 0x20, 0x40


@dataclass(frozen=True, slots=True)
class BitRates:
    """Bit/s in the nominal and in the data phase: what a link does not tell and a person may."""

    nominal: int = 500_000
    data: int = 2_000_000


class Entry:
    """One message. Written on the bus's thread under the lock of `Traffic`."""

    __slots__ = (
        "at", "brs", "changed", "count", "data", "fd", "marked", "marked_at", "rate_hz", "tail", "window_at",
        "window_count", "wire_s",
    )  # fmt: skip

    def __init__(self, frame: Frame, now: float) -> None:
        self.count = 0
        self.data = frame.data
        self.fd, self.brs = frame.fd, frame.brs
        self.at = self.window_at = self.marked_at = now
        self.window_count = 0
        self.rate_hz = 0.0
        self.wire_s = 0.0
        self.changed = self.marked = 0
        self.tail: deque[tuple[float, Frame]] | None = None

    def take(self, frame: Frame, now: float) -> None:
        """Once the frame is counted: what else is new."""
        self.at = now
        data = frame.data
        if data != self.data:
            self.changed |= int.from_bytes(data, "little") ^ int.from_bytes(self.data, "little")
            self.data = data
        # The first frame of a window opens it; the one that closes it is counted.
        elapsed_s = now - self.window_at
        if elapsed_s >= WINDOW_S:
            self.rate_hz = (self.count - self.window_count) / elapsed_s
            self.window_at, self.window_count = now, self.count
        if self.tail is not None:
            self.tail.append((now, frame))

    def row(self, key: MessageKey, name: str, now: float) -> MessageRow:
        if now - self.marked_at >= MARKED_S:
            self.marked = self.changed if now - self.marked_at < 2 * MARKED_S else 0
            self.changed, self.marked_at = 0, now
        age_s = max(0.0, now - self.at)
        gone = age_s * self.rate_hz > MISSED and age_s > WINDOW_S
        changed = self.changed | self.marked
        rate_hz = 0.0 if gone else self.rate_hz
        return MessageRow(key, name, self.count, rate_hz, age_s, self.data, changed, self.fd, self.brs)


class BusTable:
    """One bus."""

    def __init__(self, now: float) -> None:
        self.entries: dict[tuple[int, bool], Entry] = {}
        self.frames = self.fd = self.remote = self.errors = self.crowded_out = 0
        self.controller = "active"
        self.transmit_errors: int | None = None
        self.receive_errors: int | None = None
        self.busy_s = 0.0
        self.at = self.window_at = now
        self.window_busy_s = 0.0
        self.window_frames = 0
        self.load = self.frames_hz = 0.0

    def count(self, frames: int, wire_s: float, now: float) -> None:
        self.at = now
        self.busy_s += wire_s
        self.frames += frames
        if now - self.window_at >= WINDOW_S:
            self.close_window(now)

    def close_window(self, now: float) -> None:
        elapsed_s = now - self.window_at
        self.load = (self.busy_s - self.window_busy_s) / elapsed_s
        self.frames_hz = (self.frames - self.window_frames) / elapsed_s
        self.window_at, self.window_busy_s, self.window_frames = now, self.busy_s, self.frames

    def hear_error(self, frame: Frame) -> None:
        """SocketCAN's report: its classes are in the identifier, the rest in eight bytes."""
        self.errors += 1
        if frame.id & _BUS_OFF:
            self.controller = "bus-off"
        elif frame.id & _RESTARTED:
            self.controller = "active"
        elif frame.id & _CRTL and len(frame.data) > 1:
            said = frame.data[1]
            self.controller = "passive" if said & _PASSIVE else "warning" if said & _WARNING else "active"
        if frame.id & (_COUNTERS | _CRTL) and len(frame.data) >= 8:  # noqa: PLR2004
            self.transmit_errors, self.receive_errors = frame.data[6], frame.data[7]

    def figures(self, name: str, rates: BitRates, now: float) -> BusFigures:
        silent_s = max(0.0, now - self.at)
        quiet = silent_s > 2 * WINDOW_S
        return BusFigures(
            bus=name,
            bitrate=rates.nominal,
            data_bitrate=rates.data,
            load=0.0 if quiet else self.load,
            frames_hz=0.0 if quiet else self.frames_hz,
            frames=self.frames,
            ids=len(self.entries),
            fd=self.fd,
            remote=self.remote,
            errors=self.errors,
            controller=self.controller,
            transmit_errors=self.transmit_errors,
            receive_errors=self.receive_errors,
            crowded_out=self.crowded_out,
            silent_s=silent_s,
        )
