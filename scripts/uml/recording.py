"""The drive that the technician plays: a part of a log, as files that canplayer reads, and what it says."""

import itertools
import tempfile
from pathlib import Path
from typing import Final

from headunit.vehicle.codec import TableCodec
from headunit.vehicle.python_can_log import read_log
from headunit.vehicle.state import Value

#: So much of the drive is played (s).
PLAYED_S: Final = 6.0
#: Frames played at once. The receive buffer holds twice as many, so that a slow machine loses none either.
PIECE: Final = 1000


class Drive:
    """The first seconds of a recorded drive, in pieces of PIECE frames, and what it says. `path`: all of it."""

    def __init__(self, log: Path, codec: TableCodec) -> None:
        first = next(iter(read_log(log))).t
        self.frames = list(itertools.takewhile(lambda frame: frame.t < first + PLAYED_S, read_log(log)))
        folder = Path(tempfile.mkdtemp())
        self.path = folder / "drive.log"
        with log.open(encoding="ascii") as file:
            lines = list(itertools.islice(file, len(self.frames)))
        self.path.write_text("".join(lines), encoding="ascii")
        self.pieces: list[Path] = []
        for number, piece in enumerate(itertools.batched(lines, PIECE)):
            self.pieces.append(folder / f"piece{number}.log")
            self.pieces[-1].write_text("".join(piece), encoding="ascii")
        self.last: dict[str, Value | None] = {}
        self.decoded = 0
        for frame in self.frames:
            said = codec.decode(frame)
            self.decoded += bool(said)
            self.last |= said
