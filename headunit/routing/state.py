"""A route, its maneuvers, and what was asked for. Distances along the route in metres from its start."""

import enum
from dataclasses import dataclass, field

from headunit.kernel.geodesy import LatLon


class Avoid(enum.Enum):
    """What a route may be asked to keep away from."""

    TOLLS = "tolls"
    MOTORWAYS = "motorways"
    FERRIES = "ferries"
    UNPAVED = "unpaved"


class Aim(enum.Enum):
    """What "best" means."""

    FASTEST = "fastest"
    SHORTEST = "shortest"


@dataclass(frozen=True, slots=True)
class Stop:
    """A point to pass. `name`: for the banner and the voice. `heading_deg`: of the car, for the first one only."""

    at: LatLon
    name: str = ""
    heading_deg: float | None = None


@dataclass(frozen=True, slots=True)
class RouteRequest:
    """`stops`: start, via points, destination: two or more. `alternatives`: how many besides the best, 0..2.

    `language`: BCP 47 of the instructions.
    """

    stops: tuple[Stop, ...]
    aim: Aim = Aim.FASTEST
    avoid: frozenset[Avoid] = frozenset()
    alternatives: int = 0
    language: str = "en"


class Turn(enum.Enum):
    """What to do at a maneuver. Values are names of icons too."""

    DEPART = "depart"
    CONTINUE = "continue"
    STRAIGHT = "straight"
    SLIGHT_RIGHT = "slight-right"
    RIGHT = "right"
    SHARP_RIGHT = "sharp-right"
    UTURN_RIGHT = "uturn-right"
    UTURN_LEFT = "uturn-left"
    SHARP_LEFT = "sharp-left"
    LEFT = "left"
    SLIGHT_LEFT = "slight-left"
    RAMP_STRAIGHT = "ramp-straight"
    RAMP_RIGHT = "ramp-right"
    RAMP_LEFT = "ramp-left"
    EXIT_RIGHT = "exit-right"
    EXIT_LEFT = "exit-left"
    STAY_STRAIGHT = "stay-straight"
    STAY_RIGHT = "stay-right"
    STAY_LEFT = "stay-left"
    MERGE = "merge"
    MERGE_RIGHT = "merge-right"
    MERGE_LEFT = "merge-left"
    ROUNDABOUT = "roundabout"  # enter; `exit_count` says which exit
    ROUNDABOUT_EXIT = "roundabout-exit"
    FERRY = "ferry"
    FERRY_EXIT = "ferry-exit"
    ARRIVE = "arrive"
    ARRIVE_RIGHT = "arrive-right"
    ARRIVE_LEFT = "arrive-left"


