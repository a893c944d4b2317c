"""A road to drive: points, drawn in a file or taken from a map, become a smooth line that can be asked for any place.

Angles here are radians, counter-clockwise from east; curvature is 1/m, positive to the left. Knows no car.
"""

import functools
import math
from dataclasses import dataclass
from typing import NamedTuple

from headunit.kernel.data import data_path
from headunit.kernel.errors import HeadunitError, did_you_mean
from headunit.kernel.geodesy import LocalFrame
from headunit.kernel.units import KMH_PER_MPS
from headunit.simulator import line
from headunit.simulator.table import Table, read

#: Gap between two samples of the finished line, in metres (nearly: the loop is a whole number of them).
SAMPLE_M = 1.0
#: A driver signals this long before a turn, in seconds at the limit, but no later than so many metres before it, and
#: until the turn is over, or that many metres behind the middle of a wide one.
SIGNAL_LEAD_S = 4.0
SIGNAL_LEAD_M = 40.0
SIGNAL_TRAIL_M = 25.0
SIDES = ("left", "right")


@dataclass(frozen=True, slots=True)
class RoadPoint:
    """One corner of the road as the file gives it. `limit_kmh` and `tunnel` hold from here to the next point.

    `alt_m`: height above the sea, or None where it lies on the way from the last known to the next. `radius_m`: of the
    curve that rounds the corner off. `signal`: side that a driver signals for it, or "". `stop_s`: how long one waits
    here, 0 = not at all.
    """

    lat_deg: float
    lon_deg: float
    alt_m: float | None
    limit_kmh: float
    radius_m: float
    signal: str
    stop_s: float
    tunnel: bool


class Place(NamedTuple):
    """The road at one distance. `slope`: rise over run, positive uphill in the direction of travel."""

    east_m: float
    north_m: float
    heading_rad: float
    curvature: float
    slope: float
    alt_m: float


