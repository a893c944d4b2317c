"""Which regions are on the disk, which one is in use, and what is being built."""

import enum
from dataclasses import dataclass
from pathlib import Path

from headunit.kernel.geodesy import Bounds

#: Owed on every screen with a map and in every file made from one (ODbL 1.0, section 4.3).
ATTRIBUTION = "© OpenStreetMap contributors"


@dataclass(frozen=True, slots=True)
class Region:
    """One region, complete: it was moved into place in one step after its last file had been written.

    `name`: its folder ("monaco"). `title`: for people. `osm_at`: state of the data, ISO 8601 UTC, or "" where the
    extract does not say. `countries`: ISO 3166-1 alpha-2 codes. `left_hand`: whether one drives on the left there.
    `source`: what
    `map add` was given, for `map update`. `build`: changes with every build; whoever caches by region keys by it.
    """

    name: str
    title: str
    folder: Path
    bounds: Bounds
    osm_at: str
    countries: tuple[str, ...]
    left_hand: bool
    source: str
    size_bytes: int
    build: str

    @property
    def tiles(self) -> Path:
        """Vector tiles, PMTiles 3, in the schema of regions/ports.py."""
        return self.folder / "map.pmtiles"

    @property
    def search(self) -> Path:
        """The search index of places/: SQLite."""
        return self.folder / "search.sqlite"

    @property
    def routing(self) -> Path:
        """The folder of routing/: Valhalla's tiles, configuration and live traffic."""
        return self.folder / "routing"

    @property
    def cameras(self) -> Path:
        """Speed cameras as GeoJSON: points with `maxspeed_kmh`, `bearing_deg` (or null) and `kind`."""
        return self.folder / "cameras.geojson"


class Stage(enum.Enum):
    """How far a build has come. Each is one word for a person."""

    FETCHING = "fetching"
    READING = "reading"
    MAP = "map"
    ROUTING = "routing"
    SEARCH = "search"
    CHECKING = "checking"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Build:
    """A build at one moment. `share`: 0..1 of the whole. `fault`: one line, only when FAILED."""

    name: str
    stage: Stage
    share: float
    fault: str = ""


@dataclass(frozen=True, slots=True)
class RegionsState:
    """`known`: names that `add` takes without a file ("monaco"). `broken`: folders that are no region, and why."""

    regions: tuple[Region, ...] = ()
    active: Region | None = None
    build: Build | None = None
    known: tuple[str, ...] = ()
    broken: tuple[tuple[str, str], ...] = ()
