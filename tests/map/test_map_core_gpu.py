"""GpuMap in a real window, drawn by OpenGL (Mesa's llvmpipe where there is no GPU) on an X server of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from built_regions import monaco

from headunit.map.palette import PALETTES

STAGE = Path(__file__).with_name("map_gpu_stage.py")
#: Above the harbour: sea, buildings, tunnels, primary roads.
HERE = ("43.7384", "7.4246")


@pytest.fixture(scope="session")
def map_display():
    """A real X server on a free number."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-nolisten", "tcp", "-screen", "0", "1280x800x24"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        yield f":{number}"
        server.terminate()


def staged(display: str, out: Path, *cases: str, backend: str = "opengl", loop: str = "basic") -> dict[str, dict]:
    environ = {name: value for name, value in os.environ.items() if name != "QT_QUICK_BACKEND"}
    environ |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QSG_RHI_BACKEND": backend, "QSG_RENDER_LOOP": loop}
    command = [sys.executable, "-W", "error", str(STAGE), str(monaco().tiles), *HERE, str(out), *cases]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert "QRhi" not in done.stderr, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def stage(map_display, tmp_path_factory):
    """One process, one case after the other."""
    cases = ("draws", "palettes", "overlay", "quiet", "no_hole", "regions")
    return staged(map_display, tmp_path_factory.mktemp("gpu"), *cases)


def test_draws_a_map(stage):
    drawn = stage["draws"]
    assert drawn["api"] == "OpenGL"
    assert drawn["draws"] >= 2
    assert drawn["colours"] > 300, "edges are smooth"
    day = PALETTES["day"]
    assert {day["water"], day["land"], day["primary"], day["building"], day["minor"]} <= set(drawn["commonest"])


def test_palette_switches_without_new_meshes(stage):
    found = stage["palettes"]
    assert found["same"]
    assert found["back"]
    light = found["light"]
    assert light["night"] < 60
    assert light["day"] > 150
    assert abs(light["contrast"] - light["day"]) > 3


def test_route_with_its_traffic_and_gone_again(stage):
    found = stage["overlay"]
    assert all(count > 50 for count in found["pixels"].values()), found
    assert found["gone"]
    assert found["freed"]


def test_no_frame_when_nothing_changes(stage):
    assert stage["quiet"]["frames"] == 0


def test_no_hole_while_panning_across_new_tiles(stage):
    assert stage["no_hole"]["holes"] == 0
    assert stage["no_hole"]["unready"] > 0, "the pan was too slow to prove anything"


def test_region_gone_broken_and_back(stage):
    assert stage["regions"]["nothing"] == 1
    assert stage["regions"]["back"] > 300


def test_survives_what_windows_do(map_display, tmp_path):
    found = staged(map_display, tmp_path, "survives")["survives"]
    assert found == {
        "asked while hidden": 0, "shown": True, "resized": [300, 500], "again": True, "moved": True,
    }  # fmt: skip


def test_threaded_render_loop(map_display, tmp_path):
    assert staged(map_display, tmp_path, "threaded", loop="threaded")["threaded"]["colours"] > 100


def test_bench_without_rasterising(map_display, tmp_path):
    """What the car's processor has to do for the GPU; no figure is judged here."""
    found = staged(map_display, tmp_path, "bench", backend="null")["bench"]
    assert found["api"] == "Null"
    assert found["frames"] == 29
    assert found["ratio"] > 0
    assert found["python_ms"] > 0
