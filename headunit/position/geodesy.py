"""Distances on the Earth's surface, to the accuracy that a sanity check needs."""

import math

#: IUGG mean radius R1 of the GRS 80 ellipsoid, in metres (Moritz, Geodetic Reference System 1980).
EARTH_RADIUS_M = 6_371_008.8


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
