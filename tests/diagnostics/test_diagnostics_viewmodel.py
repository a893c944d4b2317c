"""What the pane is told: its page for each state and driving state, its rows, and where its wishes go."""

from dataclasses import replace

import pytest
from bare_house import BareHouse
from PySide6.QtCore import QObject

from headunit.diagnostics import previews
from headunit.diagnostics.ports import CarCheck
from headunit.diagnostics.report_html import page
from headunit.diagnostics.state import CheckState, Phase
from headunit.diagnostics.viewmodel import DiagnosticsViewModel
from headunit.preferences.state import Preferences
from headunit.safety.state import Driving, SafetyState

EXAMPLES = {preview.name: preview for preview in previews.PREVIEWS}
PAGES = {
    "listening": "listen",
    "codes": "result",
    "healthy": "result",
    "makers": "code",
    "ask-moving": "ask",
    "lost": "failed",
}


class Wishes(CarCheck):
    def __init__(self) -> None:
        self.made: list[str] = []

    def read(self) -> None:
        self.made.append("read")

    def open(self, key: str) -> None:
        self.made.append(f"open {key}")

    def ask_to_clear(self, *, asking: bool) -> None:
        self.made.append(f"ask {asking}")

    def clear(self) -> None:
        self.made.append("clear")

    def acknowledge(self) -> None:
        self.made.append("acknowledge")

    def save(self, page: str) -> None:
        self.made.append(page)


def shown(example: str) -> tuple[BareHouse, DiagnosticsViewModel, Wishes]:
    wishes = Wishes()
    house = BareHouse({CarCheck: wishes})
    house.root = QObject()  # it outlives what stands on it
    model = DiagnosticsViewModel(house, house.root)
    for state in EXAMPLES[example].states:
        house.board.publish(state)
    return house, model, wishes


def rows(model: QObject, role: str) -> list[object]:
    numbers = {bytes(name.data()).decode(): number for number, name in model.roleNames().items()}
    return [model.data(model.index(row), numbers[role]) for row in range(model.rowCount())]


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_has_its_page(example: str) -> None:
    _, model, _ = shown(example)
    assert model.view == PAGES.get(example, example)


def test_the_most_urgent_code_comes_first() -> None:
    _, model, _ = shown("codes")
    assert rows(model.codes, "severity") == ["urgent", "urgent", "soon", "watch", "watch"]
    assert model.codeCount == 5


def test_words_follow_the_language() -> None:
    house, model, _ = shown("codes")
    assert "Cylinder 1: misfires" in rows(model.codes, "words")
    house.board.publish(Preferences(language="zh"))
    assert "第1缸失火" in rows(model.codes, "words")


def test_what_was_frozen_belongs_to_the_open_code_alone() -> None:
    house, model, _ = shown("code")
    assert rows(model.frozen, "unit") == ["%", "°C", "rpm", "km/h", "", "V"]
    assert rows(model.frozen, "value")[-2:] == ["closed loop", "--"]
    assert rows(model.opened, "raw") == [["0103 F405 82F4 0C1A F8F4 0D32"]]
    state = house.board.latest(CheckState)
    house.board.publish(replace(state, opened="7E8 P0171"))
    assert model.frozenCount == 0


def test_back_is_one_step() -> None:
    for example, wish in (("code", "open "), ("ask", "ask False")):
        _, model, wishes = shown(example)
        model.back()
        assert wishes.made == [wish]
    _, model, wishes = shown("codes")
    panes: list[str] = []
    model.guided.connect(panes.append)
    model.back()
    assert (panes, wishes.made) == (["vehicle"], [])


def test_while_moving_nothing_is_asked_to_be_cleared() -> None:
    house, model, wishes = shown("ask-moving")
    model.clear()
    model.askToClear()
    assert wishes.made == []
    house.board.publish(SafetyState(Driving.IDLING))
    model.clear()
    assert wishes.made == ["clear"]


def test_the_report_is_the_whole_page_in_the_languages_words() -> None:
    house, model, wishes = shown("codes")
    house.board.publish(Preferences(language="de"))
    model.save()
    (written,) = wishes.made
    assert '<html lang="de">' in written
    assert "Zylinder 1" in written


def test_every_heading_of_the_report_is_said() -> None:
    said: list[str] = []
    state = previews._FOUND
    assert state.scan is not None
    told = page(state.scan, previews._TABLES["en"], lambda words: said.append(words) or f"[{words}]")
    headings = [line.split("<h2>")[1].split("</h2>")[0] for line in told.splitlines() if "<h2>" in line]
    assert headings
    assert all(heading.startswith("[") for heading in headings)
    assert "[the malfunction lamp is on (7E8)]" in told
    assert "[coolant temperature] 90" in told


def test_without_a_port_wishes_come_to_nothing() -> None:
    root = QObject()
    model = DiagnosticsViewModel(BareHouse(), root)
    for wish in (model.read, model.askToClear, model.clear, model.acknowledge, model.save):
        wish()
    assert model.view == "listen"


def test_a_state_of_its_own_for_every_phase() -> None:
    house, model, _ = shown("never")
    pages = set()
    for phase in Phase:
        house.board.publish(CheckState(True, phase))
        pages.add(model.view)
    assert len(pages) == len(Phase)
