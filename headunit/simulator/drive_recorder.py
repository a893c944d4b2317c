"""Writes down what the simulation says, in the two formats that `headunit replay` reads: candump text and NMEA."""

from pathlib import Path
from typing import TextIO

from headunit.kernel.errors import HeadunitError
from headunit.vehicle.ports import Frame, FrameKind, FrameSink

CAN_LOG, GPS_LOG = "can0.log", "gps.nmea"
#: candump marks error frames by this bit of the id (linux/can.h, CAN_ERR_FLAG).
ERROR_FLAG = 0x2000_0000


def candump_line(frame: Frame, at_s: float) -> str:
    """One line of `candump -L` for `frame`, sent at `at_s` (seconds since 1970)."""
    if frame.kind is FrameKind.ERROR:
        name = f"{ERROR_FLAG | frame.id:08X}"
    else:
        name = f"{frame.id:08X}" if frame.extended else f"{frame.id:03X}"
    if frame.kind is FrameKind.REMOTE:
        return f"({at_s:.6f}) {frame.bus} {name}#R"
    # A flexible data rate frame has two hash marks and its flags, none of which is known here.
    return f"({at_s:.6f}) {frame.bus} {name}{'##0' if frame.fd else '#'}{frame.data.hex().upper()}"


class DriveRecorder:
    """Two files in a folder of its own: CAN_LOG and GPS_LOG. Raises HeadunitError where they cannot be written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._can: TextIO = (folder / CAN_LOG).open("w", encoding="ascii")
            self._gps: TextIO = (folder / GPS_LOG).open("w", encoding="ascii", newline="\r\n")
        except OSError as error:
            raise HeadunitError(f"{folder}: cannot record here: {error.strerror or error}") from error

    def frame(self, frame: Frame, at_s: float) -> None:
        """Write a frame sent at `at_s` (seconds since 1970)."""
        self._can.write(candump_line(frame, at_s) + "\n")

    def sentences(self, lines: list[str]) -> None:
        """Write NMEA sentences."""
        self._gps.writelines(f"{line}\n" for line in lines)

    def close(self) -> None:
        """Finish both files. May be called twice."""
        self._can.close()
        self._gps.close()


class RecordedSink:
    """A sink that writes down what another one took. `epoch_s`: seconds since 1970 at which `Frame.t` is 0."""

    def __init__(self, sink: FrameSink, recorder: DriveRecorder, epoch_s: float) -> None:
        self._sink, self._recorder, self._epoch_s = sink, recorder, epoch_s

    def send(self, frame: Frame) -> None:
        """Send, then write. Raises OSError where the bus does not take it: then nothing is written."""
        self._sink.send(frame)
        self._recorder.frame(frame, self._epoch_s + frame.t)
