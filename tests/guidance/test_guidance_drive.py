"""Guidance along routes drawn by hand: what is shown and said, off the route and back, tunnels, stops, restarts."""

import dataclasses
import itertools
from pathlib import Path

import pytest
from made_routes import HOME, GuidedCar, Leg, route_of

from headunit.guidance.better_watch import fork_m
from headunit.guidance.line import RouteLine
from headunit.guidance.state import GuidanceWishes, Phase, Source
from headunit.guidance.trip import TripFile
from headunit.kernel.geodesy import LatLon, LocalFrame, distance_m
from headunit.routing.state import Arrow, Lane, NoRoute, RoadHere, Route, Stop, TrafficState, Turn

TOWN = [
    Leg(600, Turn.RIGHT, 50, "Mill Street"),
    Leg(800, Turn.LEFT, 50, "Church Street"),
    Leg(500, Turn.ARRIVE, 50, "Station Road"),
]


def test_a_drive_through_town_from_first_to_last_word() -> None:
    route, car = route_of(TOWN), GuidedCar()
    line = RouteLine(route)
    car.tick(line.place(0), 0, 0)
    car.guidance.start(route)
    car.along(line, 0, route.length_m, 13)
    said = car.texts
    assert said[0] == "Head north on Mill Street."
    assert "In 500 metres, turn right onto Church Street." in said
    assert "In 200 metres, turn right onto Church Street." in said
    assert "Turn right onto Church Street." in said
    assert "Turn left onto Station Road." in said
    assert said[-1] == "You have reached your destination."
    assert car.state.phase is Phase.ARRIVED
    assert [state.phase for state in car.states].count(Phase.OFF_ROUTE) == 0


def test_the_distance_counts_down_evenly() -> None:
    route, car = route_of([Leg(3000, Turn.RIGHT, 80), Leg(500)]), GuidedCar()
    line = RouteLine(route)
    car.tick(line.place(0), 0, 20)
    car.guidance.start(route)
    car.along(line, 0, 200, 20, noise_m=3)
    car.states.clear()
    car.along(line, 200, 2900, 20, noise_m=3)
    left = [state.to_next_m for state in car.states if state.phase is Phase.ON_ROUTE]
    steps = [before - after for before, after in itertools.pairwise(left)]
    assert len(left) / (2700 / 20) >= 5  # at least five a second
    assert min(steps) >= 0
    assert max(steps) < 2 * 20 * 0.1  # never twice the speed
    assert abs(left[-1] - 100) < 10


def test_the_banner_tells_what_is_ahead() -> None:
    lanes = (Lane(Arrow.LEFT), Lane(Arrow.THROUGH), Lane(Arrow.RIGHT, Arrow.RIGHT, preferred=True))
    legs = [
        Leg(1000, Turn.RIGHT, 50, "Mill Street", lanes=lanes),
        Leg(40, Turn.LEFT, 30, "Short Lane"),
        Leg(500, Turn.ARRIVE, None, "Long Road"),
    ]
    route, car = route_of(legs), GuidedCar()
    line = RouteLine(route)
    car.tick(line.place(0), 0, 0)
    car.guidance.start(route)
    car.along(line, 0, 500, 14)
    far = car.state
    assert (far.next.turn, far.then.turn, far.lanes) == (Turn.RIGHT, Turn.LEFT, ())
    assert far.street == "Mill Street"
    assert far.limit_kmh == 50
    assert abs(far.to_next_m - 500) < 8
    assert abs(far.remaining_m - 1040) < 8
    assert far.remaining_s == pytest.approx(route.duration_s - 500 / (50 / 3.6), abs=2)
    assert far.arrival_s == pytest.approx(car.clock.local().timestamp() + far.remaining_s, abs=1)
    car.along(line, 500, 900, 14)
    assert car.state.lanes == lanes
    assert "Use the right lane" not in car.texts[-1]
    assert any("use the right lane and turn right" in text for text in car.texts)
    car.along(line, 900, 1200, 10)
    assert (car.state.street, car.state.limit_kmh) == ("Long Road", None)


