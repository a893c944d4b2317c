"""What is seen on the screen, as plain data: texts, surfaces, targets, dials, and the items around them.

No item of Qt is kept: this outlives the screen, in a failed test's report for one.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, fields

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class Node:
    """One item that is seen. `kind`: its QML type. `rect`: in the window, whole; `view`: what its clipping ancestors
    leave of the window. `overlay`: lies in the notices. `scrolls`: in something that can be scrolled up and down."""

    key: int
    kind: str
    parent: "Node | None"
    rect: QRectF
    view: QRectF
    opacity: float
    filled: bool
    touched: bool
    clips: bool
    overlay: bool
    scrolls: bool

    def around(self) -> Iterator["Node"]:
        """Its ancestors, the nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def within(self, kind: str) -> "Node | None":
        """The nearest ancestor of the QML type `kind`."""
        return next((node for node in self.around() if node.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Shown:
    """Something seen. `rect`: where it is drawn, in the window."""

    node: Node
    rect: QRectF

    @property
    def seen(self) -> QRectF:
        """What of it is not cut off."""
        return self.rect.intersected(self.node.view)

    def inside(self, other: "Shown") -> bool:
        """Whether it belongs to `other`."""
        return any(node.key == other.node.key for node in self.node.around())

    def __str__(self) -> str:
        dull = {"Item", "Column", "Row", "Grid", "RootItem"}
        names = [node.kind for node in (self.node, *self.node.around()) if node.kind not in dull]
        x, y, w, h = (round(v) for v in self.rect.getRect())
        words = [repr(getattr(self, field.name)) for field in fields(self) if field.name in {"text", "label"}]
        return f"{'/'.join(reversed(names))} {' '.join(words)} at {x},{y} {w}x{h}"


@dataclass(frozen=True, slots=True)
class Text(Shown):
    """A text that is drawn. `rect`: where its lines are, not the room that it was given, which is `node.rect`."""

    text: str
    pixels: int
    truncated: bool
    icon: bool
    color: QColor


@dataclass(frozen=True, slots=True)
class Surface(Shown):
    """A filled rectangle."""

    color: QColor


@dataclass(frozen=True, slots=True)
class Target(Shown):
    """Something that answers a touch. `label`: its accessible name."""

    label: str
    enabled: bool


@dataclass(frozen=True, slots=True)
class Dial(Shown):
    """An arc. `band`: points on its inner edge."""

    band: tuple[QPointF, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """All that is seen in a window, in the order in which it is drawn."""

    texts: tuple[Text, ...]
    surfaces: tuple[Surface, ...]
    targets: tuple[Target, ...]
    dials: tuple[Dial, ...]


def pairs[T](things: tuple[T, ...]) -> Iterator[tuple[T, T]]:
    """Each two of `things` once."""
    return itertools.combinations(things, 2)
