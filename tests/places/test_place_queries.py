# ruff: noqa: RUF001  these are the signs that people type
"""What people type finds what they mean: on the real indexes of Liechtenstein, Monaco and Helsinki."""

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from place_indexes import MIDDLE, index
from place_queries import rows

from headunit.kernel.geodesy import LatLon, distance_m
from headunit.places.bench import keystrokes
from headunit.places.catalogue import Catalogue
from headunit.places.inquiry import LIMIT, Where
from headunit.places.query import at, find, of_kind
from headunit.places.state import Hit


@pytest.fixture(scope="module")
def catalogues(shared: object) -> Iterator[dict[str, Catalogue]]:
    opened = {name: Catalogue(index(name)) for name in MIDDLE}
    yield opened
    for catalogue in opened.values():
        catalogue.close()


def asked(catalogues: dict[str, Catalogue], region: str, text: str, language: str = "en") -> tuple[Hit, ...]:
    return find(catalogues[region], text, Where(MIDDLE[region], MIDDLE[region], language))


def test_the_table(catalogues: dict[str, Catalogue]) -> None:
    missed = {}
    for region, text, name, kind, among in rows():
        hits = asked(catalogues, region, text)
        if (name, kind) not in [(hit.place.name, hit.place.kind) for hit in hits[:among]]:
            missed[region, text] = (name, [(hit.place.name, hit.place.kind) for hit in hits[:5]])
    assert not missed
    assert len(rows()) >= 80


def test_found_after_four_letters(shared: object) -> None:
    strokes = keystrokes(index("li"), letters=(4, 6), every=False)
    assert strokes.found[4] >= 0.88
    assert strokes.found[6] >= 0.91


def test_hits_tell_where_and_how_far(catalogues: dict[str, Catalogue]) -> None:
    hits = asked(catalogues, "li", "landstrasse")
    towns = {hit.place.where.removeprefix("FL-").split(" ")[-1] for hit in hits if hit.place.name == "Landstrasse"}
    assert {"Triesen", "Schaan", "Vaduz", "Balzers"} <= towns
    for hit in hits:
        assert hit.distance_m == pytest.approx(distance_m(*MIDDLE["li"], *hit.place.at))
        assert hit.bearing_deg is not None
        assert 0 <= hit.bearing_deg < 360
    nowhere = find(catalogues["li"], "landstrasse", Where(MIDDLE["li"]))
    assert all(hit.distance_m is None for hit in nowhere)


def test_every_hit_but_a_town_tells_its_town(catalogues: dict[str, Catalogue]) -> None:
    for text in ("hotel", "strasse", "post", "kirche", "feld"):
        for hit in asked(catalogues, "li", text):
            assert hit.place.where or hit.place.kind in {"town", "village", "country"}, hit.place


def test_names_in_the_drivers_language(catalogues: dict[str, Catalogue]) -> None:
    assert asked(catalogues, "li", "vaduz", "zh")[0].place.name == "瓦杜兹"
    assert asked(catalogues, "li", "瓦杜茲", "de")[0].place.name == "Vaduz"
    castle = asked(catalogues, "li", "schloss vaduz", "zh")[0].place
    assert castle.name == "瓦杜茨城堡"
    assert "瓦杜兹" in castle.where


def test_a_missing_number_lies_between_its_neighbours(catalogues: dict[str, Catalogue]) -> None:
    hit = asked(catalogues, "li", "Austrasse 12 Vaduz")[0].place
    low, high = (int(number) for number in hit.details["between"].split("-"))
    assert low < 12 < high
    ends = [asked(catalogues, "li", f"Austrasse {number} Vaduz")[0].place for number in (low, high)]
    assert all("between" not in end.details for end in ends)
    whole = distance_m(*ends[0].at, *ends[1].at)
    assert distance_m(*ends[0].at, *hit.at) + distance_m(*hit.at, *ends[1].at) == pytest.approx(whole, rel=0.01)


