"""A trip that begins by itself: as soon as the car has a place, a route to the destination is planned and driven.

For runs that are started with a destination. What came of it is kept for a report.
"""

from collections.abc import Callable
from typing import Any, Final, override

from headunit.app import House
from headunit.app.region_road import REASONS
from headunit.guidance.ports import Navigator, Voice
from headunit.guidance.state import GuidanceState, Phase, Prompt
from headunit.kernel.errors import HeadunitError
from headunit.kernel.geodesy import LatLon
from headunit.position.state import PositionState
from headunit.preferences.state import Preferences
from headunit.routing.ports import Router
from headunit.routing.state import NoRoute, Route, RouteRequest, Stop

#: Without a place for so long (s) there is no trip.
PATIENCE_S: Final = 60.0


class Errand(Voice):
    """A part of `house`. `failed`: hears, on the house's thread, why there is no trip: once. `speaks`: it also writes
    down what is said, where nobody else does."""

    def __init__(
        self, house: House, to: LatLon, failed: Callable[[HeadunitError], None], *, speaks: bool = False
    ) -> None:
        self._house, self._to, self._failed = house, to, failed
        self._began = house.clock.now()
        self._asked = False
        self._planned: Route | None = None
        self._said: list[Prompt] = []
        self._phases: list[tuple[float, Phase]] = []
        self._routes: list[tuple[float, Route]] = []
        self._driven_m: float | None = None
        self._state = GuidanceState()
        self.arrived_s: float | None = None
        if speaks:
            house.offer(Voice, self)
        house.board.watch(GuidanceState, self._watch)

    @override
    def say(self, prompt: Prompt) -> None:
        self._said.append(prompt)

    @override
    def hush(self) -> None:
        pass

    def flush(self) -> None:
        """Nothing is hurried."""

    def end(self) -> None:
        """Nothing is held."""

    def tick(self) -> None:
        """Ask for the route, once there is a place to start from."""
        if self._asked:
            return
        position = self._house.board.latest(PositionState)
        fix = None if position is None else position.usable
        router = self._house.port(Router)
        if fix is None or fix.lat_deg is None or fix.lon_deg is None or router is None:
            if self._house.clock.now() - self._began > PATIENCE_S:
                self._fail("the car has no place to start from")
            return
        self._asked = True
        preferences = self._house.board.latest(Preferences) or Preferences()
        start = Stop(LatLon(fix.lat_deg, fix.lon_deg), heading_deg=fix.track_deg)
        router.route(RouteRequest((start, Stop(self._to)), language=preferences.language), self._heard)

    def _heard(self, routes: tuple[Route, ...], why: NoRoute) -> None:
        navigator = self._house.port(Navigator)
        if not routes or navigator is None:
            self._fail(REASONS.get(why, why.value))
            return
        self._planned = routes[0]
        navigator.start(routes[0])

    def _fail(self, why: str) -> None:
        self._asked = True
        self._failed(HeadunitError(f"no trip to {self._to.lat_deg:g},{self._to.lon_deg:g}: {why}"))

    def _watch(self, state: GuidanceState) -> None:
        now = self._house.clock.now() - self._began
        if state.phase is not self._state.phase:
            self._phases.append((now, state.phase))
            if state.phase is Phase.ARRIVED and self.arrived_s is None and self._planned is not None:
                self.arrived_s = now
        if state.route is not None and (self._state.route is None or state.route.points != self._state.route.points):
            self._routes.append((now, state.route))
        self._state = state

    @property
    def reroutes(self) -> int:
        """How often another route took the place of the one under way."""
        return max(0, len(self._routes) - 1)

    def content(self) -> dict[str, Any]:
        """For a report: what was planned, said and reached. Times are seconds since the start."""
        planned = self._planned
        return {
            "to": [self._to.lat_deg, self._to.lon_deg],
            "planned_m": None if planned is None else round(planned.length_m),
            "planned_s": None if planned is None else round(planned.duration_s),
            "arrived_s": None if self.arrived_s is None else round(self.arrived_s, 1),
            "left_m": None if self._state.route is None else round(self._state.remaining_m),
            "routes": [
                {"t": round(t, 1), "length_m": round(route.length_m), "duration_s": round(route.duration_s)}
                for t, route in self._routes
            ],
            "phases": [{"t": round(t, 1), "phase": phase.value} for t, phase in self._phases],
            "prompts": [
                {"t": round(prompt.at - self._began, 1), "kind": prompt.kind, "text": prompt.text}
                for prompt in self._said
            ],
        }

    def line(self) -> str:
        """The trip in one line."""
        end = "not arrived" if self.arrived_s is None else f"arrived after {self.arrived_s:.0f} s"
        planned = "no route" if self._planned is None else f"{self._planned.length_m:.0f} m planned"
        return f"trip: {planned}, {end}, {len(self._said)} prompts, {self.reroutes} new routes"
