"""Every pane, every example, every size, every language: nothing cut, nothing covered, nothing too small to touch."""

import pytest
from item_tree import read
from layout_rules import RULES
from PySide6.QtCore import QRectF
from screen_stage import EXAMPLES, LANGUAGES, SIZES, WIDEST, Stage, opened

#: Units that need more room than the ones one starts with.
WIDE_UNITS = {"distance": "mi", "temperature": "F", "pressure": "kPa"}


def breaches(stage: Stage) -> list[str]:
    window = stage.screen.window
    tree = read(window)
    assert tree.texts
    frame = QRectF(0, 0, window.width(), window.height())
    return [line for rule in RULES for line in rule(tree, frame)]


def second_page(stage: Stage) -> bool:
    """Turn to the open pane's other page, where it has two."""
    details = stage.pane.property("details")
    if details is None or stage.pane.property("roomy"):
        return False
    stage.pane.setProperty("details", not details)
    stage.screen.grab()
    return True


def audit(stage: Stage) -> list[str]:
    """All breaches in all languages, switched live; where a pane has a second page, on that page too."""
    found = []
    for language in LANGUAGES:
        stage.choose("language", language)
        found += [f"{language}: {line}" for line in breaches(stage)]
        if second_page(stage):
            found += [f"{language}, second page: {line}" for line in breaches(stage)]
            second_page(stage)
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_fits(example: str, size: str) -> None:
    with opened(example, size) as stage:
        found = audit(stage)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("example", WIDEST)
def test_the_widest_numbers_fit(example: str, size: str) -> None:
    with opened(example, size, **WIDE_UNITS) as stage:
        found = audit(stage)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_fits_with_the_driver_on_the_right(example: str) -> None:
    with opened(example, drive="right", theme="day") as stage:
        found = audit(stage)
    assert not found, "\n".join(found)
