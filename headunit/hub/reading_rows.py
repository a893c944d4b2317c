"""What rows mean: from a row of a car to what a store keeps of it. Pure; knows no store.

Bodies come from outside: what is not understood is passed over, never an error, since cars are older than hubs.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeGuard

import msgpack

from headunit.mirror import delta
from headunit.mirror.row import Row
from headunit.mirror.signed import RESULT, SignatureError, verify
from headunit.mirror.topics import ALERT, FORGET, STATE, TELEMETRY, TRIP_BEGIN, TRIP_END
from headunit.mirror.topics import RESULT as RESULT_TOPIC

#: Who may see a key of the twin (mirror/roles.Right); all others: "state".
_RIGHTS: Final = {
    "Car.Position": "place",
    "Car.Guidance": "place",
    "Car.Music": "media",
    "Car.Codes": "health",
    "Car.Notices": "state",
    "Car.About": "",
    "Car.Awake": "",
    "Car.Privacy": "",
    "Car.Keyring": "keys",
}
_OUTCOMES: Final = frozenset({"accepted", "done", "refused", "expired", "failed"})
_MOST_TEXT: Final = 512


def right_of(key: str) -> str:
    """Who may see a key of the twin."""
    return _RIGHTS.get(key, "health" if key.startswith("Vehicle.Diagnostics.") else "state")


@dataclass(frozen=True, slots=True)
class Newest:
    """One key's newest value."""

    key: str
    value: object
    at_s: float


@dataclass(frozen=True, slots=True)
class Point:
    """One sample of a signal, kept with its past."""

    key: str
    at_s: float
    value: float


@dataclass(frozen=True, slots=True)
class Alert:
    """`ended_s`: it is over since."""

    id: str
    body: dict[str, object]


@dataclass(frozen=True, slots=True)
class Trip:
    """What is known of one by now: its begin, or its end."""

    id: str
    fields: dict[str, float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a command, in the car's own signed words. `author`: the key that signed them."""

    id: str
    state: str
    why: str
    at_s: float
    author: bytes = field(repr=False, default=b"")


@dataclass(frozen=True, slots=True)
class Forget:
    """A trip, or all before a moment, is to be forgotten."""

    trip: str
    before_s: float | None


type Meaning = Newest | Point | Alert | Trip | Outcome | Forget

_TRIP_FIELDS: Final = ("began_s", "ended_s", "distance_m", "energy_j", "fuel_m3", "lat", "lon", "to_lat", "to_lon")


def meaning(row: Row) -> Iterator[Meaning]:
    """All that this row says."""
    if row.topic == TELEMETRY:
        yield from _telemetry(row)
        return
    if row.topic == RESULT_TOPIC:
        yield from _outcome(row)
        return
    said = _words(row.body)
    if said is None:
        return
    name = said.get("id")
    match row.topic:
        case topic if topic == STATE:
            yield from _newest(said)
        case topic if topic == ALERT and _short(name):
            yield Alert(str(name), _alert(said, row.wall_s))
        case topic if topic in {TRIP_BEGIN, TRIP_END} and _short(name):
            yield Trip(str(name), {key: float(value) for key in _TRIP_FIELDS if _number(value := said.get(key))})
        case topic if topic == FORGET:
            before = said.get("before_s")
            yield Forget(str(said.get("trip") or ""), float(before) if _number(before) else None)
        case _:
            pass


def _words(body: bytes) -> dict[str, Any] | None:
    try:
        said = msgpack.unpackb(body, max_str_len=64 * 1024, max_array_len=4096, max_map_len=1024)
    except (ValueError, TypeError, msgpack.UnpackException):
        return None
    return said if isinstance(said, dict) else None


def _newest(said: Mapping[str, Any]) -> Iterator[Meaning]:
    key, at = said.get("k"), said.get("at")
    if not _short(key) or not _number(at):
        return
    value = said.get("v")
    if not _tellable(value):
        return
    yield Newest(str(key), value, float(at))
    if key == "Car.Position" and isinstance(value, dict):
        for name, signal in (("lat", "Car.Lat"), ("lon", "Car.Lon")):
            if _number(value.get(name)):
                yield Point(signal, float(at), float(value[name]))
    elif _number(value):
        yield Point(str(key), float(at), float(value))


def _telemetry(row: Row) -> Iterator[Meaning]:
    latest: dict[str, Newest] = {}
    try:
        for key, at_s, value in delta.unpack(row.body):
            if isinstance(value, float | int) and not isinstance(value, bool):
                yield Point(key, at_s, float(value))
            if key not in {"Car.Lat", "Car.Lon"}:
                latest[key] = Newest(key, value, at_s)
    except delta.DeltaError:
        return
    yield from latest.values()


def _alert(said: Mapping[str, Any], wall_s: float) -> dict[str, object]:
    words = said.get("words")
    at = said.get("at")
    body: dict[str, object] = {
        "id": said["id"],
        "kind": str(said.get("kind", "notice"))[:64],
        "at_s": float(at) if _number(at) else wall_s,
        "words": words if isinstance(words, dict) and _tellable(words) else {},
    }
    for key in ("lat", "lon"):
        body[key] = float(place) if _number(place := said.get(key)) else None
    ended = said.get("ended")
    body["ended_s"] = float(ended) if _number(ended) else None
    return body


def _outcome(row: Row) -> Iterator[Meaning]:
    try:
        said = verify(row.body, RESULT)
    except SignatureError:
        return
    words = said.words
    state, at = words.get("state"), words.get("at")
    if _short(words.get("id")) and state in _OUTCOMES:
        at_s = float(at) if _number(at) else row.wall_s
        yield Outcome(str(words["id"]), str(state), str(words.get("why", ""))[:_MOST_TEXT], at_s, said.author)


def _tellable(value: object) -> bool:
    """Whether a screen can be told it: JSON has no NaN (RFC 8259, 6), and one such value would stop all behind it."""
    try:
        json.dumps(value, allow_nan=False)
    except (ValueError, TypeError, RecursionError):
        return False
    return True


def _short(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _MOST_TEXT


def _number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
