# ruff: noqa: RUF001  these are the signs that people type
"""Text taken apart: folding, coordinates, plus codes, kinds and numbers in a question. No index needed."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.kernel.geodesy import LatLon
from headunit.kernel.text import folding
from headunit.kernel.text.pypinyin_sound import sounds
from headunit.kernel.text.spelling import alike, forgiven
from headunit.places import plus_code, question
from headunit.places.coordinates import coordinates, written
from headunit.places.ranking import fit, nearness, weight
from headunit.places.state import Nearby

VADUZ = LatLon(47.14, 9.52)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Mühleholz", "muhleholz"),
        ("Töölö", "toolo"),
        ("Straße", "strasse"),
        ("Ærø Ø", "aero o"),
        ("聖母大教堂", "圣母大教堂"),
        ("Ελσίνκι", "ελσινκι"),
        ("Тризен", "тризен"),
        ("St. Gallen-West", "st gallen west"),
        ("ﬁn", "fin"),
        ("\0\u202e", ""),
    ],
)
def test_folding(text: str, key: str) -> None:
    assert folding.key(text) == key


def test_umlauts_are_known_in_both_writings() -> None:
    assert folding.keys("Mühleholz") == ["muhleholz", "muehleholz"]
    assert folding.keys("Vaduz") == ["vaduz"]
    assert folding.indexed(["瓦杜兹 sud"]) == "瓦 杜 兹 sud"


def test_pinyin() -> None:
    assert sounds("瓦杜兹") == ["waduzi", "wdz"]
    assert sounds("Vaduz") == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "47.14, 9.52",
            "47.14 9.52",
            "47.14,9.52",
            "47.14; 9.52",
            "47.14/9.52",
            "+47.14, +9.52",
            "47,14 9,52",
            "47,14; 9,52",
        ),
        *("47°08'24\"N 9°31'12\"E", "47° 8′ 24″ N, 9° 31′ 12″ E", "47º08’24”N 9º31’12”E", "47°08'24''N 9°31'12''E"),
        *(
            "N47 08.4 E009 31.2",
            "N 47° 08.4' E 009° 31.2'",
            "E009 31.2 N47 08.4",
            "47 08 24, 9 31 12",
            "47:08:24N 9:31:12E",
        ),
        *("47.14N 9.52E", "47.14° 9.52°", "北纬47.14 东经9.52", "４７．１４，９．５２", "47.14 north, 9.52 east"),
        *("geo:47.14,9.52", "geo:47.14,9.52?z=15", "geo:0,0?q=47.14,9.52(Vaduz)", "GEO:47.14,9.52;u=20"),
        *("https://www.google.com/maps/@47.14,9.52,15z", "https://maps.google.com/?q=47.14,9.52"),
        *(
            "https://www.openstreetmap.org/#map=15/47.14/9.52",
            "https://www.openstreetmap.org/?mlat=47.14&mlon=9.52#map=5/1/1",
        ),
        *(
            "https://maps.apple.com/?ll=47.14,9.52",
            "https://www.google.com/maps/place/X/@1,2,9z/data=!3m1!4b1!3d47.14!4d9.52",
        ),
    ],
)
def test_coordinates(text: str) -> None:
    found = coordinates(text)
    assert found is not None
    assert found.lat_deg == pytest.approx(47.14, abs=1e-6)
    assert found.lon_deg == pytest.approx(9.52, abs=1e-6)


def test_south_and_west() -> None:
    assert coordinates("S33 51.5 W151 12.6") == pytest.approx((-33.858333, -151.21), abs=1e-5)
    assert coordinates("-33.86 -151.21") == pytest.approx((-33.86, -151.21))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "12",
            "12 14",
            "12, 14",
            "austrasse 12",
            "9490 12",
            "91.0, 10.0",
            "47.14",
            "5N 6N",
            "5N",
            "1.2.3, 4",
            "47°61'N 9°E",
        ),
        *(
            "47.14, 9.52 vaduz",
            "1.5, 2.5, 3.5",
            "geo:",
            "geo:91,1",
            "https://example.org/1.5,2.5",
            "--1.0, 2.0",
            "N E",
            "181.0 5.0",
        ),
    ],
)
def test_no_coordinates(text: str) -> None:
    assert coordinates(text) is None


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_what_is_written_is_read(lat: float, lon: float) -> None:
    found = coordinates(written(LatLon(lat, lon)))
    assert found is not None
    assert found == pytest.approx((lat, lon), abs=1e-5)


def test_plus_codes() -> None:
    full = plus_code.plus_code("8FVC4FVC+9G")
    assert full is not None
    assert full.full
    # From the specification's test data: decoding.csv.
    zurich = plus_code.decode(full, None)
    assert zurich == pytest.approx((47.1434375, 8.4713125), abs=1e-6)
    short = plus_code.plus_code("4fvc+9g  vaduz")
    assert short is not None
    assert (short.beside, short.full) == ("vaduz", False)
    assert plus_code.decode(short, None) is None
    near = plus_code.decode(short, VADUZ)
    assert near == pytest.approx((47.1434375, 9.4713125), abs=1e-6)
    assert plus_code.plus_code("coop+2") is None
    assert plus_code.plus_code("c++") is None


@given(st.floats(-89.9, 89.9), st.floats(-180, 179.9))
def test_plus_codes_there_and_back(lat: float, lon: float) -> None:
    code = plus_code.plus_code(plus_code.encode(LatLon(lat, lon)))
    assert code is not None
    assert plus_code.decode(code, None) == pytest.approx((lat, lon), abs=2e-4)


@pytest.mark.parametrize(
    ("text", "kinds", "rest", "nearby"),
    [
        ("charger", ("charger",), "", None),
        ("gas station near me", ("fuel",), "", Nearby.ME),
        ("nearest fuel", ("fuel",), "", Nearby.ME),
        ("Tankstelle in der Nähe", ("fuel",), "", Nearby.ME),
        ("Ladestation entlang der Route", ("charger",), "", Nearby.ROUTE),
        ("fuel on the way", ("fuel",), "", Nearby.ROUTE),
        ("沿途的加油站", ("fuel",), "", Nearby.ROUTE),
        ("附近充电站", ("charger",), "", Nearby.ME),
        ("coop tankstelle", ("fuel",), "coop", None),
        ("hotel in vaduz", ("hotel",), "vaduz", None),
        ("瓦杜兹加油站", ("fuel",), "瓦杜兹", None),
        ("vaduz", (), "", None),
        ("near street", (), "", None),
    ],
)
def test_questions(text: str, kinds: tuple[str, ...], rest: str, nearby: Nearby | None) -> None:
    asked = question.read(text)
    assert (asked.kinds, " ".join(word.text for word in asked.rest), asked.nearby) == (kinds, rest, nearby)
    assert asked.whole == (bool(kinds) and not rest)


def test_house_numbers() -> None:
    def numbers(text: str) -> list[tuple[str, str]]:
        return [(number, " ".join(word.text for word in rest)) for number, rest in question.read(text).numbers]

    assert ("12", "austrasse vaduz") in numbers("Austrasse 12, Vaduz")
    assert ("12a", "austrasse") in numbers("12a Austrasse")
    assert ("12 a", "austrasse") in numbers("Austrasse 12 a")
    assert ("12", "austrasse 9490 vaduz") in numbers("Austrasse 12, 9490 Vaduz")
    assert numbers("9490") == []


@given(st.text(max_size=300))
def test_any_text_is_taken_apart(text: str) -> None:
    asked = question.read(text)
    assert len(asked.words) <= question.MOST_WORDS
    assert all(word.text.strip() for word in asked.words)
    coordinates(text)
    plus_code.plus_code(text)
    folded = folding.key(text)
    assert folding.key(folded) == folded or not folded.isascii()


@given(st.text(alphabet="0123456789NSEW°'\". ,-+:/;北纬@?=geo", max_size=60))
def test_near_coordinates_are_coordinates_or_not(text: str) -> None:
    found = coordinates(text)
    assert found is None or (abs(found.lat_deg) <= 90 and abs(found.lon_deg) <= 180)


def distance(one: str, two: str) -> int:
    """The textbook's table, to check the walk against."""
    rows = [[max(i, j) if 0 in {i, j} else 0 for j in range(len(two) + 1)] for i in range(len(one) + 1)]
    for i, j in itertools.product(range(1, len(one) + 1), range(1, len(two) + 1)):
        same = one[i - 1] == two[j - 1]
        rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (not same))
        if i > 1 and j > 1 and one[i - 1] == two[j - 2] and one[i - 2] == two[j - 1]:
            rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@given(
    st.lists(st.text(alphabet="abcd", min_size=1, max_size=10), min_size=1, max_size=30),
    st.text("abcd", min_size=4, max_size=10),
)
def test_the_walk_finds_what_the_table_finds(words: list[str], asked: str) -> None:
    known = sorted(set(words))
    found = dict(alike(known, asked, beginnings=False, limit=1000))
    assert found == {word: distance(word, asked) for word in known if distance(word, asked) <= forgiven(asked)}


def test_beginnings_may_be_misspelt_too() -> None:
    assert ("vadu", 1) in alike(["vaduz", "vadura"], "vadz", beginnings=True, limit=9)
    assert alike(["vaduz"], "vad", beginnings=True, limit=9) == []
    assert forgiven("9490") == 0


def test_ranking() -> None:
    assert weight("city") < weight("town") < weight("street") < weight("monument")
    assert weight("city", "1000000") < weight("city", "5")
    assert weight("city", "many") == weight("city")
    assert nearness(None) == 0
    assert nearness(1000) < nearness(10_000) < weight("monument") - weight("city")
    assert (
        fit("vaduz", ["vaduz"])
        < fit("vaduz", ["vaduz castle"])
        < fit("vadu", ["vaduz castle"])
        < fit("castle", ["vaduz castle"])
    )
