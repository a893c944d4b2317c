"""Guidance over a track in virtual time: the rooms of navigation without a screen, and what they say.

The same track gives the same events, as fast as it goes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, override

from headunit.app.region_road import REASONS
from headunit.app.route_car import RouteCar
from headunit.guidance.ports import Voice
from headunit.guidance.service import Guidance
from headunit.guidance.state import GuidanceState, GuidanceWishes, Phase, Prompt
from headunit.kernel.board import Board
from headunit.kernel.clock import ManualClock
from headunit.kernel.errors import HeadunitError
from headunit.kernel.geodesy import LatLon
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import LinkReport, LinkState
from headunit.kernel.reading import Reading
from headunit.position.dead_reckoning import DeadReckoner
from headunit.position.nmea_replay import NmeaReplay
from headunit.position.reporter import POSITION
from headunit.position.service import Positioning
from headunit.position.state import Fix, PositionState
from headunit.preferences.state import Preferences
from headunit.regions.state import Region, RegionsState
from headunit.routing.service import Routing
from headunit.routing.state import NoRoute, Route, RouteRequest, Stop
from headunit.vehicle.state import VehicleState

STEP_S: Final = 0.1
#: A track that has no place within this has none (s).
FIRST_FIX_S: Final = 120.0
#: The start of the route takes the car's direction where it moves within this (s).
DIRECTION_S: Final = 5.0
#: After the end of the track guidance is heard for so long (s).
AFTER_S: Final = 5.0
SPOKEN: Final = {"reroute": "reroute", "camera": "camera", "traffic": "better"}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the driver hears or sees. `t`: seconds since the start of the track.

    `distance_m`: to the maneuver ahead. `maneuver`: its kind, a value of routing.state.Turn; "" without one.
    """

    t: float
    kind: str
    text: str
    distance_m: float | None
    maneuver: str


class Track(Protocol):
    """What moves the car."""

    def step(self, house: "DriveHouse") -> bool:
        """Move on by STEP_S and tell the house what is heard. False once it is over."""
        ...


class DriveHouse(Voice):
    """Position, dead reckoning, routing and guidance on one board, in one thread. `end` it."""

    def __init__(self, region: Region, preferences: Preferences, wishes: GuidanceWishes | None = None) -> None:
        self.clock, self.board = ManualClock(), Board()
        self.inbox = Inbox()
        self._positioning, self._reckoner = Positioning(self.clock), DeadReckoner()
        self.board.publish(preferences)
        self.board.publish(wishes or GuidanceWishes())
        self.routing = Routing(self.clock, self.board, lambda: None, patient=True)
        self.board.watch(VehicleState, self._reckoner.on_vehicle)
        self.board.watch(PositionState, self._reckoner.on_position)
        self.guidance = Guidance(self.clock, self.board, lambda: self.routing, lambda: self)
        self.board.publish(RegionsState((region,), region))
        self.said: list[Prompt] = []
        self.shown: list[GuidanceState] = []
        self.board.watch(GuidanceState, self.shown.append)
        self._positioning.on_link(LinkReport("track", "gps", LinkState.ONLINE, 0.0))

    @override
    def say(self, prompt: Prompt) -> None:
        self.said.append(prompt)

    @override
    def hush(self) -> None:
        pass

    def hear(self, fix: Fix) -> None:
        """A receiver's report."""
        self.inbox.post(POSITION, Reading(fix, self.clock.now(), "track"))

    def look(self) -> None:
        """One tick of the house, at the clock's time."""
        now = self.clock.now()
        reading = self.inbox.drain().latest.get(POSITION)
        if isinstance(reading, Reading):
            self._positioning.on_reading(reading)
        self.board.publish(self._positioning.state())
        self.board.publish(self._reckoner.state(now))
        self.routing.tick()
        self.guidance.tick()
        # What guidance asked is answered at once: nobody waits in virtual time.
        self.routing.flush()

    def route(self, request: RouteRequest) -> Route:
        """A route, now. Raises HeadunitError where there is none."""
        heard: list[tuple[tuple[Route, ...], NoRoute]] = []
        self.routing.route(request, lambda routes, why: heard.append((routes, why)))
        while not heard:
            self.routing.flush()
        routes, why = heard[0]
        if not routes:
            raise HeadunitError(f"no route: {REASONS.get(why, why.value)}")
        return routes[0]

    def end(self) -> None:
        """End the worker."""
        self.routing.end()


