# ruff: noqa: RUF001  Chinese has punctuation of its own
"""Routes on real roads: every field of the contract in routing/state.py."""

import itertools
import json
import math
from pathlib import Path

import pytest
import routing_stage as stage
from hypothesis import given, settings
from hypothesis import strategies as st

from headunit.kernel.geodesy import Bounds, LatLon, bearing_deg, distance_m
from headunit.regions.state import Region
from headunit.routing import polyline, valhalla_answer, words, words_zh
from headunit.routing.questions import AskReach, AskRoad, AskRoutes, ReachFound, RoadFound
from headunit.routing.state import Aim, Arrow, Avoid, Lane, Maneuver, NoRoute, Route, RouteRequest, Stop, Turn

ARRIVALS = {Turn.ARRIVE, Turn.ARRIVE_LEFT, Turn.ARRIVE_RIGHT}


def check(route: Route, request: RouteRequest) -> None:
    """What every route holds to."""
    count = len(route.points)
    assert count >= 2
    assert len(route.at_m) == len(route.time_s) == count
    assert len(route.limit_kmh) == len(route.flow) == len(route.tunnel) == count - 1
    assert route.at_m[0] == route.time_s[0] == 0.0
    assert all(a <= b for a, b in itertools.pairwise(route.at_m))
    assert all(a <= b for a, b in itertools.pairwise(route.time_s))
    assert route.request == request
    assert len(route.stops_at) == len(request.stops) - 1
    assert route.stops_at[-1] == count - 1
    assert all(limit is None or 5 <= limit <= 140 for limit in route.limit_kmh)
    assert set(route.flow) <= {-1, 0, 1, 2}
    for (a, b), (begin, end) in zip(itertools.pairwise(route.points), itertools.pairwise(route.at_m), strict=True):
        assert end - begin == pytest.approx(distance_m(*a, *b), rel=1e-3, abs=1e-6)
    begins = [one.begin for one in route.maneuvers]
    assert begins == sorted(begins)
    assert route.maneuvers[0].turn is Turn.DEPART
    assert route.maneuvers[-1].turn in ARRIVALS
    assert all(one.at_m == route.at_m[one.begin] for one in route.maneuvers)
    assert all(one.instruction for one in route.maneuvers)
    assert math.isclose(sum(one.length_m for one in route.maneuvers), route.length_m, rel_tol=1e-6)
    assert math.isclose(sum(one.time_s for one in route.maneuvers), route.duration_s, rel_tol=1e-6)
    for one, after in itertools.pairwise(route.maneuvers):
        assert math.isclose(one.at_m + one.length_m, after.at_m, abs_tol=0.01)


def test_across_a_country(li_asker: stage.Asker) -> None:
    request = stage.request(stage.BALZERS, stage.RUGGELL, alternatives=2, language="de")
    answer = li_asker.ask(AskRoutes(request))
    routes = answer.routes  # type: ignore[union-attr]
    for route in routes:
        check(route, request)
        assert route.countries == ("LI",)
        assert not route.left_hand
        assert route.free_time_s == pytest.approx(route.duration_s)
    assert routes[0].length_m == pytest.approx(19_760, rel=0.03)
    assert 1100 < routes[0].duration_s < 1700
    known = sum(limit is not None for limit in routes[0].limit_kmh)
    assert known > 0.9 * len(routes[0].limit_kmh)
    assert "Auf Fürstenstrasse Richtung Osten fahren." in routes[0].maneuvers[0].instruction
    roundabouts = [one for one in routes[0].maneuvers if one.turn is Turn.ROUNDABOUT]
    assert len(roundabouts) >= 4
    assert all(one.exit_count == 2 for one in roundabouts)
    again = li_asker.ask(AskRoutes(request))
    assert again == answer, "the same question has the same answer"