class Road:
    """A way to drive. A closed one goes round and round, so it never ends; an open one goes straight on at its ends.

    `drawn`: corners are rounded off by their radius; else they lie as close together as a map has them and are only
    smoothed. `frame`: the flat map that it is laid on; None lays one around its first point.
    """

    def __init__(
        self,
        title: str,
        points: list[RoadPoint],
        where: str,
        *,
        closed: bool = True,
        drawn: bool = True,
        frame: LocalFrame | None = None,
    ) -> None:
        self.title = title
        self.closed = closed
        self.points = points
        self.frame = frame or LocalFrame(points[0].lat_deg, points[0].lon_deg)
        corners = [line.Corner(*self.frame.to_metres(point.lat_deg, point.lon_deg), point.radius_m) for point in points]
        if drawn:
            fine, corner_at = line.rounded(corners, where)
        else:
            fine, corner_at = line.dense([(corner.x, corner.y) for corner in corners], closed=closed)
        self._line, corner_m, self.length_m = line.resampled(
            line.smoothed(fine, closed=closed), corner_at, SAMPLE_M, closed=closed
        )
        self.samples = len(self._line)
        self.step_m = self.length_m / (self.samples if closed else self.samples - 1)
        self._heading, self.curvature = line.headings(self._line, self.step_m, closed=closed)
        known = [(at, point.alt_m) for at, point in zip(corner_m, points, strict=True) if point.alt_m is not None]
        if closed:
            self._alt, self._slope = line.heights(known, self.samples, self.step_m)
        else:
            # No map of ours has heights, so an open road is level.
            self._alt, self._slope = [known[0][1]] * self.samples, [0.0] * self.samples
        owner = line.owners(corner_m, self.samples, self.step_m)
        self.limit_mps = [points[index].limit_kmh / KMH_PER_MPS for index in owner]
        self.tunnel = [points[index].tunnel for index in owner]
        #: Where one stops, in metres from the start, and for how many seconds.
        self.stops = [(at, point.stop_s) for at, point in zip(corner_m, points, strict=True) if point.stop_s > 0]
        self.signal = self._signals(corner_m)

    def _signals(self, corner_m: list[float]) -> list[str]:
        signal = [""] * self.samples
        for at, point in zip(corner_m, self.points, strict=True):
            if point.signal:
                limit_mps = self.limit_mps[self.index(at - SIGNAL_LEAD_M)]
                lead_m = max(SIGNAL_LEAD_M, SIGNAL_LEAD_S * limit_mps)
                first = self.index(at - lead_m)
                for offset in range(int((lead_m + min(point.radius_m, SIGNAL_TRAIL_M)) / self.step_m)):
                    signal[self._within(first + offset)] = point.signal
        return signal

    def _within(self, index: int) -> int:
        return index % self.samples if self.closed else min(self.samples - 1, max(0, index))

    def index(self, distance_m: float) -> int:
        """The sample at or just before a distance."""
        return self._within(int(distance_m / self.step_m // 1))

    def along(self, distance_m: float) -> float:
        """A distance as one from the start: within the loop where the road is closed."""
        return distance_m % self.length_m if self.closed else distance_m

    def gap_m(self, from_m: float, to_m: float) -> float:
        """How far it is to a distance, negative when it lies behind; round a loop the shorter way."""
        return math.remainder(to_m - from_m, self.length_m) if self.closed else to_m - from_m

    def at(self, distance_m: float) -> Place:
        """The road at a distance, which may be negative or beyond the end."""
        exact = distance_m / self.step_m
        beyond_m = 0.0
        if not self.closed:
            inside = min(self.samples - 1.001, max(0.0, exact))
            beyond_m, exact = (exact - inside) * self.step_m, inside
        whole = math.floor(exact)
        part = exact - whole
        here, there = whole % self.samples, (whole + 1) % self.samples
        a, b = self._line[here], self._line[there]
        turn = math.remainder(self._heading[there] - self._heading[here], math.tau)
        heading_rad = self._heading[here] + turn * part
        return Place(
            a[0] + (b[0] - a[0]) * part + beyond_m * math.cos(heading_rad),
            a[1] + (b[1] - a[1]) * part + beyond_m * math.sin(heading_rad),
            heading_rad,
            0.0 if beyond_m else self.curvature[here] + (self.curvature[there] - self.curvature[here]) * part,
            self._slope[here] + (self._slope[there] - self._slope[here]) * part,
            self._alt[here] + (self._alt[there] - self._alt[here]) * part,
        )

    def nearest_m(self, east_m: float, north_m: float, first_m: float = 0.0, last_m: float = math.inf) -> float:
        """The distance of the road's point nearest to a place. Looks at every sample between two distances: for one
        who has left the road."""
        first = min(self.samples - 1, max(0, int(first_m / self.step_m)))
        last = int(min(self.samples, max(first, last_m / self.step_m) + 1))
        gaps = ((x - east_m) ** 2 + (y - north_m) ** 2 for x, y in self._line[first:last])
        return min(enumerate(gaps, first), key=lambda item: item[1])[0] * self.step_m


def _point(table: Table, before: RoadPoint | None) -> RoadPoint:
    lat_deg, lon_deg = table.numbers("at", 2)
    has_alt = before is None or table.has("alt")
    point = RoadPoint(
        lat_deg,
        lon_deg,
        alt_m=table.number("alt", -400, 5000) if has_alt else None,
        limit_kmh=table.number("limit", 5, 130, before.limit_kmh if before else None),
        radius_m=table.number("radius", 5, 2000, 12.0),
        signal=table.word("signal", "", SIDES),
        stop_s=table.number("stop", 0, 600, 0.0),
        tunnel=table.flag("tunnel", before.tunnel if before else False),
    )
    table.finish()
    return point


@functools.cache
def load(name: str) -> Road:
    """The road in `assets/scenarios/routes/NAME.toml`. Raises UsageError for an unknown name, HeadunitError for a bad
    file."""
    folder = data_path("assets", "scenarios", "routes")
    known = sorted(path.stem for path in folder.glob("*.toml"))
    if name not in known:
        raise did_you_mean("route", name, known)
    table = read(folder / f"{name}.toml")
    title = table.word("title")
    table.word("description")
    points: list[RoadPoint] = []
    for item in table.tables("points", "point"):
        points.append(_point(item, points[-1] if points else None))
    table.finish()
    if len(points) < 3:  # noqa: PLR2004  a loop needs three corners
        raise HeadunitError(f"{table.where}: a closed road needs at least 3 points, not {len(points)}")
    return Road(title, points, table.where)
