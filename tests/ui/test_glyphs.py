"""The icons' table says what the icon font says, holds every icon that is used, and nothing else."""

import re
from pathlib import Path

import pytest
from fonticon_mdi7 import MDI7
from item_tree import read
from screen_stage import EXAMPLES, PANES, opened

import headunit
from headunit.notices.rules import RULES

HOME = Path(headunit.__path__[0])
TABLE = {
    name: chr(int(point, 16))
    for name, point in re.findall(r'"([a-z0-9-]+)": 0x([0-9a-f]+)', (HOME / "ui/controls/glyphs.js").read_text("utf-8"))
}
#: A name in quotes, in QML and Python alike.
QUOTED = re.compile(r'"([a-z0-9-]+)"')
#: What is bound to an icon's name in QML: one name, or a choice of them.
BOUND = re.compile(r"(?m)^\s*(?:property \w+ )?(?:icon|name): (.*)$")


def sources() -> list[Path]:
    return [file for kind in ("*.qml", "*.py") for file in sorted(HOME.rglob(kind))]


@pytest.mark.parametrize("name", TABLE)
def test_code_points_are_the_fonts(name: str) -> None:
    assert getattr(MDI7, name.replace("-", "_")) == f"mdi7.{TABLE[name]}"


def test_every_icon_of_panes_and_rules_is_there() -> None:
    used = {pane.icon for pane in PANES} | {rule.icon for rule in RULES}
    assert used
    assert used <= TABLE.keys()


def test_every_icon_bound_in_qml_is_there() -> None:
    files = [file for file in sources() if file.suffix == ".qml"]
    bound = {
        name
        for file in files
        for expression in BOUND.findall(file.read_text("utf-8"))
        for name in QUOTED.findall(re.sub(r'[=!]==? *"[^"]*"|includes\("[^"]*"\)', "", expression))
    }
    words = {"trip", "consumption", "cabin", "coolant", "battery12", "odometer"}  # NumberGrid's entries have names too
    assert len(bound - words) > 10
    assert bound - words <= TABLE.keys()


def test_no_icon_is_carried_along_unused() -> None:
    used = {name for file in sources() for name in QUOTED.findall(file.read_text("utf-8"))}
    assert TABLE.keys() <= used, f"take out of glyphs.js: {sorted(TABLE.keys() - used)}"


@pytest.mark.parametrize("example", EXAMPLES)
def test_no_icon_stays_empty(example: str) -> None:
    """A name that the table lacks draws nothing, and a code point that the font lacks draws a box."""
    with opened(example) as stage:
        icons = [text for text in read(stage.screen.window).texts if text.icon]
    assert icons
    assert {icon.text for icon in icons} <= set(TABLE.values())
