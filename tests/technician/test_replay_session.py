"""Holding, moving and pacing a replay: the clock that everything goes by, and real logs played on their threads."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.kernel.clock import ManualClock, SystemClock
from headunit.kernel.inbox import Inbox
from headunit.technician.replay import ReplayClock, ReplaySession
from headunit.vehicle.ports import Frame
from headunit.vehicle.replay_link import ReplayLink

PATIENCE_S = 30.0


def wait_for(look: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not look():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.005)


def test_a_clock_that_is_held_stands_and_then_goes_on_from_there() -> None:
    real = ManualClock()
    clock = ReplayClock(real)
    real.advance(2.0)
    clock.pause(True)
    real.advance(100.0)
    assert clock.now() == pytest.approx(2.0)
    clock.pause(False)
    clock.set_speed(4.0)
    real.advance(1.0)
    assert clock.now() == pytest.approx(6.0)
    clock.jump(10.0)
    assert clock.now() == pytest.approx(16.0)
    assert clock.local() == real.local()


def test_it_does_not_step_back_nor_stand_by_its_speed() -> None:
    clock = ReplayClock(ManualClock())
    with pytest.raises(ValueError, match="step back"):
        clock.jump(-1.0)
    for speed in (0.0, -1.0, float("inf"), float("nan")):
        with pytest.raises(ValueError, match="more than 0"):
            clock.set_speed(speed)


@given(
    st.lists(st.tuples(st.sampled_from(["pause", "go", "speed", "jump", "wait"]), st.floats(0.01, 100)), max_size=30)
)
def test_whatever_is_done_to_it_it_never_steps_back(deeds: list[tuple[str, float]]) -> None:
    real = ManualClock()
    clock = ReplayClock(real)
    before = clock.now()
    for deed, number in deeds:
        if deed == "wait":
            real.advance(number)
        elif deed == "speed":
            clock.set_speed(number)
        elif deed == "jump":
            clock.jump(number)
        else:
            clock.pause(deed == "pause")
        assert clock.now() >= before
        before = clock.now()


class Drive:
    """A minute of one frame each tenth of a second, its number in it; played by a session."""

    def __init__(self, folder: Path) -> None:
        path = folder / "drive.log"
        path.write_text("".join(f"({1000 + n / 10:.6f}) can0 123#{n:04X}\n" for n in range(600)), "ascii")
        self.clock = ReplayClock(SystemClock())
        self.heard: list[int] = []
        links: list[ReplayLink] = []

        def open_logs(hear: Callable[[Frame], None]) -> list[ReplayLink]:
            link = ReplayLink(path, self.clock, Inbox())
            link.subscribe(hear)
            links[:] = [link]
            return [link]

        self.session = ReplaySession(self.clock, open_logs, lambda: links[0].duration_s)
        self.session.subscribe(lambda frame: self.heard.append(int.from_bytes(frame.data)))


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[Drive]:
    drive = Drive(tmp_path)
    yield drive
    drive.session.stop()


def test_ahead_everything_between_is_played_and_nothing_twice(drive: Drive) -> None:
    drive.session.start()
    drive.session.pause(True)
    drive.session.seek(30.0)
    wait_for(lambda: drive.heard[-1:] >= [299], "the frame of second 30")
    assert drive.heard == list(range(len(drive.heard)))
    state = drive.session.state()
    assert state.position_s == pytest.approx(30.0, abs=1.0)
    assert state.paused
    assert not state.finished
    assert state.duration_s == pytest.approx(59.9)


def test_back_it_plays_from_the_beginning_to_that_place(drive: Drive) -> None:
    drive.session.start()
    drive.session.pause(True)
    drive.session.seek(30.0)
    wait_for(lambda: drive.heard[-1:] >= [299], "the frame of second 30")
    drive.heard.clear()
    drive.session.seek(10.0)
    wait_for(lambda: len(drive.heard) >= 100, "the frame of second 10")
    assert drive.heard[:100] == list(range(100))
    assert drive.session.state().position_s == pytest.approx(10.0, abs=1.0)
    assert max(drive.heard) < 120


def test_held_it_is_silent_and_then_it_goes_on(drive: Drive) -> None:
    drive.session.start()
    drive.session.pause(True)
    drive.session.seek(5.0)
    wait_for(lambda: len(drive.heard) >= 50, "the frames of 5 seconds")
    count = len(drive.heard)
    threading.Event().wait(0.3)
    assert len(drive.heard) <= count + 1
    drive.session.set_speed(16.0)
    drive.session.pause(False)
    wait_for(lambda: len(drive.heard) > count + 5, "more frames")
    assert drive.session.state().speed == 16.0


def test_beyond_the_end_it_is_over_and_can_go_back(drive: Drive) -> None:
    drive.session.start()
    drive.session.seek(1000.0)
    wait_for(lambda: drive.session.state().finished, "the end")
    assert drive.heard == list(range(600))
    assert not drive.session.state().seeking
    drive.heard.clear()
    drive.session.pause(True)
    drive.session.seek(0.0)
    wait_for(lambda: drive.heard, "the first frame again")
    assert drive.heard[0] == 0
    assert not drive.session.state().finished


def test_before_the_start_and_after_the_stop_nothing_moves(drive: Drive) -> None:
    drive.session.seek(10.0)
    assert drive.session.state().position_s == 0.0
    drive.session.stop()
    drive.session.seek(10.0)
    drive.session.start()
    assert drive.heard == []
