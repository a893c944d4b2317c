"""The typeface, the icons and the Chinese characters are there, and numbers do not dance."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QImage, QRawFont, QTextLayout
from PySide6.QtQuick import QQuickItem, QQuickView

from headunit.ui.words import FAMILY, HAN_FAMILY, LOCALES, load_fonts

ROOT = Path(__file__).resolve().parents[2]
ICONS = "Material Design Icons"


@pytest.fixture(autouse=True, scope="module")
def families(qapp: object) -> list[str]:
    return load_fonts()


def test_the_packages_bring_the_fonts(families: list[str]) -> None:
    assert set(families) == {FAMILY, ICONS}
    assert HAN_FAMILY in QFontDatabase.families(), "install fonts-noto-cjk (scripts/apt.txt)"


@pytest.fixture
def window() -> Iterator[QQuickView]:
    """A window of its own for one Label."""
    view = QQuickView()
    view.engine().addImportPath(str(ROOT))
    yield view
    view.close()
    view.deleteLater()


def label(window: QQuickView, text: str, strength: int) -> QQuickItem:
    """One Label of the control set, alone in the window."""
    window.loadFromModule("headunit.ui.controls", "Label")
    item = window.rootObject()
    for name, value in {"size": 32, "text": text, "strength": strength, "color": "black"}.items():
        assert item.setProperty(name, value)
    return item


@pytest.mark.parametrize("strength", [400, 500, 650])
def test_figures_are_tabular(strength: int, window: QQuickView) -> None:
    widths = {figure: label(window, figure * 4, strength).implicitWidth() for figure in "0123456789"}
    assert widths["1"] > 0
    assert set(widths.values()) == {widths["1"]}
    # Without the feature Inter's figures differ: the test can fail.
    plain = QFont(FAMILY)
    plain.setPixelSize(32)
    assert QFontMetricsF(plain).horizontalAdvance("1") != QFontMetricsF(plain).horizontalAdvance("8")


def test_chinese_is_drawn_in_its_own_forms() -> None:
    """Left to itself, fontconfig takes the Japanese forms of characters that the two countries write differently."""
    layout = QTextLayout("直骨", QFont(FAMILY))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    assert {run.rawFont().familyName() for run in layout.glyphRuns()} == {HAN_FAMILY}


def ink(window: QQuickView, text: str, strength: int) -> int:
    """How much of a picture a text blackens."""
    label(window, text, strength)
    window.resize(400, 60)
    window.show()
    picture = window.grabWindow().convertToFormat(QImage.Format.Format_Grayscale8)
    return sum(255 - level for level in bytes(picture.constBits()))


@pytest.mark.parametrize("text", ["机油液位", "Reifendruck"])
def test_strong_words_are_bolder_in_every_script(text: str, window: QQuickView) -> None:
    assert ink(window, text, 650) > 1.15 * ink(window, text, 400) > 0


@pytest.mark.parametrize("language", LOCALES)
def test_every_character_of_the_translations_has_a_shape(language: str) -> None:
    fonts = [QRawFont.fromFont(QFont(family)) for family in (FAMILY, HAN_FAMILY)]
    tree = ET.parse(ROOT / "assets" / "translations" / f"headunit_{language}.ts")
    characters = set("".join(tree.getroot().itertext())) - {"\n"}
    assert characters
    lacking = {c for c in characters if not any(font.supportsCharacter(ord(c)) for font in fonts)}
    assert not lacking
