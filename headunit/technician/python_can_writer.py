"""Writes frames to log files with python-can's writers: candump, Vector's ASC and BLF, ASAM's MDF 4."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Final, override

import can

from headunit.kernel.errors import UsageError
from headunit.kernel.extras import MF4
from headunit.technician.ports import LogWriter
from headunit.vehicle.ports import Frame, FrameKind

#: linux/can.h: CAN_ERR_FLAG, which python-can's candump writer does not keep the error's class beside.
_ERROR_FLAG: Final = 0x2000_0000

#: Kinds of log by the end of their name. ".mf4" needs a library that is larger than we are: headunit[mf4].
SUFFIXES: Final = (".log", ".asc", ".blf", ".mf4")

if logging.getLogger("can").level == logging.NOTSET:
    logging.getLogger("can").setLevel(logging.CRITICAL)


_WRITERS: Final[Mapping[str, type[can.CanutilsLogWriter | can.ASCWriter | can.BLFWriter | can.MF4Writer]]] = {
    ".log": can.CanutilsLogWriter,
    ".asc": can.ASCWriter,
    ".blf": can.BLFWriter,
    ".mf4": can.MF4Writer,
}


def open_writer(path: Path) -> "PythonCanWriter":
    """A new file of the kind that its name says.

    Raises UsageError for another kind, HeadunitError for .mf4 without its library, OSError where it cannot be made.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"cannot write {path.name!r}: known are {', '.join(SUFFIXES)}")
    if path.suffix.lower() == ".mf4":
        MF4.demand()
    return PythonCanWriter(path)


class PythonCanWriter(LogWriter):
    """See `open_writer`. All but candump number their channels: a bus keeps the number in its name if it is free."""

    def __init__(self, path: Path) -> None:
        suffix = path.suffix.lower()
        self._candump = suffix == ".log"
        self._writer = _WRITERS[suffix](path)
        self._channels: dict[str, int] = {}

    @override
    def write(self, frame: Frame) -> None:
        if isinstance(self._writer, can.CanutilsLogWriter) and frame.kind is FrameKind.ERROR:
            data = frame.data.hex().upper()
            self._writer.file.write(f"({frame.t:f}) {frame.bus} {_ERROR_FLAG | frame.id:08X}#{data}\n")
            return
        self._writer.on_message_received(
            can.Message(
                timestamp=frame.t,
                arbitration_id=frame.id,
                is_extended_id=frame.extended,
                is_remote_frame=frame.kind is FrameKind.REMOTE,
                is_error_frame=frame.kind is FrameKind.ERROR,
                is_fd=frame.fd,
                bitrate_switch=frame.brs,
                channel=frame.bus if self._candump else self._channel(frame.bus),
                dlc=len(frame.data),
                data=b"" if frame.kind is FrameKind.REMOTE else frame.data,
            )
        )

    def _channel(self, bus: str) -> int:
        if bus not in self._channels:
            digits = bus[len(bus.rstrip("0123456789")) :]
            number = int(digits) if digits and len(digits) < 4 else 0  # noqa: PLR2004
            while number in self._channels.values():
                number += 1
            self._channels[bus] = number
        return self._channels[bus]

    @override
    def close(self) -> None:
        self._writer.stop()
