"""One moment of the view on the GPU: what it is made of, and the numbers that its shaders get. Pure; knows no Qt."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from headunit.map import style_block
from headunit.map.camera import Floats, Projection, TileId, Viewport
from headunit.map.overlay_mesh import UNITS, Chunk
from headunit.map.palette import PALETTES, rgb
from headunit.map.style import MOST_ROWS
from headunit.map.tile import EXTENT
from headunit.map.tile_store import Piece

#: The uniforms of one piece (shaders/map.vert, binding 0): matrix, square, unit.
PIECE: Final = np.dtype([("matrix", "<f4", (4, 4)), ("square", "<f4", 4), ("unit", "<f4", 4)])
#: Those of all (binding 1): rows, view, haze.
TABLE_BYTES: Final = MOST_ROWS * 16 + 32
_EVERYWHERE: Final = (-1e30, -1e30, 1e30, 1e30)
#: How much of the ground's colour lies over what is furthest away.
_HAZE: Final = 0.55


@dataclass(frozen=True, slots=True)
class Frame:
    """What is to be seen. `tiles`: that fill the picture; `wanted`: they and what may stand in for them, the most
    urgent first; `least`: the coarsest zoom there is; `turn`: of the store."""

    view: Viewport
    projection: Projection
    palette: str
    tiles: tuple[TileId, ...]
    wanted: tuple[TileId, ...]
    least: int
    chunks: tuple[Chunk, ...]
    turn: int

    def near(self, chunk: Chunk) -> bool:
        """Whether a chunk may be in the picture; at a tilt one sees three times as far."""
        seen = self.projection
        east, south = chunk.origin[0] - seen.origin.x, chunk.origin[1] - seen.origin.y
        away_px = (abs(east) + abs(south) - 1.5 * chunk.reach) * seen.scale
        return away_px < 4 * (self.view.width + self.view.height)


def table(frame: Frame) -> bytes:
    """The uniforms that all pieces share."""
    zoom, tilted = frame.projection.camera.zoom, frame.projection.camera.tilt_deg > 0
    share = style_block.whole_zoom_share(zoom)
    return b"".join(
        (
            style_block.block(frame.palette, round(zoom * style_block.STEPS)),
            struct.pack("<4f", zoom, frame.view.eye_px, share, _HAZE if tilted else 0.0),
            struct.pack("<4f", *rgb(PALETTES[frame.palette]["land"]), 1.0),
        )
    )


def uniforms(frame: Frame, pieces: Sequence[Piece], chunks: Sequence[Chunk], correction: Floats, stride: int) -> bytes:
    """The uniforms of each piece, then of each chunk, `stride` bytes apart.

    `correction`: 4x4, from OpenGL's clip space to that of the driver. Everything is reckoned from the camera in double
    precision before it becomes float32, so nothing trembles at the closest zoom.
    """
    count = len(pieces) + len(chunks)
    raw = bytearray(count * stride)
    out: NDArray[np.void] = np.ndarray((count,), PIECE, raw, strides=(stride,))
    seen = frame.projection
    matrix = correction @ seen.matrix()
    meshes = np.array([piece.mesh for piece in pieces], np.float64).reshape(-1, 3)
    squares = np.array([piece.square for piece in pieces], np.float64).reshape(-1, 3)
    sides = 2.0 ** meshes[:, 0]
    # Pixels to a unit of the mesh, and where the mesh's own origin lies in pixels from the camera's centre.
    scale = np.concatenate((seen.scale / (sides * EXTENT), np.full(len(chunks), seen.scale / UNITS)))
    origins = np.array([one.origin for one in chunks], np.float64).reshape(-1, 2)
    offset = (np.concatenate((meshes[:, 1:] / sides[:, None], origins)) - np.array(seen.origin)) * seen.scale
    # A mat4 of the shader is its columns, one after the other.
    columns = np.empty((count, 4, 4))
    columns[:, :3] = matrix.T[:3] * scale[:, None, None]
    columns[:, 3] = offset[:, :1] * matrix[:, 0] + offset[:, 1:] * matrix[:, 1] + matrix[:, 3]
    out["matrix"] = columns
    out["unit"][:, 0] = 1 / scale
    # A piece's square in its mesh's units, a twentieth of a pixel larger: rounding must leave no pixel out.
    share = 2.0 ** (meshes[:, :1] - squares[:, :1])
    low = (squares[:, 1:] * share - meshes[:, 1:]) * EXTENT
    slack = np.maximum(0.02, 0.05 / scale[: len(pieces), None])
    out["square"][: len(pieces), :2] = low - slack
    out["square"][: len(pieces), 2:] = low + share * EXTENT + slack
    out["square"][len(pieces) :] = _EVERYWHERE
    return bytes(raw)