def test_close_maneuvers_are_told_in_one_breath() -> None:
    route, car = route_of([Leg(800, Turn.RIGHT, 50), Leg(45, Turn.LEFT, 50), Leg(900)]), GuidedCar()
    line = RouteLine(route)
    car.tick(line.place(0), 0, 0)
    car.guidance.start(route)
    car.along(line, 0, 700, 13)
    car.along(line, 700, 1000, 9)
    assert "Turn right, then turn left." in car.texts


def test_a_turn_that_was_missed_is_noticed_and_mended() -> None:
    route, car = route_of(TOWN), GuidedCar()
    line = RouteLine(route)
    car.tick(line.place(0), 0, 13)
    car.guidance.start(route)
    car.along(line, 0, 600, 13, noise_m=3)
    other = route_of([Leg(3000, Turn.ARRIVE, 50, "Straight Road")])
    car.roads.answer = lambda request: (dataclasses.replace(other, request=request),)
    missed_at = car.clock.now()
    straight = RouteLine(other)
    noticed = None
    for at_m in range(601, 800):
        car.tick(straight.place(at_m), 0, 13, noise_m=3, dt_s=1 / 13)
        if car.roads.asked and noticed is None:
            noticed = car.clock.now()
            beside_m = at_m - 600
    assert noticed is not None
    assert noticed - missed_at <= 3
    assert beside_m < 45
    # The new route is shown with the next flush, and said.
    assert car.state.phase is Phase.ON_ROUTE
    assert car.state.route.maneuvers == other.maneuvers
    assert "New route." in car.texts
    assert (
        car.roads.asked[0].stops[0].heading_deg == pytest.approx(0, abs=10)
        or car.roads.asked[0].stops[0].heading_deg > 350
    )


def test_without_a_new_route_it_is_asked_for_again_ever_more_slowly() -> None:
    route, car = route_of(TOWN), GuidedCar()
    line, straight = RouteLine(route), RouteLine(route_of([Leg(9000)]))
    car.tick(line.place(0), 0, 13)
    car.guidance.start(route)
    car.along(line, 0, 600, 13)
    car.along(straight, 600, 1900, 13)
    assert car.state.phase is Phase.OFF_ROUTE
    assert 4 <= len(car.roads.asked) <= 7  # 100 s: at once, after 2, 4, 8, 16, 30 s
    # Back on the old route by oneself: it goes on.
    car.along(line, 700, 900, 13)
    assert car.state.phase is Phase.ON_ROUTE


def test_a_car_park_at_the_start_is_not_off_the_route() -> None:
    route, car = route_of(TOWN), GuidedCar()
    line = RouteLine(route)
    park = HOME
    car.tick(LatLon(*park.to_degrees(60, -40)), 180, 0)
    car.guidance.start(route)
    for x, y in [(60, -40), (60, -60), (45, -60), (45, -30), (30, -20), (15, -5)]:
        for _ in range(30):
            car.tick(LatLon(*park.to_degrees(x, y)), 270, 1.2)
    assert not car.roads.asked
    car.along(line, 5, 200, 8)
    assert car.state.phase is Phase.ON_ROUTE


def test_driving_away_from_a_route_never_reached_asks_for_another() -> None:
    route, car = route_of(TOWN), GuidedCar()
    away = LocalFrame(*LatLon(*HOME.to_degrees(-80, 0)))
    car.tick(LatLon(*away.to_degrees(0, 0)), 270, 0)
    car.guidance.start(route)
    for metres in range(0, 300, 1):
        car.tick(LatLon(*away.to_degrees(-metres, 0)), 270, 10)
    assert car.state.phase is Phase.OFF_ROUTE
    assert car.roads.asked


def test_noise_never_leaves_the_route() -> None:
    for noise_m in (3, 8, 15):
        route, car = route_of([*TOWN[:2], *TOWN] * 2), GuidedCar(seed=noise_m)
        line = RouteLine(route)
        car.tick(line.place(0), 0, 13)
        car.guidance.start(route)
        car.along(line, 0, route.length_m - 60, 13, noise_m=noise_m, eph_m=2.45 * noise_m)
        assert not car.roads.asked, f"{noise_m} m"
        assert abs(car.state.at_m - (route.length_m - 60)) < 25


