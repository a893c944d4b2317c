"""What a region is made of, and the desk at which a house asks for one: the one place that knows which rooms have a
part in it."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from headunit.regions.state import Build, Region, Stage

if TYPE_CHECKING:
    from headunit.app import House
    from headunit.regions.build import Part
    from headunit.regions.desk import Desk
    from headunit.regions.source import Source


def parts() -> "list[Part]":
    """The steps, in the order in which they are done: what fails for want of a country comes early."""
    from headunit.places.index import SearchIndex  # noqa: PLC0415  each brings a heavy library
    from headunit.places.kinds import KINDS, kind_of  # noqa: PLC0415
    from headunit.regions.build import Part  # noqa: PLC0415
    from headunit.regions.osmium_cameras import SpeedCameras  # noqa: PLC0415
    from headunit.regions.vector_tiles import VectorTiles  # noqa: PLC0415
    from headunit.routing.valhalla_tiles import RoutingTiles  # noqa: PLC0415

    return [
        Part(Stage.ROUTING, RoutingTiles()),
        Part(Stage.MAP, VectorTiles(kind_of, lambda kind: KINDS[kind].rank)),
        Part(Stage.MAP, SpeedCameras()),
        Part(Stage.SEARCH, SearchIndex()),
    ]


def build_region(shelf: Path, source: "Source", country: str, report: Callable[[Build], None]) -> Region:
    """Build, or build anew, a region in `shelf`. Minutes, in this process. Raises HeadunitError."""
    from headunit.regions.build import build  # noqa: PLC0415

    return build(shelf, source, country, parts(), report)


def open_desk(house: "House", folder: Path, prefer: str = "") -> "Desk":
    """Tell the house of the regions in `folder`, at once, and take wishes. Builds need `Desk.serve`, then a start.

    `prefer`: the region in use, whatever the driver chose before.
    """
    from headunit.regions.desk import TOPICS, Desk  # noqa: PLC0415  a build on the command line needs none
    from headunit.regions.ports import RegionDesk  # noqa: PLC0415
    from headunit.regions.shelf import Shelf  # noqa: PLC0415

    desk = Desk(house.board, house.inbox, Shelf(folder), (sys.executable, "-m", "headunit", "map"), prefer)
    for topic in TOPICS:
        house.hear(topic, desk.take)
    house.offer(RegionDesk, desk)
    return desk
