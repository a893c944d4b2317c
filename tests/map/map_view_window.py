"""A process that shows a MapView in a real window and tells, as JSON, how it is drawn: python map_view_window.py

Run by test_map_view_gpu.py, because Qt's platform is chosen once for a process.
"""

import json
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]

from built_regions import monaco  # noqa: E402
from map_view_stage import map_stage  # noqa: E402
from PySide6.QtGui import QGuiApplication  # noqa: E402

from headunit.kernel.clock import SystemClock  # noqa: E402
from headunit.kernel.geodesy import LatLon  # noqa: E402
from headunit.map.state import Vehicle  # noqa: E402

HERE = LatLon(43.7384, 7.4246)
PATIENCE_S = 60.0


def main() -> None:
    app = QGuiApplication(["map"])
    clock = SystemClock()
    with map_stage(monaco(), clock=clock, size=(800, 480)) as stage:
        stage.house.board.publish(Vehicle(clock.now(), HERE, 30.0, 0.0))
        end = time.monotonic() + PATIENCE_S
        while (
            not stage.labels() or stage.model._tiles.store.missing or stage.model._motion._moving
        ) and time.monotonic() < end:
            app.processEvents()
            time.sleep(0.005)
        stage.turn(10)
        frames: list[float] = []
        stage.view.frameSwapped.connect(lambda: frames.append(time.monotonic()))
        still = time.monotonic() + 0.3
        while time.monotonic() < still:
            app.processEvents()
        image = stage.view.grabWindow()
        (layer,) = stage.model._layers
        told = {
            "layer": type(layer).__name__,
            "labels": len(stage.labels()),
            "rests": not stage.model._motion._moving,
            "frames": len(frames),
            "colours": len({image.pixel(x, y) for x in range(0, 700, 7) for y in range(40, 440, 7)}),
        }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
