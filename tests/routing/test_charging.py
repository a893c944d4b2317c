"""The energy of a trip, and where to charge on it. Pure."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headunit.kernel.geodesy import LatLon, LocalFrame
from headunit.routing import charging
from headunit.routing.charging import Battery, ElectricCar
from headunit.routing.ports import Charger
from headunit.routing.state import Charge, Route, RouteRequest, Stop

FRAME = LocalFrame(50.0, 8.0)


def road(km: int, kmh: float = 110.0) -> Route:
    """Straight east, a point every kilometre."""
    points = tuple(LatLon(*FRAME.to_degrees(1000.0 * step, 0.0)) for step in range(km + 1))
    at_m = tuple(1000.0 * step for step in range(km + 1))
    request = RouteRequest((Stop(points[0]), Stop(points[-1])))
    return Route("r", points, at_m, tuple(m / kmh * 3.6 for m in at_m), (), request, (km,))


def charger(km: float, power_w: float | None, aside_m: float = 100.0) -> Charger:
    return Charger(f"{km:g}", LatLon(*FRAME.to_degrees(1000.0 * km, aside_m)), power_w)


def test_energy_is_that_of_real_cars() -> None:
    """Mid-size electric cars take 13 to 16 kWh/100 km at 80 km/h and 19 to 24 at 120 (EV Database, highway, mild)."""
    car = ElectricCar()
    assert 12 < car.energy_wh(100_000, 3600 * 100 / 80) / 1000 < 16.5
    assert 18 < car.energy_wh(100_000, 3600 * 100 / 120) / 1000 < 24
    assert car.energy_wh(0, 3600) == pytest.approx(car.auxiliary_w)


@pytest.mark.parametrize("range_m", [20_000.0, 100_000.0, 300_000.0])
def test_the_cars_own_range_is_believed(range_m: float) -> None:
    own = Battery(50.0, range_m)
    assert own.reach_m == range_m
    km = int(range_m / 1000)
    assert charging.used_percent(road(km, 54.0), own)[-1] == pytest.approx(50.0, rel=0.01)
    assert charging.used_percent(road(km, 120.0), own)[-1] > 55.0, "faster costs more"


def test_an_absurd_range_is_not_believed() -> None:
    plain = charging.used_percent(road(100), Battery(50.0))[-1]
    for range_m in (0.0, 1.0, 1e9):
        assert charging.used_percent(road(100), Battery(50.0, range_m))[-1] == plain
    assert charging.used_percent(road(100), Battery(1.0, 100_000.0))[-1] == plain
    assert Battery(0.0, 0.0).reach_m == 0.0
    assert Battery(50.0).reach_m == pytest.approx(200_000, rel=0.2)


def test_a_trip_that_fits_needs_no_stop() -> None:
    assert charging.stops(road(50), Battery(80.0), (charger(25, 150e3),)).stops == ()
    empty = Battery(10.0, refuels=True)
    assert charging.stops(road(300), empty, (charger(25, 150e3),)) == Charge(0.0)


def test_one_fast_stop_beats_a_slow_one() -> None:
    trip = charging.stops(road(300), Battery(80.0), (charger(140, 11e3), charger(150, 150e3), charger(160, None)))
    assert [stop.name for stop, _, _ in trip.stops] == ["150"]
    ((_, arrival, departure),) = trip.stops
    assert trip.arrival_percent is not None
    assert trip.arrival_percent >= charging.RESERVE_PERCENT
    assert departure - arrival < 60, "no more than needed, rounded up"


def test_several_stops_on_a_long_way() -> None:
    chargers = tuple(charger(km, 150e3) for km in range(40, 900, 40))
    trip = charging.stops(road(900), Battery(90.0), chargers)
    assert 2 <= len(trip.stops) <= 6
    assert all(arrival >= charging.RESERVE_PERCENT / 2 for _, arrival, _ in trip.stops)


def test_no_charger_reaches() -> None:
    trip = charging.stops(road(900), Battery(20.0), (charger(500, 150e3),))
    assert trip.stops == ()
    assert trip.arrival_percent is not None
    assert trip.arrival_percent < 0


@given(
    percent=st.floats(0, 100),
    km=st.integers(2, 400),
    places=st.lists(st.tuples(st.floats(0, 400), st.sampled_from([None, 3.7e3, 22e3, 50e3, 300e3]), st.floats(0, 3000)),
                    max_size=40),
    range_m=st.none() | st.floats(0, 600_000),
)  # fmt: skip
@settings(max_examples=60)
def test_a_plan_is_always_one_that_can_be_driven(
    percent: float, km: int, places: list[tuple[float, float | None, float]], range_m: float | None
) -> None:
    route, battery = road(km), Battery(percent, range_m)
    plan = charging.stops(route, battery, tuple(charger(*place) for place in places))
    used = charging.used_percent(route, battery)
    assert list(used) == sorted(used)
    assert plan.arrival_percent is not None
    if not plan.stops:
        assert plan == charging.charge(route, battery)
        return
    assert plan.arrival_percent >= charging.RESERVE_PERCENT
    left = percent
    for stop, arrival, departure in plan.stops:
        assert 0 <= arrival < departure <= 100
        assert arrival <= left
        assert stop.name
        left = departure
    order = [float(stop.name) for stop, _, _ in plan.stops]
    assert all(a <= b + 1.1 for a, b in itertools.pairwise(order)), "chargers in the order of the road"
