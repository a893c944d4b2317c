"""Puts frames into a file on a thread of its own: a bus's thread never waits for a disk."""

import contextlib
import dataclasses
import logging
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Final

from headunit.kernel.clock import Clock
from headunit.kernel.errors import HeadunitError
from headunit.technician.ports import LogWriter
from headunit.technician.state import Recording, RecordingState
from headunit.vehicle.ports import Frame

log = logging.getLogger(__name__)

#: So many frames wait for the disk at most: 20 s of two full buses.
MAX_WAITING: Final = 200_000
#: What waits is written this often (s), and the thread is given this long to finish the file.
WRITE_EVERY_S: Final = 0.1
ENDS_S: Final = 10.0


class Recorder:
    """One recording, from making it to `stop`. `put` may be called on any thread.

    Raises HeadunitError, in one line, where the file cannot be made.
    """

    def __init__(self, path: Path, open_writer: Callable[[Path], LogWriter], clock: Clock) -> None:
        self.path = path
        self._clock = clock
        self._began = self._ended = clock.now()
        self._stamp = clock.local().timestamp() - self._began
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = open_writer(path)
        except OSError as error:
            raise HeadunitError(f"cannot record to {path}: {error.strerror or error}") from error
        self._waiting: deque[Frame] = deque()
        self._state = RecordingState(Recording.ON, path.name)
        self._lost = 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
        self._thread.start()

    def put(self, frame: Frame) -> None:
        """Have `frame` written, unless the disk is too far behind: then it is counted as lost."""
        if self._stopping.is_set():
            return
        if len(self._waiting) >= MAX_WAITING:
            self._lost += 1
            return
        self._waiting.append(frame)

    def state(self) -> RecordingState:
        """How it goes. ON until the file is finished."""
        if not self._stopping.is_set():
            self._ended = self._clock.now()
        state = dataclasses.replace(self._state, lost=self._lost, seconds=self._ended - self._began)
        if state.doing is Recording.ON and not self._thread.is_alive():
            return dataclasses.replace(state, doing=Recording.OFF)
        return state

    def finish(self) -> None:
        """Have what waits written and the file finished; returns at once, `state` tells when it is done."""
        self._ended = self._clock.now()
        self._stopping.set()

    def stop(self) -> RecordingState:
        """`finish`, and wait for it; what became of it."""
        self.finish()
        self._thread.join(ENDS_S)
        return self.state()

    def _run(self) -> None:
        written = 0
        try:
            with contextlib.closing(self._writer):
                while True:
                    ending = self._stopping.wait(WRITE_EVERY_S)
                    while self._waiting:
                        frame = self._waiting.popleft()
                        # Some adapters give no time stamp.
                        self._writer.write(frame if frame.t else dataclasses.replace(frame, t=self._time()))
                        written += 1
                    self._state = dataclasses.replace(self._state, frames=written)
                    if ending:
                        return
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
            log.warning("recording to %s ended: %s", self.path, reason)
            self._stopping.set()
            self._waiting.clear()
            self._state = dataclasses.replace(self._state, doing=Recording.FAILED, frames=written, trouble=str(reason))

    def _time(self) -> float:
        return self._stamp + self._clock.now()
