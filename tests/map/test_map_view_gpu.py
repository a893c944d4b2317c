"""MapView takes the view that its window can draw with, comes to rest in it, and goes without a crash."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

WINDOW = Path(__file__).with_name("map_view_window.py")


@pytest.fixture(scope="module")
def x_server() -> Iterator[str]:
    """A real X server on a free number."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-nolisten", "tcp", "-screen", "0", "1280x800x24"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        yield f":{number}"
        server.terminate()


@pytest.mark.parametrize(("backend", "layer"), [("opengl", "GpuMap"), ("software", "RasterMap")])
def test_the_view_that_fits_the_window(x_server: str, backend: str, layer: str) -> None:
    environ = {name: value for name, value in os.environ.items() if name != "QT_QUICK_BACKEND"}
    environ |= {"DISPLAY": x_server, "QT_QPA_PLATFORM": "xcb", "QSG_RENDER_LOOP": "basic"}
    environ |= {"QSG_RHI_BACKEND": "opengl"} if backend == "opengl" else {"QT_QUICK_BACKEND": "software"}
    command = [sys.executable, "-W", "error", str(WINDOW)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["layer"] == layer
    assert told["labels"] > 5
    assert told["rests"]
    assert told["frames"] <= 1
    assert told["colours"] > 60
