"""Counts frames where they arrive, on the buses' own threads, and tells what the counts come to. Knows no DBC.

A frame costs about a microsecond here: nothing is made, decoded or posted for it.
"""

import math
import threading
from collections import deque
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import Final

from headunit.kernel.clock import Clock
from headunit.technician.bus_table import BitRates, BusTable, Entry
from headunit.technician.state import BusFigures, MessageKey, MessageRow
from headunit.technician.wire_bits import frame_bits
from headunit.vehicle.ports import Frame, FrameKind

#: At most so many messages are kept for each bus, and so many buses: all 11-bit ids, and as many again.
MAX_IDS: Final = 4_096
MAX_BUSES: Final = 16
#: Frames of a message that is plotted, kept until the service has fetched them.
MAX_TAIL: Final = 8_192
#: The exact bits of a frame take some ten microseconds to count: done for the first of an id and each so-manieth.
MEASURED_EACH: Final = 256

_BUS_OF: Final = attrgetter("bus")


class Traffic:
    """Any thread calls `take_all`; one thread reads. Memory is bounded by MAX_IDS, MAX_BUSES and MAX_TAIL."""

    def __init__(self, clock: Clock, rates: BitRates | None = None) -> None:
        self._now = clock.now
        self._rates = rates or BitRates()
        self._lock = threading.Lock()
        self._buses: dict[str, BusTable] = {}
        self._tailed: set[MessageKey] = set()

    def take(self, frame: Frame) -> None:
        """Count one frame, of whatever kind."""
        self.take_all((frame,))

    def take_all(self, frames: Iterable[Frame]) -> None:
        """Count frames that arrived together."""
        now = self._now()
        with self._lock:
            for name, some in groupby(frames, _BUS_OF):
                bus = self._buses.get(name)
                if bus is None:
                    if len(self._buses) >= MAX_BUSES:
                        continue
                    bus = self._buses[name] = BusTable(now)
                self._take(bus, some, now)

    def _take(self, bus: BusTable, frames: Iterable[Frame], now: float) -> None:
        """Frames of one bus."""
        count, wire_s = 0, 0.0
        entries = bus.entries
        for frame in frames:
            count += 1
            if frame.kind is not FrameKind.DATA:
                wire_s += self._take_other(bus, frame)
                continue
            entry = entries.get((frame.id, frame.extended))
            if entry is None:
                if len(entries) >= MAX_IDS:
                    bus.crowded_out += 1
                    wire_s += self._seconds(frame)
                    continue
                entry = self._add(bus, frame, now)
            if not entry.count % MEASURED_EACH or len(frame.data) != len(entry.data):
                entry.wire_s = self._seconds(frame)
            wire_s += entry.wire_s
            entry.count += 1
            entry.take(frame, now)
            if frame.fd:
                bus.fd += 1
        bus.count(count, wire_s, now)

    def _take_other(self, bus: BusTable, frame: Frame) -> float:
        if frame.kind is FrameKind.ERROR:
            bus.hear_error(frame)
        else:
            bus.remote += 1
        return self._seconds(frame)

    def _add(self, bus: BusTable, frame: Frame, now: float) -> Entry:
        entry = bus.entries[frame.id, frame.extended] = Entry(frame, now)
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

    def _entry(self, key: MessageKey) -> Entry | None:
        table = self._buses.get(key.bus)
        return None if table is None else table.entries.get((key.id, key.extended))


def share_text(load: float) -> str:
    """A share of 0..1 in whole percent; a bus that carries anything is not at 0 %."""
    return f"{math.ceil(load * 100) if load < 0.01 else round(load * 100)} %"  # noqa: PLR2004
