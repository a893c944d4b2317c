"""How far from the truth the head unit is at the end of a tunnel: the simulated car on its bus, and no satellites.

The whole way from CAN frames to the shown place is driven, in virtual time; the simulator knows where the car truly is.
"""

import dataclasses
from dataclasses import dataclass
from typing import Final

from headunit.app import House, find_car
from headunit.app.lockstep import Lockstep
from headunit.app.simulated import Plan, SimulatedWorld
from headunit.guidance.service import Guidance
from headunit.guidance.state import GuidanceState
from headunit.kernel.clock import ManualClock
from headunit.kernel.geodesy import LatLon, distance_m
from headunit.position.dead_reckoning import DeadReckoner
from headunit.position.state import PositionState, Reckoning
from headunit.preferences.state import Preferences
from headunit.routing.state import Maneuver, Route, RouteRequest, Stop, Turn
from headunit.simulator import road as roads
from headunit.simulator import scenario as scenarios
from headunit.simulator.commands import command
from headunit.vehicle.state import VehicleState

#: Where it begins (m along the loop), how long the receiver is heard before it is not (s), how long the tunnel is (m).
BEGIN_M: Final = 100.0
LEARNING_S: Final = 60.0
TUNNEL_M: Final = 1000.0
#: A point of the route every so often (m).
POINT_M: Final = 8.0
#: No car needs longer for a kilometre (s).
PATIENCE_S: Final = 400.0


@dataclass(frozen=True, slots=True)
class TunnelError:
    """Metres from the truth at the end of the tunnel: matched to the route, and by dead reckoning alone.

    `way_m`: driven without satellites. `worst_m`: the largest error of the shown place on the way.
    """

    along_route_m: float
    free_m: float
    way_m: float
    worst_m: float


def loop_route(name: str, begin_m: float) -> Route:
    """A simulated road as a route, once round from a distance on."""
    road = roads.load(name)
    count = int((road.length_m - 50) / POINT_M)
    at_m = tuple(index * POINT_M for index in range(count))
    places = [road.at(begin_m + at) for at in at_m]
    points = tuple(LatLon(*road.frame.to_degrees(place.east_m, place.north_m)) for place in places)
    last = count - 1
    stops = (Stop(points[0]), Stop(points[last]))
    return Route(
        key="loop",
        points=points,
        at_m=at_m,
        time_s=tuple(at / 14 for at in at_m),
        maneuvers=(Maneuver(Turn.DEPART, 0, 0, at_m[last], 0), Maneuver(Turn.ARRIVE, at_m[last], last, 0, 0)),
        request=RouteRequest(stops),
        stops_at=(last,),
    )


def tunnel_error(seed: int = 1, begin_m: float = BEGIN_M, learning_s: float = LEARNING_S) -> TunnelError:
    """Drive it. The same seed gives the same figures."""
    usual = scenarios.load("city")
    beginning = dataclasses.replace(usual.beginning, state="driving", at_m=begin_m, speed_kmh=40.0)
    scenario = dataclasses.replace(usual, beginning=beginning, events=())
    clock = ManualClock(scenario.start)
    car = find_car(scenario.car)
    house = House(clock, car, Preferences())
    reckoner = DeadReckoner()
    house.board.watch(VehicleState, reckoner.on_vehicle)
    house.board.watch(PositionState, reckoner.on_position)
    guidance = Guidance(clock, house.board, lambda: None, lambda: None)
    world = SimulatedWorld(house, Plan(scenario, car, seed, obeys=False))
    looks = 0

    def step(dt_s: float) -> None:
        nonlocal looks
        world.step(dt_s)
        looks += 1
        if looks % 5 == 0:
            house.flush()
            house.board.publish(reckoner.state(clock.now()))
            guidance.tick()

    steps = Lockstep(house, clock, step)
    driven = world.simulation.world.motion
    worst_m = 0.0

    def shown_m() -> float:
        nonlocal worst_m
        state = house.board.latest(GuidanceState)
        if state is None or state.place is None:
            return float("inf")
        lat, lon, _ = world.simulation.world.place
        error_m = distance_m(*state.place, lat, lon)
        worst_m = max(worst_m, error_m)
        return error_m

    try:
        steps.run(1.0)
        guidance.start(loop_route(scenario.route, begin_m))
        steps.run(learning_s)
        begun_m = driven.driven_m
        world.simulation.world.do(command("gps", state="lost"))
        steps.run(PATIENCE_S, until=lambda: (shown_m(), driven.driven_m - begun_m >= TUNNEL_M)[1])
        way_m = driven.driven_m - begun_m
        along_m = shown_m()
        reckoning = house.board.latest(Reckoning) or Reckoning()
        lat, lon, _ = world.simulation.world.place
        told = (reckoning.lat_deg or 0.0, reckoning.lon_deg or 0.0)
        return TunnelError(along_m, distance_m(*told, lat, lon), way_m, worst_m)
    finally:
        world.stop()
        house.end()
