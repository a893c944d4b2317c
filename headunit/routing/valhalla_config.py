"""Valhalla's configuration, made anew by the installed version each time: its keys change between releases.

Nothing of it is kept on the disk, so a region's folder may be renamed or moved at any time.
"""

import contextlib
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from valhalla import get_config

#: Initial entries of the tables of node and way ids. They grow by themselves; the default of 1.3e9 takes 440 MB.
_ID_TABLE: Final = 1_000_000
#: Labels kept allocated between two routes. The defaults hold some hundred MB after one long route; a car's computer
#: would rather allocate anew.
_LABELS: Final = {
    "max_reserved_labels_count_astar": 200_000,
    "max_reserved_labels_count_bidir_astar": 100_000,
    "max_reserved_labels_count_dijkstras": 400_000,
    "max_reserved_labels_count_bidir_dijkstras": 200_000,
}
#: Tile cache in bytes. Tiles come from a mapped file, so this bounds what is kept besides the kernel's own cache.
_CACHE: Final = 64_000_000
#: No route is longer (m): Lisbon to Vladivostok is 13,000 km.
_FARTHEST_M: Final = 15_000_000.0


def configuration(
    *, tiles: Path | None = None, extract: Path | None = None, traffic: Path | None = None, admins: Path | None = None
) -> dict[str, object]:
    """A whole configuration. `tiles`: folder that a build writes to. `extract`: tar that routes are read from.

    `traffic`: tar of live speeds; None leaves traffic out. `admins`: SQLite of countries, for a build.
    """
    config = get_config(tile_extract=str(extract or ""), tile_dir=str(tiles or ""), verbose=False)
    config["mjolnir"] |= {
        "traffic_extract": str(traffic or ""),
        "admin": str(admins or ""),
        "landmarks": "",
        "timezone": "",
        "transit_dir": "",
        "transit_feeds_dir": "",
        "max_cache_size": _CACHE,
        "id_table_size": _ID_TABLE,
    }
    config["additional_data"]["elevation"] = ""
    config["thor"] |= _LABELS
    limits = config["service_limits"]
    # The limits are those of a public server; here the only client is the driver.
    limits["isochrone"] |= {"max_distance_contour": 1000}  # km
    limits["trace"] |= {"max_distance": _FARTHEST_M, "max_shape": 1_000_000}
    limits["max_timedep_distance"] = _FARTHEST_M
    limits["allow_hard_exclusions"] = True
    result: dict[str, object] = config
    return result


@contextlib.contextmanager
def config_file(config: dict[str, object]) -> Iterator[Path]:
    """`config` as a file for as long as it is read: Valhalla takes a path only (a long text it takes for one)."""
    with tempfile.NamedTemporaryFile("w", prefix="valhalla-", suffix=".json") as file:
        json.dump(config, file)
        file.flush()
        yield Path(file.name)
