"""What a car's folder says: a table from VSS paths to the fields of a DBC, and what may be asked of the car.

To teach the head unit a new car, copy `cars/smallest/`. Knows no parser and no bus; what can be wrong in a table
without looking into its DBC is found here, the rest when `codec.TableCodec` is made.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, override

from headunit.kernel.errors import HeadunitError
from headunit.vehicle.state import Value
from headunit.vehicle.vss import LEAVES, Leaf

#: For fields of one bit, and for wider ones whose other raw values mean "not available".
NO_YES: Mapping[int, Value] = {0: False, 1: True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one field of a message means in VSS.

    `source`: who says so: a standard, a file, a measurement. `scale`, `offset`: VSS value = value in the DBC's unit x
    `scale` + `offset`; for numbers only. `words`: VSS value for each raw value of the field; any other raw value means
    "not available". Flags without `words` take NO_YES, texts must have them. `not_available`: raw values of a number
    that mean "not available", beside those that the DBC's value table calls "SNA" (signal not available).
    """

    path: str
    message: str
    signal: str
    source: str
    scale: float = 1.0
    offset: float = 0.0
    words: Mapping[int, Value] | None = None
    not_available: frozenset[int] = frozenset()

    @property
    def leaf(self) -> Leaf:
        """What VSS fixes for the path."""
        return LEAVES[self.path]

    @property
    def meanings(self) -> Mapping[int, Value] | None:
        """VSS value by raw value, or None where the field is a number to be scaled."""
        if self.words is None and self.leaf.datatype == "boolean":
            return NO_YES
        return self.words

    def faults(self) -> Iterator[str]:
        """What is wrong with the claim in itself, a line each."""
        if self.path not in LEAVES:
            yield f"{self.path} is not in headunit/vehicle/vss.py"
            return
        if not self.source:
            yield f"{self.path} names no source of its claim"
        if self.meanings is None and self.leaf.datatype == "string":
            yield f"{self.path} needs words: {self.leaf}"
        if self.meanings is not None and (self.scale != 1 or self.offset != 0):
            yield f"{self.path} has both words and a scale or an offset"
        if not (math.isfinite(self.scale) and math.isfinite(self.offset) and self.scale):
            yield f"{self.path} has the scale {self.scale} and the offset {self.offset}"
        for raw, value in (self.meanings or {}).items():
            if not self.leaf.accepts(value):
                yield f"{self.path} may not be {value!r} (raw {raw}), only {self.leaf}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Claim):
    """Something that the car tells.

    `stale_after_s`: age in seconds after which the value is no longer believed. `when`: (signal, raw value) of the same
    message: at any other raw value the row says nothing; several rows may then share a path. `fine`: a second signal of
    the message whose value, in the same unit, is added: what the first one is too coarse for.
    """

    stale_after_s: float
    when: tuple[str, int] | None = None
    fine: str = ""

    @override
    def faults(self) -> Iterator[str]:
        # super() without arguments does not work in a dataclass with slots.
        yield from Claim.faults(self)
        if not 0 < self.stale_after_s < math.inf:
            yield f"{self.path} is stale after {self.stale_after_s} s"


class RowMaker(Protocol):
    """See `rows_from`."""

    def __call__(
        self,
        path: str,
        field: str,
        stale_after_s: float,
        words: Mapping[int, Value] | None = None,
        *,
        scale: float = 1.0,
        when: tuple[str, int] | None = None,
        fine: str = "",
        not_available: frozenset[int] = frozenset(),
    ) -> Row:
        """One row. `field`: "MESSAGE.SIGNAL"; the rest as in `Row`."""
        ...


def rows_from(source: str) -> RowMaker:
    """For a car whose rows all have one `source`: what makes a row in one line of its table."""

    def row(
        path: str,
        field: str,
        stale_after_s: float,
        words: Mapping[int, Value] | None = None,
        *,
        scale: float = 1.0,
        when: tuple[str, int] | None = None,
        fine: str = "",
        not_available: frozenset[int] = frozenset(),
    ) -> Row:
        message, _, signal = field.partition(".")
        return Row(
            path=path,
            message=message,
            signal=signal,
            stale_after_s=stale_after_s,
            source=source,
            words=words,
            scale=scale,
            when=when,
            fine=fine,
            not_available=not_available,
        )

    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Claim):
    """Something that the car may be asked to change. The other fields of its message are sent as "not available"."""


@dataclass(frozen=True, slots=True)
class Checksum:
    """How a message protects itself. `signal`: the field that carries it. `compute`: from identifier and whole data to
    its raw value; it must ignore the field itself."""

    signal: str
    compute: Callable[[int, bytes], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Car:
    """A car. `name`: its folder. `title`: for people. `dbc`: file name under `dbc/`. `bus`: name of the bus that it is
    wired to. `checksums`: by message; a frame that fails is refused and counted.

    Raises HeadunitError where the table contradicts itself or VSS.
    """

    name: str
    title: str
    dbc: str
    rows: tuple[Row, ...]
    requests: tuple[Request, ...] = ()
    checksums: Mapping[str, Checksum] = field(default_factory=dict)
    bus: str = "can0"

    def __post_init__(self) -> None:
        found = [fault for claim in (*self.rows, *self.requests) for fault in claim.faults()]
        if not self.rows:
            found.append("it has no rows")
        for path in dict.fromkeys(row.path for row in self.rows):
            rows = [row for row in self.rows if row.path == path]
            moments = {row.when for row in rows}
            if len(rows) > 1 and (None in moments or len(moments) < len(rows)):
                found.append(f"{path} has two rows that hold at the same time")
            if len({row.stale_after_s for row in rows}) > 1:
                found.append(f"{path} has two different stale-after times")
        asked = [request.path for request in self.requests]
        found += [f"{path} has two request rows" for path in sorted({path for path in asked if asked.count(path) > 1})]
        if found:
            raise HeadunitError(f"car {self.name}: {'; '.join(found)}")

    @property
    def paths(self) -> Mapping[str, float]:
        """Each path that the car tells, with its stale-after time in seconds."""
        return {row.path: row.stale_after_s for row in self.rows}
