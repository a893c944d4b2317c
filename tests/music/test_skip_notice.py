"""What is passed over is told once, and only to somebody who can do something about it."""

from headunit.kernel.board import Board
from headunit.kernel.clock import ManualClock
from headunit.music.skip_notice import NOTHING, ONE, SEVERAL, SHOWN_S, SkipNotice
from headunit.music.state import MusicState, Skipped
from headunit.notices.service import Notices


class Stage:
    """Music that says what it has skipped, and the notices that are shown."""

    def __init__(self) -> None:
        self.clock, self.board = ManualClock(), Board()
        self.notices = Notices(self.clock)
        self.told = SkipNotice(self.board, self.notices)

    def skip(self, skipped: Skipped | None) -> list[tuple[str, tuple[str, ...]]]:
        self.board.publish(MusicState(skipped=skipped))
        return self.shown()

    def shown(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(notice.title, notice.words) for notice in self.notices.state(self.clock.now()).notices]


def test_one_then_several_then_nothing() -> None:
    stage = Stage()
    assert stage.skip(None) == []
    assert stage.skip(Skipped(1, "Song", "gone")) == [(ONE, ("Song",))]
    assert stage.skip(Skipped(2, "Other", "gone", 2)) == [(SEVERAL, ())]
    assert stage.skip(Skipped(3, "Third", "gone", 3, gave_up=True)) == [(NOTHING, ())]


def test_what_was_read_does_not_come_again() -> None:
    stage = Stage()
    stage.skip(Skipped(1, "Song", "gone"))
    stage.clock.advance(SHOWN_S)
    assert stage.skip(Skipped(1, "Song", "gone")) == []
    stage.skip(Skipped(2, "Song", "gone"))
    stage.notices.dismiss("music.skipped")
    assert stage.skip(Skipped(2, "Song", "gone")) == []
    assert stage.skip(Skipped(3, "Song", "gone")) == [(ONE, ("Song",))]


def test_where_nobody_announces_nothing_happens() -> None:
    board = Board()
    SkipNotice(board, None)
    board.publish(MusicState(skipped=Skipped(1, "Song", "gone")))
