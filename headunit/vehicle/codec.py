"""A car's table read both ways: frames to VSS values, VSS values to frames. Pure, and the one place where a table and
its DBC are held against each other."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, override

from headunit.kernel.data import data_path
from headunit.kernel.errors import HeadunitError, UsageError
from headunit.vehicle.cantools_dbc import load_dbc
from headunit.vehicle.car import Car, Checksum, Claim, Request, Row
from headunit.vehicle.checksum import Protection
from headunit.vehicle.dbc import Dbc, Message
from headunit.vehicle.frame_table import FrameTable
from headunit.vehicle.ports import CarCodec, Frame, FrameKind
from headunit.vehicle.sender import Sender
from headunit.vehicle.state import Value
from headunit.vehicle.translate import legal_range

#: Buses that are told apart; a log may name any number of them.
MAX_BUSES: Final = 8


class TableCodec(CarCodec):
    """The codec of one car; links on several threads may share it, each under a bus name of its own.

    `encode_due` remembers what was sent when, so each player of the world makes its own.

    `dbc`: the file read already; without it, the car's file in `dbc/` is read.

    Raises HeadunitError where the table names what its DBC does not have.
    """

    def __init__(self, car: Car, dbc: Dbc | None = None) -> None:
        self.car = car
        self.dbc = load_dbc(data_path("dbc", car.dbc)) if dbc is None else dbc
        faults = list(_faults(car, self.dbc))
        if faults:
            raise HeadunitError(f"car {car.name} and {car.dbc}: {'; '.join(faults)}")
        self._requests = {request.path: request for request in car.requests}
        self._paths = car.paths
        self._told: dict[str, dict[tuple[int, bool], FrameTable]] = {}
        self._asked = _tables(car, self.dbc, car.requests)
        self._senders = [self._sender(message, claims) for message, claims in _by_message(self.dbc, car.rows)]

    @property
    @override
    def paths(self) -> Mapping[str, float]:
        return self._paths

    @property
    def request_paths(self) -> frozenset[str]:
        """Each path that the car's folder allows to ask for."""
        return frozenset(self._requests)

    @property
    def skipped(self) -> int:
        """Frames that were missing by their messages' counters, since the start."""
        return sum(table.skipped for tables in tuple(self._told.values()) for table in tables.values())

    @override
    def decode(self, frame: Frame) -> Mapping[str, Value | None]:
        tables = self._told.get(frame.bus)
        if tables is None:
            tables = self._tables_of(frame.bus)
        table = tables.get((frame.id, frame.extended))
        if table is None or frame.kind is not FrameKind.DATA:
            return {}
        return table.decode(frame.id, frame.data)

    def _tables_of(self, bus: str) -> dict[tuple[int, bool], FrameTable]:
        """Counters and past failures belong to one bus, and each bus has a thread of its own."""
        name = bus if len(self._told) < MAX_BUSES else ""
        return self._told.setdefault(name, _tables(self.car, self.dbc, self.car.rows))

    @override
    def encode_due(self, values: Mapping[str, Value], t: float) -> Iterable[Frame]:
        return [frame for sender in self._senders for frame in sender.due(values, t)]

    def encode_all(self, values: Mapping[str, Value], t: float = 0.0) -> list[Frame]:
        """Every message of the car once, whatever is due: all that it can say in the state `values`."""
        return [frame for sender in self._senders for frame in sender.frames(values, t)]

    @override
    def encode_request(self, path: str, value: Value) -> Frame:
        request = self._requests.get(path)
        if request is None:
            raise UsageError(f"the car {self.car.name} cannot be asked to change {path}")
        if not request.leaf.accepts(value):
            raise UsageError(f"{path} may be {request.leaf}, not {value!r}")
        message = self.dbc.by_name[request.message]
        signal = message.signal(request.signal)
        assert signal is not None
        if request.meanings is None and not isinstance(value, str):
            low, high = legal_range(request, signal)
            if not low <= value <= high:
                raise UsageError(f"{path} may be from {low:g} to {high:g} {request.leaf.unit} in this car, not {value}")
        elif value not in (request.meanings or {}).values():
            raise UsageError(f"{path} cannot be set to {value!r} in this car")
        claims = [other for other in self.car.requests if other.message == request.message]
        return self._sender(message, claims).frames({path: value}, 0.0)[0]

    @override
    def decode_request(self, frame: Frame) -> Mapping[str, Value]:
        table = self._asked.get((frame.id, frame.extended))
        if table is None or frame.kind is not FrameKind.DATA:
            return {}
        asked = table.decode(frame.id, frame.data)
        return {path: value for path, value in asked.items() if value is not None}

    def _sender(self, message: Message, claims: Sequence[Claim]) -> Sender:
        return Sender(message, claims, self.car.checksums.get(message.name), self.car.bus)


