# ruff: noqa: RUF001  these are the signs that people type
"""Coordinates as people write, paste and share them. Pure; any text is answered, none raises.

Formats: decimal degrees; degrees, minutes, seconds (ISO 6709 annex D and looser); geo URIs (RFC 5870); addresses of
Google Maps, OpenStreetMap and Apple Maps.
"""

import re
import unicodedata

from headunit.kernel.geodesy import LatLon

#: Nobody writes longer coordinates; addresses of web maps may be longer.
LONGEST, LONGEST_URL = 120, 2000
_DECIMAL = r"([+-]?\d{1,3}(?:\.\d{1,20})?)"
#: In the order of trust: the place itself before the middle of the map.
_IN_URL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"!3d{_DECIMAL}!4d{_DECIMAL}",
        rf"[?&]mlat={_DECIMAL}&mlon={_DECIMAL}",
        rf"[?&](?:q|query|ll|sll|daddr|destination|center|coordinate)=(?:loc:)?{_DECIMAL}(?:,|%2C){_DECIMAL}",
        rf"@{_DECIMAL},{_DECIMAL}",
        rf"#map=\d+(?:\.\d+)?/{_DECIMAL}/{_DECIMAL}",
        rf"^geo:{_DECIMAL},{_DECIMAL}",
    )
)
_WORDS = {
    "北纬": "N",
    "北緯": "N",
    "南纬": "S",
    "南緯": "S",
    "东经": "E",
    "東經": "E",
    "东經": "E",
    "西经": "W",
    "西經": "W",
}
_HEMISPHERES = {"NORTH": "N", "NORD": "N", "SOUTH": "S", "SÜD": "S", "EAST": "E", "OST": "E", "WEST": "W"}
_SIGNS = str.maketrans(
    {"º": "°", "˚": "°", "度": "°", "′": "'", "’": "'", "‘": "'", "´": "'", "分": "'", "″": '"', "”": '"', "“": '"'}
    | {"秒": '"', "−": "-", "，": ",", "；": ";", "、": ","}
)
_TOKEN = re.compile(r"\s*(?:([+-]?\d{1,10}(?:\.\d{1,20})?)|([A-ZÜ]{1,5})|([°'\":,;/])|$)")


def coordinates(text: str) -> LatLon | None:
    """The place that `text` names by coordinates, or None: it is something else, or off the Earth."""
    text = text.strip()
    if "://" in text[:10] or text[:4].casefold() == "geo:":
        return _from_url(text[:LONGEST_URL])
    if not text or len(text) > LONGEST or not any(letter.isdigit() for letter in text):
        return None
    text = unicodedata.normalize("NFKC", text.translate(_SIGNS)) if not text.isascii() else text
    for word, letter in _WORDS.items():
        text = text.replace(word, letter)
    text = text.upper().replace("''", '"')
    # A comma between digits is a decimal point where there is another separator, as in "47,14; 9,52" and "47,14 9,52".
    if "." not in text and re.fullmatch(r"\D*\d{1,3},\d+[^\d,]+\d{1,3},\d+\D*", text):
        text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    parts = _parts(text)
    return None if parts is None else _place(parts)


def _from_url(text: str) -> LatLon | None:
    for pattern in _IN_URL:
        found = pattern.search(text)
        if found is not None:
            place = _on_earth(float(found[1]), float(found[2]))
            if place is not None and (place != (0.0, 0.0) or "?q=" not in text):
                return place
    return None


def _parts(text: str) -> list[str] | None:
    """Numbers, N S E W, and signs; None where there is anything else."""
    parts, at = [], 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if found is None or found.end() == at:
            return None
        number, letters, sign = found.groups()
        if letters:
            letters = _HEMISPHERES.get(letters, letters)
            if letters not in {"N", "S", "E", "W", "D", "DEG"}:
                return None
            letters = "°" if letters.startswith("D") else letters
        parts.append(number or letters or sign)
        at = found.end()
    return parts


def _place(parts: list[str]) -> LatLon | None:
    letters = [part for part in parts if part in "NSEW"]
    if letters:
        one_each = sorted(letter in "NS" for letter in letters) == [False, True]
        if not one_each or (parts[0] not in "NSEW" and parts[-1] not in "NSEW"):
            return None
        halves = _by_letters(parts, first=parts[0] in "NSEW")
        angles = [_angle(half) for half in halves]
        if len(angles) != 2 or angles[0] is None or angles[1] is None:  # noqa: PLR2004
            return None
        north, east = (0, 1) if letters[0] in "NS" else (1, 0)
        signs = [-1 if letter in "SW" else 1 for letter in letters]
        return _on_earth(signs[north] * angles[north], signs[east] * angles[east])  # type: ignore[operator]  # checked above
    halves = _by_signs(parts)
    if len(halves) != 2:  # noqa: PLR2004
        return None
    lat, lon = _angle(halves[0]), _angle(halves[1])
    return None if lat is None or lon is None else _on_earth(lat, lon)


def _by_letters(parts: list[str], *, first: bool) -> list[list[str]]:
    halves: list[list[str]] = [[]]
    for part in parts:
        if part in "NSEW":
            if halves[-1] or not first:
                halves.append([])
        elif part not in ",;/":
            halves[-1].append(part)
    return [half for half in halves if half]


def _by_signs(parts: list[str]) -> list[list[str]]:
    """Without letters: two decimals, or two groups apart by a comma, or each begun by its degrees."""
    separators = [part for part in parts if part in ",;/"]
    if len(separators) == 1:
        cut = parts.index(separators[0])
        halves = [parts[:cut], parts[cut + 1 :]]
        # "12, 14" is no place, "47°, 9°" and "47 08 24, 9 31 12" are.
        plain = any(len(half) == 1 and "." not in half[0] for half in halves)
        return [] if plain else halves
    if separators:
        return []
    if len(parts) == 2 and all("." in part for part in parts):  # noqa: PLR2004
        return [[parts[0]], [parts[1]]]
    starts = [number - 1 for number, part in enumerate(parts) if part == "°"]
    if len(starts) == 2 and starts[0] == 0:  # noqa: PLR2004
        return [parts[: starts[1]], parts[starts[1] :]]
    return []


def _angle(parts: list[str]) -> float | None:
    """Degrees of "47 ° 08 ' 24 "" and of "47 08.4"."""
    numbers = [part for part in parts if part[-1].isdigit()]
    signs = [part for part in parts if not part[-1].isdigit()]
    if not 1 <= len(numbers) <= 3 or any(part in "NSEW,;/" for part in signs) or not parts[0][-1].isdigit():  # noqa: PLR2004
        return None
    if any("." in number for number in numbers[:-1]) or any(number[0] in "+-" for number in numbers[1:]):
        return None
    values = [float(number.lstrip("+-")) for number in numbers]
    if any(value >= 60 for value in values[1:]):  # noqa: PLR2004  minutes and seconds
        return None
    degrees: float = sum(value / 60**power for power, value in enumerate(values))
    return -degrees if numbers[0].startswith("-") else degrees


def _on_earth(lat: float, lon: float) -> LatLon | None:
    return LatLon(lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None  # noqa: PLR2004


def written(place: LatLon) -> str:
    """Coordinates for people: "47.14100° N, 9.52150° E"."""
    north, east = "NS"[place.lat_deg < 0], "EW"[place.lon_deg < 0]
    return f"{abs(place.lat_deg):.5f}° {north}, {abs(place.lon_deg):.5f}° {east}"
