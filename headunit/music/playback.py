"""One queue being played: what the focus allows and what the driver wants, brought to the engine.

The driver's wish (`wanted`), the focus (`held`) and the engine's word (`EngineWords`) together make what is shown:
`playing` changes only when the engine has spoken. Knows no technology, and no wishes that only change the queue.
"""

from collections.abc import Callable

from headunit.kernel.errors import HeadunitError
from headunit.kernel.loudness import SILENCE_DB
from headunit.music.listened import STREAMS, Listened
from headunit.music.misses import Misses
from headunit.music.place import Place
from headunit.music.ports import Player
from headunit.music.queue import Queue
from headunit.music.replay_gain import gain_db
from headunit.music.state import Medium, Playing, Track
from headunit.music.turntable import Turntable
from headunit.sound.ports import Focus, Grant
from headunit.sound.state import Voiceprint


class Playback:
    """`changed`: something is other than it was published. `save`: a restart should find it so. Qt's thread."""

    def __init__(
        self,
        queue: Queue,
        place: Place,
        misses: Misses,
        table: Turntable,
        listened: Listened,
        focus: Focus,
        changed: Callable[[], None],
        save: Callable[[], None],
    ) -> None:
        self._queue, self._place, self._misses, self._table = queue, place, misses, table
        self._listened, self._focus, self._changed, self._save = listened, focus, changed, save
        self.playing = Playing.STOPPED
        self.wanted = self.held = False
        self._ticket: int | None = None
        self._grant = Grant(held=True, volume_db=SILENCE_DB)
        self.title = ""
        self.buffered_s: float | None = None

    @property
    def track(self) -> Track | None:
        """The one that is on."""
        now = self._queue.now
        return None if now is None else self._queue.entries[now].track

    @property
    def position_s(self) -> float:
        """Where it is by now."""
        return self._place.now_s(playing=self.playing is Playing.PLAYING)

    # The engine comes.

    def use(self, player: Player) -> None:
        """Play with this engine from now on."""
        self._table.player, self._table.loaded = player, False
        if self._place.speed != 1.0:
            player.speed(self._place.speed)
        if not self._grant.held:
            player.fade(self._grant.volume_db, 0.0)
        if self.wanted:
            self._load(self._place.position_s)

    # It cannot be played.

    def fail(self, why: str) -> None:
        """What is on cannot be played: wait for a stream, else go on with the next."""
        track, now, misses = self.track, self._queue.now, self._misses
        self._table.forget()
        if track is None or now is None:
            return
        if track.medium in STREAMS and (track.medium is Medium.STATION or misses.patient):
            self.stall(why)
            return
        misses.blame(f"{track.title}: {why}")
        misses.fail(self._queue.entries[now].entry, self._place.position_s)
        following = None if misses.hopeless else self._queue.after(by_hand=True, unplayable=misses.bad)
        misses.tell(track, why, gave_up=following is None)
        if following is None:
            self._give_up()
        else:
            self.go(following)

    def stall(self, why: str) -> None:
        """A stream is lost; it is asked for again by itself."""
        self._table.forget()
        self.playing = Playing.STALLED
        self._misses.stall()
        if why:
            self._misses.blame(why)

    def _give_up(self) -> None:
        """Nothing can be played: back to where it was when that began; the drive may be plugged in again."""
        entry, position_s = self._misses.give_up()
        at = self._queue.index(entry)
        if at is not None:
            self._queue.now = at
            self._place.put(position_s)
        self.rest(Playing.PAUSED)

    def skip_ready(self, why: str) -> None:
        """What is next cannot be played: the one after it, while the present one still plays."""
        assert self._table.ready is not None
        _, entry = self._table.ready
        self._table.ready = None
        at = self._queue.index(entry)
        if at is not None:
            self._misses.bad.add(entry)
            track = self._queue.entries[at].track
            self._misses.blame(f"{track.title}: {why}")
            self._misses.tell(track, why)
            self.prepare()
            self._changed()

    # To the engine.

    def go(self, index: int) -> None:
        """Play this entry of the queue from its start."""
        self._queue.now = index
        self.wanted = True
        self._request()
        self.open_track(0.0)
        self._load(0.0)

    def open_track(self, position_s: float) -> None:
        """Another track is the present one."""
        track = self.track
        self._place.put(position_s)
        self._place.duration_s = None if track is None else track.duration_s
        self.title, self.buffered_s = "", None
        self._listened.begin()
        self._save()

    def close_track(self, *, finished: bool = False) -> None:
        """The present track is left."""
        if self._table.loaded or finished:
            self._listened.tell(self.track, self.position_s, finished=finished)

    def _load(self, position_s: float) -> None:
        track = self.track
        self._table.ready, self._misses.retry_at = None, None
        if track is None or self._table.player is None:
            self.playing = Playing.LOADING if track is not None else Playing.STOPPED
            return
        self.playing = Playing.HELD if self.held else Playing.LOADING
        try:
            self._table.load(track, position_s, self._gain_db(self._queue.now), paused=self.held)
        except HeadunitError as error:
            self._table.player.stop()
            self.fail(str(error))

    def _gain_db(self, at: int | None) -> float:
        entries = self._queue.entries
        if at is None:
            return 0.0
        beside = [entries[one].track for one in (at - 1, at + 1) if 0 <= one < len(entries)]
        return gain_db(entries[at].track, *([] if self._queue.shuffled else beside))

    def prepare(self) -> None:
        """Have what comes next at hand."""
        if self._table.player is None or not self._table.loaded:
            return
        following = self._queue.after(unplayable=self._misses.bad)
        entry = None if following is None else self._queue.entries[following]
        if entry is not None and entry.track.medium is Medium.STATION:
            entry = None
        self._table.prepare(entry, self._gain_db(following))

    def rest(self, playing: Playing) -> None:
        """Play no more by itself."""
        self.wanted = False
        self._misses.retry_at = None
        self.playing = playing
        self._release()
        self._save()

    def pause(self) -> None:
        """As the driver wants it."""
        self._place.put(self.position_s)
        if not self._table.loaded or self._table.player is None:
            self.rest(Playing.PAUSED)
            return
        self._table.player.pause(True)
        # Where the engine is silent already it will not say so again.
        self.rest(Playing.PAUSED if self.playing in {Playing.HELD, Playing.STALLED} else self.playing)

    def go_on(self) -> None:
        """From where it is."""
        self.wanted = True
        self._misses.bad.clear()
        self._request()
        if self._table.loaded and self._table.player is not None:
            self._table.player.pause(self.held)
            self.playing = Playing.HELD if self.held else Playing.LOADING
        else:
            self._load(self._place.position_s)

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
        was_held, self.held, self._grant = self.held, grant.held, grant
        player = self._table.player
        if player is None:
            return
        turned = self._table.loaded and was_held is not grant.held and self.wanted
        if turned and not grant.held:
            player.fade(SILENCE_DB, 0.0)
            player.pause(False)
        if not grant.held:
            player.fade(grant.volume_db, grant.fade_s)
        if turned and grant.held:
            self._place.put(self.position_s)
            player.pause(True)
        if turned:
            self.playing = Playing.HELD if grant.held else Playing.LOADING
            self._changed()

    # Time passes.

    def tick(self) -> bool:
        """Ten times a second. Whether something has changed."""
        changed = False
        if self._misses.due and self.wanted and not self.held:
            self._load(self._place.position_s if self._place.duration_s else 0.0)
            self.playing = Playing.STALLED
            changed = True
        if self.playing is Playing.PLAYING and self._misses.fades():
            changed = True
        return changed
