"""Where one looks at the map from, and what lies on it besides the tiles."""

import enum
from dataclasses import dataclass

from headunit.kernel.geodesy import LatLon

#: Zoom as in web maps: the world is 256 * 2**zoom pixels wide at scale 1.
MIN_ZOOM = 4.0
MAX_ZOOM = 19.5
MAX_TILT_DEG = 60.0


class Follow(enum.Enum):
    """What the camera does by itself."""

    HEADING_UP = "heading up"  # the car stays, the road comes down
    NORTH_UP = "north up"
    OVERVIEW = "overview"  # the whole route in view
    FREE = "free"  # a finger has moved the map


@dataclass(frozen=True, slots=True)
class Camera:
    """`bearing_deg`: what is up, clockwise from north. `tilt_deg`: 0 looks straight down."""

    centre: LatLon
    zoom: float = 16.0
    bearing_deg: float = 0.0
    tilt_deg: float = 0.0


class PinKind(enum.Enum):
    """What a pin stands for; each has a shape of its own."""

    DESTINATION = "destination"
    VIA = "via"
    HIT = "hit"  # a search result
    CHARGER = "charger"
    FAVOURITE = "favourite"
    HOME = "home"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class Pin:
    """A marked place. `key`: what a touch on it reports."""

    kind: PinKind
    at: LatLon
    key: str
    title: str = ""


class LineKind(enum.Enum):
    """How a line is drawn over the roads."""

    ROUTE = "route"
    ALTERNATIVE = "alternative"
    DRIVEN = "driven"
    TRAFFIC = "traffic"  # roads that are not free: only their flow is drawn
    RANGE = "range"  # as far as the battery goes: a closed line


@dataclass(frozen=True, slots=True)
class Line:
    """A line over the map. `flow`: for each piece between two points 0 free, 1 slow, 2 jam, 3 closed, -1 unknown; or
    empty."""

    kind: LineKind
    points: tuple[LatLon, ...]
    key: str = ""
    flow: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlay:
    """All that navigation lays over the map. The map draws it and knows no more of it."""

    pins: tuple[Pin, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Vehicle:
    """The car on the map, as navigation believes it: on the road where it is matched to one.

    `course_deg`: None keeps the last. `speed_mps`: lets the picture glide on between two places. `certain`: False draws
    it faded.
    """

    at: float
    place: LatLon | None = None
    course_deg: float | None = None
    speed_mps: float = 0.0
    certain: bool = True