def test_nearest_first(catalogues: dict[str, Catalogue]) -> None:
    for kinds in (("fuel",), ("parking",), ("fuel", "charger")):
        hits = of_kind(catalogues["li"], kinds, MIDDLE["li"], Where(car=MIDDLE["li"]), 12)
        far = [hit.distance_m or 0.0 for hit in hits]
        assert far == sorted(far)
        assert len(far) >= 10
        everything = catalogues["li"].nearest(kinds, MIDDLE["li"], 10_000)
        assert far[-1] <= distance_m(*MIDDLE["li"], *everything[len(far) - 1].at) + 0.1


def test_nearest_from_the_other_side_of_the_world(catalogues: dict[str, Catalogue]) -> None:
    hits = of_kind(catalogues["mc"], ("fuel",), LatLon(-43.7, -172.6), Where(), 3)
    assert len(hits) == 3


def test_what_is_there(catalogues: dict[str, Catalogue]) -> None:
    li = catalogues["li"]
    address = asked(catalogues, "li", "Austrasse 13 Vaduz")[0].place
    here = at(li, address.at, Where())[0].place
    assert (here.name, here.kind) == ("Austrasse 13", "address")
    # The motorway bridge over the Rhine has no houses; the Alps have no street.
    assert at(li, LatLon(47.0712, 9.5952), Where())[0].place.kind in {"town", "village", "hamlet", "street"}
    desert = at(li, LatLon(23.0, 12.0), Where())[0].place
    assert (desert.name, desert.kind) == ("23.00000° N, 12.00000° E", "coordinates")
    assert here.at == address.at


@pytest.mark.parametrize(
    "text",
    [
        *(
            '"',
            '""',
            "*",
            "a*",
            "NEAR",
            "AND",
            "OR NOT",
            "name:x",
            "(",
            "{a b}:",
            "^",
            "a AND (b OR",
            "-",
            "+",
            "%",
            "_",
            "\\",
        ),
        *(
            "\0",
            "vaduz\0",
            "'; drop table place; --",
            "🚗",
            "🏴\U000e0067",
            "\u202evaduz",
            "مطعم",
            "a\u0301" * 40,
            "\ud800",
        ),
        *(
            "1" * 200,
            "a " * 500,
            "ab" * 5000,
            "瓦" * 5000,
            "12 " * 300,
            "°" * 200,
            "+" * 300,
            "geo:" + "9" * 3000,
            "@,",
            "N S",
        ),
        *(
            "1e999, 1e999",
            "nan, nan",
            "99999 9",
            "½",
            "٤٧.١, ٩.٥",
            "४७.१ ९.५",
            "²³",
            "\n\t",
            "\u3000",
            "ß" * 100,
            "İ" * 50,
        ),
    ],
)
def test_anything_may_be_typed(catalogues: dict[str, Catalogue], text: str) -> None:
    for name in catalogues:
        assert len(asked(catalogues, name, text)) <= 20


@given(st.text(max_size=60) | st.text(alphabet='abz äöß12 "*():^{}-+AND瓦杜兹加油站\0', max_size=60))
def test_any_text_is_answered(text: str) -> None:
    with contextlib.closing(Catalogue(index("fi"))) as catalogue:
        hits = find(catalogue, text, Where(MIDDLE["fi"], MIDDLE["fi"]))
    assert len(hits) <= LIMIT
    assert all(hit.place.name for hit in hits)


def test_many_readers_at_once() -> None:
    """Each thread with an index of its own, as the house's and a command's: the same answers as one alone."""
    texts = [text for region, text, *_ in rows() if region == "fi"]

    def read(_: int) -> list[tuple[Hit, ...]]:
        with contextlib.closing(Catalogue(index("fi"))) as catalogue:
            return [find(catalogue, text, Where(MIDDLE["fi"])) for text in texts]

    alone = read(0)
    with ThreadPoolExecutor(4) as pool:
        assert all(together == alone for together in pool.map(read, range(4)))
