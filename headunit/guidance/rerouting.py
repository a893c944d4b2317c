"""Asks for a new route after the car has left the old one, again and again with growing pauses, and never two at once.

Knows the engine through its port only.
"""

from collections.abc import Callable
from typing import Final

from headunit.kernel.geodesy import LatLon
from headunit.routing.ports import Router
from headunit.routing.state import NoRoute, Route, RouteRequest, Stop

#: Pause before the second question, and the longest (s).
PAUSE_S, LONGEST_PAUSE_S = 2.0, 30.0
#: An answer that does not come within this is not waited for (s).
PATIENCE_S: Final = 8.0


def request_from(request: RouteRequest, place: LatLon, course_deg: float | None) -> RouteRequest:
    """The same trip from here."""
    here = Stop(place, heading_deg=course_deg)
    return RouteRequest((here, *request.stops[1:]), request.aim, request.avoid, 0, request.language)


class Rerouting:
    """One question at a time. `found` is called with the new route; an answer to an older question is dropped."""

    def __init__(self, found: Callable[[Route], None]) -> None:
        self._found = found
        self._number = 0
        self._asked_at: float | None = None
        self._next_at = float("-inf")
        self._pause_s = PAUSE_S
        self.why = NoRoute.NONE
        self.pending = False

    def reset(self) -> None:
        """Forget what is asked: it is not wanted any more."""
        self._number += 1
        self._asked_at, self._next_at, self._pause_s, self.pending = None, float("-inf"), PAUSE_S, False
        self.why = NoRoute.NONE

    def ask(self, now: float, router: Router | None, request: Callable[[], RouteRequest]) -> bool:
        """Ask if it is time to. Whether a question was put."""
        if self.pending and self._asked_at is not None and now - self._asked_at > PATIENCE_S:
            self._failed(now, NoRoute.ENGINE)
        if router is None or self.pending or now < self._next_at:
            return False
        self._number += 1
        number = self._number
        self._asked_at, self.pending = now, True

        def answer(routes: tuple[Route, ...], why: NoRoute) -> None:
            if number != self._number:
                return
            if routes:
                self.reset()
                self._found(routes[0])
            else:
                self._failed(now, why)

        router.route(request(), answer)
        return True

    def _failed(self, now: float, why: NoRoute) -> None:
        self._number += 1
        self.pending, self.why = False, why
        self._next_at = now + self._pause_s
        self._pause_s = min(LONGEST_PAUSE_S, self._pause_s * 2)
