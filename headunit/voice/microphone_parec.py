"""The microphone of PulseAudio or PipeWire by `parec` (apt: pulseaudio-utils), a process that ends with ours.

The server takes care of the device, its rate and its channels. Knows nothing of speech.
"""

import contextlib
import os
import select
import subprocess
from typing import Final, override

from headunit.kernel.process_end import die_with_parent
from headunit.voice.microphone import BYTES_PER_SAMPLE, RATE_HZ, Microphone

PROGRAM: Final = "parec"
#: The server hands over what is older (ms).
LATENCY_MS: Final = 20
_MOST_BYTES: Final = 1 << 16
_ENDING_S: Final = 0.5


class Parec(Microphone):
    """`device`: name of a source; "" the default one. `server`: address; "" the usual one."""

    def __init__(self, device: str = "", server: str = "", program: str = PROGRAM) -> None:
        self._words = [program, "--raw", "--format=s16le", f"--rate={RATE_HZ}", "--channels=1"]
        self._words += [f"--latency-msec={LATENCY_MS}", "--client-name=headunit", "--stream-name=spoken commands"]
        self._words += ["-d", device] if device else []
        self._words += ["-s", server] if server else []
        self._process: subprocess.Popen[bytes] | None = None
        self._odd = b""

    @override
    def open(self) -> None:
        if self._process is not None:
            return
        try:
            self._process = subprocess.Popen(  # noqa: S603  our own words
                self._words,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                preexec_fn=die_with_parent,  # noqa: PLW1509  it only makes one system call
            )
        except FileNotFoundError as error:
            raise OSError(f"{self._words[0]} is not installed") from error

    @override
    def read(self, wait_s: float) -> bytes:
        if self._process is None or self._process.stdout is None:
            raise OSError("the microphone is closed")
        pipe = self._process.stdout.fileno()
        if not select.select([pipe], [], [], wait_s)[0]:
            return b""
        data = os.read(pipe, _MOST_BYTES)
        if not data:
            raise OSError(self._why())
        data = self._odd + data
        whole = len(data) - len(data) % BYTES_PER_SAMPLE
        self._odd = data[whole:]
        return data[:whole]

    def _why(self) -> str:
        process, said = self._process, b""
        if process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                _, said = process.communicate(timeout=_ENDING_S)
        self.close()
        lines = said.decode(errors="replace").strip().splitlines()
        return lines[-1][:120] if lines else "the microphone has gone"

    @override
    def close(self) -> None:
        process, self._process, self._odd = self._process, None, b""
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()
