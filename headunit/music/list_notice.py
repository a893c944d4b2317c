"""Tells the driver, once, that a wish about one of his playlists was not done: a full disk, a name that is taken."""

from typing import Final

from headunit.kernel.board import Board
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.music.state import LibraryState
from headunit.notices.ports import Announcement, Announcer
from headunit.notices.state import Urgency

KEY: Final = "music.list"
SHOWN_S: Final = 12.0
UNCHANGED: Final = QT_TRANSLATE_NOOP("Notices", "The playlist stays as it was")
WHY: Final = QT_TRANSLATE_NOOP("Notices", "Reason: %1")


class ListNotice:
    """Qt's thread. `announcer`: None where nothing is announced."""

    def __init__(self, board: Board, announcer: Announcer | None) -> None:
        self._announcer = announcer
        self._told = ""
        board.watch(LibraryState, self._on_library)

    def _on_library(self, state: LibraryState) -> None:
        # Each wish begins by taking the last one's fault away, so the same fault is told again.
        if state.list_fault == self._told or self._announcer is None:
            return
        self._told = state.list_fault
        if state.list_fault:
            words = (state.list_fault,)
            self._announcer.announce(
                Announcement(KEY, "playlist-music", Urgency.NOTE, UNCHANGED, WHY, words, for_s=SHOWN_S)
            )
        else:
            self._announcer.withdraw(KEY)
