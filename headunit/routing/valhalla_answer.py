"""A trip in Valhalla's JSON becomes a Route. Pure; knows neither the engine nor the pipe."""

import hashlib
import itertools
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from headunit.kernel.geodesy import EARTH_RADIUS_M, LatLon
from headunit.routing.polyline import decode
from headunit.routing.questions import AskRoutes, pace_key
from headunit.routing.state import Arrow, Lane, Maneuver, Route, Turn

type Json = dict[str, Any]
type Wording = Callable[[Maneuver], str]

#: Valhalla's maneuver types (proto/directions.proto, DirectionsLeg.Maneuver.Type) that a car meets.
TURNS: Final[Mapping[int, Turn]] = {
    1: Turn.DEPART,
    2: Turn.DEPART,
    3: Turn.DEPART,
    4: Turn.ARRIVE,
    5: Turn.ARRIVE_RIGHT,
    6: Turn.ARRIVE_LEFT,
    7: Turn.CONTINUE,
    8: Turn.STRAIGHT,
    9: Turn.SLIGHT_RIGHT,
    10: Turn.RIGHT,
    11: Turn.SHARP_RIGHT,
    12: Turn.UTURN_RIGHT,
    13: Turn.UTURN_LEFT,
    14: Turn.SHARP_LEFT,
    15: Turn.LEFT,
    16: Turn.SLIGHT_LEFT,
    17: Turn.RAMP_STRAIGHT,
    18: Turn.RAMP_RIGHT,
    19: Turn.RAMP_LEFT,
    20: Turn.EXIT_RIGHT,
    21: Turn.EXIT_LEFT,
    22: Turn.STAY_STRAIGHT,
    23: Turn.STAY_RIGHT,
    24: Turn.STAY_LEFT,
    25: Turn.MERGE,
    26: Turn.ROUNDABOUT,
    27: Turn.ROUNDABOUT_EXIT,
    28: Turn.FERRY,
    29: Turn.FERRY_EXIT,
    37: Turn.MERGE_RIGHT,
    38: Turn.MERGE_LEFT,
}
#: Live speed over free speed from which a road counts as free, and as slow; below it is a jam. Close to the classes
#: of DATEX II's trafficStatus (freeFlow, heavy, congested).
FREE_SHARE: Final = 0.75
SLOW_SHARE: Final = 0.4
#: So many metres without pavement make a route worth a warning; every second farmyard has some.
_UNPAVED_M: Final = 50.0
#: A piece without an expected speed is weighed as if driven so fast (km/h).
_ANY_KMH: Final = 30.0


def flow(live_kmh: float | None, free_kmh: float) -> int:
    """How the traffic runs, as in map.state.Line: 0 free, 1 slow, 2 jam, -1 unknown."""
    if live_kmh is None or free_kmh <= 0:
        return -1
    share = live_kmh / free_kmh
    return 0 if share >= FREE_SHARE else 1 if share >= SLOW_SHARE else 2


@dataclass(slots=True)
class _Piece:
    """Between two points: what its edge says."""

    length_m: float
    weight_s: float
    limit_kmh: float | None = None
    flow: int = -1
    free_share: float = 1.0  # time without traffic over time with it
    tunnel: bool = False
    unpaved: bool = False
    pace: float = 1.0


@dataclass(slots=True)
class _Line:
    """The route as it grows leg by leg."""

    points: list[LatLon] = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=list)
    times_s: list[float] = field(default_factory=lambda: [0.0])
    free_s: float = 0.0
    countries: list[str] = field(default_factory=list)
    stops_at: list[int] = field(default_factory=list)
    names: dict[str, float] = field(default_factory=dict)
    left_hand: bool | None = None


