"""Which region a command works in: the one it was told, else the one in use. Knows no sub-command."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.kernel.geodesy import LatLon
    from headunit.regions.state import Region


def asked_region(name: str | None, there: "LatLon | None" = None, folder: Path | None = None) -> "Region":
    """`name`: of the shelf, or a folder with a region; None is the one chosen, else the one that holds `there`.

    `folder`: another shelf than that of the settings. Raises HeadunitError or UsageError where there is no such region.
    """
    from headunit.kernel.errors import HeadunitError
    from headunit.regions import folder as region_folder
    from headunit.regions.shelf import Shelf, active
    from headunit.settings import environment, load

    shelf = Shelf(load(environment()).maps if folder is None else folder.expanduser().absolute())
    regions, broken = shelf.look()
    if name is not None and Path(name).is_dir() and not any(region.name == name for region in regions):
        try:
            return region_folder.load(Path(name))
        except HeadunitError as error:
            raise HeadunitError(f"{name} holds no region: {error}") from error
    if name is not None:
        return shelf.find(name)
    region = active(regions, shelf.choice(), there)
    if region is None and broken:
        raise HeadunitError(f"the region {broken[0][0]} is broken ({broken[0][1]}): headunit map update {broken[0][0]}")
    if region is None:
        raise HeadunitError("there is no map region yet: headunit map add monaco")
    return region
