"""A DBC without a car: names and numbers as the file gives them, for the technician. Explains nothing in VSS."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from headunit.vehicle.dbc import Dbc, Raw, Signal
from headunit.vehicle.ports import Frame, FrameKind


@dataclass(frozen=True, slots=True)
class RawFrame:
    """What a frame says in the DBC's own words. `signals`: value by name, in the unit that `units` gives."""

    message: str
    signals: Mapping[str, float | int | str]
    units: Mapping[str, str] = field(default_factory=dict)


class RawCodec:
    """Decodes every message of a DBC. `words`: a value that the file names is given as that word, else as a number."""

    def __init__(self, dbc: Dbc, *, words: bool = True) -> None:
        self._dbc = dbc
        self._words = words
        self._units = {
            message.name: {signal.name: signal.unit for signal in message.signals if signal.unit}
            for message in dbc.messages
        }

    def decode(self, frame: Frame) -> RawFrame | None:
        """What `frame` says, or None for a frame that is not in the DBC, or carries no data.

        Raises DecodeError for one that is too short, or has an unknown multiplexer value.
        """
        message = self._dbc.by_id.get((frame.id, frame.extended))
        if message is None or frame.kind is not FrameKind.DATA:
            return None
        raws = message.read(frame.data)
        signals = {
            signal.name: self._value(signal, raws[signal.name]) for signal in message.signals if signal.name in raws
        }
        return RawFrame(message.name, signals, self._units[message.name])

    def _value(self, signal: Signal, raw: Raw) -> float | int | str:
        if self._words and raw in signal.choices:
            return signal.choices[int(raw)]
        return signal.physical(raw)
