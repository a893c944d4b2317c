"""Where the car is, and how far that may be believed. Angles in degrees, WGS 84; lengths in metres; speeds in m/s."""

import datetime as dt
import enum
from dataclasses import dataclass

from headunit.kernel.reading import Reading


class Mode(enum.IntEnum):
    """gpsd's TPV mode and NMEA GSA field 2: both number them alike."""

    NO_FIX = 1
    FIX_2D = 2
    FIX_3D = 3


@dataclass(frozen=True, slots=True)
class Fix:
    """One report of a receiver. None is unknown, never zero.

    `track_deg`: true course over ground, 0..360, clockwise from north; meaningless at standstill, so None there.
    `eph_m`: estimated horizontal error, 95 % (gpsd's `eph`). `satellites_used`: in the solution.
    """

    mode: Mode = Mode.NO_FIX
    utc: dt.datetime | None = None
    lat_deg: float | None = None
    lon_deg: float | None = None
    alt_m: float | None = None
    speed_mps: float | None = None
    track_deg: float | None = None
    eph_m: float | None = None
    satellites_used: int | None = None


class Quality(enum.Enum):
    """What the screen tells of the position. Each is one word for the driver."""

    ABSENT = "absent"  # no receiver was asked for
    NO_RECEIVER = "no receiver"  # the link is down, or gpsd has no device
    SEARCHING = "searching"  # a receiver without a fix since start
    FIX_2D = "2D"
    FIX_3D = "3D"
    LOST = "lost"  # there was a fix, there is none now
    JUMPED = "jumped"  # fixes arrive but contradict the last ones: not believed yet


@dataclass(frozen=True, slots=True)
class PositionState:
    """`fix`: the last believed one, with its age; it stays after a loss, so always look at `quality` too."""

    at: float = 0.0
    quality: Quality = Quality.ABSENT
    fix: Reading[Fix] | None = None

    @property
    def usable(self) -> Fix | None:
        """The fix if it may be drawn as the present place, else None."""
        if self.quality in {Quality.FIX_2D, Quality.FIX_3D} and self.fix is not None:
            return self.fix.value
        return None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The place carried on from the last good fix by the car's own speed and turning.

    `driven_m`: distance driven since the start of the program, by the corrected speed of the car; falls when it backs
    up. `speed_mps`: None where neither car nor receiver tells it. `lat_deg`, `lon_deg`, `course_deg`: None before the
    first good fix. `since_fix_s`: age of the last good fix. `sigma_m`: standard deviation of the place, which grows
    with the way since that fix. `believed`: False once it has grown too much.
    """

    at: float = 0.0
    driven_m: float = 0.0
    speed_mps: float | None = None
    lat_deg: float | None = None
    lon_deg: float | None = None
    course_deg: float | None = None
    since_fix_s: float = 0.0
    sigma_m: float = 0.0
    believed: bool = False