def test_alternatives_differ(li_asker: stage.Asker) -> None:
    ends = [stage.BALZERS, stage.VADUZ, stage.RUGGELL, LatLon(47.1200, 9.5300), LatLon(47.1660, 9.5100)]
    asked = [stage.request(a, b, alternatives=2) for a, b in itertools.permutations(ends, 2)]
    most = 0
    for request in asked:
        routes = li_asker.ask(AskRoutes(request)).routes  # type: ignore[union-attr]
        most = max(most, len(routes))
        assert 1 <= len(routes) <= 3
        assert len({route.key for route in routes}) == len(routes)
        assert all(route.via_text for route in routes)
        assert len(routes) < 2 or routes[0].via_text != routes[1].via_text
        for route in routes:
            check(route, request)
    assert most > 1


def test_by_way_of_others(li_asker: stage.Asker) -> None:
    request = stage.request(stage.BALZERS, stage.VADUZ, stage.RUGGELL, alternatives=2)
    (route,) = li_asker.routes(*(stop.at for stop in request.stops), alternatives=2).routes
    check(route, request)
    assert distance_m(*route.points[route.stops_at[0]], *stage.VADUZ) < 50
    assert sum(one.turn in ARRIVALS for one in route.maneuvers) == 2


def test_lanes_in_helsinki(tmp_path: Path) -> None:
    path = Path(__file__).parents[2] / ".cache" / "maps" / "helsinki.osm.pbf"
    bounds = Bounds(60.164155, 24.9351762, 60.179113, 24.9534145)
    region = stage.build(path, tmp_path / "helsinki", bounds, "FI", whole=False)
    asker = stage.Asker(region.routing)
    try:
        ends = itertools.product((60.1665, 60.1700, 60.1740, 60.1775), (24.9380, 24.9440, 24.9500))
        routes = [asker.routes(LatLon(*a), LatLon(*b)).routes for a, b in itertools.permutations(list(ends)[::3], 2)]
    finally:
        asker.engine.end()
    turns = [one for found in routes for route in found for one in route.maneuvers if one.lanes]
    assert turns
    for one in turns:
        assert any(lane.use for lane in one.lanes), "no lane leads on"
        assert all(lane.use in lane.arrows or lane.arrows is Arrow.NONE for lane in one.lanes)
    lefts = [one for one in turns if one.turn is Turn.LEFT]
    assert all(lane.use & (Arrow.LEFT | Arrow.SLIGHT_LEFT | Arrow.SHARP_LEFT | Arrow.REVERSE | Arrow.THROUGH)
               for one in lefts for lane in one.lanes if lane.use)  # fmt: skip
    assert any(lane.use == Arrow.LEFT for one in lefts for lane in one.lanes)


def test_toll_motorway_exit_tunnel_and_ferry(town_asker: stage.Asker) -> None:
    (route,) = town_asker.routes(stage.at(1000, 600), stage.at(*stage.OVERSEAS_M)).routes
    check(route, route.request)
    assert (route.toll, route.ferry, route.left_hand) == (True, True, True)
    assert any(one.toll for one in route.maneuvers)
    (leave,) = (one for one in route.maneuvers if one.turn in {Turn.EXIT_LEFT, Turn.EXIT_RIGHT})
    assert leave.turn is Turn.EXIT_LEFT, "in Britain one leaves to the left"
    assert leave.exit_number == "7"
    assert leave.toward == ("Eastham", "Docks")
    assert leave.branch == ("B7",)
    said = words_zh.instruction(leave)
    assert said == "从左侧7号出口驶出，前往B7、Eastham。" or "7号出口" in said
    ferry = next(one for one in route.maneuvers if one.turn is Turn.FERRY)
    assert "Ferry" in ferry.instruction
    assert 15 * 60 < ferry.time_s < 30 * 60
    under = [
        distance_m(*a, *b)
        for (a, b), tunnel in zip(itertools.pairwise(route.points), route.tunnel, strict=True)
        if tunnel
    ]
    assert sum(under) == pytest.approx(250, abs=5)
    assert 112.0 < max(limit or 0 for limit in route.limit_kmh) < 114.0
    (dry,) = town_asker.routes(stage.at(1000, 600), stage.at(3500, 950), avoid={Avoid.TOLLS}).routes
    assert not dry.toll
    (wet,) = town_asker.routes(stage.at(1000, 600), stage.at(*stage.OVERSEAS_M), avoid=frozenset(Avoid)).routes
    assert wet.ferry, "there is no other way"
    (slow,) = town_asker.routes(stage.at(1000, 600), stage.at(3500, 950), avoid={Avoid.MOTORWAYS}).routes
    assert "Back Road" in slow.via_text
    (fast,) = town_asker.routes(stage.at(1000, 600), stage.at(3500, 950)).routes
    assert fast.toll
    assert fast.via_text == "M1"


