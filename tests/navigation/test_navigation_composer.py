"""What navigation lays over the map, and where it believes the car: from the states of the rooms around it."""

import dataclasses

import pytest

from headunit.guidance.state import GuidanceState, Phase, Source
from headunit.kernel.board import Board
from headunit.kernel.clock import ManualClock
from headunit.kernel.geodesy import LatLon
from headunit.kernel.reading import Reading
from headunit.map.state import LineKind, Overlay, PinKind, Vehicle
from headunit.navigation.previews import PREVIEWS
from headunit.navigation.service import ROAD_FRESH_S, Composer
from headunit.navigation.state import Selection
from headunit.places.state import Hit, Place, Remembered, SearchState
from headunit.position.state import Fix, Mode, PositionState, Quality, Reckoning
from headunit.routing.state import Planning, RangeState, RoadHere, RoutingState

HERE = LatLon(47.14, 9.52)
NEAR = LatLon(47.14008, 9.52)
FAR = LatLon(47.15, 9.52)
CHOICE = next(
    state for one in PREVIEWS if one.name == "choice" for state in one.states if isinstance(state, RoutingState)
)
GUIDED = next(
    state for one in PREVIEWS if one.name == "lanes" for state in one.states if isinstance(state, GuidanceState)
)


class Stage:
    """A board with a composer on it."""

    def __init__(self) -> None:
        self.board, self.clock = Board(), ManualClock()
        Composer(self.board, self.clock)

    def fix(self, place: LatLon, quality: Quality = Quality.FIX_3D) -> None:
        fix = Fix(Mode.FIX_3D, None, *place, 460.0, 13.0, 20.0, 4.0, 9)
        now = self.clock.now()
        self.board.publish(PositionState(now, quality, Reading(fix, now, "gpsd")))

    @property
    def overlay(self) -> Overlay:
        found = self.board.latest(Overlay)
        assert found is not None
        return found

    @property
    def vehicle(self) -> Vehicle:
        found = self.board.latest(Vehicle)
        assert found is not None
        return found

    def kinds(self) -> list[PinKind]:
        return [pin.kind for pin in self.overlay.pins]


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_the_routes_to_choose_from_are_drawn_the_one_pointed_at_last(stage: Stage) -> None:
    stage.board.publish(CHOICE)
    assert [line.kind for line in stage.overlay.lines] == [LineKind.ALTERNATIVE] * 2 + [LineKind.ROUTE]
    assert stage.overlay.lines[-1].key == CHOICE.routes[0].key
    stage.board.publish(Selection(route=CHOICE.routes[2].key))
    assert stage.overlay.lines[-1].key == CHOICE.routes[2].key
    assert stage.kinds() == [PinKind.DESTINATION]
    stage.board.publish(RoutingState(Planning.IDLE))
    assert stage.overlay == Overlay()


def test_a_trip_hides_what_else_was_to_be_chosen(stage: Stage) -> None:
    stage.board.publish(CHOICE)
    stage.board.publish(GUIDED)
    assert [line.kind for line in stage.overlay.lines] == [LineKind.ROUTE]
    better = dataclasses.replace(GUIDED, better=CHOICE.routes[1])
    stage.board.publish(better)
    assert [line.kind for line in stage.overlay.lines] == [LineKind.ALTERNATIVE, LineKind.ROUTE]
    stage.board.publish(GuidanceState())
    stage.board.publish(RoutingState())
    assert stage.overlay.lines == ()


def test_places_have_pins_that_tell_them_apart(stage: Stage) -> None:
    stage.board.publish(Remembered(home=Place("Home", "address", HERE), favourites=(Place("Lake", "park", FAR),)))
    assert stage.kinds() == [PinKind.FAVOURITE, PinKind.HOME]
    hits = (Hit(Place("Fast", "charger", FAR)), Hit(Place("Museum", "museum", NEAR)))
    stage.board.publish(SearchState("x", hits))
    assert stage.kinds()[2:] == [PinKind.CHARGER, PinKind.HIT]
    keys = [pin.key for pin in stage.overlay.pins]
    assert len(set(keys)) == len(keys)
    stage.board.publish(SearchState())
    stage.board.publish(Selection(FAR, "Lake"))
    assert stage.overlay.pins[-1].kind is PinKind.DESTINATION
    assert stage.overlay.pins[-1].title == "Lake"


