"""The rules of the house for QML: a part knows what it is told, and takes its sizes and colours from the theme."""

import re
from pathlib import Path

import pytest

from headunit.presentation.pane import Pane, discover

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "headunit"
QML = sorted(HOUSE.rglob("*.qml"))
PANES = discover()


def short(file: Path) -> str:
    return file.relative_to(HOUSE).as_posix()


def without_comments(file: Path) -> str:
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("file", QML, ids=short)
def test_a_part_knows_only_what_it_is_told(file: Path) -> None:
    first = file.read_text("utf-8").partition("\n")[0]
    if file.name == "Theme.qml":
        assert first == "pragma Singleton"  # the one singleton
        return
    assert first == "pragma ComponentBehavior: Bound"
    text = without_comments(file)
    assert "pragma Singleton" not in text
    modules = re.findall(r"^import\s+(\S+)", text, re.MULTILINE)
    strange = [name for name in modules if not re.match(r'Qt|headunit\.|"\w+\.js"', name)]
    assert strange == []


#: Plain sizes; a product such as `2 * Theme.gap` is none.
SIZE = re.compile(
    r"\b(width|height|implicitWidth|implicitHeight|radius|spacing|\w*[mM]argins?|\w*[pP]adding|x|y|size"
    r"|pixelSize|border\.width|strokeWidth)\s*:\s*([2-9]|\d\d+)(\.\d+)?\s*[;}\n]"
)
COLOUR = re.compile(r'#[0-9A-Fa-f]{3,8}\b|Qt\.(rgba|hsla|hsva|color)\(|[cC]olor\s*:\s*"(?!transparent")\w+"')
TYPE = re.compile(r"\bfont\.(pixelSize|pointSize|family|weight)\s*:(?!.*(Theme|\bsize\b|\bstrength\b))[^\n]*")


@pytest.mark.parametrize("file", [file for file in QML if file.parent.name != "theme"], ids=short)
def test_sizes_and_colours_come_from_the_theme(file: Path) -> None:
    text = without_comments(file)
    found = [match[0] for rule in (COLOUR, TYPE) for match in rule.finditer(text)]
    # It draws the car on a grid of its own, which is scaled as a whole.
    if file.name != "CarTop.qml":
        found += [match[0] for match in SIZE.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (COLOUR, 'color: "#12ab3F"'),
        (COLOUR, 'border.color: "red"'),
        (COLOUR, "color: Qt.rgba(0, 0, 0, 0.5)"),
        (TYPE, "font.pixelSize: 24"),
        (TYPE, 'font.family: "Arial"'),
        (SIZE, "    width: 24\n"),
        (SIZE, "anchors.leftMargin: 8\n"),
        (SIZE, "Item { spacing: 2.5 }"),
    ],
)
def test_these_would_be_found(rule: re.Pattern[str], line: str) -> None:
    assert rule.search(line)


@pytest.mark.parametrize("pane", PANES, ids=[pane.name for pane in PANES])
def test_a_panes_root_asks_for_its_view_model(pane: Pane) -> None:
    text = ROOT.joinpath(*pane.uri.split("."), f"{pane.component}.qml").read_text("utf-8")
    model = getattr(pane.view_model, "__name__", "")
    assert re.search(rf"^    required property {model} viewModel$", text, re.MULTILINE)


@pytest.mark.parametrize("folder", sorted({file.parent for file in QML}), ids=short)
def test_a_folder_is_a_qml_module_of_the_same_name(folder: Path) -> None:
    lines = (folder / "qmldir").read_text("utf-8").splitlines()
    assert lines[0] == "module " + ".".join(folder.relative_to(ROOT).parts)
    listed = {line.split()[-1] for line in lines if line.endswith(".qml")}
    assert listed == {file.name for file in folder.glob("*.qml")}
    assert (folder / "__init__.py").is_file()
