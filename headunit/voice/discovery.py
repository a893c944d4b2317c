"""Finds what one can say: the `SPOKEN` of every `spoken.py` in the tree. Knows no room by name."""

import importlib
from pathlib import Path

import headunit
from headunit.voice.ports import Spoken


def modules() -> list[str]:
    """Every `spoken.py` below the package, as a module's name. Looks at files and imports nothing."""
    return sorted(
        ".".join(("headunit", *file.relative_to(place).with_suffix("").parts))
        for place in map(Path, headunit.__path__)
        for file in place.rglob("spoken.py")
    )


def discover() -> tuple[Spoken, ...]:
    """All commands, room by room. Raises ValueError for two of one name."""
    found: dict[str, Spoken] = {}
    for name in modules():
        for command in importlib.import_module(name).SPOKEN:
            if command.name in found:
                raise ValueError(f"two commands are named {command.name}: one of them in {name}")
            found[command.name] = command
    return tuple(found.values())
