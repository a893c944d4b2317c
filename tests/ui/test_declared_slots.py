"""No object that QML sees has a meta-object of its own.

PySide makes one for the object alone when a signal is connected to a method that is not declared as a slot, and frees
it with the object. QML remembers properties by the meta-object's address: the next object that gets this address has
the properties of another class, or none. Seen as a home pane without content, once in some hundred screens.
"""

import pytest
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from screen_stage import EXAMPLES, opened


class Listener(QObject):
    """Hears by a declared slot, or by a method."""

    spoken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.timer = QTimer()

    def method(self) -> None:
        """Not declared."""

    @Slot()
    def slot(self) -> None:
        """Declared."""


def own(thing: QObject) -> bool:
    """Whether it has one of its own."""
    return "__METAOBJECT__" in getattr(thing, "__dict__", {})


def test_it_is_found() -> None:
    wrong, right = Listener(), Listener()
    wrong.timer.timeout.connect(wrong.method)
    right.timer.timeout.connect(right.slot)
    assert (own(wrong), own(right)) == (True, False)


@pytest.mark.parametrize("example", sorted({name.partition("/")[0]: name for name in EXAMPLES}.values()))
def test_none_in_any_pane(example: str) -> None:
    with opened(example) as stage:
        things = [stage.screen.root, *stage.screen.root.findChildren(QObject)]
        assert len(things) > 10
        assert {type(thing).__name__ for thing in things if own(thing)} == set()
