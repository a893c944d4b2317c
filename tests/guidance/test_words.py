"""What is said in each language: complete sentences for every maneuver, right grammar, natural distances."""
# ruff: noqa: E501, RUF001  a table is easier to read unbroken; Chinese has a comma of its own

import itertools
import re

import pytest

from headunit.guidance.phrases import Distance, LaneHint, Step, System, Unit, lane_hint, rounded
from headunit.guidance.words import languages, words
from headunit.guidance.words_de import along, onto
from headunit.guidance.words_en import spoken_name
from headunit.preferences.state import LANGUAGES
from headunit.routing.state import Arrow, Lane, Turn

STEPS = [
    Step(turn, street, exit_count=count, exit_number=exit_number, toward=toward, lanes=lanes, place=place, final=final)
    for turn, street, (count, exit_number), toward, lanes, (place, final) in itertools.product(
        Turn,
        ("", "Hauptstr.", "A13"),
        ((0, ""), (2, "12")),
        ("", "Bregenz"),
        (None, LaneHint("left", 2)),
        (("", True), ("Bäckerei", False)),
    )
]
DISTANCES = [rounded(metres, system) for metres in (8, 30, 200, 400, 805, 1000, 1600, 2400, 5000) for system in System]


def test_every_language_of_the_screen_is_spoken() -> None:
    assert set(LANGUAGES) <= set(languages())


@pytest.mark.parametrize("language", languages())
def test_every_maneuver_is_a_whole_sentence(language: str) -> None:
    spoken = words(language)
    assert spoken.language == language
    end = "。" if language == "zh" else "."
    said = {text for step in STEPS for text in (spoken.now([step]), spoken.ahead(DISTANCES[3], [step, STEPS[-1]]))}
    said |= {spoken.ahead(distance, [STEPS[40]]) for distance in DISTANCES}
    said |= {spoken.follow(distance, street) for distance in DISTANCES for street in ("", "Hauptstrasse", "A13")}
    said |= {spoken.depart(octant, street) for octant in (None, *range(8)) for street in ("", "A13", "Am Graben")}
    said |= {spoken.rerouted(), spoken.better(1), spoken.better(7), spoken.camera(None), spoken.camera(50)}
    for text in said:
        assert text.endswith(end), text
        assert text[0].isupper() or language == "zh", text
        assert not re.search(r"  |\{|\}|None|,,|\.\.| [,.]|str\.|Str\.", text), text
        assert 0.5 < spoken.seconds(text) < 40, text


@pytest.mark.parametrize("language", languages())
def test_left_and_right_never_change_sides(language: str) -> None:
    right, left = {"en": ("right", "left"), "de": ("recht", "link"), "zh": ("右", "左")}[language]
    for turn in Turn:
        text = words(language).now([Step(turn)]).lower()
        if "right" in turn.value and "uturn" not in turn.value:
            assert right in text, (turn, text)
            assert left not in text, (turn, text)
        if "left" in turn.value and "uturn" not in turn.value:
            assert left in text, (turn, text)
            assert right not in text, (turn, text)


@pytest.mark.parametrize(
    ("metres", "system", "amount", "unit"),
    [
        (3, System.METRIC, 10, Unit.METRE),
        (47, System.METRIC, 50, Unit.METRE),
        (98, System.METRIC, 100, Unit.METRE),
        (187, System.METRIC, 200, Unit.METRE),
        (398, System.METRIC, 400, Unit.METRE),
        (980, System.METRIC, 1, Unit.KILOMETRE),
        (1480, System.METRIC, 1.5, Unit.KILOMETRE),
        (20300, System.METRIC, 20, Unit.KILOMETRE),
        (60, System.MILES_FEET, 200, Unit.FOOT),
        (300, System.MILES_FEET, 1000, Unit.FOOT),
        (300, System.MILES_YARDS, 350, Unit.YARD),
        (805, System.MILES_FEET, 0.5, Unit.MILE),
        (1200, System.MILES_YARDS, 0.75, Unit.MILE),
        (1609, System.MILES_YARDS, 1, Unit.MILE),
    ],
)
def test_distances_are_rounded_as_one_says_them(metres: float, system: System, amount: float, unit: Unit) -> None:
    assert rounded(metres, system) == Distance(amount, unit)


