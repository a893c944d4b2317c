"""Everything between a position and "turn right", put together for a house: regions, search, routes, guidance, a voice.

What costs much lives in processes of its own (Valhalla, builds) or is imported when it is first asked.
"""

import dataclasses
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from headunit.app import House
from headunit.app.region_build import open_desk
from headunit.guidance.ports import Navigator, Voice
from headunit.guidance.service import Guidance
from headunit.guidance.state import CameraWarnings, GuidanceWishes
from headunit.guidance.trip import TripFile
from headunit.kernel.link import Link
from headunit.navigation.service import Composer
from headunit.places.chargers import IndexChargers
from headunit.places.memory import PlaceMemory
from headunit.places.memory_file import MemoryFile
from headunit.places.ports import Memory, Search
from headunit.places.service import TOPIC, PlaceSearch
from headunit.position.dead_reckoning import DeadReckoner
from headunit.position.state import PositionState
from headunit.preferences.state import Preferences
from headunit.routing.engine import Engine
from headunit.routing.ports import Router, Routes
from headunit.routing.service import Routing
from headunit.settings import Settings
from headunit.vehicle.state import VehicleState

if TYPE_CHECKING:
    from headunit.kernel.supervision import IoThread
    from headunit.routing.live_traffic import LiveTraffic


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a journey keeps things between two runs. `state`: a folder for the trip under way and what was learned.
    `traffic`: file or address of a feed."""

    maps: Path
    places: Path
    state: Path
    traffic: str = ""


def kept_by(settings: Settings) -> Kept:
    """Where the settings say."""
    return Kept(settings.maps, settings.places, settings.sends.parent, settings.traffic)


class Journey:
    """One for each house. `virtual`: the house runs in virtual time: nothing waits, nothing is kept, nobody speaks.

    `region`: name of the one to use, whatever the driver chose; "" is his choice.
    """

    def __init__(self, house: House, kept: Kept, *, virtual: bool = False, region: str = "") -> None:
        self._house, self._virtual = house, virtual
        self._cold = threading.Event()  # the first picture is there, and nobody has been warmed up yet
        board, clock = house.board, house.clock
        self._file = None if virtual else MemoryFile(kept.places, later=True)
        self._desk = open_desk(house, kept.maps, region)
        self._search = PlaceSearch(board, house.inbox, at_once=virtual, router=lambda: house.port(Router))
        self._routing = Routing(
            clock,
            board,
            house.wake,
            patient=virtual,
            engine=Engine(eager=virtual),
            pace_file=None if virtual else kept.state / "pace.json",
            chargers=IndexChargers(self._search.along),
        )
        self._reckoner = DeadReckoner()
        self._trips = trips = None if virtual else TripFile(kept.state / "trip.json", later=True)
        self._guidance = Guidance(clock, board, lambda: self._routing, lambda: house.port(Voice), trips)
        self._composer = Composer(board, clock)
        self._traffic = self._traffic_of(kept.traffic) if kept.traffic and not virtual else None
        board.watch(Preferences, self._wish)
        board.watch(VehicleState, self._reckoner.on_vehicle)
        board.watch(PositionState, self._reckoner.on_position)
        memory = PlaceMemory(board) if self._file is None else PlaceMemory(board, self._file.load(), self._file.save)
        house.hear(TOPIC, self._search.take)
        house.offer(Search, self._search)
        house.offer(Memory, memory)
        house.offer(Routes, self._routing)
        house.offer(Router, self._routing)
        house.offer(Navigator, self._guidance)
        house.join(self)

    def _traffic_of(self, source: str) -> "LiveTraffic":
        from headunit.routing.live_traffic import LiveTraffic  # noqa: PLC0415  most runs have no feed

        return LiveTraffic(source, self._house.clock, self._house.board, self._house.wake)

    def _wish(self, preferences: Preferences) -> None:
        """What the driver chose, in the words of guidance."""
        board = self._house.board
        before = board.latest(GuidanceWishes) or GuidanceWishes()
        board.publish(dataclasses.replace(before, cameras=CameraWarnings(preferences.cameras)))

    def links(self, io: "IoThread") -> Iterator[Link]:
        """What needs the links' loop or a thread: builds of regions. Jukebox brings somebody who speaks."""
        self._desk.serve(io)
        self._cold.set()
        self._house.wake()
        if self._traffic is not None:
            self._traffic.start(io)
        yield self._desk

    def flush(self) -> None:
        """Bring answers to those who asked."""
        if self._cold.is_set():
            self._cold.clear()
            self._routing.warm()
            self._search.warm()
        self._routing.flush()
        if self._traffic is not None:
            self._traffic.flush()

    def tick(self) -> None:
        """Ten times a second."""
        self._house.board.publish(self._reckoner.state(self._house.clock.now()))
        self._routing.tick()
        self._guidance.tick()
        if self._virtual:
            self._routing.flush()

    def end(self) -> None:
        """End what runs, keep what is to be kept."""
        if self._traffic is not None:
            self._traffic.end()
        self._routing.end()
        self._search.end()
        if self._trips is not None:
            self._trips.end()
        if self._file is not None:
            self._file.end()
