"""Tiles of one PMTiles 3 file (github.com/protomaps/PMTiles, spec/v3). Does not know what is in a tile.

The package's own Reader reads header and directories anew for each tile; here they are kept. The file is read with
pread, never mapped: a file cut short under a mapping would kill the process.
"""

import os
import zlib
from collections import OrderedDict
from pathlib import Path
from typing import Self

from pmtiles.tile import Compression, Entry, deserialize_directory, deserialize_header, find_tile, zxy_to_tileid

from headunit.map.tile import TileError

#: A tile of tippecanoe has at most 500 kB; nothing that unpacks to more than this is one.
MOST_BYTES = 8 << 20
#: Leaf directories kept.
_LEAVES = 32
_HEADER_BYTES = 127
#: PMTiles 3, section 4.1: root, and leaves at most three deep.
_DEPTH = 4


class PmtilesSource:
    """One open file. Raises TileError for everything that is wrong with it."""

    def __init__(self, path: Path) -> None:
        try:
            self._fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            raise TileError(f"{path.name}: {error.strerror}") from None
        self._leaves: OrderedDict[int, list[Entry]] = OrderedDict()
        try:
            self._header = deserialize_header(self._read(0, _HEADER_BYTES))
            self._root = self._directory(self._header["root_offset"], self._header["root_length"])
        except TileError:
            self.close()
            raise
        except Exception as error:  # noqa: BLE001  the package raises a bare one, and what struct and enum do
            self.close()
            raise TileError(f"{path.name} is no PMTiles file: {error}") from None
        self.least, self.most = int(self._header["min_zoom"]), int(self._header["max_zoom"])

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """The tile, unpacked; None where the file has none."""
        try:
            return self._find(zxy_to_tileid(z, x, y))
        except (TileError, OSError):
            raise
        except Exception as error:  # noqa: BLE001  hostile directories
            raise TileError(f"directory cannot be read: {error}") from None

    def _find(self, tile_id: int) -> bytes | None:
        entries = self._root
        for _ in range(_DEPTH):
            entry = find_tile(entries, tile_id)
            if entry is None:
                return None
            if entry.run_length:
                packed = self._read(self._header["tile_data_offset"] + entry.offset, entry.length)
                return self._unpack(packed, self._header["tile_compression"])
            entries = self._leaf(self._header["leaf_directory_offset"] + entry.offset, entry.length)
        raise TileError("directories nested too deep")

    def _leaf(self, offset: int, length: int) -> list[Entry]:
        found = self._leaves.get(offset)
        if found is None:
            found = self._leaves[offset] = self._directory(offset, length)
            if len(self._leaves) > _LEAVES:
                self._leaves.popitem(last=False)
        else:
            self._leaves.move_to_end(offset)
        return found

    def _directory(self, offset: int, length: int) -> list[Entry]:
        # The package unpacks it without a limit of its own; here it is proved small first.
        packed = self._read(offset, length)
        self._unpack(packed, Compression.GZIP)
        return deserialize_directory(packed)

    def _read(self, offset: int, length: int) -> bytes:
        if length > MOST_BYTES:
            raise TileError(f"{length} bytes in one piece")
        try:
            data = os.pread(self._fd, length, offset)
        except (OSError, OverflowError) as error:
            raise TileError(f"cannot be read: {error}") from None
        if len(data) < length:
            raise TileError(f"the file ends {length - len(data)} bytes early")
        return data

    @staticmethod
    def _unpack(packed: bytes, compression: Compression) -> bytes:
        if compression in {Compression.NONE, Compression.UNKNOWN}:
            return packed
        if compression is not Compression.GZIP:
            raise TileError(f"compressed in a way that is not known here: {compression.name}")
        unpacker = zlib.decompressobj(wbits=31)
        try:
            data = unpacker.decompress(packed, MOST_BYTES)
        except zlib.error as error:
            raise TileError(f"damaged: {error}") from None
        if not unpacker.eof:
            raise TileError("damaged: it unpacks to too much" if len(data) == MOST_BYTES else "damaged: it is cut off")
        return data

    def close(self) -> None:
        """Give the file back."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
