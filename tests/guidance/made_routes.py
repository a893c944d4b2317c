"""Routes drawn by hand, and a car that guidance leads along them: real guidance, dead reckoning and judge of fixes."""

import datetime as dt
import math
import random
from collections.abc import Callable
from dataclasses import dataclass

from headunit.guidance.line import RouteLine
from headunit.guidance.service import Guidance
from headunit.guidance.state import GuidanceState, Prompt
from headunit.kernel.board import Board
from headunit.kernel.clock import ManualClock
from headunit.kernel.geodesy import LatLon, LocalFrame
from headunit.kernel.link import LinkReport, LinkState
from headunit.kernel.reading import Reading
from headunit.position.dead_reckoning import DeadReckoner
from headunit.position.service import Positioning
from headunit.position.state import Fix, Mode, PositionState
from headunit.preferences.state import Preferences
from headunit.routing.state import Lane, Maneuver, NoRoute, RoadHere, Route, RouteRequest, Stop, Turn
from headunit.vehicle.state import VehicleState

HOME = LocalFrame(47.14, 9.52)
#: How far each turn bends the line (degrees, clockwise).
BENDS = {
    Turn.LEFT: -90,
    Turn.RIGHT: 90,
    Turn.SLIGHT_LEFT: -30,
    Turn.SLIGHT_RIGHT: 30,
    Turn.SHARP_LEFT: -130,
    Turn.SHARP_RIGHT: 130,
    Turn.STAY_RIGHT: 8,
    Turn.STAY_LEFT: -8,
    Turn.EXIT_RIGHT: 12,
    Turn.CONTINUE: 0,
    Turn.ROUNDABOUT: 20,
    Turn.ROUNDABOUT_EXIT: 20,
    Turn.UTURN_LEFT: 180,
}


@dataclass(frozen=True)
class Leg:
    """A straight road of a length, and the turn at its end."""

    length_m: float
    turn: Turn = Turn.RIGHT
    limit_kmh: float | None = 50.0
    street: str = ""
    lanes: tuple[Lane, ...] = ()
    tunnel: bool = False
    toward: tuple[str, ...] = ()
    exit_count: int = 0


def route_of(legs: list[Leg], *, course_deg: float = 0.0, end: Turn = Turn.ARRIVE, countries=("LI",), **more) -> Route:
    """The legs one after the other; the last one's turn is the arrival. A turn ARRIVE in between is a via point."""
    flat = [(0.0, 0.0)]
    for leg in legs:
        x, y = flat[-1]
        # A point every so often, as real roads have.
        steps = max(1, math.ceil(leg.length_m / 200))
        for step in range(1, steps + 1):
            way = leg.length_m * step / steps
            flat.append((x + way * math.sin(math.radians(course_deg)), y + way * math.cos(math.radians(course_deg))))
        course_deg += BENDS.get(leg.turn, 0)
    at_m, time_s, limits, tunnel, begins = [0.0], [0.0], [], [], []
    for leg in legs:
        steps = max(1, math.ceil(leg.length_m / 200))
        begins.append(len(at_m) - 1)
        for _ in range(steps):
            at_m.append(at_m[-1] + leg.length_m / steps)
            time_s.append(time_s[-1] + leg.length_m / steps / ((leg.limit_kmh or 50) / 3.6))
            limits.append(leg.limit_kmh)
            tunnel.append(leg.tunnel)
    begins.append(len(at_m) - 1)
    maneuvers = [Maneuver(Turn.DEPART, 0.0, 0, legs[0].length_m, 1.0, (legs[0].street,) if legs[0].street else ())]
    stops_at = []
    for index, leg in enumerate(legs):
        last = index == len(legs) - 1
        turn = end if last else leg.turn
        begin = begins[index + 1]
        if last or turn is Turn.ARRIVE:
            stops_at.append(begin)
        follows = legs[index + 1].street if not last else ""
        maneuvers.append(
            Maneuver(
                turn,
                at_m[begin],
                begin,
                0.0 if last else legs[index + 1].length_m,
                0.0,
                (follows,) if follows else (),
                toward=leg.toward,
                lanes=leg.lanes,
                exit_count=leg.exit_count,
            )
        )
        if turn is Turn.ARRIVE and not last:
            maneuvers.append(Maneuver(Turn.DEPART, at_m[begin], begin, legs[index + 1].length_m, 0.0))
    points = tuple(LatLon(*HOME.to_degrees(x, y)) for x, y in flat)
    stops = (Stop(points[0]), *(Stop(points[point], f"stop {n}") for n, point in enumerate(stops_at, 1)))
    return Route(
        "made",
        points,
        tuple(at_m),
        tuple(time_s),
        tuple(maneuvers),
        RouteRequest(stops),
        tuple(stops_at),
        tuple(limits),
        tunnel=tuple(tunnel),
        countries=countries,
        **more,
    )


