"""Plus codes: Open Location Code, full ("8FVC4FVC+9G") or short with a town ("4FVC+9G Vaduz").

Specification: https://github.com/google/open-location-code.
"""

import re
from dataclasses import dataclass

from openlocationcode import openlocationcode  # type: ignore[import-untyped]

from headunit.kernel.geodesy import LatLon

_CODE = re.compile(r"(?<![\w+])([2-9CFGHJMPQRVWX]{2,8}0{0,6}\+[2-9CFGHJMPQRVWX]{0,7})(?![\w+])")


@dataclass(frozen=True, slots=True)
class PlusCode:
    """`beside`: what else was typed, the town of a short code. `full`: it needs no town."""

    code: str
    beside: str
    full: bool


def plus_code(text: str) -> PlusCode | None:
    """The code in `text`, or None."""
    if "+" not in text:
        return None
    found = _CODE.search(text.upper()) if len(text.upper()) == len(text) else None
    if found is None or not openlocationcode.isValid(found[1]):
        return None
    beside = (text[: found.start()] + " " + text[found.end() :]).strip(" ,")
    return PlusCode(found[1], beside, openlocationcode.isFull(found[1]))


def decode(code: PlusCode, near: LatLon | None) -> LatLon | None:
    """The middle of the code's cell. A short one means the cell nearest to `near`; None without it."""
    full = code.code
    if not code.full:
        if near is None:
            return None
        full = openlocationcode.recoverNearest(code.code, near.lat_deg, near.lon_deg)
    area = openlocationcode.decode(full)
    return LatLon(area.latitudeCenter, area.longitudeCenter)


def encode(place: LatLon) -> str:
    """The full code of ten digits, a cell of about 14 m."""
    return str(openlocationcode.encode(place.lat_deg, place.lon_deg))
