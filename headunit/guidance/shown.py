"""Puts one GuidanceState together: the route's where the car is on one, the road's where it is not."""

import dataclasses

from headunit.guidance.better_watch import Offer
from headunit.guidance.camera_watch import CameraWatch
from headunit.guidance.journey import Journey
from headunit.guidance.moment import street_at
from headunit.guidance.motion import Motion
from headunit.guidance.over_limit import OverLimit
from headunit.guidance.road_here import RoadFinder
from headunit.guidance.state import GuidanceState, GuidanceWishes, Phase, Source
from headunit.kernel.clock import Clock
from headunit.kernel.units import KMH_PER_MPS


class Shown:
    """Asks those who know. `state` is called ten times a second."""

    def __init__(self, clock: Clock, motion: Motion, roads: RoadFinder, cameras: CameraWatch) -> None:
        self._clock, self._motion, self._roads, self._cameras = clock, motion, roads, cameras
        self._over = OverLimit()
        self.wishes = GuidanceWishes()

    def state(
        self,
        phase: Phase,
        journey: Journey | None,
        source: Source,
        better: Offer | None,
        *,
        muted: bool,
    ) -> GuidanceState:
        """What holds now."""
        route = None if journey is None else journey.route
        state = GuidanceState(phase, route, source=source, muted=muted)
        if journey is None or phase not in {Phase.ON_ROUTE, Phase.NO_POSITION}:
            return self._beside(state, journey)
        told, speed_mps = journey.moment(self._motion.speed_mps), self._motion.speed_mps
        self._roads.tell(self._clock.now(), journey.route, journey.line, journey.at_m)
        return dataclasses.replace(
            state,
            at_m=journey.at_m,
            place=journey.line.place(journey.at_m),
            course_deg=journey.line.course(journey.at_m),
            arrival_s=self._clock.local().timestamp() + told["remaining_s"],
            over_limit=self._is_over(source, told["limit_kmh"]),
            camera=self._cameras.ahead(journey.at_m, speed_mps),
            better=None if better is None else better.route,
            better_saves_s=0.0 if better is None else better.saves_s,
            **told,
        )

    def _beside(self, state: GuidanceState, journey: Journey | None) -> GuidanceState:
        """Without a route, or before and beside it."""
        if state.source is not Source.NONE:
            state = dataclasses.replace(state, place=self._motion.place, course_deg=self._motion.course_deg)
        if journey is not None and state.phase is Phase.STARTING:
            told = journey.moment(self._motion.speed_mps)
            state = dataclasses.replace(state, **told)
            state = dataclasses.replace(
                state,
                next=journey.route.maneuvers[0],
                to_next_m=0.0,
                arrival_s=self._clock.local().timestamp() + told["remaining_s"],
                street=street_at(journey.route, 0.0),
                limit_kmh=None,
            )
        road = self._roads.here(self._clock.now())
        if road is None:
            return state
        over = self._is_over(state.source, road.limit_kmh)
        street = road.street or state.street
        return dataclasses.replace(state, street=street, limit_kmh=road.limit_kmh, over_limit=over)

    def _is_over(self, source: Source, limit_kmh: float | None) -> bool:
        speed_kmh = None if source is Source.NONE else self._motion.speed_mps * KMH_PER_MPS
        return self._over.judge(self._clock.now(), speed_kmh, limit_kmh, self.wishes)
