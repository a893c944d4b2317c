"""A place, a hit of a search, and the driver's own places."""

import enum
from dataclasses import dataclass, field

from headunit.kernel.geodesy import LatLon


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go. `kind`: a key of places/kinds.py ("street", "address", "fuel", "charger", "town",
    "coordinates").

    `name` in the driver's language where the data has it. `where`: street and number for a POI, town and country: the
    line that tells two of the same name apart. `details`: OSM tags worth telling (opening_hours, phone, socket:*, ...).
    """

    name: str
    kind: str
    at: LatLon
    where: str = ""
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """A found place. `distance_m`, `bearing_deg`: from the car in a straight line; None without a position.

    `detour_s`: extra time where the search was along the route.
    """

    place: Place
    distance_m: float | None = None
    bearing_deg: float | None = None
    detour_s: float | None = None


class Nearby(enum.Enum):
    """Where to look for a kind of place."""

    ME = "me"
    ROUTE = "route"
    MAP = "map"  # the middle of the map in sight


@dataclass(frozen=True, slots=True)
class SearchState:
    """`asked`: the text (or kind) that `hits` answer. `pending`: an answer to something newer is on its way."""

    asked: str = ""
    hits: tuple[Hit, ...] = ()
    pending: bool = False
    fault: str = ""


class Slot(enum.Enum):
    """The two places that have a key of their own."""

    HOME = "home"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class Remembered:
    """The driver's own places, newest first. Kept on this computer alone."""

    home: Place | None = None
    work: Place | None = None
    favourites: tuple[Place, ...] = ()
    recents: tuple[Place, ...] = ()
