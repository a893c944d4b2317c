"""Rings when somebody calls: a tone of our own, on a thread of its own, as loud as the call may be. Knows no call.

Where there are no loudspeakers it is silent, and says so by its link.
"""

import functools
import logging
import threading
from typing import Final, override

import numpy as np

from headunit.kernel.clock import Clock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import Link, LinkReport, LinkState
from headunit.kernel.loudness import Fade
from headunit.kernel.samples import STEREO, scaled
from headunit.sound.ports import BYTES_PER_SAMPLE, RATE_HZ, Grant, Output, OutputMaker, Ringing, Tune

log = logging.getLogger(__name__)

FRAME_BYTES: Final = 2 * BYTES_PER_SAMPLE
CHUNK_BYTES: Final = RATE_HZ // 50 * FRAME_BYTES
#: It ends so softly (s).
END_S: Final = 0.06
#: Loudspeakers that have gone are looked for again after (s).
AGAIN_S: Final = 1.0
#: Notes of each tune: when (s), pitch (Hz, equal temperament), share of full scale; and how long until it begins again.
_NOTES: Final = {
    Tune.RING: (
        ((0.0, 659.26, 0.30), (0.18, 830.61, 0.30), (0.36, 987.77, 0.30), (0.72, 830.61, 0.25), (0.90, 987.77, 0.30)),
        2.8,
    ),
    Tune.KNOCK: (((0.0, 880.0, 0.15), (0.22, 880.0, 0.15)), 5.0),
}
#: A note has faded to a third after (s); its second harmonic is this much softer.
_DECAY_S, _HARMONIC = 0.28, 0.35


@functools.cache
def tune_frames(tune: Tune) -> bytes:
    """One round of it: stereo frames of RATE_HZ, as `Output.write` takes them."""
    notes, length_s = _NOTES[tune]
    round_ = np.zeros(int(length_s * RATE_HZ), np.float32)
    for at_s, hz, level in notes:
        begin = int(at_s * RATE_HZ)
        t = np.arange(len(round_) - begin, dtype=np.float32) / RATE_HZ
        swell = np.minimum(1.0, t / 0.005) * np.exp(-t / _DECAY_S) * level
        round_[begin:] += swell * (np.sin(2 * np.pi * hz * t) + _HARMONIC * np.sin(4 * np.pi * hz * t))
    mono = np.clip(round_ * 32767, -32768, 32767).astype("<i2")
    return np.repeat(mono, 2).tobytes()


class Ringer(Ringing, Link):
    """Counter `rung`: how often it began."""

    name = "ring"

    def __init__(self, clock: Clock, inbox: Inbox, open_output: OutputMaker) -> None:
        self._clock, self._inbox, self._open_output = clock, inbox, open_output
        self._news = threading.Condition()
        self._tune = Tune.NONE
        self._grant = Grant(held=True, volume_db=0.0)
        self._fade = Fade()
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._rung = 0
        self._told: tuple[LinkState, str, int] | None = None

    @override
    def start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="ring", daemon=True)
            self._thread.start()

    @override
    def stop(self) -> None:
        with self._news:
            self._stopping, self._tune = True, Tune.NONE
            self._news.notify_all()
        if self._thread is not None:
            self._thread.join(0.9)
            self._thread = None

    @override
    def ring(self, tune: Tune) -> None:
        with self._news:
            self._tune = tune
            self._news.notify_all()

    @override
    def on_grant(self, grant: Grant) -> None:
        with self._news:
            if not grant.held:
                self._fade.to(grant.volume_db, 0.0 if self._grant.held else grant.fade_s)
            self._grant = grant

    def _run(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._stopping or self._tune is not Tune.NONE)
                if self._stopping:
                    return
            try:
                self._ring_once()
            except OSError as error:
                self._tell(LinkState.LOST, str(error))
                with self._news:
                    self._news.wait_for(lambda: self._stopping or self._tune is Tune.NONE, AGAIN_S)

    def _ring_once(self) -> None:
        """From the first tone to the last. Raises OSError."""
        output = self._open_output(self.name, False)
        try:
            self._rung += 1
            self._tell(LinkState.ONLINE, "")
            self._play(output)
        finally:
            output.close()

    def _play(self, output: Output) -> None:
        playing, at = Tune.NONE, 0
        while True:
            with self._news:
                tune, grant = self._tune, self._grant
                ends = tune is Tune.NONE
                if ends:
                    self._fade.to(-100.0, END_S)
                begin, end = self._fade.step(CHUNK_BYTES / FRAME_BYTES / RATE_HZ)
            if ends and begin == end == 0.0:
                output.flush()
                return
            if not ends and tune is not playing:
                playing, at = tune, 0
                begin, end = self._again(grant)
            if playing is Tune.NONE:
                return
            frames = tune_frames(playing)
            part = frames[at : at + CHUNK_BYTES]
            at = (at + len(part)) % len(frames)
            output.write(bytes(len(part)) if grant.held else scaled(part, begin, end, STEREO))

    def _again(self, grant: Grant) -> tuple[float, float]:
        """The last tone faded away: as loud as granted, at once."""
        with self._news:
            if not grant.held:
                self._fade.to(grant.volume_db, 0.0)
            return self._fade.step(0.0)

    def _tell(self, state: LinkState, detail: str) -> None:
        if (state, detail, self._rung) != self._told:
            self._told = (state, detail, self._rung)
            counters = {"rung": self._rung}
            self._inbox.post(
                f"link:{self.name}", LinkReport(self.name, "sound", state, self._clock.now(), detail, counters)
            )
