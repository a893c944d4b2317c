"""A recorded drive at its own pace, in virtual time and in a thread."""

import threading
from pathlib import Path

import pytest
from can_worlds import Desk, wait_for

from headunit.kernel.clock import ManualClock, SystemClock
from headunit.kernel.errors import HeadunitError, UsageError
from headunit.kernel.link import LinkState
from headunit.vehicle import cars
from headunit.vehicle.codec import TableCodec
from headunit.vehicle.ports import Frame
from headunit.vehicle.reception import COUNTERS
from headunit.vehicle.replay_link import MAX_GAP_S, Pace, ReplayLink

SPEED = "Vehicle.Speed"
CODEC = TableCodec(cars.load("smallest"))


def log(folder: Path, *stamps: float, bus: str = "can0") -> Path:
    """Speeds of 1, 2, 3 ... km/h at the given moments."""
    file = folder / "drive.log"
    lines = [f"({t:.6f}) {bus} 123#{round(kmh * 100).to_bytes(2, 'little').hex()}" for kmh, t in enumerate(stamps, 1)]
    file.write_text("\n".join(lines) + "\n", encoding="ascii")
    return file


def test_virtual_time_brings_what_is_due_and_no_more(tmp_path: Path) -> None:
    clock, desk = ManualClock(), Desk()
    clock.advance(5.0)
    link = ReplayLink(log(tmp_path, 1000.0, 1000.5, 1001.0), clock, desk.inbox, CODEC)
    assert link.duration_s == pytest.approx(1.0)
    seen = []
    for _ in range(12):
        link.pump()
        seen.append(desk.value(SPEED))
        clock.advance(0.1)
    assert seen == [1.0] * 5 + [2.0] * 5 + [3.0] * 2
    assert link.finished
    assert desk.states == [LinkState.ONLINE, LinkState.SILENT]
    assert "end of the log" in desk.report("can0").detail
    assert desk.report("can0").counters["decoded"] == 3


def test_one_large_step_brings_everything_between(tmp_path: Path) -> None:
    clock, desk = ManualClock(), Desk()
    heard: list[Frame] = []
    link = ReplayLink(log(tmp_path, *[1000 + i / 10 for i in range(50)]), clock, desk.inbox, CODEC)
    link.subscribe(heard.append)
    assert link.pump() == 1
    clock.advance(60.0)
    assert link.pump() == 49
    assert link.pump() == 0
    assert [frame.t for frame in heard] == pytest.approx([1000 + i / 10 for i in range(50)])
    assert link.counters["received"] == 50


def test_speedup(tmp_path: Path) -> None:
    clock, desk = ManualClock(), Desk()
    link = ReplayLink(log(tmp_path, 0.0, 100.0), clock, desk.inbox, CODEC, speedup=50.0)
    link.pump()
    clock.advance(1.9)
    link.pump()
    assert desk.value(SPEED) == 1.0
    clock.advance(0.1)
    link.pump()
    assert desk.value(SPEED) == 2.0


@pytest.mark.parametrize("speedup", [0.0, -1.0, float("nan"), float("inf")])
def test_a_speedup_that_is_none(tmp_path: Path, speedup: float) -> None:
    with pytest.raises(UsageError, match="speedup"):
        ReplayLink(log(tmp_path, 0.0), ManualClock(), Desk().inbox, CODEC, speedup=speedup)


def test_the_recorders_clock_may_be_set_back_and_far_ahead() -> None:
    pace = Pace(10.0, 1.0)
    assert pace.due(1000.0) == 10.0
    assert pace.due(1001.0) == 11.0
    assert pace.due(500.0) == 11.0, "set back: at once, and on from there"
    assert pace.due(501.0) == 12.0
    assert pace.due(501.0 + 2 * MAX_GAP_S) == 12.0, "set ahead"
    assert pace.due(502.0 + 2 * MAX_GAP_S) == 13.0


