"""Places as GeoJSON (RFC 7946): points as features; of foreign files also the ends of lines."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NoReturn

from headunit.places.exchange import UnreadableError, checked, text
from headunit.places.state import Place


def geojson(places: Iterable[Place]) -> str:
    """A FeatureCollection of points."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [place.at.lon_deg, place.at.lat_deg]},
            "properties": {"name": text(place.name), "kind": place.kind, "where": text(place.where)},
        }
        for place in places
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1) + "\n"


def places_of_geojson(data: bytes) -> list[Place]:
    """Points, and the last point of lines. Raises UnreadableError."""
    try:
        content = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    except RecursionError as error:
        raise UnreadableError("no GeoJSON: nested too deeply") from error
    except ValueError as error:  # broken text is one too
        raise UnreadableError(f"no GeoJSON: {str(error)[:80]}") from error
    if not isinstance(content, Mapping):
        raise UnreadableError("no GeoJSON: not an object")
    if content.get("type") == "FeatureCollection":
        features = content.get("features")
        if not isinstance(features, list):
            raise UnreadableError("no GeoJSON: a FeatureCollection without features")
    else:
        features = [content]
    return [place for feature in features for place in _places(feature)]


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _places(feature: object) -> Iterator[Place]:
    if not isinstance(feature, Mapping):
        raise UnreadableError("no GeoJSON: a feature is an object")
    geometry = feature.get("geometry") if feature.get("type") == "Feature" else feature
    properties = feature.get("properties")
    said: Mapping[str, object] = properties if isinstance(properties, Mapping) else {}
    if not isinstance(geometry, Mapping):
        return
    shape, coordinates = geometry.get("type"), geometry.get("coordinates")
    spots: list[object] = []
    if shape == "Point":
        spots = [coordinates]
    elif shape == "MultiPoint" and isinstance(coordinates, list):
        spots = coordinates
    elif shape == "LineString" and isinstance(coordinates, list):
        spots = coordinates[-1:]
    for spot in spots:
        if not isinstance(spot, list) or len(spot) < 2:  # noqa: PLR2004
            raise UnreadableError("no GeoJSON: a point is [longitude, latitude]")
        name = said.get("name") or said.get("title") or ""
        where = said.get("where") or said.get("address") or said.get("description") or ""
        yield checked(name, said.get("kind"), spot[1], spot[0], where)
