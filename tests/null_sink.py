"""A private PulseAudio whose only loudspeaker is a null sink, and an ear on it: what is heard, not what is called."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

RATE = 44100
PATIENCE_S = 20.0
PLACES = {
    1: "mono",
    2: "front-left,front-right",
    4: "front-left,front-right,rear-left,rear-right",
}


def wait_until(true, patience_s: float = PATIENCE_S, what: str = "") -> None:
    """Until `true()`; fails after `patience_s`."""
    end = time.monotonic() + patience_s
    while not true():
        assert time.monotonic() < end, f"did not come true: {what}"
        time.sleep(0.005)


@contextlib.contextmanager
def null_sink(channels: int = 2) -> Iterator[Path]:
    """The environment of this process points to it."""
    # The socket's path must be short: sun_path has 108 bytes.
    folder = Path(tempfile.mkdtemp(prefix="hu-pa-", dir="/tmp"))
    socket = folder / "native"
    ours = {"PULSE_SERVER": f"unix:{socket}", "PULSE_RUNTIME_PATH": str(folder), "PULSE_COOKIE": str(folder / "cookie")}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    server = subprocess.Popen(
        [
            "pulseaudio",
            "-n",
            "--daemonize=no",
            "--exit-idle-time=-1",
            "--log-level=error",
            "--disable-shm=yes",
            "-L",
            f"module-native-protocol-unix socket={socket} auth-anonymous=1",
            "-L",
            f"module-null-sink sink_name=car rate={RATE} channels={channels} channel_map={PLACES[channels]}",
        ],
        env=os.environ | {"HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(
            lambda: subprocess.run(["pactl", "info"], capture_output=True, check=False).returncode == 0,
            what="pulseaudio",
        )
        yield folder
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.__setitem__(name, value)


class Ear:
    """Hears the null sink from now on: `channels` of it, samples -1..1."""

    def __init__(self, channels: int = 1) -> None:
        self.channels = channels
        self._process = subprocess.Popen(
            [
                "parec",
                "-d",
                "car.monitor",
                "--format=s16le",
                f"--rate={RATE}",
                f"--channels={channels}",
                f"--channel-map={PLACES[channels]}",
                "--latency-msec=10",
                "--raw",
            ],
            stdout=subprocess.PIPE,
        )
        self._heard = bytearray()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        wait_until(lambda: self._heard, what="the monitor of the null sink")

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while data := self._process.stdout.read1(2048):
            self._heard += data

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()
        self._thread.join()
        self._process.stdout.close()

    @property
    def now(self) -> int:
        """Frames heard so far."""
        return len(self._heard) // (2 * self.channels)

    def since(self, frame: int) -> np.ndarray:
        """frames x channels."""
        size = 2 * self.channels
        data = bytes(self._heard[frame * size : self.now * size])
        return np.frombuffer(data, "<i2").reshape(-1, self.channels) / 32768

    def last(self, seconds: float) -> np.ndarray:
        return self.since(max(0, self.now - int(seconds * RATE)))


def level_db(samples: np.ndarray) -> float:
    """RMS relative to full scale."""
    return 20 * np.log10(max(float(np.sqrt(np.mean(samples**2))) if samples.size else 0.0, 1e-6))


def pitch_hz(samples: np.ndarray) -> float:
    """The loudest tone."""
    one = samples[:, 0]
    return float(np.argmax(np.abs(np.fft.rfft(one * np.hanning(len(one))))) * RATE / len(one))


def part_db(samples: np.ndarray, hz: float, width_hz: float = 30.0) -> float:
    """RMS of what lies around `hz` alone: one tone among others."""
    one = samples[:, 0]
    spectrum = np.fft.rfft(one * np.hanning(len(one))) / len(one)
    found = np.abs(np.fft.rfftfreq(len(one), 1 / RATE) - hz) < width_hz
    power = 2 * np.sum(np.abs(spectrum[found]) ** 2) / 0.375
    return 10 * np.log10(max(power, 1e-12))


def longest_gap_ms(samples: np.ndarray, threshold: float = 0.006) -> float:
    """Between the first and the last sound."""
    loud = np.flatnonzero(np.abs(samples[:, 0]) > threshold)
    return float(np.diff(loud).max()) * 1000 / RATE if len(loud) > 1 else float("inf")
