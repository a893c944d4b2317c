"""A Player beside the engine: what is loaded from the phone is a command to the phone, all else goes to the engine.

The sound comes into the loudspeakers by A2DP, past us. What the phone tells is told as an engine's words.
"""

from collections.abc import Callable
from typing import Final, override

from headunit.kernel.clock import Clock
from headunit.kernel.loudness import SILENCE_DB
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.music.ports import Heard, Player, Skipper
from headunit.music.sources.bluetooth.source import URI
from headunit.phone.ports import MediaDoor, PhonePlaying

#: Source text in context "music".
AWAY = QT_TRANSLATE_NOOP("music", "no phone with music is connected")
#: A phone obeys within (s).
SETTLES_S: Final = 2.0
#: Sound servers' volume is cubic: 60 dB for a factor of ten.
_DB_PER_DECADE: Final = 60.0


class PhoneDeck(Player, Skipper):
    """`engine`: whose place it takes. `door`: asked for anew each time; None where nobody offers it. Qt's thread."""

    def __init__(
        self, engine: Player, tell: Callable[[Heard], None], clock: Clock, door: Callable[[], MediaDoor | None]
    ) -> None:
        self._engine, self._tell, self._clock, self._door = engine, tell, clock, door
        self._steered_at = -SETTLES_S
        self._token = 0
        self._news: PhonePlaying | None = None
        self._said: tuple[str, str, float | None] | None = None
        self._volume_db = 0.0

    @property
    def on(self) -> bool:
        """Whether the phone is what is loaded."""
        return self._token != 0

    @property
    def settling(self) -> bool:
        """What the phone does may still be what was asked of it, or what was asked before."""
        return self._clock.now() - self._steered_at < SETTLES_S

    def on_news(self, news: PhonePlaying | None) -> None:
        """What the phone plays; None where there is none."""
        self._news = news
        if self._token:
            self._report()

    def _report(self) -> None:
        token, news = self._token, self._news
        if news is None:
            self._token = 0
            self._tell(Heard(token, "failed", text=AWAY))
            return
        title = " - ".join(part for part in (news.artist, news.title) if part)
        said = (news.status, title, news.duration_s)
        before = self._said or ("paused", "", None)  # until it plays it is being asked to
        self._said = said
        if title != before[1]:
            self._tell(Heard(token, "title", text=title))
        if news.duration_s != before[2]:
            self._tell(Heard(token, "duration", news.duration_s or 0.0))
        if news.status != before[0]:
            self._tell(Heard(token, "playing" if news.status == "playing" else "paused"))
        self._tell(Heard(token, "position", news.position_s))

    def _steer(self, act: Callable[[MediaDoor], None]) -> None:
        if (door := self._door()) is not None:
            self._steered_at = self._clock.now()
            act(door)

    def _let_go(self) -> None:
        if self._token:
            self._token = 0
            self._steer(lambda door: door.pause())

    @override
    def load(self, token: int, uri: str, *, start_s: float = 0.0, gain_db: float = 0.0, paused: bool = False) -> None:
        if uri != URI:
            self._let_go()
            self._engine.load(token, uri, start_s=start_s, gain_db=gain_db, paused=paused)
            return
        self._engine.stop()
        self._token, self._said = token, None
        if self._news is not None:
            self._loud()
            self.pause(paused)
            if paused:
                self._tell(Heard(token, "paused"))
        self._report()

    @override
    def prepare(self, token: int, uri: str, *, gain_db: float = 0.0) -> None:
        if uri == URI or self._token:
            self._engine.prepare(0, "")  # a phone does not begin by itself; the engine says that it has ended
        else:
            self._engine.prepare(token, uri, gain_db=gain_db)

    @override
    def pause(self, paused: bool) -> None:
        if self._token:
            self._steer(lambda door: door.pause() if paused else door.play())
        else:
            self._engine.pause(paused)

    @override
    def skip(self, *, forward: bool) -> bool:
        if self._token:
            self._steer(lambda door: door.next() if forward else door.previous())
        return self.on

    @override
    def seek(self, position_s: float) -> None:
        if not self._token:
            self._engine.seek(position_s)

    @override
    def stop(self) -> None:
        self._let_go()
        self._engine.stop()

    @override
    def fade(self, volume_db: float, seconds: float) -> None:
        self._volume_db = volume_db
        self._engine.fade(volume_db, seconds)
        if self._token:
            self._loud()

    def _loud(self) -> None:
        share = 0.0 if self._volume_db <= SILENCE_DB else 10 ** (min(0.0, self._volume_db) / _DB_PER_DECADE)
        if (door := self._door()) is not None:
            door.volume(share)

    @override
    def speed(self, factor: float) -> None:
        self._engine.speed(factor)

    @override
    def equalise(self, bands_db: tuple[float, ...]) -> None:
        self._engine.equalise(bands_db)

    @override
    def balance(self, left_right: float, front_rear: float) -> None:
        self._engine.balance(left_right, front_rear)

    @override
    def close(self) -> None:
        self._let_go()
        self._engine.close()