def test_the_range_lies_below_everything(stage: Stage) -> None:
    stage.board.publish(CHOICE)
    stage.board.publish(RangeState((HERE, NEAR, FAR, HERE), 1000.0))
    assert stage.overlay.lines[0].kind is LineKind.RANGE


def test_the_car_is_on_the_road_that_was_matched_lately_and_near(stage: Stage) -> None:
    stage.fix(HERE)
    assert stage.vehicle.place == HERE
    assert stage.vehicle.certain
    stage.board.publish(RoadHere(stage.clock.now(), NEAR, 33.0))
    assert (stage.vehicle.place, stage.vehicle.course_deg) == (NEAR, 33.0)
    stage.clock.advance(ROAD_FRESH_S + 0.1)
    stage.fix(HERE)
    assert stage.vehicle.place == HERE
    stage.board.publish(RoadHere(stage.clock.now(), FAR, 33.0))
    assert stage.vehicle.place == HERE


def test_a_newer_fix_moves_the_car_along_the_road_that_was_matched_before(stage: Stage) -> None:
    stage.fix(HERE)
    stage.board.publish(RoadHere(stage.clock.now(), HERE, 0.0))
    stage.clock.advance(1.0)
    ahead, beside = 30 / 111_195, 8 / 75_800  # degrees for 30 m north, 8 m east
    stage.fix(LatLon(HERE.lat_deg + ahead, HERE.lon_deg + beside))
    place = stage.vehicle.place
    assert place is not None
    assert place == pytest.approx((HERE.lat_deg + ahead, HERE.lon_deg), abs=1e-6)
    assert stage.vehicle.course_deg == 0.0
    stage.fix(LatLon(HERE.lat_deg + ahead, HERE.lon_deg + 5 * beside))
    assert stage.vehicle.course_deg == 20.0, "40 m aside is another road"


def test_a_place_of_guidance_keeps_the_time_at_which_it_was_one(stage: Stage) -> None:
    stage.clock.advance(10.0)
    stage.board.publish(dataclasses.replace(GUIDED, place=NEAR))
    heard: list[Vehicle] = []
    stage.board.watch(Vehicle, heard.append)
    stage.clock.advance(0.1)
    stage.fix(FAR)
    stage.fix(FAR)
    assert stage.vehicle.at == 10.0, "or the map would think that the car has not moved since"
    stage.board.publish(dataclasses.replace(GUIDED, place=HERE))
    assert stage.vehicle.at == 10.1
    assert len(heard) == 3, "the first, the speed of the fix, the next place"


def test_in_a_tunnel_the_car_has_the_speed_that_it_tells_itself(stage: Stage) -> None:
    stage.fix(HERE)
    stage.board.publish(Reckoning(speed_mps=21.0))
    stage.fix(HERE, Quality.LOST)
    stage.board.publish(dataclasses.replace(GUIDED, place=NEAR, source=Source.DEAD_RECKONING))
    assert stage.vehicle.speed_mps == 21.0
    stage.board.publish(Reckoning(speed_mps=0.0))
    assert stage.vehicle.speed_mps == 0.0


def test_guidance_knows_best_and_says_when_it_does_not(stage: Stage) -> None:
    stage.fix(FAR)
    stage.board.publish(dataclasses.replace(GUIDED, place=NEAR, course_deg=77.0))
    assert (stage.vehicle.place, stage.vehicle.course_deg, stage.vehicle.certain) == (NEAR, 77.0, True)
    stage.board.publish(dataclasses.replace(GUIDED, place=NEAR, phase=Phase.NO_POSITION))
    assert not stage.vehicle.certain
    stage.board.publish(GuidanceState())
    assert stage.vehicle.place == FAR


def test_a_lost_position_stays_where_it_was_and_is_not_certain(stage: Stage) -> None:
    stage.fix(HERE)
    stage.fix(HERE, Quality.LOST)
    assert stage.vehicle.place == HERE
    assert not stage.vehicle.certain
    assert stage.vehicle.speed_mps == 0.0


def test_what_changes_nothing_publishes_nothing(stage: Stage) -> None:
    heard: list[Overlay] = []
    stage.board.watch(Overlay, heard.append)
    stage.board.publish(CHOICE)
    before = len(heard)
    stage.board.publish(dataclasses.replace(CHOICE))
    stage.board.publish(Selection())
    assert len(heard) == before
