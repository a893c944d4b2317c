"""What the driver points at on the map."""

from dataclasses import dataclass

from headunit.kernel.geodesy import LatLon


@dataclass(frozen=True, slots=True)
class Selection:
    """`place`: a spot that is looked at. `route`: key of the route that is pointed at, "" for the first. `searching`:
    the search page is open."""

    place: LatLon | None = None
    name: str = ""
    route: str = ""
    searching: bool = False