def _by_message(dbc: Dbc, claims: Sequence[Claim]) -> Iterator[tuple[Message, list[Claim]]]:
    """The claimed messages in the DBC's order, each with its claims in the table's order."""
    for message in dbc.messages:
        chosen = [claim for claim in claims if claim.message == message.name]
        if chosen:
            yield message, chosen


def _tables(car: Car, dbc: Dbc, claims: Sequence[Claim]) -> dict[tuple[int, bool], FrameTable]:
    return {
        (message.id, message.extended): FrameTable(message, chosen, car.checksums.get(message.name))
        for message, chosen in _by_message(dbc, claims)
    }


def _faults(car: Car, dbc: Dbc) -> Iterator[str]:
    """What the table names that the DBC does not have, a line each."""
    for claim in (*car.rows, *car.requests):
        message = dbc.by_name.get(claim.message)
        if message is None:
            yield f"{claim.path}: there is no message {claim.message}"
            continue
        row = claim if isinstance(claim, Row) else None
        others = [name for name in ((row.fine, row.when[0] if row.when else "") if row else ()) if name]
        missing = [name for name in (claim.signal, *others) if message.signal(name) is None]
        yield from (f"{claim.path}: message {claim.message} has no signal {name}" for name in missing)
        if not missing:
            yield from _field_faults(claim, message)
    for name, checksum in car.checksums.items():
        yield from _checksum_faults(name, checksum, dbc)
    clashes = [(m.name, dbc.by_id[m.id, m.extended].name) for m in dbc.messages if dbc.by_id[m.id, m.extended] is not m]
    yield from (f"messages {one} and {other} have the same identifier" for one, other in clashes)


def _checksum_faults(name: str, checksum: Checksum, dbc: Dbc) -> Iterator[str]:
    message = dbc.by_name.get(name)
    counter = checksum.counter if isinstance(checksum, Protection) else ""
    # A message may have a counter alone, but not neither.
    for signal in [one for one in (checksum.signal, counter) if one] or [""]:
        if message is None or message.signal(signal) is None:
            yield f"checksum: there is no signal {name}.{signal}"
            return
    assert message is not None
    if isinstance(checksum, Protection) and counter:
        field = message.signal(counter)
        if field and (field.signed or field.is_float or not 0 <= checksum.counts <= field.mask + 1):
            yield f"checksum: {name}.{counter} cannot count {checksum.counts or 'so many'} values"
    try:
        checksum.compute(message.id, bytes(message.length))
    except (ValueError, IndexError) as error:
        yield f"checksum: {name} of {message.length} bytes: {error}"


def _field_faults(claim: Claim, message: Message) -> Iterator[str]:
    signal = message.signal(claim.signal)
    assert signal is not None
    fine = message.signal(claim.fine) if isinstance(claim, Row) and claim.fine else None
    if fine is not None and (fine.little_endian, fine.unit) != (signal.little_endian, signal.unit):
        yield f"{claim.path}: {signal.name} and {fine.name} differ in byte order or unit"
    if not (math.isfinite(signal.scale) and math.isfinite(signal.offset) and signal.scale):
        yield f"{claim.path}: {signal.name} has the factor {signal.scale} and the offset {signal.offset}"
        return
    if claim.meanings is not None and signal.is_float:
        yield f"{claim.path}: {signal.name} is a floating-point field and cannot have words"
    least, most = (0, 0) if signal.is_float else signal.raw_range
    strange = [raw for raw in claim.meanings or () if not least <= raw <= most]
    if strange:
        yield f"{claim.path}: {signal.name} has {signal.length} bits and is never {strange[0]}"
    if claim.meanings is None and legal_range(claim, signal)[0] > legal_range(claim, signal)[1]:
        yield f"{claim.path}: no value of {signal.name} is legal in VSS"
    if isinstance(claim, Request) and len(message.groups()) > 1:
        yield f"{claim.path}: a request in a multiplexed message is not supported"
