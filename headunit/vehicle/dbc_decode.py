"""One message of a DBC, compiled: from a frame's bytes to the value of every signal, exactly as cantools gives it.

The functions are put together as syntax trees out of the numbers of a `Message`; no text of a file is ever evaluated:
a signal's name is a constant in the tree and nothing else. `headunit bench can` measures it beside cantools.
"""

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, cast

from headunit.vehicle.dbc import Message, Raw, Signal
from headunit.vehicle.ports import DecodeError

type Values = dict[str, float | int]
#: From a whole frame of the message's length to values by signal.
type Extract = Callable[[bytes], Values]

#: Bits.
_BYTE: Final = 8
_DATA, _LITTLE, _BIG = "data", "little", "big"


@dataclass(frozen=True, slots=True)
class _Branches:
    """A multiplexer: its own field, and what each of its raw values makes visible."""

    name: str
    read: Callable[[bytes], Raw]
    extract: Mapping[int, Extract]


class MessageDecoder:
    """Decodes one message. Made when its first frame comes: most messages of a DBC are never on the bus."""

    def __init__(self, message: Message) -> None:
        self._message = message
        self._length = message.length
        self._root = compile_signals([signal for signal in message.signals if not signal.chosen_by], message)
        self._branches = [_branches(signal, message) for signal in message.signals if message.ids_of(signal.name)]
        self._words = [
            (signal.name, _reader(signal, message), signal.choices) for signal in message.signals if signal.choices
        ]
        # What came last: on a real bus a quarter of all frames repeat it.
        self._last: tuple[bytes | None, Values] = (None, {})

    def numbers(self, data: bytes) -> Mapping[str, float | int]:
        """Physical values by signal; bytes beyond the message's length are ignored. The mapping must not be changed:
        the next frame with the same bytes gets it again.

        Raises DecodeError where `data` is too short or names an unknown multiplexer value.
        """
        last, values = self._last
        if data == last:
            return values
        whole = data if len(data) == self._length else self._cut(data)
        values = self._root(whole)
        if self._branches:
            self._choose(values, whole)
        self._last = data, values
        return values

    def _cut(self, data: bytes) -> bytes:
        if len(data) < self._length:
            raise DecodeError(f"{self._message.name}: {len(data)} bytes instead of {self._length}")
        return data[: self._length]

    def _choose(self, values: Values, whole: bytes) -> None:
        """Add what the multiplexers among `values` choose; a multiplexer comes before those that it chooses."""
        for branches in self._branches:
            if branches.name not in values:
                continue
            chosen = int(branches.read(whole))
            extract = branches.extract.get(chosen)
            if extract is None:
                raise DecodeError(
                    f"{self._message.name}: multiplexer {branches.name} is {chosen}, which the DBC does not know"
                )
            values |= extract(whole)

    def words(self, data: bytes) -> Mapping[str, float | int | str]:
        """The same, with the word of the value table where there is one for a value."""
        numbers = self.numbers(data)
        if not self._words:
            return numbers
        values: dict[str, float | int | str] = dict(numbers)
        for name, read, words in self._words:
            if name in values:
                raw = read(data[: self._length])
                # NaN and infinity are no keys; cantools cuts a fraction off before it looks.
                word = words.get(int(raw)) if raw - raw == 0 else None
                if word is not None:
                    values[name] = word
        return values

    def whole(self, data: bytes) -> Mapping[str, float | int]:
        """Of a frame that may be cut short, the values of the signals that are wholly in it.

        Raises DecodeError where a multiplexer that is there has an unknown value.
        """
        if len(data) >= self._length:
            return self.numbers(data)
        filled = data.ljust(self._length, b"\xff")
        there = {signal.name for signal in self._message.signals if _ends(signal) <= 8 * len(data)}
        values = {name: value for name, value in self._root(filled).items() if name in there}
        if self._branches:
            self._choose(values, filled)
        return {name: value for name, value in values.items() if name in there}


