"""Counts frames where they arrive, on the buses' own threads, and tells what the counts come to. Knows no DBC.

A frame costs about a microsecond here: nothing is made, decoded or posted for it.
"""

import math
import threading
from collections import deque
from dataclasses import dataclass
from typing import Final

from headunit.kernel.clock import Clock
from headunit.technician.state import BusFigures, MessageKey, MessageRow
from headunit.technician.wire_bits import frame_bits
from headunit.vehicle.ports import Frame, FrameKind

#: At most so many messages are kept for each bus, and so many buses: all 11-bit ids, and as many again.
MAX_IDS: Final = 4_096
MAX_BUSES: Final = 16
#: Frames of a message that is plotted, kept until the service has fetched them.
MAX_TAIL: Final = 8_192
#: A rate is counted over this long, or over one period of slower messages (s).
WINDOW_S: Final = 1.0
#: A changed bit stays marked for at least this long and at most twice as long (s).
MARKED_S: Final = 0.5
#: The exact bits of a frame take some ten microseconds to count: done for the first of an id and each so-manieth.
MEASURED_EACH: Final = 256
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


class _Entry:
    """One message. Written on the bus's thread under the lock of `Traffic`."""

    __slots__ = (
        "at", "changed", "count", "data", "fd", "marked", "marked_at", "rate_hz", "tail", "window_at", "window_count",
        "wire_s",
    )  # fmt: skip

    def __init__(self, frame: Frame, now: float) -> None:
        self.count = 0
        self.data = frame.data
        self.fd = frame.fd
        self.at = self.window_at = self.marked_at = now
        self.window_count = 0
        self.rate_hz = 0.0
        self.wire_s = 0.0
        self.changed = self.marked = 0
        self.tail: deque[tuple[float, Frame]] | None = None

    def take(self, frame: Frame, now: float) -> None:
        self.count += 1
        self.at = now
        if frame.data != self.data:
            self.changed |= int.from_bytes(frame.data, "little") ^ int.from_bytes(self.data, "little")
            self.data = frame.data
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
        return MessageRow(key, name, self.count, 0.0 if gone else self.rate_hz, age_s, self.data, changed, self.fd)


class _BusTable:
    """One bus."""

    def __init__(self, now: float) -> None:
        self.entries: dict[tuple[int, bool], _Entry] = {}
        self.frames = self.fd = self.remote = self.errors = self.crowded_out = 0
        self.controller = "active"
        self.transmit_errors: int | None = None
        self.receive_errors: int | None = None
        self.busy_s = 0.0
        self.at = self.window_at = now
        self.window_busy_s = 0.0
        self.window_frames = 0
        self.load = self.frames_hz = 0.0

    def count(self, wire_s: float, now: float) -> None:
        self.at = now
        self.busy_s += wire_s
        self.frames += 1
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


class Traffic:
    """Any thread calls `take`; one thread reads. Memory is bounded by MAX_IDS, MAX_BUSES and MAX_TAIL."""

    def __init__(self, clock: Clock, rates: BitRates | None = None) -> None:
        self._now = clock.now
        self._rates = rates or BitRates()
        self._lock = threading.Lock()
        self._buses: dict[str, _BusTable] = {}
        self._tailed: set[MessageKey] = set()

    def take(self, frame: Frame) -> None:
        """Count one frame, of whatever kind."""
        now = self._now()
        with self._lock:
            bus = self._buses.get(frame.bus)
            if bus is None:
                if len(self._buses) >= MAX_BUSES:
                    return
                bus = self._buses[frame.bus] = _BusTable(now)
            if frame.kind is not FrameKind.DATA:
                self._take_other(bus, frame, now)
                return
            entry = bus.entries.get((frame.id, frame.extended))
            if entry is None:
                if len(bus.entries) >= MAX_IDS:
                    bus.crowded_out += 1
                    bus.count(self._seconds(frame), now)
                    return
                entry = self._add(bus, frame, now)
            if not entry.count % MEASURED_EACH or len(frame.data) != len(entry.data):
                entry.wire_s = self._seconds(frame)
            entry.take(frame, now)
            if frame.fd:
                bus.fd += 1
            bus.count(entry.wire_s, now)

    def _take_other(self, bus: _BusTable, frame: Frame, now: float) -> None:
        if frame.kind is FrameKind.ERROR:
            bus.hear_error(frame)
        else:
            bus.remote += 1
        bus.count(self._seconds(frame), now)

    def _add(self, bus: _BusTable, frame: Frame, now: float) -> _Entry:
        entry = bus.entries[frame.id, frame.extended] = _Entry(frame, now)
        entry.window_count = 1
        if MessageKey(frame.bus, frame.id, frame.extended) in self._tailed:
            entry.tail = deque(maxlen=MAX_TAIL)
        return entry

    def _seconds(self, frame: Frame) -> float:
        nominal, data = frame_bits(frame)
        return nominal / self._rates.nominal + data / self._rates.data

    def buses(self) -> tuple[BusFigures, ...]:
        """All buses, by name."""
        now = self._now()
        with self._lock:
            return tuple(self._buses[name].figures(name, self._rates, now) for name in sorted(self._buses))

    def rows(self, name_of: "dict[MessageKey, str]") -> list[MessageRow]:
        """All messages by bus and id. `name_of`: their names; the keys that it lacks have none."""
        now = self._now()
        with self._lock:
            rows = [
                entry.row(key, name_of.get(key, ""), now)
                for bus, table in self._buses.items()
                for (identifier, extended), entry in table.entries.items()
                for key in (MessageKey(bus, identifier, extended),)
            ]
        rows.sort(key=lambda row: row.key)
        return rows

    def keys(self) -> list[MessageKey]:
        """All messages that were seen."""
        with self._lock:
            return [MessageKey(bus, *key) for bus, table in self._buses.items() for key in table.entries]

    def row(self, key: MessageKey, name: str) -> MessageRow | None:
        """One message, or None where it was not seen."""
        now = self._now()
        with self._lock:
            entry = self._entry(key)
            return None if entry is None else entry.row(key, name, now)

    def tail(self, key: MessageKey, on: bool) -> None:
        """Keep every frame of the message for `fetch`, or no more."""
        with self._lock:
            self._tailed = self._tailed | {key} if on else self._tailed - {key}
            entry = self._entry(key)
            if entry is not None:
                entry.tail = deque(maxlen=MAX_TAIL) if on else None

    def fetch(self, key: MessageKey) -> list[tuple[float, Frame]]:
        """The frames of a tailed message since the last call, each with Clock.now() of its receipt."""
        with self._lock:
            entry = self._entry(key)
            if entry is None or not entry.tail:
                return []
            fetched = list(entry.tail)
            entry.tail.clear()
        return fetched

    def _entry(self, key: MessageKey) -> _Entry | None:
        table = self._buses.get(key.bus)
        return None if table is None else table.entries.get((key.id, key.extended))


def share_text(load: float) -> str:
    """A share of 0..1 in whole percent; a bus that carries anything is not at 0 %."""
    return f"{math.ceil(load * 100) if load < 0.01 else round(load * 100)} %"  # noqa: PLR2004
