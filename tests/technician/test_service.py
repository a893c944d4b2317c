"""The technician's desk on a real drive: tables, detail, plots and recordings, made only while somebody looks."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from headunit.app.explain import DbcDecoder
from headunit.kernel.board import Board
from headunit.kernel.clock import ManualClock
from headunit.technician.python_can_writer import open_writer
from headunit.technician.search import matches
from headunit.technician.service import MAX_LANES, Technician
from headunit.technician.state import MessageKey, MessageRow, Quality, Recording, RecordingState, TrafficState
from headunit.vehicle.ports import Frame
from headunit.vehicle.python_can_log import read_log

PATIENCE_S = 30.0


def wait_for(look: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not look():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


SPEED = MessageKey("can0", 0xB4)


class Desk:
    """A technician at a drive that is played in virtual time."""

    def __init__(self, decoder: DbcDecoder | None) -> None:
        self.clock, self.board = ManualClock(), Board()
        self.desk = Technician(self.clock, self.board)
        self.desk.explain_with(decoder)
        self.states: list[TrafficState] = []
        self.board.watch(TrafficState, self.states.append)

    def play(self, frames: list[Frame]) -> None:
        start, tick = frames[0].t - self.clock.now(), 0.0
        for frame in frames:
            self.clock.advance(max(0.0, frame.t - start - self.clock.now()))
            self.desk.take(frame)
            if self.clock.now() >= tick:
                self.desk.tick()
                tick = self.clock.now() + 0.1
        self.desk.tick()


@pytest.fixture
def desk(rav4_decoder: DbcDecoder) -> Desk:
    return Desk(rav4_decoder)


def test_nothing_is_published_that_nobody_sees(desk: Desk, drive_frames: list[Frame]) -> None:
    desk.play(drive_frames)
    assert desk.states == []
    desk.desk.look("buses")
    (state,) = desk.states
    assert (state.rows, state.detail, state.lanes) == ((), None, ())
    assert state.buses[0].load == pytest.approx(0.20, abs=0.02)  # as the drive's page says
    assert state.buses[0].frames_hz == pytest.approx(897, rel=0.02)


def test_the_table_comes_at_most_ten_times_a_second(desk: Desk, drive_frames: list[Frame]) -> None:
    desk.desk.look("messages")
    desk.play(drive_frames)
    assert 20 <= len(desk.states) <= 102
    rows = {str(row.key): row for row in desk.states[-1].rows}
    assert len(rows) > 80
    assert rows["can0 0B4"].name == "SPEED"
    assert rows["can0 0B4"].rate_hz == pytest.approx(41.5, abs=1)
    assert rows["can0 024"].name == ""


def test_an_open_message_is_decoded(desk: Desk, drive_frames: list[Frame]) -> None:
    desk.play(drive_frames)
    desk.desk.look("messages")
    desk.desk.open(SPEED)
    detail = desk.states[-1].detail
    assert detail is not None
    (speed,) = [value for value in detail.signals if value.name == "SPEED"]
    assert speed.unit == "km/h"
    assert 29 <= speed.number <= 74
    assert speed.quality is Quality.GOOD
    desk.desk.open(MessageKey("can0", 0x24))
    assert desk.states[-1].detail.signals == ()
    desk.desk.open(MessageKey("can0", 0x7FF))
    assert desk.states[-1].detail is None


def test_a_frame_whose_checksum_is_wrong_is_not_believed(desk: Desk, drive_frames: list[Frame]) -> None:
    good = next(frame for frame in drive_frames if frame.id == SPEED.id)
    desk.desk.take(Frame("can0", good.id, good.data[:-1] + bytes([good.data[-1] ^ 1]), t=good.t))
    detail = desk.desk.detail(SPEED)
    assert "checksum" in detail.trouble
    assert {value.quality for value in detail.signals} == {Quality.DAMAGED}
    desk.desk.take(Frame("can0", good.id, good.data[:3]))
    assert "bytes" in desk.desk.detail(SPEED).trouble
    assert desk.desk.detail(SPEED).signals == ()


def test_without_a_dbc_there_are_bytes(drive_frames: list[Frame]) -> None:
    desk = Desk(None)
    desk.play(drive_frames[:500])
    detail = desk.desk.detail(SPEED)
    assert (detail.row.name, detail.signals, detail.trouble) == ("", (), "")


def test_a_plot_follows_every_frame(desk: Desk, drive_frames: list[Frame], rav4_decoder: DbcDecoder) -> None:
    desk.desk.look("plot")
    desk.desk.plot(SPEED, "SPEED", True)
    desk.play(drive_frames)
    desk.desk.zoom(10.0)
    (lane,) = desk.states[-1].lanes
    told = [rav4_decoder.explain(frame) for frame in drive_frames if frame.id == SPEED.id]
    numbers = [value.number for each in told for value in each.signals if value.name == "SPEED"]
    assert (lane.least, lane.most, lane.latest) == (min(numbers), max(numbers), numbers[-1])
    assert lane.unit == "km/h"
    assert lane.low <= lane.least <= lane.most <= lane.high
    assert len(lane.lines) == 1
    desk.desk.plot(SPEED, "SPEED", False)
    assert desk.states[-1].lanes == ()


def test_the_oldest_lane_makes_room(desk: Desk, drive_frames: list[Frame]) -> None:
    desk.desk.look("plot")
    names = ["A", "B", "C", "D", "E"]
    for name in names:
        desk.desk.plot(MessageKey("can0", 1), name, True)
    assert [lane.signal for lane in desk.states[-1].lanes] == names[-MAX_LANES:]
    with pytest.raises(ValueError, match="none of"):
        desk.desk.zoom(11.0)


def test_a_recording_from_the_desk(desk: Desk, drive_frames: list[Frame], tmp_path: Path) -> None:
    heard: list[RecordingState] = []
    desk.board.watch(RecordingState, heard.append)
    desk.desk.record(".log")
    assert heard[-1].doing is Recording.FAILED  # no place was named
    desk.desk.record_to(tmp_path / "recordings", open_writer)
    desk.desk.record(".log")
    desk.desk.record(".log")  # it runs already
    assert heard[-1].doing is Recording.ON
    desk.play(drive_frames[:2000])
    desk.desk.stop_recording()
    wait_for(lambda: desk.desk.tick() or heard[-1].doing is not Recording.ON)
    assert (heard[-1].doing, heard[-1].frames) == (Recording.OFF, 2000)
    (file,) = (tmp_path / "recordings").iterdir()
    assert file.name == heard[-1].file == "2026-05-01_09-41-00.log"
    assert list(read_log(file)) == drive_frames[:2000]
    desk.desk.end()


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("", True),
        ("0b4", True),
        ("B4", True),
        ("0xb4", True),
        ("4", False),
        ("spee", True),
        ("can0", True),
        ("x", False),
    ],
)
def test_what_a_search_finds(text: str, fits: bool) -> None:
    row = MessageRow(SPEED, "SPEED")
    assert matches(row, text) is fits
    assert matches(row, text, "can0") is fits
    assert not matches(row, text, "can1")
