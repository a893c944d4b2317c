"""A house with a real board, time that stands, and behind its ports what a test puts there."""

from headunit.kernel.board import Board
from headunit.kernel.clock import ManualClock


class BareHouse:
    """Implements `headunit.presentation.pane.House`."""

    def __init__(self, ports: dict[type, object] | None = None) -> None:
        self.board = Board()
        self.clock = ManualClock()
        self.ports = ports or {}

    def port[T](self, kind: type[T]) -> T | None:
        return self.ports.get(kind)


class Heard:
    """How often a Qt signal came: `count` in all, `news()` since it was last asked."""

    def __init__(self, signal) -> None:
        self.count = 0
        self._told = 0
        signal.connect(self._hear)

    def _hear(self, *_args: object) -> None:
        self.count += 1

    def news(self) -> int:
        before, self._told = self._told, self.count
        return self.count - before
