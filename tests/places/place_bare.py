"""A tiny region made of an .osm text: a town, a street with houses, a fuel station; and a house to search in."""

import dataclasses
from pathlib import Path

from headunit.kernel.board import Board
from headunit.kernel.geodesy import Bounds
from headunit.kernel.inbox import Inbox
from headunit.places.index import SearchIndex
from headunit.places.service import TOPIC, PlaceSearch
from headunit.regions.ports import Extract
from headunit.regions.state import Region, RegionsState

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6" generator="test">\n'


def node(number: int, lat: float, lon: float, **tags: str) -> str:
    told = "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())
    return f'<node id="{number}" lat="{lat}" lon="{lon}" version="1">{told}</node>\n'


def osm(path: Path, town: str = "Lumen", nodes: str = "", ways: str = "") -> Path:
    """A map: `town` at 10 N 20 E, "Long Road" from west to east through it with houses 1, 3, 9 and 2 ... 8."""
    numbers = ((1, 20.000), (3, 20.002), (9, 20.008), (2, 20.001), (8, 20.007))
    houses = "".join(
        f'<node id="{100 + number}" lat="{10.0002 if number % 2 else 9.9998}" lon="{lon}" version="1">'
        f'<tag k="addr:housenumber" v="{number}"/><tag k="addr:street" v="Long Road"/></node>\n'
        for number, lon in numbers
    )
    road = "".join(
        f'<node id="{number}" lat="10.0" lon="{20 + (number - 1) / 1000}" version="1"/>\n' for number in range(1, 11)
    )
    path.write_text(
        HEAD
        + node(50, 10.0, 20.005, place="town", name=town)
        + node(51, 10.001, 20.004, amenity="fuel", brand="Oilo")
        + houses
        + road
        + nodes
        + '<way id="1" version="1">'
        + "".join(f'<nd ref="{number}"/>' for number in range(1, 11))
        + '<tag k="highway" v="residential"/><tag k="name" v="Long Road"/></way>\n'
        + ways
        + "</osm>\n",
        "utf-8",
    )
    return path


def index(folder: Path, **more: str) -> Path:
    """The search index of such a map in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    extract = Extract(osm(folder / "map.osm", **more), Bounds(9, 19, 11, 21), (), True)
    SearchIndex().run(extract, folder, lambda _: None)
    return folder / "search.sqlite"


def region(folder: Path, build: str = "1") -> Region:
    return Region("lumen", "Lumen", folder, Bounds(9, 19, 11, 21), "", (), False, "", 0, build)


class SearchHouse:
    """Board, inbox and the search between them, with a flush as in the real house."""

    def __init__(self, *, at_once: bool = False, **more: object) -> None:
        self.board = Board()
        self.inbox = Inbox()
        self.search = PlaceSearch(self.board, self.inbox, at_once=at_once, **more)

    def use(self, region: Region | None) -> None:
        known = self.board.latest(RegionsState) or RegionsState()
        self.board.publish(dataclasses.replace(known, active=region))

    def flush(self) -> None:
        if TOPIC in self.inbox.drain().latest:
            self.search.take(None)


def spoil(path: Path) -> None:
    """Overwrite the tables and leave the head: what a bad disk may do."""
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(data)
