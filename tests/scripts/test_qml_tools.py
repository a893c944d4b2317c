"""scripts/typeinfo.py and scripts/qml_format.py, with the real Qt tools on trees made up here."""

import subprocess
import sys
from pathlib import Path

import pytest
from script_stage import miniature, put, python

THING = '''
from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "headunit.thing"
QML_IMPORT_MAJOR_VERSION = 1


class Plain:
    """Not for QML."""


@QmlElement
class Thing(QObject):
    changed = Signal()

    @Property(str, notify=changed)
    def text(self) -> str:
        return ""
'''
ROOM = """
from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.thing.thing import Thing

QML_IMPORT_NAME = "headunit.room"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by a test")
class RoomViewModel(QObject):
    changed = Signal()

    @Property(Thing, constant=True)
    def thing(self) -> Thing:
        return Thing()

    @Property(list, notify=changed)
    def names(self) -> list[str]:
        return []

    @Slot(Thing)
    def keep(self, thing: Thing) -> None: ...
"""
PANE = """pragma ComponentBehavior: Bound

import QtQuick
import headunit.room

Text {
    id: pane

    required property RoomViewModel viewModel

    text: pane.viewModel.thing.%s + pane.viewModel.names.length

    TapHandler {
        onTapped: pane.viewModel.keep(pane.viewModel.thing)
    }
}
"""


def tree(root: Path) -> Path:
    for package in ("", "thing/", "room/"):
        put(root, f"headunit/{package}__init__.py", "")
    put(root, "headunit/thing/thing.py", THING)
    put(root, "headunit/thing/qmldir", "module headunit.thing\ntypeinfo viewmodel.qmltypes\n")
    put(root, "headunit/room/viewmodel.py", ROOM)
    put(
        root,
        "headunit/room/qmldir",
        "module headunit.room\ntypeinfo viewmodel.qmltypes\ndepends headunit.thing\nPane 1.0 Pane.qml\n",
    )
    put(root, "headunit/room/Pane.qml", PANE % "text")
    return miniature(root)


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tree whose types have been described; it held the type file of a folder that registers nothing any more."""
    root = tree(tmp_path_factory.mktemp("described"))
    put(root, "headunit/gone/viewmodel.qmltypes", "")
    done = python(root, "typeinfo.py")
    assert (done.returncode, done.stdout) == (0, "2 type files written\n"), done.stderr
    return root


def lint(root: Path, file: str) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).parent / "pyside6-qmllint", "-W", "0", "-I", ".", file]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)


def test_a_binding_across_two_modules_is_checked_against_the_python_types(described: Path) -> None:
    good = lint(described, "headunit/room/Pane.qml")
    assert good.returncode == 0, good.stderr
    put(described, "headunit/room/Bad.qml", PANE % "texxt")
    bad = lint(described, "headunit/room/Bad.qml")
    assert bad.returncode != 0
    assert 'Member "texxt" not found on type "Thing"' in bad.stdout + bad.stderr


def test_types_are_those_that_qml_meets(described: Path) -> None:
    written = (described / "headunit/room/viewmodel.qmltypes").read_text("utf-8")
    start = written.index('name: "thing"')
    thing = written[start : written.index("}", start)]
    assert 'type: "Thing"' in thing
    assert "isPointer: true" in thing
    assert "isPropertyConstant: true" in thing
    assert 'type: "QVariantList"' in written
    assert str(described) not in written


def test_the_type_file_of_a_folder_that_registers_nothing_goes_away(described: Path) -> None:
    assert not (described / "headunit/gone/viewmodel.qmltypes").exists()


def test_a_module_that_claims_another_folders_uri_is_refused(tmp_path: Path) -> None:
    root = tree(tmp_path)
    put(root, "headunit/room/viewmodel.py", ROOM.replace('"headunit.room"', '"headunit.elsewhere"'))
    done = python(root, "typeinfo.py")
    assert done.returncode == 1
    assert done.stderr.strip().endswith("its folder says 'headunit.room'")


def test_a_view_model_that_does_not_import_is_named(tmp_path: Path) -> None:
    root = tree(tmp_path)
    put(root, "headunit/room/viewmodel.py", ROOM.replace("import Thing", "import Nothing"))
    done = python(root, "typeinfo.py")
    assert done.returncode == 1
    assert "Nothing" in done.stderr
    assert "Traceback" not in done.stderr


def test_format_names_what_qmlformat_would_change_and_mends_it(tmp_path: Path) -> None:
    root = tree(tmp_path)
    assert python(root, "qml_format.py").returncode == 0
    ugly = put(root, "tests/qml/tst_it.qml", "import QtQuick\nItem { width:3\n height : 4 }\n")
    named = python(root, "qml_format.py")
    assert (named.returncode, named.stdout) == (1, "not formatted: tests/qml/tst_it.qml\n")
    assert python(root, "qml_format.py", "--fix").returncode == 0
    assert ugly.read_text("utf-8") == "import QtQuick\n\nItem {\n    width: 3\n    height: 4\n}\n"
    assert python(root, "qml_format.py").returncode == 0


def test_format_says_where_a_file_is_no_qml(tmp_path: Path) -> None:
    root = tree(tmp_path)
    put(root, "headunit/room/Broken.qml", "Item { width: \n")
    done = python(root, "qml_format.py")
    assert done.returncode == 1
    assert "Broken.qml" in done.stdout
