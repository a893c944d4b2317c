"""The step of a build that makes the map to look at: an extract becomes vector tiles in the schema of ports.py."""

from collections.abc import Callable
from pathlib import Path
from typing import override

from headunit.regions.features import FIRST_ZOOM, LAST_ZOOM, Tags
from headunit.regions.osmium_features import feature_lines
from headunit.regions.pmtiles_metadata import strip
from headunit.regions.ports import Extract, Step
from headunit.regions.state import ATTRIBUTION
from headunit.regions.tippecanoe_tiles import make_tiles

#: Reading takes about as long as making the tiles.
_READING_SHARE = 0.5


class VectorTiles(Step):
    """`kind_of`, `rank_of`: what kind of POI the tags of an object make it, and how much a kind matters (1..9)."""

    def __init__(self, kind_of: Callable[[Tags], str | None], rank_of: Callable[[str], int]) -> None:
        self._kind_of, self._rank_of = kind_of, rank_of

    @property
    @override
    def outputs(self) -> tuple[str, ...]:
        return ("map.pmtiles",)

    @override
    def run(self, extract: Extract, folder: Path, progress: Callable[[float], None]) -> None:
        lines, tiles = folder / "map.geojsonl", folder / "map.pmtiles"
        with lines.open("w", encoding="utf-8") as file:
            reading = feature_lines(
                extract, self._kind_of, self._rank_of, lambda share: progress(share * _READING_SHARE)
            )
            file.writelines(line + "\n" for line in reading)
        progress(_READING_SHARE)
        made = folder / "map.unfinished.pmtiles"
        make_tiles(
            lines,
            made,
            (FIRST_ZOOM, LAST_ZOOM),
            ATTRIBUTION,
            lambda share: progress(_READING_SHARE + share * (1 - _READING_SHARE)),
        )
        strip(made)
        made.replace(tiles)
        lines.unlink()
        progress(1.0)
