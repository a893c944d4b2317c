"""A process with a window on an X server that shows GpuMap and reports, as JSON, what the test asks: run by
test_map_core_gpu.py, because Qt's platform is chosen once for a process.

    python map_gpu_stage.py TILES LAT LON OUT CASE...
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickWindow

from headunit.kernel.board import Board
from headunit.kernel.clock import SystemClock
from headunit.kernel.geodesy import Bounds, LatLon
from headunit.map import bench, rhi_renderer
from headunit.map.camera import Projection, Viewport, place
from headunit.map.rhi_view import GpuMap
from headunit.map.state import Camera, Line, LineKind, Overlay
from headunit.map.viewmodel_scene import MapScene
from headunit.map.viewmodel_tiles import Tiles
from headunit.regions.state import Region, RegionsState

PATIENCE_S = 60.0
#: Nothing of ours has this colour: where it is seen, nothing was drawn.
HOLE = "#ff00ff"


class House:
    def __init__(self):
        self.board, self.clock = Board(), SystemClock()

    def port(self, _kind):
        return None


class Stage:
    def __init__(self, tiles: Path, here: LatLon, out: Path):
        self.application = QGuiApplication(["stage"])
        self.out, self.here = out, here
        self.house, self.root = House(), QObject()
        self.scene = MapScene(Tiles(self.house, self.root), self.root)
        self.tiles = tiles
        self.use(tiles, "1")
        self.scene.look(Camera(here, 15.5))
        self.windows = []
        self.window, self.item = self.open()

    def use(self, tiles: Path | None, build: str) -> None:
        region = None
        if tiles is not None:
            region = Region(tiles.parent.name, "", tiles.parent, Bounds(0, 0, 0, 0), "", (), False, "", 0, build)
        self.house.board.publish(RegionsState(active=region))

    def open(self):
        window = QQuickWindow()
        window.resize(640, 400)
        item = GpuMap(window.contentItem())
        item.setSize(window.size())
        item.setProperty("scene", self.scene)
        window.show()
        self.windows.append(window)
        return window, item

    def until(self, condition):
        end = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError
            self.application.processEvents()
            time.sleep(0.002)

    def settle(self):
        store = self.scene.tiles.store
        self.until(lambda: store.zooms is not None and not store.missing and self.item.renderer is not None)
        self.frame()
        self.frame()

    def frame(self):
        """One more frame, whatever else."""
        before = self.item.renderer.frames
        self.item.update()
        self.until(lambda: self.item.renderer.frames > before)

    def picture(self, name="") -> np.ndarray:
        result = self.item.grabToImage()
        ready = []
        result.ready.connect(lambda: ready.append(True))
        self.until(lambda: ready)
        image = result.image().convertToFormat(QImage.Format.Format_RGB32)
        if name:
            image.save(str(self.out / f"{name}.png"))
        rows = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)[:, : image.width()]
        return rows & 0xFFFFFF

    # -- cases --

    def case_draws(self):
        self.settle()
        colours, counts = np.unique(self.picture("day"), return_counts=True)
        ordered = colours[np.argsort(-counts)]
        return {
            "api": self.window.rendererInterface().graphicsApi().name,
            "draws": self.item.renderer.drawn,
            "colours": len(colours),
            "commonest": [f"#{colour:06X}" for colour in ordered[:12]],
        }

    def case_palettes(self):
        """Other colours, and nothing is built or uploaded for it."""
        self.settle()
        store = self.scene.tiles.store
        before = (store.bytes, store.missing, self.item.renderer.gpu_bytes)
        pictures = {}
        for palette in ("day", "night", "contrast", "day"):
            self.scene.paint(palette)
            self.frame()
            pictures.setdefault(palette, []).append(self.picture(palette))
        after = (store.bytes, store.missing, self.item.renderer.gpu_bytes)
        light = {palette: float((each[0] & 0xFF).mean()) for palette, each in pictures.items()}
        return {"same": before == after, "light": light, "back": bool((pictures["day"][0] == pictures["day"][1]).all())}

    def case_no_hole(self):
        """Far across new tiles, faster than they come: stand-ins leave no pixel out."""
        self.settle()
        day = rhi_renderer.PALETTES["day"]
        rhi_renderer.PALETTES = {"day": {**day, "land": HOLE}}
        start = Projection(Camera(self.here, 15.5, 20.0, 45.0), Viewport(640, 400))
        holes, stand_ins = [], 0
        for step in range(24):
            there = place((start.origin.x + step * 90 / start.scale, start.origin.y + step * 50 / start.scale))
            self.scene.look(Camera(there, 15.5 - 0.04 * step, 20.0 + 7 * step, 45.0))
            self.frame()
            stand_ins += bool(self.scene.tiles.store.missing)
            holes.append(int((self.picture() == 0xFF00FF).sum()))
        rhi_renderer.PALETTES = {**rhi_renderer.PALETTES, "day": day}
        return {"holes": max(holes), "unready": stand_ins}

    def case_quiet(self):
        """No frame when nothing changes."""
        self.settle()
        before = self.item.renderer.frames
        end = time.monotonic() + 0.4
        while time.monotonic() < end:
            self.application.processEvents()
            time.sleep(0.005)
        self.scene.look(self.scene.camera)
        self.scene.paint(self.scene.palette)
        self.application.processEvents()
        still = self.item.renderer.frames - before
        self.scene.look(Camera(self.here, 15.6))
        self.until(lambda: self.item.renderer.frames > before)
        return {"frames": still}

    def case_survives(self):
        """Hidden, resized, moved to another window, its scene graph thrown away; and two views at once."""
        self.settle()
        store = self.scene.tiles.store
        wanted = self.picture()
        self.item.setVisible(False)
        self.scene.look(Camera(self.here, 14.0))
        hidden = store.missing
        self.scene.look(Camera(self.here, 15.5))
        self.item.setVisible(True)
        self.settle()
        shown = bool((self.picture() == wanted).all())
        self.window.resize(500, 300)
        self.item.setSize(self.window.size())
        self.settle()
        resized = self.picture().shape
        self.window.resize(640, 400)
        self.item.setSize(self.window.size())
        other, second = self.open()
        self.until(lambda: second.renderer is not None and second.renderer.drawn > 0)
        old = second.renderer
        self.window.setPersistentSceneGraph(False)
        self.window.setPersistentGraphics(False)
        self.window.hide()
        self.until(lambda: not self.window.isExposed())
        self.window.show()
        self.settle()
        again = bool((self.picture() == wanted).all())
        second.setParentItem(self.window.contentItem())
        second.setSize(self.window.size())
        self.until(lambda: second.renderer is not None and second.renderer is not old and second.renderer.drawn > 0)
        self.until(lambda: old.gpu_bytes == 0 or other.requestUpdate())
        other.close()
        second.setVisible(False)
        self.settle()
        return {
            "asked while hidden": len(hidden), "shown": shown, "resized": resized, "again": again,
            "moved": bool((self.picture() == wanted).all()),
        }  # fmt: skip

    def case_regions(self):
        """None, another, a damaged one: the view lives."""
        self.scene.look(Camera(self.here, 15.5))
        self.settle()
        self.use(None, "")
        self.frame()
        nothing = len(np.unique(self.picture()))
        broken = self.out / "broken" / "map.pmtiles"
        broken.parent.mkdir()
        broken.write_bytes(b"no tiles")
        self.use(broken, "b")
        self.until(lambda: self.scene.tiles.store.fault)
        self.frame()
        self.use(self.tiles, "2")
        self.settle()
        return {"nothing": nothing, "back": len(np.unique(self.picture()))}

    def case_overlay(self):
        self.settle()
        before = self.picture()
        here = Projection(self.scene.camera, Viewport(640, 400))
        points = tuple(here.place((60 + 10 * step, 200 + 40 * np.sin(step / 6))) for step in range(52))
        flow = (0,) * 20 + (1,) * 10 + (2,) * 10 + (3,) * 11
        self.scene.lay(Overlay(lines=(Line(LineKind.ROUTE, points, "r", flow),)))
        self.frame()
        after = self.picture("route")
        found = {
            name: int((after == int(colour[1:], 16)).sum()) for name, colour in rhi_renderer.PALETTES["day"].items()
        }
        with_route = self.item.renderer.gpu_bytes
        self.scene.lay(Overlay())
        self.frame()
        self.frame()
        return {
            "changed": int((before != after).sum()),
            "pixels": {name: found[name] for name in ("route", "slow", "jam", "closed", "route-edge")},
            "gone": bool((self.picture() == before).all()),
            "freed": with_route > self.item.renderer.gpu_bytes,
        }

    def case_threaded(self):
        """The renderer on a thread of its own, tiles coming, and pictures taken meanwhile."""
        self.settle()
        start = Projection(Camera(self.here, 15.5), Viewport(640, 400))
        for step in range(60):
            self.scene.look(Camera(place((start.origin.x + step * 40 / start.scale, start.origin.y)), 15.5, step))
            self.frame()
            if step % 20 == 0:
                self.picture()
        return {"colours": len(np.unique(self.picture()))}

    def case_bench(self):
        report = bench.measure(GpuMap, self.scene, self.here, frames=30, size=(640, 400))
        return {"api": report.api, "frames": report.pan.frames, "ratio": report.ratio, "python_ms": report.python_ms}

    def close(self):
        # As the app does: views first, then what they look at.
        for window in self.windows:
            window.close()
            shiboken6.delete(window)
        self.scene.tiles.store.close()
        shiboken6.delete(self.root)


def main() -> int:
    tiles, lat, lon, out, *cases = sys.argv[1:]
    stage = Stage(Path(tiles), LatLon(float(lat), float(lon)), Path(out))
    report = {case: getattr(stage, f"case_{case}")() for case in cases}
    stage.close()
    print(json.dumps(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
