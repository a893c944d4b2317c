"""Decoded sound of one track on its way from a decoder's thread to the loudspeaker's. Knows no decoder."""

import collections
import threading
from collections.abc import Callable
from typing import Final

import numpy as np

from headunit.sound.ports import BYTES_PER_SAMPLE, RATE_HZ

#: Stereo, signed 16 bit.
FRAME_BYTES: Final = 2 * BYTES_PER_SAMPLE
#: A decoder that runs ahead further than this waits (s).
MOST_S: Final = 4.0
#: It waits no longer than this, whatever happens: it must not hang (s).
_WAIT_S: Final = 0.5
#: What a lossy coder leaves in silence (of 32768).
_SILENT: Final = 40


class PcmQueue:
    """Frames in order. `begin_s`: where in the track the first one lies. Any thread may call anything."""

    def __init__(self, begin_s: float, news: Callable[[], None]) -> None:
        self._news = news
        self._blocks: collections.deque[tuple[bytes, float]] = collections.deque()
        self._bytes = 0
        self._room = threading.Condition()
        self._position_s = begin_s
        self._finished = self._closed = False
        self.heard_any = False

    def put(self, frames: bytes, speed: float) -> None:
        """`frames` are so many times shorter than what they tell of. Waits a moment where there is no room."""
        if not frames:
            return
        with self._room:
            if self._bytes > MOST_S * RATE_HZ * FRAME_BYTES and not self._closed:
                self._room.wait(_WAIT_S)
            self._blocks.append((frames, speed))
            self._bytes += len(frames)
            self.heard_any = True
        self._news()

    def take(self, frames: int) -> bytes:
        """At most so many."""
        wanted = frames * FRAME_BYTES
        parts = []
        with self._room:
            while wanted and self._blocks:
                block, speed = self._blocks.popleft()
                if len(block) > wanted:
                    self._blocks.appendleft((block[wanted:], speed))
                    block = block[:wanted]
                parts.append(block)
                wanted -= len(block)
                self._bytes -= len(block)
                self._position_s += len(block) / FRAME_BYTES / RATE_HZ * speed
            self._room.notify_all()
        return b"".join(parts)

    def clear(self, begin_s: float | None = None) -> None:
        """Forget all; what comes next lies at `begin_s`, or where the last seek went."""
        with self._room:
            self._blocks.clear()
            self._bytes = 0
            self._finished = False
            if begin_s is not None:
                self._position_s = begin_s
            self._room.notify_all()

    def finish(self, padding: int = 0) -> None:
        """Nothing more comes. Silence at the end is cut off, at most `padding` frames of it: a coder's, no music's."""
        with self._room:
            while padding and self._blocks and not self._finished:
                block, speed = self._blocks.pop()
                samples = np.frombuffer(block, "<i2").reshape(-1, 2)
                loud = np.flatnonzero(np.abs(samples).max(axis=1) > _SILENT)
                kept = max(len(samples) - padding, 0 if not loud.size else int(loud[-1]) + 1)
                padding = 0 if loud.size else padding - (len(samples) - kept)
                self._bytes -= len(block) - kept * FRAME_BYTES
                if kept:
                    self._blocks.append((block[: kept * FRAME_BYTES], speed))
                    break
            self._finished = True
        self._news()

    def close(self) -> None:
        """Nobody takes any more: let the decoder go."""
        with self._room:
            self._closed = True
            self._room.notify_all()

    @property
    def position_s(self) -> float:
        """Where in the track the next frame lies."""
        return self._position_s

    @property
    def finished(self) -> bool:
        """Whether the decoder is at the end; frames may still wait."""
        return self._finished

    @property
    def waiting_s(self) -> float:
        """How much sound waits."""
        return self._bytes / FRAME_BYTES / RATE_HZ
