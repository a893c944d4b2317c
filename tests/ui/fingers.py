"""Touches and keys on a real screen, at real coordinates; and what assistive technology is told."""

from dataclasses import dataclass

from item_tree import read
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from screen_stage import Stage
from seen import Target

#: What a person acts on, in the words of assistive technology.
ACTIVE = {QAccessible.Role.Button, QAccessible.Role.RadioButton, QAccessible.Role.CheckBox, QAccessible.Role.PageTab}


def targets(stage: Stage) -> dict[str, Target]:
    """What answers a touch, by its name. Names that occur twice would hide one another, so they fail here."""
    found = read(stage.screen.window).targets
    names = [target.label for target in found]
    assert len(set(names)) == len(names), f"twice: {sorted(name for name in set(names) if names.count(name) > 1)}"
    return {target.label: target for target in found}


def middle(target: Target) -> QPoint:
    """Where a finger that aims at it comes down."""
    return target.seen.center().toPoint()


def tap(stage: Stage, name: str) -> None:
    """Touch what has that name, and let the screen follow."""
    known = targets(stage)
    assert name in known, f"no {name!r} among {sorted(known)}"
    tap_at(stage, middle(known[name]))


def tap_at(stage: Stage, place: QPoint | QPointF) -> None:
    """Touch a place of the window, whatever is there."""
    place = place.toPoint() if isinstance(place, QPointF) else place
    QTest.mouseClick(stage.screen.window, Qt.MouseButton.LeftButton, pos=place)
    stage.screen.grab()


def focused(stage: Stage) -> QQuickItem | None:
    """Where the keyboard is."""
    return stage.screen.window.activeFocusItem()


@dataclass(frozen=True, slots=True)
class Voiced:
    """One thing as assistive technology is told of it."""

    role: QAccessible.Role
    name: str
    checked: bool
    disabled: bool


def voiced(stage: Stage) -> list[Voiced]:
    """All that assistive technology is told of, in its order, without what is hidden."""
    QAccessible.setActive(True)
    root = QAccessible.queryAccessibleInterface(stage.screen.window)
    assert root is not None
    found: list[Voiced] = []

    def listen(to: QAccessibleInterface) -> None:
        for number in range(to.childCount()):
            child = to.child(number)
            state = child.state()
            if not state.invisible:
                name = child.text(QAccessible.Text.Name)
                found.append(Voiced(child.role(), name, bool(state.checked), bool(state.disabled)))
                listen(child)

    listen(root)
    return found
