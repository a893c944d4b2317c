"""Guidance along a route: facts of position, car and routing in, GuidanceState and prompts out.

One thread; `tick` ten times a second, fixes as they come. Every kind of wish returns at once and is answered by the
state. Knows no engine, receiver or loudspeaker but their ports.
"""

import dataclasses
from collections.abc import Callable
from typing import Final, override

from headunit.guidance.arrival import Arrival
from headunit.guidance.better_watch import BetterWatch, Offer
from headunit.guidance.camera_watch import CameraWatch
from headunit.guidance.journey import CALL_M, Journey
from headunit.guidance.motion import Motion
from headunit.guidance.ports import Navigator, Voice
from headunit.guidance.prompts import Said
from headunit.guidance.rerouting import Rerouting, request_from
from headunit.guidance.road_here import RoadFinder
from headunit.guidance.shown import Shown
from headunit.guidance.speech import Speech
from headunit.guidance.state import GuidanceState, GuidanceWishes, Phase, Source
from headunit.guidance.track import Sighting, Verdict
from headunit.guidance.trip import Trip, TripFile
from headunit.kernel.board import Board
from headunit.kernel.clock import Clock
from headunit.position.state import PositionState
from headunit.preferences.state import Preferences
from headunit.regions.state import RegionsState
from headunit.routing.ports import Router
from headunit.routing.state import NoRoute, Route, RouteRequest, Stop, TrafficState

#: A fix no better than this (standard deviation, m) does not show a car in a tunnel that it has left the road.
TUNNEL_SIGMA_M: Final = 6.0
#: Slower than this (m/s), and within so many metres after coming to the route, it is a car park's exit (m).
WIGGLE_MPS, WIGGLE_M = 4.0, 60.0
#: "Head north": the direction of the road so far ahead (m).
DEPART_M: Final = 15.0
#: The trip is written again after so much time (s): a restart offers it for some hours from then on.
KEEP_EVERY_S: Final = 60.0
GUIDING: Final = frozenset({Phase.STARTING, Phase.ON_ROUTE, Phase.NO_POSITION, Phase.OFF_ROUTE})
DRIVING: Final = frozenset({Phase.ON_ROUTE, Phase.NO_POSITION})


