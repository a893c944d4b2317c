from bare_house import Heard
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt

from headunit.presentation.rows import Rows

FIRST = int(Qt.ItemDataRole.UserRole)


class Watched:
    """Rows with their signals counted."""

    def __init__(self) -> None:
        self.rows = Rows(("key", "words"))
        self.resets = Heard(self.rows.modelReset)
        self.updated: list[tuple[int, int]] = []
        self.rows.dataChanged.connect(lambda top, bottom: self.updated.append((top.row(), bottom.row())))

    def show(self, **rows: str) -> tuple[int, list[tuple[int, int]]]:
        """Show `key=words`; how many resets and which updates followed."""
        self.updated.clear()
        self.rows.show([{"key": key, "words": words} for key, words in rows.items()])
        return self.resets.news(), self.updated

    @property
    def seen(self) -> dict[str, str]:
        """What QML sees."""
        indexes = [self.rows.index(number) for number in range(self.rows.rowCount())]
        return {self.rows.data(index, FIRST): self.rows.data(index, FIRST + 1) for index in indexes}


def test_roles_are_named() -> None:
    rows = Rows(("key", "words"))
    assert {number: bytes(name.data()) for number, name in rows.roleNames().items()} == {
        FIRST: b"key",
        FIRST + 1: b"words",
    }


def test_reset_only_when_other_rows_are_shown() -> None:
    watched = Watched()
    assert watched.show() == (0, [])
    assert watched.show(a="1", b="2") == (1, [])
    assert watched.show(a="1", b="2") == (0, [])
    assert watched.show(a="1", b="3") == (0, [(1, 1)])
    assert watched.seen == {"a": "1", "b": "3"}
    assert watched.show(a="4", b="5") == (0, [(0, 0), (1, 1)])
    assert watched.show(b="5", a="4") == (1, [])
    assert watched.show(b="5") == (1, [])
    assert watched.seen == {"b": "5"}
    assert watched.show() == (1, [])
    assert watched.rows.rowCount() == 0


def test_what_is_not_there_is_none() -> None:
    watched = Watched()
    watched.show(a="1")
    index = watched.rows.index(0)
    assert watched.rows.data(QModelIndex(), FIRST) is None
    assert watched.rows.data(index, FIRST + 2) is None
    assert watched.rows.data(index) is None  # DisplayRole
    assert watched.rows.rowCount(index) == 0


def test_it_is_a_model_as_qt_wants_it(qtmodeltester) -> None:
    watched = Watched()
    watched.show(a="1", b="2")
    qtmodeltester.check(watched.rows)
    watched.show(a="3", b="2")
    watched.show(b="2")


@given(st.lists(st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["x", "y"])), max_size=8))
def test_qml_always_sees_the_last_rows(shown: list[dict[str, str]]) -> None:
    watched = Watched()
    before: dict[str, str] = {}
    for rows in shown:
        resets, updates = watched.show(**rows)
        assert watched.seen == rows
        if list(rows) == list(before):
            changed = [number for number, key in enumerate(rows) if rows[key] != before[key]]
            assert (resets, updates) == (0, [(number, number) for number in changed])
        else:
            assert (resets, updates) == (1, [])
        before = rows