def test_a_loop_that_crosses_itself_is_followed_in_order() -> None:
    legs = [Leg(400), Leg(200), Leg(200), Leg(600, Turn.LEFT), Leg(300)]
    route, car = route_of(legs), GuidedCar()
    line = RouteLine(route)
    car.tick(line.place(0), 0, 12)
    car.guidance.start(route)
    car.along(line, 0, route.length_m - 50, 12, noise_m=4, eph_m=10)
    driven = [state.at_m for state in car.states if state.phase is Phase.ON_ROUTE]
    assert driven == sorted(driven)
    assert max(b - a for a, b in itertools.pairwise(driven)) < 5
    assert not car.roads.asked


def test_a_u_turn_on_the_same_road() -> None:
    legs = [Leg(400, Turn.UTURN_LEFT), Leg(800, Turn.ARRIVE)]
    route, car = route_of(legs), GuidedCar()
    line = RouteLine(route)
    car.tick(line.place(0), 0, 10)
    car.guidance.start(route)
    car.along(line, 0, 1100, 10, noise_m=3)
    assert not car.roads.asked
    assert abs(car.state.at_m - 1100) < 15
    assert "Make a U-turn." in car.texts


def test_a_parallel_road_is_not_taken_for_the_route() -> None:
    route, car = route_of([Leg(2000)]), GuidedCar()
    beside = LocalFrame(*LatLon(*HOME.to_degrees(40, 0)))
    line = RouteLine(route)
    car.tick(line.place(0), 0, 14)
    car.guidance.start(route)
    car.along(line, 0, 300, 14)
    for tick in range(60):
        car.tick(LatLon(*beside.to_degrees(0, 300 + 1.4 * tick)), 0, 14)
    assert car.roads.asked


@pytest.mark.parametrize("scale", [0.97, 1.0, 1.04])
def test_a_tunnel_of_a_kilometre_is_bridged(scale: float) -> None:
    legs = [Leg(1500, Turn.CONTINUE, 80), Leg(1000, Turn.CONTINUE, 80, tunnel=True), Leg(400, Turn.RIGHT, 80), Leg(300)]
    route, car = route_of(legs), GuidedCar()
    line = RouteLine(route)
    car.tick(line.place(0), 0, 20)
    car.guidance.start(route)
    at_m = 0.0
    for tick in range(1250):
        at_m = tick * 2.0
        # The speedometer errs by `scale`; the receiver does not.
        told = 20 * scale
        if not 1500 < at_m < 2500:
            car.can = True
        car.tick(line.place(at_m), 0, told, fix=not 1500 < at_m < 2500) if scale == 1.0 else _tick_scaled(
            car, line, at_m, told, fix=not 1500 < at_m < 2500
        )
        if at_m == 2400:
            assert car.state.source is Source.DEAD_RECKONING
    assert car.state.phase is Phase.ON_ROUTE
    assert abs(car.state.at_m - at_m) <= 30
    assert not car.roads.asked


def test_a_new_route_in_a_tunnel_is_followed_at_once() -> None:
    legs = [Leg(500, Turn.CONTINUE, 80), Leg(1500, Turn.CONTINUE, 80, tunnel=True), Leg(400, Turn.RIGHT, 80), Leg(300)]
    route, car = route_of(legs), GuidedCar()
    line = RouteLine(route)
    car.tick(line.place(0), 0, 20)
    car.guidance.start(route)
    car.along(line, 0, 500, 20)
    car.along(line, 500, 900, 20, fix=False)
    car.roads.answer = lambda request: (dataclasses.replace(route, request=request),)
    car.guidance.add_stop(Stop(LatLon(47.15, 9.53), "bakery"))
    car.along(line, 900, 1000, 20, fix=False)
    assert [stop.name for stop in car.state.route.request.stops[1:2]] == ["bakery"]
    assert (car.state.phase, car.state.source) == (Phase.ON_ROUTE, Source.DEAD_RECKONING)
    assert abs(car.state.at_m - 1000) <= 40
    before_m = car.state.to_next_m
    car.along(line, 1000, 1200, 20, fix=False)
    assert before_m - car.state.to_next_m == pytest.approx(200, abs=10)


