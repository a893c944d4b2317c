"""Bench area `nav`: routes, keystrokes, new routes after a wrong turn, the map's frames, tunnels, building a region.

Measured on the regions of this computer; each figure says on which. Where a thing cannot be measured here (no X server
for the GPU's view, no network for an extract) a line on standard error says so, and the others are measured.
"""

import contextlib
import dataclasses
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from headunit.commands.bench import Figure, figure
from headunit.kernel.errors import HeadunitError

if TYPE_CHECKING:
    from headunit.app.astray import Astray
    from headunit.app.drive import DriveHouse
    from headunit.regions.state import Region
    from headunit.routing.state import Route, RouteRequest

#: Pairs of places for each run, and names that are typed.
PAIRS_A_RUN, NAMES = 15, 300
#: So many frames are drawn still, and so many panning.
FRAMES: Final = 150
#: How Qt draws for each view.
VIEWS: Final = {
    "gpu": {"QSG_RENDER_LOOP": "basic", "QT_QPA_PLATFORM": "xcb", "QSG_RHI_BACKEND": "opengl"},
    "software": {"QSG_RENDER_LOOP": "basic", "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"},
}
#: A turn that is to be missed is at least so far from the start (m): the car is on its way by then.
UNDER_WAY_M: Final = 150.0
_PATIENCE_S: Final = 600.0


