"""`headunit drive` with a real region and the real engine: a whole drive in Monaco, wrong turns, files, wrong words."""

import json
from collections.abc import Iterator
from pathlib import Path

import gpxpy.gpx
import pytest
from built_regions import monaco

from headunit.app.astray import astray
from headunit.app.drive import DriveHouse
from headunit.cli import main
from headunit.guidance.line import RouteLine
from headunit.guidance.maneuvers import is_called
from headunit.kernel.geodesy import LatLon
from headunit.preferences.state import Preferences
from headunit.regions.state import Region
from headunit.routing.state import Route, RouteRequest, Stop

START, END = LatLon(43.7312, 7.4197), LatLon(43.7402, 7.4296)
WORDS = ["--from", "43.7312,7.4197", "--to", "43.7402,7.4296"]
#: From the first place: to the second is planned, to the third is driven.
PARTING = [
    (LatLon(43.74942, 7.42379), LatLon(43.73772, 7.43097), LatLon(43.7375, 7.41957)),
    (LatLon(43.73569, 7.41581), LatLon(43.73505, 7.4377), LatLon(43.74904, 7.4283)),
    (LatLon(43.73574, 7.41817), LatLon(43.74026, 7.43348), LatLon(43.73694, 7.42297)),
]


@pytest.fixture(scope="module")
def region() -> Region:
    return monaco()


@pytest.fixture
def house(region: Region) -> Iterator[DriveHouse]:
    house = DriveHouse(region, Preferences())
    yield house
    house.end()


def events(capsys) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def ask(house: DriveHouse, *places: LatLon) -> Route:
    return house.route(RouteRequest(tuple(Stop(place) for place in places)))


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_a_full_drive_through_monaco(region: Region, house: DriveHouse, capsys, language: str) -> None:
    route = ask(house, START, END)
    assert main(["drive", "--region", str(region.folder), "--simulate", *WORDS, "--json", "--lang", language]) == 0
    told = events(capsys)
    assert all(set(event) == {"t", "kind", "text", "distance_m", "maneuver"} for event in told)
    kinds = [event["kind"] for event in told]
    assert kinds[-1] == "arrive"
    assert not {"off_route", "reroute", "lost"} & set(kinds)
    assert "dead reckoning" in [event["text"] for event in told]  # a tunnel on the way
    called = [maneuver.turn.value for maneuver in route.maneuvers if is_called(maneuver)]
    said = [event["maneuver"] for event in told if event["kind"] == "prompt"]
    assert set(said) - {"depart"} <= set(called)
    assert len(said) >= len(called) - 2
    times = [event["t"] for event in told]
    assert times == sorted(times)
    if language == "zh":
        assert any("右" in event["text"] for event in told)


def test_the_same_drive_twice_is_the_same(region: Region, capsys) -> None:
    words = ["drive", "--region", str(region.folder), "--simulate", *WORDS, "--json", "--noise", "8"]
    assert main(words) == 0
    first = events(capsys)
    assert main(words) == 0
    assert events(capsys) == first


def test_another_way_than_planned_brings_a_new_route(region: Region, house: DriveHouse, tmp_path: Path, capsys) -> None:
    begin, planned, end = PARTING[0]
    driven = ask(house, begin, end)
    line = RouteLine(driven)
    gpx = tmp_path / "drive.gpx"
    gpx.write_text(_gpx(line))
    words = ["drive", "--region", str(region.folder), "--gpx", str(gpx), "--to", f"{planned.lat_deg},{planned.lon_deg}"]
    assert main([*words, "--json"]) == 0
    told = events(capsys)
    kinds = [event["kind"] for event in told]
    assert "off_route" in kinds
    assert "reroute" in kinds
    off = next(event["t"] for event in told if event["kind"] == "off_route")
    new = next(event["t"] for event in told if event["kind"] == "reroute" and event["t"] >= off)
    assert new - off <= 1
    assert kinds[-1] == "end"