def _tick_scaled(car: GuidedCar, line: RouteLine, at_m: float, told_mps: float, *, fix: bool) -> None:
    """The bus tells one speed, the receiver the true one."""
    from headunit.kernel.reading import Reading
    from headunit.vehicle.state import VehicleState

    car.can = False
    now = car.clock.now() + 0.1
    car.board.publish(
        VehicleState(now, "made", {"Vehicle.Speed": Reading(told_mps * 3.6, now, "made")}, {"Vehicle.Speed": 1.0})
    )
    car.tick(line.place(at_m), 0, 20, fix=fix)


def test_without_a_cars_speed_the_position_is_lost_after_seconds() -> None:
    route, car = route_of([Leg(5000)]), GuidedCar(can=False)
    line = RouteLine(route)
    car.tick(line.place(0), 0, 20)
    car.guidance.start(route)
    car.along(line, 0, 1000, 20)
    car.along(line, 1000, 1200, 20, fix=False)
    assert car.state.phase is Phase.NO_POSITION
    assert car.state.source is Source.NONE
    car.along(line, 1200, 1300, 20)
    assert car.state.phase is Phase.ON_ROUTE


def test_over_the_limit_has_a_tolerance() -> None:
    route, car = route_of([Leg(5000, Turn.ARRIVE, 50)]), GuidedCar()
    line = RouteLine(route)
    car.tick(line.place(0), 0, 14)
    car.guidance.start(route)
    car.along(line, 0, 200, 52.5 / 3.6)
    assert not car.state.over_limit
    car.along(line, 200, 400, 55 / 3.6)
    assert car.state.over_limit
    car.board.publish(GuidanceWishes(tolerance_kmh=10))
    car.along(line, 400, 500, 55 / 3.6)
    assert not car.state.over_limit


def test_via_points_that_are_not_passed_yet_are_kept() -> None:
    legs = [Leg(500, Turn.ARRIVE), Leg(500, Turn.ARRIVE), Leg(800)]
    route, car = route_of(legs), GuidedCar()
    line = RouteLine(route)
    car.tick(line.place(0), 0, 12)
    car.guidance.start(route)
    car.along(line, 0, 300, 12)
    assert car.state.stop_index == 1
    car.along(line, 300, 700, 12)
    assert car.state.stop_index == 2
    assert any("You have reached your stop, stop 1" in text for text in car.texts)
    beside = LocalFrame(*line.place(700))
    for metres in range(120):
        car.tick(LatLon(*beside.to_degrees(metres, 0)), 90, 10)
    assert [stop.name for stop in car.roads.asked[0].stops[1:]] == ["stop 2", "stop 3"]


def test_stops_are_added_and_skipped_on_the_way() -> None:
    route, car = route_of([Leg(500, Turn.ARRIVE), Leg(800)]), GuidedCar()
    line = RouteLine(route)
    car.tick(line.place(0), 0, 12)
    car.guidance.start(route)
    car.along(line, 0, 100, 12)
    car.guidance.add_stop(Stop(LatLon(47.15, 9.53), "bakery"))
    assert [stop.name for stop in car.roads.asked[-1].stops[1:]] == ["bakery", "stop 1", "stop 2"]
    assert car.state.phase is Phase.ON_ROUTE  # the old route serves until there is a new one
    car.roads.answer = lambda request: (dataclasses.replace(route, request=request),)
    car.along(line, 100, 120, 12)
    car.guidance.skip_stop()
    assert "bakery" not in [stop.name for stop in car.roads.asked[-1].stops]


def test_mute_repeat_stop() -> None:
    route, car = route_of([Leg(5000), Leg(300)]), GuidedCar()
    line = RouteLine(route)
    car.tick(line.place(0), 0, 12)
    car.guidance.start(route)
    car.along(line, 0, 100, 12)
    car.guidance.repeat()
    assert car.texts[-1] == "In 5 kilometres, turn right."
    car.guidance.mute(True)
    count = len(car.texts)
    car.guidance.repeat()
    car.along(line, 100, 5050, 30)
    assert (len(car.texts), car.state.muted) == (count, True)
    car.guidance.stop()
    assert (car.state.phase, car.state.route) == (Phase.OFF, None)


