"""The player by libvlc: decks that decode, and one thread that joins their samples and writes them to the loudspeaker.

Knows no queue and no focus. Three kinds of threads: `_hands` calls libvlc, which may block; `_speak` is the only one
that touches the output; libvlc's own only fill queues.
"""

import contextlib
import os
import queue
import threading
from collections.abc import Callable
from typing import Final, override

from headunit.kernel.clock import SystemClock
from headunit.kernel.loudness import Fade, amplitude
from headunit.kernel.samples import scaled
from headunit.music.fader import matrix
from headunit.music.ports import Heard, Player
from headunit.music.uri import gone, local_path, why_not
from headunit.music.vlc_deck import VlcDeck, equaliser, instance
from headunit.sound.ports import BYTES_PER_SAMPLE, RATE_HZ, Output, OutputMaker

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
FLAT: Final = (0.0,) * 10
#: The next track is decoded so long before the end, and held when so much of it is there (s).
WARM_S: Final = 4.0
WARM_HOLDS_S: Final = 0.4


class VlcPlayer(Player):
    """`open_output`: where the sound goes. Nothing is loaded before the first `load`."""

    def __init__(self, tell: Callable[[Heard], None], open_output: OutputMaker) -> None:
        self._tell, self._open_output = tell, open_output
        self._news = threading.Condition()
        self._wishes: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._vlc: object | None = None
        self._now: VlcDeck | None = None
        self._next: VlcDeck | None = None
        self._paused = self._flush = self._closing = False
        self._speed = 1.0
        self._bands: tuple[float, ...] = FLAT
        self._equalised = False
        self._fade = Fade()
        self._balance = (0.0, 0.0)
        self._matrix = matrix(2, 0.0, 0.0)
        self._output: Output | None = None
        self._said: tuple[int, str] = (0, "")
        self._duration: tuple[int, float | None] = (0, None)
        self._told_at = self._sound_at = 0.0
        self._latest = 0
        self._undertakers: list[threading.Thread] = []
        self._threads = [
            threading.Thread(target=self._hands, name="vlc hands", daemon=True),
            threading.Thread(target=self._speak, name="vlc speaker", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    # What is wished, on the caller's thread.

    @override
    def load(self, token: int, uri: str, *, start_s: float = 0.0, gain_db: float = 0.0, paused: bool = False) -> None:
        with self._news:
            self._latest = token
            self._paused = paused
            self._drop(self._now)
            self._drop(self._next)
            self._now = self._next = None
            self._flush = True
            self._news.notify_all()
        self._wishes.put(lambda: self._put_on(token, uri, start_s, gain_db))

    @override
    def prepare(self, token: int, uri: str, *, gain_db: float = 0.0) -> None:
        self._wishes.put(lambda: self._put_next(token, uri, gain_db))

    @override
    def pause(self, paused: bool) -> None:
        with self._news:
            self._paused = paused
            self._news.notify_all()
        self._wishes.put(self._hold_deck)

    @override
    def seek(self, position_s: float) -> None:
        self._wishes.put(lambda: self._go_to(max(0.0, position_s)))

    @override
    def stop(self) -> None:
        with self._news:
            self._drop(self._now)
            self._drop(self._next)
            self._now = self._next = None
            self._flush = True
            self._news.notify_all()

    @override
    def fade(self, volume_db: float, seconds: float) -> None:
        with self._news:
            self._fade.to(volume_db, seconds)

    @override
    def speed(self, factor: float) -> None:
        self._speed = min(2.0, max(0.5, factor))
        self._wishes.put(self._set_speed)

    @override
    def equalise(self, bands_db: tuple[float, ...]) -> None:
        self._bands = tuple(min(12.0, max(-12.0, band)) for band in bands_db)
        self._wishes.put(self._set_bands)

    @override
    def balance(self, left_right: float, front_rear: float) -> None:
        with self._news:
            self._balance = (left_right, front_rear)
            self._matrix = matrix(2 if self._output is None else self._output.channels, left_right, front_rear)

    @override
    def close(self) -> None:
        self.stop()
        with self._news:
            self._closing = True
            self._news.notify_all()
        self._wishes.put(None)
        end = CLOCK.now() + 0.9
        for thread in (*self._threads, *self._undertakers):
            thread.join(max(0.0, end - CLOCK.now()))

    # The hands: what may block in libvlc.

    def _hands(self) -> None:
        while True:
            try:
                wish = self._wishes.get(timeout=1.0)
            except queue.Empty:
                self._ask_title()
                continue
            if wish is None:
                return
            wish()

    def _deck(self, token: int, uri: str, start_s: float, gain_db: float) -> VlcDeck | None:
        try:
            if self._vlc is None:
                self._vlc = instance()
            deck = VlcDeck(self._vlc, token, uri, start_s, gain_db, self._look)
        except OSError as error:
            self._tell(Heard(token, "failed", text=str(error)))
            return None
        if self._speed != 1.0:
            deck.rate(self._speed)
        if self._equalised or any(self._bands):
            self._equalised = True
            deck.equalise(equaliser(self._bands))
        return deck

    def _put_on(self, token: int, uri: str, start_s: float, gain_db: float) -> None:
        if token != self._latest or (deck := self._deck(token, uri, start_s, gain_db)) is None:
            return
        with self._news:
            if token != self._latest or self._closing:
                self._drop(deck)
                return
            self._now, self._sound_at = deck, CLOCK.now()
            paused = self._paused
            self._news.notify_all()
        if not paused:
            deck.start()

    def _put_next(self, token: int, uri: str, gain_db: float) -> None:
        deck = self._deck(token, uri, 0.0, gain_db) if uri else None
        with self._news:
            old, self._next = self._next, deck
            self._drop(old)
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
            again = self._deck(deck.token, deck.uri, position_s, deck.gain_db)
            with self._news:
                if self._now is not deck or again is None:
                    self._drop(again)
                    return
                self._now, self._flush = again, True
                again.duration_s = deck.duration_s
                self._drop(deck)
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

    def _set_speed(self) -> None:
        for deck in (self._now, self._next):
            if deck is not None:
                deck.rate(self._speed)

    def _set_bands(self) -> None:
        self._equalised = self._equalised or any(self._bands)
        for deck in (self._now, self._next):
            if deck is not None and self._equalised:
                deck.equalise(equaliser(self._bands))

    def _ask_title(self) -> None:
        deck = self._now
        if deck is not None and local_path(deck.uri) is None and (title := deck.now_playing()):
            self._tell(Heard(deck.token, "title", text=title))

    def _drop(self, deck: VlcDeck | None) -> None:
        """Libvlc's stop may block, and must not be called inside its callbacks: a thread for each. Under the lock."""
        if deck is None:
            return
        deck.queue.close()
        self._undertakers = [thread for thread in self._undertakers if thread.is_alive()]
        self._undertakers.append(threading.Thread(target=deck.dispose, name="vlc stop", daemon=True))
        self._undertakers[-1].start()

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
            if flush and self._output is not None:
                with contextlib.suppress(OSError):
                    self._output.flush()
            if parts:
                quiet_since = CLOCK.now()
                self._write(parts)
            elif self._output is not None and CLOCK.now() - quiet_since > LET_GO_S:
                self._let_go()
        self._let_go()

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
                    self._drop(deck)
                    self._now, self._next = following, None
                    self._wishes.put(self._hold_deck)
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
                self._wishes.put(following.start)
        elif not following.held and following.queue.waiting_s > WARM_HOLDS_S:
            following.held = True
            self._wishes.put(lambda: self._hold_warm(following))

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
                self._drop(following)
                self._tell(Heard(following.token, "failed", text=why_not(following.uri)))
            elif following is None or (following.over and not following.queue.heard_any):
                vanished = gone(deck.uri)
                self._end(deck, "failed" if vanished else "ended", why_not(deck.uri) if vanished else "")
        elif starved and deck.queue.heard_any:
            self._say(deck.token, "stalled")

    def _end(self, deck: VlcDeck, kind: str, text: str) -> None:
        self._now = None
        self._drop(deck)
        self._tell(Heard(deck.token, kind, text=text))

    def _write(self, parts: list[tuple[VlcDeck, bytes]]) -> None:
        if not self._opened(parts[0][0]):
            return
        output = self._output
        assert output is not None
        for deck, frames in parts:
            with self._news:
                begin, end = self._fade.step(len(frames) / (2 * BYTES_PER_SAMPLE) / RATE_HZ)
                shape = self._matrix
            gain = amplitude(deck.gain_db)
            try:
                output.write(scaled(frames, begin * gain, end * gain, shape))
            except OSError as error:
                self._lost(deck, str(error))
                return
            self._sound_at = CLOCK.now()
            self._say(deck.token, "playing")
            self._tell_position(deck, output)

    def _tell_position(self, deck: VlcDeck, output: Output) -> None:
        now = CLOCK.now()
        if now - self._told_at >= TELL_S:
            self._told_at = now
            with contextlib.suppress(OSError):
                heard_s = deck.queue.position_s - output.latency_s() * deck.speed
                self._tell(Heard(deck.token, "position", max(0.0, heard_s)))

    def _tell_duration(self, deck: VlcDeck) -> None:
        if deck.duration_s is not None and self._duration != (deck.token, deck.duration_s):
            self._duration = (deck.token, deck.duration_s)
            self._tell(Heard(deck.token, "duration", deck.duration_s))

    def _opened(self, deck: VlcDeck) -> bool:
        if self._output is None:
            try:
                self._output = self._open_output("music", True)
            except OSError as error:
                self._lost(deck, str(error))
                return False
            self._matrix = matrix(self._output.channels, *self._balance)
        return True

    def _lost(self, deck: VlcDeck, why: str) -> None:
        """No loudspeaker: the decoder is held, and it is tried again."""
        self._let_go()
        self._say(deck.token, "silent", why)
        self._wishes.put(lambda: deck.pause(True))
        with self._news:
            self._news.wait_for(lambda: self._closing or self._now is not deck, RETRY_S)
        self._wishes.put(self._hold_deck)

    def _let_go(self) -> None:
        if self._output is not None:
            self._output.close()
            self._output = None

    def _say(self, token: int, kind: str, text: str = "") -> None:
        """Once, until something else is so."""
        if self._said != (token, kind):
            self._said = (token, kind)
            self._tell(Heard(token, kind, text=text))
