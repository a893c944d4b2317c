"""How high the sun stands: NOAA's low-accuracy solar position, good to a fifth of a degree. Decides on headlights."""

import datetime as dt
import math

#: Noon of 1 January 2000 (J2000.0), from which the days are counted.
J2000 = dt.datetime(2000, 1, 1, 12, tzinfo=dt.UTC)
#: Below this many degrees of elevation a light sensor calls it dark: shortly after sunset.
DARK_DEG = -1.5


def elevation_deg(utc: dt.datetime, lat_deg: float, lon_deg: float) -> float:
    """Height of the sun's middle above the horizon in degrees, without refraction. `utc` with its zone."""
    days = (utc - J2000) / dt.timedelta(days=1)
    anomaly = math.radians(357.529 + 0.98560028 * days)
    longitude = math.radians(280.459 + 0.98564736 * days + 1.915 * math.sin(anomaly) + 0.020 * math.sin(2 * anomaly))
    obliquity = math.radians(23.439 - 0.00000036 * days)
    declination = math.asin(math.sin(obliquity) * math.sin(longitude))
    ascension = math.atan2(math.cos(obliquity) * math.sin(longitude), math.cos(longitude))
    sidereal = math.radians(280.46061837 + 360.98564736629 * days + lon_deg)
    hour_angle = sidereal - ascension
    lat = math.radians(lat_deg)
    sine = math.sin(lat) * math.sin(declination) + math.cos(lat) * math.cos(declination) * math.cos(hour_angle)
    return math.degrees(math.asin(sine))


def is_dark(utc: dt.datetime, lat_deg: float, lon_deg: float) -> bool:
    """Whether one drives with headlights."""
    return elevation_deg(utc, lat_deg, lon_deg) < DARK_DEG