class Guidance(Navigator):
    """`router`, `voice`: what is behind these ports at the moment of the call. `trips`: None keeps no trip."""

    def __init__(
        self,
        clock: Clock,
        board: Board,
        router: Callable[[], Router | None],
        voice: Callable[[], Voice | None],
        trips: TripFile | None = None,
    ) -> None:
        self._clock, self._board, self._router, self._trips = clock, board, router, trips
        self._phase = Phase.OFF
        self._journey: Journey | None = None
        self._request: RouteRequest | None = None  # what is left to do, behind a first stop that is the car's place
        self._wanted = False  # a new route is wanted
        self._replan = False  # ... although the car is on the old one
        self._better: Offer | None = None
        self._arrival = Arrival()
        self._speech = Speech(voice)
        self._motion = Motion(clock, board)
        self._roads = RoadFinder(board)
        self._cameras = CameraWatch()
        self._shown = Shown(clock, self._motion, self._roads, self._cameras)
        self._rerouting = Rerouting(self._on_new_route)
        self._watch = BetterWatch(self._on_new_times, self._offer)
        self._kept: tuple[float, int] = (float("-inf"), 0)
        self._published: GuidanceState | None = None
        self._trip = None if trips is None else trips.load(clock.local().timestamp())
        if self._trip is not None:
            self._phase = Phase.RESUMABLE
        board.watch(Preferences, self._on_preferences)
        board.watch(GuidanceWishes, self._on_wishes)
        board.watch(RegionsState, lambda regions: self._cameras.use(regions.active))
        board.watch(PositionState, self._on_position)
        self._publish()

    # The driver's wishes.

    @override
    def start(self, route: Route) -> None:
        journey = self._begin(route)
        if journey.prompter is not None:
            self._say(journey.prompter.depart(journey.line.course(journey.at_m + DEPART_M)))
        self._publish()

    @override
    def stop(self) -> None:
        self._end(Phase.OFF)
        self._speech.hush()
        self._publish()

    @override
    def resume(self) -> None:
        if self._phase is Phase.RESUMABLE and self._trip is not None:
            self._request, self._trip = self._trip.request, None
            self._phase, self._wanted = Phase.OFF_ROUTE, True
            self._ask()
            self._publish()

    @override
    def add_stop(self, stop: Stop) -> None:
        if self._phase in GUIDING and self._request is not None:
            self._go_by((stop, *self._stops_ahead()))

    @override
    def skip_stop(self) -> None:
        ahead = self._stops_ahead()
        if self._phase in GUIDING and len(ahead) > 1:
            self._go_by(ahead[1:])

    @override
    def take_better(self, taken: bool) -> None:
        if self._better is not None and taken:
            self._on_new_route(self._better.route)
        elif self._better is not None:
            self._watch.wave_away(self._clock.now())
        self._better = None
        self._publish()

    @override
    def mute(self, muted: bool) -> None:
        self._speech.muted = muted
        if muted:
            self._speech.hush()
        self._publish()

    @override
    def repeat(self) -> None:
        if self._journey is not None and self._journey.prompter is not None and self._phase is Phase.ON_ROUTE:
            self._say(self._journey.prompter.repeat(self._journey.at_m))

    # What is heard.

    def _on_preferences(self, preferences: Preferences) -> None:
        if self._speech.prefer(preferences) and self._journey is not None:
            self._journey.prompter = self._speech.prompter(self._journey.route, self._journey.at_m)

    def _on_wishes(self, wishes: GuidanceWishes) -> None:
        if wishes.muted != self._shown.wishes.muted:
            self._speech.muted = wishes.muted
        self._shown.wishes = wishes
        self._cameras.wish(wishes)

    def _on_position(self, position: PositionState) -> None:
        if not self._motion.hear(position):
            return
        self._move()
        seen = self._motion.see()
        if seen is None:
            return
        if self._phase not in DRIVING:
            self._roads.see(seen)
        if self._journey is not None:
            self._judge(seen, self._journey)

    def _on_new_times(self, route: Route) -> None:
        """The route that is driven, as the traffic of now has it."""
        if self._journey is not None:
            self._journey.renew(route)

    def _offer(self, offer: Offer | None) -> None:
        """A faster route was found for the rest of the trip: show it, and say so once. Or there is none any more."""
        journey = self._journey
        if self._phase is not Phase.ON_ROUTE or journey is None or journey.prompter is None:
            return
        news, self._better = self._better is None, offer
        if offer is None:
            return
        said = journey.prompter.better(offer.saves_s)
        if news and journey.prompter.free(self._clock.now(), journey.at_m, self._motion.speed_mps, said.seconds):
            self._say(said)
        self._publish()

    def tick(self) -> None:
        """Ten times a second: what moves on although nothing arrives."""
        self._move()
        now, journey = self._clock.now(), self._journey
        if self._phase in DRIVING:
            self._phase = Phase.ON_ROUTE if self._source() is not Source.NONE else Phase.NO_POSITION
        if self._phase is Phase.ON_ROUTE and journey is not None:
            self._speak(now, journey)
            if journey.arrival.reached(now, journey.left_m, standing=journey.progress.standing):
                self._arrive(now, journey)
            else:
                if self._better is not None and journey.at_m >= self._better.until_m:
                    self._better = None  # it went off behind us
                self._look_for_better(now, journey)
        elif self._phase is Phase.ARRIVED and self._arrival.over(now, self._motion.driven_m):
            self._end(Phase.OFF)
        if self._replan and self._rerouting.why not in {NoRoute.NONE, NoRoute.ENGINE} and journey is not None:
            # The other stops cannot be reached: the trip goes on as it was.
            self._request, self._wanted, self._replan = journey.route.request, self._phase is Phase.OFF_ROUTE, False
            self._rerouting.reset()
        if self._wanted:
            self._ask()
        if self._phase in {Phase.OFF_ROUTE, Phase.STARTING}:
            # Where no guidance runs routing itself tells the road.
            self._roads.ask(now, self._router())
        self._keep(now)
        self._publish()

    # How it goes on.

    def _begin(self, route: Route) -> Journey:
        seen = self._motion.believed(self._source())
        journey = self._journey = Journey(route)
        self._request = route.request
        self._wanted = self._replan = False
        self._better = self._trip = None
        self._rerouting.reset()
        self._watch.reset()
        self._phase = Phase.STARTING
        self._cameras.follow(route)
        if seen is not None and journey.track.find(seen):
            self._join(journey)
        journey.prompter = self._speech.prompter(route, journey.at_m)
        self._kept = (float("-inf"), 0)
        self._keep(self._clock.now())
        return journey

    def _end(self, phase: Phase) -> None:
        self._phase = phase
        self._journey = self._request = self._better = self._trip = None
        self._wanted = self._replan = False
        self._cameras.follow(None)
        self._rerouting.reset()
        self._watch.reset()
        if self._trips is not None:
            self._trips.forget()

    def _judge(self, seen: Sighting, journey: Journey) -> None:
        match self._phase:
            case Phase.ON_ROUTE:
                self._follow(seen, journey)
            case Phase.STARTING | Phase.NO_POSITION:
                if journey.track.find(seen):
                    self._join(journey)
                elif self._phase is Phase.NO_POSITION or (journey.track.estranged and seen.speed_mps > 0):
                    self._leave(journey)
            case Phase.OFF_ROUTE if not self._replan and journey.track.find(seen):  # back by oneself
                self._wanted = False
                self._rerouting.reset()
                self._join(journey)
            case _:
                pass

    def _follow(self, seen: Sighting, journey: Journey) -> None:
        verdict = journey.track.see(seen, journey.progress.expected_m)
        if verdict is Verdict.ON:
            journey.progress.fix(seen.at, journey.track.at_m)
        elif verdict is Verdict.OFF:
            if journey.tunnel and seen.sigma_m > TUNNEL_SIGMA_M:
                return
            if journey.left_m <= CALL_M:
                self._arrive(seen.at, journey)
            elif self._motion.driven_m - journey.joined_m < WIGGLE_M and seen.speed_mps < WIGGLE_MPS:
                self._phase = Phase.STARTING  # it was not under way yet
            else:
                self._leave(journey)

    def _join(self, journey: Journey) -> None:
        self._phase = Phase.ON_ROUTE
        journey.join(journey.track.at_m, self._motion.driven_m)

    def _leave(self, journey: Journey) -> None:
        """Noticed: the car is elsewhere. Stops that were called at are not asked for again."""
        place = self._motion.place
        if place is not None and not self._replan:
            self._request = journey.rest(place, CALL_M)
        self._phase, self._wanted, self._better = Phase.OFF_ROUTE, True, None
        self._ask()
        self._publish()

    def _go_by(self, stops: tuple[Stop, ...]) -> None:
        """Other stops from here on: the old route goes on until there is a new one."""
        if self._request is None:
            return
        self._request = dataclasses.replace(self._request, stops=(self._request.stops[0], *stops))
        self._rerouting.reset()
        self._wanted = self._replan = True
        self._ask()
        self._publish()

    def _ask(self) -> None:
        request, place = self._request, self._motion.place
        if request is None or place is None or self._source() is Source.NONE:
            return  # a place first
        course_deg = self._motion.course_deg
        self._rerouting.ask(self._clock.now(), self._router(), lambda: request_from(request, place, course_deg))

    def _on_new_route(self, route: Route) -> None:
        journey = self._begin(route)
        if journey.prompter is not None:
            self._say(journey.prompter.rerouted())
        self._publish()

    def _arrive(self, now: float, journey: Journey) -> None:
        if journey.prompter is not None:
            self._say(journey.prompter.arrived())
        self._end(Phase.ARRIVED)
        self._arrival.begin(now, self._motion.driven_m)
        self._publish()

    def _stops_ahead(self) -> tuple[Stop, ...]:
        """Where the trip still leads, as the driver wished last."""
        if self._journey is not None and self._request is self._journey.route.request:
            return self._journey.stops_ahead()
        return () if self._request is None else self._request.stops[1:]

    def _move(self) -> None:
        """Move the shown place on by what the car has driven since the last call."""
        dt_s, way_m = self._motion.move(tunnel=self._journey is not None and self._journey.tunnel)
        if self._journey is not None:
            self._journey.progress.move(dt_s, way_m)

    def _source(self) -> Source:
        along = self._journey is not None and self._phase in DRIVING
        return self._motion.source(along_route=along, tunnel=self._journey is not None and self._journey.tunnel)

    def _say(self, said: Said | None) -> None:
        """Say it now, and let the prompter know that somebody speaks."""
        now = self._clock.now()
        if said is not None and self._journey is not None and self._journey.prompter is not None:
            self._journey.prompter.speak(now, said)
        self._speech.say(now, said)

    def _speak(self, now: float, journey: Journey) -> None:
        if journey.prompter is None:
            return
        at_m, speed_mps = journey.at_m, self._motion.speed_mps
        said = journey.prompter.tick(now, at_m, speed_mps)
        if said is None:
            said = self._cameras.tell(now, at_m, speed_mps, journey.prompter, miles=self._speech.miles)
        self._speech.say(now, said)

    def _look_for_better(self, now: float, journey: Journey) -> None:
        traffic, place = self._board.latest(TrafficState), self._motion.place
        if traffic is None or place is None or self._replan:
            return
        course_deg = self._motion.course_deg

        def request() -> RouteRequest:
            return request_from(journey.rest(place), place, course_deg)

        self._watch.tick(now, self._router(), traffic, journey.route, journey.at_m, request)

    def _keep(self, now: float) -> None:
        """Write the trip down from time to time, and when a stop was called at."""
        place = self._motion.place
        called = 0 if self._journey is None else self._journey.stop_index
        kept_at, kept_called = self._kept
        if self._phase not in GUIDING or (now - kept_at < KEEP_EVERY_S and called == kept_called):
            return
        if self._trips is not None and self._request is not None and place is not None:
            self._kept = (now, called)
            request = dataclasses.replace(self._request, stops=(Stop(place), *self._stops_ahead()))
            self._trips.save(Trip(request, self._clock.local().timestamp()))

    def _publish(self) -> None:
        state = self._shown.state(self._phase, self._journey, self._source(), self._better, muted=self._speech.muted)
        if state != self._published:
            self._published = state
            self._board.publish(state)
