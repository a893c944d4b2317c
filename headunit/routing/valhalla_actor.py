"""The worker: a process that holds Valhalla for one region and answers questions from a pipe until that is closed.

`python -m headunit.routing.valhalla_actor FD FOLDER`. It knows nothing of the program that asks.
"""

import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

import valhalla

from headunit.kernel.geodesy import LatLon, distance_m
from headunit.kernel.process_end import die_with_parent
from headunit.routing import charging, valhalla_answer, valhalla_question, valhalla_renewal, valhalla_road, words
from headunit.routing.questions import (
    Answer,
    AskEdges,
    AskReach,
    AskRenewed,
    AskRoad,
    AskRoutes,
    AskStops,
    AskTimes,
    EdgesFound,
    Question,
    ReachFound,
    RenewedFound,
    RoadFound,
    RoutesFound,
    StopsFound,
    TimesFound,
)
from headunit.routing.state import NoRoute, RouteRequest, Stop
from headunit.routing.valhalla_config import config_file, configuration

type Json = dict[str, Any]
type JsonAnswer = Any

#: Valhalla's error codes (src/exceptions.cc): no edge near a location; too far; not connected; no path.
_NO_EDGE: Final = 171
_TOO_FAR: Final = 154
_NO_WAY: Final = {170, 442, 443}
#: A route that keeps this far from a stop (m), while a road without connection lies nearer, does not get there: the
#: stop is on an island.
_SHORT_OF_M: Final = 200.0