def test_a_trip_goes_on_after_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "state" / "trip.json"
    route, car = route_of([Leg(500, Turn.ARRIVE), Leg(800)]), GuidedCar(trips=TripFile(file))
    line = RouteLine(route)
    car.tick(line.place(0), 0, 12)
    car.guidance.start(route)
    car.along(line, 0, 700, 12)  # past the via point
    again = GuidedCar(trips=TripFile(file), later_s=600)
    assert again.state.phase is Phase.RESUMABLE
    again.guidance.resume()
    again.roads.answer = lambda request: (dataclasses.replace(route, request=request),)
    again.tick(line.place(700), 90, 0)
    again.tick(line.place(700), 90, 0)
    assert again.state.phase in {Phase.ON_ROUTE, Phase.STARTING}
    assert [stop.name for stop in again.roads.asked[-1].stops[1:]] == ["stop 2"]
    again.guidance.stop()
    assert not file.exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"stops": [[1, 2]]}',
        '{"stops": [[1,2,""],[91,2,""]], "avoid": [], "aim": "fastest", "language": "en", "saved_s": 1}',
        "null",
    ],
)
def test_a_damaged_trip_is_no_trip(text: str, tmp_path: Path, expect_log) -> None:
    file = tmp_path / "trip.json"
    file.write_text(text)
    expect_log("trip before the restart cannot be read")
    assert GuidedCar(trips=TripFile(file)).state.phase is Phase.OFF


def test_an_old_trip_is_not_offered(tmp_path: Path) -> None:
    file = TripFile(tmp_path / "trip.json")
    route, car = route_of(TOWN), GuidedCar(trips=file)
    car.tick(route.points[0], 0, 0)
    car.guidance.start(route)
    assert file.load(car.clock.local().timestamp() + 3600) is not None
    assert file.load(car.clock.local().timestamp() + 7 * 3600) is None


def test_without_a_route_the_place_is_told() -> None:
    car = GuidedCar()
    car.tick(LatLon(47.14, 9.52), 90, 10)
    assert car.state.phase is Phase.OFF
    assert car.state.source is Source.GNSS
    assert distance_m(*car.state.place, 47.14, 9.52) < 1


def test_the_engine_that_never_answers_is_not_waited_for() -> None:
    route, car = route_of(TOWN), GuidedCar()
    car.roads.flush = lambda: None
    straight = RouteLine(route_of([Leg(9000)]))
    car.tick(straight.place(0), 0, 13)
    car.guidance.start(route)
    car.along(straight, 0, 1200, 13)
    assert car.state.phase is Phase.OFF_ROUTE
    assert len(car.roads.asked) >= 2


def test_a_stop_that_cannot_be_reached_changes_nothing() -> None:
    route, car = route_of([Leg(500, Turn.ARRIVE), Leg(800)]), GuidedCar()
    line = RouteLine(route)
    car.roads.why = NoRoute.UNREACHABLE
    car.tick(line.place(0), 0, 12)
    car.guidance.start(route)
    car.along(line, 0, 100, 12)
    car.guidance.add_stop(Stop(LatLon(47.15, 9.53), "island"))
    car.along(line, 100, 300, 12)
    assert len(car.roads.asked) == 1
    assert car.state.phase is Phase.ON_ROUTE
    assert car.state.route is route


def _jammed(route: Route) -> Route:
    """Half an hour longer, in the middle of what is left."""
    middle = len(route.time_s) // 2
    return dataclasses.replace(route, time_s=(*route.time_s[:middle], *(time + 1800 for time in route.time_s[middle:])))


