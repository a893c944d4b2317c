"""The way driven, as a line in metres around its first point. Knows no Qt."""

import math

from headunit.kernel.geodesy import EARTH_RADIUS_M

#: A new corner of the line every so many metres; more would not be seen.
STEP_M = 8.0
#: Corners kept: about 4 km.
MAX_POINTS = 500
#: Beyond this from the first point the flat map is begun anew (metres).
REACH_M = 20_000.0


class Trail:
    """Feed it with places; read `points` (east, north in metres) and `here`."""

    def __init__(self) -> None:
        self._origin: tuple[float, float] | None = None
        self.points: list[tuple[float, float]] = []
        self.here = (0.0, 0.0)

    def _flat(self, lat_deg: float, lon_deg: float) -> tuple[float, float]:
        assert self._origin is not None
        lat0, lon0 = self._origin
        east = math.radians((lon_deg - lon0 + 180) % 360 - 180) * EARTH_RADIUS_M * math.cos(math.radians(lat0))
        return east, math.radians(lat_deg - lat0) * EARTH_RADIUS_M

    def clear(self) -> None:
        """Forget the line: the place jumped."""
        self._origin, self.points = None, []

    def move(self, lat_deg: float, lon_deg: float) -> bool:
        """Go to a place (degrees, WGS 84). True when the line got a new corner."""
        if self._origin is not None and math.hypot(*self._flat(lat_deg, lon_deg)) > REACH_M:
            self.clear()
        if self._origin is None:
            self._origin = (lat_deg, lon_deg)
        self.here = self._flat(lat_deg, lon_deg)
        if self.points and math.dist(self.points[-1], self.here) < STEP_M:
            return False
        self.points.append(self.here)
        del self.points[:-MAX_POINTS]
        return True