def _ends(signal: Signal) -> int:
    """The number of bits that a frame must have to hold the signal."""
    start = signal.start if signal.little_endian else 8 * (signal.start // 8) + 7 - signal.start % 8
    return start + signal.length


def _branches(multiplexer: Signal, message: Message) -> _Branches:
    chosen = [signal for signal in message.signals if signal.chosen_by == multiplexer.name]
    groups: dict[frozenset[str], Extract] = {}
    extract: dict[int, Extract] = {}
    # Hundreds of raw values may show the same few signals: each set is compiled once.
    for choice in sorted(message.ids_of(multiplexer.name)):
        signals = [signal for signal in chosen if choice in signal.chosen_at]
        names = frozenset(signal.name for signal in signals)
        if names not in groups:
            groups[names] = compile_signals(signals, message)
        extract[choice] = groups[names]
    return _Branches(multiplexer.name, _reader(multiplexer, message), extract)


def _reader(signal: Signal, message: Message) -> Callable[[bytes], Raw]:
    shift, mask = signal.shift(message.length), signal.mask
    order: Literal["little", "big"] = "little" if signal.little_endian else "big"
    return lambda data: signal.raw(int.from_bytes(data, order) >> shift & mask)


def compile_signals(signals: Iterable[Signal], message: Message) -> Extract:
    """One function that reads all of `signals`, each of which must fit the message.

    For three signals it might be

    def extract(data):
        big = whole(data, "big")
        return {"A": (big >> 44 & 4095) * 0.5 + -40, "B": data[7] & 1, "C": float_2(big >> 8 & 4294967295)}
    """
    chosen = list(signals)
    values = [_value(signal, message, f"float_{number}") for number, signal in enumerate(chosen)]
    body: list[ast.stmt] = [
        _assignment(order)
        for order, little in ((_LITTLE, True), (_BIG, False))
        if any(signal.little_endian is little and not _in_one_byte(signal, message) for signal in chosen)
    ]
    body.append(ast.Return(ast.Dict([ast.Constant(signal.name) for signal in chosen], values)))
    arguments = ast.arguments([], [ast.arg(_DATA)], None, [], [], None, [])
    function = ast.FunctionDef("extract", arguments, body, [], type_params=[])
    code = compile(ast.fix_missing_locations(ast.Module([function], [])), f"<{message.length} bytes>", "exec")
    names: dict[str, object] = {"__builtins__": {}, "whole": int.from_bytes}
    names |= {f"float_{number}": signal.raw for number, signal in enumerate(chosen) if signal.is_float}
    exec(code, names)  # noqa: S102  a tree of numbers, and of names that are constants in it
    return cast("Extract", names["extract"])


def _assignment(order: str) -> ast.stmt:
    read = ast.Call(_name("whole"), [_name(_DATA), ast.Constant(order)], [])
    return ast.Assign([ast.Name(order, ast.Store())], read)


def _name(name: str) -> ast.expr:
    return ast.Name(name, ast.Load())


def _in_one_byte(signal: Signal, message: Message) -> bool:
    return signal.shift(message.length) % 8 + signal.length <= _BYTE


def _word(signal: Signal, message: Message) -> tuple[ast.expr, int, int]:
    """The number that holds the field, how far up the field lies in it, and how many bits the number has."""
    shift = signal.shift(message.length)
    if _in_one_byte(signal, message):
        # A byte is a small number, which Python has ready; the whole frame is a long one, and each step makes another.
        at = shift // 8 if signal.little_endian else message.length - 1 - shift // 8
        return ast.Subscript(_name(_DATA), ast.Constant(at), ast.Load()), shift % 8, _BYTE
    return _name(_LITTLE if signal.little_endian else _BIG), shift, 8 * message.length


def _value(signal: Signal, message: Message, as_float: str) -> ast.expr:
    """The signal's physical value as an expression of the whole frame."""
    value, shift, bits = _word(signal, message)
    if shift:
        value = ast.BinOp(value, ast.RShift(), ast.Constant(shift))
    if shift + signal.length < bits:
        value = ast.BinOp(value, ast.BitAnd(), ast.Constant(signal.mask))
    if signal.is_float:
        value = ast.Call(_name(as_float), [value], [])
    elif signal.signed:
        sign = ast.Constant(1 << (signal.length - 1))
        value = ast.BinOp(ast.BinOp(value, ast.BitXor(), sign), ast.Sub(), sign)
    scale, offset = signal.linear
    # A factor of 1.0 still makes a float of an integer.
    if scale != 1 or isinstance(scale, float):
        value = ast.BinOp(value, ast.Mult(), ast.Constant(scale))
    if offset != 0:
        value = ast.BinOp(value, ast.Add(), ast.Constant(offset))
    return value
