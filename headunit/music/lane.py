"""Jobs for one source, one after another on a thread of its own; of questions, only the newest counts.

In virtual time there is no thread: a job is done when it is asked for. Knows no music.
"""

import collections
import threading
from collections.abc import Callable
from typing import Final

type Job = Callable[[], None]
#: A source that waits for a network is not waited for at the end (s).
_ENDS_S: Final = 0.3


class Lane:
    """`at_once`: without a thread."""

    def __init__(self, name: str, *, at_once: bool = False) -> None:
        self._name, self._at_once = name, at_once
        self._lock = threading.Condition()
        self._newest: Job | None = None
        self._kept: collections.deque[Job] = collections.deque()
        self._ended = False
        self._thread: threading.Thread | None = None

    def put(self, job: Job, *, keep: bool = False) -> None:
        """Have it done. A newer one replaces it while it waits, unless `keep`. `job` must not raise."""
        if self._at_once:
            job()
            return
        with self._lock:
            if self._ended:
                return
            if keep:
                self._kept.append(job)
            else:
                self._newest = job
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
            self._lock.notify()

    def _run(self) -> None:
        while True:
            with self._lock:
                while not self._ended and self._newest is None and not self._kept:
                    self._lock.wait()
                if self._ended:
                    return
                # What somebody looks at comes first.
                job, self._newest = self._newest, None
                if job is None:
                    job = self._kept.popleft()
            job()

    def end(self) -> None:
        """Do no more. May be called twice."""
        with self._lock:
            self._ended = True
            self._lock.notify()
            thread = self._thread
        if thread is not None:
            thread.join(_ENDS_S)
