"""What a scan of the car's control units brought to light."""

import enum
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from headunit.kernel.words import QT_TRANSLATE_NOOP

#: A value as a control unit tells it; None: it said "not available", or what it said made no sense.
type Value = float | int | bool | str | None


class Memory(enum.Enum):
    """Where a code was found: the OBD memories of SAE J1979, or the unit's own (ISO 14229)."""

    STORED = "stored"  # service 03: confirmed, the lamp may be on for it
    PENDING = "pending"  # service 07: seen in this or the last driving cycle, not yet confirmed
    PERMANENT = "permanent"  # service 0A: only the car itself may forget it
    UDS = "uds"  # ISO 14229 service 19


@dataclass(frozen=True, slots=True)
class TroubleCode:
    """One code of one control unit.

    `code`: five characters of SAE J2012, "P0301". `ecu`: identifier of its answers in hex ("7E8", "18DAF110").
    `failure_type`: third byte of a UDS code (0-255). `status`: its status byte (ISO 14229-1, D.2). None: not told.
    """

    code: str
    ecu: str
    memories: frozenset[Memory]
    failure_type: int | None = None
    status: int | None = None

    @property
    def full(self) -> str:
        """The code with its failure type where it has one: "U0100-87"."""
        return self.code if self.failure_type is None else f"{self.code}-{self.failure_type:02X}"

    @property
    def key(self) -> str:
        """Tells it from every other code of the same scan."""
        return f"{self.ecu} {self.full}"


@dataclass(frozen=True, slots=True)
class LiveValue:
    """One value. `pid`: SAE J1979 parameter (0-255). `key`: stable name for programs; `name`: for people, English."""

    ecu: str
    pid: int
    key: str
    name: str
    value: Value
    unit: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a control unit froze when a code came: a freeze frame of SAE J1979, or a record of ISO 14229 (then `raw`,
    in hex: only the maker knows what it holds)."""

    ecu: str
    code: str
    record: int
    values: tuple[LiveValue, ...] = ()
    raw: str = ""
    kind: str = QT_TRANSLATE_NOOP("Diagnostics", "freeze frame")


@dataclass(frozen=True, slots=True)
class Monitor:
    """A self-test of the emission system (SAE J1979, PID 01)."""

    key: str
    complete: bool


@dataclass(frozen=True, slots=True)
class MonitorStatus:
    """`mil`: the malfunction lamp is asked for. `confirmed`: number of confirmed codes (0-127). `monitors`: supported
    ones only. `compression_ignition`: a diesel."""

    ecu: str
    mil: bool
    confirmed: int
    compression_ignition: bool
    monitors: tuple[Monitor, ...]


@dataclass(frozen=True, slots=True)
class EcuInfo:
    """Service 09, or the same by ISO 14229 service 22. Empty where the unit does not say."""

    ecu: str
    name: str = ""
    vin: str = ""
    calibrations: tuple[str, ...] = ()
    verifications: tuple[str, ...] = ()
    pids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that did not work while scanning. `ecu`: empty where it concerns none in particular."""

    ecu: str
    what: str


@dataclass(frozen=True, slots=True)
class Scan:
    """All of it, at one moment. `taken`: local time, ISO 8601. `line`: how the car was reached, for people."""

    taken: str
    line: str
    units: tuple[EcuInfo, ...] = ()
    codes: tuple[TroubleCode, ...] = ()
    statuses: tuple[MonitorStatus, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    values: tuple[LiveValue, ...] = ()
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the score is not 100: so many `points` less, and for what.

    `words`: a source text of the context "Diagnostics" with %1, %2 for `values`, in this order.
    """

    points: int
    words: str
    values: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """In English."""
        return filled(self.words, self.values)


def filled(words: str, values: Iterable[str]) -> str:
    """`words`, in whatever language, with `values` for %1, %2 ..."""
    given = dict(enumerate(values, 1))
    return re.sub(r"%(\d)", lambda place: given.get(int(place[1]), place[0]), words)


@dataclass(frozen=True, slots=True)
class Health:
    """`score`: 0 (stop the car) to 100 (nothing found); None where no control unit answered."""

    score: int | None
    reasons: tuple[Reason, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Cleared:
    """What one unit said to being asked to forget its codes. `refusal`: the reason of a "no", else empty."""

    ecu: str
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """`name`: as the unit calls itself, or "". `done`: its own memory has been asked for."""

    ecu: str
    name: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a scan is. `share`: 0..1. `units`: those that have answered so far."""

    share: float = 0.0
    units: tuple[UnitProgress, ...] = ()


class Phase(enum.Enum):
    """What a check of the car is doing."""

    IDLE = "idle"  # nothing runs; the result is in `scan`, if there ever was one
    READING = "reading"
    CLEARING = "clearing"
    CLEARED = "cleared"
    REFUSED = "refused"  # the codes are as they were
    FAILED = "failed"  # nobody answered, or no more


class Refusal(enum.Enum):
    """Why codes were not cleared."""

    MOVING = "moving"
    SPEED_UNKNOWN = "speed unknown"
    UNITS = "units"  # every control unit said no
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CheckState:
    """A check of the car, as the screen shows it.

    `may_ask`: requests may be sent to this car. `opened`: the `key` of the code looked at, or "". `asking`: whether the
    driver is asked to confirm that the codes be cleared. `refusal`, `trouble`: why the last wish was not done, the
    latter in the engine's own English words. `broken_off`: units had answered before it failed. `texts`: what each code
    means, by language and `TroubleCode.full`. `saved`: path of the report last written. `save_trouble`: why it was not.
    """

    may_ask: bool = False
    phase: Phase = Phase.IDLE
    progress: Progress = Progress()
    scan: Scan | None = None
    health: Health | None = None
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    opened: str = ""
    asking: bool = False
    refusal: Refusal | None = None
    trouble: str = ""
    broken_off: bool = False
    cleared: tuple[Cleared, ...] = ()
    saved: str = ""
    save_trouble: str = ""

    def code(self, key: str) -> TroubleCode | None:
        """The code of the result with that `key`."""
        codes = () if self.scan is None else self.scan.codes
        return next((code for code in codes if code.key == key), None)
