"""Live traffic from the feed to the route, with real workers, on the roads of a country."""

import contextlib
import gzip
import http.server
import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import override

import pytest
import routing_stage as stage
from hypothesis import given
from hypothesis import strategies as st

from headunit.kernel.board import Board
from headunit.kernel.clock import ManualClock, SystemClock
from headunit.kernel.errors import UsageError
from headunit.kernel.geodesy import LatLon
from headunit.kernel.supervision import IoThread
from headunit.regions.state import Region, RegionsState
from headunit.routing import feed as feeds
from headunit.routing.better import better, remaining_s
from headunit.routing.engine import Engine
from headunit.routing.feed import Feed
from headunit.routing.live_traffic import LiveTraffic
from headunit.routing.segments import FeedError
from headunit.routing.service import Routing
from headunit.routing.state import Route, TrafficState
from headunit.routing.traffic_match import parse


class House:
    """Routing and traffic of one region, in virtual time; the feed is a file."""

    def __init__(self, region: Region, folder: Path) -> None:
        self.clock, self.board = ManualClock(), Board()
        self.path = folder / "traffic.json"
        self.routing = Routing(self.clock, self.board, lambda: None, patient=True)
        self.traffic = LiveTraffic(str(self.path), self.clock, self.board, lambda: None)
        self.board.publish(RegionsState((region,), region))

    def poll(self, seconds: float = 60.0) -> TrafficState:
        self.clock.advance(seconds)
        self.traffic.poll()
        self.traffic.flush()
        state = self.board.latest(TrafficState)
        assert state is not None
        return state

    def say(self, *segments: dict[str, object], **more: object) -> TrafficState:
        """Another report of the feed."""
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps({"segments": segments, **more}))
        part.replace(self.path)
        return self.poll()

    def route(self, *places: LatLon) -> Route:
        heard: list[tuple[Route, ...]] = []
        self.routing.route(stage.request(*places), lambda routes, _: heard.append(routes))
        self.routing.flush()
        return heard[0][0]

    def renew(self, route: Route, at_m: float = 0.0) -> Route:
        heard: list[Route | None] = []
        self.routing.renew(route, at_m, heard.append)
        self.routing.flush()
        assert heard[0] is not None
        return heard[0]

    def end(self) -> None:
        self.traffic.end()
        self.routing.end()


def copied(region: Region, folder: Path) -> Region:
    """The roads of a region with a traffic file of its own: others use it too."""
    shutil.copytree(region.routing, folder / region.name / "routing")
    return stage.region(folder / region.name, region.bounds, region.countries, f"{folder}")


@pytest.fixture
def house(liechtenstein_roads: Region, tmp_path: Path) -> Iterator[House]:
    found = House(copied(liechtenstein_roads, tmp_path), tmp_path)
    yield found
    found.end()


def line(route: Route, begin: float, end: float) -> list[list[float]]:
    """A part of a route as a feed draws it."""
    return [
        [place.lon_deg, place.lat_deg]
        for place, at_m in zip(route.points, route.at_m, strict=True)
        if begin * route.length_m <= at_m <= end * route.length_m
    ]


