"""A route being driven: its line, where on it the car is, and what was told of it. Knows no board and no port."""

import dataclasses
from typing import Final

from headunit.guidance.arrival import Arrival
from headunit.guidance.line import RouteLine
from headunit.guidance.moment import Moment, moment, stop_index, tunnel_at
from headunit.guidance.progress import Progress
from headunit.guidance.prompts import Prompter
from headunit.guidance.track import Track
from headunit.kernel.geodesy import LatLon
from headunit.routing.state import Route, RouteRequest, Stop

#: Leaving the road so near to a via point or the destination is a call there (m).
CALL_M: Final = 60.0


class Journey:
    """`joined_m`: distance driven by the car when it came to the route."""

    def __init__(self, route: Route) -> None:
        self.route = route
        self.line = RouteLine(route)
        self.track = Track(self.line)
        self.progress = Progress()
        self.arrival = Arrival()
        self.joined_m = 0.0
        self.prompter: Prompter | None = None

    @property
    def at_m(self) -> float:
        """The shown place along the route."""
        return min(self.progress.at_m, self.route.length_m)

    @property
    def left_m(self) -> float:
        """To the destination."""
        return self.route.length_m - self.progress.at_m

    @property
    def tunnel(self) -> bool:
        """Whether the route is in a tunnel where the car must be by now."""
        return tunnel_at(self.route, self.line, self.progress.expected_m)

    @property
    def stop_index(self) -> int:
        """Of the next stop, in `route.request.stops`."""
        return stop_index(self.route, self.progress.at_m)

    def join(self, at_m: float, driven_m: float) -> None:
        """The car is on the route, there."""
        self.progress, self.joined_m = Progress(at_m), driven_m

    def moment(self, speed_mps: float) -> Moment:
        """The banner."""
        return moment(self.route, self.line, self.at_m, speed_mps)

    def stops_ahead(self, reach_m: float = 0.0) -> tuple[Stop, ...]:
        """Where the trip still leads; those within `reach_m` count as called at."""
        stops = self.route.request.stops
        return stops[min(stop_index(self.route, self.progress.at_m + reach_m), len(stops) - 1) :]

    def rest(self, place: LatLon, reach_m: float = 0.0) -> RouteRequest:
        """What a new route from `place` must do."""
        return dataclasses.replace(self.route.request, stops=(Stop(place), *self.stops_ahead(reach_m)))

    def renew(self, route: Route) -> bool:
        """Take new times and traffic for the same route. Whether it was the same."""
        if route.points != self.route.points:
            return False
        self.route = dataclasses.replace(route, request=self.route.request, key=self.route.key)
        return True
