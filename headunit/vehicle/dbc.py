"""What a DBC file says, as plain facts and bit arithmetic. Knows no parser, no car and no VSS."""

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from headunit.vehicle.ports import DecodeError

type Raw = int | float

#: IEEE 754 layouts of float signals by their number of bits (SIG_VALTYPE_ 1 and 2; 16 bits is cantools' extension).
_FLOATS: Final = {16: ("<e", "<H"), 32: ("<f", "<I"), 64: ("<d", "<Q")}


@dataclass(frozen=True, slots=True)
class Signal:
    """One field of a message.

    `start`: bit number as written in the DBC. `low`, `high`: the range it declares, in the signal's unit; equal where
    it declares none. `choices`: its value table, raw to word. `initial`: raw start value. `multiplexer`: whether it
    selects others. `chosen_by`, `chosen_at`: the multiplexer and its raw values under which the signal is there.
    """

    name: str
    start: int
    length: int
    little_endian: bool = True
    signed: bool = False
    is_float: bool = False
    scale: float = 1.0
    offset: float = 0.0
    low: float = 0.0
    high: float = 0.0
    unit: str = ""
    choices: Mapping[int, str] = field(default_factory=dict)
    initial: Raw = 0
    multiplexer: bool = False
    chosen_by: str = ""
    chosen_at: frozenset[int] = frozenset()

    @property
    def mask(self) -> int:
        """As many ones as the field has bits."""
        return (1 << self.length) - 1

    def shift(self, length: int) -> int:
        """How far the field lies from the low end of a frame of `length` bytes, read as one integer in its byte order.

        Negative, or too large, where the field is not wholly in the frame: see `fits`.
        """
        if self.little_endian:
            return self.start
        # DBC numbers a Motorola field by its most significant bit, bits counted from 7 down in each byte.
        place = 8 * (self.start // 8) + 7 - self.start % 8
        return 8 * length - place - self.length

    def fits(self, length: int) -> bool:
        """Whether all bits lie within a frame of `length` bytes."""
        return self.length > 0 and self.shift(length) >= 0 and self.shift(length) + self.length <= 8 * length

    def raw(self, bits: int) -> Raw:
        """The field's bits as the number that they encode, before scale and offset."""
        if self.is_float:
            as_float, as_int = _FLOATS[self.length]
            return float(struct.unpack(as_float, struct.pack(as_int, bits))[0])
        if self.signed and bits >> (self.length - 1):
            return bits - (1 << self.length)
        return bits

    def bits(self, raw: Raw) -> int:
        """The opposite of `raw`; a number that the field cannot hold becomes the nearest that it can."""
        if self.is_float:
            as_float, as_int = _FLOATS[self.length]
            return int(struct.unpack(as_int, struct.pack(as_float, raw))[0])
        least, most = self.raw_range
        return int(min(max(raw, least), most)) & self.mask

    @property
    def raw_range(self) -> tuple[int, int]:
        """Least and greatest whole number that the field holds."""
        if self.signed:
            return -(1 << (self.length - 1)), (1 << (self.length - 1)) - 1
        return 0, self.mask

    @property
    def linear(self) -> tuple[float | int, float | int]:
        """Scale and offset as cantools calculates: whole numbers where both are whole, and the raw value too."""
        scale, offset = self.scale, self.offset
        if scale == 1 and offset == 0:
            return 1, 0
        if not self.is_float and float(scale).is_integer() and float(offset).is_integer():
            return int(scale), int(offset)
        return scale, offset

    def physical(self, raw: Raw) -> float | int:
        """`raw` in the signal's unit. Rounded to nine decimals: a factor of 0.01 must not give 29.380000000000003."""
        value = raw * self.scale + self.offset
        return value if isinstance(value, int) else round(value, 9)


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `id`: without the DBC's bit 31. `length`: bytes. `cycle_s`: GenMsgCycleTime; None: on events."""

    name: str
    id: int
    length: int
    signals: tuple[Signal, ...]
    extended: bool = False
    cycle_s: float | None = None
    comment: str = ""

    def signal(self, name: str) -> Signal | None:
        """The signal of that name, or None."""
        return next((signal for signal in self.signals if signal.name == name), None)

    def ids_of(self, multiplexer: str) -> frozenset[int]:
        """The raw values of `multiplexer` that the DBC knows: those that choose signals, and those that it has words
        for, which may choose none. Empty for a signal that chooses none at any value."""
        chosen = frozenset().union(*(signal.chosen_at for signal in self.signals if signal.chosen_by == multiplexer))
        chooser = self.signal(multiplexer)
        return chosen | frozenset(chooser.choices) if chosen and chooser else chosen

    def read(self, data: bytes) -> dict[str, Raw]:
        """The raw value of each signal in a frame. Bytes beyond the DBC's length are ignored; signals may overlap.

        Raises DecodeError where `data` is shorter than the message or names an unknown multiplexer value.
        """
        if len(data) < self.length:
            raise DecodeError(f"{self.name}: {len(data)} bytes instead of {self.length}")
        words = {order: int.from_bytes(data[: self.length], order) for order in ("little", "big")}
        found: dict[str, Raw] = {}
        for signal in self.signals:
            if signal.chosen_by and (
                signal.chosen_by not in found or int(found[signal.chosen_by]) not in signal.chosen_at
            ):
                continue
            word = words["little" if signal.little_endian else "big"]
            found[signal.name] = raw = signal.raw(word >> signal.shift(self.length) & signal.mask)
            if signal.multiplexer:
                known = self.ids_of(signal.name)
                if known and raw not in known:
                    raise DecodeError(f"{self.name}: multiplexer {signal.name} is {raw}, which the DBC does not know")
        return found

    def write(self, raws: Mapping[str, Raw]) -> bytes:
        """A frame's data with the given raw values; all other bits are 0."""
        words = {True: 0, False: 0}
        for name, raw in raws.items():
            signal = self.signal(name)
            if signal is None:
                raise KeyError(name)
            words[signal.little_endian] |= signal.bits(raw) << signal.shift(self.length)
        little = words[True].to_bytes(self.length, "little")
        return (words[False] | int.from_bytes(little, "big")).to_bytes(self.length, "big")

    def groups(self) -> list[dict[str, int]]:
        """Each combination of multiplexer values under which signals exist; one empty one without multiplexers."""
        found: list[dict[str, int]] = [{}]
        for signal in self.signals:
            if not signal.multiplexer:
                continue
            extended: list[dict[str, int]] = []
            for group in found:
                choices = sorted(self.ids_of(signal.name)) if self.present(signal, group) else []
                extended += [{**group, signal.name: choice} for choice in choices] or [group]
            found = extended
        return found

    def present(self, signal: Signal, group: Mapping[str, int]) -> bool:
        """Whether `signal` is in the frame when the multiplexers have the values in `group`."""
        return not signal.chosen_by or group.get(signal.chosen_by, -1) in signal.chosen_at


class Dbc:
    """The messages of one file, found by name or by (id, extended): standard and extended ids share their numbers."""

    def __init__(self, name: str, messages: Iterable[Message]) -> None:
        self.name = name
        self.messages = tuple(messages)
        self.by_name = {message.name: message for message in self.messages}
        self.by_id = {(message.id, message.extended): message for message in self.messages}
