"""The one thread that calls libvlc, which may block: decks are made there, changed there, and let go.

Knows no loudspeaker and not which deck plays.
"""

import queue
import threading
from collections.abc import Callable, Iterable
from typing import Final

from headunit.kernel.clock import SystemClock
from headunit.music.ports import Heard
from headunit.music.vlc_deck import VlcDeck, equaliser, instance

#: Threads are joined by the machine's time, whatever the house's clock does in a replay.
CLOCK: Final = SystemClock()
FLAT: Final = (0.0,) * 10
#: Without a wish for so long, `idle` is called (s).
_IDLE_S: Final = 1.0


class VlcHands:
    """`tell` hears what fails, `look` is called on libvlc's threads when a deck has news, `idle` while there is nothing
    to do. `decks`: those that there are now."""

    def __init__(
        self,
        tell: Callable[[Heard], None],
        look: Callable[[], None],
        idle: Callable[[], None],
        decks: Callable[[], Iterable[VlcDeck]],
    ) -> None:
        self._tell, self._look, self._idle, self._decks = tell, look, idle, decks
        self._wishes: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._vlc: object | None = None
        self._speed = 1.0
        self._bands: tuple[float, ...] = FLAT
        self._equalised = False
        self._undertakers: list[threading.Thread] = []
        self._thread = threading.Thread(target=self._run, name="vlc hands", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def put(self, wish: Callable[[], None]) -> None:
        """Do this, after what was put before. Any thread, returns at once."""
        self._wishes.put(wish)

    def close(self, end: float) -> None:
        """Do no more, and wait for all threads until `end` (CLOCK.now())."""
        self._wishes.put(None)
        for thread in (self._thread, *self._undertakers):
            thread.join(max(0.0, end - CLOCK.now()))

    def _run(self) -> None:
        while True:
            try:
                wish = self._wishes.get(timeout=_IDLE_S)
            except queue.Empty:
                self._idle()
                continue
            if wish is None:
                return
            wish()

    def deck(self, token: int, uri: str, start_s: float, gain_db: float) -> VlcDeck | None:
        """A new one, as fast and as equalised as the others; None where libvlc refuses. On this thread."""
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

    def speed(self, factor: float) -> None:
        """0.5..2.0, for all decks."""
        self._speed = min(2.0, max(0.5, factor))
        self.put(self._set_speed)

    def _set_speed(self) -> None:
        for deck in self._decks():
            deck.rate(self._speed)

    def equalise(self, bands_db: tuple[float, ...]) -> None:
        """Ten bands of -12..+12 dB, for all decks."""
        self._bands = tuple(min(12.0, max(-12.0, band)) for band in bands_db)
        self.put(self._set_bands)

    def _set_bands(self) -> None:
        self._equalised = self._equalised or any(self._bands)
        for deck in self._decks():
            if self._equalised:
                deck.equalise(equaliser(self._bands))

    def drop(self, deck: VlcDeck | None) -> None:
        """Libvlc's stop may block, and must not be called inside its callbacks: a thread for each. Any thread, but one
        at a time."""
        if deck is None:
            return
        deck.queue.close()
        self._undertakers = [thread for thread in self._undertakers if thread.is_alive()]
        self._undertakers.append(threading.Thread(target=deck.dispose, name="vlc stop", daemon=True))
        self._undertakers[-1].start()