class ValhallaActor:
    """One region's roads. `folder`: what RoutingTiles has built."""

    def __init__(self, folder: Path) -> None:
        traffic = folder / "traffic.tar"
        config = configuration(extract=folder / "tiles.tar", traffic=traffic if traffic.is_file() else None)
        with config_file(config) as path:
            self._actor = valhalla.Actor(path)

        self._warm_up(folder)

    def _warm_up(self, folder: Path) -> None:
        """Have all that a first route loads loaded: it takes ten times as long as the second."""
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, valhalla.ValhallaError):
            ends = json.loads((folder / "routing.json").read_text("utf-8"))["somewhere"]
            self.routes(AskRoutes(RouteRequest(tuple(Stop(LatLon(*end)) for end in ends))))

    def _ask(self, action: str, question: Json) -> JsonAnswer:
        call: Callable[[str], str] = getattr(self._actor, action)
        return json.loads(call(json.dumps(question)))

    def answer(self, question: Question) -> Answer:
        """Never raises for what the world asks; what Valhalla cannot do is an empty answer, and for routes a reason."""
        answers: dict[type, Callable[[Any], Answer]] = {
            AskRoutes: self.routes,
            AskRenewed: self.renewed,
            AskRoad: self.road,
            AskTimes: self.times,
            AskReach: self.reach,
            AskStops: self.stops,
            AskEdges: self.edges,
        }
        return answers[type(question)](question)

    def routes(self, ask: AskRoutes) -> RoutesFound:
        """Up to three routes, or why there is none."""
        language = words.locale(ask.request.language)
        told = self._trip(ask, language)
        if not isinstance(told, dict):
            return self._why(ask.request, told)
        trips = [told["trip"], *(other["trip"] for other in told.get("alternates", ()))]
        attributes = [[self._attributes(leg["shape"]) for leg in trip["legs"]] for trip in trips]
        # Valhalla says in which language it has answered; what it does not know it answers in English.
        asked, spoken = words.base(ask.request.language), words.base(told["trip"]["language"])
        found = valhalla_answer.routes(told, attributes, ask, words.OWN.get(asked) if spoken != asked else None)
        for stop, index in zip(ask.request.stops, (0, *found[0].stops_at), strict=True):
            if self._stranded(found[0].points[index], stop.at):
                return RoutesFound((), NoRoute.UNREACHABLE, stop.name)
        return RoutesFound(found)

    def _trip(self, ask: AskRoutes, language: str) -> Json | valhalla.ValhallaError:
        """A wish is no ban: where there is no other way the driver still arrives. And a car that closures have shut in
        gets some way out, for feeds err."""
        trials = [(ask.live, True)] if ask.request.avoid else []
        trials += [(ask.live, False), (False, False)] if ask.live else [(False, False)]
        failure = valhalla.ValhallaError()
        for live, banned in trials:
            question = valhalla_question.route(replace(ask, live=live), language, banned=banned)
            try:
                told: Json = self._ask("route", question)
            except valhalla.ValhallaError as error:
                failure = error
            else:
                return told
        return failure

    def _stranded(self, end: LatLon, wanted: LatLon) -> bool:
        """Whether a route keeps to this side of the water: far from where it should, with a road of its own there."""
        gap_m = distance_m(*end, *wanted)
        if gap_m <= _SHORT_OF_M:
            return False
        nearest_m = self._nearest_m(wanted, connected=False)
        return nearest_m is not None and nearest_m < gap_m / 2

    def renewed(self, ask: AskRenewed) -> RenewedFound:
        """The same route with the traffic of now."""
        told = [self._attributes(shape, live=True) for shape in valhalla_renewal.shapes(ask)]
        return RenewedFound(valhalla_renewal.renewed(ask, told) if all(told) else None)

    def _attributes(self, shape: str, *, live: bool = False) -> Json:
        # A route within one edge cannot be walked; its limits stay unknown.
        return self.ask("trace_attributes", valhalla_question.attributes(shape, live=live)) or {}

    def _why(self, request: RouteRequest, error: valhalla.ValhallaError) -> RoutesFound:
        code = getattr(error, "code", 0)
        if code in _NO_WAY:
            return RoutesFound((), NoRoute.UNREACHABLE, request.stops[-1].name)
        if code == _TOO_FAR:
            return RoutesFound((), NoRoute.OUTSIDE, str(error))
        if code == _NO_EDGE:
            for index, stop in enumerate(request.stops):
                if self._nearest_m(stop.at, connected=True) is not None:
                    continue
                if self._nearest_m(stop.at, connected=False) is not None:
                    return RoutesFound((), NoRoute.UNREACHABLE, stop.name)
                off = NoRoute.START_OFF_ROAD if index == 0 else NoRoute.DESTINATION_OFF_ROAD
                return RoutesFound((), off, stop.name)
            return RoutesFound((), NoRoute.UNREACHABLE, str(error))
        return RoutesFound((), NoRoute.ENGINE, str(error))

    def _nearest_m(self, place: LatLon, *, connected: bool) -> float | None:
        """How far the nearest edge is, or None where there is none to be found."""
        told = self.ask("locate", valhalla_question.nearest(place, connected=connected))
        edges = (told[0].get("edges") or ()) if told else ()
        return min((float(edge["distance"]) for edge in edges), default=None)

    def road(self, ask: AskRoad) -> RoadFound:
        """Match the last places to the road net."""
        trace = valhalla_road.thin(ask.trace)
        if len(trace) == 1:
            trace *= 2  # a car at rest: matching wants two places, and they may be one
        line = [{"lat": place.lat_deg, "lon": place.lon_deg} for place, _ in trace]
        question = valhalla_question.trace(line, valhalla_road.NOISE_M, valhalla_road.SEARCH_M, valhalla_question.HERE)
        try:
            return valhalla_road.road(ask, self._ask("trace_attributes", question))
        except valhalla.ValhallaError:
            return RoadFound()

    def times(self, ask: AskTimes) -> TimesFound:
        """One row of the matrix."""
        try:
            rows = self._ask("matrix", valhalla_question.times(ask))["sources_to_targets"]
        except valhalla.ValhallaError:
            # One place off the road spoils the whole row: ask for each alone.
            if len(ask.places) == 1:
                return TimesFound((None,))
            alone = [self.times(AskTimes(ask.origin, (place,), ask.live)).times_s[0] for place in ask.places]
            return TimesFound(tuple(alone))
        return TimesFound(tuple(None if cell["time"] is None else float(cell["time"]) for cell in rows[0]))

    def reach(self, ask: AskReach) -> ReachFound:
        """The outline of what lies within a distance along the roads."""
        if self._nearest_m(ask.origin, connected=True) is None:
            return ReachFound(())  # Valhalla would draw a dot
        try:
            told = self._ask("isochrone", valhalla_question.reach(ask))
        except valhalla.ValhallaError:
            return ReachFound(())
        lines: list[list[list[float]]] = [feature["geometry"]["coordinates"] for feature in told["features"]]
        longest = max(lines, key=len, default=[])
        return ReachFound(tuple(LatLon(lat, lon) for lon, lat in longest))

    def stops(self, ask: AskStops) -> StopsFound:
        """Where to charge: no question of Valhalla's, but sums that the screen does not wait for."""
        return StopsFound(charging.stops(ask.route, ask.battery, ask.chargers))

    def edges(self, ask: AskEdges) -> EdgesFound:
        """Roads of a traffic feed."""
        from headunit.routing.traffic_match import find_edges  # noqa: PLC0415  most cars have no feed

        return find_edges(ask, self)

    def ask(self, action: str, question: Json) -> JsonAnswer:
        """The answer to one question in JSON; None where Valhalla has none."""
        try:
            return self._ask(action, question)
        except valhalla.ValhallaError:
            return None


def serve(pipe: Connection, folder: Path) -> None:
    """Say "ready" or why not, then answer until the other end closes."""
    try:
        actor = ValhallaActor(folder)
    except (valhalla.ValhallaError, RuntimeError, OSError, AttributeError) as error:
        pipe.send(str(error) or type(error).__name__)
        return
    pipe.send(None)
    while True:
        try:
            question = pipe.recv()
        except EOFError:
            return
        pipe.send(actor.answer(question))


def main() -> None:
    """The process."""
    die_with_parent()
    # Ctrl-C is meant for the program that asks; its end closes the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipe = Connection(int(sys.argv[1]))
    os.setpriority(os.PRIO_PROCESS, 0, int(sys.argv[3]))
    try:
        serve(pipe, Path(sys.argv[2]))
    except (BrokenPipeError, ConnectionResetError):
        return  # whoever asked has gone


if __name__ == "__main__":
    main()