def test_lanes_as_valhalla_writes_them() -> None:
    """baldr/turnlanes.h: none 1, through 2, sharp left 4, left 8, ..., merge to right 1024."""
    assert valhalla_answer.arrows(2) is Arrow.THROUGH
    assert valhalla_answer.arrows(8 | 2) == Arrow.LEFT | Arrow.THROUGH
    assert valhalla_answer.arrows(64) is Arrow.RIGHT
    assert valhalla_answer.arrows(1024) is Arrow.MERGE_RIGHT
    assert valhalla_answer.arrows(1) is Arrow.THROUGH
    assert valhalla_answer._lane({"directions": 10, "valid": 2}) == Lane(Arrow.LEFT | Arrow.THROUGH, Arrow.THROUGH)
    assert valhalla_answer._lane({"directions": 64, "active": 64}) == Lane(Arrow.RIGHT, Arrow.RIGHT, preferred=True)


def test_wishes(li_asker: stage.Asker) -> None:
    fastest = li_asker.routes(stage.BALZERS, stage.RUGGELL).routes[0]
    shortest = li_asker.routes(stage.BALZERS, stage.RUGGELL, aim=Aim.SHORTEST).routes[0]
    assert shortest.length_m < fastest.length_m
    assert shortest.duration_s > fastest.duration_s
    everything = li_asker.routes(stage.BALZERS, stage.RUGGELL, avoid=frozenset(Avoid)).routes[0]
    assert not everything.unpaved
    assert not everything.toll
    assert not everything.ferry


def test_motorways_are_avoided(monaco_roads: Region) -> None:
    asker = stage.Asker(monaco_roads.routing)
    try:
        # Along the coast, above which the motorway runs.
        ends = LatLon(43.7525, 7.3800), LatLon(43.7500, 7.4800)
        plain, avoiding = (asker.routes(*ends, avoid=wish).routes[0] for wish in (frozenset(), {Avoid.MOTORWAYS}))
    finally:
        asker.engine.end()
    motorway = {100.0, 110.0, 130.0}
    assert not motorway & set(avoiding.limit_kmh)
    if motorway & set(plain.limit_kmh):
        assert plain.key != avoiding.key


def test_the_heading_of_the_car_counts(li_asker: stage.Asker) -> None:
    road = li_asker.routes(stage.BALZERS, stage.VADUZ).routes[0]
    a, b = max(itertools.pairwise(road.points), key=lambda piece: distance_m(*piece[0], *piece[1]))
    here, course = LatLon((a.lat_deg + b.lat_deg) / 2, (a.lon_deg + b.lon_deg) / 2), bearing_deg(a, b)
    for heading in (course, (course + 180) % 360):
        request = RouteRequest((Stop(here, heading_deg=heading), Stop(stage.RUGGELL)))
        route = li_asker.ask(AskRoutes(request)).routes[0]  # type: ignore[union-attr]
        begun = next(point for point in route.points if distance_m(*point, *route.points[0]) > 5)
        turned = (bearing_deg(route.points[0], begun) - heading + 180) % 360 - 180
        assert abs(turned) < 60


