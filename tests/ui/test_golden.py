"""The screen looks as it did when a person last looked at it and said yes.

A picture that differs is written to tests/ui/failed beside what it differs in. Where the new look is meant:
.venv/bin/pytest tests/ui/test_golden.py --accept-goldens, and look at the changed pictures before committing them.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import goldens
import pytest
from goldens import FOLDER, GOLDENS, digest
from item_tree import find
from pictures import compare, plain, save_small
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from screen_stage import EXAMPLES, Stage, opened

from headunit.vehicle.previews import CRUISING, car

FAILED = Path(__file__).parent / "failed"
MOST_BYTES = 7_500_000
ACCEPT = f"where this is meant: .venv/bin/pytest {Path('tests', 'ui', 'test_golden.py')} --accept-goldens"


def drawn_here(name: str, cache: dict[str, QImage] = {}) -> QImage:  # noqa: B006  drawn once for all tests
    if name not in cache:
        cache[name] = GOLDENS[name].draw()
    return cache[name]


@pytest.mark.parametrize("name", GOLDENS)
def test_it_looks_as_it_did(name: str, *, accept_goldens: bool) -> None:
    file = FOLDER / f"{name}.png"
    actual = drawn_here(name)
    golden = QImage(str(file))
    changed = golden.size() != actual.size() or compare(golden, actual).seen
    if accept_goldens:
        if changed:
            FOLDER.mkdir(exist_ok=True)
            save_small(actual, file)
        return
    if not changed:
        return
    FAILED.mkdir(exist_ok=True)
    actual.save(str(FAILED / f"{name}.png"))
    if golden.size() == actual.size():
        compare(golden, actual).picture.save(str(FAILED / f"{name}-difference.png"))
    pytest.fail(f"{name} looks different: see {FAILED}; {ACCEPT}" if file.exists() else f"no golden {name}; {ACCEPT}")


def test_every_example_is_among_them_and_no_file_is_left_over() -> None:
    assert {golden.example for golden in GOLDENS.values()} == EXAMPLES.keys()
    files = list(FOLDER.iterdir())
    assert {file.name for file in files} == {f"{name}.png" for name in GOLDENS}
    assert sum(file.stat().st_size for file in files) < MOST_BYTES


def test_another_process_draws_the_same_bytes() -> None:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    command = [sys.executable, goldens.__file__]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=600)
    assert not done.stderr
    assert json.loads(done.stdout) == {name: digest(drawn_here(name)) for name in GOLDENS}


def a_number(stage: Stage) -> None:
    stage.house.board.publish(car(CRUISING | {"Vehicle.Powertrain.FuelSystem.RelativeLevel": 72.0}))


def a_word(stage: Stage) -> None:
    (label,) = [label for label in find(stage.screen.window, "Label") if label.property("text") == "Trip"]
    label.setProperty("text", "Trap")


def a_shade(stage: Stage) -> None:
    (card,) = find(stage.screen.window, "TripCard")
    card.setProperty("color", QColor("#161C24"))  # two of 255 lighter than a card is at night


def one_pixel_down(stage: Stage) -> None:
    (card,) = find(stage.screen.window, "EnergyCard")
    card.setY(card.y() + 1)


def one_thing_less(stage: Stage) -> None:
    next(chip for chip in find(stage.screen.window, "Chip") if chip.isVisible()).setVisible(False)


@pytest.mark.parametrize("change", [a_number, a_word, a_shade, one_pixel_down, one_thing_less])
def test_a_small_change_is_seen(change: Callable[[Stage], None]) -> None:
    with opened("home/cruising") as stage:
        before = plain(stage.screen.grab())
        change(stage)
        after = plain(stage.screen.grab())
    assert compare(before, after).seen


@pytest.mark.parametrize("name", GOLDENS)
def test_softer_edges_are_the_same_picture(name: str) -> None:
    """As another release of FreeType draws letters: each pixel with a little of its neighbours."""
    sharp = drawn_here(name)
    smooth = (Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    blurred = sharp.scaled(2 * sharp.size(), *smooth).scaled(sharp.size(), *smooth)
    soft = sharp.copy()
    painter = QPainter(soft)
    painter.setOpacity(0.25)
    painter.drawImage(0, 0, blurred)
    painter.end()
    assert soft != sharp
    assert not compare(sharp, soft).seen
