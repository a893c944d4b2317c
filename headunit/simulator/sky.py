"""The satellite receiver: what it would report of a place it does not quite know. Random errors come from the seed."""

import datetime as dt
import math
import random
from dataclasses import dataclass

from headunit.kernel.geodesy import LocalFrame
from headunit.position.state import Fix, Mode
from headunit.simulator.earth import compass_deg
from headunit.simulator.motion import Motion

#: Five reports a second, as car receivers are often set.
PERIOD_S = 0.2
#: Slowly wandering error and jitter of a position, one sigma in metres; how long the wandering remembers, in seconds.
WANDER_M, JITTER_M, MEMORY_S = 1.1, 0.08, 40.0
HEIGHT_FACTOR, SPEED_SIGMA_MPS, TRACK_SIGMA_DEG = 1.6, 0.05, 0.3
#: Below this speed a receiver has no course, in m/s.
COURSE_FROM_MPS = 0.6
#: Estimated horizontal error, 95 %, in metres.
EPH_3D_M, EPH_2D_M = 3.2, 14.0
#: After a loss: so long without a fix, then so long with two dimensions; after a cold start longer.
AGAIN_S, COLD_S, FLAT_S = 1.6, 18.0, 1.2
SATELLITES, SATELLITES_2D = 14, 3
JUMP_M = 450.0
#: Height of the geoid above the ellipsoid here, in metres.
GEOID_M = 48.6


@dataclass(frozen=True, slots=True)
class Satellite:
    """One satellite in view. `azimuth_deg` from north; `signal_db`: carrier to noise density in dB-Hz."""

    prn: int
    elevation_deg: float
    azimuth_deg: float
    signal_db: float
    used: bool


class Sky:
    """`state`: a word of the `gps` command. `tunnel`: nothing is received, whatever the state."""

    def __init__(self, frame: LocalFrame, rng: random.Random, *, cold: bool) -> None:
        self.state = "ok"
        self.jump_m = JUMP_M
        self._frame, self._rng = frame, rng
        self._wander = [rng.gauss(0, WANDER_M), rng.gauss(0, WANDER_M), rng.gauss(0, WANDER_M * HEIGHT_FACTOR)]
        self._places = [(rng.uniform(8, 80), rng.uniform(0, 360), rng.gauss(38, 4)) for _ in range(SATELLITES)]
        self._prns = sorted(rng.sample(range(1, 33), SATELLITES))
        self._flat_after_s = COLD_S if cold else 0.0
        self._full_after_s = COLD_S + FLAT_S if cold else 0.0
        self.fix = Fix()
        self.satellites: tuple[Satellite, ...] = ()

    def step(self, t_s: float, utc: dt.datetime, motion: Motion, alt_m: float, *, tunnel: bool) -> None:
        """Make the report of the moment `t_s` (seconds since the start), PERIOD_S after the last one."""
        for axis, sigma in enumerate((WANDER_M, WANDER_M, WANDER_M * HEIGHT_FACTOR)):
            keep = math.exp(-PERIOD_S / MEMORY_S)
            self._wander[axis] = self._wander[axis] * keep + self._rng.gauss(0, sigma * math.sqrt(1 - keep**2))
        if tunnel or self.state == "lost":
            self._flat_after_s, self._full_after_s = t_s + AGAIN_S, t_s + AGAIN_S + FLAT_S
        searching = t_s < self._flat_after_s
        flat = t_s < self._full_after_s or self.state == "2d"
        mode = Mode.NO_FIX if searching else Mode.FIX_2D if flat else Mode.FIX_3D
        self.satellites = self._view(t_s, mode)
        self.fix = self._report(mode, utc, motion, alt_m)

    def _report(self, mode: Mode, utc: dt.datetime, motion: Motion, alt_m: float) -> Fix:
        jitter = [self._rng.gauss(0, JITTER_M) for _ in range(3)]
        speed_mps = max(0.0, abs(motion.speed_mps) + self._rng.gauss(0, SPEED_SIGMA_MPS))
        course_deg = compass_deg(motion.heading_rad) + self._rng.gauss(0, TRACK_SIGMA_DEG)
        if mode is Mode.NO_FIX:
            return Fix(mode=mode, utc=utc, satellites_used=0)
        jump_m = self.jump_m if self.state == "jump" else 0.0
        coarse = EPH_2D_M / EPH_3D_M if mode is Mode.FIX_2D else 1.0
        east_m = motion.east_m + self._wander[0] * coarse + jitter[0] + jump_m * 0.6
        north_m = motion.north_m + self._wander[1] * coarse + jitter[1] + jump_m * 0.8
        lat_deg, lon_deg = self._frame.to_degrees(east_m, north_m)
        if motion.speed_mps < 0:
            course_deg += 180.0
        return Fix(
            mode=mode,
            utc=utc,
            lat_deg=lat_deg,
            lon_deg=lon_deg,
            alt_m=alt_m + self._wander[2] + jitter[2] if mode is Mode.FIX_3D else None,
            speed_mps=speed_mps,
            track_deg=course_deg % 360 if abs(motion.speed_mps) > COURSE_FROM_MPS else None,
            eph_m=EPH_3D_M if mode is Mode.FIX_3D else EPH_2D_M,
            satellites_used=sum(satellite.used for satellite in self.satellites),
        )

    def _view(self, t_s: float, mode: Mode) -> tuple[Satellite, ...]:
        if mode is Mode.NO_FIX:
            return ()
        wanted = SATELLITES_2D if mode is Mode.FIX_2D else SATELLITES
        # A satellite of a twelve-hour orbit crosses the sky at about half a degree a minute.
        drift_deg = t_s / 120
        view: list[Satellite] = []
        for prn, (elevation, azimuth, signal) in zip(self._prns, self._places, strict=True):
            used = elevation > 12 and len([one for one in view if one.used]) < wanted  # noqa: PLR2004  usual mask angle
            view.append(Satellite(prn, round(elevation), round(azimuth + drift_deg) % 360, round(signal), used))
        return tuple(view)
