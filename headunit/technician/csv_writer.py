"""Writes what frames say into a CSV file: one line a value, RFC 4180 with line feeds. A log that spreadsheets read."""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, override

from headunit.technician.ports import Decoder, LogWriter
from headunit.technician.state import Quality
from headunit.vehicle.ports import Frame

HEAD: Final = ("time_s", "bus", "signal", "value", "unit")
#: Fields that name one certain car stay out of files that are passed on.
_PRIVATE: Final = "VIN"

#: Name, value and unit of each thing that a frame says; a value of None is "not available" and an empty cell.
type Said = Iterable[tuple[str, object, str]]


def decoded_by(decoder: Decoder | None) -> Callable[[Frame], Said]:
    """What frames say in the words of a DBC: "MESSAGE.SIGNAL". Nothing of a frame that is damaged."""

    def say(frame: Frame) -> Said:
        told = None if decoder is None else decoder.explain(frame)
        if told is None or told.trouble:
            return
        for value in told.signals:
            if not value.name.upper().startswith(_PRIVATE):
                shown = None if value.quality is Quality.NOT_AVAILABLE else value.text
                yield f"{told.message}.{value.name}", shown, value.unit

    return say


class CsvWriter(LogWriter):
    """Raises OSError where the file cannot be made."""

    def __init__(self, path: Path, say: Callable[[Frame], Said]) -> None:
        self._say = say
        self._file = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(HEAD)

    @override
    def write(self, frame: Frame) -> None:
        for name, value, unit in self._say(frame):
            self._writer.writerow((f"{frame.t:.6f}", frame.bus, name, "" if value is None else value, unit))

    @override
    def close(self) -> None:
        self._file.close()
