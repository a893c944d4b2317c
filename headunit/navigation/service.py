"""What navigation lays over the map, and where it believes the car: composed from the states of the rooms around it.

Knows no screen. Lives on the board: it hears states and hangs up `Overlay` and `Vehicle`.
"""

import math

from headunit.guidance.state import GuidanceState, Phase, Source
from headunit.kernel.board import Board
from headunit.kernel.clock import Clock
from headunit.kernel.geodesy import LatLon, LocalFrame
from headunit.map.state import Line, LineKind, Overlay, Pin, PinKind, Vehicle
from headunit.navigation.state import Selection
from headunit.places.state import Remembered, SearchState
from headunit.position.state import PositionState, Reckoning
from headunit.routing.state import Planning, RangeState, RoadHere, Route, RoutingState, TrafficState
from headunit.safety.state import Driving, SafetyState

#: A road matched longer ago (s), or further aside (m), than this is another road; so far on it is still straight (m).
ROAD_FRESH_S = 2.5
ROAD_NEAR_M = 25.0
ROAD_AHEAD_M = 80.0
#: Hits shown as pins; more would cover the map.
MAX_PINS = 12

_DRIVING = {Phase.STARTING, Phase.ON_ROUTE, Phase.OFF_ROUTE, Phase.NO_POSITION}


