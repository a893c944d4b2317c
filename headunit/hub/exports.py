"""A trip as files that other programs read: GPX 1.1 (topografix.com/GPX/1/1) and CSV (RFC 4180)."""

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

type Points = Sequence[tuple[float, float]]

_GPX = "http://www.topografix.com/GPX/1/1"


def track_of(lats: Points, lons: Points) -> list[dict[str, float]]:
    """Places by time, from latitudes and longitudes that were written down together."""
    by_time = dict(lons)
    return [{"at_s": at, "lat": lat, "lon": by_time[at]} for at, lat in lats if at in by_time]


def gpx(title: str, track: Sequence[Mapping[str, float]]) -> bytes:
    """As one track of one segment."""
    root = ET.Element("gpx", {"version": "1.1", "creator": "headunit", "xmlns": _GPX})
    segment = ET.SubElement(_titled(root, title), "trkseg")
    for place in track:
        point = ET.SubElement(segment, "trkpt", {"lat": f"{place['lat']:.7f}", "lon": f"{place['lon']:.7f}"})
        ET.SubElement(point, "time").text = _iso(place["at_s"])
    written: bytes = ET.tostring(root, "utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written


def _titled(root: ET.Element, title: str) -> ET.Element:
    track = ET.SubElement(root, "trk")
    ET.SubElement(track, "name").text = title
    return track


def table(track: Sequence[Mapping[str, float]], speeds: Points, levels: Points) -> bytes:
    """One row for each moment of which anything is known."""
    rows: dict[float, dict[str, float]] = {}
    for place in track:
        rows.setdefault(place["at_s"], {}).update(lat=place["lat"], lon=place["lon"])
    for name, points in (("speed_kmh", speeds), ("level_percent", levels)):
        for at, value in points:
            rows.setdefault(at, {})[name] = value
    told = io.StringIO()
    writer = csv.DictWriter(told, ["time", "lat", "lon", "speed_kmh", "level_percent"], restval="")
    writer.writeheader()
    for at in sorted(rows):
        writer.writerow({"time": _iso(at), **rows[at]})
    return told.getvalue().encode()


def _iso(at_s: float) -> str:
    return dt.datetime.fromtimestamp(at_s, dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
