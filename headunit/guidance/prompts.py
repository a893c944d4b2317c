"""When to say what. Pure: the place along the route, the speed and the time in, a sentence out where one is due.

Each maneuver is told at some distances ahead and once more right before it ("the last call"). The last call begins so
early that it ends before the turn, and never after it. Knows no receiver and no loudspeaker.
"""

import dataclasses
import math
from dataclasses import dataclass
from typing import Final

from headunit.guidance.maneuvers import ARRIVALS, follower, next_index, together
from headunit.guidance.phrases import Step, System, rounded, step_of
from headunit.guidance.words import Words
from headunit.kernel.units import KMH_PER_MPS
from headunit.routing.state import Maneuver, Route, Turn

#: By the speed of the road before the maneuver (km/h, at least): distances told ahead (m), last call no later than (m).
#: Navit 0.5.6 (navit.xml, announce level2, level1, level0) has 2000/1000/300, 1000/400/100, 500/200/50 and 200/100/25
#: m for motorways, country roads, main streets and side streets.
LEVELS: Final = ((95.0, (2000.0, 1000.0, 400.0), 150.0), (60.0, (1000.0, 400.0), 80.0), (35.0, (500.0, 200.0), 40.0))
SLOWEST_LEVELS: Final = (0.0, (200.0, 100.0), 25.0)
#: A call ends so long before the turn (s); where time is short at least that long.
REACTION_S, LEAST_REACTION_S = 2.5, 0.5
#: Between an early call and the next one of the same maneuver there is silence for so long (s).
SILENCE_S = 4.0
#: A distance is news once it is this share of the one that was said last.
NEWS_SHARE = 0.7
#: "Continue for ..." is said from this distance on (m), on fast roads from that one; so long after the last turn (s).
FOLLOW_M, FOLLOW_FAST_M, FOLLOW_AFTER_S = 3000.0, 5000.0, 3.0
#: So many maneuvers are told in one breath at most.
BREATH = 3
#: An arrival is told no later than this before it (m).
ARRIVE_M = 30.0
#: The slowest speed that distances are reckoned with (m/s): a car that waits will go on.
LEAST_MPS = 2.0


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence that is due. `index`: of its maneuver in the route; None where it is about none."""

    text: str
    kind: str
    seconds: float
    index: int | None = None
    urgent: bool = False
    last_call: bool = False
    valid_s: float = 5.0


def levels(route: Route, maneuver: Maneuver) -> tuple[float, tuple[float, ...], float]:
    """Row of LEVELS for the road before a maneuver: by its limit, else by the speed that is expected on it."""
    piece = max(0, maneuver.begin - 1)
    limit = route.limit_kmh[piece] if piece < len(route.limit_kmh) else None
    if limit is None:
        length_m = route.at_m[piece + 1] - route.at_m[piece]
        time_s = route.time_s[piece + 1] - route.time_s[piece]
        limit = length_m / time_s * KMH_PER_MPS if time_s > 0 else 0.0
    return next((row for row in LEVELS if limit >= row[0]), SLOWEST_LEVELS)


class Prompter:
    """The prompts of one route. `busy_until`: when what was said last will be over."""

    def __init__(self, route: Route, words: Words, system: System, *, from_m: float = 0.0) -> None:
        self.words, self._route, self._system = words, route, system
        self.busy_until = float("-inf")
        self._level: dict[int, int] = {}  # maneuver -> how many of its early calls are done
        self._early_m: dict[int, float] = {}  # maneuver -> distance that was said last
        self._lengths: dict[int, tuple[float, float]] = {}
        self._called: set[int] = set()  # had its last call
        self._told: set[int] = set()  # was told in the breath of an earlier one's last call
        self._follow: set[int] = set()
        self._cameras: set[int] = set()
        self._index = next_index(route, from_m)
        self._index_since: float | None = None

    def tick(self, now: float, at_m: float, speed_mps: float) -> Said | None:
        """What is to be said at this moment."""
        index = next_index(self._route, at_m)
        if index != self._index or self._index_since is None:
            self._index, self._index_since = index, now
        if index is None:
            return None
        maneuver = self._route.maneuvers[index]
        to_m = maneuver.at_m - at_m
        # Above a crawl the speed counts as it is; a car that waits is given a little, so that no call is late.
        speed_mps = max(LEAST_MPS, speed_mps)
        said = self._last_call(now, index, to_m, speed_mps)
        if said is None and now >= self.busy_until:
            said = self._early_call(index, to_m, speed_mps) or self._follow_call(now, index, to_m)
        return None if said is None else self.speak(now, said)

    def speak(self, now: float, said: Said) -> Said:
        """Note that `said` is being said from now on."""
        self.busy_until = now + said.seconds
        return said

    def free(self, now: float, at_m: float, speed_mps: float, seconds: float) -> bool:
        """Whether something else of a length may be said now without coming in a last call's way."""
        if now < self.busy_until or self._index is None:
            return now >= self.busy_until
        maneuver = self._route.maneuvers[self._index]
        to_m = maneuver.at_m - at_m
        due_m = self._due_m(self._index, max(LEAST_MPS, speed_mps))
        return self._index in self._called or to_m - due_m > max(LEAST_MPS, speed_mps) * (seconds + 1)

    def depart(self, course_deg: float) -> Said:
        """The first words of a trip."""
        first, octant = self._route.maneuvers[0], round(course_deg / 45) % 8
        return self._said(self.words.depart(octant, first.streets[0] if first.streets else ""), "depart", valid_s=10.0)

    def rerouted(self) -> Said:
        """There is a new route, this one."""
        return self._said(self.words.rerouted(), "reroute")

    def better(self, saves_s: float) -> Said:
        """Another route is faster."""
        return self._said(self.words.better(max(1, round(saves_s / 60))), "traffic", valid_s=20.0)

    def camera(self, number: int, limit_kmh: float | None, *, miles: bool) -> Said | None:
        """A camera is ahead; None where it was told before."""
        if number in self._cameras:
            return None
        self._cameras.add(number)
        limit = None if limit_kmh is None else round(limit_kmh / 1.609344 if miles else limit_kmh)
        return self._said(self.words.camera(limit), "camera")

    def arrived(self) -> Said | None:
        """The last words of a trip, where they were not said on the way to its end."""
        index = len(self._route.maneuvers) - 1
        if index in self._called or self._route.maneuvers[index].turn not in ARRIVALS:
            return None
        self._called.add(index)
        return self._said(self.words.now([self._step(index)]), "arrive", index)

    def repeat(self, at_m: float) -> Said | None:
        """The next maneuver once more, with the distance that holds now."""
        index = next_index(self._route, at_m)
        if index is None:
            return None
        steps = self._steps(index, 2)
        to_m = self._route.maneuvers[index].at_m - at_m
        return self._said(self.words.ahead(rounded(to_m, self._system), steps), "maneuver", index, urgent=True)

    def _last_call(self, now: float, index: int, to_m: float, speed_mps: float) -> Said | None:
        if index in self._called or to_m > self._due_m(index, speed_mps):
            return None
        left_s, busy_s = to_m / speed_mps, max(0.0, self.busy_until - now)
        if index in self._told and self._route.maneuvers[index].turn not in ARRIVALS:
            # It was told with the one before; once more only where there is time for it.
            text = self.words.now([self._step(index).bare()])
            fits = busy_s == 0 and self.words.seconds(text) + LEAST_REACTION_S <= left_s
            return self._done(index, [index], text) if fits else None
        breath = self._breath(index)
        steps = [self._step(one) for one in breath]
        bare = [step.bare() for step in steps]
        for variant in ([steps[0].named(), *bare[1:]], bare, bare[:1]):
            text = self.words.now(variant)
            needs_s = self.words.seconds(text) + LEAST_REACTION_S
            if busy_s > 0 and busy_s + needs_s <= left_s:
                return None  # there is time to wait for the end of what is being said
            if needs_s <= left_s:
                return self._done(index, breath[: len(variant)], text)
        # Late in any case: the maneuver appeared under the wheels. Say the least, with what follows at once.
        return self._done(index, breath, self.words.now(bare))

    def _due_m(self, index: int, speed_mps: float) -> float:
        """The distance at which the last call is due."""
        seconds, latest_m = self._lengths.get(index) or self._measure(index)
        if self._route.maneuvers[index].turn in ARRIVALS:
            return max(ARRIVE_M, speed_mps * (seconds + LEAST_REACTION_S))
        return max(min(latest_m, speed_mps * 8), speed_mps * (seconds + REACTION_S))

    def _measure(self, index: int) -> tuple[float, float]:
        """How long the last call takes (s), and how near it may come at the latest (m): the same for a whole route."""
        breath = self._breath(index)
        steps = [self._step(breath[0]).named(), *(self._step(one).bare() for one in breath[1:])]
        seconds = self.words.seconds(self.words.now(steps))
        self._lengths[index] = seconds, levels(self._route, self._route.maneuvers[index])[2]
        return self._lengths[index]

    def _early_call(self, index: int, to_m: float, speed_mps: float) -> Said | None:
        if index in self._called or index in self._told:
            return None
        due_m = self._due_m(index, speed_mps)
        distances = levels(self._route, self._route.maneuvers[index])[1]
        reached = sum(to_m <= distance for distance in distances)
        if reached <= self._level.get(index, 0):
            return None
        if to_m > NEWS_SHARE * self._early_m.get(index, math.inf):
            self._level[index] = reached
            return None  # it was said just now
        nearer = distances[reached:]
        steps = self._steps(index, 2 if not nearer else 1)
        text = self.words.ahead(rounded(to_m, self._system), steps)
        until_s = (to_m - max([due_m, *nearer])) / speed_mps
        if until_s < self.words.seconds(text) + SILENCE_S:
            if not nearer:
                self._level[index] = reached
            return None  # the next call is near; that one will do
        self._level[index], self._early_m[index] = reached, to_m
        return self._said(text, self._kind(index), index)

    def _follow_call(self, now: float, index: int, to_m: float) -> Said | None:
        if index in self._follow or self._index_since is None or now - self._index_since < FOLLOW_AFTER_S:
            return None
        fast = levels(self._route, self._route.maneuvers[index])[0] >= LEVELS[0][0]
        self._follow.add(index)
        if to_m < (FOLLOW_FAST_M if fast else FOLLOW_M):
            return None
        before = [one for one in self._route.maneuvers[:index] if one.streets]
        street = before[-1].streets[0] if before else ""
        return self._said(self.words.follow(rounded(to_m, self._system), street), "follow", index)

    def _done(self, index: int, breath: list[int], text: str) -> Said:
        self._called.add(index)
        self._told.update(breath[1:])
        said = self._said(text, self._kind(index), index, urgent=True, valid_s=1.5)
        return dataclasses.replace(said, last_call=True)

    def _breath(self, index: int) -> list[int]:
        """`index` and those that follow it so closely that they must be told together."""
        breath = [index]
        while len(breath) < BREATH and (later := together(self._route, breath[-1])) is not None:
            breath.append(later)
        # Where to leave a roundabout is told with entering it: it needs no words of its own in one breath.
        entered = [one for one in breath if self._route.maneuvers[one].turn is not Turn.ROUNDABOUT_EXIT]
        return entered if entered and entered[0] == index else breath

    def _steps(self, index: int, count: int) -> list[Step]:
        breath = self._breath(index)[:count]
        return [self._step(breath[0]), *(self._step(one).bare() for one in breath[1:])]

    def _step(self, index: int) -> Step:
        maneuver = self._route.maneuvers[index]
        exit_of = None
        if maneuver.turn is Turn.ROUNDABOUT and (later := follower(self._route, index)) is not None:
            left = self._route.maneuvers[later]
            exit_of = left if left.turn is Turn.ROUNDABOUT_EXIT else None
        if maneuver.turn not in ARRIVALS:
            return step_of(maneuver, exit_of=exit_of)
        final = not any(one.turn in ARRIVALS for one in self._route.maneuvers[index + 1 :])
        number = sum(one.turn in ARRIVALS for one in self._route.maneuvers[: index + 1])
        stops = self._route.request.stops
        return step_of(maneuver, place=stops[number].name if number < len(stops) else "", final=final)

    def _kind(self, index: int) -> str:
        if self._route.maneuvers[index].turn not in ARRIVALS:
            return "maneuver"
        return "arrive" if self._step(index).final else "via"

    def _said(
        self, text: str, kind: str, index: int | None = None, *, urgent: bool = False, valid_s: float = 5.0
    ) -> Said:
        return Said(text, kind, self.words.seconds(text), index, urgent, valid_s=valid_s)
