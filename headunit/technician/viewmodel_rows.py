"""The technician's tables as rows of plain texts, in the language's digits."""

from collections.abc import Mapping, Sequence
from typing import override

from PySide6.QtCore import QLocale, QModelIndex, QPointF

from headunit.kernel.link import LinkReport, LinkState
from headunit.presentation.rows import Rows
from headunit.technician.state import BusFigures, MessageRow, PlotLane, SignalValue

_MINUTE_S = 60.0
#: A row shows so many bytes; the rest is in the detail.
ROW_BYTES = 8


def _number(value: float, digits: int) -> str:
    return QLocale().toString(float(value), "f", digits)


def _plain(value: float | None) -> str:
    """As short as it can be told, for scales and values; "" for None."""
    return "" if value is None else QLocale().toString(float(value), "g", 6)


def age_text(seconds: float) -> str:
    """Milliseconds, seconds or minutes."""
    if seconds < 1:
        return f"{round(seconds * 1000)} ms"
    return f"{_number(seconds, 1)} s" if seconds < _MINUTE_S else f"{round(seconds / _MINUTE_S)} min"


def clock_text(seconds: float) -> str:
    """Minutes and seconds, with hours where there are any."""
    whole = max(0, int(seconds))
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def marks(changed: int, length: int) -> str:
    """A digit for each byte: 1 where a bit of it changed."""
    return "".join("1" if changed >> 8 * place & 0xFF else "0" for place in range(length))


def bits(value: int, length: int) -> str:
    """A digit for each bit, as they are written: each byte's highest first."""
    return "".join(f"{value >> 8 * place & 0xFF:08b}" for place in range(length))


#: A bus without a frame for so long is silent, whatever its controller last said (s).
_SILENT_S = 2.0


def _condition(bus: BusFigures, report: LinkReport | None) -> str:
    if report is not None and report.state is LinkState.LOST:
        return "lost"
    if bus.controller == "active" and bus.silent_s > _SILENT_S:
        return "silent"
    return bus.controller


def bus_row(bus: BusFigures, report: LinkReport | None) -> dict[str, object]:
    """A bus, for the page of buses. `report`: what its link says of itself, where there is one of that name."""
    tones = {"active": "live", "bus-off": "stop", "lost": "stop"}
    told = bus.transmit_errors is not None and bus.receive_errors is not None
    counters = {} if report is None else report.counters
    condition = _condition(bus, report)
    return {
        "name": bus.bus,
        "load": min(1.0, bus.load),
        "loadText": f"{_number(bus.load * 100, 0)} %",
        "bitrate": f"{bus.bitrate // 1000} kbit/s",
        "rate": _number(bus.frames_hz, 0),
        "ids": bus.ids,
        "errors": bus.errors,
        "condition": condition,
        "tone": tones.get(condition, "soon"),
        "counters": f"{bus.transmit_errors} / {bus.receive_errors}" if told else "",
        "damaged": counters.get("damaged", 0),
        "dropped": counters.get("dropped", 0),
        "crowdedOut": bus.crowded_out,
    }


def message_row(row: MessageRow) -> dict[str, object]:
    """A message, for the list."""
    return {
        "key": str(row.key),
        "bus": row.key.bus,
        "identifier": row.key.hex(),
        "name": row.name,
        "rate": f"{_number(row.rate_hz, 1)} Hz",
        "age": age_text(row.age_s),
        "bytes": row.data[:ROW_BYTES].hex().upper(),
        "marks": marks(row.changed, min(ROW_BYTES, len(row.data))),
        "more": max(0, len(row.data) - ROW_BYTES),
    }


def signal_row(value: SignalValue, plotted: frozenset[str]) -> dict[str, object]:
    """A signal of the message that is looked at."""
    return {
        "name": value.name,
        "value": value.text,
        "unit": value.unit,
        "quality": value.quality.value,
        "numeric": value.number is not None,
        "plotted": value.name in plotted,
    }


def lane_row(lane: PlotLane) -> dict[str, object]:
    """A lane of the plot; y grows downwards, as on a screen."""
    return {
        "key": f"{lane.key} {lane.signal}",
        "source": f"{lane.key}",
        "signal": lane.signal,
        "unit": lane.unit,
        "latest": _plain(lane.latest),
        "least": _plain(lane.least),
        "most": _plain(lane.most),
        "low": _plain(lane.low),
        "high": _plain(lane.high),
        "lines": [[QPointF(x, 1.0 - y) for x, y in line] for line in lane.lines],
    }


class LiveRows(Rows):
    """Rows of which some may come and go: those that stay keep their place in a list that is scrolled."""

    @override
    def show(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Replace the rows; both old and new are in the same order."""
        key = self._roles[0]
        wanted = [row[key] for row in rows]
        there = set(wanted)
        for number in range(len(self._rows) - 1, -1, -1):
            if self._rows[number][key] not in there:
                self.beginRemoveRows(QModelIndex(), number, number)
                del self._rows[number]
                self.endRemoveRows()
        for number, row in enumerate(rows):
            if number >= len(self._rows) or self._rows[number][key] != row[key]:
                self.beginInsertRows(QModelIndex(), number, number)
                self._rows.insert(number, row)
                self.endInsertRows()
        super().show(rows)
