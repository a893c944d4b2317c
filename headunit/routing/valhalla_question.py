"""Questions in Valhalla's JSON (its API documentation: "Route", "Matrix", "Isochrone", "Map matching")."""

from typing import Any, Final

from headunit.kernel.geodesy import LatLon
from headunit.routing.questions import AskReach, AskRoutes, AskTimes
from headunit.routing.state import Aim, Avoid, RouteRequest, Stop

type Json = dict[str, Any]

#: A stop farther from a road than this is off the road (m): the car would be left in a field.
SNAP_M: Final = 1000
#: A car is believed to stand on a road only if that leads somewhere: so many edges.
REACH: Final = 50
#: The car's heading narrows the start to edges within this (degrees).
_HEADING_TOLERANCE_DEG: Final = 60
#: What is asked about each edge of a route. No more: the answer is as long as the route.
_EDGE: Final = (
    "edge.names",
    "edge.road_class",
    "edge.speed",
    "edge.speed_limit",
    "edge.speeds_non_faded",
    "edge.tunnel",
    "edge.unpaved",
    "edge.length",
    "edge.begin_shape_index",
    "edge.end_shape_index",
    "edge.drive_on_right",
    "node.admin_index",
    "admin.country_code",
)
#: And besides of a route whose times are renewed, or of the road under the car.
_TIMES: Final = ("node.elapsed_time",)
HERE: Final = (
    *_EDGE,
    "edge.use",
    "edge.roundabout",
    "shape",
    "matched.point",
    "matched.type",
    "matched.edge_index",
    "matched.distance_along_edge",
    "matched.distance_from_trace_point",
)
#: Live speeds count for a departure now alone.
_LIVE: Final[Json] = {"date_time": {"type": 0}}
_SPEEDS: Final = ["freeflow", "constrained", "predicted"]


#: What is wished away: Valhalla's option that bans it, and the one that only makes it dear.
_AVOIDING: Final = {
    Avoid.TOLLS: ("exclude_tolls", "use_tolls"),
    Avoid.MOTORWAYS: ("exclude_highways", "use_highways"),
    Avoid.FERRIES: ("exclude_ferries", "use_ferry"),
    Avoid.UNPAVED: ("exclude_unpaved", "use_tracks"),
}


def _costing(live: bool, request: RouteRequest | None = None, *, banned: bool = True) -> Json:
    auto: Json = {"speed_types": [*_SPEEDS, "current"] if live else _SPEEDS}
    if request is not None:
        auto["shortest"] = request.aim is Aim.SHORTEST
        for wish in request.avoid:
            ban, price = _AVOIDING[wish]
            auto |= {price: 0.0} | ({ban: True} if banned else {})
    return {"costing": "auto", "costing_options": {"auto": auto}} | (_LIVE if live else {})


def location(stop: Stop, first: bool) -> Json:
    """One stop."""
    said: Json = {
        "lat": stop.at.lat_deg,
        "lon": stop.at.lon_deg,
        "search_cutoff": SNAP_M,
        "minimum_reachability": REACH,
    }
    if first and stop.heading_deg is not None:
        said |= {"heading": round(stop.heading_deg) % 360, "heading_tolerance": _HEADING_TOLERANCE_DEG}
    return said


def route(ask: AskRoutes, language: str, *, banned: bool = True) -> Json:
    """Of one leg or more. Valhalla makes alternatives of single legs alone.

    `banned`: no road at all of a kind that is to be avoided; else only where there is no other.
    """
    request = ask.request
    return {
        "locations": [location(stop, first=index == 0) for index, stop in enumerate(request.stops)],
        "alternates": request.alternatives if len(request.stops) == 2 else 0,  # noqa: PLR2004  start and destination
        "language": language,
        "units": "kilometers",
        "turn_lanes": True,
    } | _costing(ask.live, request, banned=banned)


def attributes(shape: str, *, live: bool = False) -> Json:
    """Every edge of a line that a route has given. `live`: `speed` is the one of now, else the map's."""
    return {
        "encoded_polyline": shape,
        "shape_match": "edge_walk",
        "filters": {"attributes": (*_EDGE, *_TIMES) if live else _EDGE, "action": "include"},
    } | _costing(live)


def trace(line: list[Json], noise_m: float, search_m: float, attributes: tuple[str, ...]) -> Json:
    """Which edges a noisy line ran along."""
    return {
        "shape": line,
        "costing": "auto",
        "shape_match": "map_snap",
        "trace_options": {"gps_accuracy": noise_m, "search_radius": search_m},
        "filters": {"attributes": attributes, "action": "include"},
    }


def times(ask: AskTimes) -> Json:
    """One row of a matrix."""
    return {
        "sources": [location(Stop(ask.origin), first=False)],
        "targets": [location(Stop(place), first=False) for place in ask.places],
        "verbose": True,
    } | _costing(ask.live)


def reach(ask: AskReach) -> Json:
    """One outline, coarse enough to be drawn at once."""
    return {
        "locations": [location(Stop(ask.origin), first=False)],
        "contours": [{"distance": ask.range_m / 1000}],
        "polygons": False,
        "denoise": 1.0,
        "generalize": max(50.0, ask.range_m / 400),
    } | _costing(live=False)


def nearest(place: LatLon, *, connected: bool) -> Json:
    """Edges near a place. `connected`: only those that lead to the rest of the net."""
    said = location(Stop(place), first=False)
    if not connected:
        said["minimum_reachability"] = 0
    return {"locations": [said], "costing": "auto", "verbose": True}
