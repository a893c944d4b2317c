"""The step of a build that lists speed cameras: `highway=speed_camera` and `type=enforcement` of OpenStreetMap.

Whether a driver may be told of them is a question of law, and not asked here.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import override

import osmium

from headunit.kernel.geodesy import LatLon, bearing_deg
from headunit.kernel.units import METRES_PER_MILE
from headunit.regions.osmium_extract import reading
from headunit.regions.osmium_objects import nodes, relations
from headunit.regions.ports import Extract, Step
from headunit.regions.state import ATTRIBUTION

#: enforcement=* -> `kind`.
_KINDS = {
    "maxspeed": "speed",
    "average_speed": "section",
    "traffic_signals": "red light",
    "maxspeed;traffic_signals": "speed and red light",
    "traffic_signals;maxspeed": "speed and red light",
}
_SPEED = re.compile(r"(\d{1,3})\s*(mph|km/h|kmh|kph)?\s*")
_COMPASS = (
    *("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE"),
    *("S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"),
)
_CARDINAL = {name: number * 22.5 for number, name in enumerate(_COMPASS)}


def speed_kmh(text: str | None) -> float | None:
    """A `maxspeed` in km/h; None where it is a word ("walk", "signals") or absent."""
    match = _SPEED.fullmatch(text or "")
    if match is None:
        return None
    return round(int(match[1]) * METRES_PER_MILE / 1000, 1) if match[2] == "mph" else float(match[1])


def course_deg(text: str | None) -> float | None:
    """A `direction` such as "NE" or "45"; None where it says nothing of the compass."""
    if text is None:
        return None
    if text.strip().upper() in _CARDINAL:
        return _CARDINAL[text.strip().upper()]
    try:
        course = float(text)
    except ValueError:
        return None
    return course % 360.0 if abs(course) <= 360.0 else None  # noqa: PLR2004  a full circle


class SpeedCameras(Step):
    """One point for each camera. `bearing_deg`: the course of the cars that it looks at; null where it may be any."""

    @property
    @override
    def outputs(self) -> tuple[str, ...]:
        return ("cameras.geojson",)

    @override
    def run(self, extract: Extract, folder: Path, progress: Callable[[float], None]) -> None:
        with reading(extract.path):
            cameras = _cameras(extract.path)
        points = [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [round(place.lon_deg, 7), round(place.lat_deg, 7)]},
                "properties": properties,
            }
            for place, properties in cameras
        ]
        content = {"type": "FeatureCollection", "attribution": ATTRIBUTION, "features": points}
        part = folder / "cameras.part"
        part.write_text(json.dumps(content, indent=1, ensure_ascii=False), "utf-8")
        part.replace(folder / "cameras.geojson")
        progress(1.0)


_ROLES = ("device", "from", "to")

type _Camera = tuple[LatLon, dict[str, object]]


def _cameras(path: Path) -> list[_Camera]:
    enforcing = _relations(path)
    wanted = {node for _, members in enforcing for role in _ROLES for node in members.get(role, ())}
    places: dict[int, LatLon] = {}
    if wanted:
        for node in nodes(path, osmium.filter.IdFilter(wanted)):
            places[node.id] = LatLon(node.lat, node.lon)
    alone: dict[int, dict[str, str]] = {}
    camera = osmium.filter.TagFilter(("highway", "speed_camera"))
    for node in nodes(path, camera):
        places[node.id] = LatLon(node.lat, node.lon)
        alone[node.id] = {tag.k: tag.v for tag in node.tags}
    found = [told for tags, members in enforcing for told in _enforced(tags, members, places, alone)]
    devices = {device for _, members in enforcing for device in members.get("device", ())}
    for number, tags in alone.items():
        if number not in devices:
            limit, bearing = speed_kmh(tags.get("maxspeed")), course_deg(tags.get("direction"))
            found.append((places[number], {"kind": "speed", "maxspeed_kmh": limit, "bearing_deg": bearing}))
    return sorted(found, key=lambda one: (one[0], str(one[1])))


def _relations(path: Path) -> list[tuple[dict[str, str], dict[str, list[int]]]]:
    """Tags, and nodes by role, of each relation that enforces what a driver may be told of."""
    found = []
    enforcement = osmium.filter.TagFilter(("type", "enforcement"))
    for relation in relations(path, enforcement):
        tags = {tag.k: tag.v for tag in relation.tags}
        members: dict[str, list[int]] = {}
        for member in relation.members:
            if member.type == "n" and tags.get("enforcement") in _KINDS:
                members.setdefault(member.role, []).append(member.ref)
        found.append((tags, members))
    return found


def _enforced(
    tags: dict[str, str], members: dict[str, list[int]], places: dict[int, LatLon], alone: dict[int, dict[str, str]]
) -> Iterator[_Camera]:
    for device in members.get("device", ()):
        if device in places:
            limit = speed_kmh(tags.get("maxspeed")) or speed_kmh(alone.get(device, {}).get("maxspeed"))
            bearing = _bearing(places, members, device)
            kind = _KINDS[tags["enforcement"]]
            yield places[device], {"kind": kind, "maxspeed_kmh": limit, "bearing_deg": bearing}


def _bearing(places: dict[int, LatLon], members: dict[str, list[int]], device: int) -> float | None:
    """Of the cars that are measured: from `from` to `to`, and to the device where one of them is not said."""
    start = next((places[node] for node in members.get("from", ()) if node in places), None)
    end = next((places[node] for node in members.get("to", ()) if node in places), None)
    first, last = start or places[device], end or places[device]
    return None if first == last else round(bearing_deg(first, last), 1)
