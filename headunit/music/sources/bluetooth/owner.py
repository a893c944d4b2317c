"""What somebody does on the phone itself, taken as a wish: to go on, to pause, to hear the phone instead. Pure."""

from collections.abc import Callable

from headunit.kernel.board import Board
from headunit.music.ports import MusicDesk
from headunit.music.sources.bluetooth.deck import PhoneDeck
from headunit.music.sources.bluetooth.source import NAME, TRACK
from headunit.music.state import MusicState, Playing
from headunit.phone.ports import MediaDoor, PhonePlaying

_ON = frozenset({Playing.LOADING, Playing.PLAYING, Playing.HELD, Playing.STALLED})


class PhoneOwner:
    """Only what changes is a wish: a phone that plays on at a red light asks for nothing."""

    def __init__(self, board: Board, desk: MusicDesk, deck: PhoneDeck, door: Callable[[], MediaDoor | None]) -> None:
        self._board, self._desk, self._deck, self._door = board, desk, deck, door
        self._before: PhonePlaying | None = None

    def on_news(self, news: PhonePlaying | None) -> None:
        """What the phone plays. After the deck has heard of it."""
        before, self._before = self._before, news
        if news is None:
            return
        plays = news.status == "playing"
        new = before is None or before.address != news.address
        if before is not None and not new and plays == (before.status == "playing"):
            return
        if self._deck.settling:
            return
        if self._deck.on and not new:
            self._desk.pause(not plays)
        elif plays and new and self._busy:
            if not self._deck.on and (door := self._door()) is not None:
                door.pause()  # many phones begin by themselves when they meet a car
        elif plays and not self._deck.on:
            self._desk.play((TRACK,), source=NAME)

    @property
    def _busy(self) -> bool:
        state = self._board.latest(MusicState)
        return state is not None and state.playing in _ON and state.track is not None
