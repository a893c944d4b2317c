"""Whether a newly found route is so much better than the one driven that the driver should hear of it. Pure."""

import bisect
from collections.abc import Iterable
from typing import Final

from headunit.routing.state import Route

#: It must save so much time (s), and such a share of what is left: otherwise the guidance would talk for nothing.
SAVES_S: Final = 120.0
SAVES_SHARE: Final = 0.1


def remaining_s(route: Route, at_m: float) -> float:
    """Expected driving time from `at_m` along the route to its end, in seconds."""
    index = min(max(bisect.bisect_right(route.at_m, at_m) - 1, 0), len(route.at_m) - 2)
    length_m = route.at_m[index + 1] - route.at_m[index]
    share = 0.0 if length_m <= 0 else min(max((at_m - route.at_m[index]) / length_m, 0.0), 1.0)
    now_s = route.time_s[index] + share * (route.time_s[index + 1] - route.time_s[index])
    return max(0.0, route.duration_s - now_s)


def better(left_s: float, found: Iterable[Route]) -> tuple[Route, float] | None:
    """The best of `found`, which start here, and the seconds it saves; None where it is not worth a word.

    `left_s`: what the present route still takes with the traffic of now. Ask the router for its rest again (it is among
    what is found where it is still the best): times learned before a jam know nothing of it.
    """
    best = min(found, key=lambda route: route.duration_s, default=None)
    if best is None:
        return None
    saves_s = left_s - best.duration_s
    return (best, saves_s) if saves_s >= SAVES_S and saves_s >= SAVES_SHARE * left_s else None