class NmeaTrack(Track):
    """A recorded NMEA file, by its own times."""

    def __init__(self, house: DriveHouse, path: Path) -> None:
        self._replay = NmeaReplay(path, house.clock, house.inbox)
        self._replay.pump()

    @override
    def step(self, house: DriveHouse) -> bool:
        self._replay.pump()
        return not self._replay.finished

    def stop(self) -> None:
        """Close the file."""
        self._replay.stop()


class FixTrack(Track):
    """Fixes with the times at which they come (s since the start)."""

    def __init__(self, fixes: list[tuple[float, Fix]]) -> None:
        self._fixes = fixes
        self._next = 0

    @override
    def step(self, house: DriveHouse) -> bool:
        while self._next < len(self._fixes) and self._fixes[self._next][0] <= house.clock.now():
            house.hear(self._fixes[self._next][1])
            self._next += 1
        return self._next < len(self._fixes)


class CarTrack(Track):
    """The planned route itself, driven."""

    def __init__(self, car: RouteCar) -> None:
        self.car = car

    @override
    def step(self, house: DriveHouse) -> bool:
        self.car.step(STEP_S)
        if (fix := self.car.fix(house.clock.EPOCH)) is not None:
            house.hear(fix)
        house.board.publish(self.car.vehicle(house.clock.now()))
        return not self.car.arrived


def first_place(house: DriveHouse, track: Track) -> Stop:
    """Let time pass until the track has told a place, and a direction if it soon does."""
    found: Stop | None = None
    since = 0.0
    while house.clock.now() < FIRST_FIX_S:
        going = track.step(house)
        house.look()
        position = house.board.latest(PositionState)
        fix = None if position is None else position.usable
        if fix is not None and fix.lat_deg is not None and fix.lon_deg is not None:
            since = house.clock.now() if found is None else since
            found = Stop(LatLon(fix.lat_deg, fix.lon_deg), heading_deg=fix.track_deg)
            if fix.track_deg is not None or house.clock.now() - since >= DIRECTION_S:
                return found
        if not going:
            break
        house.clock.advance(STEP_S)
    if found is None:
        raise HeadunitError("the track has no place")
    return found


def drive(house: DriveHouse, track: Track, route: Route) -> Iterator[Event]:
    """Guide along `route` while the track moves the car; every event as it comes."""
    house.said.clear()
    house.guidance.start(route)
    before = house.board.latest(GuidanceState) or GuidanceState()
    house.shown.clear()
    yield from _spoken(house, before)
    left_s = AFTER_S
    going = True
    while going or left_s > 0:
        house.clock.advance(STEP_S)
        going = track.step(house) and going
        left_s -= 0.0 if going else STEP_S
        house.look()
        # A new route may follow on leaving the old one within one look.
        for state in house.shown:
            yield from _changes(house.clock.now(), before, state)
            if state.phase is Phase.ARRIVED:
                yield from _spoken(house, before)
                return
            before = state
        house.shown.clear()
        yield from _spoken(house, before)
    yield _event(house.clock.now(), "end", f"{before.remaining_m:.0f} m are left", before)


def _spoken(house: DriveHouse, state: GuidanceState) -> Iterator[Event]:
    for prompt in house.said:
        yield _event(prompt.at, SPOKEN.get(prompt.kind, "prompt"), prompt.text, state)
    house.said.clear()


def _changes(t: float, before: GuidanceState, now: GuidanceState) -> Iterator[Event]:
    if now.phase is not before.phase:
        tell: dict[Phase, Callable[[], Event | None]] = {
            Phase.OFF_ROUTE: lambda: _event(t, "off_route", "the car has left the route", now),
            Phase.NO_POSITION: lambda: _event(t, "lost", "no position", now),
            Phase.ARRIVED: lambda: _event(t, "arrive", "arrived", before),
            Phase.ON_ROUTE: lambda: _event(t, "on_route", f"on the route, {now.remaining_m:.0f} m to go", now),
        }
        event = tell.get(now.phase, lambda: None)()
        if event is not None:
            yield event
    if now.route is before.route and now.stop_index > before.stop_index and now.route is not None:
        yield _event(t, "via", now.route.request.stops[before.stop_index].name or "a stop", now)
    if now.over_limit and not before.over_limit and now.limit_kmh is not None:
        yield _event(t, "limit", f"faster than {now.limit_kmh:.0f} km/h", now)
    if now.source is not before.source and now.phase is Phase.ON_ROUTE and before.phase is Phase.ON_ROUTE:
        yield _event(t, "source", now.source.value, now)


def _event(t: float, kind: str, text: str, state: GuidanceState) -> Event:
    ahead = state.next
    distance_m = None if ahead is None else round(state.to_next_m, 1)
    return Event(round(t, 1), kind, text, distance_m, "" if ahead is None else ahead.turn.value)