@pytest.mark.parametrize("places", PARTING[1:])
def test_a_wrong_turn_is_noticed_in_time(house: DriveHouse, places: tuple[LatLon, LatLon, LatLon]) -> None:
    begin, planned, end = places
    went = astray(house, ask(house, begin, planned), ask(house, begin, end))
    assert went.noticed_s <= 3


def _gpx(line: RouteLine) -> str:
    import datetime as dt

    file = gpxpy.gpx.GPX()
    track = gpxpy.gpx.GPXTrack()
    segment = gpxpy.gpx.GPXTrackSegment()
    for second in range(int(line.length_m / 9)):
        place = line.place(9.0 * second)
        time = dt.datetime(2026, 5, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=second)
        segment.points.append(gpxpy.gpx.GPXTrackPoint(place.lat_deg, place.lon_deg, time=time))
    track.segments.append(segment)
    file.tracks.append(track)
    return file.to_xml()


def _nmea(line: RouteLine) -> str:
    import datetime as dt

    from headunit.position.state import Fix, Mode
    from headunit.simulator import nmea as simulated

    sentences = []
    for second in range(int(line.length_m / 9)):
        place = line.place(9.0 * second)
        utc = dt.datetime(2026, 5, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=second)
        fix = Fix(Mode.FIX_3D, utc, place.lat_deg, place.lon_deg, 20.0, 9.0, line.course(9.0 * second), 5.0, 10)
        sentences += [simulated.gga(fix), simulated.rmc(fix)]
    return "".join(f"{sentence}\r\n" for sentence in sentences)


def test_a_recorded_nmea_drive_arrives(region: Region, house: DriveHouse, tmp_path: Path, capsys) -> None:
    file = tmp_path / "drive.nmea"
    file.write_text(_nmea(RouteLine(ask(house, START, END))))
    words = ["drive", "--region", str(region.folder), "--nmea", str(file), "--to", "43.7402,7.4296"]
    assert main(words) == 0
    told = capsys.readouterr().out
    assert "arrived" in told
    assert "You have reached your destination." in told


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (["--simulate", "--to", "43.74,7.42"], 2, "--simulate needs it"),
        (["--simulate", *WORDS, "--lang", "xx"], 2, "no language named 'xx'"),
        (["--simulate", *WORDS, "--noise", "-1"], 2, "--noise is 0 to 50 m"),
        (["--simulate", "--from", "43.7312,7.4197", "--to", "10,10"], 1, "outside the region"),
        (["--simulate", "--from", "43.7312,7.4197", "--to", "here"], 2, "'here' is no place"),
        (["--nmea", "none.nmea", "--to", "43.74,7.42"], 1, "none.nmea"),
        (["--gpx", "none.gpx", "--to", "43.74,7.42"], 1, "none.gpx"),
        (["--to", "43.74,7.42"], 2, "--nmea --gpx --simulate"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(region: Region, capsys, words: list[str], code: int, line: str) -> None:
    try:
        ended = main(["drive", "--region", str(region.folder), *words])
    except SystemExit as exit_:
        ended = exit_.code
    told = capsys.readouterr()
    assert ended == code
    assert line in told.err
    assert len(told.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "no GPX file"),
        ("<gpx>", "no GPX file"),
        ("<gpx><wpt lat='1' lon='2'/></gpx>", "without a track"),
        ("\0", "no GPX"),
    ],
)
def test_a_file_that_is_no_track(region: Region, tmp_path: Path, capsys, text: str, line: str) -> None:
    file = tmp_path / "bad.gpx"
    file.write_text(text)
    assert main(["drive", "--region", str(region.folder), "--gpx", str(file), "--to", "43.74,7.42"]) == 1
    assert line in capsys.readouterr().err


def test_without_a_region_it_says_what_to_do(capsys) -> None:
    assert main(["drive", "--simulate", *WORDS]) == 1
    assert "headunit map add" in capsys.readouterr().err