def test_a_jam_and_a_closure(house: House) -> None:
    free = house.route(stage.BALZERS, stage.RUGGELL)
    assert set(free.flow) == {-1}
    jam = {"line": line(free, 0.33, 0.66), "speed_kmh": 6}
    state = house.say(jam)
    assert (state.fault, state.closures) == ("", 0)
    assert state.at == house.clock.now()
    assert state.counters["matched"] == 1
    assert {flow for _, flow in state.flows} == {2}
    around = house.route(stage.BALZERS, stage.RUGGELL)
    assert around.key != free.key
    assert free.duration_s < around.duration_s
    assert around.free_time_s <= around.duration_s
    # The old way is renewed, and a better one is offered.
    renewed = house.renew(free)
    assert renewed.key == free.key
    assert 2 in renewed.flow
    assert renewed.duration_s > around.duration_s
    assert renewed.free_time_s == pytest.approx(free.duration_s, rel=0.02)
    assert renewed.maneuvers[-1].time_s == 0
    assert sum(one.time_s for one in renewed.maneuvers) == pytest.approx(renewed.duration_s)
    offer = better(remaining_s(renewed, 0.0), [around])
    assert offer is not None
    assert offer[1] > 120
    # From half way through the jam: what has been driven is not counted anew.
    half_m = free.length_m / 2
    half = house.renew(free, half_m)
    assert half.duration_s - remaining_s(half, half_m) == pytest.approx(
        free.duration_s - remaining_s(free, half_m), rel=0.05
    )
    assert remaining_s(half, half_m) > remaining_s(free, half_m) + 120
    # The other direction is free: a line has a direction.
    back = house.route(stage.RUGGELL, stage.BALZERS)
    assert 2 not in back.flow
    closed = {"line": line(free, 0.40, 0.45), "closed": True}
    state = house.say(closed)
    assert state.closures == 1
    assert {flow for _, flow in state.flows} == {3}
    detour = house.route(stage.BALZERS, stage.RUGGELL)
    assert detour.key != free.key
    assert not {tuple(place) for place in closed["line"][3:-3]} & {(p.lon_deg, p.lat_deg) for p in detour.points}
    assert house.say().flows == ()
    assert house.route(stage.BALZERS, stage.RUGGELL).points == free.points


def test_a_car_on_a_closed_road_still_gets_away(house: House) -> None:
    free = house.route(stage.BALZERS, stage.RUGGELL)
    assert house.say({"line": line(free, 0.0, 0.05), "closed": True}).closures == 1
    away = house.route(free.points[10], stage.RUGGELL)
    assert away.length_m > 10_000
    # Shut in on all sides: every road within the town is closed.
    streets = [house.route(stage.BALZERS, LatLon(47.066 + lat / 500, 9.501 + lon / 300))
               for lat in (-2, 0, 2) for lon in (-2, 0, 2) if lat or lon]  # fmt: skip
    closures = [{"line": line(one, 0.0, 1.0)[::step], "closed": True} for one in streets for step in (1, -1)]
    assert house.say(*closures).closures > 5
    assert house.route(stage.BALZERS, stage.RUGGELL).length_m > 10_000


@given(
    st.binary(max_size=300)
    | st.text(alphabet='{}[]",:0123456789.eE-segmntlipdkhcoud <>/&;', max_size=300).map(str.encode)
)
def test_no_bytes_are_too_odd(data: bytes) -> None:
    for packed in (data, gzip.compress(data), b"<d2LogicalModel>" + data, b'{"segments": [' + data + b"]}"):
        with contextlib.suppress(FeedError):
            parse(packed)


def test_renewed_times_are_those_of_the_router(house: House) -> None:
    free = house.route(stage.BALZERS, stage.VADUZ)
    house.say({"line": line(free, 0.3, 0.6), "speed_kmh": 35})
    same = house.route(stage.BALZERS, stage.VADUZ)
    assert same.key == free.key
    assert 1 in same.flow
    assert house.renew(free).duration_s == pytest.approx(same.duration_s, rel=0.03)
    assert same.free_time_s == pytest.approx(free.duration_s, rel=0.05)
    house.say()
    assert house.renew(same).duration_s == pytest.approx(free.duration_s, rel=0.01)


def test_old_traffic_is_forgotten(house: House) -> None:
    free = house.route(stage.BALZERS, stage.RUGGELL)
    house.say({"line": line(free, 0.33, 0.66), "speed_kmh": 6})
    assert house.poll(300).at is not None, "still young"
    gone = house.poll(400)
    assert (gone.at, gone.flows) == (None, ())
    assert house.route(stage.BALZERS, stage.RUGGELL).key == free.key
    # What says itself that it is old is not believed to begin with.
    late = house.say({"line": line(free, 0.33, 0.66), "speed_kmh": 6}, at="2020-01-01T00:00:00Z")
    assert late.at is None
    assert "minutes old" in late.fault
    # A clock that is ahead says nothing.
    assert house.say({"line": line(free, 0.33, 0.66), "speed_kmh": 6}, at="2099-01-01T00:00:00Z").at is not None


