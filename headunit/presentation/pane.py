"""What a folder says of itself so that the shell, the gallery and the tests find its pane."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

import headunit
from headunit.kernel.board import Board
from headunit.kernel.clock import Clock


class House(Protocol):
    """What a view model may stand on. Made by app.py for a drive, by the gallery for a preview."""

    @property
    def board(self) -> Board:
        """States of all rooms."""
        ...

    @property
    def clock(self) -> Clock:
        """The time of this run."""
        ...

    def port[T](self, kind: type[T]) -> T | None:
        """The object behind a port, or None where this run has nothing behind it: the control is then disabled."""
        ...


class Guide(QObject):
    """A view model that can send the driver to another pane. The shell listens."""

    guided = Signal(str)


@dataclass(frozen=True, slots=True)
class Pane:
    """One pane.

    `name`: what a person types in `headunit snapshot NAME`. `uri`, `component`: the QML module and type. `title`: the
    source text, marked with QT_TRANSLATE_NOOP("Pane", ...). `icon`: a name in ui/theme's icon table. `order`: place in
    the dock, ascending; None keeps it off. `view_model`: makes the object for the component's `viewModel`, see `late`.
    """

    name: str
    uri: str
    component: str
    title: str
    icon: str
    order: int | None
    view_model: Callable[[House, QObject], QObject]


def late(uri: str, name: str) -> Callable[[House, QObject], QObject]:
    """The class `name` of the viewmodel.py in the folder of `uri`. Imported when the pane is first opened: the first
    picture does not wait for the panes behind it. Its QML types are there from then on."""

    def make(house: House, parent: QObject) -> QObject:
        model: Callable[[House, QObject], QObject] = getattr(importlib.import_module(f"{uri}.viewmodel"), name)
        return model(house, parent)

    make.__name__ = name
    return make


@dataclass(frozen=True, slots=True)
class Preview:
    """A named example: `states` are hung up on the board in order, at time `now` (s), before the pane opens."""

    name: str
    states: tuple[object, ...]
    now: float = 100.0


def _modules() -> list[str]:
    """Every `pane.py` below the package but this one, as a module's name. Looks at files and imports nothing."""
    names: list[str] = []
    for place in map(Path, headunit.__path__):
        for file in place.rglob("pane.py"):
            name = ".".join(("headunit", *file.relative_to(place).with_suffix("").parts))
            if name != __name__:
                names.append(name)
    return sorted(names)


def discover() -> list[Pane]:
    """Every pane in the tree: each folder with a `pane.py` that holds `PANE`, in dock order."""
    panes = [importlib.import_module(name).PANE for name in _modules()]
    return sorted(panes, key=lambda pane: (pane.order is None, pane.order, pane.name))


def previews(pane: Pane) -> list[Preview]:
    """The example states of a pane: `PREVIEWS` of the `previews.py` beside its `pane.py`."""
    return list(importlib.import_module(f"{pane.uri}.previews").PREVIEWS)
