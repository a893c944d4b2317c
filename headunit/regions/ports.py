# ruff: noqa: E501  a table is easier to read unbroken
"""What one can ask of the regions, what a build is made of, and the schema of the vector tiles.

# Vector tiles

PMTiles 3 holding Mapbox Vector Tiles 2.1, extent 4096, web Mercator, zoom 4..14 (beyond 14: overzoomed). Properties
that are absent are unknown. Names: `name`, and `name:en`, `name:de`, `name:zh` where they differ.

| layer | geometry | properties |
|---|---|---|
| `earth` | polygon | none. Land, only in regions with a coast; everything is land where the layer is absent |
| `water` | polygon, line | `class`: sea, lake, river, canal, stream; names |
| `landuse` | polygon | `class`: wood, grass, farmland, park, pitch, cemetery, residential, commercial, industrial, rock, sand, glacier, school, hospital, parking, airport, military, pedestrian |
| `buildings` | polygon | `height_m` (float) |
| `roads` | line | `class`: motorway, trunk, primary, secondary, tertiary, minor, service, track, path, pedestrian, rail, tram, ferry; `link` (1); `oneway` (1 with the line, -1 against it); `tunnel` (1), `bridge` (1), `layer` (int), `ref`, `toll` (1), `unpaved` (1), names |
| `boundaries` | line | `level` (2, 4); `maritime` (1) |
| `places` | point | `class`: country, city, town, village, suburb, quarter, hamlet, island, locality, peak; `capital` (1), `population`; names |
| `pois` | point | `class`: a kind of places/kinds.py (fuel, charger, parking, hospital, ...); `rank` (1 best .. 9); names |
| `housenumbers` | point | `number` |
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from headunit.kernel.geodesy import Bounds


@dataclass(frozen=True, slots=True)
class Extract:
    """An OpenStreetMap file as the steps of a build find it.

    `bounds`: of its header, else of its nodes. `countries`: ISO 3166-1 alpha-2. `whole_country`: the boundary relation
    of each of them is complete in the file; otherwise Valhalla must be told the country, or it believes in left-hand
    traffic.
    """

    path: Path
    bounds: Bounds
    countries: tuple[str, ...]
    whole_country: bool


class Step(Protocol):
    """One part of a build: vector tiles, routing tiles, the search index. Runs in a worker process; may take
    minutes."""

    @property
    def outputs(self) -> tuple[str, ...]:
        """Files and folders that it leaves in the region's folder. Complete ones are kept when a build is taken up
        again."""
        ...

    def run(self, extract: Extract, folder: Path, progress: Callable[[float], None]) -> None:
        """Write `outputs` into `folder`. `progress` hears 0..1. Raises HeadunitError, with one line for a person, when
        the extract does not serve."""
        ...


class RegionDesk(Protocol):
    """Wishes about regions. Each returns at once; RegionsState tells what came of it. Qt's thread."""

    def add(self, source: str) -> None:
        """Build a region from a known name, a path of an .osm.pbf or an address of one. A second build waits its
        turn."""
        ...

    def cancel(self) -> None:
        """End the running build. What it has fetched and finished is kept for the next try."""
        ...

    def update(self, name: str) -> None:
        """Fetch and build anew from the same source; the old one stays in use until the new one is complete."""
        ...

    def remove(self, name: str) -> None:
        """Delete a region from the disk."""
        ...

    def use(self, name: str) -> None:
        """Make a region the one in use; without a call it is the one that holds the car, else the first."""
        ...
