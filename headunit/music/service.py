"""Music as the driver knows it: one queue, and what he wishes of it. Knows no technology.

How it is played is `Playback`'s; what a restart should find, and what is shown, is gathered here.
"""

from collections.abc import Callable
from typing import Final, override

from headunit.kernel.board import Board
from headunit.kernel.clock import Clock
from headunit.music.engine_words import EngineWords
from headunit.music.listened import Listened
from headunit.music.misses import Misses
from headunit.music.place import Place
from headunit.music.playback import Playback
from headunit.music.ports import Heard, Keepsakes, MusicDesk, Player, Resume, StreamNews, Streams
from headunit.music.queue import Queue
from headunit.music.state import Medium, MusicState, Playing, Repeat, Track
from headunit.music.turntable import Turntable
from headunit.sound.ports import Focus

#: Within its first seconds, "previous" means the track before (s).
RESTART_S: Final = 3.0
#: Kept for a restart so often while it plays (s): a power cut costs no more.
KEEP_S: Final = 4.0


class Desk(MusicDesk):
    """`streams`, `keepsakes`: asked for anew each time; None where nobody offers them. `keep`: hears what a restart
    should find; returns at once. Qt's thread."""

    def __init__(
        self,
        clock: Clock,
        board: Board,
        focus: Focus,
        *,
        streams: Callable[[], Streams | None] = lambda: None,
        keepsakes: Callable[[], Keepsakes | None] = lambda: None,
        keep: Callable[[Resume], None] = lambda _: None,
        seed: int | None = None,
    ) -> None:
        self._clock, self._board = clock, board
        self._keepsakes, self._keep = keepsakes, keep
        self._queue, self._place, self._misses = Queue(seed), Place(clock), Misses(clock)
        self._table, self._listened = Turntable(streams), Listened(clock, streams, keepsakes)
        self._playback = Playback(
            self._queue,
            self._place,
            self._misses,
            self._table,
            self._listened,
            focus,
            self._publish,
            self._save,
        )
        self._words = EngineWords(
            self._playback, self._queue, self._place, self._misses, self._table, self._listened, self._publish
        )
        self._tracks: tuple[Track, ...] = ()
        self._source = ""
        self._kept_at = clock.now()
        self._publish()

    # The engine comes and speaks.

    @property
    def token(self) -> int:
        """Of what the engine has on; 0 for nothing."""
        return self._table.token

    def use(self, player: Player) -> None:
        """Play with this engine from now on."""
        self._playback.use(player)

    def lack(self, why: str) -> None:
        """There is no engine."""
        if why != self._misses.fault:
            self._misses.blame(why)
            self._publish()

    def on_heard(self, heard: Heard) -> None:
        """The engine says something."""
        self._words.on_heard(heard)

    def on_stream(self, news: StreamNews) -> None:
        """What is known of the stream beyond what the engine hears."""
        self._words.on_stream(news)

    def resume(self, kept: Resume) -> None:
        """Begin where the last run ended; a queue that was asked for since stays."""
        if self._queue.entries or not kept.tracks:
            return
        self._queue.repeat = kept.repeat
        self._queue.fill(kept.tracks, kept.now)
        self._queue.shuffled = kept.shuffle
        self._source = kept.source
        self._place.put(kept.position_s)
        self._playback.playing = Playing.PAUSED
        track = self._playback.track
        self._place.duration_s = None if track is None else track.duration_s
        if kept.playing:
            self.pause(False)
        else:
            self._publish()

    # The driver's wishes.

    @override
    def play(self, tracks: tuple[Track, ...], start: int = 0, source: str = "") -> None:
        self._playback.close_track()
        self._misses.begin()
        self._queue.fill(tracks, start)
        self._source = source
        if self._queue.now is None:
            self._stop()
        else:
            self._playback.go(self._queue.now)
        self._publish()

    @override
    def enqueue(self, tracks: tuple[Track, ...], *, next_up: bool = False) -> None:
        self._queue.add(tracks, next_up=next_up)
        self._queue_changed()

    @override
    def move(self, entry: int, to: int) -> None:
        self._queue.move(entry, to)
        self._queue_changed()

    @override
    def remove(self, entry: int) -> None:
        if self._queue.remove(entry):
            if self._queue.now is None:
                self._stop()
            elif self._playback.wanted:
                self._playback.go(self._queue.now)
            else:
                self._table.forget()
                if self._table.player is not None:
                    self._table.player.stop()
                self._playback.open_track(0.0)
        self._queue_changed()

    def _queue_changed(self) -> None:
        if self._playback.playing in {Playing.PLAYING, Playing.HELD, Playing.PAUSED}:
            self._playback.prepare()
        self._save()
        self._publish()

    def _stop(self) -> None:
        self._table.clear()
        self._place.position_s, self._place.duration_s = 0.0, None
        self._playback.rest(Playing.STOPPED)

    @override
    def jump(self, entry: int) -> None:
        at = self._queue.index(entry)
        if at is not None:
            self._misses.bad.discard(entry)
            self._turn_to(at)

    def _turn_to(self, at: int) -> None:
        self._playback.close_track()
        self._playback.go(at)
        self._publish()

    @override
    def toggle(self) -> None:
        self.pause(self._playback.wanted)

    @override
    def pause(self, paused: bool) -> None:
        if paused == (not self._playback.wanted) or self._queue.now is None:
            return
        if paused:
            self._playback.pause()
        else:
            self._playback.go_on()
        self._publish()

    @override
    def next(self) -> None:
        if self._table.skip(forward=True):
            return
        following = self._queue.after(by_hand=True, unplayable=self._misses.bad)
        if following is not None:
            self._turn_to(following)

    @override
    def previous(self) -> None:
        if self._table.skip(forward=False):
            return
        before = self._queue.before()
        if before is None:
            return
        if self._playback.position_s > RESTART_S and self._table.loaded:
            self.seek(0.0)
        else:
            self._turn_to(before)

    @override
    def seek(self, position_s: float) -> None:
        track, place = self._playback.track, self._place
        if track is None or track.medium in {Medium.STATION, Medium.PHONE}:
            return
        ceiling = place.duration_s if place.duration_s is not None else position_s
        place.put(min(max(0.0, position_s), max(0.0, ceiling)))
        if self._table.loaded and self._table.player is not None:
            self._table.player.seek(place.position_s)
        self._save()
        self._publish()

    @override
    def shuffle(self, on: bool) -> None:
        self._queue.shuffle(on)
        self._queue_changed()

    @override
    def repeat(self, repeat: Repeat) -> None:
        self._queue.repeat = repeat
        self._queue_changed()

    @override
    def speed(self, factor: float) -> None:
        self._place.put(self._playback.position_s)
        self._place.speed = min(2.0, max(0.5, factor))
        if self._table.player is not None:
            self._table.player.speed(self._place.speed)
        self._publish()

    @override
    def favourite(self, track: Track, on: bool) -> None:
        keepsakes = self._keepsakes()
        if keepsakes is not None:
            keepsakes.favourite(track, on)

    # Time passes.

    def tick(self) -> None:
        """Ten times a second."""
        changed = self._playback.tick()
        if self._playback.playing is Playing.PLAYING:
            if self._clock.now() - self._kept_at >= KEEP_S:
                self._save()
            if self._listened.due():
                self._tell()
        if changed:
            self._publish()

    def end(self) -> None:
        """The run is over: keep what was on."""
        self._tell()
        self._save()

    def _tell(self) -> None:
        self._listened.tell(self._playback.track, self._playback.position_s, finished=False)

    def _save(self) -> None:
        self._kept_at = self._clock.now()
        if [entry.track for entry in self._queue.entries] != list(self._tracks):
            self._tracks = tuple(entry.track for entry in self._queue.entries)
        self._keep(
            Resume(
                self._tracks,
                self._queue.now or 0,
                self._playback.position_s,
                self._source,
                self._queue.shuffled,
                self._queue.repeat,
                self._playback.wanted,
            )
        )

    def _publish(self) -> None:
        place, playback = self._place, self._playback
        self._board.publish(
            MusicState(
                at=place.at,
                playing=playback.playing,
                queue=tuple(self._queue.entries),
                now=self._queue.now,
                position_s=place.position_s,
                duration_s=place.duration_s,
                speed=place.speed,
                shuffle=self._queue.shuffled,
                repeat=self._queue.repeat,
                stream_title=playback.title,
                buffered_s=playback.buffered_s,
                fault=self._misses.fault,
                source=self._source,
                skipped=self._misses.skipped,
            )
        )
