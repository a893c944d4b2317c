"""What may be believed: each quality, how it is entered and how it is left. Time is a ManualClock's."""

import datetime as dt
import math

import pytest

from headunit.kernel.clock import ManualClock
from headunit.kernel.geodesy import EARTH_RADIUS_M, distance_m
from headunit.kernel.link import LinkReport, LinkState
from headunit.kernel.reading import Reading
from headunit.position.service import Positioning
from headunit.position.state import Fix, Mode, PositionState, Quality

LAT, LON = 47.14, 9.52
METRES_PER_DEGREE = math.radians(EARTH_RADIUS_M)
START = dt.datetime(2026, 5, 1, 12, 0, tzinfo=dt.UTC)


class Car:
    """A receiver on a road to the north; `receive` is one report of it."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.positioning = Positioning(self.clock)
        self.north_m = 0.0

    def link(self, state: LinkState) -> None:
        self.positioning.on_link(LinkReport("gpsd", "gps", state, self.clock.now()))

    def receive(
        self,
        north_m: float | None = None,
        *,
        after_s: float = 1.0,
        mode: Mode = Mode.FIX_3D,
        speed_mps: float | None = 20.0,
        utc_s: float | None = None,
        eph_m: float | None = None,
    ) -> Quality:
        self.clock.advance(after_s)
        self.north_m = self.north_m + (speed_mps or 0) * after_s if north_m is None else north_m
        utc = None if utc_s is None else START + dt.timedelta(seconds=utc_s)
        lat = LAT + self.north_m / METRES_PER_DEGREE
        fix = Fix(mode, utc, lat, LON, speed_mps=speed_mps, eph_m=eph_m)
        if mode is Mode.NO_FIX:
            fix = Fix(utc=utc)
        self.positioning.on_reading(Reading(fix, self.clock.now(), "gpsd"))
        return self.quality

    @property
    def quality(self) -> Quality:
        return self.state.quality

    @property
    def state(self) -> PositionState:
        return self.positioning.state()

    @property
    def believed_m(self) -> float:
        fix = self.state.fix
        assert fix is not None
        assert fix.value is not None
        assert fix.value.lat_deg is not None
        return (fix.value.lat_deg - LAT) * METRES_PER_DEGREE


@pytest.fixture
def car() -> Car:
    car = Car()
    car.link(LinkState.ONLINE)
    return car


@pytest.fixture
def driving(car: Car) -> Car:
    for _ in range(5):
        assert car.receive() is Quality.FIX_3D
    return car


def test_nobody_asked_for_a_receiver() -> None:
    car = Car()
    assert car.state == PositionState(0.0, Quality.ABSENT, None)
    car.link(LinkState.OFF)
    assert car.quality is Quality.ABSENT


@pytest.mark.parametrize(
    ("link", "never", "after"),
    [
        (LinkState.CONNECTING, Quality.SEARCHING, Quality.LOST),
        (LinkState.ONLINE, Quality.SEARCHING, Quality.LOST),
        (LinkState.SILENT, Quality.NO_RECEIVER, Quality.LOST),
        (LinkState.FAULT, Quality.NO_RECEIVER, Quality.NO_RECEIVER),
        (LinkState.LOST, Quality.NO_RECEIVER, Quality.NO_RECEIVER),
    ],
)
def test_the_link_tells_why_there_is_no_place(link: LinkState, never: Quality, after: Quality) -> None:
    car = Car()
    car.link(link)
    assert car.quality is never
    car.link(LinkState.ONLINE)
    car.receive()
    car.link(link)
    # What was received a moment ago still holds.
    assert car.quality is Quality.FIX_3D
    car.clock.advance(2.01)
    assert car.quality is after
    assert car.state.usable is None
    assert car.state.fix is not None  # it stays, with its age


def test_searching_then_2d_then_3d_then_lost_then_back(car: Car) -> None:
    assert car.receive(mode=Mode.NO_FIX) is Quality.SEARCHING
    assert car.receive(mode=Mode.FIX_2D) is Quality.FIX_2D
    assert car.receive() is Quality.FIX_3D
    assert car.state.usable is not None
    assert car.receive(mode=Mode.NO_FIX) is Quality.LOST
    assert car.state.usable is None
    assert car.receive() is Quality.FIX_3D


def test_a_reading_older_than_two_seconds_is_lost(driving: Car) -> None:
    driving.clock.advance(2.0)
    assert driving.quality is Quality.FIX_3D
    driving.clock.advance(0.01)
    assert driving.quality is Quality.LOST


def test_state_tells_its_own_time_and_keeps_the_reading(driving: Car) -> None:
    driving.clock.advance(0.5)
    state = driving.state
    assert state.at == driving.clock.now() == 5.5
    assert state.fix is not None
    assert (state.fix.at, state.fix.source) == (5.0, "gpsd")


def test_a_receiver_that_says_nothing_of_itself(car: Car) -> None:
    car.positioning.on_reading(Reading(None, car.clock.now(), "gpsd"))
    assert car.quality is Quality.SEARCHING


def test_a_jump_is_not_believed_until_three_fixes_agree(driving: Car) -> None:
    assert driving.believed_m == pytest.approx(100)
    assert driving.receive(5000) is Quality.JUMPED
    assert driving.state.usable is None
    assert driving.believed_m == pytest.approx(100)
    assert driving.receive() is Quality.JUMPED
    assert driving.receive() is Quality.FIX_3D
    assert driving.believed_m == pytest.approx(5040)


def test_back_at_the_old_place_is_believed_at_once(driving: Car) -> None:
    assert driving.receive(5000) is Quality.JUMPED
    assert driving.receive(140) is Quality.FIX_3D
    assert driving.believed_m == pytest.approx(140)


def test_jumps_to_here_and_there_are_never_believed(driving: Car) -> None:
    for _ in range(6):
        assert driving.receive(5000) is Quality.JUMPED
        assert driving.receive(9000) is Quality.JUMPED


def test_ten_fixes_a_second_are_not_sooner_believed(driving: Car) -> None:
    assert driving.receive(5000, after_s=0.1) is Quality.JUMPED
    for _ in range(19):
        assert driving.receive(after_s=0.1) is Quality.JUMPED
    assert driving.receive(after_s=0.15) is Quality.FIX_3D


def test_one_epoch_told_three_times_is_one_witness(driving: Car) -> None:
    for _ in range(4):
        assert driving.receive(5000, utc_s=100, after_s=1) is Quality.JUMPED
    assert driving.receive(5020, utc_s=101) is Quality.JUMPED
    assert driving.receive(5040, utc_s=102) is Quality.FIX_3D


def test_a_loss_forgets_the_doubted_place(driving: Car) -> None:
    driving.receive(5000)
    driving.receive()
    assert driving.receive(mode=Mode.NO_FIX) is Quality.LOST
    assert driving.receive(5100) is Quality.JUMPED
    driving.clock.advance(2.5)
    assert driving.quality is Quality.LOST


def test_a_tunnel_is_no_jump(driving: Car) -> None:
    for _ in range(60):
        assert driving.receive(mode=Mode.NO_FIX) is Quality.LOST
    assert driving.receive(100 + 61 * 30.0) is Quality.FIX_3D


def test_a_tunnel_does_not_excuse_everything(driving: Car) -> None:
    for _ in range(10):
        driving.receive(mode=Mode.NO_FIX)
    assert driving.receive(100 + 11 * 90.0) is Quality.JUMPED


@pytest.mark.parametrize(
    ("speed_mps", "moved_m", "quality"),
    [
        (0.0, 79, Quality.FIX_3D),  # 30 m/s unseen, 50 m scatter
        (0.0, 82, Quality.JUMPED),
        (20.0, 119, Quality.FIX_3D),
        (20.0, 122, Quality.JUMPED),
        (60.0, 139, Quality.FIX_3D),  # never more than 90 m/s
        (60.0, 142, Quality.JUMPED),
        (500.0, 142, Quality.JUMPED),  # a speed that no car has opens no door
        (None, 139, Quality.FIX_3D),
        (None, 142, Quality.JUMPED),
    ],
)
def test_how_far_a_car_can_come_in_a_second(
    car: Car, speed_mps: float | None, moved_m: float, quality: Quality
) -> None:
    car.receive(0, speed_mps=speed_mps)
    assert car.receive(moved_m, speed_mps=speed_mps) is quality


def test_a_poor_fix_may_scatter_more(car: Car) -> None:
    car.receive(0, speed_mps=0, eph_m=100)
    assert car.receive(220, speed_mps=0, eph_m=100) is Quality.FIX_3D
    assert car.receive(1200, speed_mps=0, eph_m=90_000) is Quality.JUMPED


def test_a_replay_at_twenty_times_is_no_jump(car: Car) -> None:
    """Receipts 0.05 s apart for fixes of one second each: the receiver's own clock counts."""
    for second in range(50):
        assert car.receive(second * 60.0, after_s=0.05, speed_mps=60.0, utc_s=second) is Quality.FIX_3D


