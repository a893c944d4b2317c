"""One message of a car, prepared for sending: what its frame is for given VSS values, and when it is due. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from headunit.vehicle.car import Checksum, Claim, Row
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
        self._last: list[Frame] = []
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
        """The whole message for `values`: one frame, or one for each multiplexed group."""
        raws = {**self._idle, **self._raws(values)}
        return [self._frame(raws, group, t) for group in self._groups]

    def due(self, values: Mapping[str, Value], t: float) -> Iterable[Frame]:
        """What is due at `t` (seconds, never stepping back). All groups at first; a delay is not made up for."""
        cycle_s = self._message.cycle_s
        if self._next_s is not None and cycle_s and t + _SAME_MOMENT_S < self._next_s:
            return ()
        frames = self.frames(values, t)
        if cycle_s is None:
            changed = [frame.data for frame in frames] != [frame.data for frame in self._last]
            self._last = frames
            return frames if changed else ()
        if self._next_s is None:
            self._next_s = t + cycle_s
            return frames
        self._next_s += cycle_s
        if self._next_s <= t + _SAME_MOMENT_S:
            self._next_s = t + cycle_s
        self._turn = (self._turn + 1) % len(frames)
        return (frames[self._turn],)

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

    def _frame(self, raws: Mapping[str, Raw], group: Mapping[str, int], t: float) -> Frame:
        message = self._message
        present = {s.name: raws[s.name] for s in message.signals if message.present(s, group)} | dict(group)
        data = message.write(present)
        if self._checksum:
            data = message.write({**present, self._checksum.signal: self._checksum.compute(message.id, data)})
        return Frame(self._bus, message.id, data, extended=message.extended, t=t, fd=message.length > MAX_CLASSIC)