def test_what_an_earlier_run_left_is_cleared(liechtenstein_roads: Region, tmp_path: Path) -> None:
    region = copied(liechtenstein_roads, tmp_path)
    fresh = (region.routing / "traffic.tar").read_bytes()
    first = House(region, tmp_path)
    free = first.route(stage.BALZERS, stage.RUGGELL)
    first.say({"line": line(free, 0.33, 0.66), "speed_kmh": 6})
    first.end()
    assert (region.routing / "traffic.tar").read_bytes() != fresh
    second = House(region, tmp_path)
    try:
        second.path.unlink()
        assert "cannot be read" in second.poll().fault
        assert second.route(stage.BALZERS, stage.RUGGELL).key == free.key
        left = bytearray((region.routing / "traffic.tar").read_bytes())
        assert sum(a != b for a, b in zip(left, fresh, strict=True)) <= 8 * 10, "times of update, no speeds"
    finally:
        second.end()


HOSTILE = {
    "nothing": b"",
    "not json": b"{",
    "a list": b"[]",
    "no list": b'{"segments": 5}',
    "not a number": b'{"segments": [{"line": [[NaN, 1], [2, 3]], "speed_kmh": 5}]}',
    "deep": b"[" * 100_000,
    "not text": bytes(range(256)),
    "no datex": b"<html><body>404</body></html>",
    "a bomb": b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><d2LogicalModel>&b;</d2LogicalModel>',
    "an outside entity": b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><d2LogicalModel/>',
    "cut off": b"<d2LogicalModel><payloadPublication>",
    "a gzip that is none": b"\x1f\x8b" + b"x" * 100,
    "a gzip bomb": gzip.compress(bytes(feeds.MAX_BYTES + 10)),
}


def test_hostile_feeds_are_one_line_each(house: House) -> None:
    for name, data in HOSTILE.items():
        house.path.write_bytes(data)
        state = house.poll()
        assert state.fault, name
        assert "\n" not in state.fault
        assert len(state.fault) < 300
        assert state.at is None
    house.path.write_bytes(b" " * (feeds.MAX_BYTES + 1))
    assert "larger than" in house.poll().fault
    house.path.unlink()
    house.path.mkdir()
    assert "cannot be read" in house.poll().fault
    house.path.rmdir()
    # After all that an honest one is welcome.
    assert house.say().fault == ""


def test_lies_are_left_out(house: House) -> None:
    free = house.route(stage.BALZERS, stage.RUGGELL)
    good = line(free, 0.3, 0.4)
    state = house.say(
        {"line": good, "speed_kmh": 900},
        {"line": good, "speed_kmh": -5},
        {"line": good, "speed_kmh": "fast"},
        {"line": good, "speed_kmh": True},
        {"line": good, "speed_kmh": None},
        {"line": good},
        {"line": [[400, 500], [1, 2]], "speed_kmh": 5},
        {"line": [[9.5, 47.1]], "speed_kmh": 5},
        {"line": "here", "speed_kmh": 5},
        {"line": [[lat, lon] for lon, lat in good], "speed_kmh": 5},  # the wrong order: off the African coast
        {"line": [[9.60, 47.10], [9.60, 47.101]], "speed_kmh": 5},  # a mountain side
    )
    assert state.fault == ""
    assert state.counters["absurd"] == 9
    assert (state.counters["matched"], state.counters["unmatched"]) == (0, 2)
    assert house.route(stage.BALZERS, stage.RUGGELL).key == free.key
    # No feed makes a road faster than it is.
    house.say({"line": line(free, 0.0, 1.0), "speed_kmh": 240})
    assert house.route(stage.BALZERS, stage.RUGGELL).duration_s > 0.7 * free.duration_s


def _datex2(record: str, kind: str = "SituationPublication", version: int = 3) -> bytes:
    body = f"<publicationTime>2026-05-01T09:41:30+02:00</publicationTime>{record}"
    space = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://datex2.eu/schema/3/common"'
    if version == 3:
        return f'<messageContainer {space}><payload xsi:type="sit:{kind}">{body}</payload></messageContainer>'.encode()
    payload = f'<payloadPublication xsi:type="{kind}">{body}</payloadPublication>'
    return f"<d2LogicalModel {space}>{payload}</d2LogicalModel>".encode()


