"""Everything can be told from what it lies on, by day and by night: in the tokens, and in the pictures drawn with them.

What is disabled is exempt, as in WCAG.
"""

import itertools
from collections import Counter
from collections.abc import Iterator

import pytest
from item_tree import read
from PySide6.QtCore import QObject, QRect, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtQml import QQmlEngine
from screen_stage import EXAMPLES, opened
from seen import Text, Tree
from wcag import GRAPHICS, TEXT, contrast

import headunit

SURFACES = ("ground", "surface", "raised")
#: What is written in on what, by the controls and the panes.
TEXTS = [
    *itertools.product(("ink", "faint", "old"), SURFACES),
    *itertools.product(("soon", "stop"), ("ground", "surface")),
    *itertools.product(("go", "beam"), ("surface",)),
    ("ink", "pressed"),
    ("inkOnAccent", "accent"),
    ("inkOnSignal", "soon"),
    ("inkOnSignal", "stop"),
]
#: What is drawn in on what: icons, bars, arcs, the way driven, lamps and doors of the car.
DRAWN = [
    *itertools.product(("accentInk", "soon", "stop", "go", "beam", "faint"), ("ground", "surface")),
    *itertools.product(("accentInk", "soon", "old"), ("track",)),
    ("accentInk", "raised"),
    ("soon", "paint"),
    ("stop", "paint"),
]
#: Where the mark of the focus may lie.
FOCUSED = ("ground", "surface", "raised", "pressed", "accent", "soon", "stop")


@pytest.fixture(params=["day", "night"])
def theme(request: pytest.FixtureRequest) -> Iterator[QObject]:
    """The screen's own tokens."""
    engine = QQmlEngine()
    engine.addImportPath(str(QUrl.fromLocalFile(headunit.__path__[0] + "/..").toLocalFile()))
    tokens = engine.singletonInstance("headunit.ui.theme", "Theme")
    tokens.setProperty("night", request.param == "night")
    yield tokens
    engine.deleteLater()


def token(theme: QObject, name: str) -> QColor:
    color = theme.property(name)
    assert isinstance(color, QColor), f"the theme has no colour {name}"
    assert color.alpha() == 255
    return color


@pytest.mark.parametrize(("ink", "on"), TEXTS)
def test_words_can_be_read(ink: str, on: str, theme: QObject) -> None:
    assert contrast(token(theme, ink), token(theme, on)) >= TEXT


@pytest.mark.parametrize(("ink", "on"), DRAWN)
def test_symbols_can_be_seen(ink: str, on: str, theme: QObject) -> None:
    assert contrast(token(theme, ink), token(theme, on)) >= GRAPHICS


@pytest.mark.parametrize("on", FOCUSED)
def test_the_focus_can_be_seen_on_every_control(on: str, theme: QObject) -> None:
    """The ring is a dark and a light line side by side; one of them stands out."""
    lines = [token(theme, "ink"), token(theme, "ground")]
    assert max(contrast(line, token(theme, on)) for line in lines) >= GRAPHICS
    assert contrast(*lines) >= GRAPHICS


def hidden(text: Text, tree: Tree) -> bool:
    """Whether a notice lies over it, or the most of it is scrolled out of view."""
    if text.seen.height() < text.rect.height() / 2:
        return text.node.scrolls
    covers = [surface.seen for surface in tree.surfaces if surface.node.overlay]
    return not text.node.overlay and any(cover.intersects(text.seen) for cover in covers)


def colors(picture: QImage, area: QRect) -> Counter[int]:
    part = picture.copy(area)
    return Counter(part.constBits().cast("I"))  # type: ignore[arg-type]  # QImage hands out a memoryview


def measured(text: Text, picture: QImage) -> float:
    """Contrast of the text's colour, which the picture must hold, with the colour that fills the rest of its place."""
    found = colors(picture, text.seen.toAlignedRect())
    ink = text.color.rgb()
    assert found[ink], f"not drawn in its colour {text.color.name()}: {text}"
    del found[ink]
    return contrast(text.color, QColor.fromRgb(found.most_common(1)[0][0]))


@pytest.mark.parametrize("colours", ["day", "night"])
@pytest.mark.parametrize("example", EXAMPLES)
def test_every_text_of_every_picture(example: str, colours: str) -> None:
    with opened(example, theme=colours) as stage:
        picture = stage.screen.grab().convertToFormat(QImage.Format.Format_RGB32)
        tree = read(stage.screen.window)
    seen = [
        text for text in tree.texts if text.node.opacity == 1 and not hidden(text, tree) and not text.seen.isEmpty()
    ]
    assert seen
    faint = {
        str(text): f"{ratio:.2f}"
        for text in seen
        if (ratio := measured(text, picture)) < (GRAPHICS if text.icon else TEXT)
    }
    assert not faint
