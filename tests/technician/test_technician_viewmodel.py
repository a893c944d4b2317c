"""The technician's pane for QML, in a house with a real desk behind it."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QObject

from headunit.kernel.board import Board
from headunit.kernel.clock import ManualClock
from headunit.kernel.link import LinkReport, Links, LinkState
from headunit.safety.state import Driving, SafetyState
from headunit.technician.ports import ReplayControl, Workbench
from headunit.technician.python_can_writer import open_writer
from headunit.technician.service import Technician
from headunit.technician.state import ReplayState
from headunit.technician.viewmodel import TechnicianViewModel
from headunit.technician.viewmodel_rows import LiveRows, age_text, clock_text
from headunit.vehicle.ports import Frame


class Bench:
    """A house with a technician's desk, and a view model that looks at it."""

    def __init__(self, decoder, driving: Driving = Driving.PARKED) -> None:
        self.board, self.clock = Board(), ManualClock()
        self.desk = Technician(self.clock, self.board)
        self.desk.explain_with(decoder)
        self.ports: dict[type, object] = {Workbench: self.desk}
        self.root = QObject()
        self.board.publish(SafetyState(driving))
        self.vm = TechnicianViewModel(self, self.root)

    def port(self, kind: type) -> object:
        return self.ports.get(kind)

    def hear(self, *frames: Frame, seconds: float = 0.2) -> None:
        for frame in frames:
            self.desk.take(frame)
        self.clock.advance(seconds)
        self.desk.tick()


@pytest.fixture
def bench(rav4_decoder) -> Bench:
    return Bench(rav4_decoder)


def column(rows: QObject, role: str) -> list[object]:
    assert isinstance(rows, QAbstractListModel)
    number = next(number for number, name in rows.roleNames().items() if bytes(name.data()).decode() == role)
    return [rows.data(rows.index(place), number) for place in range(rows.rowCount())]


SPEED = Frame("can0", 0xB4, bytes.fromhex("00000000DD15559B"))
OTHER = Frame("can1", 0x18DB33F1, bytes(12), extended=True, fd=True)


def test_nothing_is_made_until_it_is_looked_at(bench: Bench) -> None:
    bench.hear(SPEED)
    assert not bench.vm.hasBuses
    bench.vm.look(True)
    assert column(bench.vm.buses, "name") == ["can0"]
    bench.vm.look(False)
    bench.hear(OTHER)
    assert column(bench.vm.buses, "name") == ["can0"]


def test_messages_are_listed_with_what_changed(bench: Bench) -> None:
    bench.vm.look(True)
    bench.vm.choosePage(1)
    bench.hear(SPEED, OTHER, Frame("can0", 0xB4, bytes.fromhex("00000000DD16559B")))
    assert column(bench.vm.table.messages, "key") == ["can0 0B4", "can1 18DB33F1"]
    assert column(bench.vm.table.messages, "name") == ["SPEED", ""]
    assert column(bench.vm.table.messages, "bytes") == ["00000000DD16559B", "0000000000000000"]
    assert column(bench.vm.table.messages, "marks") == ["00000100", "00000000"]
    assert column(bench.vm.table.messages, "more") == [0, 4]
    assert column(bench.vm.table.messages, "age")[0] == "200 ms"


def test_while_it_moves_there_is_the_buses_state_only(bench: Bench) -> None:
    bench.vm.look(True)
    bench.vm.choosePage(1)
    bench.hear(SPEED)
    assert bench.vm.table.messageCount == 1
    bench.board.publish(SafetyState(Driving.MOVING))
    assert bench.vm.locked
    assert bench.vm.page == 0
    assert bench.vm.table.messageCount == 0
    bench.hear(OTHER)
    assert bench.vm.table.messageCount == 0
    assert column(bench.vm.buses, "name") == ["can0", "can1"]
    bench.vm.choosePage(2)
    assert bench.vm.page == 0
    bench.board.publish(SafetyState(Driving.IDLING))
    assert not bench.vm.locked
    assert not bench.vm.mayType


def test_a_replay_is_not_driving(bench: Bench) -> None:
    bench.board.publish(SafetyState(Driving.MOVING))
    bench.board.publish(ReplayState(5.0, 60.0))
    assert not bench.vm.locked
    assert bench.vm.mayType
    assert bench.vm.replay.replayTime == "0:05 / 1:00"
    assert bench.vm.replay.replayShare == pytest.approx(5 / 60)


def test_a_search_narrows_the_list(bench: Bench) -> None:
    bench.vm.look(True)
    bench.vm.choosePage(1)
    bench.hear(SPEED, OTHER)
    bench.vm.table.searchFor("spe")
    assert column(bench.vm.table.messages, "key") == ["can0 0B4"]
    bench.vm.table.searchFor("18d")
    assert column(bench.vm.table.messages, "key") == ["can1 18DB33F1"]
    bench.vm.table.searchFor("")
    assert bench.vm.table.messageCount == 2
    bench.board.publish(SafetyState(Driving.IDLING))
    bench.vm.table.searchFor("spe")
    assert bench.vm.table.search == ""