class Arrow(enum.IntFlag):
    """Directions painted on a lane, as in OSM's turn:lanes (Valhalla's bits, baldr/turnlanes.h, one place lower)."""

    NONE = 0
    THROUGH = 1
    SHARP_LEFT = 2
    LEFT = 4
    SLIGHT_LEFT = 8
    SLIGHT_RIGHT = 16
    RIGHT = 32
    SHARP_RIGHT = 64
    REVERSE = 128
    MERGE_LEFT = 256
    MERGE_RIGHT = 512


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane before a maneuver, left to right. `use`: the arrow to follow, NONE where the lane does not serve.

    `preferred`: among those that serve, one that also serves the maneuver after it.
    """

    arrows: Arrow
    use: Arrow = Arrow.NONE
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Maneuver:
    """One thing to do. `at_m`: where, along the route. `begin`: index of that point in Route.points.

    `streets`: names of the road that follows; `exit_number`, `toward`, `branch`: of its signs. `exit_count`: of a
    roundabout, 1 = the first.
    `length_m`, `time_s`: until the next maneuver. `instruction`: one sentence in the asked language, written by
    routing/words.
    """

    turn: Turn
    at_m: float
    begin: int
    length_m: float
    time_s: float
    streets: tuple[str, ...] = ()
    exit_number: str = ""
    toward: tuple[str, ...] = ()
    branch: tuple[str, ...] = ()
    exit_count: int = 0
    lanes: tuple[Lane, ...] = ()
    instruction: str = ""
    bearing_before_deg: float | None = None
    bearing_after_deg: float | None = None
    toll: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """One way to go. `points`: N >= 2. `at_m`: N distances from the start. `time_s`: N expected driving times from the
    start, with traffic.

    `limit_kmh`: N-1, for the piece after each point; None unknown, never a guess. `flow`: N-1, see map.state.Line.
    `tunnel`: N-1. `stops_at`: index of the point of each stop after the start. `countries`: ISO 3166-1 alpha-2 passed.
    `free_time_s`: without traffic.
    """

    key: str
    points: tuple[LatLon, ...]
    at_m: tuple[float, ...]
    time_s: tuple[float, ...]
    maneuvers: tuple[Maneuver, ...]
    request: RouteRequest
    stops_at: tuple[int, ...]
    limit_kmh: tuple[float | None, ...] = ()
    flow: tuple[int, ...] = ()
    tunnel: tuple[bool, ...] = ()
    countries: tuple[str, ...] = ()
    left_hand: bool = False
    toll: bool = False
    ferry: bool = False
    unpaved: bool = False
    free_time_s: float = 0.0
    via_text: str = ""  # the road that tells it from its alternatives: "A1"

    @property
    def length_m(self) -> float:
        """Of the whole route."""
        return self.at_m[-1]

    @property
    def duration_s(self) -> float:
        """Expected, with traffic."""
        return self.time_s[-1]


class Planning(enum.Enum):
    """What routing is doing about the last request."""

    IDLE = "idle"
    ASKED = "asked"
    READY = "ready"
    FAILED = "failed"
    NO_REGION = "no region"


class NoRoute(enum.Enum):
    """Why there is no route, for a helpful screen."""

    NONE = ""
    UNREACHABLE = "unreachable"  # an island, a closed area
    START_OFF_ROAD = "start off road"
    DESTINATION_OFF_ROAD = "destination off road"
    OUTSIDE = "outside the region"
    ENGINE = "engine"  # it died or hung; it is being started anew
    NO_REGION = "no region"


@dataclass(frozen=True, slots=True)
class Charge:
    """What a trip asks of the battery. `arrival_percent`: at the destination, below 0 = does not fit; None for other
    cars.

    `stops`: chargers to call at, with the percentage there on arrival and departure.
    """

    arrival_percent: float | None = None
    stops: tuple[tuple[Stop, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class RoutingState:
    """`routes`: the best first; `charges`: one for each. `request`: what they answer. Only `Planning.READY` has
    routes."""

    planning: Planning = Planning.IDLE
    request: RouteRequest | None = None
    routes: tuple[Route, ...] = ()
    why: NoRoute = NoRoute.NONE
    detail: str = ""
    charges: tuple[Charge, ...] = ()


@dataclass(frozen=True, slots=True)
class RoadHere:
    """The road that the car is on: from the route, else matched to the net. None is unknown, never a guess."""

    at: float = 0.0
    place: LatLon | None = None  # on the road's centre line
    course_deg: float | None = None
    street: str = ""
    limit_kmh: float | None = None
    country: str = ""
    left_hand: bool = False
    tunnel: bool = False


@dataclass(frozen=True, slots=True)
class RangeState:
    """As far as the battery goes: one closed line, empty when unknown."""

    outline: tuple[LatLon, ...] = ()
    range_m: float | None = None


@dataclass(frozen=True, slots=True)
class TrafficState:
    """What is known of the traffic. `source`: file or address of the feed. `flows`: (points, flow) of roads that are
    not free."""

    source: str = ""
    at: float | None = None
    flows: tuple[tuple[tuple[LatLon, ...], int], ...] = ()
    closures: int = 0
    fault: str = ""
    counters: dict[str, int] = field(default_factory=dict)
