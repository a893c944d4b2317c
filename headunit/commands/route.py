"""`headunit route`: a route between two places, as a list for a person or JSON for a program."""

import argparse
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.kernel.geodesy import LatLon
    from headunit.places.catalogue import Catalogue
    from headunit.regions.state import Region
    from headunit.routing.state import Maneuver, NoRoute, Route, RouteRequest, Stop

DESCRIPTION = """\
Finds a route in a region on this computer. FROM, TO and --via are LAT,LON in degrees, or what one would type into the
search: of several places of a name the likeliest is taken, and standard error says which.

examples:
  headunit route 47.1410,9.5209 47.0660,9.5010
  headunit route Vaduz "Balzers, Gemeindehaus" --via Triesen --lang de
  headunit route 43.7312,7.4197 43.7402,7.4296 --region monaco --avoid motorways,tolls --json
"""
EPILOG = """\
With --json, one object: {"distance_m", "time_s", "free_time_s", "via", "toll", "ferry", "countries", "maneuvers":
[{"turn", "instruction", "at_m", "distance_m", "time_s", "streets", "exit_number", "toward", "exit_count", "at":
[lon, lat]}], "geometry": a GeoJSON LineString, "alternatives": the same for each, "attribution"}.
Exit code 1: there is no such route; the line says why.
"""
_POLE_DEG = 90.0
_AVOID = ("tolls", "motorways", "ferries", "unpaved")
_MOST_ALTERNATIVES = 2
_MINUTE_S, _HOUR_S, _KM_M = 60, 3600, 1000.0


