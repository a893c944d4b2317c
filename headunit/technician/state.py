"""What the technician sees of the buses: frozen tables, published at most ten times a second while somebody looks."""

import enum
from dataclasses import dataclass, field
from typing import override


class Quality(enum.Enum):
    """How far the value of a signal may be believed."""

    GOOD = "good"
    OUT_OF_RANGE = "range"  # outside the range that the DBC declares
    NOT_AVAILABLE = "absent"  # the sender itself says so
    DAMAGED = "damaged"  # the frame is short, fails its checksum or its multiplexer is unknown


@dataclass(frozen=True, slots=True)
class SignalValue:
    """One signal as decoded. `text`: for people, the DBC's word where it has one. `number`: what can be plotted, in
    `unit`; None where it is no finite number. `word`: whether `text` is one."""

    name: str
    text: str
    unit: str = ""
    number: float | None = None
    quality: Quality = Quality.GOOD
    word: bool = False


@dataclass(frozen=True, slots=True, order=True)
class MessageKey:
    """Which message: ids of 11 and 29 bits share their numbers, and two buses carry the same ones."""

    bus: str
    id: int
    extended: bool = False

    def hex(self) -> str:
        """The id as candump writes it: three digits, or eight where it is of 29 bits."""
        return f"{self.id:0{8 if self.extended else 3}X}"

    @override
    def __str__(self) -> str:
        return f"{self.bus} {self.hex()}"


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message on one bus. `name`: from the DBC, "" where it has none. `rate_hz`: over the last whole second; 0 once
    it stays away for five periods. `age_s`: since the newest frame. `changed`: one bit for each bit of `data`, little
    end first (bit 0 is the lowest of byte 0), set where it changed in the last second. `count`: frames so far.
    `fd`, `brs`: a CAN FD frame, and one that switches to the faster bit rate."""

    key: MessageKey
    name: str = ""
    count: int = 0
    rate_hz: float = 0.0
    age_s: float = 0.0
    data: bytes = b""
    changed: int = 0
    fd: bool = False
    brs: bool = False


@dataclass(frozen=True, slots=True)
class BusFigures:
    """One bus. `load`: share of the time in which it was busy over the last second, 0..1, from the exact number of bits
    of each frame at `bitrate` (and `data_bitrate` in the data phase of FD frames), in bit/s. `errors`: error frames.
    `controller`: "active", "warning", "passive" or "bus-off" as last reported (ISO 11898-1, fault confinement).
    `transmit_errors`, `receive_errors`: its counters, None where the driver does not tell. `crowded_out`: frames of
    more ids than are kept. `silent_s`: since the newest frame."""

    bus: str
    bitrate: int = 500_000
    data_bitrate: int = 2_000_000
    load: float = 0.0
    frames_hz: float = 0.0
    frames: int = 0
    ids: int = 0
    fd: int = 0
    remote: int = 0
    errors: int = 0
    controller: str = "active"
    transmit_errors: int | None = None
    receive_errors: int | None = None
    crowded_out: int = 0
    silent_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Detail:
    """The message that is looked at, decoded. `trouble`: why it cannot be, in one line; `plotted`: names of signals."""

    row: MessageRow
    signals: tuple[SignalValue, ...] = ()
    trouble: str = ""
    plotted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PlotLane:
    """One signal over time. `lines`: polylines of (x, y), x from 0 (the oldest) to 1 (now), y from 0 (`low`) to 1
    (`high`); a gap in the data is a gap between two lines. `least`, `most`: of what is in view."""

    key: MessageKey
    signal: str
    unit: str = ""
    latest: float | None = None
    least: float | None = None
    most: float | None = None
    low: float = 0.0
    high: float = 1.0
    lines: tuple[tuple[tuple[float, float], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class TrafficState:
    """All of it. `page`: what was asked for by `Workbench.look`. `zoom_s`: how much time the lanes show."""

    buses: tuple[BusFigures, ...] = ()
    rows: tuple[MessageRow, ...] = ()
    detail: Detail | None = None
    lanes: tuple[PlotLane, ...] = ()
    zoom_s: float = 60.0
    page: str = "buses"


class Recording(enum.Enum):
    """What the recorder does."""

    OFF = "off"
    ON = "on"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RecordingState:
    """`file`: its name, or where it would go. `lost`: frames that came faster than the disk took them. `trouble`: why
    it failed, in one line."""

    doing: Recording = Recording.OFF
    file: str = ""
    frames: int = 0
    lost: int = 0
    seconds: float = 0.0
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class ReplayState:
    """A recorded drive that is being played. `position_s`: in the log. `duration_s`: None where it is not known before
    the end. `seeking`: it is on its way to another place."""

    position_s: float = 0.0
    duration_s: float | None = None
    speed: float = 1.0
    paused: bool = False
    seeking: bool = False
    finished: bool = False


#: How much time the plots may show (s): 10 s, 1 min, 10 min, 1 h.
ZOOMS_S: tuple[float, ...] = (10.0, 60.0, 600.0, 3600.0)
#: How fast a replay may be (times real time).
SPEEDS: tuple[float, ...] = (0.25, 1.0, 4.0, 16.0)


@dataclass(frozen=True, slots=True)
class Explained:
    """What a frame says in a DBC's words. `trouble`: why it is not believed; then all signals are DAMAGED or absent."""

    message: str
    signals: tuple[SignalValue, ...] = field(default=())
    trouble: str = ""