def test_frames_a_little_out_of_order_do_not_stretch_time() -> None:
    pace = Pace(0.0, 1.0)
    stamps = [step / 100 + (0.02 if step % 2 else 0.0) for step in range(1000)]
    due = [pace.due(t) for t in stamps]
    assert due == sorted(due)
    assert due[-1] == pytest.approx(max(stamps))


def test_a_log_whose_clock_was_set_back_is_played_to_its_end(tmp_path: Path) -> None:
    clock, desk = ManualClock(), Desk()
    link = ReplayLink(log(tmp_path, 2000.0, 2001.0, 0.0, 1.0, 2.0), clock, desk.inbox, CODEC)
    for _ in range(40):
        link.pump()
        clock.advance(0.1)
    assert link.finished
    assert desk.value(SPEED) == 5.0


def test_only_one_bus(tmp_path: Path) -> None:
    file = log(tmp_path, 0.0, 0.1)
    file.write_text(file.read_text() + "(0.2) can1 123#0000\n", encoding="ascii")
    clock, desk = ManualClock(), Desk()
    link = ReplayLink(file, clock, desk.inbox, CODEC, bus="can1")
    link.pump()
    clock.advance(1.0)
    link.pump()
    assert desk.value(SPEED) == 0.0
    assert link.counters["received"] == 1


def test_a_missing_file_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(HeadunitError, match="No such file"):
        ReplayLink(tmp_path / "none.log", ManualClock(), Desk().inbox, CODEC)


def test_damage_on_the_way_is_a_fault_and_the_end(tmp_path: Path) -> None:
    file = log(tmp_path, 0.0)
    file.write_text(file.read_text() + "nonsense\n(1.0) can0 123#0000\n", encoding="ascii")
    desk = Desk()
    link = ReplayLink(file, ManualClock(), desk.inbox, CODEC)
    link.pump()
    assert link.finished
    assert desk.state("can0") is LinkState.FAULT
    assert "line 2" in desk.report("can0").detail
    assert desk.value(SPEED) == 1.0


def test_the_thread_keeps_the_order_and_ends(tmp_path: Path) -> None:
    desk = Desk()
    heard: list[float] = []
    link = ReplayLink(log(tmp_path, *[i / 100 for i in range(60)]), SystemClock(), desk.inbox, CODEC, name="replay0")
    link.subscribe(lambda frame: heard.append(frame.t))
    link.start()
    link.start()
    assert link.pump() == 0
    wait_for(lambda: link.finished, "the end of the log")
    assert heard == [i / 100 for i in range(60)]
    wait_for(lambda: desk.state("replay0") is LinkState.SILENT, "the end to be told")
    link.stop()
    link.stop()
    assert desk.state("replay0") is LinkState.OFF


def test_the_thread_ends_in_the_middle_of_a_long_gap(tmp_path: Path) -> None:
    desk = Desk()
    link = ReplayLink(log(tmp_path, 0.0, 3000.0), SystemClock(), desk.inbox, CODEC, name="replay1")
    link.start()
    wait_for(lambda: desk.value(SPEED) == 1.0, "the first frame")
    link.stop()
    assert [thread for thread in threading.enumerate() if thread.name == "replay replay1"] == []
    assert not link.finished


@pytest.mark.shared
def test_the_whole_drive_in_virtual_time(drive: Path) -> None:
    clock, desk = ManualClock(), Desk()
    codec = TableCodec(cars.load("toyota_rav4_2017"))
    link = ReplayLink(drive / "can0.log", clock, desk.inbox, codec)
    assert link.duration_s == pytest.approx(59.993, abs=0.001)
    frames = 0
    while not link.finished:
        frames += link.pump()
        clock.advance(1 / 30)
        assert clock.now() < 61.0
    desk.drain()
    assert frames == 53_800
    assert link.counters == dict.fromkeys(COUNTERS, 0) | {"received": 53_800, "decoded": 16_132, "unknown": 37_668}
    assert clock.now() == pytest.approx(60.0, abs=0.1)
    assert desk.value(SPEED) == 41.21, "its last word"
