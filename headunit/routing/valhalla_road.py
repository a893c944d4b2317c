"""The road under the car, from a few of its last places: map matching in Valhalla's JSON. Pure.

Points closer together than the noise of a receiver make matching invent side trips, so they are thinned first.
"""

import itertools
from typing import Any, Final

from headunit.kernel.geodesy import LatLon, bearing_deg, distance_m
from headunit.routing.polyline import decode
from headunit.routing.questions import AskRoad, RoadFound, pace_key
from headunit.routing.state import RoadHere

type Json = dict[str, Any]

#: Standard deviation of a good receiver (m), as measured in the field; points are thinned to 2.5 of it.
NOISE_M: Final = 6.0
_SPACING_M: Final = 2.5 * NOISE_M
#: No more of the past than this is of use.
_POINTS: Final = 8
#: A road farther away than this is not the one driven on (m).
_NEAR_M: Final = 30.0
#: Where to look for roads (m).
SEARCH_M: Final = 40.0


def thin(trace: tuple[tuple[LatLon, float], ...]) -> list[tuple[LatLon, float]]:
    """The newest place, and before it those that lie apart, oldest first."""
    kept = [trace[-1]]
    for place, at in reversed(trace[:-1]):
        if len(kept) == _POINTS:
            break
        if distance_m(*place, *kept[-1][0]) >= _SPACING_M:
            kept.append((place, at))
    return kept[::-1]


def road(ask: AskRoad, told: Json) -> RoadFound:
    """From the answer of trace_attributes to the thinned trace, with its `matched_points`."""
    last = told.get("matched_points", [{}])[-1]
    edges = told.get("edges", [])
    number = last.get("edge_index", -1)
    if last.get("type") == "unmatched" or not 0 <= number < len(edges):
        return RoadFound()
    if float(last.get("distance_from_trace_point", 0.0)) > _NEAR_M:
        return RoadFound()
    edge = edges[number]
    place = LatLon(float(last["lat"]), float(last["lon"]))
    shape = decode(told["shape"])[edge["begin_shape_index"] : edge["end_shape_index"] + 1]
    admins = [admin.get("country_code", "") for admin in told.get("admins", ())]
    index = edge.get("end_node", {}).get("admin_index", 0)
    country = admins[index] if index < len(admins) else ""
    limit = edge.get("speed_limit")
    here = RoadHere(
        at=ask.trace[-1][1],
        place=place,
        course_deg=_course(shape, place),
        street=next(iter(edge.get("names", ())), ""),
        limit_kmh=float(limit) if isinstance(limit, int | float) and limit > 0 else None,
        country=country,
        left_hand=not edge.get("drive_on_right", True),
        tunnel=bool(edge.get("tunnel")),
    )
    speeds = edge.get("speeds_non_faded", {})
    usual = "current_flow" not in speeds and not edge.get("roundabout") and edge.get("use") == "road"
    expected = speeds.get("no_flow") or edge.get("speed")
    return RoadFound(
        here,
        float(expected) / 3.6 if expected else None,
        pace_key(edge.get("road_class", ""), country) if usual else "",
    )


def _course(shape: list[LatLon], place: LatLon) -> float | None:
    """Of the piece of the edge that `place` lies on: the one to whose ends it is the smallest way round."""
    pieces = [(a, b) for a, b in itertools.pairwise(shape) if a != b]
    if not pieces:
        return None

    def detour_m(piece: tuple[LatLon, LatLon]) -> float:
        return distance_m(*piece[0], *place) + distance_m(*place, *piece[1]) - distance_m(*piece[0], *piece[1])

    return bearing_deg(*min(pieces, key=detour_m))
