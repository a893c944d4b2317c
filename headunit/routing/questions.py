"""What the engine may be asked, and how it answers: what goes through the pipe to the worker and back.

Knows nothing of Valhalla's JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from headunit.kernel.geodesy import LatLon
from headunit.routing.charging import Battery
from headunit.routing.ports import Charger
from headunit.routing.state import Charge, NoRoute, RoadHere, Route, RouteRequest


@dataclass(frozen=True, slots=True)
class AskRoutes:
    """`live`: traffic is known, so count it. `pace`: driven time over expected time for a road class and country, as
    `pace_key` names them."""

    request: RouteRequest
    live: bool = False
    pace: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RoutesFound:
    """`detail`: the name of the stop that is to blame, or the engine's own words."""

    routes: tuple[Route, ...] = ()
    why: NoRoute = NoRoute.NONE
    detail: str = ""


@dataclass(frozen=True, slots=True)
class AskRenewed:
    """The same route with the times and the traffic of now, from `at_m` on."""

    route: Route
    at_m: float
    pace: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RenewedFound:
    """None where the route is not of this region."""

    route: Route | None = None


@dataclass(frozen=True, slots=True)
class AskRoad:
    """The road under the last of these places, each with the time it was passed (s)."""

    trace: tuple[tuple[LatLon, float], ...]


@dataclass(frozen=True, slots=True)
class RoadFound:
    """`road`: None where there is none near. `expected_mps`: the speed that the map expects there, without traffic;
    `pace_key`: what to remember the speed driven under, "" where it would teach nothing (traffic, a roundabout)."""

    road: RoadHere | None = None
    expected_mps: float | None = None
    pace_key: str = ""


@dataclass(frozen=True, slots=True)
class AskTimes:
    """Driving times from one place to many."""

    origin: LatLon
    places: tuple[LatLon, ...]
    live: bool = False


@dataclass(frozen=True, slots=True)
class TimesFound:
    """Seconds; None where there is no way."""

    times_s: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class AskReach:
    """As far as `range_m` along the roads."""

    origin: LatLon
    range_m: float


@dataclass(frozen=True, slots=True)
class ReachFound:
    """A closed line, or nothing."""

    outline: tuple[LatLon, ...]


@dataclass(frozen=True, slots=True)
class AskStops:
    """Where to charge on a route."""

    route: Route
    battery: Battery
    chargers: tuple[Charger, ...]


@dataclass(frozen=True, slots=True)
class StopsFound:
    """What the trip asks of the battery, with the chargers to call at."""

    charge: Charge


@dataclass(frozen=True, slots=True)
class AskEdges:
    """Read a traffic feed and find its roads. `data`: at most feed.MAX_BYTES."""

    data: bytes


@dataclass(frozen=True, slots=True)
class EdgesFound:
    """`edges`: what to write for each edge (traffic_file.edge_bits). `flows`, `closures`: as in TrafficState.

    `at`: Unix time that the feed claims, or None. `counters`: segments, matched, unmatched, absurd.
    """

    edges: Mapping[int, int] = field(default_factory=dict)
    flows: tuple[tuple[tuple[LatLon, ...], int], ...] = ()
    closures: int = 0
    at: float | None = None
    counters: Mapping[str, int] = field(default_factory=dict)
    fault: str = ""


type Question = AskRoutes | AskRenewed | AskRoad | AskTimes | AskReach | AskStops | AskEdges
type Answer = RoutesFound | RenewedFound | RoadFound | TimesFound | ReachFound | StopsFound | EdgesFound


def pace_key(road_class: str, country: str) -> str:
    """Under what a speed is remembered: "motorway/CH"."""
    return f"{road_class}/{country}"
