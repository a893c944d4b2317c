"""Regions built by the real builders, once for all tests and all runs: `monaco()`, `liechtenstein()`, `helsinki()`.

They lie in .cache/test-regions/NAME-HASH, where the hash is of the extract and of the code that builds; the first who
asks builds, whoever asks meanwhile waits. Tests must not change what is in there: copy it first.
"""

import ast
import fcntl
import functools
import hashlib
import os
import shutil
import time
from pathlib import Path

from headunit.regions import folder
from headunit.regions.source import parse
from headunit.regions.state import Region

ROOT = Path(__file__).resolve().parents[1]
MAPS = ROOT / ".cache" / "maps"
REGIONS = ROOT / ".cache" / "test-regions"
#: What nobody has asked for so long is deleted (s): another run may stand on other code.
FORGOTTEN_S = 24 * 3600.0


def monaco() -> Region:
    """2016, clipped: a border that does not close, a coast, a motorway."""
    return _built("monaco", MAPS / "monaco.osm.pbf")


def helsinki() -> Region:
    """The centre, 2019, clipped: nothing of the border, harbours, many lanes, two languages."""
    return _built("helsinki", MAPS / "helsinki.osm.pbf")


def liechtenstein() -> Region:
    """2026, the whole country. A test that asks for it takes the fixture `shared` too, which marks it."""
    return _built("liechtenstein", ROOT.parent / "shared" / "maps" / "liechtenstein-2026.osm.pbf")


@functools.cache
def _built(name: str, extract: Path) -> Region:
    shelf = REGIONS / f"{name}-{_hash(extract)}"
    REGIONS.mkdir(parents=True, exist_ok=True)
    with (REGIONS / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shelf / name).is_dir():
            from headunit.app.region_build import build_region

            for old in REGIONS.glob(f"{name}-*"):
                if time.time() - old.stat().st_mtime > FORGOTTEN_S:
                    shutil.rmtree(old, ignore_errors=True)
            build_region(shelf, parse(str(extract), name), "", lambda _: None)
        os.utime(shelf)
    return folder.load(shelf / name)


def _hash(extract: Path) -> str:
    found = hashlib.sha256(extract.read_bytes())
    for path in building_code():
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


@functools.cache
def building_code() -> tuple[Path, ...]:
    """The modules that app/region_build.py imports, and those that they import, by what their import lines say."""
    found: set[Path] = set()
    waiting = [ROOT / "headunit" / "app" / "region_build.py"]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [one.name for one in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
            for name in names:
                file = ROOT / (name.replace(".", "/") + ".py")
                if name.startswith("headunit.") and file.is_file():
                    waiting.append(file)
    # Words by language, found by listing their folder.
    found.update((ROOT / "headunit" / "places" / "kind_words").glob("*.py"))
    return tuple(sorted(found))
