"""What the driver is told now."""

import enum
from dataclasses import dataclass

from headunit.kernel.geodesy import LatLon
from headunit.routing.state import Lane, Maneuver, Route


class Phase(enum.Enum):
    """Where guidance stands."""

    OFF = "off"
    STARTING = "starting"  # a route is chosen, the car is not on it yet
    ON_ROUTE = "on route"
    OFF_ROUTE = "off route"  # noticed; a new route is asked for
    NO_POSITION = "no position"  # the last place is not believed any more
    ARRIVED = "arrived"
    RESUMABLE = "resumable"  # a trip was under way when the program ended: "continue?"


class CameraWarnings(enum.Enum):
    """Whether speed cameras are told of. AUTO: only where the law of the country is known to allow it."""

    OFF = "off"
    AUTO = "auto"
    ON = "on"


@dataclass(frozen=True, slots=True)
class GuidanceWishes:
    """What the driver wants of guidance. Whoever owns the choices hangs it on the board; without it these hold.

    Over the limit is told beyond `tolerance_kmh`, above 100 km/h beyond `tolerance_share` of the limit.
    """

    cameras: CameraWarnings = CameraWarnings.AUTO
    tolerance_kmh: float = 3.0
    tolerance_share: float = 0.03
    muted: bool = False


class Source(enum.Enum):
    """What the place stands on."""

    NONE = "none"
    GNSS = "gnss"
    DEAD_RECKONING = "dead reckoning"  # speed and yaw from the car: a tunnel, a garage


@dataclass(frozen=True, slots=True)
class Camera:
    """A speed camera ahead. `limit_kmh`: None where the map does not say."""

    distance_m: float
    limit_kmh: float | None
    kind: str


@dataclass(frozen=True, slots=True)
class GuidanceState:
    """One moment. What concerns the route (`next` to `stop_index`, `camera`) is meaningful ON_ROUTE, STARTING and
    NO_POSITION only; place, street and limit also without a route, where the road is known.

    `next`: the maneuver ahead, `to_next_m` metres away; `then`: the one after it when it follows so closely that the
    driver must know now.
    `lanes`: shown from some seconds before the maneuver on, else empty. `remaining_*`: to the destination, `arrival_s`:
    Unix time.
    `stop_index`: of the next stop in `route.request.stops`. `street`: the road under the car. `over_limit`: beyond
    limit and tolerance.
    `better`: a faster route that is offered, and what it saves.
    """

    phase: Phase = Phase.OFF
    route: Route | None = None
    at_m: float = 0.0
    place: LatLon | None = None
    course_deg: float | None = None
    source: Source = Source.NONE
    next: Maneuver | None = None
    to_next_m: float = 0.0
    then: Maneuver | None = None
    lanes: tuple[Lane, ...] = ()
    remaining_m: float = 0.0
    remaining_s: float = 0.0
    arrival_s: float | None = None
    stop_index: int = 0
    street: str = ""
    limit_kmh: float | None = None
    over_limit: bool = False
    camera: Camera | None = None
    better: Route | None = None
    better_saves_s: float = 0.0
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something to say now. `text`: a whole sentence in `language` (BCP 47). `urgent`: the turn is here: drop what is
    older.

    `valid_s`: said later than this after `at` it would mislead, so it is not said.
    """

    at: float
    text: str
    language: str
    urgent: bool = False
    valid_s: float = 5.0
    kind: str = "maneuver"  # maneuver, depart, follow, via, arrive, reroute, camera, traffic
