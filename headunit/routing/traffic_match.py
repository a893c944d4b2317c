"""From the lines of a traffic feed to the edges of the road net, in the direction of travel. Runs in the worker.

A line drawn along the road is matched; two distant ends are joined by a route; a single place is the road there.
"""

import gzip
import itertools
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from headunit.kernel.geodesy import LatLon, distance_m
from headunit.routing import datex2, traffic_json, valhalla_question
from headunit.routing.feed import MAX_BYTES
from headunit.routing.polyline import decode
from headunit.routing.questions import AskEdges, AskRoutes, EdgesFound
from headunit.routing.segments import FeedError, Report, Segment
from headunit.routing.state import Aim, RouteRequest, Stop
from headunit.routing.traffic_file import edge_bits
from headunit.routing.valhalla_answer import flow

type Json = dict[str, Any]
type JsonAnswer = Any

#: Places farther apart than this do not draw the road between them (m).
_DRAWN_M: Final = 400.0
#: How far the lines of a feed lie beside the road (m).
_NOISE_M: Final = 10.0
_SEARCH_M: Final = 30.0
#: A match much longer or shorter than its line is another road.
_LENGTHS: Final = (0.6, 1.6)
#: An edge counts when so much of it is covered.
_COVERED: Final = 0.5
#: No feed makes a road faster than this multiple of its usual speed.
_FASTEST: Final = 1.3
_FLOWS: Final = 5000
#: A place is on a road this near (m).
_NEAR_M: Final = 25.0
_ATTRIBUTES: Final = (
    "edge.id",
    "edge.speed",
    "edge.speeds_non_faded",
    "edge.begin_shape_index",
    "edge.end_shape_index",
    "edge.source_percent_along",
    "edge.target_percent_along",
    "shape",
)


class Roads(Protocol):
    """The questions that are asked of the net. None where Valhalla has no answer."""

    def ask(self, action: str, question: Json) -> JsonAnswer:
        """The answer to one question in JSON."""
        ...


@dataclass(frozen=True, slots=True)
class _Edge:
    number: int
    free_kmh: float
    line: tuple[LatLon, ...]


def parse(data: bytes) -> Report:
    """XML is DATEX II, all else the plain JSON; either may be packed with gzip. Raises FeedError."""
    if data[:2] == b"\x1f\x8b":
        try:
            unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
            data = unpacker.decompress(data, MAX_BYTES + 1)
        except (zlib.error, gzip.BadGzipFile) as error:
            raise FeedError(f"damaged gzip: {error}") from error
        if len(data) > MAX_BYTES:
            raise FeedError(f"larger than {MAX_BYTES // 1_000_000} MB when unpacked")
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return datex2.read(data) if start == b"<" else traffic_json.read(data)


def find_edges(ask: AskEdges, roads: Roads) -> EdgesFound:
    """What to write for which edge, and what to colour on the map."""
    try:
        report = parse(ask.data)
    except FeedError as error:
        return EdgesFound(fault=str(error))
    counters: Counter[str] = Counter(segments=len(report.segments), absurd=report.absurd, matched=0, unmatched=0)
    speeds: dict[int, float] = {}  # 0 is closed
    flows: list[tuple[tuple[LatLon, ...], int]] = []
    closures = 0
    for segment in report.segments:
        edges = _edges(segment, roads)
        counters["matched" if edges else "unmatched"] += 1
        closures += segment.closed and bool(edges)
        for edge in edges:
            kmh = 0.0 if segment.closed else _speed(segment, edge)
            speeds[edge.number] = min(kmh, speeds.get(edge.number, kmh))
            colour = 3 if segment.closed else flow(kmh, edge.free_kmh)
            if colour > 0 and len(flows) < _FLOWS:
                _extend(flows, edge.line, colour)
    bits = {edge: edge_bits(kmh, closed=kmh == 0) for edge, kmh in speeds.items()}
    return EdgesFound(bits, tuple(flows), closures, report.at, dict(counters))


def _extend(flows: list[tuple[tuple[LatLon, ...], int]], line: tuple[LatLon, ...], colour: int) -> None:
    """Pieces that follow each other in one colour are one line."""
    if flows and flows[-1][1] == colour and flows[-1][0][-1] == line[0]:
        flows[-1] = ((*flows[-1][0], *line[1:]), colour)
    else:
        flows.append((line, colour))


def _speed(segment: Segment, edge: _Edge) -> float:
    """Above 0: only a closure closes."""
    kmh = edge.free_kmh * (segment.share or 1.0) if segment.speed_kmh is None else segment.speed_kmh
    return max(2.0, min(kmh, edge.free_kmh * _FASTEST))


def _edges(segment: Segment, roads: Roads) -> list[_Edge]:
    if len(segment.line) == 1:
        return _at(segment.line[0], roads)
    found = _along(segment.line, roads)
    if segment.both:
        found += _along(segment.line[::-1], roads)
    return found


def _along(line: Sequence[LatLon], roads: Roads) -> list[_Edge]:
    drawn = max(distance_m(*a, *b) for a, b in itertools.pairwise(line)) <= _DRAWN_M
    places = line if drawn else _route(line, roads)
    length_m = _length_m(places)
    if length_m <= 0:
        return []
    points = [{"lat": place.lat_deg, "lon": place.lon_deg} for place in places]
    question = valhalla_question.trace(points, _NOISE_M, _SEARCH_M, _ATTRIBUTES)
    if not drawn:
        question["shape_match"] = "walk_or_snap"
    told = roads.ask("trace_attributes", question)
    if told is None:
        return []
    shape = decode(told["shape"])
    if not _LENGTHS[0] <= _length_m(shape) / length_m <= _LENGTHS[1]:
        return []
    return [
        _Edge(edge["id"], _free(edge), tuple(shape[edge["begin_shape_index"] : edge["end_shape_index"] + 1]))
        for edge in told["edges"]
        if edge.get("target_percent_along", 1.0) - edge.get("source_percent_along", 0.0) >= _COVERED
    ]


def _free(edge: Json) -> float:
    return float(edge.get("speeds_non_faded", {}).get("no_flow") or edge.get("speed") or 50.0)


def _length_m(line: Sequence[LatLon]) -> float:
    return sum(distance_m(*a, *b) for a, b in itertools.pairwise(line))


def _route(ends: Sequence[LatLon], roads: Roads) -> list[LatLon]:
    """The shortest way between distant points, as a line. It must not be much longer than they are apart."""
    request = RouteRequest(tuple(Stop(end) for end in ends), Aim.SHORTEST)
    told = roads.ask("route", valhalla_question.route(AskRoutes(request), "en"))
    if told is None:
        return []
    line = [place for leg in told["trip"]["legs"] for place in decode(leg["shape"])]
    return line if _length_m(line) <= _LENGTHS[1] * _length_m(ends) + 2 * _SEARCH_M else []


def _at(place: LatLon, roads: Roads) -> list[_Edge]:
    """Both directions of the nearest road."""
    told = roads.ask("locate", valhalla_question.nearest(place, connected=False))
    edges = (told[0].get("edges") or ()) if told else ()
    nearest_m = min((edge["distance"] for edge in edges), default=_NEAR_M + 1)
    if nearest_m > _NEAR_M:
        return []
    return [
        _Edge(
            edge["edge_id"]["value"],
            float(edge["edge"]["speeds"]["default"]),
            tuple(decode(edge["edge_info"]["shape"])),
        )
        for edge in edges
        if edge["distance"] <= nearest_m + 1
    ]
