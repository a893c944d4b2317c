"""German and Chinese are complete, as the source has them now, and switch while the screen stands."""

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import shiboken6
from item_tree import read
from screen_stage import EXAMPLES, Stage, opened
from seen import Text
from visible_words import literals

from headunit.preferences.state import LANGUAGES
from headunit.ui.words import TRANSLATIONS

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "assets" / "translations"
FOREIGN = ("de", "zh")
MEND = "run scripts/translate and write what is missing in assets/translations"

#: Shown as they stand in every language.
NAMES = {"English", "Deutsch", "简体中文"}  # each language by its own name, for those who read no other
NAMES |= {"candump", "ASC", "BLF", "CSV"}  # kinds of logs, by the names of their formats
UNITS = {"km", "mi", "°C", "°F", "bar", "kPa", "psi", "km/h", "mph", "kW", "V", "rpm", "l/100 km", "mpg"}
GEARS = {"P", "R", "N", "D"}
#: Texts that two languages have in common, with good reason: signs, abbreviations, and words that are the same.
ALIKE = {
    "de": {"A/C", "GPS", "N", "S", "SW", "W", "NW", "Details", "Version %1", "%1: %2", "%1 %", "%1 °C", "km/h"}
    | {"Auto", "Bus-off", "Route", "2D", "3D", "gpsd", "© OpenStreetMap contributors", "Navigation"}
    | {
        "%1 h %2 min",
        "%1 min",
        "%1, %2",
        "%1 · %2",
        "%1 · %2 %",
        "Plus code",
        "Bank",
        "Bar",
        "Café",
        "Casino",
        "Hostel",
    }
    | {"0", "100 m", "Bluetooth", "Bass", "Genres", "L", "R", "Live", "Neutral", "Pause", "Podcasts", "Radio"}
    | {"Defibrillator", "Hotel", "Kindergarten", "Museum", "Park", "Restaurant", "Taxi", "Zoo"},
    "zh": {"A/C", "GPS", "%1 %", "%1 °C", "km/h", "gpsd", "2D", "3D", "© OpenStreetMap contributors"}
    | {"%1 · %2", "%1 · %2 %", "Plus code", "0"},
}


