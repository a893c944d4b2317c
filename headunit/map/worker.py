"""The app's end of the worker process that makes meshes, labels and images, so that no frame waits for them.

It starts the process with the first region, starts it anew when it dies or hangs, and ends it. The other end is
worker_process.py. In virtual time `InProcess` takes its place.
"""

import contextlib
import logging
import os
import pickle
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, override

from headunit.map.tile_store import Answer, Producer, Request, Zooms
from headunit.map.worker_process import Wish, receive

log = logging.getLogger(__name__)

#: A single answer that takes longer than this has hung (seconds); the slowest real tile takes a tenth of one.
HUNG_S: Final = 20.0
#: Pauses between two starts of a process that dies at once (seconds).
_RESTART_S: Final = (0.0, 0.25, 1.0, 3.0)
#: A tile that has killed this many processes is not asked for again.
_KILLS: Final = 2
_ENDING_S: Final = 1.0

type _Open = tuple[str | None, int]


class InProcess(Producer):
    """Makes what is wanted when it is asked for the answers: for virtual time, where nothing may happen by itself."""

    def __init__(self) -> None:
        from headunit.map.production import Production  # noqa: PLC0415  brings protobuf and more, for the worker alone

        self._production = Production()
        self._ready: list[Answer | Zooms] = []
        self._wanted: deque[Request] = deque()

    @override
    def open(self, path: Path | None, turn: int) -> None:
        self._wanted.clear()
        zooms = self._production.open(path, turn)
        self._ready = [] if zooms is None else [zooms]

    @override
    def want(self, requests: Sequence[Request]) -> None:
        self._wanted = deque(requests)

    @override
    def answers(self, wait_s: float = 0.0) -> list[Answer | Zooms]:
        ready, self._ready = self._ready, []
        if wait_s > 0:
            ready += [self._production.make(request) for request in self._wanted]
            self._wanted.clear()
        return ready

    @override
    def close(self) -> None:
        self._production.close()
        self._wanted.clear()


