"""Metadata of a PMTiles file: who is to be thanked for the map stays, what tells of the computer that built it goes."""

import gzip
import json
from pathlib import Path

from pmtiles.reader import MmapSource, Reader
from pmtiles.tile import deserialize_header, serialize_header

#: tippecanoe writes its command line, with the names of folders, and how it fared.
_PRIVATE = frozenset({"generator_options", "generator", "strategies", "tippecanoe_decisions"})
_HEADER_BYTES = 127


def strip(path: Path) -> None:
    """Take out, in place, what is nobody's business. Raises ValueError where `path` is no PMTiles 3 file.

    Fewer words take less room, so the rest of the file stays where it is; the room left over is filled with zeros.
    """
    with path.open("r+b") as file:
        header = deserialize_header(file.read(_HEADER_BYTES))
        metadata = Reader(MmapSource(file)).metadata()
        kept = {name: value for name, value in metadata.items() if name not in _PRIVATE}
        packed = gzip.compress(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode(), mtime=0)
        room = header["metadata_length"]
        if len(packed) > room:
            raise ValueError(f"{path.name}: metadata grows from {room} to {len(packed)} bytes")
        file.seek(header["metadata_offset"])
        file.write(packed + bytes(room - len(packed)))
        header["metadata_length"] = len(packed)
        file.seek(0)
        file.write(serialize_header(header))


def read(path: Path) -> dict[str, object]:
    """The metadata of a PMTiles file. Raises ValueError where it is none, OSError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return dict(Reader(MmapSource(file)).metadata())
    except OSError:
        raise
    except Exception as error:  # the reader has no error of its own for each way in which a file can be wrong
        raise ValueError(f"{path.name} is no PMTiles file") from error
