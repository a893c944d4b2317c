"""A route once more, with the times and the traffic of now: its own way, not the best one. Pure.

Valhalla counts live speeds when it looks for a way, but not when it is shown one; so they are counted here.
"""

import bisect
import itertools
from dataclasses import replace
from typing import Any

from headunit.routing.polyline import encode
from headunit.routing.questions import AskRenewed, pace_key
from headunit.routing.state import Route
from headunit.routing.valhalla_answer import flow

type Json = dict[str, Any]


def _first(ask: AskRenewed) -> int:
    """The last point that has been passed."""
    return min(max(bisect.bisect_right(ask.route.at_m, ask.at_m) - 1, 0), len(ask.route.points) - 2)


def _legs(ask: AskRenewed) -> list[tuple[int, int]]:
    """From point to point between the stops that are still ahead."""
    first = _first(ask)
    ends = [stop for stop in ask.route.stops_at if stop > first]
    return list(itertools.pairwise((first, *ends)))


def shapes(ask: AskRenewed) -> list[str]:
    """What trace_attributes is asked for: the legs that are left, as encoded lines."""
    return [encode(ask.route.points[begin : end + 1]) for begin, end in _legs(ask)]


def renewed(ask: AskRenewed, told: list[Json]) -> Route:
    """`told`: the answers, with live speeds."""
    old = ask.route
    pieces_s = [b - a for a, b in itertools.pairwise(old.time_s)]
    free_s = list(pieces_s)
    flows = list(old.flow or (-1,) * len(pieces_s))
    for (begin, _), leg in zip(_legs(ask), told, strict=True):
        _leg(ask, begin, leg, (pieces_s, free_s, flows))
    first = _first(ask)
    free_time_s = old.time_s[first] + sum(free_s[first:])
    times_s = (0.0, *itertools.accumulate(pieces_s))
    maneuvers = tuple(
        replace(one, time_s=times_s[end] - times_s[one.begin])
        for one, end in zip(old.maneuvers, (*(two.begin for two in old.maneuvers[1:]), len(pieces_s)), strict=True)
    )
    return replace(old, time_s=times_s, flow=tuple(flows), free_time_s=free_time_s, maneuvers=maneuvers)


def _leg(ask: AskRenewed, begin: int, leg: Json, lists: tuple[list[float], list[float], list[int]]) -> None:
    pieces_s, free_s, flows = lists
    admins = [admin.get("country_code", "") for admin in leg.get("admins", ())]
    passed_s = 0.0
    for edge in leg["edges"]:
        ours = range(begin + edge["begin_shape_index"], begin + edge["end_shape_index"])
        length_m = sum(ask.route.at_m[piece + 1] - ask.route.at_m[piece] for piece in ours)
        node = edge.get("end_node", {})
        usual_s = max(0.0, node.get("elapsed_time", passed_s) - passed_s)
        passed_s += usual_s
        speeds = edge.get("speeds_non_faded", {})
        live_kmh, usual_kmh = speeds.get("current_flow"), float(speeds.get("no_flow") or edge["speed"])
        index = node.get("admin_index", 0)
        pace = ask.pace.get(pace_key(edge.get("road_class", ""), admins[index] if index < len(admins) else ""), 1.0)
        free = usual_s * pace
        now_s = usual_s + (length_m / edge["speed"] - length_m / usual_kmh) * 3.6 if live_kmh else free
        for piece in ours:
            share = (ask.route.at_m[piece + 1] - ask.route.at_m[piece]) / length_m if length_m > 0 else 0.0
            pieces_s[piece], free_s[piece] = now_s * share, free * share
            flows[piece] = flow(live_kmh, usual_kmh)