class Roads:
    """A router whose answers a test gives. `asked`: what was asked. Answers come with `flush`, as the port says."""

    def __init__(self) -> None:
        self.asked: list[RouteRequest] = []
        self.answer: Callable[[RouteRequest], tuple[Route, ...]] = lambda _: ()
        self.why = NoRoute.ENGINE
        self.road: RoadHere | None = None
        self.now: Callable[[Route], Route | None] = lambda _: None
        self.traces, self.renewed = [], []
        self._open, self._later = [], []

    def route(self, request, answer) -> None:
        self.asked.append(request)
        self._open.append((request, answer))

    def match(self, trace, answer) -> None:
        self.traces.append(trace)
        self._later.append(lambda: answer(self.road))

    def renew(self, route, at_m, answer) -> None:
        self.renewed.append(at_m)
        self._later.append(lambda: answer(self.now(route)))

    def times(self, origin, places, answer) -> None:
        raise NotImplementedError(f"guidance asks for no times: {origin} {places} {answer}")

    def flush(self) -> None:
        opened, self._open = self._open, []
        for request, answer in opened:
            routes = self.answer(request)
            answer(routes, NoRoute.NONE if routes else self.why)
        later, self._later = self._later, []
        for one in later:
            one()


class Ear:
    """A voice that notes what it is told."""

    def __init__(self) -> None:
        self.heard: list[Prompt] = []
        self.hushed = 0

    def say(self, prompt: Prompt) -> None:
        self.heard.append(prompt)

    def hush(self) -> None:
        self.hushed += 1


class GuidedCar:
    """A house with guidance, and a car that one moves. `can`: whether the car tells its speed."""

    def __init__(
        self,
        *,
        can: bool = True,
        language: str = "en",
        trips=None,
        seed: int = 1,
        distance: str = "km",
        later_s: float = 0.0,
    ) -> None:
        self.clock, self.board, self.roads, self.ear = ManualClock(), Board(), Roads(), Ear()
        self.clock.advance(later_s)
        self._positioning, self._reckoner = Positioning(self.clock), DeadReckoner()
        self._positioning.on_link(LinkReport("made", "gps", LinkState.ONLINE, 0.0))
        self.board.publish(Preferences(language=language, distance=distance))
        self.board.watch(VehicleState, self._reckoner.on_vehicle)
        self.board.watch(PositionState, self._reckoner.on_position)
        self.states: list[GuidanceState] = []
        self.board.watch(GuidanceState, self.states.append)
        self.guidance = Guidance(self.clock, self.board, lambda: self.roads, lambda: self.ear, trips)
        self.rng, self.can = random.Random(seed), can
        self._next_fix = later_s

    @property
    def state(self) -> GuidanceState:
        return self.states[-1]

    @property
    def texts(self) -> list[str]:
        return [prompt.text for prompt in self.ear.heard]

    def tick(
        self,
        place: LatLon,
        course_deg: float,
        speed_mps: float,
        *,
        fix: bool = True,
        noise_m: float = 0.0,
        eph_m: float = 5.0,
        every_s: float = 1.0,
        dt_s: float = 0.1,
    ) -> None:
        """A tenth of a second later the car is there."""
        self.clock.advance(dt_s)
        now = self.clock.now()
        if self.can:
            self.board.publish(
                VehicleState(
                    now, "made", {"Vehicle.Speed": Reading(speed_mps * 3.6, now, "made")}, {"Vehicle.Speed": 1.0}
                )
            )
        if now >= self._next_fix - 1e-6:
            self._next_fix = now + every_s
            if fix:
                frame = LocalFrame(*place)
                lat, lon = frame.to_degrees(self.rng.gauss(0, noise_m), self.rng.gauss(0, noise_m))
                course = (course_deg + self.rng.gauss(0, noise_m / 4)) % 360 if speed_mps > 1 else None
                utc = dt.datetime(2026, 5, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=now)
                self._positioning.on_reading(
                    Reading(Fix(Mode.FIX_3D, utc, lat, lon, 450.0, speed_mps, course, eph_m, 12), now, "made")
                )
            else:
                self._positioning.on_reading(Reading(Fix(Mode.NO_FIX), now, "made"))
        self.board.publish(self._positioning.state())
        self.board.publish(self._reckoner.state(now))
        self.guidance.tick()
        self.roads.flush()

    def along(self, line: RouteLine, from_m: float, to_m: float, speed_mps: float, **how) -> None:
        """Drive a piece of a line at a speed."""
        at_m = from_m
        while at_m < to_m:
            at_m += speed_mps * 0.1
            self.tick(line.place(min(at_m, to_m)), line.course(at_m), speed_mps, **how)