def measure(runs: int) -> list[Figure]:
    """All of it. Raises HeadunitError where there is no region."""
    region = _largest()
    print(f"bench nav: region {region.name} ({region.size_bytes / 1e6:.1f} MB)", file=sys.stderr)
    return [
        _routes(region, runs),
        _keystrokes(region),
        *_reroutes(region, runs),
        *_frames(region, max(1, runs // 2)),
        *_tunnel(runs),
        *_build(),
    ]


def _largest() -> "Region":
    from headunit.regions.shelf import Shelf
    from headunit.settings import environment, load

    regions, _ = Shelf(load(environment()).maps).look()
    if not regions:
        raise HeadunitError("there is no map region to measure on: headunit map add monaco")
    return max(regions, key=lambda region: region.size_bytes)


def _routes(region: "Region", runs: int) -> Figure:
    from headunit.routing.bench import route_times

    times = route_times(region, runs * PAIRS_A_RUN)
    where = f"{region.name}, mean {times.mean_km:.1f} km; reference: bare Valhalla"
    return figure("route_ms", "ms", times.ours, times.bare, note=where)


def _keystrokes(region: "Region") -> Figure:
    from headunit.places.bench import keystrokes

    typed = keystrokes(region.search, NAMES)
    found = ", ".join(f"{share:.0%} after {letters} letters" for letters, share in typed.found.items())
    return figure("keystroke_ms", "ms", typed.ms, note=f"{region.name}; found: {found}")


def _reroutes(region: "Region", runs: int) -> list[Figure]:
    """From leaving the route to the new one on the board: noticed in the car's time, planned in this machine's."""
    from headunit.routing.bench import requests

    passed: list[float] = []
    noticed: list[float] = []
    for request in requests(region, 4 * runs):
        if (one := _missed(region, request)) is not None:
            noticed.append(one.noticed_s)
            passed.append(one.beside_s + one.shown_s)
            if len(passed) == runs:
                break
    if not passed:
        _not_measured("reroute_s", "no route here has a turn that can be missed")
        return []
    return [
        figure("reroute_s", "s", passed, note=f"{region.name}; from 8 m beside the route to the new one shown"),
        figure("off_route_noticed_s", "s", noticed, note=f"{region.name}; from 20 m beside the route"),
    ]


def _missed(region: "Region", request: "RouteRequest") -> "Astray | None":
    """Drive a planned route, but miss its first turn that can be missed. None where there is none."""
    from headunit.app.astray import astray
    from headunit.app.drive import DriveHouse
    from headunit.preferences.state import Preferences

    house = DriveHouse(region, Preferences())
    try:
        believed = house.route(request)
        driven = _wrong_way(house, believed)
        if driven is None:
            return None
        with contextlib.suppress(HeadunitError):
            return astray(house, believed, driven)
        return None
    finally:
        house.end()


def _wrong_way(house: "DriveHouse", believed: "Route") -> "Route | None":
    from headunit.app.wrong_turn import joined, leads_away, other_roads
    from headunit.routing.state import RouteRequest

    for begin, start in other_roads(believed, UNDER_WAY_M):
        with contextlib.suppress(HeadunitError):
            other = house.route(RouteRequest((start, believed.request.stops[-1])))
            if leads_away(other, start, believed):
                return joined(believed, begin, other)
    return None


def _frames(region: "Region", rounds: int) -> list[Figure]:
    """Each view in a process of its own, in turn."""
    told: dict[str, list[dict[str, Any]]] = {kind: [] for kind in VIEWS}
    for _ in range(rounds):
        for kind, seen in told.items():
            try:
                with contextlib.ExitStack() as stack:
                    where = {"DISPLAY": stack.enter_context(_x_server())} if kind == "gpu" else {}
                    seen.append(_view(kind, region, VIEWS[kind] | where))
            except HeadunitError as error:
                _not_measured(f"the {kind} view", str(error))
    return [
        _frame(f"{what}_frame_ms_{kind}", [one[what] for one in seen], f"{region.name}, {seen[0]['api']}, 1280x720")
        for kind, seen in told.items()
        for what in ("pan", "still")
        if seen
    ]


def _frame(name: str, told: list[dict[str, float]], where: str) -> Figure:
    """From frame to frame: median over the rounds of each round's median and p95."""
    cpu_ms = statistics.median(one["cpu_ms"] for one in told)
    found = figure(name, "ms", [one["interval_p50_ms"] for one in told], note=f"{where}; {cpu_ms:.1f} ms cpu a frame")
    return dataclasses.replace(found, p95=round(statistics.median(one["interval_p95_ms"] for one in told), 3))


def _view(kind: str, region: "Region", qt: dict[str, str]) -> dict[str, Any]:
    from headunit.settings import environment

    environ = {name: value for name, value in environment().items() if not name.startswith(("QT_", "QSG_"))} | qt
    words = [sys.executable, "-m", "headunit.ui.map_bench", kind, str(region.folder), str(FRAMES)]
    done = subprocess.run(words, env=environ, capture_output=True, text=True, timeout=_PATIENCE_S, check=False)  # noqa: S603
    if done.returncode != 0 or not done.stdout:
        raise HeadunitError(f"the measured program failed: {done.stderr.strip().splitlines()[-1:] or done.returncode}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


@contextlib.contextmanager
def _x_server() -> Iterator[str]:
    """The display of this session, or a virtual one for as long as it is needed."""
    from headunit.settings import environment

    if display := environment().get("DISPLAY"):
        yield display
        return
    server = shutil.which("Xvfb")
    if server is None:
        raise HeadunitError("there is neither a display nor Xvfb")
    read, write = os.pipe()
    words = [server, "-displayfd", str(write), "-nolisten", "tcp", "-screen", "0", "1280x800x24"]
    with subprocess.Popen(words, pass_fds=[write], stderr=subprocess.DEVNULL) as process:  # noqa: S603
        os.close(write)
        try:
            with os.fdopen(read) as told:
                number = told.readline().strip()
            if not number:
                raise HeadunitError("Xvfb does not start")
            yield f":{number}"
        finally:
            process.terminate()


def _tunnel(runs: int) -> list[Figure]:
    from headunit.app.tunnel import tunnel_error

    errors = [tunnel_error(seed) for seed in range(1, max(1, min(runs, 3)) + 1)]
    note = "simulated, 1 km without satellites, at its end"
    return [
        figure("tunnel_error_m", "m", [error.along_route_m for error in errors], note=f"{note}, along a route"),
        figure("tunnel_error_free_m", "m", [error.free_m for error in errors], note=f"{note}, without a route"),
    ]


def _build() -> list[Figure]:
    """Monaco, as `headunit map add` builds it, once: it takes seconds, not moments. Without what fetching took."""
    from headunit.regions import progress_line

    with tempfile.TemporaryDirectory(prefix="headunit-bench-") as folder:
        words = [sys.executable, "-m", "headunit", "map", "add", _extract(), "--name", "monaco"]
        words += ["--folder", folder, "--json"]
        spent: dict[str, float] = {}
        stage, since = "", time.perf_counter()
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
            assert process.stdout is not None
            for line in process.stdout:
                build = progress_line.read(line)
                now = time.perf_counter()
                spent[stage] = spent.get(stage, 0.0) + now - since
                stage, since = (stage if build is None else build.stage.value), now
            said = process.stderr.read().strip() if process.stderr is not None else ""
    if process.returncode != 0:
        _not_measured("region_build_s", said.splitlines()[-1] if said else f"exit code {process.returncode}")
        return []
    stages = {name: value for name, value in spent.items() if name not in {"", "fetching", "done"}}
    figures = [figure("region_build_s", "s", [sum(stages.values())], note="monaco, without fetching it")]
    return figures + [figure(f"region_build_{name}_s", "s", [value], note="monaco") for name, value in stages.items()]


def _extract() -> str:
    """The extract that set-up has fetched beside a checkout, else the known name, which is fetched now."""
    from headunit.kernel.data import data_path

    beside = data_path(".cache", "maps", "monaco.osm.pbf")
    return str(beside) if beside.is_file() else "monaco"


def _not_measured(what: str, why: str) -> None:
    print(f"bench nav: {what} is not measured: {why}", file=sys.stderr)
