"""The road under the car: told from the route while the car is on it, else asked of routing. Knows no engine."""

import collections
from typing import Final

from headunit.guidance.line import RouteLine
from headunit.guidance.moment import limit_at, street_at, tunnel_at
from headunit.guidance.track import Sighting
from headunit.kernel.board import Board
from headunit.kernel.geodesy import LatLon
from headunit.routing.ports import Router
from headunit.routing.state import RoadHere, Route

#: Told and asked once in so many seconds; believed for so long.
EVERY_S: Final = 1.0
BELIEVED_S: Final = 5.0
TRACE: Final = 10


class RoadFinder:
    """Publishes RoadHere while guidance runs; reads it where routing publishes it."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._trace: collections.deque[tuple[LatLon, float]] = collections.deque(maxlen=TRACE)
        self._asked_at = self._told_at = float("-inf")

    def see(self, seen: Sighting) -> None:
        """Remember a place of the car."""
        self._trace.append((seen.place, seen.at))

    def ask(self, now: float, router: Router | None) -> None:
        """Ask for the road under the last places, if it is time to."""
        if router is None or not self._trace or now - self._asked_at < EVERY_S or now - self._trace[-1][1] > BELIEVED_S:
            return
        self._asked_at = now

        def answer(road: RoadHere | None) -> None:
            if road is not None:
                self._board.publish(road)

        router.match(tuple(self._trace), answer)

    def tell(self, now: float, route: Route, line: RouteLine, at_m: float) -> None:
        """The car is on the route: its road is known."""
        if now - self._told_at < EVERY_S:
            return
        self._told_at = now
        self._board.publish(
            RoadHere(
                now,
                line.place(at_m),
                line.course(at_m),
                street_at(route, at_m),
                limit_at(route, line, at_m),
                # The route does not tell which of several countries this is.
                route.countries[0] if len(route.countries) == 1 else "",
                route.left_hand,
                tunnel_at(route, line, at_m),
            )
        )

    def here(self, now: float) -> RoadHere | None:
        """What was told last, while it may be believed."""
        road = self._board.latest(RoadHere)
        return road if road is not None and 0 <= now - road.at <= BELIEVED_S else None
