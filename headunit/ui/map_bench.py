"""One view of the map, measured in a process of its own: Qt chooses how it draws once for a process.

`python -m headunit.ui.map_bench gpu|software REGION_FOLDER FRAMES`; prints one JSON object.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from headunit.kernel.board import Board
from headunit.kernel.clock import SystemClock
from headunit.kernel.geodesy import LatLon
from headunit.map import bench
from headunit.map.raster_view import RasterMap
from headunit.map.rhi_view import GpuMap
from headunit.map.viewmodel_scene import MapScene
from headunit.map.viewmodel_tiles import Tiles
from headunit.regions import folder
from headunit.regions.state import Region, RegionsState


class BareHouse:
    """No more than a map stands on."""

    def __init__(self) -> None:
        self.board, self.clock = Board(), SystemClock()

    def port[T](self, kind: type[T]) -> T | None:
        """Nothing is behind any port."""
        del kind
        return None


def main(words: list[str]) -> int:
    """Measure and print. The pan begins in the middle of the region."""
    kind, place, frames = words
    application = QGuiApplication(["bench"])
    house, root = BareHouse(), QObject()
    region: Region = folder.load(Path(place))
    scene = MapScene(Tiles(house, root), root)
    house.board.publish(RegionsState((region,), region))
    start = LatLon(*region.bounds.middle)
    report = bench.measure(GpuMap if kind == "gpu" else RasterMap, scene, start, frames=int(frames))
    scene.tiles.store.close()
    shiboken6.delete(root)
    del application
    sys.stdout.write(json.dumps({"api": report.api, "still": asdict(report.still), "pan": asdict(report.pan)}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