def routes(answer: Json, attributes: list[list[Json]], ask: AskRoutes, wording: Wording | None) -> tuple[Route, ...]:
    """`attributes`: for each trip, for each of its legs, the answer of trace_attributes, or {} where it has failed."""
    trips = [answer["trip"], *(other["trip"] for other in answer.get("alternates", ()))]
    lines = [_line(trip, told, ask.pace) for trip, told in zip(trips, attributes, strict=True)]
    found = []
    for index, (trip, line) in enumerate(zip(trips, lines, strict=True)):
        others = [other.names for number, other in enumerate(lines) if number != index]
        found.append(_route(trip, line, ask, wording, _distinct(line.names, others)))
    return tuple(found)


def _distinct(names: Mapping[str, float], others: list[dict[str, float]]) -> str:
    """The road with the most metres that the others have not."""

    def own(name: str) -> float:
        return names[name] - max((other.get(name, 0.0) for other in others), default=0.0)

    best = max(names, key=own, default="")
    return best if best and own(best) > 0 else max(names, key=names.__getitem__, default="")


def _line(trip: Json, attributes: list[Json], pace: Mapping[str, float]) -> _Line:
    line = _Line()
    for leg, told in zip(trip["legs"], attributes, strict=True):
        points = decode(leg["shape"])
        pieces = [_Piece(length := _length_m(a, b), length / _ANY_KMH * 3.6) for a, b in itertools.pairwise(points)]
        _describe(line, pieces, told, pace)
        line.points += points[1:] if line.points else points
        line.pieces += pieces
        _time(line, pieces, leg["maneuvers"])
        line.stops_at.append(len(line.points) - 1)
    return line


def _length_m(a: LatLon, b: LatLon) -> float:
    """Between points of one road: a flat Earth serves there, and a route has thousands."""
    north = math.radians(b.lat_deg - a.lat_deg)
    east = math.radians(b.lon_deg - a.lon_deg) * math.cos(math.radians((a.lat_deg + b.lat_deg) / 2))
    return EARTH_RADIUS_M * math.hypot(north, east)


def _describe(line: _Line, pieces: list[_Piece], told: Json, paces: Mapping[str, float]) -> None:
    """Lay what the edges say on the pieces between the points."""
    admins = [admin.get("country_code", "") for admin in told.get("admins", ())]
    for edge in told.get("edges", ()):
        live_kmh = edge.get("speeds_non_faded", {}).get("current_flow")
        free_kmh = float(edge.get("speeds_non_faded", {}).get("no_flow") or edge.get("speed") or _ANY_KMH)
        number = edge.get("end_node", {}).get("admin_index", 0)
        country = admins[number] if number < len(admins) else ""
        if country and country not in line.countries:
            line.countries.append(country)
        if line.left_hand is None and "drive_on_right" in edge:
            line.left_hand = not edge["drive_on_right"]
        for name in edge.get("names", ())[:2]:
            line.names[name] = line.names.get(name, 0.0) + float(edge.get("length", 0.0)) * 1000
        limit = edge.get("speed_limit")
        limit_kmh = float(limit) if isinstance(limit, int | float) and limit > 0 else None
        pace = 1.0 if live_kmh is not None else paces.get(pace_key(edge.get("road_class", ""), country), 1.0)
        colour, tunnel, unpaved = flow(live_kmh, free_kmh), bool(edge.get("tunnel")), bool(edge.get("unpaved"))
        free_share = min(1.0, float(live_kmh) / free_kmh) if live_kmh else 1.0
        speed_mps = float(live_kmh or free_kmh) / 3.6
        for piece in pieces[edge["begin_shape_index"] : edge["end_shape_index"]]:
            piece.weight_s = piece.length_m / speed_mps
            piece.limit_kmh, piece.flow, piece.free_share = limit_kmh, colour, free_share
            piece.tunnel, piece.unpaved, piece.pace = tunnel, unpaved, pace


def _time(line: _Line, pieces: list[_Piece], maneuvers: list[Json]) -> None:
    """Spread each maneuver's time, which holds turns and traffic, over its pieces by their own speeds."""
    for maneuver in maneuvers:
        ours = pieces[maneuver["begin_shape_index"] : maneuver["end_shape_index"]]
        weight_s = sum(piece.weight_s for piece in ours)
        scale = float(maneuver["time"]) / weight_s if weight_s > 0 else 0.0
        for piece in ours:
            time_s = piece.weight_s * scale * piece.pace
            line.times_s.append(line.times_s[-1] + time_s)
            line.free_s += time_s * piece.free_share


