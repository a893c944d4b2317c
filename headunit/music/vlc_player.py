"""The player by libvlc: decks that decode, and one thread that joins their samples and writes them to the loudspeaker.

Knows no queue and no focus. Three kinds of threads: that of `VlcHands` calls libvlc, which may block; `_speak` is the
only one that touches the output; libvlc's own only fill queues.
"""

import contextlib
import os
import threading
from collections.abc import Callable
from typing import Final, override

from headunit.kernel.clock import SystemClock
from headunit.music.pcm_speaker import PcmSpeaker
from headunit.music.ports import Heard, Player
from headunit.music.uri import gone, local_path, why_not
from headunit.music.vlc_deck import VlcDeck
from headunit.music.vlc_hands import VlcHands
from headunit.sound.ports import BYTES_PER_SAMPLE, RATE_HZ, OutputMaker

#: Loudspeakers keep the machine's time, whatever the house's clock does in a replay.
CLOCK: Final = SystemClock()
#: Frames a turn: fades are laid on in such steps.
CHUNK: Final = RATE_HZ // 25
#: A stream without a sample for so long is stalled (s).
STALLED_S: Final = 0.5
#: Where it plays is told so often (s).
TELL_S: Final = 0.25
#: Without loudspeakers: tried again after (s). A pause longer than this lets them go.
RETRY_S: Final = 1.0
LET_GO_S: Final = 5.0
#: As PulseAudio has it itself (daemon.conf, nice-level).
NICE: Final = -11
#: The next track is decoded so long before the end, and held when so much of it is there (s).
WARM_S: Final = 4.0
WARM_HOLDS_S: Final = 0.4


