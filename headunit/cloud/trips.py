"""Drives with a beginning and an end, and what they took. Pure."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

#: It drives from this speed on (m/s), and has arrived when it stood for so long (s).
MOVES_MPS: Final = 1.0
STOOD_S: Final = 180.0


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known now; None unknown. `power_w`: out of the
    traction battery. `at_s`: since 1970."""

    at_s: float
    speed_mps: float | None = None
    odometer_m: float | None = None
    parked: bool = False
    lat: float | None = None
    lon: float | None = None
    power_w: float | None = None


@dataclass(slots=True)
class _Trip:
    id: str
    began_s: float
    moved_s: float
    distance_m: float = 0.0
    energy_j: float = 0.0
    odometer_m: float | None = None


class TripLog:
    """Ten times a second at most, a moment at a time."""

    def __init__(self) -> None:
        self._trip: _Trip | None = None
        self._before: Moment | None = None

    @property
    def current(self) -> str:
        """Id of the trip under way; "" none."""
        return "" if self._trip is None else self._trip.id

    def on(self, now: Moment) -> Iterator[tuple[str, dict[str, object]]]:
        """("begin" or "end", the row's words)."""
        before, self._before = self._before, now
        moving = (now.speed_mps or 0.0) >= MOVES_MPS
        if self._trip is None:
            if moving:
                self._trip = _Trip(secrets.token_hex(8), now.at_s, now.at_s, odometer_m=now.odometer_m)
                yield "begin", {"id": self._trip.id, "began_s": now.at_s, "lat": now.lat, "lon": now.lon}
            return
        trip = self._trip
        if before is not None and 0 < (gone := now.at_s - before.at_s) < STOOD_S:
            trip.distance_m += (now.speed_mps or 0.0) * gone
            trip.energy_j += (now.power_w or 0.0) * gone
        if moving:
            trip.moved_s = now.at_s
        if (now.parked and not moving) or now.at_s - trip.moved_s > STOOD_S:
            self._trip = None
            yield "end", self._end(trip, now)

    def _end(self, trip: _Trip, now: Moment) -> dict[str, object]:
        distance_m = trip.distance_m
        if trip.odometer_m is not None and now.odometer_m is not None and now.odometer_m > trip.odometer_m:
            distance_m = now.odometer_m - trip.odometer_m
        ended: dict[str, object] = {"id": trip.id, "began_s": trip.began_s, "ended_s": trip.moved_s}
        ended |= {"distance_m": round(distance_m, 1), "to_lat": now.lat, "to_lon": now.lon}
        return ended | ({"energy_j": round(trip.energy_j)} if trip.energy_j else {})
