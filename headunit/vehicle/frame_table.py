"""One message of a car, prepared for decoding: which fields to look at, and what makes a frame unbelievable. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from headunit.vehicle.car import Checksum, Claim, Row
from headunit.vehicle.checksum import (
    ChecksumError,
    DistrustError,
    Protection,
    RepeatedError,
    SequenceCounter,
    TruncatedError,
    Trust,
)
from headunit.vehicle.dbc import Message, Signal
from headunit.vehicle.ports import DecodeError
from headunit.vehicle.state import Value
from headunit.vehicle.translate import Reader, reader


@dataclass(frozen=True, slots=True)
class _Field:
    """The bits of one signal in a whole frame."""

    little_endian: bool
    shift: int
    mask: int

    def of(self, little: int, big: int) -> int:
        return (little if self.little_endian else big) >> self.shift & self.mask


@dataclass(frozen=True, slots=True)
class _Conditional:
    """A claim that holds only while other fields (multiplexers, or a row's `when`) have certain bits."""

    path: str
    little_endian: bool
    read: Reader
    conditions: tuple[tuple[_Field, frozenset[int]], ...]


class FrameTable:
    """Decodes the claimed fields of one message and no others: speed does not depend on the size of the DBC."""

    def __init__(self, message: Message, claims: Sequence[Claim], checksum: Checksum | None) -> None:
        self._message = message
        self._length = message.length
        self._checksum = checksum
        carrier = message.signal(checksum.signal) if checksum else None
        self._carrier = _field(carrier, message) if carrier else None
        self._counter = _counter(checksum, message)
        self._trust = Trust()
        # The last good frame: most messages repeat themselves, and the same bytes say the same.
        self._same: tuple[bytes | None, dict[str, Value | None]] = (None, {})
        self._paths = tuple(dict.fromkeys(claim.path for claim in claims))
        self._multiplexers = [
            (_field(signal, message), _conditions(signal, message), message.ids_of(signal.name), signal.name)
            for signal in message.signals
            if signal.multiplexer and message.ids_of(signal.name)
        ]
        self._little: list[tuple[str, Reader]] = []
        self._big: list[tuple[str, Reader]] = []
        self._conditional: list[_Conditional] = []
        for claim in claims:
            self._add(claim)
        self._plain = not (self._multiplexers or checksum)
        # Which of the two readings of the frame anything asks for.
        odd = not self._plain or bool(self._conditional)
        self._has_little, self._has_big = bool(self._little) or odd, bool(self._big) or odd

    def _add(self, claim: Claim) -> None:
        signal = self._message.signal(claim.signal)
        assert signal is not None
        fine = self._message.signal(claim.fine) if isinstance(claim, Row) and claim.fine else None
        read = reader(claim, signal, self._length, fine)
        conditions = _conditions(signal, self._message)
        if isinstance(claim, Row) and claim.when:
            judge = self._message.signal(claim.when[0])
            assert judge is not None
            conditions = (*conditions, (_field(judge, self._message), frozenset({judge.bits(claim.when[1])})))
        if conditions:
            self._conditional.append(_Conditional(claim.path, signal.little_endian, read, conditions))
        else:
            (self._little if signal.little_endian else self._big).append((claim.path, read))

    @property
    def skipped(self) -> int:
        """Frames that were missing by the message's counter."""
        return self._counter.skipped if self._counter else 0

    def decode(self, identifier: int, data: bytes) -> dict[str, Value | None]:
        """VSS value by path, not to be changed; all None while too many of the message's last frames were bad.

        Raises DecodeError for a frame that is short, fails its checksum, counter or multiplexer; DistrustError for the
        one with which belief ends.
        """
        same, values = self._same
        if data == same:
            return values
        try:
            values = self._values(identifier, data)
        except DecodeError as error:
            self._same = None, {}
            if self._trust.heard(good=False):
                raise
            raise DistrustError(error, self._paths) from error
        if self._trust.perfect:
            if self._counter is None:
                self._same = data, values
            return values
        if self._trust.heard(good=True):
            return values
        return dict.fromkeys(values)

    def _values(self, identifier: int, data: bytes) -> dict[str, Value | None]:
        if len(data) != self._length:
            if len(data) < self._length:
                raise TruncatedError(f"{self._message.name}: {len(data)} bytes instead of {self._length}")
            data = data[: self._length]
        little = int.from_bytes(data, "little") if self._has_little else 0
        big = int.from_bytes(data, "big") if self._has_big else 0
        if not self._plain:
            self._judge(identifier, data, little, big)
        values: dict[str, Value | None] = {path: read(little) for path, read in self._little}
        for path, read in self._big:
            values[path] = read(big)
        for claim in self._conditional:
            if all(field.of(little, big) in bits for field, bits in claim.conditions):
                values[claim.path] = claim.read(little if claim.little_endian else big)
        return values

    def _judge(self, identifier: int, data: bytes, little: int, big: int) -> None:
        if self._checksum and self._carrier:
            told, right = self._carrier.of(little, big), self._checksum.compute(identifier, data) & self._carrier.mask
            if told != right:
                raise ChecksumError(f"{self._message.name}: checksum {told:#x} instead of {right:#x}")
        if self._counter:
            try:
                self._counter.judge(little, big)
            except RepeatedError as error:
                raise RepeatedError(f"{self._message.name}: {error}") from error
        for place, conditions, known, name in self._multiplexers:
            present = all(field.of(little, big) in bits for field, bits in conditions)
            if present and place.of(little, big) not in known:
                raise DecodeError(f"{self._message.name}: multiplexer {name} is {place.of(little, big)}")


def _counter(checksum: Checksum | None, message: Message) -> SequenceCounter | None:
    signal = message.signal(checksum.counter) if isinstance(checksum, Protection) else None
    if signal is None or not isinstance(checksum, Protection):
        return None
    return SequenceCounter(
        signal.name, _field(signal, message).of, checksum.counts or signal.mask + 1, checksum.max_step
    )


def _field(signal: Signal, message: Message) -> _Field:
    return _Field(signal.little_endian, signal.shift(message.length), signal.mask)


def _conditions(signal: Signal, message: Message) -> tuple[tuple[_Field, frozenset[int]], ...]:
    """The multiplexers that must agree before `signal` is in the frame, the outermost first."""
    chooser = message.signal(signal.chosen_by) if signal.chosen_by else None
    if chooser is None:
        return ()
    return (*_conditions(chooser, message), (_field(chooser, message), signal.chosen_at))
