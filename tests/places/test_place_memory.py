"""What the driver keeps: the lists, the file through accidents, GPX and GeoJSON there and back, and hostile files."""

import json
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headunit.kernel.board import Board
from headunit.kernel.errors import HeadunitError, UsageError
from headunit.kernel.geodesy import LatLon
from headunit.places import exchange
from headunit.places.kinds import KINDS
from headunit.places.memory import MOST_RECENTS, PlaceMemory
from headunit.places.memory_file import MemoryFile, remembered, table
from headunit.places.state import Place, Remembered, Slot

HOME = Place("Home", "address", LatLon(47.14, 9.52), "Vaduz")
WORK = Place("Work", "company", LatLon(47.16, 9.51), "Schaan", {"phone": "+423 1"})


class Driver:
    """A memory, its board, and what was handed on to be kept."""

    def __init__(self, before: Remembered | None = None) -> None:
        self.board, self.kept = Board(), []
        self.memory = PlaceMemory(self.board, before, self.kept.append)

    @property
    def now(self) -> Remembered:
        return self.board.latest(Remembered)


def spot(number: int) -> Place:
    return Place(f"P{number}", "restaurant", LatLon(40 + number / 1000, 9.0))


def test_home_and_work() -> None:
    driver = Driver()
    assert driver.now == Remembered()
    driver.memory.assign(Slot.HOME, HOME)
    driver.memory.assign(Slot.WORK, WORK)
    assert (driver.now.home, driver.now.work) == (HOME, WORK)
    driver.memory.assign(Slot.HOME, None)
    assert (driver.now.home, driver.now.work) == (None, WORK)
    assert driver.kept[-1] == driver.now
    driver.memory.assign(Slot.HOME, None)
    assert len(driver.kept) == 3  # nothing changed, nothing is written


def test_recents_are_fifty_spots_newest_first() -> None:
    driver = Driver()
    for number in range(60):
        driver.memory.visit(spot(number))
    assert [place.name for place in driver.now.recents] == [f"P{number}" for number in range(59, 59 - MOST_RECENTS, -1)]
    again = Place("P40 by another name", "hotel", LatLon(40.0401, 9.0))
    driver.memory.visit(again)
    assert driver.now.recents[0] == again
    assert len(driver.now.recents) == MOST_RECENTS
    assert not any(place.name == "P40" for place in driver.now.recents)


def test_favourites_are_renamed_and_forgotten_by_spot() -> None:
    driver = Driver()
    for number in range(3):
        driver.memory.keep(spot(number))
    driver.memory.visit(spot(1))
    renamed = Place("Ann", "restaurant", LatLon(40.00101, 9.0))
    driver.memory.keep(renamed)
    assert [place.name for place in driver.now.favourites] == ["P2", "Ann", "P0"]
    driver.memory.forget(renamed)
    assert [place.name for place in driver.now.favourites] == ["P2", "P0"]
    assert driver.now.recents == ()


def test_kept_from_run_to_run(tmp_path: Path) -> None:
    path = tmp_path / "new" / "places.json"
    file = MemoryFile(path)
    memory = PlaceMemory(Board(), file.load(), file.save)
    memory.assign(Slot.HOME, HOME)
    memory.keep(WORK)
    memory.visit(Place('Tricky "name"\n\u202e 瓦杜兹 \ud800', "x", LatLon(-90.0, 180.0)))
    again = MemoryFile(path).load()
    assert (again.home, again.favourites) == (HOME, (WORK,))
    assert again.recents[0].name.startswith('Tricky "name"\n\u202e 瓦杜兹')
    assert [entry.name for entry in path.parent.iterdir()] == ["places.json"]


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"version": 2}', b'{"version": 1}', b"\0" * 4096),
        b'{"version":1,"home":null,"work":null,"favourites":[{"name":"a"}],"recents":[]}',
        b'{"version":1,"home":{"name":"a","kind":"b","where":"","details":{},"lat":NaN,"lon":1},"work":null,"favourites":[],"recents":[]}',
        b'{"version":1,"home":{"name":"a","kind":"b","where":"","details":{},"lat":91,"lon":1},"work":null,"favourites":[],"recents":[]}',
        b'{"version":1,"home":null,"work":null,"favourites":7,"recents":[]}',
        b'{"version":1,"home":"me","work":null,"favourites":[],"recents":[]}',
    ],
)
def test_a_file_that_makes_no_sense_is_put_aside(tmp_path: Path, content: bytes, expect_log) -> None:
    path = tmp_path / "places.json"
    path.write_bytes(content)
    expect_log("put aside")
    file = MemoryFile(path)
    assert file.load() == Remembered()
    assert (tmp_path / "places.json.broken-1").read_bytes() == content
    file.save(Remembered(home=HOME))
    assert MemoryFile(path).load().home == HOME