def test_a_receiver_whose_clock_leaps_with_the_place_is_not_excused(driving: Car) -> None:
    driving.receive(120, utc_s=0)
    assert driving.receive(50_000, utc_s=86_400) is Quality.JUMPED


def test_a_receiver_whose_clock_goes_back_is_judged_by_ours(driving: Car) -> None:
    driving.receive(120, utc_s=0.9)
    assert driving.receive(140, utc_s=0.1) is Quality.FIX_3D
    assert driving.receive(5000, utc_s=0.0) is Quality.JUMPED


def test_fixes_after_a_stutter_of_the_link_are_no_jump(driving: Car) -> None:
    driving.receive(120, speed_mps=60, utc_s=0)
    driving.clock.advance(2)
    for second in (1, 2, 3):
        assert driving.receive(120 + 60 * second, after_s=0.0, speed_mps=60, utc_s=second) is Quality.FIX_3D


def test_a_fix_without_a_place_is_no_fix(car: Car) -> None:
    car.clock.advance(1)
    car.positioning.on_reading(Reading(Fix(mode=Mode.FIX_3D), car.clock.now(), "gpsd"))
    assert car.quality is Quality.SEARCHING
    assert car.state.usable is None


@pytest.mark.parametrize(
    ("a", "b", "metres"),
    [
        ((0, 0), (0, 0), 0),
        ((0, 0), (1, 0), METRES_PER_DEGREE),
        ((0, 179.5), (0, -179.5), METRES_PER_DEGREE),
        ((60, 0), (60, 1), METRES_PER_DEGREE / 2),
        ((0, 0), (0, 180), math.pi * EARTH_RADIUS_M),
        ((-90, 0), (90, 77), math.pi * EARTH_RADIUS_M),
        ((47.3769, 8.5417), (46.9480, 7.4474), 95_500),  # Zuerich to Bern, by the crow
    ],
)
def test_distance(a: tuple[float, float], b: tuple[float, float], metres: float) -> None:
    assert distance_m(*a, *b) == pytest.approx(metres, rel=0.005, abs=1e-6)
    assert distance_m(*a, *b) == pytest.approx(distance_m(*b, *a))
