"""Places on the Earth: distances, bearings, and the flat map around one place. Degrees are WGS 84."""

import math
from dataclasses import dataclass
from typing import NamedTuple

#: IUGG mean radius R1 of the GRS 80 ellipsoid, in metres (Moritz, Geodetic Reference System 1980).
EARTH_RADIUS_M = 6_371_008.8
#: WGS 84: equatorial radius in metres, first eccentricity squared.
EQUATOR_M = 6378137.0
ECCENTRICITY2 = 6.69437999014e-3


def distance_m(lat1_deg: float, lon1_deg: float, lat2_deg: float, lon2_deg: float) -> float:
    """Great-circle distance in metres between two points in degrees.

    Haversine formula (Sinnott, Virtues of the Haversine, 1984) on a sphere: up to 0.6 % off the WGS 84 ellipsoid.
    """
    lat1, lat2 = math.radians(lat1_deg), math.radians(lat2_deg)
    half_lat = (lat2 - lat1) / 2
    half_lon = math.radians(lon2_deg - lon1_deg) / 2
    haversine = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    # Rounding may carry antipodes past 1, where asin has no value.
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(haversine)))


class LatLon(NamedTuple):
    """A place in degrees: north and east positive."""

    lat_deg: float
    lon_deg: float


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box in degrees. `west` <= `east`: no region of ours crosses the antimeridian."""

    south: float
    west: float
    north: float
    east: float

    def __contains__(self, place: LatLon) -> bool:
        return self.south <= place.lat_deg <= self.north and self.west <= place.lon_deg <= self.east

    @property
    def middle(self) -> LatLon:
        """The centre of the box."""
        return LatLon((self.south + self.north) / 2, (self.west + self.east) / 2)


def bearing_deg(here: LatLon, there: LatLon) -> float:
    """Initial course of the great circle from `here` to `there`: 0..360, clockwise from north; 0 for the same place."""
    lat1, lat2 = math.radians(here.lat_deg), math.radians(there.lat_deg)
    dlon = math.radians(there.lon_deg - here.lon_deg)
    east = math.sin(dlon) * math.cos(lat2)
    north = math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(lat2) * math.cos(dlon)
    return math.degrees(math.atan2(east, north)) % 360.0


@dataclass(frozen=True, slots=True)
class LocalFrame:
    """A flat map around one place (degrees)."""

    lat_deg: float
    lon_deg: float

    def _metres_per_degree(self) -> tuple[float, float]:
        sin2 = math.sin(math.radians(self.lat_deg)) ** 2
        meridian_m = EQUATOR_M * (1 - ECCENTRICITY2) / (1 - ECCENTRICITY2 * sin2) ** 1.5
        parallel_m = EQUATOR_M / math.sqrt(1 - ECCENTRICITY2 * sin2) * math.cos(math.radians(self.lat_deg))
        return math.radians(meridian_m), math.radians(parallel_m)

    def to_metres(self, lat_deg: float, lon_deg: float) -> tuple[float, float]:
        """East and north of the middle, in metres."""
        per_lat, per_lon = self._metres_per_degree()
        return (lon_deg - self.lon_deg) * per_lon, (lat_deg - self.lat_deg) * per_lat

    def to_degrees(self, east_m: float, north_m: float) -> tuple[float, float]:
        """Latitude and longitude of a point on the flat map."""
        per_lat, per_lon = self._metres_per_degree()
        return self.lat_deg + north_m / per_lat, self.lon_deg + east_m / per_lon
