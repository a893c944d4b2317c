"""Tells the driver, once, of what was passed over: a track that cannot be played, or a drive that was pulled out."""

from typing import Final

from headunit.kernel.board import Board
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.music.state import MusicState, Skipped
from headunit.notices.ports import Announcement, Announcer
from headunit.notices.state import Urgency

KEY: Final = "music.skipped"
#: Long enough to be read at a glance; nothing has to be done (s).
SHOWN_S: Final = 8.0
ONE: Final = QT_TRANSLATE_NOOP("Notices", "%1 could not be played")
SEVERAL: Final = QT_TRANSLATE_NOOP("Notices", "Several tracks could not be played")
NOTHING: Final = QT_TRANSLATE_NOOP("Notices", "Nothing in the queue can be played")
KEPT: Final = QT_TRANSLATE_NOOP("Notices", "It is kept. Plug the drive in again and press play.")


class SkipNotice:
    """Qt's thread. `announcer`: None where nothing is announced."""

    def __init__(self, board: Board, announcer: Announcer | None) -> None:
        self._announcer = announcer
        self._told = 0
        board.watch(MusicState, self._on_music)

    def _on_music(self, state: MusicState) -> None:
        skipped = state.skipped
        if skipped is None or skipped.number <= self._told or self._announcer is None:
            return
        self._told = skipped.number
        self._announcer.announce(_said(skipped))


def _said(skipped: Skipped) -> Announcement:
    if skipped.gave_up:
        return Announcement(KEY, "music-off", Urgency.NOTE, NOTHING, KEPT, for_s=2 * SHOWN_S)
    if skipped.in_row > 1:
        return Announcement(KEY, "music-off", Urgency.NOTE, SEVERAL, for_s=SHOWN_S)
    return Announcement(KEY, "music-off", Urgency.NOTE, ONE, words=(skipped.title,), for_s=SHOWN_S)
