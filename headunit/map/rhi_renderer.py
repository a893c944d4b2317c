"""The renderer behind GpuMap: one mesh a tile, one draw call a piece, everything else in the shaders.

On the threaded render loop it runs on a thread of its own, and Qt's thread stands still in `synchronize` only.
"""

import functools
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, override, runtime_checkable

import numpy as np
from PySide6.QtGui import (
    QColor,
    QRhi,
    QRhiBuffer,
    QRhiCommandBuffer,
    QRhiDepthStencilClearValue,
    QRhiGraphicsPipeline,
    QRhiResourceUpdateBatch,
    QRhiShaderResourceBinding,
    QRhiShaderResourceBindings,
    QRhiShaderStage,
    QRhiVertexInputAttribute,
    QRhiVertexInputBinding,
    QRhiVertexInputLayout,
    QRhiViewport,
    QShader,
)
from PySide6.QtQuick import QQuickRhiItem, QQuickRhiItemRenderer

from headunit.map.camera import Floats, TileId
from headunit.map.frame import PIECE, TABLE_BYTES, Frame, table, uniforms
from headunit.map.mesh import VERTEX, Mesh
from headunit.map.overlay_mesh import Chunk
from headunit.map.palette import PALETTES
from headunit.map.rhi_meshes import Key, Resident, Residents
from headunit.map.tile_store import cover

#: Pieces that there is room for at first.
_ROOM: Final = 48
_SHADERS: Final = Path(__file__).with_name("shaders")
#: Times kept for bench.py.
_KEPT: Final = 1024


@runtime_checkable
class FrameSource(Protocol):
    """What the renderer asks of its item, while both threads stand still."""

    frame: Frame | None

    def hand_over(self, resident: Residents) -> tuple[dict[TileId, Mesh], bool]:
        """Meshes that the renderer lacks, as many as one frame may take; and whether there are more."""
        ...


@dataclass(slots=True)
class _Gear:
    """What belongs to one QRhi."""

    rhi: QRhi
    correction: Floats
    stride: int
    table: QRhiBuffer
    pieces: QRhiBuffer
    bindings: QRhiShaderResourceBindings
    room: int = 0
    table_now: bytes = b""
    pipeline: QRhiGraphicsPipeline | None = None
    drawn_to: object = None