class VlcPlayer(Player):
    """`open_output`: where the sound goes. Nothing is loaded before the first `load`."""

    def __init__(self, tell: Callable[[Heard], None], open_output: OutputMaker) -> None:
        self._tell = tell
        self._news = threading.Condition()
        self._now: VlcDeck | None = None
        self._next: VlcDeck | None = None
        self._paused = self._flush = self._closing = False
        self._speaker = PcmSpeaker(open_output)
        self._hands = VlcHands(tell, self._look, self._ask_title, self._decks)
        self._said: tuple[int, str] = (0, "")
        self._duration: tuple[int, float | None] = (0, None)
        self._told_at = self._sound_at = 0.0
        self._latest = 0
        self._thread = threading.Thread(target=self._speak, name="vlc speaker", daemon=True)
        self._hands.start()
        self._thread.start()

    # What is wished, on the caller's thread.

    @override
    def load(self, token: int, uri: str, *, start_s: float = 0.0, gain_db: float = 0.0, paused: bool = False) -> None:
        with self._news:
            self._latest = token
            self._paused = paused
            self._hands.drop(self._now)
            self._hands.drop(self._next)
            self._now = self._next = None
            self._flush = True
            self._news.notify_all()
        self._hands.put(lambda: self._put_on(token, uri, start_s, gain_db))

    @override
    def prepare(self, token: int, uri: str, *, gain_db: float = 0.0) -> None:
        self._hands.put(lambda: self._put_next(token, uri, gain_db))

    @override
    def pause(self, paused: bool) -> None:
        with self._news:
            self._paused = paused
            self._news.notify_all()
        self._hands.put(self._hold_deck)

    @override
    def seek(self, position_s: float) -> None:
        self._hands.put(lambda: self._go_to(max(0.0, position_s)))

    @override
    def stop(self) -> None:
        with self._news:
            self._hands.drop(self._now)
            self._hands.drop(self._next)
            self._now = self._next = None
            self._flush = True
            self._news.notify_all()

    @override
    def fade(self, volume_db: float, seconds: float) -> None:
        self._speaker.fade(volume_db, seconds)

    @override
    def speed(self, factor: float) -> None:
        self._hands.speed(factor)

    @override
    def equalise(self, bands_db: tuple[float, ...]) -> None:
        self._hands.equalise(bands_db)

    @override
    def balance(self, left_right: float, front_rear: float) -> None:
        self._speaker.balance(left_right, front_rear)

    @override
    def close(self) -> None:
        self.stop()
        with self._news:
            self._closing = True
            self._news.notify_all()
        end = CLOCK.now() + 0.9
        self._hands.close(end)
        self._thread.join(max(0.0, end - CLOCK.now()))

    # On the thread of the hands.

    def _decks(self) -> tuple[VlcDeck, ...]:
        return tuple(deck for deck in (self._now, self._next) if deck is not None)

    def _put_on(self, token: int, uri: str, start_s: float, gain_db: float) -> None:
        if token != self._latest or (deck := self._hands.deck(token, uri, start_s, gain_db)) is None:
            return
        with self._news:
            if token != self._latest or self._closing:
                self._hands.drop(deck)
                return
            self._now, self._sound_at = deck, CLOCK.now()
            paused = self._paused
            self._news.notify_all()
        if not paused:
            deck.start()

    def _put_next(self, token: int, uri: str, gain_db: float) -> None:
        deck = self._hands.deck(token, uri, 0.0, gain_db) if uri else None
        with self._news:
            old, self._next = self._next, deck
            self._hands.drop(old)
            self._news.notify_all()

    def _hold_deck(self) -> None:
        if self._now is not None:
            self._now.pause(self._paused)

    def _go_to(self, position_s: float) -> None:
        deck = self._now
        if deck is None:
            return
        if deck.over or not deck.queue.heard_any:
            # libvlc has closed it, or not opened it yet, and would not hear: the same track anew, from there.
            again = self._hands.deck(deck.token, deck.uri, position_s, deck.gain_db)
            with self._news:
                if self._now is not deck or again is None:
                    self._hands.drop(again)
                    return
                self._now, self._flush = again, True
                again.duration_s = deck.duration_s
                self._hands.drop(deck)
                paused = self._paused
            if not paused:
                again.start()
        else:
            deck.seek(position_s)
            with self._news:
                self._flush = True
        if self._paused:
            self._tell(Heard(deck.token, "position", position_s))

    def _hold_warm(self, deck: VlcDeck) -> None:
        if deck is self._next:
            deck.pause(True)

    def _ask_title(self) -> None:
        deck = self._now
        if deck is not None and local_path(deck.uri) is None and (title := deck.now_playing()):
            self._tell(Heard(deck.token, "title", text=title))

    def _look(self) -> None:
        with self._news:
            self._news.notify_all()

    # The speaker.

    def _speak(self) -> None:
        with contextlib.suppress(OSError):  # where it is allowed: a late chunk is heard, a late picture is not seen
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
        quiet_since = CLOCK.now()
        while True:
            with self._news:
                if self._closing:
                    break
                flush, self._flush = self._flush, False
                deck, paused = self._now, self._paused
                parts = [] if deck is None or paused else self._cut(deck)
                if deck is not None:
                    self._tell_duration(deck)
                if not parts and not flush:
                    if deck is not None:
                        self._say_idle(deck, paused=paused)
                    if deck is not self._now or flush is not self._flush or paused is not self._paused:
                        continue
                    self._news.wait(0.1)
            if flush:
                self._speaker.flush()
            if parts:
                quiet_since = CLOCK.now()
                self._write(parts)
            elif self._speaker.opened and CLOCK.now() - quiet_since > LET_GO_S:
                self._speaker.let_go()
        self._speaker.let_go()

    def _cut(self, deck: VlcDeck) -> list[tuple[VlcDeck, bytes]]:
        """The next chunk, over the seam where there is one. Under the lock."""
        frames = deck.queue.take(CHUNK)
        parts = [(deck, frames)] if frames else []
        self._warm(deck, self._next)
        if deck.queue.finished:
            left = CHUNK - len(frames) // (2 * BYTES_PER_SAMPLE)
            if left and deck.queue.heard_any and not deck.queue.waiting_s:
                following = self._next
                if following is not None and following.queue.heard_any:
                    self._hands.drop(deck)
                    self._now, self._next = following, None
                    self._hands.put(self._hold_deck)
                    parts.append((following, following.queue.take(left)))
        return parts

    def _warm(self, deck: VlcDeck, following: VlcDeck | None) -> None:
        """Shortly before the end, let the next one decode its beginning, and hold it there. Under the lock."""
        if following is None:
            return
        if not following.warming:
            near = deck.duration_s is not None and deck.queue.position_s > deck.duration_s - WARM_S
            if (near or deck.queue.finished) and not following.failed:
                following.warming = True
                self._hands.put(following.start)
        elif not following.held and following.queue.waiting_s > WARM_HOLDS_S:
            following.held = True
            self._hands.put(lambda: self._hold_warm(following))

    def _say_idle(self, deck: VlcDeck, *, paused: bool) -> None:
        """Nothing to write: why? Under the lock."""
        starved = CLOCK.now() - self._sound_at > STALLED_S
        if deck.failed and not deck.queue.heard_any:
            self._end(deck, "failed", why_not(deck.uri))
        elif paused:
            self._say(deck.token, "paused")
        elif deck.queue.finished and not deck.queue.waiting_s:
            following = self._next
            if deck.over and not deck.queue.heard_any:
                self._end(deck, "failed", why_not(deck.uri))
            elif following is not None and following.failed:
                self._next = None
                self._hands.drop(following)
                self._tell(Heard(following.token, "failed", text=why_not(following.uri)))
            elif following is None or (following.over and not following.queue.heard_any):
                vanished = gone(deck.uri)
                self._end(deck, "failed" if vanished else "ended", why_not(deck.uri) if vanished else "")
        elif starved and deck.queue.heard_any:
            self._say(deck.token, "stalled")

    def _end(self, deck: VlcDeck, kind: str, text: str) -> None:
        self._now = None
        self._hands.drop(deck)
        self._tell(Heard(deck.token, kind, text=text))

    def _write(self, parts: list[tuple[VlcDeck, bytes]]) -> None:
        for deck, frames in parts:
            try:
                self._speaker.write(frames, deck.gain_db)
            except OSError as error:
                self._lost(deck, str(error))
                return
            self._sound_at = CLOCK.now()
            self._say(deck.token, "playing")
            self._tell_position(deck)

    def _tell_position(self, deck: VlcDeck) -> None:
        now = CLOCK.now()
        if now - self._told_at >= TELL_S:
            self._told_at = now
            with contextlib.suppress(OSError):
                heard_s = deck.queue.position_s - self._speaker.latency_s() * deck.speed
                self._tell(Heard(deck.token, "position", max(0.0, heard_s)))

    def _tell_duration(self, deck: VlcDeck) -> None:
        if deck.duration_s is not None and self._duration != (deck.token, deck.duration_s):
            self._duration = (deck.token, deck.duration_s)
            self._tell(Heard(deck.token, "duration", deck.duration_s))

    def _lost(self, deck: VlcDeck, why: str) -> None:
        """No loudspeaker: the decoder is held, and it is tried again."""
        self._speaker.let_go()
        self._say(deck.token, "silent", why)
        self._hands.put(lambda: deck.pause(True))
        with self._news:
            self._news.wait_for(lambda: self._closing or self._now is not deck, RETRY_S)
        self._hands.put(self._hold_deck)

    def _say(self, token: int, kind: str, text: str = "") -> None:
        """Once, until something else is so."""
        if self._said != (token, kind):
            self._said = (token, kind)
            self._tell(Heard(token, kind, text=text))
