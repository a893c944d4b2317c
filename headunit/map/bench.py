"""How smooth the map is: the same picture again and again, against a pan that never sees the same tiles twice.

    QSG_RENDER_LOOP=basic QSG_RHI_BACKEND=opengl python -m headunit.map.bench gpu REGION/map.pmtiles 47.14 9.52

prints one line of JSON. It runs in a process of its own, on whatever Qt is told to draw with; "null" as the backend
leaves the rasterising out. The basic render loop, because the threaded one calls back from its own thread.
"""

import dataclasses
import itertools
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickWindow

from headunit.kernel.board import Board
from headunit.kernel.clock import SystemClock
from headunit.kernel.geodesy import Bounds, LatLon
from headunit.map.camera import Projection, Viewport, place
from headunit.map.raster_view import RasterMap
from headunit.map.rhi_view import GpuMap
from headunit.map.state import Camera
from headunit.map.viewmodel_scene import MapScene
from headunit.map.viewmodel_tiles import Tiles
from headunit.regions.state import Region, RegionsState

#: The pan goes so far with each frame, in pixels: a finger that hurries.
STEP_PX: Final = 12.0
#: The first frames, while shaders are compiled and tiles loaded, are not counted.
_WARM_FRAMES: Final = 10


@dataclass(frozen=True, slots=True)
class Smoothness:
    """Milliseconds. `interval`: from frame to frame; `cpu`: of the whole process, per frame."""

    frames: int
    interval_p50_ms: float
    interval_p95_ms: float
    cpu_ms: float


@dataclass(frozen=True, slots=True)
class Report:
    """`python_ms`: median of what our own code takes of a frame, where the view counts it (GpuMap), else 0."""

    api: str
    still: Smoothness
    pan: Smoothness
    python_ms: float

    @property
    def ratio(self) -> float:
        """Frame p95 while panning to that while standing still: 1.5 at most is the aim."""
        return self.pan.interval_p95_ms / self.still.interval_p95_ms


def measure(
    view: Callable[[QQuickItem], QQuickItem],
    scene: MapScene,
    start: LatLon,
    *,
    zoom: float = 16.0,
    frames: int = 200,
    size: tuple[int, int] = (1280, 720),
) -> Report:
    """Show `view` (GpuMap or RasterMap) in a window of its own, and measure. Needs a QGuiApplication and a region."""
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    window = QQuickWindow()
    window.resize(*size)
    item = view(window.contentItem())
    item.setSize(window.size())
    item.setProperty("scene", scene)
    window.show()
    port = Viewport(*map(float, size))
    here = Camera(start, zoom)
    scene.look(here)
    scene.tiles.settle()
    origin, scale = Projection(here, port).origin, Projection(here, port).scale

    def pan(number: int) -> None:
        # A spiral of straight lines would turn back; a slanted line meets a new column or row of tiles most often.
        there = place((origin.x + number * STEP_PX / scale * 0.8, origin.y + number * STEP_PX / scale * 0.6))
        scene.look(Camera(there, zoom))

    def stand(_: int) -> None:
        item.update()

    try:
        still = _run(application, window, stand, frames)
        panned = _run(application, window, pan, frames)
        api = window.rendererInterface().graphicsApi().name
        return Report(api, still, panned, _python_ms(item))
    finally:
        item.setProperty("scene", None)
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


class _House:
    """Just enough of one to show a region."""

    def __init__(self) -> None:
        self.board, self.clock = Board(), SystemClock()

    def port[T](self, kind: type[T]) -> T | None:  # noqa: ARG002
        return None


def main() -> int:
    """`python -m headunit.map.bench gpu|software TILES LAT LON`."""
    view, tiles, lat, lon = sys.argv[1:]
    application = QGuiApplication(["bench"])
    house, root = _House(), QObject()
    scene = MapScene(Tiles(house, root), root)
    folder = Path(tiles).parent
    everywhere = Bounds(-90, -180, 90, 180)
    region = Region(folder.name, "", folder, everywhere, "", (), left_hand=False, source="", size_bytes=0, build="")
    house.board.publish(RegionsState(active=region))
    scene.tiles.settle()
    report = measure(RasterMap if view == "software" else GpuMap, scene, LatLon(float(lat), float(lon)))
    scene.tiles.store.close()
    print(json.dumps({**dataclasses.asdict(report), "ratio": report.ratio}))  # noqa: T201
    shiboken6.delete(root)
    application.quit()
    return 0


def _run(application: QGuiApplication, window: QQuickWindow, move: Callable[[int], None], frames: int) -> Smoothness:
    swapped: list[float] = []
    burnt: list[float] = []

    def next_one() -> None:
        swapped.append(time.perf_counter())
        burnt.append(time.process_time())
        move(len(swapped))

    window.frameSwapped.connect(next_one)
    move(0)
    window.update()
    while len(swapped) < frames + _WARM_FRAMES:
        application.processEvents()
        time.sleep(0.0002)  # an empty event loop must not count as work
    window.frameSwapped.disconnect(next_one)
    swapped, burnt = swapped[_WARM_FRAMES:], burnt[_WARM_FRAMES:]
    gaps = [1e3 * (after - before) for before, after in itertools.pairwise(swapped)]
    cpu_ms = 1e3 * (burnt[-1] - burnt[0]) / (len(burnt) - 1)
    return Smoothness(len(gaps), statistics.median(gaps), _p95(gaps), cpu_ms)


def _python_ms(item: QObject) -> float:
    parts = [getattr(item, "spent_s", []), getattr(getattr(item, "renderer", None), "spent_s", [])]
    return float(sum(1e3 * statistics.median(part) for part in parts if part))


def _p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
