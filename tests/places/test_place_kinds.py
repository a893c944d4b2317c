"""The table of kinds holds together, and real tags become the kinds that they should."""

import importlib

import pytest

from headunit.places.kinds import KINDS, Group, kind_of, place_kind_of
from headunit.places.question import LANGUAGES, lexicon
from headunit.preferences.state import LANGUAGES as OF_THE_SCREEN

POIS = [kind for kind in KINDS.values() if kind.group is not Group.PLACE]


def words(language: str) -> dict[str, list[str]]:
    table: str = importlib.import_module(f"headunit.places.kind_words.{language}").WORDS
    return {kind: said.split(", ") for kind, _, said in (line.partition(": ") for line in table.splitlines())}


def test_each_kind_can_be_asked_for_in_each_language_of_the_screen() -> None:
    for language in OF_THE_SCREEN:
        assert set(words(language)) == {kind.key for kind in POIS}
    for language in LANGUAGES:
        assert set(words(language)) <= set(KINDS)
        assert all(word == word.strip() and word for said in words(language).values() for word in said)


def test_icons_exist() -> None:
    from fonticon_mdi7 import MDI7

    assert {kind.icon for kind in KINDS.values() if not hasattr(MDI7, kind.icon.replace("-", "_"))} == set()


def test_no_tag_means_two_kinds() -> None:
    tags = [tag for kind in KINDS.values() for tag in kind.tags]
    assert len(tags) == len(set(tags))
    assert all(1 <= kind.rank <= 9 for kind in KINDS.values())


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"amenity": "fuel", "shop": "convenience"}, "fuel"),
        ({"amenity": "charging_station"}, "charger"),
        ({"amenity": "parking"}, "parking"),
        ({"amenity": "parking", "access": "private"}, None),
        ({"shop": "tyres;car_repair"}, "tyres"),
        ({"leisure": "swimming_pool"}, None),
        ({"leisure": "swimming_pool", "name": "Freibad"}, "swimming"),
        ({"tourism": "information", "information": "office"}, "tourist_info"),
        ({"tourism": "information", "information": "board"}, None),
        ({"amenity": "bench"}, None),
        ({"amenity": "waste_basket"}, None),
        ({"natural": "tree"}, None),
        ({"railway": "rail", "name": "Line"}, None),
        ({"railway": "tram"}, None),
        ({"railway": "station"}, "station"),
        ({"place": "town"}, None),
        ({}, None),
    ],
)
def test_kind_of(tags: dict[str, str], kind: str | None) -> None:
    assert kind_of(tags) == kind


def test_places_are_told_apart_from_pois() -> None:
    assert place_kind_of({"place": "town"}) == "town"
    assert place_kind_of({"natural": "peak"}) == "peak"
    assert place_kind_of({"amenity": "fuel"}) is None


def test_words_lead_to_kinds() -> None:
    assert lexicon()["petrol"] == ("fuel",)
    assert lexicon()["ladesaule"] == lexicon()["ladesaeule"] == ("charger",)
    assert lexicon()["加油站"] == ("fuel",)
