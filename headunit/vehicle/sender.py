"""One message of a car, prepared for sending: what its frame is for given VSS values, and when it is due. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from headunit.vehicle.car import Checksum, Claim, Row
from headunit.vehicle.checksum import Protection
from headunit.vehicle.dbc import Message, Raw
from headunit.vehicle.ports import Frame
from headunit.vehicle.state import Value
from headunit.vehicle.translate import absent_raws, agreeing, raws_for

#: Two moments closer than this are one: sums of cycle times are not exact.
_SAME_MOMENT_S: Final = 1e-9
#: The longest frame of classic CAN, in bytes (ISO 11898-1).
MAX_CLASSIC: Final = 8


class Sender:
    """Sends one message at its cycle time, multiplexed groups in turn; without a cycle time, whenever it changes."""

    def __init__(self, message: Message, claims: Sequence[Claim], checksum: Checksum | None, bus: str) -> None:
        self._message, self._checksum, self._bus = message, checksum, bus
        self._by_signal: dict[str, list[Claim]] = {}
        for claim in claims:
            self._by_signal.setdefault(claim.signal, []).append(claim)
        self._groups = [group for group in message.groups() if self._says_something(group)]
        self._next_s: float | None = None
        self._turn = 0
        self._count = 0
        self._last: list[bytes] = []
        self._idle = self._idle_raws()

    def _says_something(self, group: Mapping[str, int]) -> bool:
        return any(
            signal.name in self._by_signal and self._message.present(signal, group) for signal in self._message.signals
        )

    def _idle_raws(self) -> dict[str, Raw]:
        """What a field holds of which nothing is known: "not available" where the DBC has such a value."""
        raws: dict[str, Raw] = {}
        for signal in self._message.signals:
            absent = {raw for claim in self._by_signal.get(signal.name, ()) for raw in absent_raws(claim, signal)}
            raws[signal.name] = min(absent) if absent and signal.initial not in absent else signal.initial
        return raws

    def frames(self, values: Mapping[str, Value], t: float) -> list[Frame]:
        """The whole message for `values`: one frame, or one for each multiplexed group. A counter counts on."""
        return [self._frame(raws, t) for raws in self._contents(values)]

    def due(self, values: Mapping[str, Value], t: float) -> Iterable[Frame]:
        """What is due at `t` (seconds, never stepping back). All groups at first; a delay is not made up for."""
        cycle_s = self._message.cycle_s
        if self._next_s is not None and cycle_s and t + _SAME_MOMENT_S < self._next_s:
            return ()
        contents = self._contents(values)
        if cycle_s is None:
            last, self._last = self._last, [self._message.write(raws) for raws in contents]
            return [self._frame(raws, t) for raws in contents] if self._last != last else ()
        if self._next_s is None:
            self._next_s = t + cycle_s
            return [self._frame(raws, t) for raws in contents]
        self._next_s += cycle_s
        if self._next_s <= t + _SAME_MOMENT_S:
            self._next_s = t + cycle_s
        self._turn = (self._turn + 1) % len(contents)
        return (self._frame(contents[self._turn], t),)

    def _contents(self, values: Mapping[str, Value]) -> list[dict[str, Raw]]:
        """The raw values of each group's frame, without counter and checksum."""
        raws = {**self._idle, **self._raws(values)}
        signals = self._message.signals
        return [
            {s.name: raws[s.name] for s in signals if self._message.present(s, group)} | dict(group)
            for group in self._groups
        ]

    def _raws(self, values: Mapping[str, Value]) -> dict[str, Raw]:
        raws: dict[str, Raw] = {}
        for signal in self._message.signals:
            told = [
                (claim, values[claim.path]) for claim in self._by_signal.get(signal.name, ()) if claim.path in values
            ]
            if not told:
                continue
            if len(told) > 1 and told[0][0].meanings is not None:
                shared = agreeing(told, signal.initial)
                raws |= {} if shared is None else {signal.name: shared}
                continue
            claim, value = told[0]
            row = claim if isinstance(claim, Row) else None
            fine = self._message.signal(row.fine) if row and row.fine else None
            said = raws_for(claim, signal, value, fine)
            if said is not None and row and row.when:
                said[row.when[0]] = row.when[1]
            raws |= said or {}
        return raws

    def _frame(self, raws: Mapping[str, Raw], t: float) -> Frame:
        message, present = self._message, dict(raws)
        if isinstance(self._checksum, Protection) and self._checksum.counter:
            counter = message.signal(self._checksum.counter)
            assert counter is not None
            present[counter.name] = self._count
            self._count = (self._count + 1) % (self._checksum.counts or counter.mask + 1)
        data = message.write(present)
        if self._checksum and self._checksum.signal:
            data = message.write({**present, self._checksum.signal: self._checksum.compute(message.id, data)})
        fd = message.length > MAX_CLASSIC
        return Frame(self._bus, message.id, data, extended=message.extended, t=t, fd=fd, brs=fd)
