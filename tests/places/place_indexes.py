"""The search indexes of the three regions, and where the car stands in each."""

from pathlib import Path

from built_regions import helsinki, liechtenstein, monaco

from headunit.kernel.geodesy import LatLon
from headunit.regions.state import Region

REGIONS = {"li": liechtenstein, "mc": monaco, "fi": helsinki}
MIDDLE = {"li": LatLon(47.141, 9.523), "mc": LatLon(43.738, 7.425), "fi": LatLon(60.17, 24.945)}


def region(name: str) -> Region:
    return REGIONS[name]()


def index(name: str) -> Path:
    return region(name).search
