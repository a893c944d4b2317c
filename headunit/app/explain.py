"""A DBC, and where there is one the car's table, as the technician's decoder: every signal with unit and quality."""

import math
from collections.abc import Mapping
from typing import Final, override

from headunit.technician.ports import Decoder
from headunit.technician.state import Explained, Quality, SignalValue
from headunit.vehicle.dbc import Dbc, Message, Raw, Signal
from headunit.vehicle.ports import CarCodec, DecodeError, Frame

#: What value tables call a raw value that carries no value: Vector's usage, and the words of SAE J1939-71.
_ABSENT: Final = ("sna", "not available", "signal not available", "not_available")
#: A declared range is written with few decimals: a value may be beyond it by this share of its step.
_SLACK: Final = 1e-6


class DbcDecoder(Decoder):
    """`car`: its table knows checksums and counters, so a frame that it calls damaged is shown as such."""

    def __init__(self, dbc: Dbc, car: CarCodec | None = None) -> None:
        self._dbc, self._car = dbc, car

    @override
    def name(self, identifier: int, extended: bool) -> str:
        message = self._dbc.by_id.get((identifier, extended))
        return "" if message is None else message.name

    @override
    def explain(self, frame: Frame) -> Explained | None:
        message = self._dbc.by_id.get((frame.id, frame.extended))
        if message is None:
            return None
        trouble = ""
        try:
            if self._car is not None:
                self._car.decode(frame)
        except DecodeError as error:
            trouble = str(error)
        try:
            raws = message.read(frame.data)
        except DecodeError as error:
            return Explained(message.name, (), str(error))
        return Explained(message.name, _values(message, raws, bool(trouble)), trouble)


def _values(message: Message, raws: Mapping[str, Raw], damaged: bool) -> tuple[SignalValue, ...]:
    return tuple(_value(signal, raws[signal.name], damaged) for signal in message.signals if signal.name in raws)


def _value(signal: Signal, raw: Raw, damaged: bool) -> SignalValue:
    number = signal.physical(raw) if math.isfinite(raw) else math.nan
    word = signal.choices.get(int(raw)) if math.isfinite(raw) else None
    if damaged:
        quality = Quality.DAMAGED
    elif not math.isfinite(number) or (word is not None and word.strip().lower() in _ABSENT):
        quality = Quality.NOT_AVAILABLE
    elif word is None and _outside(signal, number):
        quality = Quality.OUT_OF_RANGE
    else:
        quality = Quality.GOOD
    text = word if word is not None else f"{number:.9g}" if isinstance(number, float) else str(number)
    plotted = number if math.isfinite(number) and quality is not Quality.NOT_AVAILABLE else None
    unit = "" if word is not None else signal.unit
    return SignalValue(signal.name, text, unit, plotted, quality, word is not None)


def _outside(signal: Signal, number: float) -> bool:
    """Whether the file declares a range (it may not: [0|0]) and `number` is beyond it."""
    slack = abs(signal.scale) * _SLACK
    return signal.low < signal.high and not signal.low - slack <= number <= signal.high + slack