def _positions(route: Route, begin: float, end: float) -> str:
    return " ".join(f"{lat} {lon}" for lon, lat in line(route, begin, end))


def _ends(route: Route, begin: float, end: float) -> str:
    points = line(route, begin, end)
    one = "<pointCoordinates><latitude>{1}</latitude><longitude>{0}</longitude></pointCoordinates>"
    first, last = (one.format(*point) for point in (points[0], points[-1]))
    return f"<tpegLinearLocation><to>{last}</to><from>{first}</from></tpegLinearLocation>"


def test_datex2(house: House) -> None:
    free = house.route(stage.BALZERS, stage.RUGGELL)
    drawn = f"<gmlLineString><posList>{_positions(free, 0.4, 0.5)}</posList></gmlLineString>"
    ended = _ends(free, 0.4, 0.45)
    active = "<validity><validityStatus>active</validityStatus></validity>"
    over = (
        "<validity><validityStatus>definedByValidityTimeSpec</validityStatus><validityTimeSpecification>"
        "<overallStartTime>2026-04-01T00:00:00Z</overallStartTime><overallEndTime>2026-04-02T00:00:00Z</overallEndTime>"
        "</validityTimeSpecification></validity>"
    )
    jam = "<situation><situationRecord>{}<abnormalTrafficType>{}</abnormalTrafficType>{}</situationRecord></situation>"
    shut = (
        "<situation><situationRecord>{}<roadOrCarriagewayOrLaneManagementType>roadClosed"
        "</roadOrCarriagewayOrLaneManagementType><locationReference>{}</locationReference></situationRecord></situation>"
    )
    elaborated = (
        "<elaboratedData><basicData><pertinentLocation>{}</pertinentLocation><averageVehicleSpeed><speed>{}</speed>"
        "</averageVehicleSpeed></basicData></elaboratedData>"
    )
    measured = (
        '<measurementSiteRecord id="S1"><measurementSiteLocation>{}</measurementSiteLocation></measurementSiteRecord>'
        '<siteMeasurements><measurementSiteReference id="S1"/><measuredValue><basicData><averageVehicleSpeed>'
        "<speed>12</speed></averageVehicleSpeed></basicData></measuredValue></siteMeasurements>"
    )
    cases = [
        (_datex2(jam.format(active, "stationaryTraffic", drawn)), {2}, 0),
        (_datex2(jam.format(active, "heavyTraffic", ended), version=2), {1}, 0),
        (_datex2(jam.format(over, "stationaryTraffic", drawn)), set(), 0),
        (_datex2(shut.format(active, ended)), {3}, 1),
        (_datex2(shut.format("", drawn), version=2), {3}, 1),
        (_datex2(elaborated.format(drawn, 12), "ElaboratedDataPublication"), {2}, 0),
        (_datex2(elaborated.format(drawn, 900), "ElaboratedDataPublication"), set(), 0),
        (_datex2(measured.format(drawn), "MeasuredDataPublication", 2), {2}, 0),
        (_datex2("<situation><situationRecord><workType>x</workType></situationRecord></situation>"), set(), 0),
    ]
    for index, (data, flows, closures) in enumerate(cases):
        house.path.write_bytes(data if index % 2 else gzip.compress(data))
        state = house.poll(1)
        assert state.fault == "", index
        assert ({flow for _, flow in state.flows}, state.closures) == (flows, closures), index
    house.path.write_bytes(cases[3][0])
    house.poll(1)
    assert house.route(stage.BALZERS, stage.RUGGELL).key != free.key
    # A single place closes the road there, both ways.
    middle = next(place for place, at_m in zip(free.points, free.at_m, strict=True) if at_m > free.length_m * 0.42)
    place = f"<latitude>{middle.lat_deg}</latitude><longitude>{middle.lon_deg}</longitude>"
    point = f"<pointCoordinates>{place}</pointCoordinates>"
    house.path.write_bytes(_datex2(shut.format(active, point)))
    assert house.poll(1).closures == 1
    assert house.route(stage.BALZERS, stage.RUGGELL).key != free.key
    assert middle not in house.route(stage.RUGGELL, stage.BALZERS).points


