"""What is to be said, before it is words of a language: steps, distances, lanes. Pure.

The words are in words_XX.py, one file a language; `words.py` finds them.
"""

import enum
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from headunit.kernel.units import METRES_PER_MILE
from headunit.routing.state import Arrow, Lane, Maneuver, Turn


class Unit(enum.Enum):
    """In which a distance is said."""

    METRE = "m"
    KILOMETRE = "km"
    FOOT = "ft"
    YARD = "yd"
    MILE = "mi"


class System(enum.Enum):
    """How a country measures roads: the kilometre, the mile with feet (US), the mile with yards (UK)."""

    METRIC = "metric"
    MILES_FEET = "miles and feet"
    MILES_YARDS = "miles and yards"


@dataclass(frozen=True, slots=True)
class Distance:
    """A distance as a person says it: 400 m, 1.5 km, 0.25 mi."""

    amount: float
    unit: Unit


@dataclass(frozen=True, slots=True)
class LaneHint:
    """Which lanes to take. `side`: "left", "right" or "middle" of the road."""

    side: str
    count: int


@dataclass(frozen=True, slots=True)
class Step:
    """One maneuver as it is said. `street`: what follows; `toward`: of the sign; `place`: name of a stop on the way.

    `final`: of an arrival, whether the trip ends there.
    """

    turn: Turn
    street: str = ""
    exit_count: int = 0
    exit_number: str = ""
    toward: str = ""
    lanes: LaneHint | None = None
    place: str = ""
    final: bool = True

    def bare(self) -> "Step":
        """Only what to do."""
        return Step(self.turn, exit_count=self.exit_count, place=self.place, final=self.final)

    def named(self) -> "Step":
        """What to do and where to, without lanes."""
        return Step(
            self.turn, self.street, self.exit_count, self.exit_number, self.toward, None, self.place, self.final
        )


FEET_PER_MILE, YARDS_PER_MILE = 5280, 1760
#: Below this share of a mile the small unit is said.
SMALL_MILE = 0.2


def _to(value: float, step: float) -> float:
    return max(step, round(value / step) * step)


def rounded(metres: float, system: System) -> Distance:
    """The distance as it is said: near ones finer than far ones, never 0."""
    if system is System.METRIC:
        if metres < 975:  # noqa: PLR2004  from here on it rounds to 1000
            step = 10 if metres < 95 else 50 if metres < 325 else 100  # noqa: PLR2004
            return Distance(_to(metres, step), Unit.METRE)
        return Distance(_to(metres / 1000, 0.5 if metres < 2750 else 1.0), Unit.KILOMETRE)  # noqa: PLR2004
    miles = metres / METRES_PER_MILE
    if miles >= SMALL_MILE:
        part = 0.25 if miles < 0.9 else 0.5 if miles < 2.75 else 1.0  # noqa: PLR2004
        return Distance(_to(miles, part), Unit.MILE)
    if system is System.MILES_FEET:
        feet = miles * FEET_PER_MILE
        return Distance(_to(feet, 50 if feet < 475 else 100), Unit.FOOT)  # noqa: PLR2004
    yards = miles * YARDS_PER_MILE
    return Distance(_to(yards, 10 if yards < 45 else 50), Unit.YARD)  # noqa: PLR2004


def lane_hint(lanes: Sequence[Lane]) -> LaneHint | None:
    """Which lanes to take, where it can be said in few words; None where all serve, none does, or they lie apart."""
    serving = [lane.use is not Arrow.NONE for lane in lanes]
    if all(serving) or not any(serving):
        return None
    runs = [(used, len(list(group))) for used, group in itertools.groupby(serving)]
    if sum(used for used, _ in runs) != 1:
        return None
    count = sum(serving)
    if serving[0]:
        return LaneHint("left", count)
    return LaneHint("right" if serving[-1] else "middle", count)


def step_of(maneuver: Maneuver, *, place: str = "", final: bool = True, exit_of: Maneuver | None = None) -> Step:
    """What a maneuver says. `exit_of`: where a roundabout is left: its road is the one that matters."""
    told = maneuver if exit_of is None else exit_of
    return Step(
        maneuver.turn,
        street=told.streets[0] if told.streets else "",
        exit_count=maneuver.exit_count,
        exit_number=maneuver.exit_number,
        toward=(*told.toward, *told.branch, "")[0],
        lanes=lane_hint(maneuver.lanes),
        place=place,
        final=final,
    )