EXAMPLES = [
    ("en", 400, [Step(Turn.RIGHT, "High St")], "In 400 metres, turn right onto High Street."),
    ("en", 1500, [Step(Turn.EXIT_RIGHT, "A13", exit_number="9", toward="Vaduz")],
     "In one and a half kilometres, take exit 9 on the right towards Vaduz."),
    ("en", 0, [Step(Turn.LEFT), Step(Turn.ARRIVE_RIGHT)], "Turn left, then you will reach your destination, on the right."),
    ("de", 400, [Step(Turn.RIGHT, "Hauptstr.")], "In 400 Metern biegen Sie rechts auf die Hauptstraße ab."),
    ("de", 1000, [Step(Turn.STAY_LEFT, "A13", toward="Bregenz")], "In einem Kilometer halten Sie sich links Richtung Bregenz."),
    ("de", 500, [Step(Turn.RIGHT, "Kirchweg", lanes=LaneHint("right", 2))],
     "In 500 Metern ordnen Sie sich auf den beiden rechten Fahrstreifen ein und biegen Sie rechts auf den Kirchweg ab."),
    ("de", 0, [Step(Turn.LEFT, "Im Mühleholz"), Step(Turn.RIGHT)],
     "Biegen Sie jetzt links in die Straße Im Mühleholz ab, danach biegen Sie sofort rechts ab."),
    ("de", 200, [Step(Turn.ROUNDABOUT, "Landstrasse", exit_count=2)],
     "In 200 Metern nehmen Sie im Kreisverkehr die zweite Ausfahrt auf die Landstrasse."),
    ("de", 300, [Step(Turn.ARRIVE_LEFT)], "In 300 Metern erreichen Sie Ihr Ziel auf der linken Seite."),
    ("de", 0, [Step(Turn.ARRIVE_LEFT)], "Sie haben Ihr Ziel erreicht. Es liegt auf der linken Seite."),
    ("zh", 200, [Step(Turn.RIGHT, "中山路")], "前方两百米，右转进入中山路。"),
    ("zh", 2000, [Step(Turn.EXIT_RIGHT, "G15", exit_number="12", toward="上海")], "前方两公里，从右侧12号出口驶出，往上海方向。"),
    ("zh", 300, [Step(Turn.LEFT, lanes=LaneHint("left", 2)), Step(Turn.RIGHT)], "前方300米，请走左侧两条车道，左转，然后立即右转。"),
    ("zh", 0, [Step(Turn.ROUNDABOUT, "解放路", exit_count=2)], "进入环岛，从第二个出口驶出，进入解放路。"),
    ("zh", 0, [Step(Turn.ARRIVE_RIGHT)], "您已到达目的地，目的地在右侧。"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "metres", "steps", "text"), EXAMPLES)
def test_examples(language: str, metres: float, steps: list[Step], text: str) -> None:
    spoken = words(language)
    assert (spoken.ahead(rounded(metres, System.METRIC), steps) if metres else spoken.now(steps)) == text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Landstrasse", " auf die Landstrasse"),
        ("Bahnhofstr.", " auf die Bahnhofstraße"),
        ("Rathauspl.", " auf den Rathausplatz"),
        ("Rheinufer", " auf das Rheinufer"),
        ("Am Graben", " in die Straße Am Graben"),
        ("Lange Gasse", " auf die Lange Gasse"),
        ("Langer Weg", " in die Straße Langer Weg"),
        ("Feldkircher Strasse", " auf die Feldkircher Strasse"),
        ("A13", " auf die A 13"),
        ("Boulevard des Moulins", " auf den Boulevard des Moulins"),
        ("Avenue Princesse Grace", " auf die Avenue Princesse Grace"),
        ("Städtle", " in die Straße Städtle"),
        ("", ""),
    ],
)
def test_german_roads_have_a_gender(name: str, said: str) -> None:
    assert onto(name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Landstrasse", "der Landstrasse"),
        ("Kirchweg", "dem Kirchweg"),
        ("A13", "der A 13"),
        ("Lange Gasse", "der Straße Lange Gasse"),
        ("Feldkircher Strasse", "der Feldkircher Strasse"),
        ("Am Graben", "der Straße Am Graben"),
        ("Boulevard des Moulins", "dem Boulevard des Moulins"),
    ],
)
def test_german_roads_in_the_dative(name: str, said: str) -> None:
    assert along(name) == said
    assert said in words("de").follow(Distance(3, Unit.KILOMETRE), name)


def test_english_names_are_said_in_full() -> None:
    assert spoken_name("St James St") == "Saint James Street"
    assert spoken_name("N Main Ave.") == "North Main Avenue"
    assert spoken_name("A13") == "A 13"
    assert spoken_name("Bahnhofstr.") == "Bahnhofstraße"


def test_lanes_in_few_words() -> None:
    none, used = Lane(Arrow.THROUGH), Lane(Arrow.LEFT, Arrow.LEFT)
    assert lane_hint([used, used, none]) == LaneHint("left", 2)
    assert lane_hint([none, used]) == LaneHint("right", 1)
    assert lane_hint([none, used, none]) == LaneHint("middle", 1)
    assert lane_hint([used, none, used]) is None
    assert lane_hint([used, used]) is None
    assert lane_hint([]) is None


def test_an_unknown_language_falls_back() -> None:
    assert words("fi").language == "en"
    assert words("de-AT").language == "de"
    assert words("zh_CN").language == "zh"
