"""Google's encoded polyline, with Valhalla's 6 decimals."""

from collections.abc import Iterable

from headunit.kernel.geodesy import LatLon


def decode(text: str) -> list[LatLon]:
    """The places of a line."""
    places: list[LatLon] = []
    lat = lon = shift = value = 0
    first = True
    for byte in text.encode("ascii"):
        chunk = byte - 63
        value |= (chunk & 0x1F) << shift
        shift += 5
        if chunk >= 0x20:  # noqa: PLR2004  the bit that says "more follows"
            continue
        delta = ~(value >> 1) if value & 1 else value >> 1
        if first:
            lat += delta
        else:
            lon += delta
            places.append(LatLon(lat / 1e6, lon / 1e6))
        first = not first
        shift = value = 0
    return places


def encode(places: Iterable[LatLon]) -> str:
    """The line of these places."""
    text = bytearray()
    lat = lon = 0
    for place in places:
        new_lat, new_lon = round(place.lat_deg * 1e6), round(place.lon_deg * 1e6)
        for delta in (new_lat - lat, new_lon - lon):
            value = delta << 1 if delta >= 0 else ~(delta << 1)
            while value >= 0x20:  # noqa: PLR2004  five bits at a time
                text.append((value & 0x1F | 0x20) + 63)
                value >>= 5
            text.append(value + 63)
        lat, lon = new_lat, new_lon
    return text.decode("ascii")