def test_a_file_that_cannot_be_read_or_written_ends_nothing(tmp_path: Path, expect_log) -> None:
    (tmp_path / "places.json").mkdir()
    file = MemoryFile(tmp_path / "places.json")
    expect_log("cannot be read")
    expect_log("cannot be written")
    assert file.load() == Remembered()
    file.save(Remembered(home=HOME))
    assert [entry.name for entry in tmp_path.iterdir()] == ["places.json"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    """In a process of its own that may write 100 kB to a file and no more: the second list is larger."""
    script = """
import resource, signal, sys
from pathlib import Path
from headunit.kernel.geodesy import LatLon
from headunit.places.memory_file import MemoryFile
from headunit.places.state import Place, Remembered
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
file = MemoryFile(Path(sys.argv[1]))
for size in (3, 100_000):
    file.save(Remembered(home=Place("x" * size, "town", LatLon(1, 2))))
print(len(file.load().home.name))
"""
    said = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "places.json")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert said.stdout == "3\n", said.stderr
    assert "cannot be written" in said.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["places.json"]


def test_killed_at_any_moment_the_file_is_whole(tmp_path: Path) -> None:
    """What a power cut does to a process, several times: it writes as fast as it can and is killed."""
    path = tmp_path / "places.json"
    script = """
import sys
from pathlib import Path
from headunit.kernel.geodesy import LatLon
from headunit.places.memory_file import MemoryFile
from headunit.places.state import Place, Remembered
file, number = MemoryFile(Path(sys.argv[1])), 0
while True:
    number += 1
    file.save(Remembered(recents=tuple(Place(f"{number}", "town", LatLon(1, 2)) for _ in range(50))))
    if number == 3:
        print("going", flush=True)
"""
    for pause_s in (0.0, 0.013, 0.031):
        process = subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "going\n"
        threading.Event().wait(pause_s)
        process.kill()
        process.wait()
        process.stdout.close()
        kept = MemoryFile(path).load().recents
        assert len(kept) == 50
        assert len({place.name for place in kept}) == 1


def test_writing_later_keeps_the_newest(tmp_path: Path) -> None:
    path = tmp_path / "places.json"
    file = MemoryFile(path, later=True)
    for number in range(200):
        file.save(Remembered(home=spot(number)))
    file.end()
    assert MemoryFile(path).load().home == spot(199)
    file.save(Remembered(home=HOME))
    file.end()
    file.end()
    assert MemoryFile(path).load().home == HOME


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp", "Zs")), max_size=40)
PLACES = st.builds(
    Place,
    TEXTS.filter(lambda name: bool(exchange.text(name))),
    st.sampled_from(sorted(KINDS)),
    st.builds(
        LatLon, st.floats(-90, 90).map(lambda lat: round(lat, 7)), st.floats(-180, 180).map(lambda lon: round(lon, 7))
    ),
    TEXTS,
)


@settings(max_examples=40)
@given(home=st.none() | PLACES, favourites=st.lists(PLACES, max_size=4), recents=st.lists(PLACES, max_size=4))
def test_the_file_says_what_was_remembered(home: Place | None, favourites: list[Place], recents: list[Place]) -> None:
    now = Remembered(home, None, tuple(favourites), tuple(recents))
    assert remembered(json.loads(json.dumps(table(now)))) == now


