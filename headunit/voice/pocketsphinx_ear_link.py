"""The link to the ear's process: started, started anew where it dies or hangs, ended. Knows no turn and no command."""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final, override

from headunit.kernel.clock import Clock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import Link, LinkReport, LinkState
from headunit.voice.pocketsphinx_ear_wire import Condition

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

log = logging.getLogger(__name__)

PROCESS: Final = (sys.executable, "-P", "-m", "headunit.voice.pocketsphinx_ear_process")
#: Pauses between two starts of a process that dies at once (s); one that has lived for the longest begins anew.
_RESTART_S: Final = (0.0, 0.5, 2.0, 5.0)
#: How often it is asked whether it hangs (s).
_LOOK_S: Final = 0.5


class EarProcess(Link):
    """`words`: start the process; the number of its end of the pipe follows, then `arguments`. `greeting`: what a new
    process is told first. `told`: takes what it says; `lost`: why it is gone, one line; `hung`: whether it should have
    said something long ago. The four are called on the link's thread."""

    name = "ear"

    def __init__(
        self,
        clock: Clock,
        inbox: Inbox,
        words: Sequence[str],
        arguments: Sequence[str],
        *,
        greeting: Callable[[], Iterable[object]],
        told: Callable[[object], None],
        lost: Callable[[str], None],
        hung: Callable[[], bool],
    ) -> None:
        self._clock, self._inbox = clock, inbox
        self._words, self._arguments = tuple(words), tuple(arguments)
        self._greeting, self._told, self._lost, self._hung = greeting, told, lost, hung
        self._lock = threading.Lock()
        self._live: tuple[subprocess.Popen[bytes], Connection[object, object]] | None = None
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._report = LinkReport(self.name, "voice", LinkState.OFF, clock.now())
        self.restarts = 0

    @property
    def pid(self) -> int | None:
        """The process, while there is one."""
        live = self._live
        return None if live is None else live[0].pid

    @override
    def start(self) -> None:
        if self._thread is None:
            self._tell(LinkState.CONNECTING)
            # The process ends with this thread (PR_SET_PDEATHSIG), which lives as long as the ear.
            self._thread = threading.Thread(target=self._keep, name="ear", daemon=True)
            self._thread.start()

    @override
    def stop(self) -> None:
        self._stopping.set()
        with self._lock:
            if self._live is not None:
                self._live[0].kill()
        if self._thread is not None:
            self._thread.join(1.0)

    def send(self, wish: object) -> bool:
        """False where there is nobody. Any thread."""
        with self._lock:
            if self._live is None:
                return False
            try:
                self._live[1].send(wish)
            except OSError:
                return False
            return True

    def _keep(self) -> None:
        deaths = 0
        while not self._stopping.wait(_RESTART_S[min(deaths, len(_RESTART_S) - 1)]):
            began = self._clock.now()
            fault = self._serve()
            if self._stopping.is_set():
                break
            deaths = 1 if self._clock.now() - began > _RESTART_S[-1] else deaths + 1
            self.restarts += 1
            log.warning("the ear is started anew: %s", fault)
            self._tell(LinkState.LOST, fault)
            self._lost(fault)
        self._tell(LinkState.OFF)

    def _serve(self) -> str:
        """One process, until it ends. Why it did."""
        from multiprocessing import Pipe  # noqa: PLC0415  the first picture does not wait for it

        ours, theirs = Pipe()
        with ours, theirs:
            words = [*self._words, str(theirs.fileno()), *self._arguments]
            try:
                process = subprocess.Popen(words, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])  # noqa: S603
            except OSError as error:
                return str(error)
            theirs.close()
            try:
                with self._lock:
                    self._live = (process, ours)
                for wish in self._greeting():
                    self.send(wish)
                return self._read(ours) or f"it ended with {process.wait()}"
            finally:
                with self._lock:
                    self._live = None
                process.kill()
                process.wait()

    def _read(self, pipe: "Connection[object, object]") -> str:
        while not self._stopping.is_set():
            try:
                if pipe.poll(_LOOK_S):
                    self._take(pipe.recv())
                elif self._hung():
                    return "it hung"
            except (EOFError, OSError):
                return ""
        return "it is no longer wanted"

    def _take(self, told: object) -> None:
        if isinstance(told, Condition):
            detail = told.fault or (f"nobody can say {', '.join(told.mute[:5])}" if told.mute else "")
            self._tell(LinkState.ONLINE if told.microphone else LinkState.FAULT, detail)
        self._told(told)

    def _tell(self, state: LinkState, detail: str = "") -> None:
        since = self._report.since if self._report.state is state else self._clock.now()
        self._report = LinkReport(self.name, "voice", state, since, detail, {"restarts": self.restarts})
        self._inbox.post(f"link:{self.name}", self._report)
