"""The search in the house: its thread, the newest question, regions that come, change, break and go; the route."""

import itertools
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from place_bare import SearchHouse, index, node, region, spoil
from place_indexes import MIDDLE
from place_indexes import region as real_region

from headunit.guidance.state import GuidanceState, Phase
from headunit.kernel.geodesy import LatLon, distance_m
from headunit.kernel.reading import Reading
from headunit.map.state import Camera
from headunit.places.along import along
from headunit.places.catalogue import Catalogue
from headunit.places.chargers import IndexChargers, power_w
from headunit.places.service import NO_REGION
from headunit.places.state import Nearby, SearchState
from headunit.position.state import Fix, Mode, PositionState, Quality
from headunit.preferences.state import Preferences
from headunit.routing.ports import Charger, Router
from headunit.routing.state import Planning, Route, RouteRequest, RoutingState, Stop

PATIENCE_S = 30.0


@pytest.fixture(params=["thread", "at once"])
def house(request: pytest.FixtureRequest) -> Iterator[SearchHouse]:
    made = SearchHouse(at_once=request.param == "at once")
    yield made
    made.search.end()
    made.search.end()


@pytest.fixture
def lumen(tmp_path: Path) -> Path:
    index(tmp_path / "lumen")
    return tmp_path / "lumen"


def answer(house: SearchHouse, done: Callable[[SearchState], bool] = lambda state: not state.pending) -> SearchState:
    end = time.monotonic() + PATIENCE_S
    while True:
        house.flush()
        state = house.board.latest(SearchState)
        assert state is not None
        if done(state):
            return state
        assert time.monotonic() < end, state
        time.sleep(0.002)


def names(state: SearchState) -> list[str]:
    return [hit.place.name for hit in state.hits]


def at(place: LatLon) -> PositionState:
    fix = Fix(Mode.FIX_3D, lat_deg=place.lat_deg, lon_deg=place.lon_deg)
    return PositionState(0.0, Quality.FIX_3D, Reading(fix, 0.0, "test"))


def test_typing(house: SearchHouse, lumen: Path) -> None:
    house.use(region(lumen))
    house.board.publish(at(LatLon(10.0, 20.0)))
    house.search.type("lum")
    assert house.board.latest(SearchState).pending
    state = answer(house)
    assert (state.asked, names(state), state.fault) == ("lum", ["Lumen"], "")
    assert state.hits[0].distance_m == pytest.approx(distance_m(10.0, 20.0, 10.0, 20.005))
    house.search.type("  ")
    assert house.board.latest(SearchState) == SearchState()


def test_the_newest_question_wins(house: SearchHouse, lumen: Path) -> None:
    house.use(region(lumen))
    for text in ("l", "lo", "lon", "long", "long r", "oilo"):
        house.search.type(text)
    state = answer(house)
    assert (state.asked, names(state)) == ("oilo", ["Oilo"])
    seen = []
    house.board.watch(SearchState, lambda state: seen.append(state.asked))
    house.flush()
    assert seen == ["oilo"]


def test_no_region_is_said(house: SearchHouse) -> None:
    house.search.type("vaduz")
    state = answer(house)
    assert (state.fault, state.hits) == (NO_REGION, ())
    house.search.kind("fuel", Nearby.ME)
    assert answer(house).fault == NO_REGION
    house.search.at(LatLon(1, 2))
    there = answer(house)
    assert (there.fault, names(there)) == ("", ["1.00000° N, 2.00000° E"])


def test_a_region_that_comes_answers_what_was_asked(house: SearchHouse, lumen: Path, tmp_path: Path) -> None:
    house.search.type("lum")
    house.use(region(lumen))
    assert names(answer(house)) == ["Lumen"]
    index(tmp_path / "other", town="Lumpur")
    house.use(region(tmp_path / "other", build="2"))
    assert names(answer(house)) == ["Lumpur"]
    house.use(None)
    assert answer(house).fault == NO_REGION


def test_a_region_built_anew_in_the_same_folder(house: SearchHouse, lumen: Path, tmp_path: Path) -> None:
    house.use(region(lumen))
    house.search.type("lum")
    assert names(answer(house)) == ["Lumen"]
    index(tmp_path / "lumen.part", town="Lumumba")
    shutil.rmtree(lumen)
    (tmp_path / "lumen.part").rename(lumen)
    house.use(region(lumen, build="2"))
    assert names(answer(house)) == ["Lumumba"]


def test_a_region_that_is_removed_in_use_is_read_to_the_end(house: SearchHouse, lumen: Path) -> None:
    house.use(region(lumen))
    house.search.type("lum")
    answer(house)
    shutil.rmtree(lumen)
    house.search.type("oilo")
    assert names(answer(house)) == ["Oilo"]


