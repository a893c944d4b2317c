import importlib
import sys
from pathlib import Path

import pytest
from bare_house import BareHouse
from PySide6.QtCore import QObject

import headunit
from headunit.presentation.pane import Pane, Preview, discover, previews

PANES = discover()
ALL = pytest.mark.parametrize("pane", PANES, ids=[pane.name for pane in PANES])

NEW_PANE = """
from PySide6.QtCore import QObject
from headunit.presentation.pane import Pane, Preview

class Model(QObject):
    def __init__(self, house, parent):
        super().__init__(parent)

PANE = Pane("kettle", "headunit.kettle", "KettlePane", "Kettle", "kettle", {order}, Model)
"""


def folder_of(pane: Pane) -> Path:
    return Path(headunit.__path__[0]).parent.joinpath(*pane.uri.split("."))


def test_all_are_found_in_dock_order() -> None:
    names = [pane.name for pane in PANES]
    assert {"home", "vehicle", "settings", "gallery"} <= set(names)
    assert len(set(names)) == len(names)
    docked = [pane.order for pane in PANES if pane.order is not None]
    assert docked == sorted(set(docked)), "two panes want the same place in the dock"
    assert [pane.order for pane in PANES][len(docked) :] == [None] * (len(names) - len(docked))
    assert {pane.name: pane.order is None for pane in PANES}["gallery"]


@ALL
def test_a_pane_is_a_whole_folder(pane: Pane) -> None:
    folder = folder_of(pane)
    qmldir = (folder / "qmldir").read_text("utf-8").splitlines()
    assert f"module {pane.uri}" in qmldir
    assert f"{pane.component} 1.0 {pane.component}.qml" in qmldir
    assert (folder / f"{pane.component}.qml").is_file()
    assert pane == importlib.import_module(f"{pane.uri}.pane").PANE
    assert pane.title
    assert pane.icon


@ALL
def test_its_view_model_can_be_made_and_seen_in_each_example(pane: Pane, qapp) -> None:
    examples = previews(pane)
    assert examples
    assert len({example.name for example in examples}) == len(examples)
    for example in examples:
        assert isinstance(example, Preview)
        house, owner = BareHouse(), QObject()
        made = pane.view_model(house, owner)
        assert isinstance(made, QObject)
        assert made.parent() is owner
        for state in example.states:
            house.board.publish(state)


@pytest.fixture
def kettle(tmp_path, monkeypatch):
    """A folder that somebody adds: nothing else is edited."""
    folder = tmp_path / "headunit" / "kettle"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "previews.py").write_text(
        "from headunit.presentation.pane import Preview\nPREVIEWS = [Preview('cold', ())]\n"
    )
    monkeypatch.setattr(headunit, "__path__", [*headunit.__path__, str(tmp_path / "headunit")])
    yield folder
    for name in [name for name in sys.modules if name.startswith("headunit.kettle")]:
        del sys.modules[name]


@pytest.mark.parametrize(("order", "before", "after"), [("18", "navigation", "vehicle"), ("None", "gallery", "map")])
def test_a_new_folder_is_found(kettle: Path, order: str, before: str, after: str | None) -> None:
    (kettle / "pane.py").write_text(NEW_PANE.format(order=order))
    found = discover()
    names = [pane.name for pane in found]
    place = names.index("kettle")
    assert [pane for pane in found if pane.name != "kettle"] == PANES
    assert (names[place - 1], (*names, None)[place + 1]) == (before, after)
    assert [example.name for example in previews(found[place])] == ["cold"]


def test_a_folder_without_a_pane_is_none(kettle: Path) -> None:
    assert discover() == PANES


def test_a_pane_that_cannot_be_loaded_is_not_passed_over(kettle: Path) -> None:
    (kettle / "pane.py").write_text("PANE = no_such_thing\n")
    with pytest.raises(NameError, match="no_such_thing"):
        discover()
