"""The plain traffic feed, for those who have no DATEX II.

    {"at": "2026-05-01T09:41:00Z",
     "segments": [{"line": [[9.5209, 47.1410], [9.5230, 47.1455]], "speed_kmh": 12},
                  {"line": [[9.5000, 47.0660], [9.5074, 47.0669]], "closed": true}]}

`at`: ISO 8601 or Unix seconds; may be missing. `line`: as in GeoJSON, longitude first, in the direction of travel.
"""

import datetime as dt
import json
from typing import Any, NoReturn

from headunit.kernel.geodesy import LatLon
from headunit.routing.segments import MAX_POINTS, MAX_SEGMENTS, FeedError, Report, Segment, place, speed

type Json = Any


def _no_number(word: str) -> NoReturn:
    raise FeedError(f"{word} is no number")


def moment(said: object) -> float | None:
    """Unix time of an ISO 8601 text (UTC where it names no zone) or of seconds; None where it is neither."""
    if isinstance(said, int | float) and not isinstance(said, bool):
        return float(said)
    if not isinstance(said, str):
        return None
    try:
        found = dt.datetime.fromisoformat(said)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).timestamp()


def read(data: bytes) -> Report:
    """The report. Pieces that make no sense are left out and counted. Raises FeedError for what is no feed at all."""
    try:
        content = json.loads(data, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise FeedError(f"not the JSON of a traffic feed: {error}") from error
    told = content.get("segments") if isinstance(content, dict) else None
    if not isinstance(told, list):
        raise FeedError('not a traffic feed: it has no list "segments"')
    read_in = [_segment(one) for one in told[:MAX_SEGMENTS]]
    kept = tuple(one for one in read_in if one is not None)
    return Report(kept, moment(content.get("at")), len(told) - len(kept))


def _segment(told: Json) -> Segment | None:
    line = told.get("line") if isinstance(told, dict) else None
    if not isinstance(line, list) or not 2 <= len(line) <= MAX_POINTS:  # noqa: PLR2004  a line
        return None
    places: list[LatLon] = []
    for pair in line:
        found = place(pair[1], pair[0]) if isinstance(pair, list) and len(pair) >= 2 else None  # noqa: PLR2004
        if found is None:
            return None
        places.append(found)
    if told.get("closed") is True:
        return Segment(tuple(places), closed=True)
    kmh = None if isinstance(told.get("speed_kmh"), bool) else speed(told.get("speed_kmh"))
    return None if kmh is None else Segment(tuple(places), kmh)
