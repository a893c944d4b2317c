"""The folder in which the regions of this computer stand: which are there, which are broken, which one is in use."""

import contextlib
import json
from pathlib import Path

from headunit.kernel.errors import HeadunitError, did_you_mean
from headunit.kernel.geodesy import LatLon
from headunit.kernel.kept_file import replace_file
from headunit.regions import folder as region_folder
from headunit.regions.known import KNOWN
from headunit.regions.state import Region

#: Keeps the name of the region that the driver chose.
_CHOICE = ".in-use.json"


class Shelf:
    """Reads the disk at each call; nothing is remembered. `folder` need not exist."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def look(self) -> tuple[tuple[Region, ...], tuple[tuple[str, str], ...]]:
        """The regions by name, and the names of broken ones with why."""
        regions: list[Region] = []
        broken: list[tuple[str, str]] = []
        for path in self._folders():
            try:
                regions.append(region_folder.load(path))
            except HeadunitError as error:
                broken.append((path.name, str(error)))
        return tuple(regions), tuple(broken)

    def _folders(self) -> list[Path]:
        try:
            paths = sorted(self.folder.iterdir())
        except OSError:
            return []
        return [path for path in paths if path.is_dir() and not path.name.startswith(".") and path.suffix != ".part"]

    def find(self, name: str) -> Region:
        """The region `name`. Raises HeadunitError where it is broken, UsageError where there is none."""
        known = [path.name for path in self._folders()]
        if name not in known:
            raise did_you_mean("region", name, known)
        try:
            return region_folder.load(self.folder / name)
        except HeadunitError as error:
            raise HeadunitError(
                f"{name} is broken: {error}; build it again with: headunit map update {name}"
            ) from error

    def origin(self, name: str) -> tuple[str, str]:
        """From what the region `name` was built, and the country that it lies in where that is one. Whole or broken."""
        known = [path.name for path in self._folders()]
        if name not in known:
            raise did_you_mean("region", name, known)
        try:
            region = region_folder.describe(self.folder / name)
        except HeadunitError as error:
            if name in KNOWN:
                return name, ""
            raise HeadunitError(
                f"{name} does not tell any more what it was made of ({error}): remove it, and add it again"
            ) from error
        return region.source, region.countries[0] if len(region.countries) == 1 else ""

    def unfinished(self) -> tuple[str, ...]:
        """Names of builds that were cut off; taken up again when the same is added again."""
        try:
            return tuple(sorted(path.stem for path in self.folder.glob("*.part") if path.is_dir()))
        except OSError:
            return ()

    def remove(self, name: str) -> None:
        """Delete a region, whole or broken, and what an unfinished build of that name left."""
        known = [path.name for path in self._folders()]
        part = self.folder / f"{name}.part"
        there = name in known
        unfinished = bool(name) and "/" not in name and not name.startswith(".") and part.is_dir()
        if not there and not unfinished:
            raise did_you_mean("region", name, known)
        for path in (self.folder / name, part):
            if path.is_dir():
                region_folder.delete(path)
        if self.choice() == name:
            self.choose("")

    def choice(self) -> str:
        """The name that the driver chose, or "". It may have gone since."""
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            return str(json.loads((self.folder / _CHOICE).read_text("utf-8"))["name"])
        return ""

    def choose(self, name: str) -> None:
        """Remember the driver's choice; "" forgets it."""
        replace_file(self.folder / _CHOICE, json.dumps({"name": name}).encode())


def active(regions: tuple[Region, ...], choice: str, car: LatLon | None) -> Region | None:
    """The one in use: the one chosen, else the smallest that holds the car, else the first."""
    chosen = next((region for region in regions if region.name == choice), None)
    if chosen is not None:
        return chosen
    around = [region for region in regions if car is not None and car in region.bounds]
    if around:
        return min(around, key=_extent)
    return regions[0] if regions else None


def _extent(region: Region) -> float:
    return (region.bounds.north - region.bounds.south) * (region.bounds.east - region.bounds.west)
