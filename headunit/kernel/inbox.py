"""The one door between threads: latest value per topic, every event in order, one wake-up per batch.

It does not know what a topic means, nor which loop it wakes.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Batch:
    """What was posted since the last drain. `latest`: newest value per topic. `events`: all of them, in order."""

    latest: dict[str, object] = field(default_factory=dict)
    events: list[tuple[str, object]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.latest or self.events)


class Inbox:
    """Any thread posts, one thread drains.

    `wake` is called on the posting thread when the inbox turns from empty to filled, and not again before the next
    drain; it must only schedule a drain.
    """

    #: Events beyond this are dropped, oldest first, and counted: memory stays bounded if nobody drains.
    MAX_EVENTS = 10_000

    def __init__(self, wake: Callable[[], None] = lambda: None) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._latest: dict[str, object] = {}
        self._events: list[tuple[str, object]] = []
        self._pending = False
        self.dropped_events = 0

    def post(self, topic: str, value: object) -> None:
        """Keep `value` as the latest of `topic`; an undrained older one is overwritten."""
        self.post_all({topic: value})

    def post_all(self, values: dict[str, object]) -> None:
        """The same for many topics under one lock: what one CAN frame carries arrives together."""
        with self._lock:
            self._latest.update(values)
            wake = not self._pending
            self._pending = True
        if wake:
            self._wake()

    def post_event(self, topic: str, value: object) -> None:
        """Queue `value`: each one is delivered, in order."""
        with self._lock:
            self._events.append((topic, value))
            if len(self._events) > self.MAX_EVENTS:
                del self._events[0]
                self.dropped_events += 1
            wake = not self._pending
            self._pending = True
        if wake:
            self._wake()

    def drain(self) -> Batch:
        """Take everything posted so far."""
        with self._lock:
            batch = Batch(self._latest, self._events)
            self._latest, self._events = {}, []
            self._pending = False
        return batch
