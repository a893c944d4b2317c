"""How soon a wrong turn is noticed and mended: a car drives one route while guidance believes in another.

The routes are real ones of a region and its engine answers; the car and its receiver are simulated, in virtual time.
"""

from dataclasses import dataclass
from typing import Final

from headunit.app.drive import STEP_S, CarTrack, DriveHouse
from headunit.app.route_car import RouteCar
from headunit.guidance.line import RouteLine
from headunit.guidance.state import Phase
from headunit.kernel.clock import SystemClock
from headunit.kernel.errors import HeadunitError
from headunit.position.state import PositionState
from headunit.routing.state import Route

#: Beside the line by more than this the car has left it (m): two carriageways may lie 16 m apart.
LEFT_M: Final = 20.0
#: As far as this beside the line it may still be on the road (m).
ON_M: Final = 8.0
PATIENCE_S: Final = 1200.0


@dataclass(frozen=True, slots=True)
class Astray:
    """Seconds to "off route": `noticed_s` from being LEFT_M beside the line, `beside_s` from ON_M. `shown_s`: of the
    machine's own time, from there to the new route on the board."""

    noticed_s: float
    shown_s: float
    beside_s: float = 0.0


def astray(house: DriveHouse, believed: Route, driven: Route, seed: int = 1) -> Astray:
    """Guide along `believed` while the car drives `driven`, which begins alike. Raises HeadunitError where it never
    leaves it."""
    car = RouteCar(driven, seed)
    track, line, wall = CarTrack(car), RouteLine(believed), SystemClock()
    house.guidance.start(believed)
    house.shown.clear()
    left_at: float | None = None
    on_at = house.clock.now()
    noticed_at: float | None = None
    shown_s = 0.0
    while track.step(house) and house.clock.now() < PATIENCE_S:
        house.clock.advance(STEP_S)
        beside_m = min(foot.gap_m for foot in line.feet(car.place, 0.0, line.length_m))
        position = house.board.latest(PositionState)
        if noticed_at is None and (beside_m <= ON_M or position is None or position.usable is None):
            on_at = house.clock.now()
        if beside_m <= LEFT_M or position is None or position.usable is None:
            left_at = None  # nobody can see it in a tunnel
        elif left_at is None:
            left_at = house.clock.now()
        began = wall.now()
        house.look()
        shown_s += wall.now() - began if noticed_at is not None else 0.0
        for state in house.shown:
            if state.phase is Phase.OFF_ROUTE and noticed_at is None:
                noticed_at, shown_s = house.clock.now(), wall.now() - began
            if noticed_at is not None and state.route is not None and state.route is not believed:
                return Astray(0.0 if left_at is None else noticed_at - left_at, shown_s, noticed_at - on_at)
        house.shown.clear()
    raise HeadunitError("the two routes never part, or no new route came")