def test_a_better_route_is_offered_and_taken() -> None:
    route, car = route_of([Leg(20000, Turn.RIGHT, 80), Leg(300)]), GuidedCar()
    other = dataclasses.replace(route_of([Leg(24000, Turn.LEFT, 80), Leg(300)]), key="other")
    line = RouteLine(route)
    car.tick(line.place(0), 0, 20)
    car.guidance.start(route)
    car.roads.answer = lambda request: (dataclasses.replace(other, request=request),)
    car.along(line, 0, 400, 20)
    assert car.state.better is None
    assert not car.roads.renewed  # without traffic there is nothing to ask
    car.roads.now = _jammed
    free_s = car.state.remaining_s
    car.board.publish(TrafficState("feed", at=1.0))
    car.along(line, 400, 600, 20)
    assert car.state.better.key == "other"
    assert 1500 < car.state.better_saves_s < 1800
    assert car.state.remaining_s > free_s + 1700  # the present route's times are those of the jam
    assert sum("faster route" in text for text in car.texts) == 1
    car.guidance.take_better(True)
    assert car.state.route.key == "other"
    assert car.state.better is None
    assert "New route." in car.texts


def test_a_better_route_that_is_no_better_any_more_is_not_offered() -> None:
    route, car = route_of([Leg(20000, Turn.RIGHT, 80), Leg(300)]), GuidedCar()
    other = dataclasses.replace(route_of([Leg(24000, Turn.LEFT, 80), Leg(300)]), key="other")
    line = RouteLine(route)
    car.tick(line.place(0), 0, 20)
    car.guidance.start(route)
    car.roads.answer = lambda request: (dataclasses.replace(other, request=request),)
    car.roads.now = _jammed
    car.board.publish(TrafficState("feed", at=1.0))
    car.along(line, 0, 200, 20)
    assert car.state.better is not None
    car.roads.now = lambda _: route
    car.board.publish(TrafficState("feed", at=2.0))
    car.along(line, 200, 1000, 20)
    assert car.state.better is None


def test_a_better_route_that_went_off_behind_the_car_is_not_offered() -> None:
    route, car = route_of([Leg(20000, Turn.RIGHT, 80), Leg(300)]), GuidedCar()
    other = dataclasses.replace(route_of([Leg(1000, Turn.LEFT, 80), Leg(20000)]), key="other")
    line = RouteLine(route)
    car.tick(line.place(0), 0, 20)
    car.guidance.start(route)
    car.roads.answer = lambda request: (dataclasses.replace(other, request=request),)
    car.roads.now = _jammed
    car.board.publish(TrafficState("feed", at=1.0))
    car.along(line, 0, 950, 20)
    assert car.state.better is not None
    assert fork_m(route, other) == pytest.approx(1000)
    car.along(line, 950, 1100, 20)
    assert car.state.better is None


def test_a_better_route_that_is_waved_away_is_not_offered_again_soon() -> None:
    route, car = route_of([Leg(20000, Turn.RIGHT, 80), Leg(300)]), GuidedCar()
    line = RouteLine(route)
    car.tick(line.place(0), 0, 20)
    car.guidance.start(route)
    car.roads.answer = lambda request: (dataclasses.replace(route, request=request, key="other"),)
    car.roads.now = _jammed
    car.board.publish(TrafficState("feed", at=1.0))
    car.along(line, 0, 200, 20)
    assert car.state.better is not None
    car.guidance.take_better(False)
    car.along(line, 200, 6000, 20)
    assert car.state.better is None
    assert len(car.roads.renewed) >= 3


def test_the_road_beside_the_route_is_asked_for() -> None:
    route, car = route_of(TOWN), GuidedCar()
    straight = RouteLine(route_of([Leg(9000)]))
    car.roads.road = RoadHere(0.0, None, None, "Other Road", 30.0, "LI")
    car.tick(straight.place(0), 0, 13)
    car.guidance.start(route)
    car.along(straight, 0, 700, 13)
    assert car.state.phase is Phase.OFF_ROUTE
    assert len(car.roads.traces) >= 3
    car.roads.road = dataclasses.replace(car.roads.road, at=car.clock.now())
    car.along(straight, 700, 730, 13)
    assert (car.state.street, car.state.limit_kmh, car.state.over_limit) == ("Other Road", 30.0, True)