class GpuRenderer(QQuickRhiItemRenderer):
    """Owns what lies on the GPU. All of it is made anew for another QRhi: another window, or a device that was lost."""

    def __init__(self) -> None:
        super().__init__()
        self._gear: _Gear | None = None
        self._residents = Residents()
        self._layout = _vertex_layout()  # Qt keeps a reference to its parts, no copy
        self._turn = 0
        self._frame: Frame | None = None
        self._chunks: tuple[Chunk, ...] = ()
        self._fresh: dict[TileId, Mesh] = {}
        self._synchronized_s = 0.0
        #: Draw calls of the last frame, frames so far, and the seconds that Python took for each of the last.
        self.drawn = 0
        self.frames = 0
        self.spent_s: list[float] = []

    @property
    def gpu_bytes(self) -> int:
        """What its meshes take there."""
        return self._residents.bytes

    @override
    def synchronize(self, item: QQuickRhiItem) -> None:
        began = time.perf_counter()
        assert isinstance(item, FrameSource)
        self._frame = item.frame
        if self._frame is not None and self._frame.turn != self._turn:
            self._turn = self._frame.turn
            self._residents.drop(list(self._residents))
        self._fresh, more = item.hand_over(self._residents)
        if more:
            self.update()
        self._synchronized_s = time.perf_counter() - began

    @override
    def initialize(self, cb: QRhiCommandBuffer) -> None:
        rhi = self.rhi()
        if self._gear is None or rhi is not self._gear.rhi:
            self._residents.forget()
            self._gear = _make_gear(rhi)
        gear, target = self._gear, self.renderTarget()
        drawn_to = (target.renderPassDescriptor(), target.sampleCount())
        if gear.pipeline is None or drawn_to != gear.drawn_to:
            gear.drawn_to = drawn_to
            if gear.pipeline is not None:
                gear.pipeline.deleteLater()
            gear.pipeline = self._make_pipeline(gear)

    def release(self) -> None:
        """Give everything back, for the item has left its window. On the renderer's thread, between two frames."""
        self._residents.drop(list(self._residents))
        gear, self._gear = self._gear, None
        if gear is not None:
            for one in (gear.pipeline, gear.bindings, gear.pieces, gear.table):
                if one is not None:
                    one.deleteLater()

    @override
    def render(self, cb: QRhiCommandBuffer) -> None:
        began = time.perf_counter()
        gear, frame, target = self._gear, self._frame, self.renderTarget()
        whole = QRhiDepthStencilClearValue(1.0, 0)
        if gear is None or frame is None:
            cb.beginPass(target, QColor(0, 0, 0, 0), whole)
            cb.endPass()
            return
        batch = gear.rhi.nextResourceUpdateBatch()
        for tile, mesh in self._fresh.items():
            self._residents.upload(gear.rhi, batch, tile, mesh)
        self._fresh = {}
        draws = self._prepare(gear, batch, frame)
        cb.beginPass(target, QColor(PALETTES[frame.palette]["land"]), whole, batch)
        if draws:
            self._draw(cb, gear, draws)
        cb.endPass()
        self.drawn, self.frames = len(draws), self.frames + 1
        self.spent_s.append(self._synchronized_s + time.perf_counter() - began)
        self._synchronized_s = 0.0
        del self.spent_s[:-_KEPT]

    def _prepare(self, gear: _Gear, batch: QRhiResourceUpdateBatch, frame: Frame) -> list[Resident]:
        """Write the uniforms of all pieces; their meshes in the order of drawing."""
        # Coarse ones first: where a child lies over its ancestor, it is on top.
        pieces = sorted(cover(frame.tiles, self._residents.__contains__, frame.least), key=lambda piece: piece.mesh.z)
        if frame.chunks is not self._chunks:
            self._residents.drop(set(self._chunks) - set(frame.chunks))
            self._chunks = frame.chunks
        chunks = [one for one in frame.chunks if frame.near(one)]
        for one in chunks:
            if one not in self._residents:
                self._residents.upload(gear.rhi, batch, one, one.mesh)
        count = len(pieces) + len(chunks)
        if count > gear.room:
            _make_room(gear, max(_ROOM, 2 * count))
        if count:
            batch.updateDynamicBuffer(gear.pieces, 0, uniforms(frame, pieces, chunks, gear.correction, gear.stride))
        if (now := table(frame)) != gear.table_now:
            gear.table_now = now
            batch.updateDynamicBuffer(gear.table, 0, now)
        keys: list[Key] = [*(piece.mesh for piece in pieces), *chunks]
        return self._residents.use(keys)

    def _draw(self, cb: QRhiCommandBuffer, gear: _Gear, draws: Sequence[Resident]) -> None:
        assert gear.pipeline is not None
        size = self.renderTarget().pixelSize()
        cb.setGraphicsPipeline(gear.pipeline)
        cb.setViewport(QRhiViewport(0, 0, size.width(), size.height()))
        for number, one in enumerate(draws):
            cb.setShaderResources(gear.bindings, 1, (0, number * gear.stride))
            cb.setVertexInput(0, [(one.vertices, 0)], one.indices, 0, one.format)
            cb.drawIndexed(one.count)

    def _make_pipeline(self, gear: _Gear) -> QRhiGraphicsPipeline:
        target = self.renderTarget()
        pipeline = gear.rhi.newGraphicsPipeline()
        pipeline.setShaderStages(
            [
                QRhiShaderStage(QRhiShaderStage.Type.Vertex, _shader("map.vert.qsb")),
                QRhiShaderStage(QRhiShaderStage.Type.Fragment, _shader("map.frag.qsb")),
            ]
        )
        pipeline.setVertexInputLayout(self._layout)
        pipeline.setShaderResourceBindings(gear.bindings)
        pipeline.setRenderPassDescriptor(target.renderPassDescriptor())
        pipeline.setSampleCount(target.sampleCount())
        # The shader's colours are premultiplied, which is what TargetBlend mixes unless told otherwise.
        blend = QRhiGraphicsPipeline.TargetBlend()
        blend.enable = True
        pipeline.setTargetBlends([blend])
        pipeline.create()
        return pipeline


def _make_gear(rhi: QRhi) -> _Gear:
    stride = rhi.ubufAligned(PIECE.itemsize)
    dynamic, uniform = QRhiBuffer.Type.Dynamic, QRhiBuffer.UsageFlag.UniformBuffer
    shared = rhi.newBuffer(dynamic, uniform, TABLE_BYTES)
    shared.create()
    pieces = rhi.newBuffer(dynamic, uniform, stride)
    correction = np.array(rhi.clipSpaceCorrMatrix().data(), np.float64).reshape(4, 4).T
    gear = _Gear(rhi, correction, stride, shared, pieces, rhi.newShaderResourceBindings())
    _make_room(gear, _ROOM)
    return gear


def _make_room(gear: _Gear, room: int) -> None:
    """Have place for the uniforms of so many pieces."""
    gear.room = room
    gear.pieces.setSize(room * gear.stride)
    gear.pieces.create()
    stage = QRhiShaderResourceBinding.StageFlag
    both = stage.VertexStage | stage.FragmentStage
    gear.bindings.setBindings(
        [
            QRhiShaderResourceBinding.uniformBufferWithDynamicOffset(0, both, gear.pieces, PIECE.itemsize),
            QRhiShaderResourceBinding.uniformBuffer(1, both, gear.table),
        ]
    )
    gear.bindings.create()


def _vertex_layout() -> QRhiVertexInputLayout:
    """How the shader reads mesh.VERTEX."""
    formats = QRhiVertexInputAttribute.Format
    layout = QRhiVertexInputLayout()
    layout.setBindings([QRhiVertexInputBinding(VERTEX.itemsize)])
    layout.setAttributes(
        [
            QRhiVertexInputAttribute(0, 0, formats.Float2, 0),
            QRhiVertexInputAttribute(0, 1, formats.Float2, 8),
            QRhiVertexInputAttribute(0, 2, formats.Float, 16),
            QRhiVertexInputAttribute(0, 3, formats.UNormByte4, 20),
        ]
    )
    return layout


@functools.cache
def _shader(name: str) -> QShader:
    shader = QShader.fromSerialized((_SHADERS / name).read_bytes())
    assert shader.isValid(), f"{name} is damaged: run scripts/shaders"
    return shader