def _route(trip: Json, line: _Line, ask: AskRoutes, wording: Wording | None, via: str) -> Route:
    at_m = (0.0, *itertools.accumulate(piece.length_m for piece in line.pieces))
    times_s = tuple(line.times_s)
    maneuvers: list[Maneuver] = []
    first = 0
    for leg, last in zip(trip["legs"], line.stops_at, strict=True):
        for told in leg["maneuvers"]:
            begin, end = first + told["begin_shape_index"], first + told["end_shape_index"]
            maneuver = _maneuver(told, begin, at_m[begin], at_m[end] - at_m[begin], times_s[end] - times_s[begin])
            maneuvers.append(maneuver if wording is None else replace(maneuver, instruction=wording(maneuver)))
        first = last
    shapes = "".join(leg["shape"] for leg in trip["legs"])
    summary = trip["summary"]
    return Route(
        key=hashlib.blake2s(shapes.encode(), digest_size=6).hexdigest(),
        points=tuple(line.points),
        at_m=at_m,
        time_s=times_s,
        maneuvers=tuple(maneuvers),
        request=ask.request,
        stops_at=tuple(line.stops_at),
        limit_kmh=tuple(piece.limit_kmh for piece in line.pieces),
        flow=tuple(piece.flow for piece in line.pieces),
        tunnel=tuple(piece.tunnel for piece in line.pieces),
        countries=tuple(line.countries),
        left_hand=bool(line.left_hand),
        toll=bool(summary.get("has_toll")),
        ferry=bool(summary.get("has_ferry")),
        unpaved=sum(piece.length_m for piece in line.pieces if piece.unpaved) > _UNPAVED_M,
        free_time_s=line.free_s,
        via_text=via,
    )


def _maneuver(told: Json, begin: int, at_m: float, length_m: float, time_s: float) -> Maneuver:
    sign = told.get("sign", {})
    return Maneuver(
        turn=TURNS.get(told["type"], Turn.CONTINUE),
        at_m=at_m,
        begin=begin,
        length_m=length_m,
        time_s=time_s,
        # The name at the turn itself; further on the road may be called otherwise.
        streets=tuple(told.get("begin_street_names") or told.get("street_names") or ()),
        exit_number="/".join(_texts(sign, "exit_number_elements")),
        toward=_texts(sign, "exit_toward_elements") or _texts(sign, "guide_toward_elements"),
        branch=_texts(sign, "exit_branch_elements") or _texts(sign, "guide_branch_elements"),
        exit_count=int(told.get("roundabout_exit_count", 0)),
        lanes=_lanes(told.get("lanes", ())),
        instruction=told.get("instruction", ""),
        bearing_before_deg=_number(told.get("bearing_before")),
        bearing_after_deg=_number(told.get("bearing_after")),
        toll=bool(told.get("toll")),
    )


def _texts(sign: Json, name: str) -> tuple[str, ...]:
    return tuple(element["text"] for element in sign.get(name, ()) if element.get("text"))


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def arrows(mask: int) -> Arrow:
    """Valhalla's mask (baldr/turnlanes.h): its lowest bit is a lane without a painted arrow, which leads on."""
    return Arrow(mask >> 1 & 0x3FF) | (Arrow.THROUGH if mask & 1 else Arrow.NONE)


def _lanes(told: list[Json]) -> tuple[Lane, ...]:
    """Nothing where no lane is said to lead on: arrows that all stay dark would be worse."""
    lanes = tuple(_lane(lane) for lane in told)
    return lanes if any(lane.use for lane in lanes) else ()


def _lane(told: Json) -> Lane:
    active, valid = told.get("active", 0), told.get("valid", 0)
    return Lane(arrows(told.get("directions", 0)), arrows(active or valid), preferred=bool(active))
