"""Recorded frames from a file, by python-can's readers: one frame at a time, never the whole file."""

import contextlib
import gzip
import io
import logging
import re
import struct
import zlib
from collections.abc import Generator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final, TextIO, cast

import can
from can.io.blf import BLFParseError

from headunit.kernel.errors import HeadunitError
from headunit.kernel.extras import MF4
from headunit.vehicle.log_lines import LogLines
from headunit.vehicle.ports import Frame, FrameKind
from headunit.vehicle.python_can_frame import frame_of

log = logging.getLogger(__name__)

#: What `candump -L` writes: time, interface, identifier of 3 or 8 digits, data or remote request, direction; ## is FD.
_CANDUMP: Final = re.compile(
    r"\(\d+\.\d+\)\s+\S+\s+"
    r"(?P<id>[0-9A-Fa-f]{3}|[0-9A-Fa-f]{8})"
    r"#(?:[Rr][0-8]?|#[0-9A-Fa-f](?:[0-9A-Fa-f]{2}){0,64}|(?:[0-9A-Fa-f]{2}){0,8})"
    r"(?:\s[RT])?"
)
#: linux/can.h: CAN_ERR_FLAG and CAN_EFF_MASK. python-can's reader takes most error frames for extended data frames.
_ERROR_FLAG: Final = 0x2000_0000
_ID_MASK: Final = 0x1FFF_FFFF

#: A PCAN trace has comments and numbered lines.
_LINES: Final = {".log": _CANDUMP, ".trc": re.compile(r";.*|\d.*")}

_TEXT_READERS: Final[Mapping[str, type[can.io.generic.TextIOMessageReader]]] = {
    ".log": can.CanutilsLogReader,
    ".asc": can.ASCReader,
    ".csv": can.CSVReader,
    ".trc": can.TRCReader,
}
#: An MDF file is a web of blocks that point at each other: not read from a packed stream.
_MDF: Final = ".mf4"
SUFFIXES: Final = (*_TEXT_READERS, ".blf", _MDF)

#: How much of either end of a log is looked at for its duration, in bytes.
MAX_ENDS: Final = 8_192

#: What python-can's readers raise on lines and objects that they do not understand.
_UNREADABLE: Final = (
    ValueError,
    IndexError,
    KeyError,
    EOFError,
    AssertionError,
    struct.error,
    zlib.error,
    BLFParseError,
)


def read_log(path: Path) -> Generator[Frame]:
    """The frames of a log in the file's order, `t` as written there: candump -L (.log), .asc, .blf, .csv, .trc, each
    also with .gz after it; and .mf4 where headunit[mf4] is installed.

    A cut last line, as a recorder leaves it when its power goes, is left out with a warning.

    Raises HeadunitError, in one line, for a file that is missing, empty, of another kind or damaged before its end; the
    last two only on the way.
    """
    suffix = _suffix(path)
    try:
        empty = path.stat().st_size == 0
        with path.open("rb"):
            pass
    except OSError as error:
        raise HeadunitError(f"cannot read {path}: {error.strerror or error}") from error
    if empty:
        raise HeadunitError(f"{path} is empty")
    if suffix == _MDF:
        MF4.demand()
    return _frames(path, suffix)


def _suffix(path: Path) -> str:
    name = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    suffix = name.suffix.lower()
    if suffix not in SUFFIXES:
        raise HeadunitError(f"cannot tell the kind of log from the name {path.name!r}: known are {', '.join(SUFFIXES)}")
    if suffix == _MDF and name is not path:
        raise HeadunitError(f"{path.name}: unpack it first, an .mf4 file is not read as a stream")
    return suffix


def _frames(path: Path, suffix: str) -> Generator[Frame]:
    count = 0
    source = _source(path, suffix)
    with contextlib.closing(source):
        for frame in source:
            count += 1
            yield frame
    if not count:
        raise HeadunitError(f"{path} has no CAN frames: is it a {suffix} log?")


def _source(path: Path, suffix: str) -> Generator[Frame]:
    if suffix == _MDF:
        from headunit.vehicle.python_can_mdf import read_mdf  # noqa: PLC0415  only an .mf4 file should pay for it

        return read_mdf(path)
    return _binary(path) if suffix == ".blf" else _text(path, suffix)


def _open(path: Path) -> BinaryIO:
    return cast("BinaryIO", gzip.open(path)) if path.suffix.lower() == ".gz" else path.open("rb")


def _text(path: Path, suffix: str) -> Generator[Frame]:
    with _open(path) as raw, io.TextIOWrapper(raw, encoding="utf-8", errors="replace") as file:
        lines = None
        try:
            lines = LogLines(file, _LINES.get(suffix))
            for message in _TEXT_READERS[suffix](cast("TextIO", lines)):
                frame = frame_of(message, _bus_name(message.channel))
                yield _sorted(frame, lines.current) if suffix == ".log" else frame
        except (*_UNREADABLE, OSError) as error:
            if lines is None or not (lines.last or isinstance(error, EOFError)):
                line = f"line {lines.number} ({lines.current.strip()[:60]!r})" if lines else "the file"
                raise HeadunitError(f"{path}: {line} is not what a {suffix} log has: {error}") from error
            log.warning("%s is cut off in line %d", path, lines.number)


def _sorted(frame: Frame, line: str) -> Frame:
    """`frame` as it is, or as the error frame that its line says it is."""
    if not frame.extended and frame.kind is not FrameKind.ERROR:
        return frame
    match = _CANDUMP.fullmatch(line.strip())
    assert match is not None
    identifier = int(match["id"], 16)
    if not identifier & _ERROR_FLAG:
        return frame
    return replace(frame, id=identifier & _ID_MASK, kind=FrameKind.ERROR, extended=False)


def _binary(path: Path) -> Generator[Frame]:
    with _open(path) as file:
        count = 0
        try:
            reader = can.BLFReader(file)
            for message in reader:
                count += 1
                yield frame_of(message, _bus_name(message.channel))
        except (*_UNREADABLE, OSError) as error:
            if not count or not (isinstance(error, EOFError) or not file.read(1)):
                raise HeadunitError(f"{path}: after {count} frames it is not what a .blf log has: {error}") from error
            log.warning("%s is cut off after %d frames", path, count)
            return
        if path.suffix.lower() != ".gz" and path.stat().st_size < reader.file_size:
            log.warning("%s is cut off: %d of %d bytes", path, path.stat().st_size, reader.file_size)


def _bus_name(channel: object) -> str:
    """Vector's formats number the channels; the house names buses as Linux does."""
    return channel if isinstance(channel, str) else f"can{channel if isinstance(channel, int) else 0}"


def log_duration_s(path: Path) -> float | None:
    """Seconds from the first to the last line of a candump log; None for another kind, which would have to be read."""
    if path.suffix.lower() != ".log":
        return None
    with path.open("rb") as file:
        head = file.read(MAX_ENDS)
        file.seek(max(0, path.stat().st_size - MAX_ENDS))
        stamps = [float(stamp) for stamp in re.findall(rb"^\((\d+\.\d+)\)", head + b"\n" + file.read(), re.MULTILINE)]
    return max(0.0, stamps[-1] - stamps[0]) if stamps else None
