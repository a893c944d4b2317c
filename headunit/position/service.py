"""From what the receiver says to what the car may believe. Pure: readings and link reports in, PositionState out."""

from dataclasses import dataclass

from headunit.kernel.clock import Clock
from headunit.kernel.geodesy import distance_m
from headunit.kernel.link import LinkReport, LinkState
from headunit.kernel.reading import Reading
from headunit.position.state import Fix, Mode, PositionState, Quality

#: A reading older than this is no present place (s): at 130 km/h the car is 72 m further on.
STALE_AFTER_S = 2.0
#: No car on a road is faster (324 km/h).
FASTEST_MPS = 90.0
#: How far beyond twice its reported speed a car may have been on the way: from standstill and back to standstill
#: unseen, at 108 km/h. It is also what a receiver that reports 0 while it moves is allowed.
UNSEEN_MPS = 30.0
#: Two fixes of a standing receiver may lie so far apart among high buildings (m); more where it says so itself (eph).
SCATTER_M = 50.0
MOST_SCATTER_M = 500.0
#: A new place is believed after so many fixes that agree with each other, over so many seconds: a receiver that sends
#: ten a second is not sooner to be believed.
AGREEING_FIXES = 3
AGREEING_S = 2.0
#: A replay may run the receiver's clock faster than ours by this factor; beyond it the receiver's clock itself jumped.
FASTEST_REPLAY = 100.0
#: So many seconds of fixes may arrive in one go after a link has stuttered.
STUTTER_S = 3.0


class Positioning:
    """Judges one receiver. All calls on one thread.

    A fix is believed unless it lies further from the last believed one than a car can have come. Then the quality is
    JUMPED and the old fix stays, until three fixes in a row, over 2 s, agree on the new place or one fits the old one.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._link: LinkState = LinkState.OFF
        self._heard: Reading[Fix] | None = None  # the last reading, with a place or without
        self._believed: Reading[Fix] | None = None
        self._doubted: list[Reading[Fix]] = []

    def on_link(self, report: LinkReport) -> None:
        """Take the state of the receiver's link."""
        self._link = report.state

    def on_reading(self, reading: Reading[Fix]) -> None:
        """Take what the receiver said."""
        self._heard = reading
        if _place(reading.value) is None:
            self._doubted = []
        elif self._believed is None or _agree(self._believed, reading):
            self._believed, self._doubted = reading, []
        else:
            self._doubt(reading)

    def state(self) -> PositionState:
        """What holds now; to be asked again as time passes, because a fix ages by itself."""
        now = self._clock.now()
        return PositionState(now, self._quality(now), self._believed)

    def _doubt(self, reading: Reading[Fix]) -> None:
        last = self._doubted[-1] if self._doubted else None
        if last is not None and _same_epoch(last, reading):
            return  # gpsd reports an epoch more than once: that is no second witness
        agrees = last is not None and _agree(last, reading)
        self._doubted = [*self._doubted, reading] if agrees else [reading]
        enough = len(self._doubted) >= AGREEING_FIXES
        if enough and _seconds_between(self._doubted[0], reading) >= AGREEING_S:
            self._believed, self._doubted = reading, []

    def _quality(self, now: float) -> Quality:
        heard = None if self._heard is None else self._heard.value_at(now, STALE_AFTER_S)
        if heard is not None and _place(heard) is not None:
            # Fresh, so it counts even if the link has just gone: it may be back before anybody needs to know.
            if self._doubted:
                return Quality.JUMPED
            return Quality.FIX_3D if heard.mode is Mode.FIX_3D else Quality.FIX_2D
        nothing = Quality.SEARCHING if self._believed is None else Quality.LOST
        match self._link:
            case LinkState.OFF:
                return Quality.ABSENT if self._heard is None else nothing
            case LinkState.LOST | LinkState.FAULT:
                return Quality.NO_RECEIVER
            case LinkState.SILENT:
                return Quality.NO_RECEIVER if self._believed is None else Quality.LOST
            case LinkState.CONNECTING | LinkState.ONLINE:
                return nothing


@dataclass(frozen=True, slots=True)
class _Place:
    lat_deg: float
    lon_deg: float
    speed_mps: float | None
    eph_m: float


def _place(fix: Fix | None) -> _Place | None:
    if fix is None or fix.mode is Mode.NO_FIX or fix.lat_deg is None or fix.lon_deg is None:
        return None
    return _Place(fix.lat_deg, fix.lon_deg, fix.speed_mps, fix.eph_m or 0.0)


def _agree(earlier: Reading[Fix], later: Reading[Fix]) -> bool:
    """Whether a car can have come from the one place to the other in the time between."""
    here, there = _place(earlier.value), _place(later.value)
    if here is None or there is None:
        return False
    speeds = [speed for speed in (here.speed_mps, there.speed_mps) if speed is not None]
    # Without a reported speed only physics speaks.
    limit_mps = min(FASTEST_MPS, 2 * max(speeds) + UNSEEN_MPS) if speeds else FASTEST_MPS
    scatter_m = max(SCATTER_M, min(MOST_SCATTER_M, here.eph_m + there.eph_m))
    moved_m = distance_m(here.lat_deg, here.lon_deg, there.lat_deg, there.lon_deg)
    return moved_m <= limit_mps * _seconds_between(earlier, later) + scatter_m


def _seconds_between(earlier: Reading[Fix], later: Reading[Fix]) -> float:
    """By the receiver's clock, which also holds in a sped-up replay and on a stuttering link; else by ours."""
    ours_s = max(0.0, later.at - earlier.at)
    if earlier.value is None or later.value is None or earlier.value.utc is None or later.value.utc is None:
        return ours_s
    theirs_s = (later.value.utc - earlier.value.utc).total_seconds()
    # One that stood still, went back or leapt ahead says nothing.
    return theirs_s if 0 < theirs_s <= FASTEST_REPLAY * ours_s + STUTTER_S else ours_s


def _same_epoch(earlier: Reading[Fix], later: Reading[Fix]) -> bool:
    if earlier.value is None or later.value is None or earlier.value.utc is None:
        return False
    return earlier.value.utc == later.value.utc
