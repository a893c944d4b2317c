"""A DBC without a car: names and numbers as the file gives them, for the technician. Explains nothing in VSS."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from headunit.vehicle.dbc import Dbc, Message
from headunit.vehicle.dbc_decode import MessageDecoder
from headunit.vehicle.dbc_quality import Doubt, doubt
from headunit.vehicle.ports import Frame, FrameKind


@dataclass(frozen=True, slots=True)
class RawFrame:
    """What a frame says in the DBC's own words. `signals`: value by name, in the unit that `units` gives; exactly what
    cantools gives, so 29.380000000000003 is possible: whoever shows it rounds."""

    message: str
    signals: Mapping[str, float | int | str]
    units: Mapping[str, str] = field(default_factory=dict)


class RawCodec:
    """Decodes every message of a DBC. `words`: a value that the file names is given as that word, else as a number."""

    def __init__(self, dbc: Dbc, *, words: bool = True) -> None:
        self._dbc = dbc
        self._words = words
        self._decoders: dict[tuple[int, bool], MessageDecoder] = {}
        self._readers: dict[tuple[int, bool], Callable[[bytes], Mapping[str, float | int]]] = {}
        self._units = {
            message.name: {signal.name: signal.unit for signal in message.signals if signal.unit}
            for message in dbc.messages
        }

    def decode(self, frame: Frame) -> RawFrame | None:
        """What `frame` says, or None for a frame that is not in the DBC, or carries no data.

        Raises DecodeError for one that is too short, or has an unknown multiplexer value.
        """
        if frame.kind is not FrameKind.DATA:
            return None
        message = self._dbc.by_id.get((frame.id, frame.extended))
        if message is None:
            return None
        decoder = self.decoder(message)
        signals = decoder.words(frame.data) if self._words else decoder.numbers(frame.data)
        return RawFrame(message.name, signals, self._units[message.name])

    def numbers(self, identifier: int, data: bytes, *, extended: bool = False) -> Mapping[str, float | int] | None:
        """The numbers alone, as fast as they come: for whoever counts or plots. Raises as `decode` does."""
        read = self._readers.get((identifier, extended))
        if read is None:
            message = self._dbc.by_id.get((identifier, extended))
            if message is None:
                return None
            read = self._readers[identifier, extended] = self.decoder(message).numbers
        return read(data)

    def decoder(self, message: Message) -> MessageDecoder:
        """The compiled decoder of a message of this DBC: made once."""
        key = (message.id, message.extended)
        if key not in self._decoders:
            self._decoders[key] = MessageDecoder(message)
        return self._decoders[key]

    def doubts(self, frame: Frame) -> Mapping[str, Doubt]:
        """The signals of a frame whose values cannot be believed, and why: beyond the range that the DBC declares, or
        "not available". Raises DecodeError as `decode` does; empty for an unknown frame."""
        message = self._dbc.by_id.get((frame.id, frame.extended))
        if message is None or frame.kind is not FrameKind.DATA:
            return {}
        raws = message.read(frame.data)
        found = {s.name: doubt(s, raws[s.name]) for s in message.signals if s.name in raws}
        return {name: why for name, why in found.items() if why is not None}
