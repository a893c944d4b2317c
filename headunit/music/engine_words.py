"""What an engine says of what it plays, and a stream of itself, brought into the playback. Knows no technology."""

from collections.abc import Callable

from headunit.music.listened import Listened
from headunit.music.misses import Misses
from headunit.music.place import Place
from headunit.music.playback import Playback
from headunit.music.ports import Heard, StreamNews
from headunit.music.queue import Queue
from headunit.music.state import Medium, Playing
from headunit.music.turntable import Turntable


class EngineWords:
    """`changed`: something is other than it was published. Qt's thread."""

    def __init__(
        self,
        playback: Playback,
        queue: Queue,
        place: Place,
        misses: Misses,
        table: Turntable,
        listened: Listened,
        changed: Callable[[], None],
    ) -> None:
        self._playback, self._queue, self._place, self._misses = playback, queue, place, misses
        self._table, self._listened, self._changed = table, listened, changed
        self._dry = False  # the engine says that it has nothing to play
        self._hears: dict[str, Callable[[Heard], None]] = {
            "playing": self._on_playing,
            "paused": self._on_paused,
            "position": self._on_position,
            "duration": self._on_duration,
            "title": self._on_title,
            "stalled": self._on_stalled,
            "silent": self._on_stalled,
            "ended": self._on_ended,
            "failed": lambda heard: playback.fail(heard.text),
        }

    def on_heard(self, heard: Heard) -> None:
        """The engine says something."""
        if self._table.ready is not None and heard.token == self._table.ready[0]:
            self._on_next(heard)
        if self._table.token and heard.token == self._table.token:
            self._hears[heard.kind](heard)
            self._changed()

    def on_stream(self, news: StreamNews) -> None:
        """What is known of the stream beyond what the engine hears."""
        track = self._playback.track
        if track is None or news.uri != track.uri:
            return
        self._playback.title, self._playback.buffered_s = news.title, news.buffered_s
        if news.stalled and self._playback.playing is Playing.PLAYING:
            self._playback.playing = Playing.STALLED
        elif not news.stalled and self._playback.playing is Playing.STALLED and self._misses.retry_at is not None:
            self._misses.ask_now()
        elif not news.stalled and self._playback.playing is Playing.STALLED and not self._dry:
            self._playback.playing = Playing.PLAYING  # it came back before the engine had run dry
        if news.fault:
            self._misses.blame(news.fault)
        self._changed()

    def _on_next(self, heard: Heard) -> None:
        if heard.kind == "failed":
            self._playback.skip_ready(heard.text)
        elif heard.kind == "playing":
            assert self._table.ready is not None
            token, entry = self._table.ready
            self._table.ready = None
            at = self._queue.index(entry)
            if at is not None:
                self._playback.close_track(finished=True)
                self._table.token, self._queue.now = token, at
                self._playback.open_track(0.0)

    def _on_paused(self, _heard: Heard) -> None:
        self._playback.playing = Playing.HELD if self._playback.wanted and self._playback.held else Playing.PAUSED

    def _on_position(self, heard: Heard) -> None:
        self._place.put(heard.value)
        self._listened.count(self._playback.track, heard.value, self._place.duration_s)

    def _on_duration(self, heard: Heard) -> None:
        # An engine guesses at files without an index; a tag was counted.
        track = self._playback.track
        self._place.duration_s = heard.value if track is None or track.duration_s is None else track.duration_s

    def _on_title(self, heard: Heard) -> None:
        self._playback.title = heard.text

    def _on_stalled(self, heard: Heard) -> None:
        self._playback.playing, self._dry = Playing.STALLED, True
        if heard.text:
            self._misses.blame(heard.text)

    def _on_playing(self, _heard: Heard) -> None:
        self._playback.playing, self._dry = Playing.PLAYING, False
        self._misses.sounded()
        if self._table.ready is None:
            self._playback.prepare()

    def _on_ended(self, _heard: Heard) -> None:
        track = self._playback.track
        if track is not None and track.medium is Medium.STATION:
            self._playback.stall("")
            return
        self._playback.close_track(finished=True)
        self._table.forget()
        following = self._queue.after(unplayable=self._misses.bad)
        if following is None:
            self._place.put(0.0)
            self._playback.rest(Playing.STOPPED)
        else:
            self._playback.go(following)