@settings(max_examples=50)
@given(places=st.lists(PLACES, min_size=1, max_size=8))
def test_there_and_back(places: list[Place], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp()
    for ending in ("gpx", "geojson"):
        path = folder / f"places.{ending}"
        exchange.write(path, places)
        back = exchange.read(path)
        assert [(one.name, one.kind, one.where) for one in back] == [
            (exchange.text(one.name), one.kind, exchange.text(one.where)) for one in places
        ]
        for one, two in zip(back, places, strict=True):
            assert one.at == pytest.approx(two.at, abs=1e-7)


@pytest.mark.parametrize("ending", ["gpx", "geojson"])
def test_export_and_import(tmp_path: Path, ending: str) -> None:
    one, path = Driver(), tmp_path / f"mine.{ending}"
    one.memory.assign(Slot.HOME, HOME)
    one.memory.keep(HOME)
    one.memory.keep(spot(1))
    one.memory.keep(Place("R&D <b>\x00\x1f", "cafe", LatLon(1.0, 2.0), "a \"b\" & 'c'"))
    assert one.memory.export(path) == 3
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    other = Driver()
    assert other.memory.take_in(path) == 3
    assert {place.name for place in other.now.favourites} == {"Home", "P1", "R&D <b>"}
    assert other.memory.take_in(path) == 0
    assert one.memory.take_in(path) == 0


GPX = '<?xml version="1.0"?><gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">{}</gpx>'


def test_foreign_gpx(tmp_path: Path) -> None:
    def names(text: str | bytes) -> list[str]:
        path = tmp_path / "foreign.GPX"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return [place.name for place in exchange.read(path)]

    track = '<trk><name>Tour</name><trkseg><trkpt lat="1" lon="2"/><trkpt lat="3" lon="4"/></trkseg><trkseg/></trk>'
    route = '<rte><name>Trip</name><rtept lat="5" lon="6"/><rtept lat="7" lon="8"><name>Goal</name></rtept></rte>'
    assert names(GPX.format('<wpt lat="1" lon="2"><name>A</name></wpt>' + track + route)) == ["A"]
    assert names(GPX.format(track + route)) == ["Goal", "Tour"]
    assert names(GPX.format('<wpt lat="1" lon="2"/>')) == ["1.00000, 2.00000"]
    assert names(b"\xef\xbb\xbf" + GPX.format('<wpt lat="1" lon="2"><name>B</name></wpt>').encode()) == ["B"]
    latin = GPX.replace("1.0", '1.0" encoding="ISO-8859-1', 1).format('<wpt lat="1" lon="2"><name>\xdc</name></wpt>')
    assert names(latin.encode("latin-1")) == ["Ü"]
    old = GPX.replace("1.1", "1.0").replace("GPX/1/1", "GPX/1/0")
    assert names(old.format('<wpt lat="1" lon="2"><name>C</name></wpt>')) == ["C"]


def test_foreign_geojson(tmp_path: Path) -> None:
    def names(content: object) -> list[str]:
        path = tmp_path / "foreign.json"
        path.write_text(json.dumps(content), "utf-8")
        return [place.name for place in exchange.read(path)]

    point = {"type": "Point", "coordinates": [9.5, 47.1, 450.0]}
    assert names(point) == ["47.10000, 9.50000"]
    assert names({"type": "Feature", "geometry": point, "properties": {"title": "T"}}) == ["T"]
    line = {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}
    features = [{"type": "Feature", "geometry": shape, "properties": None} for shape in (line, None, point)]
    assert names({"type": "FeatureCollection", "features": features}) == ["4.00000, 3.00000", "47.10000, 9.50000"]


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
POINT = '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [%s]}, "properties": {}}'
HOSTILE: dict[str, tuple[str, str | bytes | Callable[[], bytes], str]] = {
    "entity bomb": ("gpx", BOMB + "]><gpx><wpt lat='1' lon='2'><name>&i;</name></wpt></gpx>", "entities"),
    "bomb in UTF-16": ("gpx", (BOMB + "]><gpx/>").encode("utf-16"), "entities"),
    "foreign entity": ("gpx", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><gpx/>', "entities"),
    "a million points": ("gpx", lambda: GPX.format('<wpt lat="1" lon="2"/>' * 1_000_000).encode(), "larger than"),
    "many points": ("gpx", lambda: GPX.format('<wpt lat="1" lon="2"/>' * 120_000).encode(), "120000 points"),
    "a long list": (
        "geojson",
        lambda: b'{"type":"MultiPoint","coordinates":[%s]}' % b",".join([b"[1,2]"] * 20_000),
        "20000 places",
    ),
    "nan": ("gpx", GPX.format('<wpt lat="nan" lon="2"/>'), "not taken"),
    "swapped": ("gpx", GPX.format('<wpt lat="47" lon="9"/><wpt lat="109.5" lon="47.1"/>'), "no place on Earth|no GPX"),
    "no number": ("gpx", GPX.format('<wpt lat="north" lon="2"/>'), "no GPX"),
    "no latitude": ("gpx", GPX.format('<wpt lon="2"/>'), "not taken"),
    "empty": ("gpx", "", "no GPX"),
    "no places": ("gpx", GPX.format(""), "no place in it"),
    "html": ("gpx", "<html><body>404</body></html>", "not taken"),
    "cut off": ("gpx", GPX.format('<wpt lat="1" lon="2"/>')[:-20], "no GPX"),
    "binary": ("gpx", bytes(range(256)) * 20, "not taken"),
    "strange letters": ("gpx", '<?xml version="1.0" encoding="rot13"?><gpx/>', "letters"),
    "deep": ("gpx", "<a>" * 50_000, "no GPX"),
    "json: nan": ("geojson", POINT % "NaN, 1", "is no number"),
    "json: infinite": ("geojson", POINT % "1e999, 1", "no place on Earth"),
    "json: swapped": ("geojson", POINT % "47.1, 109.5", "no place on Earth"),
    "json: huge": ("geojson", POINT % ("9" * 4000 + ", 1"), "no place on Earth"),
    "json: larger": ("geojson", POINT % ("9" * 5000 + ", 1"), "no GeoJSON"),
    "json: words": ("geojson", POINT % '"a", true', "no place on Earth"),
    "json: one number": ("geojson", POINT % "1", "a point is"),
    "json: deep": ("geojson", "[" * 100_000, "no GeoJSON"),
    "json: deep object": ("geojson", '{"a":' * 100_000, "no GeoJSON"),
    "json: list": ("geojson", "[]", "not an object"),
    "json: no features": ("geojson", '{"type": "FeatureCollection", "features": 1}', "without features"),
    "json: text feature": ("geojson", '{"type": "FeatureCollection", "features": ["a"]}', "feature is an object"),
    "json: binary": ("geojson", bytes(range(256)), "no GeoJSON"),
    "json: nothing": ("geojson", "{}", "no place in it"),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_files_add_nothing(tmp_path: Path, name: str) -> None:
    ending, content, line = HOSTILE[name]
    made = content() if callable(content) else content
    path = tmp_path / f"hostile.{ending}"
    path.write_bytes(made if isinstance(made, bytes) else made.encode())
    driver = Driver(Remembered(home=HOME, favourites=(WORK,)))
    with pytest.raises(HeadunitError, match=line) as caught:
        driver.memory.take_in(path)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200
    assert driver.now == Remembered(home=HOME, favourites=(WORK,))
    assert driver.kept == []


def test_files_that_are_not_there(tmp_path: Path) -> None:
    driver = Driver()
    with pytest.raises(HeadunitError, match="No such file"):
        driver.memory.take_in(tmp_path / "none.gpx")
    with pytest.raises(HeadunitError, match="cannot be written"):
        driver.memory.export(tmp_path / "no" / "folder.gpx")
    for wrong in ("a.kml", "a", ".gpx"):
        with pytest.raises(UsageError, match=r"as \.gpx or \.geojson"):
            driver.memory.export(tmp_path / wrong)
    (tmp_path / "folder.gpx").mkdir()
    with pytest.raises(HeadunitError, match="cannot be read"):
        driver.memory.take_in(tmp_path / "folder.gpx")
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder.gpx"]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_a_line(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    for ending in ("gpx", "geojson"):
        path = tmp_path_factory.getbasetemp() / f"any.{ending}"
        path.write_bytes(data)
        with pytest.raises(HeadunitError):
            exchange.read(path)
