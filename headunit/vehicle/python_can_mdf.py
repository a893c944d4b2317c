"""Recorded frames out of an ASAM MDF 4 file, by python-can's reader, which stands on asammdf. Both are imported late:
asammdf takes seconds, and may not be there at all."""

import contextlib
import logging
from collections.abc import Generator
from pathlib import Path
from typing import Protocol

from can import MF4Reader

from headunit.kernel.errors import HeadunitError
from headunit.kernel.extras import MF4
from headunit.vehicle.ports import Frame
from headunit.vehicle.python_can_frame import frame_of

# It tells of every odd block, and so do we, in one line.
logging.getLogger("asammdf").setLevel(logging.CRITICAL)


class Closing(Protocol):
    """What can be closed."""

    def close(self) -> None: ...


def read_mdf(path: Path) -> Generator[Frame]:
    """The frames of all its buses in the order of their times; buses are named by their numbers: "can0".

    Raises HeadunitError, in one line, without asammdf, and for a file that is none or is damaged.
    """
    MF4.demand()
    from asammdf.blocks.mdf_v4 import MDF4  # noqa: PLC0415  not before it is known to be there

    # Mends the end of an MDF4 whose beginning failed: it stumbles over what it never had, on the terminal.
    MDF4.__del__ = _end
    count = 0
    try:
        with contextlib.closing(_Reader(path)) as reader:
            for message in reader:
                count += 1
                channel = message.channel
                yield frame_of(message, f"can{channel if isinstance(channel, int) else 0}")
    except Exception as error:
        # asammdf raises whatever it stumbles over.
        words = " ".join(str(error).split()) or type(error).__name__
        raise HeadunitError(f"{path}: after {count} frames it is not what a .mf4 log has: {words}") from error


def _end(opened: Closing) -> None:
    with contextlib.suppress(AttributeError):
        opened.close()


class _Reader(MF4Reader):
    """Mends one thing: what cannot be read stays open."""

    def __init__(self, path: Path) -> None:
        try:
            super().__init__(path)
        except Exception:
            if hasattr(self, "file"):
                self.file.close()
            raise

    def close(self) -> None:
        """As `contextlib.closing` wants it."""
        self.stop()
