"""A house with nothing behind it but example states: what previews stand on."""

from collections.abc import Callable
from typing import override

from headunit.kernel.board import Board
from headunit.kernel.clock import ManualClock
from headunit.kernel.link import LinkReport, Links, LinkState
from headunit.notices.service import Notices
from headunit.preferences.ports import Choices
from headunit.preferences.service import PreferenceService
from headunit.preferences.state import Preferences
from headunit.presentation.pane import Preview
from headunit.vehicle.ports import Requests
from headunit.vehicle.state import Value, VehicleState


class _Listener(Requests):
    """A car that may be asked anything and never answers: buttons look alive, nothing moves."""

    @override
    def may(self, path: str) -> bool:
        return True

    @override
    def ask(self, path: str, value: Value, who: str, why: str) -> None:
        pass


class PreviewHouse:
    """Implements `presentation.pane.House`, and `ui.screen.LiveHouse` in which nothing ever happens."""

    def __init__(self, preferences: Preferences) -> None:
        self.board = Board()
        self.clock = ManualClock()
        self._ports: dict[type, object] = {
            Choices: PreferenceService(self.board, None, preferences),
            Requests: _Listener(),
        }
        self.board.publish(Links((LinkReport("can0", "can", LinkState.ONLINE, 0.0),)))

    def port[T](self, kind: type[T]) -> T | None:
        return self._ports.get(kind)  # type: ignore[return-value]  # keyed by its Protocol

    def show(self, preview: Preview) -> None:
        """Hang up the example's states, and the notices that follow from its car."""
        self.clock.advance(max(0.0, preview.now - self.clock.now()))
        # The clock moved: whoever shows the time looks again, even if the example is of nothing else.
        self.board.publish(self.board.latest(Links) or Links())
        for state in preview.states:
            if isinstance(state, VehicleState):
                notices = Notices(self.clock)
                notices.on_vehicle(state)
                self.board.publish(notices.state(state.at + 10))
            self.board.publish(state)

    def flush(self) -> bool:
        return False

    def tick(self) -> None:
        """Nothing ages: the clock stands."""

    def wake_with(self, wake: Callable[[], None]) -> None:
        """Nothing will ever ring."""
