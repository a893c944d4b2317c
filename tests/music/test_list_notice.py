"""A wish about a playlist that was not done is told, until the next one."""

from headunit.kernel.board import Board
from headunit.kernel.clock import ManualClock
from headunit.music.list_notice import ListNotice
from headunit.music.state import LibraryState
from headunit.notices.service import Notices


def test_told_once_and_withdrawn_by_the_next_wish() -> None:
    clock, board = ManualClock(), Board()
    notices = Notices(clock)
    notice = ListNotice(board, notices)

    def shown() -> list[tuple[str, ...]]:
        return [one.words for one in notices.state(clock.now()).notices]

    board.publish(LibraryState(list_fault="the disk is full"))
    assert shown() == [("the disk is full",)]
    notices.dismiss("music.list")
    board.publish(LibraryState(list_fault="the disk is full", tracks=1))
    assert shown() == [], "read is read"
    board.publish(LibraryState(writing=True))
    board.publish(LibraryState(list_fault="the disk is full"))
    assert shown() == [("the disk is full",)]
    board.publish(LibraryState(writing=True))
    assert shown() == []
    assert notice is not None


def test_where_nobody_announces() -> None:
    board = Board()
    ListNotice(board, None)
    board.publish(LibraryState(list_fault="no"))
