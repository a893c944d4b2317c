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
#: What is asked about each edge of a route.
_EDGE: Final = (
    "id",
    "names",
    "road_class",
    "use",
    "roundabout",
    "speed",
    "speed_limit",
    "speeds_non_faded",
    "tunnel",
    "toll",
    "unpaved",
    "length",
    "begin_shape_index",
    "end_shape_index",
    "drive_on_right",
)
ATTRIBUTES: Final = (
    *(f"edge.{name}" for name in _EDGE),
    "node.elapsed_time",
    "node.admin_index",
    "admin.country_code",
)
#: Live speeds count for a departure now alone.
_LIVE: Final[Json] = {"date_time": {"type": 0}}
_SPEEDS: Final = ["freeflow", "constrained", "predicted"]


def _costing(live: bool, request: RouteRequest | None = None) -> Json:
    auto: Json = {"speed_types": [*_SPEEDS, "current"] if live else _SPEEDS}
    if request is not None:
        auto["shortest"] = request.aim is Aim.SHORTEST
        # A wish, not a ban: where there is no other way the driver still arrives.
        auto |= {
            name: 0.0
            for name, avoided in (
                ("use_tolls", Avoid.TOLLS),
                ("use_highways", Avoid.MOTORWAYS),
                ("use_ferry", Avoid.FERRIES),
                ("use_tracks", Avoid.UNPAVED),
            )
            if avoided in request.avoid
        }
        auto["exclude_unpaved"] = Avoid.UNPAVED in request.avoid
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


def route(ask: AskRoutes, language: str) -> Json:
    """Of one leg or more. Valhalla makes alternatives of single legs alone."""
    request = ask.request
    return {
        "locations": [location(stop, first=index == 0) for index, stop in enumerate(request.stops)],
        "alternates": request.alternatives if len(request.stops) == 2 else 0,  # noqa: PLR2004  start and destination
        "language": language,
        "units": "kilometers",
        "turn_lanes": True,
    } | _costing(ask.live, request)


def attributes(shape: str, *, live: bool = False) -> Json:
    """Every edge of a line that a route has given. `live`: `speed` is the one of now, else the map's."""
    return {
        "encoded_polyline": shape,
        "shape_match": "edge_walk",
        "filters": {"attributes": ATTRIBUTES, "action": "include"},
    } | _costing(live)


def trace(line: list[Json], noise_m: float, search_m: float, attributes: tuple[str, ...] = ATTRIBUTES) -> Json:
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
