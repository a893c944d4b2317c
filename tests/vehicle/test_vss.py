import ast
import math
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import headunit
from headunit.vehicle.vss import FLAG, LEAVES

ROOT = Path(headunit.__file__).parent
WORDS = {word for leaf in LEAVES for word in leaf.split(".")}
PART = re.compile(r"\.?[A-Z][A-Za-z0-9]*(?:\.[A-Z][A-Za-z0-9]*)+\.?")
WHOLE = re.compile(r"Vehicle(?:\.[A-Za-z0-9]+)+\.?")


def python_literals(file: Path) -> Iterator[str]:
    """Strings of a module; the fixed beginning of an f-string counts, its later parts do not."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def spoken() -> Iterator[tuple[str, str]]:
    for file in sorted(ROOT.rglob("*.py")):
        if file.name != "vss.py":
            yield from ((str(file.relative_to(ROOT)), text) for text in python_literals(file))
    for file in sorted(ROOT.rglob("*.qml")):
        found = re.findall(r"[\"'`](Vehicle\.[^\"'`]*)[\"'`]", file.read_text(encoding="utf-8"))
        yield from ((str(file.relative_to(ROOT)), text) for text in found)


def known(path: str) -> bool:
    """A leaf, or the beginning of some: code may put a path together."""
    return path in LEAVES or any(leaf.startswith(path.removesuffix(".") + ".") for leaf in LEAVES)


def is_part(text: str) -> bool:
    """Whether `text` looks like a part of a path from which code puts whole ones together."""
    return bool(PART.fullmatch(text)) and text.strip(".").split(".")[0] in WORDS


def known_part(text: str) -> bool:
    return any(f".{text.strip('.')}." in f".{leaf}." for leaf in LEAVES)


def test_every_path_in_the_house_is_in_the_table() -> None:
    found = [(file, text) for file, text in spoken() if WHOLE.fullmatch(text)]
    assert len({text for _file, text in found}) >= 70
    assert [f"{file}: {text}" for file, text in found if not known(text)] == []


def test_every_part_of_a_path_is_in_the_table() -> None:
    found = [(file, text) for file, text in spoken() if is_part(text) and not WHOLE.fullmatch(text)]
    assert [f"{file}: {text}" for file, text in found if not known_part(text)] == []


def test_the_check_would_find_an_unknown_path() -> None:
    assert not known("Vehicle.Speeed")
    assert not known("Vehicle.Cabin.Dor.")
    assert known("Vehicle.Cabin.Door.")
    assert is_part("PassengerSide.IsOccupied")
    assert not known_part("PassengerSide.IsOccupied")
    assert known_part(".PassengerSide.IsBelted")
    assert not is_part("Qt.Horizontal")


def test_leaves_are_sound() -> None:
    for path, leaf in LEAVES.items():
        assert WHOLE.fullmatch(path), path
        assert leaf.low < leaf.high, path
        assert (leaf.datatype == "string") == bool(leaf.allowed), path
        assert str(leaf), path


def test_a_number_keeps_to_type_and_range() -> None:
    pedal = LEAVES["Vehicle.Chassis.Accelerator.PedalPosition"]
    assert pedal.number(41.6) == 42
    assert pedal.number(101) is None
    assert pedal.number(-1) is None
    assert pedal.number(math.nan) is None
    speed = LEAVES["Vehicle.Speed"]
    assert speed.number(-3.25) == -3.25
    assert speed.number(math.inf) is None
    assert LEAVES["Vehicle.Chassis.SteeringWheel.Angle"].number(40_000) is None


@pytest.mark.parametrize(
    ("path", "good", "bad"),
    [
        ("Vehicle.Body.Hood.IsOpen", True, 1),
        ("Vehicle.Speed", 12.5, True),
        ("Vehicle.Speed", 12, "12"),
        ("Vehicle.Speed", 12, math.nan),
        ("Vehicle.Body.Lights.Brake.IsActive", "ADAPTIVE", "adaptive"),
        ("Vehicle.Diagnostics.DTCCount", 255, 256),
    ],
)
def test_accepts(path: str, good: float | str, bad: float | str) -> None:
    assert LEAVES[path].accepts(good)
    assert not LEAVES[path].accepts(bad)


def test_a_flag_needs_no_more_words() -> None:
    assert str(FLAG) == "true or false"
    assert str(LEAVES["Vehicle.Chassis.Brake.PedalPosition"]) == "a whole number from 0 to 100 percent"