def test_broken_and_missing_indexes_are_one_line_and_heal(house: SearchHouse, lumen: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    spoil(index(broken))
    for folder in (broken, tmp_path / "missing"):
        house.use(region(folder, build=folder.name))
        house.search.type("lum")
        state = answer(house)
        assert state.fault
        assert "\n" not in state.fault
        assert state.hits == ()
    house.use(region(lumen))
    assert names(answer(house)) == ["Lumen"]


def test_where_the_search_looks(house: SearchHouse, lumen: Path) -> None:
    house.use(region(lumen))
    house.board.publish(Camera(LatLon(10.5, 20.5)))
    house.search.kind("fuel", Nearby.MAP)
    state = answer(house)
    assert (state.asked, names(state)) == ("fuel", ["Oilo"])
    assert state.hits[0].distance_m is None
    house.search.kind("fuel", Nearby.ROUTE)  # without a route: near the car
    assert names(answer(house)) == ["Oilo"]
    house.search.at(LatLon(10.0002, 20.0021))
    here = answer(house)
    assert names(here) == ["3 Long Road"]
    assert here.hits[0].place.at == LatLon(10.0002, 20.0021)
    house.search.at(LatLon(9.999, 20.009))
    assert names(answer(house)) == ["Long Road"]
    house.search.at(LatLon(10.05, 20.0))
    assert names(answer(house)) == ["Lumen"]


def test_names_follow_the_language(house: SearchHouse, lumen: Path, tmp_path: Path) -> None:
    nodes = (
        '<node id="60" lat="10.02" lon="20.0" version="1"><tag k="place" v="village"/><tag k="name" v="Abc"/>'
        '<tag k="name:zh" v="聖地"/><tag k="name:de" v="Heiligland"/></node>'
    )
    index(tmp_path / "named", nodes=nodes)
    house.use(region(tmp_path / "named", build="3"))
    for language, name in (("zh", "圣地"), ("de", "Heiligland"), ("en", "Abc")):
        house.board.publish(Preferences(language=language))
        house.search.type("圣地")
        assert names(answer(house)) == [name]
        house.search.type("heilig")
        assert names(answer(house)) == [name]


def straight(*points: LatLon, speed_mps: float = 10.0) -> Route:
    at_m = [0.0]
    for here, there in itertools.pairwise(points):
        at_m.append(at_m[-1] + distance_m(*here, *there))
    request = RouteRequest((Stop(points[0]), Stop(points[-1])))
    return Route("r", points, tuple(at_m), tuple(one / speed_mps for one in at_m), (), request, (len(points) - 1,))


class SlowRouter(Router):
    """Says that everything is 500 s away."""

    def times(self, origin, places, answer):
        self.asked = (origin, places)
        answer(tuple(500.0 for _ in places))


@pytest.fixture
def two_stations(tmp_path: Path) -> Path:
    spots = [(10.0, 20.05), (10.001, 20.02), (10.1, 20.03), (10.0, 19.95)]
    nodes = "".join(node(70 + n, lat, lon, amenity="fuel", name=f"F{n}") for n, (lat, lon) in enumerate(spots))
    index(tmp_path / "stations", nodes=nodes)
    return tmp_path / "stations"


def test_along_the_route(two_stations: Path) -> None:
    router = SlowRouter()
    house = SearchHouse(at_once=True, router=lambda: router)
    house.use(region(two_stations))
    house.board.publish(at(LatLon(10.0, 20.0)))
    route = straight(LatLon(10.0, 19.9), LatLon(10.0, 20.0), LatLon(10.0, 20.06))
    here_m = route.at_m[1]
    house.board.publish(GuidanceState(Phase.ON_ROUTE, route, at_m=here_m))
    house.search.kind("fuel", Nearby.ROUTE)
    state = answer(house)
    # In the order of coming by; not the one behind (F3), nor the one 11 km off (F2).
    assert names(state) == ["Oilo", "F1", "F0"]
    # 500 s to get there, where the route needs 20.004 - 20.0 degrees at 10 m/s: twice the difference.
    ahead_s = distance_m(10.0, 20.0, 10.0, 20.004) / 10
    assert state.hits[0].detour_s == pytest.approx(2 * (500 - ahead_s), rel=0.01)
    assert router.asked[0] == LatLon(10.0, 20.0)
    house.search.type("tankstelle auf der strecke")
    assert names(answer(house)) == ["Oilo", "F1", "F0"]
    house.board.publish(GuidanceState())
    house.board.publish(RoutingState(Planning.READY, route.request, (route,)))
    house.search.kind("fuel", Nearby.ROUTE)
    assert names(answer(house)) == ["F3", "Oilo", "F1", "F0"]
    house.search.end()


def test_detours_by_guess(two_stations: Path) -> None:
    house = SearchHouse(at_once=True)
    house.use(region(two_stations))
    house.board.publish(RoutingState(Planning.READY, None, (straight(LatLon(10.0, 20.0), LatLon(10.0, 20.06)),)))
    house.search.kind("fuel", Nearby.ROUTE)
    detours = {hit.place.name: hit.detour_s for hit in answer(house).hits}
    assert detours["F0"] == pytest.approx(0.0, abs=0.5)
    assert detours["F1"] == pytest.approx(2 * 111.2 * 1.4 / 11, rel=0.05)
    house.search.end()


def test_chargers_for_routing(house: SearchHouse, tmp_path: Path) -> None:
    nodes = (
        '<node id="80" lat="10.0" lon="20.02" version="1"><tag k="amenity" v="charging_station"/><tag k="name" v="C"/>'
        '<tag k="socket:type2_combo" v="2"/><tag k="socket:type2_combo:output" v="150 kW"/></node>'
    )
    index(tmp_path / "c", nodes=nodes)
    house.use(region(tmp_path / "c"))
    found: list[tuple[Charger, ...]] = []
    IndexChargers(house.search.along).along((LatLon(10.0, 20.0), LatLon(10.0, 20.05)), 500.0, found.append)
    house.search.type("lum")
    answer(house, lambda state: bool(found) and not state.pending)
    assert found == [(Charger("C", LatLon(10.0, 20.02), 150_000.0),)]


@pytest.mark.parametrize(
    ("details", "watts"),
    [
        ({}, None),
        ({"socket:type2": "4"}, 22_000.0),
        ({"socket:type2": "4", "socket:type2:output": "11 kW"}, 11_000.0),
        ({"socket:chademo:output": "50"}, 50_000.0),
        ({"socket:schuko:output": "3700 W"}, 3700.0),
        ({"socket:type2:output": "22 kVA;11 kVA"}, 22_000.0),
        ({"socket:type2": "no"}, None),
        ({"socket:type2_combo:output": "much"}, None),
    ],
)
def test_power_of_sockets(details: dict[str, str], watts: float | None) -> None:
    assert power_w(details) == watts


def test_along_a_real_route(shared: Path) -> None:
    catalogue = Catalogue(real_region("li").search)
    line = [LatLon(47.0660, 9.5010), LatLon(47.1411, 9.5215), LatLon(47.2195, 9.5520)]
    found = along(catalogue, ("fuel",), line, 2000.0, 20)
    assert len(found) >= 5
    assert [one.at_m for one in found] == sorted(one.at_m for one in found)
    assert all(one.off_m <= 2000 for one in found)
    later = along(catalogue, ("fuel",), line, 2000.0, 20, from_m=found[2].at_m)
    assert [one.entry.id for one in later] == [one.entry.id for one in found[2:]]
    assert along(catalogue, ("fuel",), line[:1], 2000.0, 20) == []
    catalogue.close()


def test_typing_faster_than_answers_on_a_real_region() -> None:
    house = SearchHouse()
    house.use(real_region("fi"))
    house.board.publish(at(MIDDLE["fi"]))
    states: list[SearchState] = []
    house.board.watch(SearchState, states.append)
    text = "mannerheimintie 10"
    for _ in range(5):
        for length in range(1, len(text) + 1):
            house.search.type(text[:length])
            house.flush()
    final = answer(house)
    assert (final.asked, final.hits[0].place.name) == (text, "Mannerheimintie 10")
    # What was shown was always an answer to something that had been typed.
    assert {state.asked for state in states} <= {"", *(text[:length] for length in range(1, len(text) + 1))}
    house.search.end()


def test_the_end_is_quick_and_silent(lumen: Path) -> None:
    house = SearchHouse()
    house.use(region(lumen))
    for text in ("a", "b", "lum"):
        house.search.type(text)
    house.search.end()
    house.search.type("after the end")
    house.flush()
    assert not any(thread.name == "search" for thread in threading.enumerate())


def test_virtual_time_gives_the_same_answers(lumen: Path) -> None:
    told = []
    for at_once in (True, False):
        house = SearchHouse(at_once=at_once)
        house.use(region(lumen))
        house.search.type("long road 3")
        told.append(answer(house))
        house.search.end()
    assert told[0] == told[1]
