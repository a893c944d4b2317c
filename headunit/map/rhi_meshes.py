"""Meshes that lie on the GPU, the least recently drawn dropped first. Knows no tile store and no camera."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QRhi, QRhiBuffer, QRhiCommandBuffer, QRhiResourceUpdateBatch

from headunit.map.camera import TileId
from headunit.map.mesh import Mesh
from headunit.map.overlay_mesh import Chunk

#: All of them together, in bytes; what is on the screen stays whatever it takes.
MOST_BYTES: Final = 48 << 20
_UINT32: Final = 4

type Key = TileId | Chunk


@dataclass(frozen=True, slots=True, eq=False)
class Resident:
    """One mesh on the GPU."""

    vertices: QRhiBuffer
    indices: QRhiBuffer
    count: int
    format: QRhiCommandBuffer.IndexFormat
    nbytes: int


class Residents:
    """By tile or by chunk of a line."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._all: OrderedDict[Key, Resident] = OrderedDict()
        self._most_bytes = most_bytes
        self.bytes = 0

    def __contains__(self, key: object) -> bool:
        return key in self._all

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Key]:
        return iter(self._all)

    def upload(self, rhi: QRhi, batch: QRhiResourceUpdateBatch, key: Key, mesh: Mesh) -> None:
        """Bring one there with `batch`."""
        kinds = QRhiCommandBuffer.IndexFormat
        wide = mesh.indices.dtype.itemsize == _UINT32
        vertices = rhi.newBuffer(QRhiBuffer.Type.Immutable, QRhiBuffer.UsageFlag.VertexBuffer, mesh.vertices.nbytes)
        indices = rhi.newBuffer(QRhiBuffer.Type.Immutable, QRhiBuffer.UsageFlag.IndexBuffer, mesh.indices.nbytes)
        vertices.create()
        indices.create()
        batch.uploadStaticBuffer(vertices, mesh.vertices.tobytes())
        batch.uploadStaticBuffer(indices, mesh.indices.tobytes())
        kind = kinds.IndexUInt32 if wide else kinds.IndexUInt16
        self._all[key] = Resident(vertices, indices, len(mesh.indices), kind, mesh.nbytes)
        self.bytes += mesh.nbytes

    def use(self, keys: Iterable[Key]) -> list[Resident]:
        """The meshes to draw now; the others are dropped, longest unused first, while there are too many bytes."""
        drawn = []
        for key in keys:
            self._all.move_to_end(key)
            drawn.append(self._all[key])
        if self.bytes > self._most_bytes:
            held = set(drawn)
            spare = [key for key, one in self._all.items() if one not in held]
            while spare and self.bytes > self._most_bytes:
                self.drop((spare.pop(0),))
        return drawn

    def drop(self, keys: Iterable[Key]) -> None:
        """Give their memory back."""
        for key in keys:
            one = self._all.pop(key, None)
            if one is not None:
                self.bytes -= one.nbytes
                # Qt keeps them until the frames that draw them are through.
                one.vertices.deleteLater()
                one.indices.deleteLater()

    def forget(self) -> None:
        """Their QRhi is gone, and took them along."""
        self._all.clear()
        self.bytes = 0