@pytest.mark.parametrize(
    ("language", "begins"),
    [("en", "Drive"), ("en-GB", "Drive"), ("de-AT", "Auf"), ("fr", "Conduisez"), ("no", "Kjør"), ("xx", "Drive")],
)
def test_languages(li_asker: stage.Asker, language: str, begins: str) -> None:
    route = li_asker.routes(stage.BALZERS, stage.VADUZ, language=language).routes[0]
    assert route.maneuvers[0].instruction.startswith(begins)


def test_chinese_that_valhalla_lacks(li_asker: stage.Asker) -> None:
    route = li_asker.routes(stage.BALZERS, stage.RUGGELL, language="zh-CN").routes[0]
    said = [one.instruction for one in route.maneuvers]
    assert said[0] == "沿Fürstenstrasse向东行驶。"
    assert "进入环岛，从第二个出口驶出。" in said
    assert all("。" in one and "Turn" not in one and "Continue" not in one for one in said)


def test_every_turn_in_chinese() -> None:
    said = {}
    for turn in Turn:
        plain = Maneuver(turn, 0.0, 0, 0.0, 0.0)
        full = Maneuver(
            turn, 0.0, 0, 0.0, 0.0, ("A1", "Ring"), "7", ("Bern", "Basel"), ("A2",), 3, bearing_after_deg=90
        )
        for one in (plain, full):
            text = words_zh.instruction(one)
            assert text.endswith("。")
            assert "，。" not in text
            assert "None" not in text
        said[words_zh.instruction(plain)] = turn
        if turn not in ARRIVALS:
            assert "A1" in words_zh.instruction(full) or "A2" in words_zh.instruction(full)
    assert len(said) == len(Turn), "two turns are told alike"
    exit_right = Maneuver(Turn.EXIT_RIGHT, 0, 0, 0, 0, exit_number="12", toward=("北京",))
    assert words_zh.instruction(exit_right) == "从右侧12号出口驶出，前往北京。"
    assert [words_zh.ordinal(number) for number in (1, 10, 11)] == ["第一", "第十", "第11"]
    assert words.locale("zh-Hant-TW") == "en"


def test_the_road_under_the_car(li_asker: stage.Asker) -> None:
    route = li_asker.routes(stage.BALZERS, stage.VADUZ).routes[0]
    names = set()
    for index in range(40, len(route.points) - 10, 60):
        trace = []
        for number, point in enumerate(route.points[max(0, index - 30) : index + 1]):
            # A receiver's error, always to the same side.
            trace.append((LatLon(point.lat_deg + 4e-5, point.lon_deg), float(number)))
        found = li_asker.ask(AskRoad(tuple(trace)))
        assert isinstance(found, RoadFound)
        assert found.road is not None
        assert found.road.place is not None
        assert distance_m(*found.road.place, *route.points[index]) < 15
        names.add(found.road.street)
        if found.road.street.lower().endswith("kreisel"):
            continue  # too narrow for a receiver to tell one side from the other
        course = bearing_deg(*route.points[index - 1 : index + 1])
        assert found.road.course_deg is not None
        assert abs((found.road.course_deg - course + 180) % 360 - 180) < 60
        assert found.road.limit_kmh in route.limit_kmh[index - 1 : index + 1]
        assert (found.road.country, found.road.left_hand) == ("LI", False)
        assert found.expected_mps
    assert "Landstrasse" in names
    lake = li_asker.ask(AskRoad(((LatLon(47.10, 9.60), 0.0), (LatLon(47.101, 9.60), 9.0))))
    assert lake == RoadFound()
    at_rest = li_asker.ask(AskRoad(((route.points[100], 0.0),)))
    assert isinstance(at_rest, RoadFound)
    assert at_rest.road is not None


def test_reach(li_asker: stage.Asker) -> None:
    found = li_asker.ask(AskReach(stage.VADUZ, 5000.0))
    assert isinstance(found, ReachFound)
    assert found.outline[0] == found.outline[-1]
    farthest = max(distance_m(*stage.VADUZ, *place) for place in found.outline)
    assert 2500 < farthest < 5300
    assert li_asker.ask(AskReach(LatLon(0.0, 0.0), 5000.0)) == ReachFound(())


