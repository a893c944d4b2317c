"""The road of a scenario that names a region: a loop through its via points, along the streets of that map.

Asked of the routing engine once, when a run begins, by whoever opens the links: it may take a second.
"""

from pathlib import Path
from typing import Final

from headunit.app.route_road import road_of
from headunit.kernel.errors import HeadunitError
from headunit.regions.shelf import Shelf
from headunit.regions.state import Region
from headunit.routing.desk import Desk
from headunit.routing.engine import Engine
from headunit.routing.questions import AskRoutes, RoutesFound
from headunit.routing.state import NoRoute, Route, RouteRequest, Stop
from headunit.simulator.road import Road
from headunit.simulator.scenario import Scenario

#: The loop of a newcomer: where it can be driven, else the one that needs no map.
IN_A_REGION, DRAWN = "monaco", "city"

REASONS: Final = {
    NoRoute.UNREACHABLE: "no road leads there",
    NoRoute.START_OFF_ROAD: "no road near the start",
    NoRoute.DESTINATION_OFF_ROAD: "no road near the destination",
    NoRoute.OUTSIDE: "a place is outside the region",
    NoRoute.ENGINE: "the routing engine gave no answer",
    NoRoute.NO_REGION: "there is no map region yet: headunit map add monaco",
}


def usual_scenario(maps: Path) -> str:
    """The name of the scenario that is driven when none is named."""
    regions, _ = Shelf(maps).look()
    return IN_A_REGION if any(region.name == IN_A_REGION for region in regions) else DRAWN


def region_of(scenario: Scenario, maps: Path) -> Region:
    """The region that `scenario` names. Raises HeadunitError where it is not among those in `maps`, or broken."""
    regions, broken = Shelf(maps).look()
    for region in regions:
        if region.name == scenario.region:
            return region
    for name, why in broken:
        if name == scenario.region:
            raise HeadunitError(f"the region {name} is broken ({why}): headunit map update {name}")
    raise HeadunitError(
        f"the scenario {scenario.name} drives in the region {scenario.region}, which is not on this computer: "
        f"headunit map add {scenario.region}"
    )


def loop(scenario: Scenario, maps: Path, seed: int) -> Road:
    """The scenario's loop. Raises HeadunitError where there is no such region, or no way round in it."""
    stops = tuple(Stop(place) for place in (*scenario.via, scenario.via[0]))
    return road_of(_ask(region_of(scenario, maps), RouteRequest(stops), scenario.name), seed, closed=True)


def _ask(region: Region, request: RouteRequest, name: str) -> Route:
    engine = Engine()
    desk = Desk(engine, lambda: None, patient=True)
    heard: list[object] = []
    try:
        desk.use(region.routing)
        desk.ask(AskRoutes(request), heard.append)
        desk.deliver()
    finally:
        desk.end()
    found = heard[0] if heard else "no answer"
    if isinstance(found, RoutesFound) and found.routes:
        return found.routes[0]
    why = REASONS.get(found.why, found.detail) if isinstance(found, RoutesFound) else str(found)
    raise HeadunitError(f"the scenario {name} has no way round in the region {region.name}: {why}")