def test_an_open_message_shows_its_bits_and_its_signals_can_be_plotted(bench: Bench) -> None:
    bench.vm.look(True)
    bench.vm.choosePage(1)
    bench.hear(SPEED)
    bench.vm.table.open("can0", "0B4")
    assert (bench.vm.table.opened, bench.vm.table.openKey, bench.vm.table.openName) == (True, "can0 0B4", "SPEED")
    assert bench.vm.table.openBits[32:48] == "1101110100010101"
    assert "SPEED" in column(bench.vm.table.signals, "name")
    bench.vm.table.plot("SPEED", True)
    assert column(bench.vm.table.signals, "plotted")[column(bench.vm.table.signals, "name").index("SPEED")]
    bench.vm.choosePage(2)
    bench.hear(Frame("can0", 0xB4, SPEED.data))
    assert column(bench.vm.plots.lanes, "signal") == ["SPEED"]
    bench.vm.plots.chooseZoom(0)
    assert bench.vm.plots.zoom == 0
    bench.vm.plots.dropLane(column(bench.vm.plots.lanes, "key")[0])
    assert bench.vm.plots.laneCount == 0
    bench.vm.choosePage(1)
    bench.vm.table.open("", "")
    assert not bench.vm.table.opened


def test_recording_by_touch(bench: Bench, tmp_path: Path) -> None:
    bench.desk.record_to(tmp_path, open_writer)
    bench.vm.recorder.chooseKind(2)
    bench.vm.recorder.toggleRecording()
    assert bench.vm.recorder.recording == "on"
    bench.hear(SPEED)
    bench.vm.recorder.toggleRecording()
    end = time.monotonic() + 30.0
    while bench.vm.recorder.recording == "on" and time.monotonic() < end:
        bench.desk.tick()
        time.sleep(0.005)
    assert (bench.vm.recorder.recording, bench.vm.recorder.recordFrames) == ("off", 1)
    assert (tmp_path / bench.vm.recorder.recordFile).suffix == ".blf"


class Reel(ReplayControl):
    """Remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, float]] = []

    def pause(self, paused: bool) -> None:
        self.asked.append(("pause", paused))

    def seek(self, position_s: float) -> None:
        self.asked.append(("seek", position_s))

    def set_speed(self, speed: float) -> None:
        self.asked.append(("speed", speed))


def test_replay_by_touch(bench: Bench) -> None:
    bench.ports[ReplayControl] = reel = Reel()
    bench.vm.replay.togglePause()  # there is no replay
    bench.board.publish(ReplayState(5.0, 60.0))
    bench.vm.replay.togglePause()
    bench.vm.replay.seek(0.5)
    bench.vm.replay.skip(-10)
    bench.vm.replay.skip(10)
    bench.vm.replay.chooseSpeed(3)
    assert reel.asked == [("pause", True), ("seek", 30.0), ("seek", 0.0), ("seek", 15.0), ("speed", 16.0)]


def test_rows_that_stay_keep_their_place() -> None:
    rows = LiveRows(("key", "text"))
    resets: list[None] = []
    rows.modelReset.connect(lambda: resets.append(None))

    def show(*keys: str) -> None:
        rows.show([{"key": key, "text": key * 2} for key in keys])

    show("b", "d")
    show("a", "b", "c", "d", "e")
    show("b", "e")
    show()
    show("x")
    assert column(rows, "text") == ["xx"]
    assert resets == []
    rows.show([{"key": "x", "text": "new"}])
    assert column(rows, "text") == ["new"]


@pytest.mark.parametrize(("seconds", "text"), [(0.0042, "4 ms"), (0.9, "900 ms"), (3.44, "3.4 s"), (150, "2 min")])
def test_ages(seconds: float, text: str) -> None:
    assert age_text(seconds) == text


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (61.9, "1:01"), (3725, "1:02:05")])
def test_places(seconds: float, text: str) -> None:
    assert clock_text(seconds) == text


def test_a_bus_says_what_its_link_and_its_controller_say(bench: Bench) -> None:
    bench.vm.look(True)
    bench.hear(SPEED)
    assert column(bench.vm.buses, "condition") == ["active"]
    bench.hear(seconds=3.0)
    assert column(bench.vm.buses, "condition") == ["silent"]
    counters = {"damaged": 2, "dropped": 5}
    bench.board.publish(Links((LinkReport("can0", "can", LinkState.LOST, 0.0, counters=counters),)))
    bench.hear()
    assert column(bench.vm.buses, "condition") == ["lost"]
    assert column(bench.vm.buses, "tone") == ["stop"]
    assert (column(bench.vm.buses, "damaged"), column(bench.vm.buses, "dropped")) == ([2], [5])
