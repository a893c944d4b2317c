"""Keeps the worker that holds Valhalla: asks it one question after the other, and starts it anew when it dies or hangs.

Knows the pipe, not what the questions mean. The worker ends with this object, or with the process, however that ends.
"""

import contextlib
import itertools
import logging
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from headunit.routing.questions import Answer, AskEdges, AskRoad, AskRoutes, Question

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

log = logging.getLogger(__name__)

#: A worker that is silent for longer is taken for hung (s). The longest routes take some seconds.
PATIENCE_S: Final = 8.0
#: It reads its region and answers within this (s); on a cold disk that takes some seconds.
START_S: Final = 20.0
#: A process whose end of the pipe is closed has ended, or will within this (s).
_DYING_S: Final = 0.5
#: Routes are short work that a driver waits for: they go beside the screen, not behind it.
_NICE: Final = 0
#: Who goes first when several wait: a new route for the car that is lost, then all else, then traffic.
_FIRST: Final = {AskRoutes: 0, AskRoad: 1, AskEdges: 3}
_OTHER: Final = 2


class EngineError(Exception):
    """No answer: the worker has died or hung twice, or there is no region. `str` is a line for the technician."""


type Reply = Callable[[Answer | EngineError], None]


@dataclass(order=True, slots=True)
class _Asked:
    rank: tuple[int, int]
    question: Question | None = field(compare=False)
    reply: Reply = field(compare=False)
    wanted: Callable[[], bool] = field(compare=False)


class Engine:
    """`reply` is called on the engine's own thread, once for each question; it must only hand the answer on.

    `patience_s`: how long an answer may take. `use` before the first question; the region may change at any time.
    `eager`: the worker starts with `use`, else with `warm` or the first question.
    """

    def __init__(self, patience_s: float = PATIENCE_S, nice: int = _NICE, *, eager: bool = True) -> None:
        self._patience_s, self._nice, self._eager = patience_s, nice, eager
        self._queue: queue.PriorityQueue[_Asked] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._thread: threading.Thread | None = None
        self._folder: Path | None = None
        self._renew = False  # the worker has another folder than the one to be used
        self._worker: tuple[subprocess.Popen[bytes], Connection] | None = None
        self._broken = ""  # why the worker cannot serve this region; until the next `use`
        self._ending = False
        self._lock = threading.Lock()
        self.restarts = 0

    @property
    def pid(self) -> int | None:
        """Of the worker, for those who look after it."""
        worker = self._worker
        return None if worker is None else worker[0].pid

    def use(self, folder: Path | None) -> None:
        """The routing folder of the region from now on, even where its name is the same as before. None: no region."""
        self._folder, self._renew = folder, True
        self._put((-1, next(self._numbers)), None, lambda _: None)

    def warm(self) -> None:
        """Start the worker now, and from now on with each `use`."""
        self._eager = True
        self._put((-1, next(self._numbers)), None, lambda _: None)

    def ask(self, question: Question, reply: Reply, wanted: Callable[[], bool] = lambda: True) -> None:
        """Queue a question. Any thread. One that is no longer `wanted` when its turn comes gets an EngineError."""
        rank = (_FIRST.get(type(question), _OTHER), next(self._numbers))
        self._put(rank, question, reply, wanted)

    def _put(
        self, rank: tuple[int, int], question: Question | None, reply: Reply, wanted: Callable[[], bool] = lambda: True
    ) -> None:
        with self._lock:
            if self._ending:
                return
            self._queue.put(_Asked(rank, question, reply, wanted))
            if self._thread is None:
                # The worker dies with this thread (PR_SET_PDEATHSIG), so the thread lives as long as the engine.
                self._thread = threading.Thread(target=self._run, name="routing engine", daemon=True)
                self._thread.start()

    def end(self) -> None:
        """Kill the worker and end the thread, within a second. What was asked stays unanswered."""
        with self._lock:
            self._ending = True
            worker, thread = self._worker, self._thread
            if thread is not None:
                self._queue.put(_Asked((-2, 0), None, lambda _: None, lambda: True))
        if worker is not None:
            worker[0].kill()
        if thread is not None:
            thread.join(1.0)

    def _run(self) -> None:
        while not self._ending:
            asked = self._queue.get()
            if asked.question is None:
                if self._renew:
                    self._renew, self._broken = False, ""
                    self._close()
                if self._eager and self._folder is not None and self._worker is None:
                    self._begin()
            elif not asked.wanted():
                asked.reply(EngineError("no longer wanted"))
            else:
                try:
                    answer: Answer | EngineError = self._answer(asked.question)
                except EngineError as error:
                    answer = error
                if not self._ending:
                    asked.reply(answer)
        self._close()

    def _begin(self) -> None:
        """Start before the first question. What goes wrong is told to whoever asks it."""
        try:
            self._open()
        except (OSError, EOFError, EngineError):
            self._close()

    def _answer(self, question: Question) -> Answer:
        """Ask; where the worker dies or hangs, ask a new one once more."""
        trouble = ""
        for _ in range(2):
            if self._broken:
                raise EngineError(self._broken)
            try:
                return self._once(question)
            except (OSError, EOFError):
                trouble = self._close(dead=True)
            except EngineError as error:
                trouble = str(error)
                self._close()
            if self._ending or not self._folder:
                break
            log.warning("the routing engine is started anew: %s", trouble)
            self.restarts += 1
        raise EngineError(trouble)

    def _once(self, question: Question) -> Answer:
        pipe = self._open() if self._worker is None else self._worker[1]
        pipe.send(question)
        if not pipe.poll(self._patience_s):
            raise EngineError(f"no answer within {self._patience_s:g} s")
        answer: Answer = pipe.recv()
        return answer

    def _open(self) -> "Connection":
        from multiprocessing import Pipe  # noqa: PLC0415  the first picture does not wait for it

        folder = self._folder
        if folder is None:
            raise EngineError("no region")
        ours, theirs = Pipe()
        with theirs:
            words = [sys.executable, "-P", "-m", "headunit.routing.valhalla_actor"]
            words += [str(theirs.fileno()), str(folder), str(self._nice)]
            process = subprocess.Popen(words, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])  # noqa: S603
        with self._lock:
            self._worker = (process, ours)
        if self._ending:  # `end` came between and knew of no worker to kill
            process.kill()
        if not ours.poll(START_S):
            raise EngineError(f"it did not start within {START_S:g} s")
        fault = ours.recv()
        if fault is not None:
            self._broken = f"{folder} cannot be used: {fault}"
            raise EngineError(self._broken)
        return ours

    def _close(self, *, dead: bool = False) -> str:
        """Kill the worker, if there is one. How it had ended, where it was `dead` before."""
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is None:
            return "it did not start"
        process, pipe = worker
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_DYING_S if dead else 0.0)
        code = process.poll()
        process.kill()
        process.wait()
        pipe.close()
        if code is None:
            return "its pipe was closed"
        return f"it ended by {signal.Signals(-code).name}" if code < 0 else f"it ended with exit code {code}"
