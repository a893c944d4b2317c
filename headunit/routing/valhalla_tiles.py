"""An extract becomes the routing part of a region: Valhalla's tiles, and an empty file for live traffic.

Runs in the worker process of a build. It checks that the tiles know their country, for what does not know it drives
on the wrong side of the road.
"""

import collections
import json
import os
import shutil
import signal
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, override

import valhalla
from valhalla.baldr import GraphId, GraphTileHeader
from valhalla.baldr.utils import GraphUtils

from headunit.kernel.errors import HeadunitError
from headunit.kernel.process_end import die_with_parent
from headunit.regions.ports import Extract, Step
from headunit.routing import traffic_file
from headunit.routing.driving_side import LEFT_HAND
from headunit.routing.valhalla_config import config_file, configuration

#: Threads of a build: half the machine, for a screen drives on beside it.
_THREADS: Final = max(1, (os.cpu_count() or 2) // 2)
_BIN: Final = Path(valhalla.__file__).parent / "bin"
#: Share of the whole that is done when a line of valhalla_build_tiles holds these words (measured on Liechtenstein).
_MILESTONES: Final = (
    ("Parsing ways", 0.05),
    ("Parsing relations", 0.3),
    ("Parsing nodes", 0.35),
    ("Creating graph edges", 0.5),
    ("Building 1", 0.55),
    ("Building", 0.55),
    ("Enhancing", 0.6),
    ("Forming shortcuts", 0.75),
    ("Validating", 0.85),
    ("Cleaning", 0.95),
)
#: Edges whose country is looked up after a build.
_SAMPLES: Final = 200


class _WrongSideError(HeadunitError):
    """The tiles disagree with the law of the country."""


class RoutingTiles(Step):
    """The step of a build. Its folder appears complete or not at all."""

    @property
    @override
    def outputs(self) -> tuple[str, ...]:
        return ("routing",)

    @override
    def run(self, extract: Extract, folder: Path, progress: Callable[[float], None]) -> None:
        partial, final = folder / "routing.partial", folder / "routing"
        try:
            try:
                self._build(extract, partial, progress)
            except _WrongSideError:
                # Its border is whole, but bears a name that Valhalla does not know any more.
                self._build(replace(extract, whole_country=False), partial, lambda _: None)
            shutil.rmtree(partial / "tiles")
            shutil.rmtree(final, ignore_errors=True)
            partial.rename(final)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        progress(1.0)

    def _build(self, extract: Extract, folder: Path, progress: Callable[[float], None]) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "tiles").mkdir(parents=True)
        tiles, admins = folder / "tiles", folder / "tiles" / "admins.sqlite"
        config = configuration(tiles=tiles, admins=admins)
        config["mjolnir"]["concurrency"] = _THREADS  # type: ignore[index]  # Valhalla's own nested dicts
        config["logging"] = {"type": "std_out", "color": False}
        _run("valhalla_build_admins", config, _countries(extract, tiles), lambda _: None)

        def hear(line: str) -> None:
            share = next((share for words, share in _MILESTONES if words in line), None)
            if share is not None:
                progress(0.1 + 0.8 * share)

        progress(0.1)
        _run("valhalla_build_tiles", config, extract.path, hear)
        paths = sorted(tiles.rglob("*.gph"))
        if not paths:
            raise HeadunitError(f"{extract.path} has no road that a car may use")
        with tarfile.open(folder / "tiles.tar", "w", format=tarfile.USTAR_FORMAT) as tar:
            for path in paths:
                tar.add(path, str(path.relative_to(tiles)), filter=_anonymous)
        edges = traffic_file.create(folder / "traffic.tar", _heads(tiles, paths))
        progress(0.95)
        about = _check(folder, paths, extract)
        (folder / "routing.json").write_text(json.dumps({"valhalla": valhalla.__version__, "edges": edges} | about))


def _anonymous(info: tarfile.TarInfo) -> tarfile.TarInfo:
    """Who built it and when is nobody's business, and would make each build differ."""
    info.uid = info.gid = info.mtime = 0
    info.uname = info.gname = ""
    return info


