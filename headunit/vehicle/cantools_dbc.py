"""Reads DBC files with cantools: the only file that imports it, and only when a file is read. Lenient, never silent."""

import functools
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from headunit.kernel.errors import HeadunitError
from headunit.vehicle.dbc import Dbc, Message, Raw, Signal
from headunit.vehicle.dbc_repair import repair

if TYPE_CHECKING:
    import cantools.database.can

log = logging.getLogger(__name__)

#: A file from a stranger must not fill the memory; the largest DBC in opendbc has 0.4 MB.
MAX_BYTES: Final = 16_000_000
#: CAN FD's longest frame (ISO 11898-1).
MAX_LENGTH: Final = 64
_FLOAT_BITS: Final = (16, 32, 64)


@functools.cache
def load_dbc(path: Path) -> Dbc:
    """The messages of the DBC file at `path`; read once per process.

    Defects that change no meaning are mended and logged as a warning. A message with a field outside its frame, or
    longer than 64 bytes, is left out with a warning.

    Raises HeadunitError, in one line, for a file that is missing, unreadable or not a DBC.
    """
    text = _text(path)
    database = _parse(path, text)
    messages = [_message(message) for message in database.messages]
    good = [message for message in messages if _sound(path, message)]
    if not good:
        raise HeadunitError(f"{path} has no usable message: is it a DBC file?")
    return Dbc(path.stem, good)


def _text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise HeadunitError(f"{path} has {size} bytes; a DBC file of more than {MAX_BYTES} is not read")
        data = path.read_bytes()
    except OSError as error:
        raise HeadunitError(f"cannot read the DBC file {path}: {error.strerror or error}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Vector's editor writes on Western European Windows.
        return data.decode("cp1252", errors="replace")


def _parse(path: Path, text: str) -> "cantools.database.can.Database":
    # Takes a third of a second, which no other command should pay.
    import cantools.database.can  # noqa: PLC0415

    # It warns of each duplicate name; what matters of that is said in _sound.
    logging.getLogger("cantools").setLevel(logging.ERROR)

    def parse(content: str) -> "cantools.database.can.Database":
        database = cantools.database.can.Database(strict=False, sort_signals=None)
        database.add_dbc_string(content)
        return database

    try:
        return parse(text)
    except Exception as first:  # noqa: BLE001  it raises whatever a damaged line makes of its parser
        try:
            mended, defects = repair(text)
            database = parse(mended)
        except Exception:  # noqa: BLE001
            raise HeadunitError(f"{path} is not a DBC file that can be read: {_one_line(first)}") from first
    log.warning("%s was mended: %s", path, "; ".join(defects) or "comments left out")
    return database


def _one_line(error: Exception) -> str:
    words = " ".join(str(error).split()) or type(error).__name__
    return words[:200]


def _message(message: "cantools.database.can.Message") -> Message:
    signals = [_signal(signal) for signal in message.signals]
    return Message(
        name=message.name,
        id=message.frame_id,
        length=message.length,
        signals=tuple(_multiplexers_first(signals)),
        extended=message.is_extended_frame,
        cycle_s=message.cycle_time / 1000 if message.cycle_time else None,
        comment=message.comment or "",
    )


def _signal(signal: "cantools.database.can.Signal") -> Signal:
    initial: Raw = signal.raw_initial if isinstance(signal.raw_initial, int | float) else 0
    return Signal(
        name=signal.name,
        start=signal.start,
        length=signal.length,
        little_endian=signal.byte_order == "little_endian",
        signed=signal.is_signed,
        is_float=signal.is_float,
        scale=signal.scale,
        offset=signal.offset,
        low=signal.minimum or 0.0,
        high=signal.maximum or 0.0,
        unit=signal.unit or "",
        choices={int(raw): str(word) for raw, word in (signal.choices or {}).items()},
        initial=initial,
        multiplexer=signal.is_multiplexer,
        chosen_by=signal.multiplexer_signal or "",
        chosen_at=frozenset(signal.multiplexer_ids or ()),
    )


def _multiplexers_first(signals: Iterable[Signal]) -> list[Signal]:
    """In reading order: none before the multiplexer that chooses it. A signal that no root leads to is left out."""
    waiting, ordered, known = list(signals), [], {""}
    while ready := [signal for signal in waiting if signal.chosen_by in known]:
        ordered += ready
        known |= {signal.name for signal in ready}
        waiting = [signal for signal in waiting if signal not in ready]
    return ordered


def _sound(path: Path, message: Message) -> bool:
    outside = [signal.name for signal in message.signals if not signal.fits(message.length)]
    strange = [signal.name for signal in message.signals if signal.is_float and signal.length not in _FLOAT_BITS]
    if message.length > MAX_LENGTH:
        log.warning("%s: message %s is left out: %d bytes", path, message.name, message.length)
    elif outside or strange:
        log.warning("%s: message %s is left out: %s", path, message.name, ", ".join(outside + strange))
    return not (message.length > MAX_LENGTH or outside or strange)
