import pytest
from bare_house import BareHouse, Heard
from rooms import AllSignals, a_car

from headunit.kernel.reading import Reading
from headunit.notices.state import Notice, NoticesState, Urgency
from headunit.position.state import Fix, Mode, PositionState, Quality
from headunit.ui.home.viewmodel import WINDS, HomeViewModel
from headunit.vehicle.previews import CRUISING

METRE = 1 / 111_195  # degrees of latitude


def at(north_m: float, track_deg: float | None = 90.0, quality: Quality = Quality.FIX_3D) -> PositionState:
    fix = Fix(Mode.FIX_3D, None, 47.0 + north_m * METRE, 9.0, track_deg=track_deg)
    return PositionState(0.0, quality, Reading(fix, 0.0, "gpsd"))


@pytest.fixture
def house() -> BareHouse:
    return BareHouse()


@pytest.fixture
def home(house: BareHouse, parent) -> HomeViewModel:
    return HomeViewModel(house, parent)


def corners(home: HomeViewModel) -> list[tuple[int, int]]:
    return [(round(point.x()), round(point.y())) for point in home.trail]


def test_before_anything_came(home: HomeViewModel) -> None:
    assert (home.quality, home.placed, home.heading, home.wind, home.trail) == ("absent", False, 0.0, "N", [])
    assert home.vehicle.speed.text == "--"
    assert home.notices.count == 0


def test_car_and_notices_are_those_of_their_rooms(house: BareHouse, home: HomeViewModel) -> None:
    house.board.publish(a_car(house, CRUISING))
    house.board.publish(NoticesState((), (Notice("fuel", "gas-station", Urgency.SOON, "Fuel low", "Fill up.", 0.0),)))
    assert (home.vehicle.speed.text, home.notices.count) == ("83", 1)


def test_the_way_driven_as_a_screen_counts(house: BareHouse, home: HomeViewModel) -> None:
    for north_m in (0, 10, 20, 21):
        house.board.publish(at(north_m))
    assert corners(home) == [(0, 0), (0, -10), (0, -20)]
    assert (home.here.x(), home.here.y()) == (pytest.approx(0), pytest.approx(-21, abs=0.01))
    assert (home.placed, home.quality, home.heading, home.wind) == (True, "3D", 90.0, "E")


def test_standing_it_keeps_its_heading(house: BareHouse, home: HomeViewModel) -> None:
    house.board.publish(at(0, 200.0))
    house.board.publish(at(10, None))
    assert home.heading == 200.0


@pytest.mark.parametrize(
    ("track_deg", "wind"),
    [*((45.0 * number, wind) for number, wind in enumerate(WINDS)), (337.6, "N"), (359.9, "N"), (22.6, "NE")],
)
def test_one_of_eight_winds(house: BareHouse, home: HomeViewModel, track_deg: float, wind: str) -> None:
    house.board.publish(at(0, track_deg))
    assert home.wind == wind


@pytest.mark.parametrize("quality", [Quality.LOST, Quality.SEARCHING, Quality.NO_RECEIVER])
def test_a_loss_keeps_the_way_and_draws_no_place(house: BareHouse, home: HomeViewModel, quality: Quality) -> None:
    house.board.publish(at(0))
    house.board.publish(at(10))
    signals, changed = AllSignals(home), Heard(home.changed)
    house.board.publish(at(500, quality=quality))
    assert (home.placed, home.quality, corners(home)) == (False, quality.value, [(0, 0), (0, -10)])
    assert (signals.news(), changed.news()) == (2, 1)  # its own, and its map's


def test_after_a_jump_the_way_begins_anew(house: BareHouse, home: HomeViewModel) -> None:
    for north_m in (0, 10):
        house.board.publish(at(north_m))
    trail = Heard(home.trailChanged)
    house.board.publish(at(5000, quality=Quality.JUMPED))
    assert (home.placed, home.trail, trail.news()) == (False, [], 1)
    house.board.publish(at(5000))
    assert (home.placed, corners(home), trail.news()) == (True, [(0, 0)], 1)


def test_a_fix_without_a_place_is_none(house: BareHouse, home: HomeViewModel) -> None:
    house.board.publish(PositionState(0.0, Quality.FIX_2D, Reading(Fix(Mode.FIX_2D), 0.0, "gpsd")))
    assert (home.trail, home.quality) == ([], "2D")


@pytest.mark.parametrize("quality", list(Quality))
def test_unchanged_states_emit_nothing(house: BareHouse, home: HomeViewModel, quality: Quality) -> None:
    house.board.publish(at(0))
    house.board.publish(at(10, quality=quality))
    signals = AllSignals(home)
    for _ in range(3):
        house.board.publish(at(10, quality=quality))
    assert signals.news() == 0
