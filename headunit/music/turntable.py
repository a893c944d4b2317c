"""The engine with one track on and the next at hand: which token speaks of which. Knows no queue and no focus."""

from collections.abc import Callable

from headunit.kernel.errors import HeadunitError
from headunit.music.ports import Player, Skipper, Streams
from headunit.music.state import Medium, QueueEntry, Track


class Turntable:
    """`token`: of what is on, 0 nothing. `loaded`: the engine has it. `ready`: token and entry of what is at hand."""

    def __init__(self, streams: Callable[[], Streams | None]) -> None:
        self._streams = streams
        self.player: Player | None = None
        self.token = self._tokens = 0
        self.loaded = False
        self.ready: tuple[int, int] | None = None

    def load(self, track: Track, start_s: float, gain_db: float, *, paused: bool) -> None:
        """Put it on; an episode begins where it was left. Raises HeadunitError where its source is not there."""
        assert self.player is not None
        uri = self._address(track)
        streams = self._streams()
        if start_s <= 0 and track.medium is Medium.EPISODE and streams is not None:
            start_s = streams.start_s(track)
        self._tokens += 1
        self.token, self.loaded = self._tokens, True
        self.player.load(self.token, uri, start_s=start_s, gain_db=gain_db, paused=paused)

    def prepare(self, entry: QueueEntry | None, gain_db: float) -> None:
        """Have it at hand; None for nothing."""
        assert self.player is not None
        if entry is None:
            if self.ready is not None:
                self.player.prepare(0, "")
            self.ready = None
            return
        if self.ready is not None and self.ready[1] == entry.entry:
            return
        try:
            uri = self._address(entry.track)
        except HeadunitError:
            return  # it is told when its turn comes
        self._tokens += 1
        self.ready = (self._tokens, entry.entry)
        self.player.prepare(self._tokens, uri, gain_db=gain_db)

    def skip(self, *, forward: bool) -> bool:
        """Where what is on has a queue of its own: go on in it. False where it has none."""
        player: object = self.player
        return self.loaded and isinstance(player, Skipper) and player.skip(forward=forward)

    def forget(self) -> None:
        """What the engine had on is over."""
        self.token, self.loaded = 0, False

    def clear(self) -> None:
        """Nothing on, nothing at hand."""
        if self.player is not None:
            self.player.stop()
        self.forget()
        self.ready = None

    def _address(self, track: Track) -> str:
        streams = None if track.medium is Medium.FILE else self._streams()
        return track.uri if streams is None else streams.address(track)
