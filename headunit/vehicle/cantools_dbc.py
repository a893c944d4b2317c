"""Reads DBC, KCD, ARXML and SYM files with cantools: the only file that imports it, and only when a file is read.

Lenient, never silent: what had to be mended or left out is told with its line.
"""

import functools
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from headunit.kernel.errors import HeadunitError
from headunit.vehicle.dbc import Dbc, Message, Raw, Signal
from headunit.vehicle.dbc_limits import MAX_BYTES, check_text
from headunit.vehicle.dbc_repair import Repair, repair
from headunit.vehicle.dbc_sound import DbcLines, sound
from headunit.vehicle.dbc_xml import check_xml

if TYPE_CHECKING:
    import cantools.database.can

log = logging.getLogger(__name__)

#: How the kinds of file are told apart; any other name is taken for a DBC.
XML_SUFFIXES: Final = (".kcd", ".arxml")
SYM_SUFFIX: Final = ".sym"


@dataclass(frozen=True, slots=True)
class Intake:
    """A file that was read. `repairs`: what was mended or left out, in the file's order."""

    dbc: Dbc
    repairs: tuple[Repair, ...]


@functools.cache
def read_dbc(path: Path) -> Intake:
    """The messages of the file at `path`, and what had to be mended for it; read once per process.

    A field outside its frame, and a message longer than 64 bytes, are left out.

    Raises HeadunitError, in one line, for a file that is missing, unreadable, not of its kind, or that asks for more
    than any real one (see `dbc_limits`).
    """
    text = _text(path)
    database, repairs = _parse(path, text)
    lines = DbcLines(text)
    messages = list(_messages(database, lines, repairs))
    if not messages:
        raise HeadunitError(f"{path} has no usable message: is it a DBC file?")
    return Intake(Dbc(path.stem, messages), tuple(sorted(repairs, key=lambda one: one.line)))


@functools.cache
def load_dbc(path: Path) -> Dbc:
    """The messages alone; what was mended is a logged warning, what was left out another. Raises as `read_dbc` does."""
    intake = read_dbc(path)
    mended = Counter(one.defect for one in intake.repairs if not one.mend.startswith("left out: "))
    if mended:
        log.warning("%s was mended: %s", path, "; ".join(_times(defect, count) for defect, count in mended.items()))
    lost = [one.mend.removeprefix("left out: ") for one in intake.repairs if one.mend.startswith("left out: ")]
    if lost:
        log.warning("%s: left out: %s", path, ", ".join(lost))
    return intake.dbc


def _times(defect: str, count: int) -> str:
    return defect if count == 1 else f"{defect} ({count} times)"


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


def _parse(path: Path, text: str) -> "tuple[cantools.database.can.Database, list[Repair]]":
    suffix = path.suffix.lower()
    try:
        if suffix in XML_SUFFIXES:
            check_xml(text)
        else:
            check_text(text, sym=suffix == SYM_SUFFIX)
    except HeadunitError as error:
        raise HeadunitError(f"{path}: {error}") from error
    try:
        return _with_cantools(text, suffix), []
    except Exception as first:
        if suffix in {*XML_SUFFIXES, SYM_SUFFIX}:
            raise HeadunitError(f"{path} is not a {suffix} file that can be read: {_one_line(first)}") from first
        try:
            mended, repairs = repair(text)
            return _with_cantools(mended, ""), repairs
        except Exception as second:  # noqa: BLE001
            raise HeadunitError(f"{path} is not a DBC file that can be read: {_one_line(second)}") from first


def _with_cantools(text: str, suffix: str) -> "cantools.database.can.Database":
    # Takes a third of a second, which no other command should pay.
    import cantools.database.can  # noqa: PLC0415

    # It warns of each duplicate name; what matters of that is said elsewhere.
    logging.getLogger("cantools").setLevel(logging.ERROR)
    database = cantools.database.can.Database(strict=False, sort_signals=None)
    readers = {".kcd": database.add_kcd_string, ".arxml": database.add_arxml_string, ".sym": database.add_sym_string}
    readers.get(suffix, database.add_dbc_string)(text)
    return database


def _one_line(error: Exception) -> str:
    words = " ".join(str(error).split()) or type(error).__name__
    return words[:200]


def _messages(database: "cantools.database.can.Database", lines: DbcLines, repairs: list[Repair]) -> Iterator[Message]:
    """The messages that can be used; what cannot is added to `repairs`."""
    for theirs in database.messages:
        line = lines.of_message(theirs.name)
        if theirs.is_container:
            repairs.append(Repair(line, "a container message", f"left out: {theirs.name}"))
            continue
        try:
            message = _message(theirs)
        except (ArithmeticError, TypeError, ValueError) as error:
            repairs.append(Repair(line, f"a message that cannot be understood ({error})", f"left out: {theirs.name}"))
            continue
        for name in {signal.name for signal in theirs.signals} - {signal.name for signal in message.signals}:
            where = lines.of_signal(theirs.name, name)
            repairs.append(Repair(where, "a field that no multiplexer leads to", f"left out: {theirs.name}.{name}"))
        usable, faults = sound(message, lines)
        repairs += faults
        if usable is not None:
            yield usable


def _message(message: "cantools.database.can.Message") -> Message:
    signals = [_signal(signal) for signal in message.signals]
    comment = message.comment
    return Message(
        name=message.name,
        id=message.frame_id,
        length=message.length,
        signals=tuple(_multiplexers_first(signals)),
        extended=message.is_extended_frame,
        cycle_s=message.cycle_time / 1000 if message.cycle_time else None,
        comment=comment if isinstance(comment, str) else "",
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
        waiting = [signal for signal in waiting if signal.chosen_by not in known]
        ordered += ready
        known |= {signal.name for signal in ready}
    return ordered


def cantools_decoder(path: Path) -> Callable[[int, bytes], Mapping[str, object]]:
    """Cantools' own decoding of one frame by its identifier, numbers only: the reference for speed and values.

    Raises HeadunitError as `read_dbc` does.
    """
    database, _ = _parse(path, _text(path))

    def decode(identifier: int, data: bytes) -> Mapping[str, object]:
        return cast("Mapping[str, object]", database.decode_message(identifier, data, decode_choices=False))

    return decode
