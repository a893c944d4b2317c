"""Two ways to put questions to a Reader: on a thread of its own, or at once, as virtual time wants it."""

import collections
import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, override

from headunit.places.inquiry import Answer, Question

if TYPE_CHECKING:
    from headunit.places.reader import Reader

log = logging.getLogger(__name__)

type Reply = Callable[[Answer], None]
#: The thread is waited for so long at the end (s): a question takes some milliseconds.
_ENDS_S = 1.0
_DEFECT = "the search has failed: see the log"


class Desk(Protocol):
    """Questions in, answers out, both on the house's thread."""

    def ask(self, question: Question, reply: Reply, *, keep: bool = False) -> None:
        """Have it answered; `reply` is called from a later `deliver`. A newer one replaces it, unless `keep`."""
        ...

    def drop(self) -> None:
        """Forget the question that waits."""
        ...

    def deliver(self) -> None:
        """Call the replies for which there are answers now."""
        ...

    def end(self) -> None:
        """Answer no more. May be called twice."""
        ...


def _reader() -> "Reader":
    from headunit.places.reader import Reader  # noqa: PLC0415  the first picture does not wait for SQL and its words

    return Reader()


def _answer(reader: "Reader", question: Question) -> Answer:
    try:
        return reader.answer(question)
    except Exception:  # a defect of ours must not silence the search for the whole drive
        log.exception("the search failed in a way that its author did not foresee")
        return Answer(fault=_DEFECT)


class SearchThread(Desk):
    """`wake`: called on the thread when there is an answer to deliver."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._lock = threading.Condition()
        self._newest: tuple[Question, Reply] | None = None
        self._kept: collections.deque[tuple[Question, Reply]] = collections.deque()
        self._answers: collections.deque[tuple[Reply, Answer]] = collections.deque()
        self._ended = False
        self._thread: threading.Thread | None = None

    @override
    def ask(self, question: Question, reply: Reply, *, keep: bool = False) -> None:
        with self._lock:
            if self._ended:
                return
            if keep:
                self._kept.append((question, reply))
            else:
                self._newest = (question, reply)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="search", daemon=True)
                self._thread.start()
            self._lock.notify()

    @override
    def drop(self) -> None:
        with self._lock:
            self._newest = None

    def _run(self) -> None:
        reader = _reader()
        while True:
            with self._lock:
                while not self._ended and self._newest is None and not self._kept:
                    self._lock.wait()
                if self._ended:
                    break
                # What somebody types comes first.
                job, self._newest = self._newest, None
                question, reply = job if job is not None else self._kept.popleft()
            self._answers.append((reply, _answer(reader, question)))
            self._wake()
        reader.close()

    @override
    def deliver(self) -> None:
        while self._answers:
            reply, answer = self._answers.popleft()
            reply(answer)

    @override
    def end(self) -> None:
        with self._lock:
            self._ended = True
            self._lock.notify()
            thread = self._thread
        if thread is not None:
            thread.join(_ENDS_S)


class AtOnce(Desk):
    """The same without a thread: the answer is there for the next `deliver`."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake, self._reader = wake, _reader()
        self._answers: collections.deque[tuple[Reply, Answer]] = collections.deque()

    @override
    def ask(self, question: Question, reply: Reply, *, keep: bool = False) -> None:
        self._answers.append((reply, _answer(self._reader, question)))
        self._wake()

    @override
    def drop(self) -> None:
        pass  # everything has been answered

    @override
    def deliver(self) -> None:
        while self._answers:
            reply, answer = self._answers.popleft()
            reply(answer)

    @override
    def end(self) -> None:
        self._reader.close()
