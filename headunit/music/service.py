"""Music as the driver knows it: one queue, over an engine that plays and a focus that says when. Knows no technology.

The driver's wish (`_wanted`), the focus (`_held`) and the engine's word together make what is shown: the state changes
only when the engine has spoken.
"""

from collections.abc import Callable
from typing import Final, override

from headunit.kernel.board import Board
from headunit.kernel.clock import Clock
from headunit.kernel.errors import HeadunitError
from headunit.kernel.loudness import SILENCE_DB
from headunit.music.ports import Heard, Keepsakes, MusicDesk, Player, Resume, StreamNews, Streams
from headunit.music.queue import Queue
from headunit.music.replay_gain import gain_db
from headunit.music.state import Medium, MusicState, Playing, Repeat, Skipped, Track
from headunit.sound.ports import Focus, Grant
from headunit.sound.state import Voiceprint

#: Within its first seconds, "previous" means the track before (s).
RESTART_S: Final = 3.0
#: Kept for a restart so often while it plays (s): a power cut costs no more.
KEEP_S: Final = 4.0
#: Streams.heard is told so often (s).
HEARD_S: Final = 5.0
#: A track counts as heard after this share of it, or so long (s).
HEARD_SHARE, HEARD_ENOUGH_S = 0.5, 240.0
#: After so many in a row that cannot be played, the drive is gone, not the track.
MOST_SKIPS: Final = 12
#: A stream that failed is tried again after (s), doubling.
RETRY_FIRST_S, RETRY_MAX_S = 1.0, 15.0
#: What could not be played is told so long (s).
FAULT_S: Final = 12.0