class Server(http.server.ThreadingHTTPServer):
    """A feed in the net. `script`: what the next requests get."""

    daemon_threads = True

    def __init__(self) -> None:
        self.body, self.etag, self.mode = b'{"segments": []}', '"1"', "honest"
        self.asked: list[str | None] = []
        self.release = threading.Event()
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/feed"

    @override
    def handle_error(self, request: object, client_address: object) -> None:
        pass  # clients that give up are what is tested


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        server = self.server
        server.asked.append(self.headers["If-None-Match"])
        if server.mode == "hang":
            server.release.wait(stage.PATIENCE_S)
            return
        if server.mode == "die":
            self.connection.close()
            return
        if server.mode == "error":
            self.send_error(503)
            return
        if self.headers["If-None-Match"] == server.etag:
            self.send_response(304)
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("ETag", server.etag)
        if server.mode == "bomb":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if server.mode == "trickle":
            while not server.release.wait(0.02):
                self.wfile.write(b" ")
                self.wfile.flush()
            return
        self.wfile.write(server.body)

    @override
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server()
    thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield found
    found.release.set()
    found.shutdown()
    found.server_close()
    thread.join()


def test_a_server_is_asked_for_news_only(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = Feed(server.url, SystemClock())
    assert feed.fetch() == server.body
    assert feed.fetch() is None
    server.etag, server.body = '"2"', b"{}"
    assert feed.fetch() == b"{}"
    assert server.asked == [None, '"1"', '"1"']
    for mode, words in (("error", "503"), ("die", "does not answer")):
        server.mode = mode
        with pytest.raises(FeedError, match=words):
            feed.fetch()
    server.mode, server.body = "bomb", gzip.compress(bytes(2000))
    feed.forget()
    monkeypatch.setattr(feeds, "MAX_BYTES", 1000)
    with pytest.raises(FeedError, match="larger than"):
        feed.fetch()
    monkeypatch.setattr(feeds, "SILENT_S", 0.3)
    server.mode = "hang"
    with pytest.raises(FeedError, match="does not answer"):
        feed.fetch()
    monkeypatch.undo()
    monkeypatch.setattr(feeds, "WHOLE_S", 0.3)
    server.mode = "trickle"
    with pytest.raises(FeedError, match="takes longer"):
        feed.fetch()
    for source in ("ftp://example.org/x", "file:///etc/passwd"):
        with pytest.raises(UsageError, match="http"):
            Feed(source, SystemClock())


def test_live_over_the_net(server: Server, liechtenstein_roads: Region, tmp_path: Path, expect_log) -> None:
    """The I/O thread polls by itself; a dead worker of the traffic does not end it."""
    expect_log("routing.engine", perhaps=True)
    region = copied(liechtenstein_roads, tmp_path)
    news, board, io = threading.Event(), Board(), IoThread()
    io.start()
    engine = Engine(60.0, eager=False)
    traffic = LiveTraffic(server.url, SystemClock(), board, news.set, every_s=0.05, stale_s=1.0, engine=engine)

    def until(condition: Callable[[TrafficState], bool]) -> TrafficState:
        end = time.monotonic() + stage.PATIENCE_S
        while True:
            traffic.flush()
            state = board.latest(TrafficState)
            assert state is not None
            if condition(state):
                return state
            assert time.monotonic() < end, state
            news.wait(0.05)
            news.clear()

    try:
        traffic.start(io)
        board.publish(RegionsState((region,), region))
        until(lambda state: state.at is not None)
        first = engine.pid
        assert first is not None
        os.kill(first, 9)
        road = [[9.50742, 47.06690], [9.50737, 47.06725], [9.50738, 47.06755], [9.50723, 47.06800]]
        server.body, server.etag = json.dumps({"segments": [{"line": road, "closed": True}]}).encode(), '"3"'
        until(lambda state: state.closures == 1)
        server.mode = "error"
        until(lambda state: "503" in state.fault)
        until(lambda state: state.at is None)
        server.mode = "honest"
        until(lambda state: state.closures == 1)
    finally:
        traffic.end()
        io.stop()
