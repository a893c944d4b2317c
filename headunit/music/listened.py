"""What has been listened to: counted once a track, and told to who keeps the place of an episode. Knows no engine."""

from collections.abc import Callable
from typing import Final

from headunit.kernel.clock import Clock
from headunit.music.ports import Keepsakes, Streams
from headunit.music.state import Medium, Track

#: Streams.heard is told so often (s).
HEARD_S: Final = 5.0
#: A track counts as heard after this share of it, or so long (s).
HEARD_SHARE, HEARD_ENOUGH_S = 0.5, 240.0
#: What is not on this computer, and is told of to where it comes from.
STREAMS: Final = frozenset({Medium.STATION, Medium.EPISODE, Medium.REMOTE})


class Listened:
    """`streams`, `keepsakes`: asked for anew each time; None where nobody offers them."""

    def __init__(
        self, clock: Clock, streams: Callable[[], Streams | None], keepsakes: Callable[[], Keepsakes | None]
    ) -> None:
        self._clock, self._streams, self._keepsakes = clock, streams, keepsakes
        self._counted = False
        self._told_at = clock.now()

    def begin(self) -> None:
        """Another track is on."""
        self._counted, self._told_at = False, self._clock.now()

    def count(self, track: Track | None, position_s: float, duration_s: float | None) -> None:
        """It has come so far. Once a track: it has been listened to."""
        enough_s = HEARD_ENOUGH_S if duration_s is None else min(HEARD_ENOUGH_S, duration_s * HEARD_SHARE)
        if self._counted or track is None or position_s < enough_s:
            return
        self._counted = True
        if (keepsakes := self._keepsakes()) is not None:
            keepsakes.heard(track)

    def due(self) -> bool:
        """Whether it is time to tell again; then it is told."""
        if self._clock.now() - self._told_at < HEARD_S:
            return False
        self._told_at = self._clock.now()
        return True

    def tell(self, track: Track | None, position_s: float, *, finished: bool) -> None:
        """Where the track is, to its source."""
        if track is None or track.medium not in STREAMS or track.medium is Medium.STATION:
            return
        if (streams := self._streams()) is not None:
            streams.heard(track, position_s, finished=finished)
