"""DATEX II (CEN/TS 16157, versions 2 and 3): situations, elaborated and measured data, as pieces of road.

Read by local names, so both versions and national extensions pass. Locations by coordinates: GML lines, linear
locations with two ends, and points. Alert-C and other references into tables that only their publisher has are counted
and left out.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Final, NoReturn, override

from headunit.kernel.geodesy import LatLon
from headunit.routing.segments import MAX_POINTS, MAX_SEGMENTS, FeedError, Report, Segment, place, speed
from headunit.routing.traffic_json import moment

#: Shares of the free speed for the words of AbnormalTrafficTypeEnum and TrafficStatusEnum. The words are the
#: standard's, the shares are ours.
_ABNORMAL: Final = {
    "stationaryTraffic": 0.1,
    "queuingTraffic": 0.2,
    "slowTraffic": 0.4,
    "heavyTraffic": 0.65,
    "unspecifiedAbnormalTraffic": 0.5,
}
_STATUS: Final = {"freeFlow": 1.0, "heavy": 0.65, "congested": 0.25}
#: What closes a road for cars (RoadOrCarriagewayOrLaneManagementTypeEnum, TrafficConstrictionTypeEnum).
_CLOSING: Final = {"roadClosed", "carriagewayClosures", "roadBlocked", "carriagewayBlocked", "impossible"}


class _NoDoctype(ET.TreeBuilder):
    """A feed has no document type; one that has wants entities, and with them our memory."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> NoReturn:
        raise FeedError(f"refused: it declares a document type ({name}, {pubid or system or 'internal'})")

    @override
    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        return super().start(tag.rpartition("}")[2], attrs)


def _find(element: ET.Element, *names: str) -> Iterator[ET.Element]:
    return (one for one in element.iter() if one.tag in names)


def _first(element: ET.Element, *names: str) -> str:
    return next(((one.text or "").strip() for one in _find(element, *names)), "")


def _kind(element: ET.Element) -> str:
    """xsi:type without its prefix."""
    return next((v.rpartition(":")[2] for k, v in element.attrib.items() if k.rpartition("}")[2] == "type"), "")


def read(data: bytes) -> Report:
    """The report. Raises FeedError for what is no DATEX II."""
    parser = ET.XMLParser(target=_NoDoctype())  # noqa: S314  document types are refused, and with them all entities
    try:
        parser.feed(data)
        root = parser.close()
    except (ET.ParseError, ValueError, LookupError) as error:
        raise FeedError(f"not well-formed XML: {error}") from error
    if root.tag not in {"d2LogicalModel", "messageContainer", "payload", "payloadPublication"}:
        raise FeedError(f"not DATEX II: it begins with <{root.tag[:40]}>")
    at = moment(_first(root, "publicationTime"))
    sites = {site.get("id", ""): site for site in _find(root, "measurementSiteRecord", "measurementSite")}
    kept: list[Segment] = []
    left_out = 0
    for element in root.iter():
        if len(kept) >= MAX_SEGMENTS:
            left_out += 1
            break
        found: list[Segment] | None = None
        if element.tag == "situationRecord":
            found = _situation(element, at)
        elif element.tag == "elaboratedData":
            found = _data(element, element)
        elif element.tag == "siteMeasurements":
            reference = next(_find(element, "measurementSiteReference"), None)
            site = None if reference is None else sites.get(reference.get("id", ""))
            found = None if site is None else _data(element, site)
            left_out += site is None
        if found is not None:
            kept += found
            left_out += not found
    return Report(tuple(kept), at, left_out)


def _situation(record: ET.Element, at: float | None) -> list[Segment] | None:
    """None where it is not about traffic, or not about now; empty where it cannot be used."""
    if not _valid(record, at):
        return None
    share = _ABNORMAL.get(_first(record, "abnormalTrafficType"))
    words = {_first(record, "roadOrCarriagewayOrLaneManagementType"), _first(record, "trafficConstrictionType")}
    closed = bool(words & _CLOSING)
    if share is None and not closed:
        return None
    return [Segment(line, share=None if closed else share, closed=closed, both=both) for line, both in _lines(record)]


def _valid(record: ET.Element, at: float | None) -> bool:
    status = _first(record, "validityStatus")
    if status == "suspended":
        return False
    if status != "definedByValidityTimeSpec" or at is None:
        return True
    begin, end = moment(_first(record, "overallStartTime")), moment(_first(record, "overallEndTime"))
    return (begin is None or begin <= at) and (end is None or at <= end)


def _data(values: ET.Element, site: ET.Element) -> list[Segment] | None:
    """Speeds, or words for them. None where the data is of another kind."""
    told = next(_find(values, "averageVehicleSpeed"), None)
    kmh = None if told is None else speed(_first(told, "speed"))
    if told is not None and kmh is None:
        return []
    status = _first(values, "trafficStatusValue") or _first(values, "trafficStatus")
    share = _STATUS.get(status)
    closed = status in _CLOSING
    if kmh is None and share is None and not closed:
        return None
    return [
        Segment(line, kmh if not closed else None, share if kmh is None and not closed else None, closed, both)
        for line, both in _lines(site)
    ]


def _coordinates(element: ET.Element) -> LatLon | None:
    return place(_first(element, "latitude"), _first(element, "longitude"))


def _lines(element: ET.Element) -> list[tuple[tuple[LatLon, ...], bool]]:
    """Every line of a record, and whether it holds both ways; else its first point; else nothing."""
    direction = f"{_first(element, 'tpegDirection')} {_first(element, 'tpegDirectionRoad', 'directionRelative')}"
    both = "both" in direction.lower()
    lines = [line for one in _find(element, "posList") if len(line := _positions(one)) > 1]
    if not lines:
        for one in _find(element, "tpegLinearLocation", "linear", "linearByCoordinates"):
            ends = [_coordinates(end) for name in ("from", "to", "start", "end") for end in _find(one, name)]
            found = tuple(end for end in ends if end is not None)
            if len(found) == 2:  # noqa: PLR2004  the two ends of a line
                lines.append(found)
    if lines:
        return [(line, both) for line in lines]
    point = next((at for one in _find(element, "pointCoordinates") if (at := _coordinates(one)) is not None), None)
    return [] if point is None else [((point,), True)]


def _positions(element: ET.Element) -> tuple[LatLon, ...]:
    """GML's posList: latitude first (EPSG:4326), unless its system is CRS84."""
    words = (element.text or "").split()[: 2 * MAX_POINTS]
    pairs = list(zip(words[::2], words[1::2], strict=False))
    if "CRS84" in (element.get("srsName") or ""):
        pairs = [(lat, lon) for lon, lat in pairs]
    found = [place(lat, lon) for lat, lon in pairs]
    return tuple(one for one in found if one is not None) if None not in found else ()