STREAMS: Final = frozenset({Medium.STATION, Medium.EPISODE, Medium.REMOTE})


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
        self._clock, self._board, self._focus = clock, board, focus
        self._streams, self._keepsakes, self._keep = streams, keepsakes, keep
        self._player: Player | None = None
        self._queue = Queue(seed)
        self._tracks: tuple[Track, ...] = ()
        self._source = ""
        self._playing = Playing.STOPPED
        self._wanted = self._held = False
        self._ticket: int | None = None
        self._grant = Grant(held=True, volume_db=SILENCE_DB)
        self._token = self._tokens = 0
        self._ready: tuple[int, int] | None = None  # token and entry of what is prepared
        self._loaded = False
        self._position_s, self._at = 0.0, clock.now()
        self._duration_s: float | None = None
        self._speed = 1.0
        self._title = ""
        self._buffered_s: float | None = None
        self._fault, self._fault_at = "", 0.0
        self._bad: set[int] = set()
        self._skips = 0
        self._skipped: Skipped | None = None
        self._fell: tuple[int, float] | None = None  # entry and position at the first of several failures
        self._retry_at: float | None = None
        self._dry = False  # the engine says that it has nothing to play
        self._retry_s = RETRY_FIRST_S
        self._kept_at = self._told_at = clock.now()
        self._counted = False
        self._hears: dict[str, Callable[[Heard], None]] = {
            "playing": self._on_playing,
            "paused": self._on_paused,
            "position": self._on_position,
            "duration": self._on_duration,
            "title": self._on_title,
            "stalled": self._on_stalled,
            "silent": self._on_stalled,
            "ended": self._on_ended,
            "failed": lambda heard: self._on_failed(heard.text),
        }
        self._publish()

    # The engine comes and speaks.

    def use(self, player: Player) -> None:
        """Play with this engine from now on."""
        self._player = player
        self._loaded = False
        if self._speed != 1.0:
            player.speed(self._speed)
        if not self._grant.held:
            player.fade(self._grant.volume_db, 0.0)
        if self._wanted:
            self._load(self._position_s)

    def lack(self, why: str) -> None:
        """There is no engine."""
        if why != self._fault:
            self._blame(why)
            self._publish()

    def resume(self, kept: Resume) -> None:
        """Begin where the last run ended; a queue that was asked for since stays."""
        if self._queue.entries or not kept.tracks:
            return
        self._queue.repeat = kept.repeat
        self._queue.fill(kept.tracks, kept.now)
        self._queue.shuffled = kept.shuffle
        self._source, self._position_s, self._at = kept.source, kept.position_s, self._clock.now()
        self._playing = Playing.PAUSED
        track = self._track
        self._duration_s = None if track is None else track.duration_s
        if kept.playing:
            self.pause(False)
        else:
            self._publish()

    def on_heard(self, heard: Heard) -> None:
        """The engine says something."""
        if self._ready is not None and heard.token == self._ready[0]:
            self._on_next(heard)
        if self._token and heard.token == self._token:
            self._hears[heard.kind](heard)
            self._publish()

    def on_stream(self, news: StreamNews) -> None:
        """What is known of the stream beyond what the engine hears."""
        track = self._track
        if track is None or news.uri != track.uri:
            return
        self._title, self._buffered_s = news.title, news.buffered_s
        if news.stalled and self._playing is Playing.PLAYING:
            self._playing = Playing.STALLED
        elif not news.stalled and self._playing is Playing.STALLED and self._retry_at is not None:
            self._retry_at = self._clock.now()
        elif not news.stalled and self._playing is Playing.STALLED and not self._dry:
            self._playing = Playing.PLAYING  # it came back before the engine had run dry
        if news.fault:
            self._blame(news.fault)
        self._publish()

    def _on_next(self, heard: Heard) -> None:
        assert self._ready is not None
        if heard.kind == "failed":
            self._skip_ready(heard.text)
        elif heard.kind == "playing":
            token, entry = self._ready
            self._ready = None
            at = self._queue.index(entry)
            if at is not None:
                self._close_track(finished=True)
                self._token, self._queue.now = token, at
                self._open_track(0.0)

    def _on_paused(self, _heard: Heard) -> None:
        self._playing = Playing.HELD if self._wanted and self._held else Playing.PAUSED

    def _on_position(self, heard: Heard) -> None:
        self._at, self._position_s = self._clock.now(), heard.value
        self._count()

    def _on_duration(self, heard: Heard) -> None:
        # An engine guesses at files without an index; a tag was counted.
        track = self._track
        self._duration_s = heard.value if track is None or track.duration_s is None else track.duration_s

    def _on_title(self, heard: Heard) -> None:
        self._title = heard.text

    def _on_stalled(self, heard: Heard) -> None:
        self._playing, self._dry = Playing.STALLED, True
        if heard.text:
            self._blame(heard.text)

    def _on_playing(self, _heard: Heard) -> None:
        self._playing, self._dry = Playing.PLAYING, False
        self._skips, self._fell, self._retry_at, self._retry_s = 0, None, None, RETRY_FIRST_S
        if self._ready is None:
            self._prepare()

    def _on_ended(self, _heard: Heard) -> None:
        track = self._track
        if track is not None and track.medium is Medium.STATION:
            self._stall("")
            return
        self._close_track(finished=True)
        self._token, self._loaded = 0, False
        following = self._queue.after(unplayable=self._bad)
        if following is None:
            self._position_s, self._at = 0.0, self._clock.now()
            self._rest(Playing.STOPPED)
        else:
            self._go(following)

    def _on_failed(self, why: str) -> None:
        track, now = self._track, self._queue.now
        self._token, self._loaded = 0, False
        if track is None or now is None:
            return
        if track.medium in STREAMS and (track.medium is Medium.STATION or self._skips < MOST_SKIPS // 2):
            self._stall(why)
            return
        self._blame(f"{track.title}: {why}")
        entry = self._queue.entries[now].entry
        self._bad.add(entry)
        if self._fell is None:
            self._fell = (entry, self._position_s)
        self._skips += 1
        following = None if self._skips > MOST_SKIPS else self._queue.after(by_hand=True, unplayable=self._bad)
        self._tell_skipped(track, why, gave_up=following is None)
        if following is None:
            self._give_up()
        else:
            self._go(following)

    def _tell_skipped(self, track: Track, why: str, *, gave_up: bool = False) -> None:
        number = 1 if self._skipped is None else self._skipped.number + 1
        self._skipped = Skipped(number, track.title, why, max(1, self._skips), gave_up)

    def _stall(self, why: str) -> None:
        """A stream is lost; it is asked for again by itself."""
        self._skips += 1
        self._token, self._loaded = 0, False
        self._playing = Playing.STALLED
        self._retry_at = self._clock.now() + self._retry_s
        self._retry_s = min(RETRY_MAX_S, self._retry_s * 2)
        if why:
            self._blame(why)

    def _give_up(self) -> None:
        """Nothing can be played: back to where it was when that began; the drive may be plugged in again."""
        entry, position_s = self._fell or (0, 0.0)
        at = self._queue.index(entry)
        if at is not None:
            self._queue.now, self._position_s, self._at = at, position_s, self._clock.now()
        self._bad.clear()
        self._fell, self._skips = None, 0
        self._rest(Playing.PAUSED)

    def _rest(self, playing: Playing) -> None:
        self._wanted = False
        self._retry_at = None
        self._playing = playing
        self._release()
        self._save()

    # To the engine.

    @property
    def _track(self) -> Track | None:
        now = self._queue.now
        return None if now is None else self._queue.entries[now].track

    def _go(self, index: int, position_s: float = 0.0) -> None:
        """Play this entry of the queue."""
        self._queue.now = index
        self._wanted = True
        self._request()
        self._open_track(position_s)
        self._load(position_s)

    def _open_track(self, position_s: float) -> None:
        track = self._track
        self._position_s, self._at = position_s, self._clock.now()
        self._duration_s = None if track is None else track.duration_s
        self._title, self._buffered_s, self._counted = "", None, False
        self._told_at = self._clock.now()
        self._save()

    def _load(self, position_s: float) -> None:
        track = self._track
        self._ready, self._retry_at = None, None
        if track is None or self._player is None:
            self._playing = Playing.LOADING if track is not None else Playing.STOPPED
            return
        self._playing = Playing.HELD if self._held else Playing.LOADING
        try:
            uri = self._address(track)
            streams = self._streams()
            if position_s <= 0 and track.medium is Medium.EPISODE and streams is not None:
                position_s = streams.start_s(track)
        except HeadunitError as error:
            self._player.stop()
            self._on_failed(str(error))
            return
        self._tokens += 1
        self._token, self._loaded = self._tokens, True
        self._player.load(self._token, uri, start_s=position_s, gain_db=self._gain_db(), paused=self._held)

    def _address(self, track: Track) -> str:
        streams = None if track.medium is Medium.FILE else self._streams()
        return track.uri if streams is None else streams.address(track)

    def _gain_db(self, index: int | None = None) -> float:
        at = self._queue.now if index is None else index
        entries = self._queue.entries
        if at is None:
            return 0.0
        beside = [entries[one].track for one in (at - 1, at + 1) if 0 <= one < len(entries)]
        return gain_db(entries[at].track, *([] if self._queue.shuffled else beside))

    def _prepare(self) -> None:
        """Have what comes next at hand."""
        if self._player is None or not self._loaded:
            return
        following = self._queue.after(unplayable=self._bad)
        entry = None if following is None else self._queue.entries[following]
        if entry is None or following is None or entry.track.medium is Medium.STATION:
            if self._ready is not None:
                self._player.prepare(0, "")
            self._ready = None
            return
        if self._ready is not None and self._ready[1] == entry.entry:
            return
        try:
            uri = self._address(entry.track)
        except HeadunitError:
            return  # it is told when its turn comes
        self._tokens += 1
        self._ready = (self._tokens, entry.entry)
        self._player.prepare(self._tokens, uri, gain_db=self._gain_db(following))

    def _skip_ready(self, why: str) -> None:
        """What is next cannot be played: the one after it, while the present one still plays."""
        assert self._ready is not None
        _, entry = self._ready
        self._ready = None
        at = self._queue.index(entry)
        if at is not None:
            self._bad.add(entry)
            track = self._queue.entries[at].track
            self._blame(f"{track.title}: {why}")
            self._tell_skipped(track, why)
            self._prepare()
            self._publish()

    # Focus.

    def _request(self) -> None:
        if self._ticket is None:
            # `told` is called before `request` returns.
            self._ticket = self._focus.request(Voiceprint.MUSIC, self._on_grant)

    def _release(self) -> None:
        if self._ticket is not None:
            ticket, self._ticket = self._ticket, None
            self._focus.release(ticket)

    def _on_grant(self, grant: Grant) -> None:
        was_held, self._held, self._grant = self._held, grant.held, grant
        if self._player is None:
            return
        turned = self._loaded and was_held is not grant.held and self._wanted
        if turned and not grant.held:
            self._player.fade(SILENCE_DB, 0.0)
            self._player.pause(False)
        if not grant.held:
            self._player.fade(grant.volume_db, grant.fade_s)
        if turned and grant.held:
            self._position_s, self._at = self._position_now(), self._clock.now()
            self._player.pause(True)
        if turned:
            self._playing = Playing.HELD if grant.held else Playing.LOADING
            self._publish()

    # The driver's wishes.

    @override
    def play(self, tracks: tuple[Track, ...], start: int = 0, source: str = "") -> None:
        self._close_track()
        self._bad.clear()
        self._fell, self._skips, self._fault = None, 0, ""
        self._queue.fill(tracks, start)
        self._source = source
        if self._queue.now is None:
            self._stop()
        else:
            self._go(self._queue.now)
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
            elif self._wanted:
                self._go(self._queue.now)
            else:
                self._loaded, self._token = False, 0
                if self._player is not None:
                    self._player.stop()
                self._open_track(0.0)
        self._queue_changed()

    def _queue_changed(self) -> None:
        if self._playing in {Playing.PLAYING, Playing.HELD, Playing.PAUSED}:
            self._prepare()
        self._save()
        self._publish()

    def _stop(self) -> None:
        if self._player is not None:
            self._player.stop()
        self._token, self._loaded, self._ready = 0, False, None
        self._position_s, self._duration_s = 0.0, None
        self._rest(Playing.STOPPED)

    @override
    def jump(self, entry: int) -> None:
        at = self._queue.index(entry)
        if at is not None:
            self._bad.discard(entry)
            self._close_track()
            self._go(at)
            self._publish()

    @override
    def toggle(self) -> None:
        self.pause(self._wanted)

    @override
    def pause(self, paused: bool) -> None:
        if paused == (not self._wanted) or self._queue.now is None:
            return
        if paused:
            self._position_s, self._at = self._position_now(), self._clock.now()
            if self._loaded and self._player is not None:
                self._player.pause(True)
                if self._playing in {Playing.HELD, Playing.STALLED}:
                    self._playing = Playing.PAUSED  # the engine is silent already and will not say so again
                self._wanted = False
                self._retry_at = None
                self._release()
                self._save()
            else:
                self._rest(Playing.PAUSED)
        else:
            self._wanted = True
            self._bad.clear()
            self._request()
            if self._loaded and self._player is not None:
                self._player.pause(self._held)
                self._playing = Playing.HELD if self._held else Playing.LOADING
            else:
                self._load(self._position_s)
        self._publish()

    @override
    def next(self) -> None:
        following = self._queue.after(by_hand=True, unplayable=self._bad)
        if following is not None:
            self._close_track()
            self._go(following)
            self._publish()

    @override
    def previous(self) -> None:
        before = self._queue.before()
        if before is None:
            return
        if self._position_now() > RESTART_S and self._loaded:
            self.seek(0.0)
        else:
            self._close_track()
            self._go(before)
            self._publish()

    @override
    def seek(self, position_s: float) -> None:
        track = self._track
        if track is None or track.medium is Medium.STATION:
            return
        ceiling = self._duration_s if self._duration_s is not None else position_s
        self._position_s, self._at = min(max(0.0, position_s), max(0.0, ceiling)), self._clock.now()
        if self._loaded and self._player is not None:
            self._player.seek(self._position_s)
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
        self._position_s, self._at = self._position_now(), self._clock.now()
        self._speed = min(2.0, max(0.5, factor))
        if self._player is not None:
            self._player.speed(self._speed)
        self._publish()

    @override
    def favourite(self, track: Track, on: bool) -> None:
        keepsakes = self._keepsakes()
        if keepsakes is not None:
            keepsakes.favourite(track, on)

    # Time passes.

    def tick(self) -> None:
        """Ten times a second."""
        now = self._clock.now()
        changed = False
        if self._retry_at is not None and now >= self._retry_at and self._wanted and not self._held:
            self._load(self._position_s if self._duration_s else 0.0)
            self._playing = Playing.STALLED
            changed = True
        if self._fault and now - self._fault_at > FAULT_S and self._playing is Playing.PLAYING:
            self._fault = ""
            changed = True
        if self._playing is Playing.PLAYING:
            if now - self._kept_at >= KEEP_S:
                self._save()
            if now - self._told_at >= HEARD_S:
                self._told_at = now
                self._tell_streams(finished=False)
        if changed:
            self._publish()

    def end(self) -> None:
        """The run is over: keep what was on."""
        self._tell_streams(finished=False)
        self._save()

    def _position_now(self) -> float:
        if self._playing is not Playing.PLAYING:
            return self._position_s
        position_s = self._position_s + (self._clock.now() - self._at) * self._speed
        return position_s if self._duration_s is None else min(position_s, max(self._duration_s, self._position_s))

    def _count(self) -> None:
        """Once a track: it has been listened to."""
        length_s = self._duration_s
        enough_s = HEARD_ENOUGH_S if length_s is None else min(HEARD_ENOUGH_S, length_s * HEARD_SHARE)
        track, keepsakes = self._track, self._keepsakes()
        if not self._counted and track is not None and self._position_s >= enough_s:
            self._counted = True
            if keepsakes is not None:
                keepsakes.heard(track)

    def _close_track(self, *, finished: bool = False) -> None:
        if self._loaded or finished:
            self._tell_streams(finished=finished)

    def _tell_streams(self, *, finished: bool) -> None:
        track = self._track
        if track is None or track.medium not in STREAMS or track.medium is Medium.STATION:
            return
        if (streams := self._streams()) is not None:
            streams.heard(track, self._position_now(), finished=finished)

    def _blame(self, text: str) -> None:
        self._fault, self._fault_at = text, self._clock.now()

    def _save(self) -> None:
        self._kept_at = self._clock.now()
        if [entry.track for entry in self._queue.entries] != list(self._tracks):
            self._tracks = tuple(entry.track for entry in self._queue.entries)
        self._keep(
            Resume(
                self._tracks,
                self._queue.now or 0,
                self._position_now(),
                self._source,
                self._queue.shuffled,
                self._queue.repeat,
                self._wanted,
            )
        )

    def _publish(self) -> None:
        self._board.publish(
            MusicState(
                at=self._at,
                playing=self._playing,
                queue=tuple(self._queue.entries),
                now=self._queue.now,
                position_s=self._position_s,
                duration_s=self._duration_s,
                speed=self._speed,
                shuffle=self._queue.shuffled,
                repeat=self._queue.repeat,
                stream_title=self._title,
                buffered_s=self._buffered_s,
                fault=self._fault,
                source=self._source,
                skipped=self._skipped,
            )
        )