class Worker(Producer):
    """The worker process as the app sees it. `wake` is called on another thread when an answer is there."""

    def __init__(self, wake: Callable[[], None] = lambda: None) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._came = threading.Condition(self._lock)
        self._answers: list[Answer | Zooms] = []
        self._open: _Open | None = None
        self._wishes: dict[Request, int] = {}
        self._serial = 0
        self._outbox: dict[str, object] = {}
        self._last_sign = 0.0
        self._suspect: dict[Request, int] = {}
        self._connection: Connection | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper: threading.Thread | None = None
        self._speaker: threading.Thread | None = None
        self._closing = threading.Event()
        #: How often a process has been started.
        self.starts = 0

    @property
    def pid(self) -> int | None:
        """The process, while there is one."""
        process = self._process
        return None if process is None else process.pid

    @override
    def open(self, path: Path | None, turn: int) -> None:
        with self._lock:
            self._open = (None if path is None else str(path), turn)
            self._wishes.clear()
            self._suspect.clear()
            self._answers.clear()
            self._outbox.clear()
            self._send("open", self._open)
        if path is not None and self._keeper is None and not self._closing.is_set():
            self._keeper = threading.Thread(target=self._keep, name="map worker", daemon=True)
            self._keeper.start()

    @override
    def want(self, requests: Sequence[Request]) -> None:
        with self._lock:
            wishes = {}
            for request in requests:
                if (serial := self._wishes.get(request)) is None:
                    serial = self._serial = self._serial + 1
                wishes[request] = serial
            if not self._wishes:
                self._last_sign = time.monotonic()
            self._wishes = wishes
            self._send("want", self._list())

    @override
    def answers(self, wait_s: float = 0.0) -> list[Answer | Zooms]:
        with self._lock:
            if not self._answers and wait_s > 0:
                self._came.wait(wait_s)
            answers, self._answers = self._answers, []
            return answers

    @override
    def close(self) -> None:
        self._closing.set()
        with self._lock:
            connection = self._connection
            if connection is not None:
                self._shut(connection)
        if self._keeper is not None:
            self._keeper.join(2 * _ENDING_S)
        self._keeper = None

    def _list(self) -> list[Wish]:
        return [(serial, request) for request, serial in self._wishes.items()]

    def _send(self, word: str, what: object) -> None:
        """With the lock held: leave the newest of each kind to the speaker."""
        self._outbox[word] = what
        self._came.notify_all()

    def _speak(self, connection: Connection) -> None:
        """The speaker's thread: nobody else waits for a process that does not read."""
        while True:
            with self._lock:
                while not self._outbox and self._connection is connection:
                    self._came.wait()
                if self._connection is not connection:
                    return
                outbox, self._outbox = self._outbox, {}
            try:
                for message in outbox.items():
                    connection.send(message)
            except (OSError, ValueError):
                return  # its keeper knows by now

    @staticmethod
    def _shut(connection: Connection) -> None:
        """Wakes whoever reads from it, unlike closing it."""
        with contextlib.suppress(OSError), socket.socket(fileno=os.dup(connection.fileno())) as end:
            end.shutdown(socket.SHUT_RDWR)

    def _keep(self) -> None:
        """Start, listen, start again: the keeper thread."""
        deaths = 0
        while not self._closing.wait(_RESTART_S[min(deaths, len(_RESTART_S) - 1)]):
            began = time.monotonic()
            try:
                self._start()
            except OSError as error:  # no memory, no more processes: it may pass
                log.warning("the map's worker cannot be started: %s", error)
                deaths += 1
                continue
            self._listen()
            self._bury()
            if self._closing.is_set():
                return
            deaths = deaths + 1 if time.monotonic() - began < _RESTART_S[-1] else 1
            self._blame()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "headunit.map.worker_process", str(theirs.fileno())]
            try:
                self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)  # noqa: S603
            except OSError:
                ours.close()
                raise
        self.starts += 1
        with self._lock:
            self._connection = Connection(ours.detach())
            self._last_sign = time.monotonic()
            self._outbox.clear()
            self._send("open", self._open)
            self._send("want", self._list())
            if self._closing.is_set():
                self._shut(self._connection)
        self._speaker = threading.Thread(
            target=self._speak, args=(self._connection,), name="map worker's speaker", daemon=True
        )
        self._speaker.start()

    def _listen(self) -> None:
        connection = self._connection
        assert connection is not None
        while not self._closing.is_set():
            try:
                if not connection.poll(1.0):
                    if self._hung():
                        log.warning("the map's worker hangs: started anew")
                        return
                    continue
                answer = receive(connection)
            except (OSError, EOFError, pickle.UnpicklingError):
                return
            self._take_in(answer)

    def _take_in(self, answer: Answer | Zooms) -> None:
        with self._lock:
            self._last_sign = time.monotonic()
            if self._open is None or answer.turn != self._open[1]:
                return
            if isinstance(answer, Answer):
                self._wishes.pop(answer.request, None)
                self._suspect.pop(answer.request, None)
            ring = not self._answers
            self._answers.append(answer)
            self._came.notify_all()
        if ring and not self._closing.is_set():
            self._wake()

    def _hung(self) -> bool:
        with self._lock:
            return bool(self._wishes) and time.monotonic() - self._last_sign > HUNG_S

    def _bury(self) -> None:
        process, connection = self._process, self._connection
        assert process is not None
        assert connection is not None
        with self._lock:
            self._connection = None
            self._came.notify_all()
        self._shut(connection)
        if self._closing.is_set():
            try:
                process.wait(_ENDING_S)
            except subprocess.TimeoutExpired:
                process.kill()
        else:
            process.kill()
        code = process.wait()
        self._process = None
        if self._speaker is not None:
            self._speaker.join()
        connection.close()
        if not self._closing.is_set():
            log.warning("the map's worker has ended (%s) and is started anew", code)

    def _blame(self) -> None:
        """The first wish was being made when the process ended. The second time it is left out, as unreadable."""
        with self._lock:
            first = next(iter(self._wishes), None)
            if first is None:
                return
            self._suspect[first] = self._suspect.get(first, 0) + 1
            if self._suspect[first] < _KILLS or self._open is None:
                return
            answer = Answer(first, None, 0, "its worker died of it twice", self._open[1])
        self._take_in(answer)