def _avoided(text: str) -> tuple[str, ...]:
    words = tuple(word.strip() for word in text.split(",") if word.strip())
    for word in words:
        if word not in _AVOID:
            raise argparse.ArgumentTypeError(f"cannot avoid {word!r}; known: {', '.join(_AVOID)}")
    return words


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    parser = commands.add_parser(
        "route",
        help="find a route between two places",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("start", metavar="FROM")
    parser.add_argument("end", metavar="TO")
    parser.add_argument("--via", action="append", default=[], metavar="P", help="a stop on the way; may be repeated")
    parser.add_argument("--avoid", type=_avoided, default=(), metavar="A,B", help=f"any of {', '.join(_AVOID)}")
    parser.add_argument("--shortest", action="store_true", help="the shortest way, not the fastest")
    parser.add_argument("--alternatives", type=int, default=0, metavar="N", help="other ways beside the best: 0 to 2")
    parser.add_argument("--lang", default="en", metavar="xx", help="language of the instructions (en)")
    parser.add_argument(
        "--region", metavar="NAME|FOLDER", help="of `headunit map list` (the one chosen, else that of FROM)"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.set_defaults(func=run)
    _mark_negatives(parser)


def _mark_negatives(parser: argparse.ArgumentParser) -> None:
    """Let "-33.9,18.4" be a place south of the equator, and not an option."""
    import re

    parser._negative_number_matcher = re.compile(r"^-\d+(\.\d+)?(,\s*-?\d+(\.\d+)?)?$")  # noqa: SLF001


def run(args: argparse.Namespace) -> int:
    """Find it and print it. Raises HeadunitError where there is none, UsageError for what cannot be meant."""
    from headunit.commands.asked_region import asked_region
    from headunit.kernel.errors import UsageError
    from headunit.kernel.lines import write_lines
    from headunit.routing.state import Aim, Avoid, RouteRequest

    if not 0 <= args.alternatives <= _MOST_ALTERNATIVES:
        raise UsageError(f"--alternatives is 0 to {_MOST_ALTERNATIVES}, not {args.alternatives}")
    if args.alternatives and args.via:
        raise UsageError("--alternatives and --via do not go together: other ways are found between two places")
    if not args.lang.replace("-", "").isalnum():
        raise UsageError(f"--lang is a language such as de or zh, not {args.lang!r}")
    region = asked_region(args.region, _lat_lon(args.start))
    stops = _stops([args.start, *args.via, args.end], region, args.lang)
    request = RouteRequest(
        stops,
        Aim.SHORTEST if args.shortest else Aim.FASTEST,
        frozenset(Avoid(word) for word in args.avoid),
        args.alternatives,
        args.lang,
    )
    routes = _find(region, request)
    if args.json:
        write_lines([json.dumps(as_json(routes), ensure_ascii=False)])
    else:
        write_lines(_lines(routes))
    return 0


def _lat_lon(text: str) -> "LatLon | None":
    """A place written as LAT,LON; None where the text is something else. Raises UsageError for no place on Earth."""
    from headunit.kernel.errors import UsageError
    from headunit.kernel.geodesy import LatLon

    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        return None
    if not (abs(lat) <= _POLE_DEG and abs(lon) <= 2 * _POLE_DEG):
        raise UsageError(f"{text!r} is no place: LAT,LON in degrees, latitude first")
    return LatLon(lat, lon)


def _stops(texts: list[str], region: "Region", language: str) -> "tuple[Stop, ...]":
    """What each text means; the index is opened for those that are no coordinates."""
    import contextlib

    from headunit.places.catalogue import Catalogue
    from headunit.routing.state import Stop

    places = [_lat_lon(text) for text in texts]
    near: LatLon = region.bounds.middle
    stops: list[Stop] = []
    with contextlib.ExitStack() as stack:
        catalogue: Catalogue | None = None
        for text, place in zip(texts, places, strict=True):
            if place is not None:
                stops.append(Stop(place))
            else:
                catalogue = catalogue or stack.enter_context(contextlib.closing(Catalogue(region.search)))
                stops.append(_search(catalogue, text, near, language, region))
            near = stops[-1].at
    return tuple(stops)


def _search(catalogue: "Catalogue", text: str, near: "LatLon", language: str, region: "Region") -> "Stop":
    from headunit.kernel.errors import HeadunitError
    from headunit.places.inquiry import Where
    from headunit.places.query import find
    from headunit.routing.state import Stop

    hits = find(catalogue, text, Where(near=near, language=language), 2)
    if not hits:
        raise HeadunitError(f"nothing called {text!r} in {region.title}; LAT,LON in degrees works everywhere")
    place = hits[0].place
    where = f", {place.where}" if place.where else ""
    alike = len(hits) > 1 and hits[1].place.name.casefold() == place.name.casefold()
    other = f"; there is another in {hits[1].place.where}" if alike else ""
    print(
        f"{text!r} is taken for {place.name}{where} ({place.at.lat_deg:.5f},{place.at.lon_deg:.5f}){other}",
        file=sys.stderr,
    )
    return Stop(place.at, place.name)


def _find(region: "Region", request: "RouteRequest") -> "tuple[Route, ...]":
    from headunit.kernel.board import Board
    from headunit.kernel.clock import SystemClock
    from headunit.kernel.errors import HeadunitError
    from headunit.regions.state import RegionsState
    from headunit.routing.service import Routing

    heard: list[tuple[tuple[Route, ...], NoRoute]] = []
    board = Board()
    routing = Routing(SystemClock(), board, lambda: None, patient=True)
    board.publish(RegionsState((region,), region))
    try:
        routing.route(request, lambda routes, why: heard.append((routes, why)))
        routing.flush()
    finally:
        routing.end()
    routes, why = heard[0]
    if not routes:
        raise HeadunitError(_why(why, request, region))
    return routes


def _why(why: "NoRoute", request: "RouteRequest", region: "Region") -> str:
    from headunit.kernel.geodesy import LatLon
    from headunit.routing.state import NoRoute

    names = [_name(stop) for stop in request.stops]
    if why is NoRoute.OUTSIDE:
        outside = next((stop for stop in request.stops if stop.at not in region.bounds), request.stops[-1])
        lat_deg, lon_deg = outside.at
        swapped = abs(lon_deg) <= _POLE_DEG and LatLon(lon_deg, lat_deg) in region.bounds
        advice = "latitude comes first" if swapped else "headunit map list shows all regions"
        return f"{_name(outside)} is outside the region {region.name}; {advice}"
    words = {
        NoRoute.UNREACHABLE: f"no road leads from {names[0]} to {names[-1]}: an island, or a closed area",
        NoRoute.START_OFF_ROAD: f"there is no road near {names[0]}",
        NoRoute.DESTINATION_OFF_ROAD: f"there is no road near {' or '.join(names[1:])}",
        NoRoute.ENGINE: f"the routing engine cannot use {region.routing}; headunit map update {region.name} mends it",
    }
    return words.get(why) or str(why.value)


def _name(stop: "Stop") -> str:
    return stop.name or f"{stop.at.lat_deg:.5f},{stop.at.lon_deg:.5f}"


def as_json(routes: "tuple[Route, ...]") -> dict[str, object]:
    """The best route with the others beside it."""
    from headunit.regions.state import ATTRIBUTION

    best, *others = [_route(route) for route in routes]
    return {**best, "alternatives": others, "attribution": ATTRIBUTION}


def _route(route: "Route") -> dict[str, object]:
    return {
        "distance_m": round(route.length_m, 1),
        "time_s": round(route.duration_s, 1),
        "free_time_s": round(route.free_time_s, 1),
        "via": route.via_text,
        "toll": route.toll,
        "ferry": route.ferry,
        "countries": route.countries,
        "maneuvers": [_maneuver(route, one) for one in route.maneuvers],
        "geometry": {
            "type": "LineString",
            "coordinates": [[place.lon_deg, place.lat_deg] for place in route.points],
        },
    }


def _maneuver(route: "Route", one: "Maneuver") -> dict[str, object]:
    place = route.points[one.begin]
    return {
        "turn": one.turn.value,
        "instruction": one.instruction,
        "at_m": round(one.at_m, 1),
        "distance_m": round(one.length_m, 1),
        "time_s": round(one.time_s, 1),
        "streets": one.streets,
        "exit_number": one.exit_number,
        "toward": one.toward,
        "exit_count": one.exit_count,
        "at": [place.lon_deg, place.lat_deg],
    }


def _lines(routes: "tuple[Route, ...]") -> Iterator[str]:
    for number, route in enumerate(routes, 1):
        extra = "".join(f", {word}" for word, true in (("toll", route.toll), ("ferry", route.ferry)) if true)
        via = f" via {route.via_text}" if route.via_text else ""
        title = f"{number}. " if len(routes) > 1 else ""
        yield f"{title}{_length(route.length_m)}, {_time(route.duration_s)}{via}{extra}"
        width = max(len(_length(one.at_m)) for one in route.maneuvers)
        yield from (f"  {_length(one.at_m):>{width}}  {one.instruction}" for one in route.maneuvers)
    yield "Map data © OpenStreetMap contributors"


def _length(length_m: float) -> str:
    return f"{length_m / _KM_M:.1f} km" if length_m >= _KM_M else f"{length_m:.0f} m"


def _time(time_s: float) -> str:
    minutes = round(time_s / _MINUTE_S)
    return f"{minutes} min" if time_s < _HOUR_S else f"{minutes // 60} h {minutes % 60:02} min"
