"""Samples on their way to the loudspeakers: fade, balance and fader are laid on, the output is opened late and let go.

Knows no engine. One thread writes; `fade` and `balance` may come from any.
"""

import contextlib
import threading

from headunit.kernel.loudness import Fade, amplitude
from headunit.kernel.samples import scaled
from headunit.music.fader import matrix
from headunit.sound.ports import BYTES_PER_SAMPLE, RATE_HZ, Output, OutputMaker


class PcmSpeaker:
    """`open_output`: where the sound goes; nothing is opened before the first `write`."""

    def __init__(self, open_output: OutputMaker) -> None:
        self._open_output = open_output
        self._output: Output | None = None
        self._lock = threading.Lock()
        self._fade = Fade()
        self._balance = (0.0, 0.0)
        self._matrix = matrix(2, 0.0, 0.0)

    def fade(self, volume_db: float, seconds: float) -> None:
        """Move the volume there, evenly in dB."""
        with self._lock:
            self._fade.to(volume_db, seconds)

    def balance(self, left_right: float, front_rear: float) -> None:
        """-1..1 each."""
        with self._lock:
            self._balance = (left_right, front_rear)
            self._matrix = matrix(2 if self._output is None else self._output.channels, left_right, front_rear)

    @property
    def opened(self) -> bool:
        """Whether the loudspeakers are ours."""
        return self._output is not None

    def write(self, frames: bytes, gain_db: float) -> None:
        """Left and right, S16. Waits until there is room. Raises OSError where there are no loudspeakers (any more)."""
        if self._output is None:
            self._output = self._open_output("music", True)
            with self._lock:
                self._matrix = matrix(self._output.channels, *self._balance)
        with self._lock:
            begin, end = self._fade.step(len(frames) / (2 * BYTES_PER_SAMPLE) / RATE_HZ)
            shape = self._matrix
        gain = amplitude(gain_db)
        self._output.write(scaled(frames, begin * gain, end * gain, shape))

    def latency_s(self) -> float:
        """How long what is written now takes to be heard. Raises OSError."""
        return 0.0 if self._output is None else self._output.latency_s()

    def flush(self) -> None:
        """What was written and is not heard yet will not be."""
        if self._output is not None:
            with contextlib.suppress(OSError):
                self._output.flush()

    def let_go(self) -> None:
        """Others may have the loudspeakers."""
        if self._output is not None:
            self._output.close()
            self._output = None