def _heads(tiles: Path, paths: list[Path]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        with path.open("rb") as file:
            yield str(path.relative_to(tiles)), file.read(GraphTileHeader.byte_size())


def _countries(extract: Extract, folder: Path) -> Path:
    """The file that tells where countries are: the extract itself where it does, else a made-up one."""
    if extract.whole_country:
        return extract.path
    if not extract.countries:
        raise HeadunitError(
            f"{extract.path} does not tell in which country it lies; say it with --country XX (ISO 3166-1: CH, GB, ...)"
        )
    from headunit.routing.osmium_boundary import write_boundary  # noqa: PLC0415  only for clipped extracts

    path = folder / "country.osm"
    write_boundary(extract.countries[0], extract.bounds, path)
    return path


def _run(tool: str, config: dict[str, object], source: Path, hear: Callable[[str], None]) -> None:
    """One of Valhalla's builders. It ends with us; its last words are the error's."""
    last: collections.deque[str] = collections.deque(maxlen=20)
    # Not by the wrapper script of the same name, which wants PATH to lead to itself.
    words = [str(_BIN / tool), "-i", json.dumps(config), str(source)]
    with (
        tempfile.TemporaryFile("w+", errors="replace") as errors,
        subprocess.Popen(  # noqa: S603  our own tool with our own words
            words,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            errors="replace",
            preexec_fn=die_with_parent,  # noqa: PLW1509  it only makes one system call
        ) as process,
    ):
        assert process.stdout is not None
        try:
            for line in process.stdout:
                last.append(line.strip())
                hear(line)
        except BaseException:
            process.kill()
            raise
        code = process.wait()
        errors.seek(0)
        last.extend(errors.read().splitlines()[-3:])
    if code:
        why = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        said = next((line for line in reversed(last) if "ERROR" in line or "exception" in line.lower()), "")
        said = said or (last[-1] if last else "")
        raise HeadunitError(f"{tool} failed on {source} ({why}): {said.partition('] ')[2] or said}")


def _check(folder: Path, paths: list[Path], extract: Extract) -> dict[str, object]:
    """Countries and driving side of roads all over the tiles. Raises HeadunitError where they are unknown."""
    with config_file(configuration(extract=folder / "tiles.tar")) as config:
        actor, graph = valhalla.Actor(config), GraphUtils(config)
    sides: collections.Counter[bool] = collections.Counter()
    countries: collections.Counter[str] = collections.Counter()
    somewhere: list[list[float]] = []
    for path in paths:
        header = GraphTileHeader.from_file(path)
        count = header.directededgecount
        share = max(1, _SAMPLES // len(paths))
        for number in range(0, count, max(1, count // share)):
            edge = GraphId(header.graphid.tileid(), header.graphid.level(), number)
            shape = [{"lat": lat, "lon": lon} for lon, lat in graph.get_edge_shape(edge)]
            asked = {"shape": shape, "costing": "auto", "shape_match": "edge_walk"}
            try:
                told = json.loads(actor.trace_attributes(json.dumps(asked)))
            except valhalla.ValhallaError:
                continue  # a path, a road closed to cars: not every edge can be driven
            countries.update(admin.get("country_code", "") for admin in told.get("admins", ()))
            somewhere.append([shape[0]["lat"], shape[0]["lon"]])
            sides.update(bool(found["drive_on_right"]) for found in told["edges"] if "drive_on_right" in found)
    known = {code: count for code, count in countries.items() if len(code) == 2 and code.isalpha()}  # noqa: PLR2004
    if not known or not sides:
        raise HeadunitError(
            f"the country of {extract.path} is unknown, and with it the side of the road;"
            " say it with --country XX (ISO 3166-1: CH, GB, ...)"
        )
    names = sorted(known, key=known.__getitem__, reverse=True)
    left_hand = sides[False] > sides[True]
    if left_hand != (names[0] in LEFT_HAND):
        raise _WrongSideError(f"the tiles of {extract.path} have {names[0]} drive on the wrong side of the road")
    return {
        "countries": names,
        "left_hand": left_hand,
        "somewhere": [somewhere[0], somewhere[-1]],  # two places on roads, for the first route of a worker
    }
