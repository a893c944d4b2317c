"""Where rooms hang up their newest state and others read it. One thread only; knows no room.

It replaces imports between rooms: a reader names the *type* of the state and nothing of the room behind it.
"""

from collections.abc import Callable


class Board:
    """The newest state of each type, and who wants to hear of it."""

    def __init__(self) -> None:
        self._latest: dict[type, object] = {}
        self._watchers: dict[type, list[Callable[[object], None]]] = {}

    def publish(self, state: object) -> None:
        """Hang up `state`, replacing the older one of its type, and tell its watchers."""
        kind = type(state)
        self._latest[kind] = state
        for watcher in tuple(self._watchers.get(kind, ())):
            if self._latest[kind] is not state:
                return  # a watcher has published a newer one, and everybody has heard that
            watcher(state)

    def latest[T](self, kind: type[T]) -> T | None:
        """The newest state of type `kind`, or None before the first."""
        state = self._latest.get(kind)
        return state if isinstance(state, kind) else None

    def watch[T](self, kind: type[T], watcher: Callable[[T], None]) -> None:
        """Call `watcher` with each state of type `kind` from now on, and at once with the newest where there is one."""

        def tell(state: object) -> None:
            if isinstance(state, kind):
                watcher(state)

        self._watchers.setdefault(kind, []).append(tell)
        newest = self.latest(kind)
        if newest is not None:
            watcher(newest)
