"""Questions to an engine from the house's one thread, and the answers back on that thread.

Live, an answer comes in the flush after the worker is done. In virtual time the flush waits for it, so that a run
repeats itself to the last digit.
"""

import queue
from collections.abc import Callable
from pathlib import Path
from typing import Final

from headunit.routing.engine import Engine, EngineError
from headunit.routing.questions import Answer, Question

type Heard = Callable[[Answer | EngineError], None]

#: In virtual time no answer is waited for longer (s): then something is broken beyond repair.
_WAIT_S: Final = 120.0


class Desk:
    """`wake`: called on any thread when an answer is there; it must only have `deliver` called soon. `patient`: wait.

    All methods on the house's thread.
    """

    def __init__(self, engine: Engine, wake: Callable[[], None], *, patient: bool = False) -> None:
        self._engine, self._wake, self._patient = engine, wake, patient
        self._answers: queue.SimpleQueue[tuple[Heard, Answer | EngineError]] = queue.SimpleQueue()
        self._open = 0

    def use(self, folder: Path | None) -> None:
        """The region from now on."""
        self._engine.use(folder)

    def warm(self) -> None:
        """Be ready before the first question."""
        self._engine.warm()

    def ask(self, question: Question, heard: Heard, wanted: Callable[[], bool] = lambda: True) -> None:
        """`heard` is called once, from a later `deliver`."""

        def reply(answer: Answer | EngineError) -> None:
            self._answers.put((heard, answer))
            self._wake()

        self._open += 1
        self._engine.ask(question, reply, wanted)

    def say(self, heard: Heard, answer: Answer | EngineError) -> None:
        """Have `heard` called from a later `deliver` with what is known without the engine."""
        self._open += 1
        self._answers.put((heard, answer))
        self._wake()

    def deliver(self) -> bool:
        """Hand out what has been answered. True when there was anything."""
        delivered = False
        # What is asked by those who hear waits for the next time.
        waited_for = self._open
        while waited_for:
            try:
                heard, answer = self._answers.get(timeout=_WAIT_S) if self._patient else self._answers.get_nowait()
            except queue.Empty:
                break
            waited_for -= 1
            self._open -= 1
            delivered = True
            heard(answer)
        return delivered

    def end(self) -> None:
        """End the engine."""
        self._engine.end()
