"""A private PulseAudio whose only loudspeaker is a null sink, and an ear on it: for figures of what is heard."""

import contextlib
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from headunit.kernel.errors import HeadunitError
from headunit.sound.ports import RATE_HZ

PATIENCE_S = 20.0

type Sound = npt.NDArray[np.float64]


@contextlib.contextmanager
def null_sink() -> Iterator[str]:
    """The server's address. Raises HeadunitError where PulseAudio (apt: pulseaudio, pulseaudio-utils) is missing."""
    with tempfile.TemporaryDirectory(prefix="hu-", dir="/tmp") as folder:
        server = f"unix:{folder}/native"
        line = ("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--log-level=error", "--disable-shm=yes")
        modules = (
            f"module-native-protocol-unix socket={folder}/native auth-anonymous=1",
            f"module-null-sink sink_name=car rate={RATE_HZ} channels=2",
        )
        try:
            process = subprocess.Popen(  # noqa: S603
                [*line, *(word for module in modules for word in ("-L", module))],
                env={"HOME": folder, "PULSE_RUNTIME_PATH": folder, "PATH": "/usr/bin:/bin"},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            lacking = "bench music listens to PulseAudio: apt-get install pulseaudio pulseaudio-utils"
            raise HeadunitError(lacking) from error
        try:
            wait_until(lambda: Path(folder, "native").exists())
            Path(folder).chmod(0o755)
            Path(folder, "native").chmod(0o777)
            yield server
        finally:
            process.terminate()
            process.wait()


def wait_until(true: Any, patience_s: float = PATIENCE_S) -> None:  # noqa: ANN401
    """Until `true()`. Raises HeadunitError where that takes longer than `patience_s`."""
    end = time.monotonic() + patience_s
    while not true():
        if time.monotonic() > end:
            raise HeadunitError("no sound came within 20 s")
        time.sleep(0.001)


class Ear:
    """Hears the left side of the null sink from now on, samples -1..1."""

    def __init__(self, server: str) -> None:
        line = ("parec", "-s", server, "-d", "car.monitor", "--format=s16le", f"--rate={RATE_HZ}", "--channels=1")
        self._process = subprocess.Popen(  # noqa: S603
            [*line, "--latency-msec=2", "--raw"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._heard = bytearray()
        self.first_at: float | None = None
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        wait_until(lambda: self._heard)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while data := self._process.stdout.read1(1024):  # type: ignore[attr-defined]  # it is buffered
            self._heard += data
            if self.first_at is None and np.abs(np.frombuffer(data[: len(data) & ~1], "<i2")).max(initial=0) > 200:  # noqa: PLR2004
                self.first_at = time.monotonic()

    def close(self) -> None:
        """Listen no more."""
        self._process.terminate()
        self._process.wait()
        self._thread.join()

    @property
    def now(self) -> int:
        """Samples heard so far."""
        return len(self._heard) // 2

    def since(self, sample: int) -> Sound:
        """What was heard from there on."""
        return np.frombuffer(bytes(self._heard[2 * sample : 2 * self.now]), "<i2") / 32768

    def last(self, seconds: float) -> Sound:
        """The newest."""
        return self.since(max(0, self.now - int(seconds * RATE_HZ)))

    def until_silent(self) -> None:
        """Wait for it."""
        wait_until(lambda: np.abs(self.last(0.3)).max(initial=0) < 0.001)  # noqa: PLR2004
        self.first_at = None


def longest_gap_ms(sound: Sound) -> float:
    """Between the first and the last sound."""
    loud = np.flatnonzero(np.abs(sound) > 0.006)  # noqa: PLR2004
    return float(np.diff(loud).max()) * 1000 / RATE_HZ


def tone_db(sound: Sound, hz: float, width_hz: float = 30.0) -> float:
    """RMS of what lies around `hz` (dB relative to full)."""
    spectrum = np.fft.rfft(sound * np.hanning(len(sound))) / len(sound)
    near = np.abs(np.fft.rfftfreq(len(sound), 1 / RATE_HZ) - hz) < width_hz
    return float(10 * np.log10(max(2 * np.sum(np.abs(spectrum[near]) ** 2) / 0.375, 1e-12)))
