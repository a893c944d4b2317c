"""What can be asked of the search index, and what it answers. Knows neither the index nor who reads it."""

from dataclasses import dataclass, field
from pathlib import Path

from headunit.kernel.geodesy import LatLon
from headunit.places.coordinates import written
from headunit.places.state import Hit, Nearby

#: How many hits an answer has at most, unless asked otherwise.
LIMIT = 20
#: How far off the route a place may lie (m).
ROUTE_WITHIN_M = 3_000.0


@dataclass(frozen=True, slots=True)
class Where:
    """`near`: what near means for the ranking (the car, else the middle of the map). `car`: distances are from here.

    `language`: BCP 47, of the names.
    """

    near: LatLon | None = None
    car: LatLon | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Ahead:
    """A route, or any line, and how far along it the car is. `at_m`, `time_s`: of each point, where they are known.

    `within_m`: how far off it a place may lie.
    """

    points: tuple[LatLon, ...]
    at_m: tuple[float, ...] = ()
    time_s: tuple[float, ...] = ()
    from_m: float = 0.0
    within_m: float = ROUTE_WITHIN_M


@dataclass(frozen=True, slots=True)
class Question:
    """One of `text`, `kinds` and `at`, or a text among `kinds`; nothing at all only warms up.

    `middle`: of the map in sight.
    """

    index: Path | None
    where: Where
    text: str = ""
    kinds: tuple[str, ...] = ()
    nearby: Nearby = Nearby.ME
    at: LatLon | None = None
    middle: LatLon | None = None
    ahead: Ahead | None = None
    limit: int = LIMIT

    @property
    def asked(self) -> str:
        """What SearchState says that was asked."""
        return self.text or (written(self.at) if self.at is not None else ",".join(self.kinds))


@dataclass(frozen=True, slots=True)
class Answer:
    """`along_m`: for each hit how far it is along the route, where that was asked."""

    hits: tuple[Hit, ...] = ()
    fault: str = ""
    along_m: tuple[float, ...] = field(default=())
