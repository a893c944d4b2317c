"""Places as GPX 1.1 (https://www.topografix.com/GPX/1/1/), by gpxpy: waypoints; of foreign files the ends of routes."""

import re
from collections.abc import Iterable

import gpxpy
import gpxpy.gpx

from headunit.places.exchange import UnreadableError, checked, text
from headunit.places.state import Place

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"""^[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9._-]{1,30})["']""")
#: gpxpy builds a tree several times the size of the text: a recorded drive of days is not looked through (points).
MOST_POINTS = 100_000


def gpx(places: Iterable[Place]) -> str:
    """A GPX file. The kind stands in `type`, the line that tells where in `desc`."""
    made = gpxpy.gpx.GPX()
    made.creator = "headunit"
    for place in places:
        lat, lon = place.at
        point = gpxpy.gpx.GPXWaypoint(lat, lon, name=text(place.name), description=text(place.where) or None)
        point.type = place.kind
        made.waypoints.append(point)
    return str(made.to_xml(version="1.1"))


def places_of_gpx(data: bytes) -> list[Place]:
    """The waypoints; where there are none, the end of each route and track. Raises UnreadableError."""
    content = _decoded(data)
    if "<!DOCTYPE" in content or "<!ENTITY" in content:
        raise UnreadableError("it declares entities, which no list of places needs")
    points = len(re.findall(r"<(?:\w+:)?(?:wpt|rtept|trkpt)\b", content))
    if points > MOST_POINTS:
        raise UnreadableError(f"{points} points, {MOST_POINTS} is the most")
    try:
        found = gpxpy.parse(_DECLARATION.sub("", content, count=1))
    except Exception as error:  # gpxpy lets through whatever its XML parser and its own checks raise
        raise UnreadableError(
            f"no GPX: {str(error).splitlines()[0][:80] if str(error) else type(error).__name__}"
        ) from error
    if not found.waypoints:
        ends: list[tuple[gpxpy.gpx.GPXRoutePoint | gpxpy.gpx.GPXTrackPoint, str | None]]
        ends = [(route.points[-1], route.name) for route in found.routes if route.points]
        for track in found.tracks:
            segments = [segment for segment in track.segments if segment.points]
            ends += [(segments[-1].points[-1], track.name)] if segments else []
        return [checked(end.name or name, None, end.latitude, end.longitude) for end, name in ends]
    return [
        checked(mark.name, mark.type, mark.latitude, mark.longitude, mark.description or mark.comment)
        for mark in found.waypoints
    ]


def _decoded(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        encoding = "utf-16"
    else:
        said = _ENCODING.match(data[:200])
        encoding = "utf-8-sig" if said is None or said[1].lower() in {b"utf-8", b"utf8"} else said[1].decode()
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError, ValueError) as error:
        raise UnreadableError(f"its letters cannot be read ({encoding[:20]})") from error