@pytest.fixture(scope="module")
def anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the translations, brought up to date and compiled by scripts/translate."""
    folder = tmp_path_factory.mktemp("translations")
    for file in SOURCES.glob("*.ts"):
        shutil.copy(file, folder)
    subprocess.run([ROOT / "scripts" / "translate", folder], check=True, cwd=folder)
    return folder


def messages(language: str) -> list[tuple[str, str, ET.Element]]:
    """Context, source text and translation of each message."""
    tree = ET.parse(SOURCES / f"headunit_{language}.ts")
    return [
        (context.findtext("name", ""), message.findtext("source", ""), message.find("translation"))
        for context in tree.iter("context")
        for message in context.iter("message")
    ]  # type: ignore[misc]  # lupdate writes a translation for each


def forms(translation: ET.Element) -> list[str]:
    """The one text, or one for each plural form of the language."""
    return [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_hold_the_words_of_the_source(language: str, anew: Path) -> None:
    name = f"headunit_{language}.ts"
    assert (SOURCES / name).read_text("utf-8") == (anew / name).read_text("utf-8"), MEND


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_screen_loads_is_compiled_from_them(language: str, anew: Path) -> None:
    name = f"headunit_{language}.qm"
    assert (TRANSLATIONS / name).read_bytes() == (anew / name).read_bytes(), MEND


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    lacking = [
        f"{context}: {source}"
        for context, source, translation in messages(language)
        if translation.get("type") is not None or not all(forms(translation))
    ]
    assert messages(language)
    assert not lacking, f"{MEND}: {lacking}"


@pytest.mark.parametrize("language", FOREIGN)
def test_no_message_is_left_in_english(language: str) -> None:
    left = {
        source
        for _, source, translation in messages(language)
        if forms(translation) == [source] and source not in ALIKE[language]
    }
    assert not left


def test_every_chinese_message_is_in_chinese() -> None:
    foreign = {
        source
        for _, source, translation in messages("zh")
        for form in forms(translation)
        if not re.search("[\u4e00-\u9fff]", form) and form not in ALIKE["zh"] and re.search("[A-Za-z]", form)
    }
    assert not foreign


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_survive(language: str) -> None:
    def placeholders(text: str) -> list[str]:
        return sorted(re.findall(r"%(?:\d+|n|Ln)", text))

    lost = [
        f"{source!r} became {form!r}"
        for _, source, translation in messages(language)
        for form in forms(translation)
        if placeholders(form) != placeholders(source)
    ]
    assert not lost


def test_qml_shows_no_words_of_its_own() -> None:
    examples = {"Tyre pressure low", "Engine oil very low"}  # the control sheet's notices, which NoticeCard translates
    examples |= {"Slow down. Fill or change it soon.", "Stop where it is safe. Switch the engine off."}
    examples.add("Notices")  # the context of their words, not one of them
    files = sorted((ROOT / "headunit").rglob("*.qml"))
    assert len(files) > 30
    bare = {
        f"{file.relative_to(ROOT)}: {word}"
        for file in files
        for word in literals(file)
        if word not in UNITS | GEARS | NAMES | examples
    }
    assert not bare


def test_a_bare_word_is_found(tmp_path: Path) -> None:
    file = tmp_path / "Bare.qml"
    file.write_text(
        'Label {\n    text: on ? qsTr("Yes") : "No"\n}\nButton {\n    label: kind === "x" ? words["y"] : ""\n}\n'
    )
    assert list(literals(file)) == ["No", "y"]


def words(stage: Stage) -> dict[int, Text]:
    """The texts that are seen, by the item that draws them."""
    return {text.node.key: text for text in read(stage.screen.window).texts if not text.icon}


def spoken(text: Text) -> set[str]:
    """The words in a text that a language would translate."""
    found = set(re.findall(r"[^\W\d_]{2,}", text.text))
    return found - set(re.findall(r"\w+", " ".join(UNITS | NAMES)))


def _untranslated(text: Text) -> bool:
    """Names of links and examples, and what the technician reads as it stands in a frame, a DBC or an error."""
    verbatim = text.node.kind == "Verbatim" or text.node.within("LinkList") is not None
    return text.text in EXAMPLES or verbatim


@pytest.mark.parametrize("example", EXAMPLES)
def test_switching_leaves_no_word_behind(example: str) -> None:
    """English, German, Chinese, English: the same screen, all words new each time, and the old ones back in the end."""
    alike = {language: set(re.findall(r"\w+", " ".join(ALIKE[language]))) for language in FOREIGN}
    with opened(example, theme="day") as stage:
        pane = shiboken6.getCppPointer(stage.pane)
        english = words(stage)
        assert any(spoken(text) for text in english.values())
        for language in FOREIGN:
            stage.choose("language", language)
            now = words(stage)
            stale = {
                text.text
                for item, text in now.items()
                if item in english
                and text.text == english[item].text
                and spoken(text) - alike[language]
                and not _untranslated(text)
            }
            assert not stale, language
            with opened(example, theme="day", language=language) as fresh:
                assert sorted(text.text for text in words(fresh).values()) == sorted(text.text for text in now.values())
        stage.choose("language", "en")
        assert sorted(text.text for text in words(stage).values()) == sorted(text.text for text in english.values())
        assert shiboken6.getCppPointer(stage.pane) == pane


def test_plurals_and_numbers_follow_the_language() -> None:
    seen = {}
    with opened("home/trouble") as stage:
        for language in LANGUAGES:
            stage.choose("language", language)
            seen[language] = {text.text for text in words(stage).values()}
    assert {"9 more", "1,284"} <= seen["en"]
    assert {"9 weitere", "1.284"} <= seen["de"]
    assert {"还有 9 条", "1,284"} <= seen["zh"]