def test_a_route_within_one_edge(li_asker: stage.Asker) -> None:
    route = li_asker.routes(stage.BALZERS, LatLon(47.0663, 9.5012)).routes[0]
    check(route, route.request)


def test_pace_stretches_time(li_asker: stage.Asker) -> None:
    request = stage.request(stage.BALZERS, stage.RUGGELL)
    plain = li_asker.ask(AskRoutes(request)).routes[0]  # type: ignore[union-attr]
    classes = ("primary", "secondary", "tertiary", "residential", "unclassified", "trunk", "service_other")
    slow = li_asker.ask(AskRoutes(request, pace={f"{one}/LI": 1.2 for one in classes})).routes[0]  # type: ignore[union-attr]
    assert slow.duration_s == pytest.approx(1.2 * plain.duration_s, rel=0.01)
    check(slow, request)


@given(st.lists(st.tuples(st.integers(-90_000_000, 90_000_000), st.integers(-180_000_000, 180_000_000)), max_size=20))
@settings(max_examples=50)
def test_polylines_there_and_back(places: list[tuple[int, int]]) -> None:
    line = [LatLon(lat / 1e6, lon / 1e6) for lat, lon in places]
    assert polyline.decode(polyline.encode(line)) == line


def test_what_goes_through_the_pipe_is_small(li_asker: stage.Asker) -> None:
    import pickle

    answer = li_asker.routes(stage.BALZERS, stage.RUGGELL)
    assert len(pickle.dumps(answer)) < 200_000


@pytest.mark.long
def test_lengths_agree_with_routino(liechtenstein_roads: Region, shared: Path, tmp_path: Path) -> None:
    """Routino 3.3 (Debian package routino), another program, finds the same shortest ways on the same roads."""
    import random
    import shutil
    import subprocess

    share = "/usr/share/routino"
    extract = shared / "maps" / "liechtenstein-2026.osm.pbf"
    assert shutil.which("planetsplitter"), "apt install routino"
    subprocess.run(
        ["planetsplitter", f"--dir={tmp_path}", "--prefix=li", f"--tagging={share}/tagging.xml", str(extract)],
        check=True, capture_output=True,
    )  # fmt: skip
    dice, ratios = random.Random(7), []
    asker = stage.Asker(liechtenstein_roads.routing)
    try:
        while len(ratios) < 40:
            ends = [LatLon(dice.uniform(47.06, 47.25), dice.uniform(9.48, 9.56)) for _ in range(2)]
            found = asker.routes(*ends, aim=Aim.SHORTEST)
            if found.why is not NoRoute.NONE or found.routes[0].length_m < 2000:
                continue
            first, last = found.routes[0].points[0], found.routes[0].points[-1]
            words_ = [f"--lat1={first.lat_deg}", f"--lon1={first.lon_deg}", f"--lat2={last.lat_deg}"]
            words_ += [f"--lon2={last.lon_deg}", f"--dir={tmp_path}", "--prefix=li", "--shortest", "--output-stdout"]
            words_ += ["--output-text-all", "--quiet", f"--translations={share}/translations.xml"]
            words_ += [f"--profiles={share}/profiles.xml", "--profile=motorcar"]
            done = subprocess.run(["routino-router", *words_], check=False, capture_output=True, text=True)
            rows = [line.split("\t") for line in done.stdout.splitlines() if line and not line.startswith("#")]
            if done.returncode or not rows:
                continue
            ratios.append(found.routes[0].length_m / (float(rows[-1][6].split()[0]) * 1000))
    finally:
        asker.engine.end()
    ratios.sort()
    print(json.dumps(ratios))
    assert 0.97 < ratios[len(ratios) // 2] < 1.03
    # Routino takes tracks that Valhalla keeps for those who live there.
    assert sum(0.85 < ratio < 1.15 for ratio in ratios) >= 0.7 * len(ratios)