class Composer:
    """`board`: where it hears and speaks. Does its work when a state comes; costs nothing while none does."""

    def __init__(self, board: Board, clock: Clock) -> None:
        self._board, self._clock = board, clock
        self._guidance = GuidanceState()
        self._guided_at = 0.0
        self._speed_mps: float | None = None  # by the car's own word
        self._routing = RoutingState()
        self._range = RangeState()
        self._flows: tuple[Line, ...] = ()
        self._remembered = Remembered()
        self._search = SearchState()
        self._selection = Selection()
        self._position = PositionState()
        self._road: RoadHere | None = None
        self._standing = False
        self._overlay: Overlay | None = None
        self._vehicle: Vehicle | None = None
        board.watch(RoutingState, self._plan)
        board.watch(RangeState, self._reach)
        board.watch(TrafficState, self._flow)
        board.watch(Remembered, self._remember)
        board.watch(SearchState, self._find)
        board.watch(Selection, self._select)
        board.watch(RoadHere, self._match)
        board.watch(SafetyState, self._guard)
        board.watch(GuidanceState, self._guide)
        board.watch(Reckoning, self._reckon)
        board.watch(PositionState, self._move)

    def _plan(self, state: RoutingState) -> None:
        self._routing = state
        self._lay()

    def _reach(self, state: RangeState) -> None:
        self._range = state
        self._lay()

    def _flow(self, state: TrafficState) -> None:
        self._flows = tuple(
            Line(LineKind.TRAFFIC, points, f"traffic {number}", (flow,) * (len(points) - 1))
            for number, (points, flow) in enumerate(state.flows)
        )
        self._lay()

    def _remember(self, state: Remembered) -> None:
        self._remembered = state
        self._lay()

    def _find(self, state: SearchState) -> None:
        self._search = state
        self._lay()

    def _select(self, state: Selection) -> None:
        self._selection = state
        self._lay()

    def _match(self, road: RoadHere) -> None:
        self._road = road
        self._place()

    def _guard(self, safety: SafetyState) -> None:
        standing, self._standing = self._standing, safety.driving is not Driving.MOVING
        if standing is not self._standing:
            self._place()

    def _guide(self, state: GuidanceState) -> None:
        before, self._guidance = self._guidance, state
        self._guided_at = self._clock.now()
        if before.route is not state.route or before.phase is not state.phase or before.better is not state.better:
            self._lay()
        self._place()

    def _reckon(self, reckoning: Reckoning) -> None:
        before, self._speed_mps = self._speed_mps, reckoning.speed_mps
        if before != self._speed_mps == 0.0:
            self._place()  # it stands: guidance has nothing new to say from now on

    def _move(self, position: PositionState) -> None:
        self._position = position
        if not self._led or self._speed_mps is None:
            self._place()

    def _lay(self) -> None:
        overlay = Overlay(tuple(self._pins()), tuple(self._lines()))
        if overlay != self._overlay:
            self._overlay = overlay
            self._board.publish(overlay)

    def _lines(self) -> list[Line]:
        lines = []
        if self._range.outline:
            lines.append(Line(LineKind.RANGE, self._range.outline, "range"))
        lines += self._flows
        route = self._guidance.route
        if route is not None and self._guidance.phase in _DRIVING:
            if self._guidance.better is not None:
                lines.append(_line(self._guidance.better, LineKind.ALTERNATIVE))
            lines.append(_line(route, LineKind.ROUTE))
        elif self._routing.planning is Planning.READY and self._routing.routes:
            routes = self._routing.routes
            pointed = next((one for one in routes if one.key == self._selection.route), routes[0])
            lines += [_line(one, LineKind.ALTERNATIVE) for one in routes if one is not pointed]
            lines.append(_line(pointed, LineKind.ROUTE))
        return lines

    def _pins(self) -> list[Pin]:
        remembered = self._remembered
        pins = [
            Pin(PinKind.FAVOURITE, one.at, f"favourite {n}", one.name) for n, one in enumerate(remembered.favourites)
        ]
        if remembered.home is not None:
            pins.append(Pin(PinKind.HOME, remembered.home.at, "home", remembered.home.name))
        if remembered.work is not None:
            pins.append(Pin(PinKind.WORK, remembered.work.at, "work", remembered.work.name))
        shown = self._search.hits[:MAX_PINS] if self._search.asked else ()
        for number, hit in enumerate(shown):
            kind = PinKind.CHARGER if hit.place.kind == "charger" else PinKind.HIT
            pins.append(Pin(kind, hit.place.at, f"hit {number}", hit.place.name))
        route = self._guidance.route if self._guidance.phase in _DRIVING else None
        request = route.request if route is not None else self._routing.request
        if request is not None and (route is not None or self._routing.planning is Planning.READY):
            pins += [Pin(PinKind.VIA, stop.at, f"via {n}", stop.name) for n, stop in enumerate(request.stops[1:-1])]
            pins.append(Pin(PinKind.DESTINATION, request.stops[-1].at, "destination", request.stops[-1].name))
        elif self._selection.place is not None:
            pins.append(Pin(PinKind.DESTINATION, self._selection.place, "selection", self._selection.name))
        return pins

    def _place(self) -> None:
        vehicle = self._believed()
        if vehicle != self._vehicle:
            self._vehicle = vehicle
            self._board.publish(vehicle)

    @property
    def _led(self) -> bool:
        """Whether guidance knows better than the receiver where the car is."""
        state = self._guidance
        return state.place is not None and (state.phase in _DRIVING or state.source is Source.DEAD_RECKONING)

    def _believed(self) -> Vehicle:
        """On the route where there is one, else on the road, else where the receiver says."""
        guidance, usable = self._guidance, self._position.usable
        told_mps = 0.0 if usable is None else usable.speed_mps or 0.0
        speed_mps = 0.0 if self._standing else told_mps if self._speed_mps is None else self._speed_mps
        # Of the moment when guidance said so: said again later, the car would be behind itself.
        if self._led and guidance.place is not None:
            certain = guidance.phase is not Phase.NO_POSITION
            return Vehicle(self._guided_at, guidance.place, guidance.course_deg, speed_mps, certain)
        reading = self._position.fix
        fix = None if reading is None else reading.value
        if reading is None or fix is None or fix.lat_deg is None or fix.lon_deg is None:
            return Vehicle(0.0, None, None, 0.0, certain=False)
        place, course = LatLon(fix.lat_deg, fix.lon_deg), fix.track_deg
        road = self._road
        if road is not None and self._clock.now() - road.at <= ROAD_FRESH_S:
            place, course = _on_road(place, course, reading.at, road)
        return Vehicle(reading.at, place, course, 0.0 if usable is None else speed_mps, certain=usable is not None)


def _on_road(place: LatLon, course_deg: float | None, at: float, road: RoadHere) -> tuple[LatLon, float | None]:
    """Place and course of a fix of the time `at`, on the road that was matched at that fix, or at one not long before:
    then as far along as the car has driven since."""
    if road.place is None:
        return place, course_deg
    frame = LocalFrame(*road.place)
    east, north = frame.to_metres(*place)
    if at <= road.at or road.course_deg is None:
        near = math.hypot(east, north) <= ROAD_NEAR_M
        return (road.place, course_deg if road.course_deg is None else road.course_deg) if near else (place, course_deg)
    way = math.radians(road.course_deg)
    along_m = east * math.sin(way) + north * math.cos(way)
    aside_m = east * math.cos(way) - north * math.sin(way)
    if abs(aside_m) > ROAD_NEAR_M or abs(along_m) > ROAD_AHEAD_M:
        return place, course_deg
    return LatLon(*frame.to_degrees(along_m * math.sin(way), along_m * math.cos(way))), road.course_deg


def _line(route: Route, kind: LineKind) -> Line:
    return Line(kind, route.points, route.key, route.flow)
